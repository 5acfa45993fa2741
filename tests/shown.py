"""
What pytest prints about a failed test of a page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:asyncio", "-p", "no:xdist")


def report_of(pytester: pytest.Pytester, name: str, source: str) -> str:
    """
    Return the failure report of a test that fails, with ``…`` for its identifiers.
    """
    pytester.makepyfile(**{name: source})
    result: Any = pytester.runpytest_subprocess(*ARGUMENTS)
    starts = [n for n, line in enumerate(result.outlines) if "API Gateway up" in line]
    ends = [n for n, line in enumerate(result.outlines) if "short test sum" in line]
    shown = "".join(f"{line}\n" for line in result.outlines[starts[0] : ends[0]])
    return without_ids(shown)


def without_ids(text: str) -> str:
    return re.sub(r"\b(\w+Id)=\w+", r"\1=…", text)
