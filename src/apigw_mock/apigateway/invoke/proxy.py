"""
What the function of AWS_PROXY must return, and the answer that it becomes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.invoke.content import BINARY, Content, decoded_base64
from apigw_mock.apigateway.invoke.encoding import encodable
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import (
    FUNCTION_ERROR,
    MALFORMED_PROXY,
    UNDECODABLE_RESPONSE,
)
from apigw_mock.apigateway.invoke.functions import REQUEST_ID
from apigw_mock.apigateway.invoke.gateway import Answer
from apigw_mock.apigateway.invoke.headers import merged, of_response, value_in
from apigw_mock.apigateway.invoke.templates import JSON
from apigw_mock.evidence import documented, recorded, reported
from apigw_mock.strictjson import read_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.invoke.running import Answered, Running
    from apigw_mock.evidence import Evidence

_MEMBERS = frozenset(
    {"body", "headers", "isBase64Encoded", "multiValueHeaders", "statusCode"}
)
_STATUS = re.compile(r"[1-5]\d\d", re.ASCII)


def _is_header(value: Any) -> bool:
    return isinstance(value, str | bool)


def _is_map(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict) and all(map(_is_header, value.values()))
    )


def _is_map_of_lists(value: Any) -> bool:
    if not isinstance(value, dict):
        return value is None
    return all(
        isinstance(some, list) and all(map(_is_header, some)) for some in value.values()
    )


def _is_status(value: Any) -> bool:
    return value is None or (
        not isinstance(value, bool) and bool(_STATUS.fullmatch(str(value)))
    )


class Check(NamedTuple):
    """
    A row: what is demanded of the document that a function returns.

    Args:
        name: what is checked.
        member: of the document; empty for the document itself.
        says: what it must be, in words.
        holds: whether that is so, of the member's value.
        evidence: how that is known.
    """

    name: str
    member: str
    says: str
    holds: Callable[[Any], bool]
    evidence: Evidence


_FORMAT = recorded("localstack test_aws_proxy_response_payload_format_validation")
_HEADERS = recorded(
    "localstack test_aws_proxy_response_payload_format_validation; that numbers are refused is reported: localstack's checks"
)
_GUIDE = documented(
    "developer guide, set-up-lambda-proxy-integrations: the form; the answer to others is inferred"
)
# fmt: off
# Each member may be left out, or be null.
CHECKS = (
    Check("result", "", "a map", lambda value: isinstance(value, dict), _FORMAT),
    Check("members", "", f"no others than {', '.join(sorted(_MEMBERS))}", _MEMBERS.issuperset, _FORMAT),
    Check("statusCode", "statusCode", "an integer from 100 to 599, or the text of one; 200 if it is left out", _is_status, _FORMAT),
    Check("headers", "headers", "a map of texts and booleans", _is_map, _HEADERS),
    Check("multiValueHeaders", "multiValueHeaders", "a map of lists of texts and booleans", _is_map_of_lists, _HEADERS),
    Check("body", "body", "text", lambda value: value is None or isinstance(value, str), _GUIDE),
    Check("isBase64Encoded", "isBase64Encoded", "a boolean", lambda value: value is None or isinstance(value, bool), _GUIDE),
)
FACTS = (
    Fact("headers of both maps", "one header, with the values of multiValueHeaders first, under the name that it has there", _FORMAT),
    Fact("boolean header", "true or false", _FORMAT),
    Fact("Content-Type", "application/json, unless the function sets it", _FORMAT),
    Fact("base64", "decoded if isBase64Encoded is true and the first media type of Accept is binary; else it is text", recorded("localstack test_aws_proxy_response_payload_format_validation: text without binary media types; that it is decoded is documented: developer guide, lambda-proxy-binary-media")),
    Fact("Endpoint response headers", "the log has those of the call of Lambda, not those that the function returned", reported("localstack's comments")),
)
# fmt: on


def proxy_answer(running: Running, answered: Answered) -> Answer:
    """
    Return the answer that a function's result becomes.

    Raises:
        Failed: the function raised an error, or its result has a wrong form.
    """
    if answered.is_error:
        call = value_in(answered.headers, REQUEST_ID)
        raise FUNCTION_ERROR.error(message=answered.matched, id=call)
    document = _checked(answered.body)
    content = _content(running, document)
    typed = merged({"Content-Type": [JSON]}, _headers(document))
    sent = of_response(typed, "AWS_PROXY")
    status = int(document.get("statusCode") or 200)
    return Answer(status, sent, content.data, content.is_binary)


def _checked(payload: bytes) -> dict[str, Any]:
    try:
        document = read_json(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        document = None
    for check in CHECKS:
        value = document.get(check.member) if check.member else document
        if not check.holds(value):
            cause = f"The function's {check.name} must be {check.says}."
            raise MALFORMED_PROXY.error(cause=cause)
    found: dict[str, Any] = document
    return found


def _headers(document: dict[str, Any]) -> dict[str, list[str]]:
    several, single = document.get("multiValueHeaders"), document.get("headers")
    found = {name: [*map(_text, some)] for name, some in (several or {}).items()}
    names = {name.lower(): name for name in found}
    for name, value in (single or {}).items():
        known = names.get(name.lower(), name)
        found.setdefault(known, []).append(_text(value))
    return {name: some for name, some in found.items() if some}


def _text(value: str | bool) -> str:  # noqa: FBT001  # a header's value
    return value if isinstance(value, str) else str(value).lower()


def _content(running: Running, document: dict[str, Any]) -> Content:
    data = encodable(document.get("body") or "").encode()
    accept = running.request.header("Accept")
    if not document.get("isBase64Encoded") or running.kind_in(accept) != BINARY:
        return Content(data)
    try:
        return Content(decoded_base64(data), is_binary=True)
    except ValueError as error:
        cause = f"isBase64Encoded is true, and body is not base64: {error}"
        raise UNDECODABLE_RESPONSE.error(cause=cause) from None
