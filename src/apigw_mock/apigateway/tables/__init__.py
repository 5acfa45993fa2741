"""
One table for each patchable resource, with AWS's name for it.
"""
