"""
``python -m apigw_mock`` is the command ``apigw-mock``.
"""

from __future__ import annotations

import sys

from apigw_mock.cli import main

if __name__ == "__main__":
    sys.exit(main())
