"""
What the tests of the plugin need: pytest's own `pytester`.
"""

pytest_plugins = ["pytester"]
