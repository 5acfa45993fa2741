"""
REST APIs (v1): what patches and Puts do to a document.
"""
