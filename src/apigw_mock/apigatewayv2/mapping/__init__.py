"""
The grammars of parameter mappings.
"""
