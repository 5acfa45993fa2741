"""
VPC links: their targets.
"""

from __future__ import annotations

import re

_ARN = re.compile(r"arn:aws[\w-]*:[\w-]+:[\w-]*:\d*:.+", re.ASCII | re.DOTALL)


def is_arn(text: str) -> bool:
    return bool(_ARN.fullmatch(text))
