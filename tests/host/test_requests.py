"""
What requests ask for: the operation, its arguments, the body.
"""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import botocore.session
import pytest
from botocore.awsrequest import create_request_object, prepare_request_dict
from botocore.serialize import create_serializer

from apigw_mock.errors import NotSerializable, UnknownUrl
from apigw_mock.host.model import Member, body_members, in_boto3
from apigw_mock.host.requests import check_types, json_body, read_request
from apigw_mock.host.routes import SERVICES, find_route

HOST = "https://apigateway.us-east-1.amazonaws.com"


def request(method: str, url: str, body: bytes = b"") -> Any:
    """
    Return what stands for a request of moto's.
    """
    return SimpleNamespace(method=method, uri=f"{HOST}{url}", body=body)


# --- Every operation of the service models ----------------------------------------

_SESSION = botocore.session.get_session()
MODELS = {service: _SESSION.get_service_model(service) for service in SERVICES}
OPERATIONS = [
    (service, name)
    for service, model in MODELS.items()
    for name in model.operation_names
]
HOSTILE = (
    "a1b2c3d4e5",
    "(none)",
    "integration",
    "responses",
    "a/b//c/",
    "%",
    "%2F%25+%zz",
    "a+b c&d=e;f",
    "?a=b#c",
    ".",
    "..",
    "../..",
    "{restapi_id}",
    "{proxy+}",
    "ü€😀\u2028",
    "arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5",
    "$default",
    "GET /pets/{id}",
    "mode=import",
    "\t\n\x00",
    "true",
    "5",
)
DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
# What is sent as a value of a type; a date is read as the text that it was sent as.
SENT = {
    "integer": -7,
    "boolean": True,
    "double": 0.5,
    "timestamp": DATE,
    "blob": b"\xff{",
}
READ = {**SENT, "timestamp": "2026-01-02T03:04:05Z"}


def value_of(shape: Any, text: str, plain: dict[str, Any]) -> Any:
    """
    Return a value of botocore's *shape*: *text* for each string, *plain* for the rest.
    """
    if shape.type_name == "structure":
        return arguments(shape, text, plain)
    if shape.type_name == "map":
        return {text: value_of(shape.value, text, plain)}
    if shape.type_name == "list":
        return [value_of(shape.member, text, plain)] * 2
    return plain.get(shape.type_name, text)


def arguments(shape: Any, text: str, plain: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value_of(member, text, plain)
        for name, member in shape.members.items()
        if member.serialization.get("location") != "header"
    }


def sent(service: str, name: str, text: str) -> Any:
    """
    Return the request that botocore makes of an operation with *text* everywhere.
    """
    model = MODELS[service].operation_model(name)
    serializer = create_serializer("rest-json", include_validation=False)
    called = serializer.serialize_to_request(
        arguments(model.input_shape, text, SENT), model
    )
    prepare_request_dict(called, HOST)
    prepared = create_request_object(called).prepare()
    return SimpleNamespace(
        method=prepared.method, uri=prepared.url, body=called["body"]
    )


def read(service: str, name: str, original: Any) -> tuple[str, dict[str, Any]]:
    """
    Return the operation and all its arguments, by boto3's names.
    """
    found = read_request(service, original)
    members = body_members(service, name)
    return found.operation, {**found.target, **in_boto3(found.sent(), members)}


def with_slash(original: Any) -> Any:
    path, mark, query = original.uri.partition("?")
    return SimpleNamespace(**{**vars(original), "uri": f"{path}/{mark}{query}"})


@pytest.mark.parametrize(
    ("service", "name"), OPERATIONS, ids=[".".join(one) for one in OPERATIONS]
)
def test_operation_and_arguments_are_read_as_botocore_wrote_them(
    service: str, name: str
) -> None:
    shape = MODELS[service].operation_model(name).input_shape
    calls = {text: sent(service, name, text) for text in HOSTILE}

    wanted = {text: (name, arguments(shape, text, READ)) for text in HOSTILE}
    slashed = {text: with_slash(call) for text, call in calls.items()}
    assert {text: read(service, name, call) for text, call in calls.items()} == wanted
    assert {text: read(service, name, call) for text, call in slashed.items()} == wanted


@pytest.mark.parametrize(
    ("service", "name"), OPERATIONS, ids=[".".join(one) for one in OPERATIONS]
)
def test_server_finds_the_operation_without_being_told_the_service(
    service: str, name: str
) -> None:
    original = sent(service, name, "a/b%2F")
    url = urlsplit(original.uri)

    found = find_route(original.method, url.path, url.query)

    assert found
    assert (found.service, found.operation) == (service, name)


