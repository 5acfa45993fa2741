"""
The fields and rules of HTTP and WebSocket APIs, one file for each resource.
"""
