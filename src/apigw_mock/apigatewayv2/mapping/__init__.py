"""
The grammars of parameter mappings: where a mapping leads, and from where.
"""
