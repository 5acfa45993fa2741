"""
What the rules of each resource read of its surroundings, and how they check.
"""
