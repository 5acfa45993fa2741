"""
HTTP and WebSocket APIs: what an update stores, and what AWS refuses.
"""