@pytest.mark.parametrize(
    ("service", "count"), [("apigateway", 22), ("apigatewayv2", 16)]
)
def test_models_have_the_updates_that_are_to_be_read(service: str, count: int) -> None:
    updates = [
        name for own, name in OPERATIONS if (own, name[:6]) == (service, "Update")
    ]

    assert len(updates) >= count


# --- Requests that ask for nothing ------------------------------------------------


@pytest.mark.parametrize("service", SERVICES)
def test_url_of_another_service_is_refused(service: str) -> None:
    url = {"apigateway": "/v2/apis", "apigatewayv2": "/restapis"}[service]

    with pytest.raises(UnknownUrl) as refused:
        read_request(service, request("GET", f"{url}?a=b"))
    assert (refused.value.method, refused.value.path) == ("GET", url)


# --- Bodies -----------------------------------------------------------------------

TEXT = Member("text", "string")
MEMBERS = {
    "text": TEXT,
    "number": Member("number", "integer"),
    "rate": Member("rate", "double"),
    "flag": Member("flag", "boolean"),
    "date": Member("date", "timestamp"),
    "list": Member("list", "list", value=Member("", "integer")),
    "map": Member("map", "map", value=TEXT),
    "structure": Member("structure", "structure", members={"text": TEXT}),
}


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a", "number": 1, "flag": True, "list": [1]},
        {"map": {"a": "b"}, "structure": {"text": "a"}},
    ],
    ids=["leaves", "branches"],
)
def test_what_the_model_says_is_kept(body: dict[str, Any]) -> None:
    assert check_types(body, MEMBERS) == body


def test_null_and_the_unknown_are_left_out() -> None:
    body = {"text": None, "other": 1, "map": {"a": None}, "structure": {"other": 1}}

    assert check_types(body, MEMBERS) == {"map": {}, "structure": {}}


VALUES = {
    "text": "a",
    "integer": 1,
    "float": 1.5,
    "flag": True,
    "list": [],
    "map": {},
}
TAKEN = {
    ("text", "text"): "a",
    ("number", "integer"): 1,
    ("number", "float"): 1,
    ("rate", "integer"): 1.0,
    ("rate", "float"): 1.5,
    ("date", "integer"): 1,
    ("date", "float"): 1.5,
    ("flag", "flag"): True,
    ("list", "list"): [],
    ("map", "map"): {},
    ("structure", "map"): {},
}
REFUSED = [
    (member, value)
    for member in MEMBERS
    for value in VALUES
    if (member, value) not in TAKEN
]


@pytest.mark.parametrize(("member", "value"), TAKEN)
def test_a_value_of_the_model_s_type_is_taken(member: str, value: str) -> None:
    read = check_types({member: VALUES[value]}, MEMBERS)[member]
    wanted = TAKEN[member, value]

    assert (type(read), read) == (type(wanted), wanted)  # True equals 1


@pytest.mark.parametrize(("member", "value"), REFUSED)
def test_a_value_of_another_type_is_refused(member: str, value: str) -> None:
    with pytest.raises(NotSerializable):
        check_types({member: VALUES[value]}, MEMBERS)


def test_lengths_in_kilobytes_are_read_from_the_names_of_shapes() -> None:
    member = body_members("apigatewayv2", "UpdateIntegration")["requestTemplates"]

    assert member.value == Member("", "string", minimum=0, maximum=32_768)


def test_no_body_is_an_empty_object() -> None:
    assert json_body("") == {}


def test_a_body_of_any_format_is_the_argument_that_it_is_for() -> None:
    url, document = "/restapis?mode=import&basepath=split", b"swagger: '2.0'"
    found = read_request("apigateway", request("POST", url, document))

    assert found.body == found.sent() == {"body": document}
    assert found.target == {"parameters": {"basepath": "split"}}


def test_a_body_is_read_once() -> None:
    original = request("POST", "/restapis", b'{"name": "pets"}')
    found = read_request("apigateway", original)
    found.body["name"] = "cats"

    assert found.sent() == {"name": "cats"}


@pytest.mark.parametrize(
    ("member", "value", "wanted"),
    [
        ("number", 10**4000, 2**31 - 1),
        ("number", -1e308, -(2**31)),
        ("rate", 10**4000, sys.float_info.max),
        ("rate", float("-inf"), -sys.float_info.max),
    ],
)
def test_a_number_without_bounds_is_the_last_that_aws_knows(
    member: str, value: float, wanted: float
) -> None:
    assert check_types({member: value}, MEMBERS) == {member: wanted}
