"""
REST APIs (v1): what patch operations do to a document.
"""
