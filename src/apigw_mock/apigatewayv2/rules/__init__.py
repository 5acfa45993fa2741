"""
The checks that the rules of the tables name, and the facts that they read.

A check takes a call. It returns if it accepts the call, and raises the refusal if not.
"""
