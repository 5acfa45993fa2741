"""
OpenAPI documents, as both kinds of API import them: reading, references, findings.
"""
