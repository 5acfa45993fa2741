"""
The fields and rules of HTTP and WebSocket APIs, in the order in which AWS checks.
"""
