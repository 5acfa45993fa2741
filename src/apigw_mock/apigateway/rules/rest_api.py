"""
REST APIs: their policies, what AWS derives, and the checks across their members.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    NoEndpointType,
    PrivateNotDualstack,
    SeveralEndpointTypes,
    VpcEndpointsNotPrivate,
)
from apigw_mock.apigateway.rows import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.rows import Document, Given


@dataclass(frozen=True, kw_only=True)
class ApiFacts(Facts):
    """
    The surroundings of a REST API.

    Args:
        cloned: the API that a new one is a copy of. Empty if there is none.
    """

    cloned: Document


ApiCall = Call[ApiFacts]

TYPES = ("REGIONAL", "EDGE", "PRIVATE")
_EFFECTS = ("Allow", "Deny")
_NEEDED = (("Principal", "NotPrincipal"), ("Action", "NotAction"))


def _configuration(call: ApiCall) -> dict[str, Any]:
    configuration: dict[str, Any] = call.document.get("endpointConfiguration", {})
    return configuration


def is_private(call: ApiCall) -> bool:
    return "PRIVATE" in _configuration(call).get("types", ())


# --- Defaults, and what AWS derives -------------------------------------------------


def new_configuration(call: ApiCall) -> dict[str, Any]:
    addresses = "dualstack" if is_private(call) else "ipv4"
    return {"types": ["EDGE"], "ipAddressType": addresses}


def cloned(member: str, otherwise: Any = None) -> Callable[[ApiCall], Any]:
    """
    Return a default: what the cloned API has, or *otherwise*.
    """
    return lambda call: call.facts.cloned.get(member, otherwise)


def cloned_configuration(call: ApiCall) -> dict[str, Any]:
    configuration: dict[str, Any] | None = call.facts.cloned.get(
        "endpointConfiguration"
    )
    return configuration or new_configuration(call)


def configuration(call: ApiCall) -> dict[str, Any] | None:
    """
    Return the endpoint configuration that a private API has.
    """
    if not is_private(call):
        return None
    return {**_configuration(call), "ipAddressType": "dualstack"}


# --- Checks -------------------------------------------------------------------------


def one_type(call: ApiCall, _: Given) -> None:
    if len(_configuration(call).get("types", ())) > 1:
        raise SeveralEndpointTypes(_configuration(call)["types"])


def some_type(call: ApiCall, _: Given) -> None:
    if not _configuration(call).get("types"):
        raise NoEndpointType


def dualstack_if_private(call: ApiCall, given: Given) -> None:
    if is_private(call) and given["ipAddressType"] == "ipv4":
        raise PrivateNotDualstack


def endpoints_of_private(call: ApiCall, _: Given) -> None:
    endpoints = _configuration(call).get("vpcEndpointIds")
    if endpoints and not is_private(call):
        raise VpcEndpointsNotPrivate(endpoints)


# --- Policies -----------------------------------------------------------------------


def read_policy(text: str) -> str | None:
    """
    Return the text of a resource policy as AWS prints it, or None if it is not one.
    """
    try:
        policy = json.loads(text)
        if not _is_policy(policy):
            return None
        policy["Statement"] = list(map(_shortened, _statements(policy)))
        # Python would read and print NaN and Infinity.
        return json.dumps(policy, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError):  # no JSON, or nested too deep
        return None


def _statements(policy: dict[str, Any]) -> list[Any]:
    statements = policy.get("Statement")
    return statements if isinstance(statements, list) else [statements]


def _is_policy(policy: Any) -> bool:
    if not isinstance(policy, dict) or not _statements(policy):
        return False
    return all(map(_is_statement, _statements(policy)))


def _is_statement(statement: Any) -> bool:
    if not isinstance(statement, dict) or statement.get("Effect") not in _EFFECTS:
        return False
    return all(any(map(statement.get, names)) for names in _NEEDED)


def _shortened(value: Any) -> Any:
    """
    Return *value* with its lists of one text as that text.
    """
    if isinstance(value, dict):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    return value
