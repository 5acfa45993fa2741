"""
AWS's pages on REST APIs.
"""

from __future__ import annotations

PAGES = "https://docs.aws.amazon.com/apigateway/latest/api/"
PAGE = f"{PAGES}patch-operations.html"
