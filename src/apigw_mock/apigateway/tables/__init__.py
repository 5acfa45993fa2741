"""
One table a patchable resource, named as AWS names it.
"""
