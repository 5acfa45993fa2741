"""
REST APIs on moto: how we find, read and write its objects.
"""
