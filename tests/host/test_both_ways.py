"""
The same calls by the short way and by moto's own: the same answers, byte for byte.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import moto.core.botocore_stubber
import moto.core.exceptions
import pytest
from both_ways import HOST, exchanges, moto_s_way, sent
from cases_runner import cases, files, mocked
from moto.apigateway.models import APIGatewayBackend

from apigw_mock import mock_apigw_updates
from apigw_mock.host.routes import LABEL, routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OTHER_ACCOUNT = "111111111111"


# --- The calls of the cases -------------------------------------------------------

# A few for every environment: each verb, both kinds of API, and an invocation.
FEW = {
    "create_rest_api",
    "delete_route_settings",
    "get_authorizers",
    "invoke",
    "put_gateway_response",
    "update_api",
    "update_stage",
}


def every_file() -> Iterator[Any]:
    for file in files():
        marks = [pytest.mark.answers] if file in FEW else [pytest.mark.once]
        yield pytest.param(file, marks=marks, id=file)


@pytest.mark.parametrize("file", [*every_file()])
def test_every_case_is_answered_alike_both_ways(file: str) -> None:
    short, long = (calls_of(file, way) for way in (nullcontext, moto_s_way))

    assert short
    assert short == long


def calls_of(file: str, way: Callable[[], Any]) -> list[Any]:
    """
    Return the exchanges of all cases of a file.
    """
    with mocked() as account, way(), exchanges() as noted:
        for case in cases(file):
            account.run(case)
    return noted


# --- Requests as no client makes them ---------------------------------------------


@pytest.fixture(scope="module")
def backend() -> Iterator[Any]:
    with mock_apigw_updates() as opened:
        yield opened


def both(backend: Any, *requests: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
    """
    Return the answers of the short way and of moto's to the same requests.
    """
    answers = []
    for way in (nullcontext, moto_s_way):
        backend.reset()
        with way(), exchanges():
            answers.append([(request, sent(*request)) for request in requests])
    short, long = answers
    return short, long


ODD = (
    "0",
    "-._~",
    "%24default",
    "%2F",
    "a%20b",
    "%C3%A9",
    "%FF",
    "%00",
    "%25",
    "%zz",
    "%2e%2e",
    "..",
    ".",
    "a;b",
    "a:b",
    "a+b",
    "é",
    "a b",
    "",
)
ENDS = ("", "/", "//", "/more")
ROUTES = [
    pytest.param(route, id=f"{service} {route.operation}")
    for service in ("apigateway", "apigatewayv2")
    for route in routes(service)
]


@pytest.mark.answers
@pytest.mark.parametrize("route", ROUTES)
def test_every_url_is_answered_alike_both_ways(route: Any, backend: Any) -> None:
    query = "&".join(f"{name}={text}" for name, text in sorted(route.query))
    requests = [
        (route.method, f"{HOST}{path}{'?' * bool(query)}{query}", b"{}")
        for path in paths(route.path)
    ]
    short, long = both(backend, *requests)

    assert short == long


def paths(template: str) -> Iterator[str]:
    """
    Yield paths with odd names in the place of a path's last label, and odd ends.
    """
    yield from (LABEL.sub("x", template) + end for end in ENDS)
    head, _, tail = template.rpartition("{")
    if head:
        named, rest = LABEL.sub("x", head), tail.partition("}")[2]
        yield from (f"{named}{odd}{rest}" for odd in ODD)


@pytest.mark.parametrize(
    ("url", "body", "headers"),
    [
        (f"http{HOST[5:]}/restapis", None, {}),
        (f"{HOST}:443/restapis", None, {}),
        (f"{HOST.replace('us-east-1', 'US-EAST-1')}/restapis", None, {}),
        (f"{HOST.replace('us-east-1', 'cn-north-1')}.cn/restapis", None, {}),
        (f"{HOST.replace('us-east-1', 'us-iso-east-1')}/restapis", None, {}),
        ("https://apigateway.us-iso-east-1.c2s.ic.gov/restapis", None, {}),
        ("https://apigateway-fips.us-east-1.amazonaws.com/restapis", None, {}),
        ("https://apigateway.us-east-1.api.aws/restapis", None, {}),
        (f"{HOST}/restapis?Action=GetStages", None, {}),
        (f"{HOST}/restapis?%41ction=GetStages", None, {}),
        (f"{HOST}/restapis?AWSAccessKeyId=key", None, {}),
        (f"{HOST}/restapis?limit=1&position=%2B&a=b/c", None, {}),
        (f"{HOST}/restapis?limit=1#fragment", None, {}),
        (f"{HOST}/restapis?limit", None, {}),
        (f"{HOST}/restapis?", None, {}),
        (f"{HOST}/restapis;a=b", None, {}),
        (f"{HOST}/restapis", b'{"name": "&Action=GetStages&"}', {}),
        (f"{HOST}/restapis", b'{"name": "&AWSAccessKeyId&"}', {}),
        (f"{HOST}/restapis", b'{"name": "50%"}', {}),
        (f"{HOST}/restapis", b'{"name": "<RequestId>me</RequestId>"}', {}),
        (f"{HOST}/restapis", b'{"name": "\xff"}', {}),
        (f"{HOST}/restapis", '{"name": "text"}', {}),
        (f"{HOST}/restapis", bytearray(b'{"name": "bytearray"}'), {}),
        (f"{HOST}/restapis", b"[]", {}),
        (f"{HOST}/restapis", b"", {}),
        (f"{HOST}/restapis", b'{"name": "a"}', {"X-Amz-Target": "a.GetStages"}),
        (f"{HOST}/restapis", b'{"name": "a"}', {"x-moto-account-id": OTHER_ACCOUNT}),
        (f"{HOST}/restapis", b"name=a", {"Content-Type": "text/plain"}),
        (
            f"{HOST}/restapis",
            b"name=a",
            {"Content-Type": "application/x-www-form-urlencoded"},
        ),
        (f"{HOST}/restapis", b'{"name": "a"}', {"Content-Type": "application/json"}),
        (f"{HOST}/restapis", b'{"name": "a"}', {"Content-Encoding": "br"}),
        (f"{HOST}/restapis", b'{"name": "a"}', {"User-Agent": "region/eu-west-1"}),
        (f"{HOST}/restapis", b'{"name": "a"}', {"AUTHORIZATION": "AWS4 nothing"}),
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET", "get", "PATCH", "HEAD"])
def test_every_request_is_answered_alike_both_ways(
    method: str, url: str, body: Any, headers: dict[str, str], backend: Any
) -> None:
    short, long = both(backend, (method, url, body, headers))

    assert short == long


# --- What an action raises --------------------------------------------------------

PETS = json.dumps({"name": "pets"}).encode()
ERRORS = {
    "HTTPException": moto.core.exceptions.JsonRESTError("Teapot", "short and stout"),
    "RuntimeError": RuntimeError("of moto's"),
}
# Before 5.2, moto fails over it either way, each time in other words.
if hasattr(moto.core.botocore_stubber, "normalize_request"):
    ERRORS["ServiceException"] = moto.core.exceptions.ServiceException(
        "Teapot", "stout"
    )


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_an_error_of_moto_s_is_answered_alike_both_ways(
    error: Exception, backend: Any
) -> None:
    with patch.object(APIGatewayBackend, "create_rest_api", side_effect=error) as asked:
        short, long = both(backend, ("POST", f"{HOST}/restapis", PETS))

    assert asked.call_count == 2
    assert short == long
