"""
What the tables of an invocation consist of, beside the rows with columns of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.tables.sources import PAGES

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence

PAGE = f"{PAGES}API_TestInvokeMethod.html"


@dataclass(frozen=True)
class Fact:
    """
    One thing that API Gateway does when it runs a method.

    Args:
        name: of the row in its table.
        says: what API Gateway does, in words.
        evidence: how that is known.
    """

    name: str
    says: str
    evidence: Evidence
