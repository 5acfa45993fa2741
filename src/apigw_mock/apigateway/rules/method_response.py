"""
Method responses: the check of their keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.mapping import check_response_keys

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Call, Given
    from apigw_mock.apigateway.rules.models import ModelFacts


def response_headers(_: Call[ModelFacts], given: Given) -> None:
    check_response_keys(given)
