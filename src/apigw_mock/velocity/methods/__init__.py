"""
The methods that a template can call: tables by the type of the value.
"""
