"""
HTTP and WebSocket APIs (v2): field merge and rules.
"""
