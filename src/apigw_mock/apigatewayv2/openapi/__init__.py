"""
A document as the single calls that import it as an HTTP API. The host makes them.
"""
