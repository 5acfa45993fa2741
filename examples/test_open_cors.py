"""
A deployment helper that opens CORS, and the mistakes that AWS refuses.
"""

from __future__ import annotations

import pytest

PREFIX = "/responseParameters/method.response.header."
HEADERS = [
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
]


def open_cors(client, target, origin="'*'"):
    """
    Let browsers call the method from *origin*, a static value in single quotes.
    """
    values = [origin, "'GET,POST,OPTIONS'", "'Content-Type,Authorization'"]
    return client.update_integration_response(
        **target,
        patchOperations=[
            {"op": "add", "path": PREFIX + header, "value": value}
            for header, value in zip(HEADERS, values, strict=True)
        ],
    )


@pytest.fixture
def preflight(apigw_backend):
    return apigw_backend.integration_response(http_method="OPTIONS", headers=HEADERS)


def test_cors_is_opened(apigw_backend, preflight):
    open_cors(apigw_backend.apigateway, preflight)

    response = apigw_backend.apigateway.get_integration_response(**preflight)
    assert response["responseParameters"] == {
        "method.response.header.Access-Control-Allow-Origin": "'*'",
        "method.response.header.Access-Control-Allow-Methods": "'GET,POST,OPTIONS'",
        "method.response.header.Access-Control-Allow-Headers": (
            "'Content-Type,Authorization'"
        ),
    }


def test_the_browser_sees_it(apigw_backend, preflight):
    before = apigw_backend.invoke(**preflight)
    open_cors(apigw_backend.apigateway, preflight)

    after = apigw_backend.invoke(**preflight)

    assert (before.status, after.status) == (200, 200)
    assert [before.headers.get(header) for header in HEADERS] == [None, None, None]
    assert [after.headers[header] for header in HEADERS] == [
        ["*"],
        ["GET,POST,OPTIONS"],
        ["Content-Type,Authorization"],
    ]


def test_cors_is_opened_twice(apigw_backend, preflight):
    open_cors(apigw_backend.apigateway, preflight)
    answer = open_cors(apigw_backend.apigateway, preflight, "'https://pets.example'")

    origin = "method.response.header.Access-Control-Allow-Origin"
    assert answer["responseParameters"][origin] == "'https://pets.example'"


def test_the_shell_that_ate_the_quotes_is_refused(apigw_backend, preflight):
    client = apigw_backend.apigateway

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        open_cors(client, preflight, origin="*")

    assert refusal.value.response["Error"]["Message"] == (
        "Invalid mapping expression specified: Validation Result: warnings : [],"
        " errors : [Invalid mapping expression specified: *]"
    )
    response = client.get_integration_response(**preflight)
    assert "responseParameters" not in response  # not even the two good headers


def test_a_header_that_the_method_does_not_declare_is_refused(apigw_backend):
    client = apigw_backend.apigateway
    undeclared = apigw_backend.integration_response(http_method="OPTIONS")

    with pytest.raises(client.exceptions.BadRequestException, match=HEADERS[0]):
        open_cors(client, undeclared)
