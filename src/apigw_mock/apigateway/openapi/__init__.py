"""
OpenAPI documents of REST APIs: what each construct of a document becomes.

A document becomes what the single calls would be sent. The host makes these calls.
"""
