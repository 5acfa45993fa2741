"""
The template language: Velocity 1.7, as API Gateway runs it.

Knows nothing of AWS but the values that a template sees.
"""
