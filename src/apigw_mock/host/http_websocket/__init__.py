"""
HTTP and WebSocket APIs on moto: how its objects are found, read and written.
"""
