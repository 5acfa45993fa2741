"""
Reasons to skip a test. Each says how to get what is missing: ``needs …: tox -e …``.
"""

SERVER = "needs moto's server: pip install '.[server]', or tox"
HYPOTHESIS = "needs hypothesis: tox"
AWS_CLI = "needs the AWS CLI: tox -e awscli"
NODE = "needs Node, with npm"
GET_TAGS = "needs a moto that has GetTags: tox -e tests"
XDIST = "needs pytest-xdist: tox"
SELENIUM = "needs selenium: tox -e browser"
CHROMIUM = "needs chromium and chromedriver, from apt-get, say: tox -e browser"
TIME_MACHINE = "needs time-machine: tox"
