"""
Documentation parts: their locations and their content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import EmptyProperties
from apigw_mock.apigateway.rows import Call, Facts
from apigw_mock.strictjson import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Location = dict[str, str]
PartCall = Call[Facts]

# What a location may have beside its type, in AWS's order.
_MEMBERS = ("path", "method", "statusCode", "name")
_DEFAULTS = {"path": "/", "method": "*", "statusCode": "*"}

_OF_METHOD = ("path", "method")
_OF_RESPONSE = ("path", "method", "statusCode")
_ALLOWED: Mapping[str, Sequence[str]] = {
    "API": (),
    "AUTHORIZER": ("name",),
    "MODEL": ("name",),
    "RESOURCE": ("path",),
    "METHOD": _OF_METHOD,
    "PATH_PARAMETER": (*_OF_METHOD, "name"),
    "QUERY_PARAMETER": (*_OF_METHOD, "name"),
    "REQUEST_HEADER": (*_OF_METHOD, "name"),
    "REQUEST_BODY": (*_OF_METHOD, "name"),
    "RESPONSE": _OF_RESPONSE,
    "RESPONSE_HEADER": (*_OF_RESPONSE, "name"),
    "RESPONSE_BODY": _OF_RESPONSE,
}
# The developer guide documents a request body without a name.
_MAY_LACK_NAME = "REQUEST_BODY"


def barred_members(location: Mapping[str, str]) -> Sequence[str]:
    """
    Return all members that the location's type does not have, if one of them is there.
    """
    allowed = _ALLOWED[location["type"]]
    barred = [name for name in _MEMBERS if name not in allowed]
    return barred if any(map(_given(location).get, barred)) else ()


def lacks_name(location: Mapping[str, str]) -> bool:
    """
    Whether the location has no name, and its type must have one.
    """
    kind = location["type"]
    must = "name" in _ALLOWED[kind] and kind != _MAY_LACK_NAME
    return must and "name" not in _given(location)


def whole(location: Mapping[str, str]) -> Location:
    """
    Return the location with AWS's defaults.
    """
    given = {**_DEFAULTS, **_given(location)}
    allowed = _ALLOWED[location["type"]]
    kept = {name: given[name] for name in _MEMBERS if name in allowed and name in given}
    return {"type": location["type"], **kept}


def _given(location: Mapping[str, str]) -> Location:
    """
    Return the members that are not blank: the service model allows blank ones.
    """
    return {name: value for name, value in location.items() if value.strip()}


def whole_location(call: PartCall) -> Location:
    return whole(call.document["location"])


# --- Content ------------------------------------------------------------------------


def no_properties(*_: object) -> EmptyProperties:
    return EmptyProperties()


def is_object(text: str | None) -> bool:
    """
    Whether a text is a JSON object.
    """
    return isinstance(_read(text or ""), dict)


def status(properties: str) -> str:
    """
    Return the word by which GetDocumentationParts asks for parts with this content.
    """
    return "DOCUMENTED" if _read(properties) else "UNDOCUMENTED"


def _read(text: str) -> Any:
    try:
        return read_json(text, parse_int=str)  # integers of any length
    except (ValueError, RecursionError):  # no JSON, or nested too deep
        return None
