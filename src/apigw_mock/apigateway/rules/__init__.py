"""
The facts and the checks of each resource's rules.
"""
