"""
``python -m apigw_mock.host.ask``.
"""

from __future__ import annotations

import sys

from apigw_mock.host.ask.command import main

if __name__ == "__main__":
    sys.exit(main())
