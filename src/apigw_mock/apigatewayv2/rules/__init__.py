"""
The checks that the rules of the tables name, and what they know of the surroundings.

Each takes a call, returns if it accepts it and raises the refusal if not.
"""
