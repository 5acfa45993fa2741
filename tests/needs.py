"""
What a test is skipped for, with what installs it: ``needs …: tox -e …``.
"""

SERVER = "needs moto's server: pip install '.[server]', or tox"
HYPOTHESIS = "needs hypothesis: tox"
XDIST = "needs pytest-xdist: tox"
