"""
Gateway responses of an API that a Put would not store, but an import may.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.apigateway.invoke.failures import BAD_RESPONSE_TEMPLATE
from apigw_mock.apigateway.invoke.gateway import answer_to
from apigw_mock.apigateway.invoke.request import Request
from apigw_mock.apigateway.invoke.sources import Surroundings

HEADERS = {"x-amzn-ErrorType": ["InternalServerErrorException"]}
MESSAGE = b'{"message": "Internal server error"}'
OWN: list[tuple[dict[str, Any], tuple[int, dict[str, list[str]], bytes]]] = [
    ({"statusCode": "418"}, (418, HEADERS, MESSAGE)),
    ({"statusCode": "1000"}, (500, HEADERS, MESSAGE)),
    ({"statusCode": None}, (500, HEADERS, MESSAGE)),
    ({"responseTemplates": None, "responseParameters": None}, (500, HEADERS, MESSAGE)),
    ({"responseTemplates": {"a/b": None}}, (500, HEADERS, MESSAGE)),
    ({"responseParameters": {"a": "'b'"}}, (500, HEADERS, MESSAGE)),
]


@pytest.mark.parametrize(("document", "answer"), OWN, ids=str)
def test_an_odd_gateway_response_is_no_fault(document: Any, answer: Any) -> None:
    around = Surroundings(Request("GET", "/"), {})

    failed = BAD_RESPONSE_TEMPLATE.error()
    found = answer_to(failed, {"DEFAULT_5XX": document}, around)

    assert found[:3] == answer
