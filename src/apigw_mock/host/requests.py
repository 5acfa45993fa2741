"""
Read requests: the operation, what the URL names, and the body.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botocore.utils import parse_timestamp

from apigw_mock.host.model import body_members
from apigw_mock.host.routes import find_route
from apigw_mock.inputs import KNOWN_URL, OBJECT, READABLE_BODY, wrong_type
from apigw_mock.locks import computed_once
from apigw_mock.refusal import NotSerializable
from apigw_mock.strictjson import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.host.model import Member
    from apigw_mock.host.routes import Route, Target

Document = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Request:
    """
    A request that has been read.

    Args:
        route: the operation.
        target: what the URL names, by boto3's names, for instance
            ``{"restApiId": "a1b2c3d4e5"}``. It has the decoded identifiers and the
            query parameters, in the types of the service model.
        original: moto's own request.
    """

    route: Route
    target: Target
    original: Any

    @property
    def operation(self) -> str:
        return self.route.operation

    @computed_once
    def body(self) -> Document:
        """
        The JSON object that was sent, with the names on the wire, unchecked.

        Raises:
            NotSerializable: the body is not a JSON object.
        """
        sent = self.original.body
        return {self.route.payload: sent} if self.route.payload else json_body(sent)

    def sent(self) -> Document:
        """
        Return the body, with the names on the wire and the model's types.

        Raises:
            NotSerializable: the body is not a JSON object, or a value has the wrong
                type.
        """
        if self.route.payload:
            return self.body
        members = body_members(self.route.service, self.operation)
        return check_types(self.body, members)


def read_request(service: str, original: Any) -> Request:
    """
    Read one of moto's requests.

    Args:
        service: ``apigateway`` or ``apigatewayv2``.
        original: has ``method``, ``uri`` and ``body``.

    Raises:
        UnknownUrl: the service has no such operation.
    """
    url = urlsplit(original.uri)
    route = find_route(original.method, url.path, url.query, (service,))
    if route is None:
        raise KNOWN_URL.error(original.method, url.path)
    return Request(route, route.target(url.path, url.query), original)


# --- Bodies -----------------------------------------------------------------------


def json_body(body: str | bytes | None) -> Document:
    """
    Return the JSON object of a body. An empty body is an empty object.

    Raises:
        NotSerializable: the body is not JSON in UTF-8, or not an object.
    """
    if not body:
        return {}
    try:
        read = read_json(_text(body))
    except (ValueError, RecursionError):  # no JSON, or nested too deep
        raise READABLE_BODY.error() from None
    if not isinstance(read, dict):
        raise OBJECT.error()
    return read


def _text(body: str | bytes) -> str:
    if isinstance(body, str):
        return body
    return body.decode()  # json itself would also read UTF-16 and UTF-32


def check_types(body: Document, members: Mapping[str, Member]) -> Document:
    """
    Return the values of *members* in *body*.

    Members that the service model does not have are left out, and so are nulls.

    Raises:
        NotSerializable: a value has the wrong JSON type.
    """
    return {
        name: _typed(value, members[name])
        for name, value in body.items()
        if value is not None and name in members
    }


def keep_typed(body: Document, members: Mapping[str, Member]) -> Document:
    """
    Return the values of *members* in *body* that have the right JSON type.
    """
    kept: Document = {}
    for name, value in body.items():
        with suppress(NotSerializable):
            kept |= check_types({name: value}, members)
    return kept


def _typed(value: Any, member: Member) -> Any:
    if member.type == "timestamp" and not isinstance(value, bool):
        return _read_timestamp(value, member)
    read = _READERS.get(type(value), _read_number)
    return read(value, member)


def _read_map(value: Document, member: Member) -> Document:
    if member.type == "structure":
        return check_types(value, member.members)
    if member.type != "map" or member.value is None:
        raise wrong_type(value, member.type)
    inner = member.value
    return {k: _typed(v, inner) for k, v in value.items() if v is not None}


def _read_list(value: list[Any], member: Member) -> list[Any]:
    inner = member.value
    if member.type != "list" or inner is None:
        raise wrong_type(value, member.type)
    if inner.type == "structure":  # null stands for an empty structure
        return [_typed({} if item is None else item, inner) for item in value]
    return [_typed(item, inner) for item in value if item is not None]


def _read_scalar(value: Any, member: Member) -> Any:
    if member.type != _SCALARS[type(value)]:
        raise wrong_type(value, member.type)
    return value


def _read_timestamp(value: Any, member: Member) -> Any:
    try:
        parse_timestamp(value)
    except (ValueError, RuntimeError):
        raise wrong_type(value, member.type) from None
    return value


def _read_number(value: float, member: Member) -> float:
    if member.type == "double":
        return float(max(-_DOUBLES, min(value, _DOUBLES)))  # JSON has no bounds
    if member.type != "integer":
        raise wrong_type(value, member.type)
    return int(max(-_INTEGERS, min(value, _INTEGERS - 1)))


_SCALARS = {str: "string", bool: "boolean"}
_INTEGERS = 2**31
_DOUBLES = sys.float_info.max
_READERS: dict[type, Callable[[Any, Member], Any]] = {
    dict: _read_map,
    list: _read_list,
    str: _read_scalar,
    bool: _read_scalar,
}
