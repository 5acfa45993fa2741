"""
REST APIs on moto: how its objects are found, read and written.
"""
