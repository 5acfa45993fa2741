"""
Request validators: the check of their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import BlankValidatorName

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Call, Facts, Given


def some_name(_: Call[Facts], given: Given) -> None:
    if not (given["name"] or "").strip():
        raise BlankValidatorName(given["name"])
