"""
What operations become. References do not make more of a document than fits into memory.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.apigateway.openapi.operations import Operations
from apigw_mock.apigateway.openapi.schemas import Models
from apigw_mock.apigateway.openapi.security import Security
from apigw_mock.openapi.document import OpenApi
from apigw_mock.openapi.findings import Findings
from apigw_mock.refusal import InvalidOpenApiInput

SHARED = {"$ref": "#/x-shared"}


def operations(item: dict[str, Any], paths: int) -> Operations:
    """
    Return the operations of a document whose paths all refer to one item.
    """
    named = {f"/{number}": SHARED for number in range(paths)}
    root = {"openapi": "3.0.1", "x-shared": item, "paths": named}
    document, findings = OpenApi(root, "3.0"), Findings()
    security, models = Security(document, findings), Models(document, "")
    return Operations(document, models, security, findings)


def item(**integration: Any) -> dict[str, Any]:
    return {"get": {"x-amazon-apigateway-integration": integration}}


def test_paths_may_refer_to_one_item() -> None:
    assert len(operations(item(type="mock"), 100).read("")) == 100


def test_null_is_no_integration() -> None:
    shared = {"get": {"x-amazon-apigateway-integration": None}}
    (path,) = operations(shared, 1).read("")

    assert path.methods["GET"].integration is None


@pytest.mark.parametrize(
    "member", ["requestTemplates", "requestParameters"], ids=["calls", "warnings"]
)
def test_references_that_make_too_much_are_refused(member: str) -> None:
    values: dict[str, object] = {str(number): number for number in range(10_000)}
    shared = item(type="mock", **{member: values})

    with pytest.raises(InvalidOpenApiInput):
        operations(shared, 200).read("")
