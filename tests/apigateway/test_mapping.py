"""
The mapping expressions of REST APIs: what may stand on each side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock.apigateway.mapping import (
    check_gateway_mappings,
    check_request_keys,
    check_request_mappings,
    check_response_keys,
    check_response_mappings,
)
from apigw_mock.apigateway.refusals import (
    BadParameterName,
    InvalidMappings,
    NoMethodResponse,
    NotAnExpression,
    StaticValueNotEncoded,
    UndeclaredParameter,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.refusals import Flaw

NAME = "[a-zA-Z0-9._$-]+"
HEADER = "method.response.header.A"
TO_HEADER = "integration.request.header.A"
TO_PATH = "integration.request.path.a"
DECLARED = {
    "method.request.header.A",
    "method.request.path.a",
    "method.request.querystring.a",
}


def flaws(check: Callable[..., None], given: dict[str, Any], *more: Any) -> list[Flaw]:
    """
    Return what *check* finds in *given*.
    """
    try:
        check(given, *more)
    except InvalidMappings as error:
        return list(error.items)
    return []


# --- From the backend's answer to the method's response -----------------------------


@pytest.mark.parametrize(
    "value",
    [
        "'*'",
        "''",
        "'it's\n'",
        "integration.response.header.X-A_b.$c",
        "integration.response.multivalueheader.A",
        "integration.response.body",
        "integration.response.body.a[0].b",
        "integration.response.body[0]",
        "stageVariables.a",
        "context.requestId",
    ],
)
def test_a_response_is_mapped_from(value: str) -> None:
    assert flaws(check_response_mappings, {HEADER: value}, {HEADER}) == []


@pytest.mark.parametrize(
    ("value", "flaw"),
    [
        ("*", NotAnExpression("*")),
        ("", NotAnExpression("")),
        ("'", NotAnExpression("'")),
        ("context.", NotAnExpression("context.")),
        ("method.request.header.A", NotAnExpression("method.request.header.A")),
        (
            "integration.response.bodyguard",
            NotAnExpression("integration.response.bodyguard"),
        ),
        ("integration.response.body.", NotAnExpression("integration.response.body.")),
        ("integration.response.header.a b", BadParameterName(NAME)),
        ("stageVariables.ä", BadParameterName(NAME)),
    ],
)
def test_a_response_is_not_mapped_from(value: str, flaw: Flaw) -> None:
    assert flaws(check_response_mappings, {HEADER: value}, {HEADER}) == [flaw]


@pytest.mark.parametrize(
    ("key", "declared", "flaw"),
    [
        (HEADER, set(), UndeclaredParameter(HEADER)),
        (HEADER, None, NoMethodResponse()),
        ("A", {"A"}, NotAnExpression("A")),
        (
            "method.response.header.",
            {"method.response.header."},
            NotAnExpression("method.response.header."),
        ),
        (f"{HEADER} b", None, BadParameterName(NAME)),
    ],
)
def test_a_response_is_mapped_to_declared_headers_alone(
    key: str, declared: Any, flaw: Flaw
) -> None:
    assert flaws(check_response_mappings, {key: "'*'"}, declared) == [flaw]


def test_each_mapping_is_listed_once_with_its_first_flaw() -> None:
    given = {"A": "*", f"{HEADER}2": "*", f"{HEADER}3": "*", HEADER: "'*'"}

    with pytest.raises(InvalidMappings) as caught:
        check_response_mappings(given, None)

    assert caught.value.items == [
        NotAnExpression("A"),
        NotAnExpression("*"),
        NoMethodResponse(),
    ]
    assert caught.value.mappings == given
    assert str(caught.value) == (
        "Invalid mapping expression specified: Validation Result: warnings : [],"
        " errors : [Invalid mapping expression specified: A,"
        " Invalid mapping expression specified: *,"
        " No method response exists for method.]"
    )


# --- From the request to the backend ------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (TO_HEADER, "method.request.header.A"),
        (TO_HEADER, "method.request.multivalueheader.A"),
        (TO_HEADER, "method.request.path.a"),
        (TO_HEADER, "method.request.body.a"),
        (TO_HEADER, "context.identity.sourceIp"),
        (TO_HEADER, "'a b/%'"),
        ("integration.request.querystring.a", "method.request.multivaluequerystring.a"),
        ("integration.request.multivalueheader.A", "'a'"),
        ("integration.request.multivaluequerystring.a", "'a'"),
        (TO_PATH, "'a%20b;c=d'"),
        (TO_PATH, "''"),
    ],
)
def test_a_request_is_mapped(key: str, value: str) -> None:
    assert flaws(check_request_mappings, {key: value}, DECLARED) == []


@pytest.mark.parametrize(
    ("key", "value", "flaw"),
    [
        (
            TO_HEADER,
            "method.request.header.B",
            UndeclaredParameter("method.request.header.B"),
        ),
        (
            TO_HEADER,
            "method.request.multivalueheader.B",
            UndeclaredParameter("method.request.multivalueheader.B"),
        ),
        (TO_HEADER, "integration.response.body", None),
        ("method.request.header.A", "'a'", NotAnExpression("method.request.header.A")),
        (TO_PATH, "'a b'", StaticValueNotEncoded()),
        (TO_PATH, "'a/b'", StaticValueNotEncoded()),
        (TO_PATH, "'%2'", StaticValueNotEncoded()),
    ],
)
def test_a_request_is_not_mapped(key: str, value: str, flaw: Flaw | None) -> None:
    wanted = flaw or NotAnExpression(value)

    assert flaws(check_request_mappings, {key: value}, DECLARED) == [wanted]


# --- Gateway responses, and keys alone ----------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("gatewayresponse.header.A", "method.request.header.B", []),
        ("gatewayresponse.path.a", "'*'", []),
        ("gatewayresponse.querystring.a", "context.requestId", []),
        (HEADER, "'*'", [NotAnExpression(HEADER)]),
        ("gatewayresponse.header.A", "*", [NotAnExpression("*")]),
    ],
)
def test_gateway_responses_are_mapped_from_the_request(
    key: str, value: str, found: list[Flaw]
) -> None:
    assert flaws(check_gateway_mappings, {key: value}) == found


@pytest.mark.parametrize(
    ("check", "key", "found"),
    [
        (check_request_keys, "method.request.path.a", []),
        (check_request_keys, HEADER, [NotAnExpression(HEADER)]),
        (check_request_keys, "method.request.header.a b", [BadParameterName(NAME)]),
        (check_response_keys, HEADER, []),
        (check_response_keys, "A", [NotAnExpression("A")]),
    ],
)
def test_keys_name_what_can_be_declared(
    check: Callable[..., None], key: str, found: list[Flaw]
) -> None:
    assert flaws(check, {key: True}) == found
