"""
JSONPath as templates use it: Jayway's.

The library `jsonpath` judges filters. Jayway's grammar of the rest is smaller than the
library's, and knows forms that the library does not: a path without ``$``, names such
as ``.@t`` and ``.0``, ``['a','b']`` for an object of both, functions at the end.
Source: Jayway JsonPath.
"""

from __future__ import annotations

from apigw_mock.velocity.paths.grammar import parse
from apigw_mock.velocity.paths.segments import MISSING, Path

__all__ = ["MISSING", "Path", "parse"]
