"""
Enums, patterns and lengths of botocore's service model, as plain data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from apigw_mock.host.sessions import loader

if TYPE_CHECKING:
    from collections.abc import Mapping

# API Gateway v2 puts most lengths into the names of its shapes alone.
_NAMED_LENGTH = re.compile(r"LengthBetween(\d+)And(\d+)(K?)$")


@dataclass(frozen=True)
class Member:
    """
    One member of an operation's input, as botocore's model has it.

    Args:
        wire: its name on the wire, for instance ``connectionType``.
        type: botocore's word for it: string, integer, map, structure, …
        enum: the words it takes, empty where it takes any.
        minimum, maximum: length in characters of a string, bounds of an integer.
        value: of a map, what its values are.
        members: of a structure, its members by their name on the wire.
    """

    wire: str
    type: str
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    value: Member | None = None
    members: Mapping[str, Member] = field(default_factory=dict)


@cache
def input_members(service: str, operation: str) -> Mapping[str, Member]:
    """
    Return the members of an operation's input by their name in boto3.

    Args:
        service: ``apigateway`` or ``apigatewayv2``.
        operation: for instance ``UpdateIntegration``.
    """
    shapes, shape = _input(service, operation)
    return _members(shape, shapes)


@cache
def body_members(service: str, operation: str) -> Mapping[str, Member]:
    """
    Return what an operation takes in its body, by its name on the wire.
    """
    _, shape = _input(service, operation)
    members = input_members(service, operation)
    named = (members[n] for n, ref in shape["members"].items() if "location" not in ref)
    return {member.wire: member for member in named}


@cache
def service_model(service: str) -> dict[str, Any]:
    """
    Return botocore's model of a service, to be read only.
    """
    model: dict[str, Any] = loader().load_service_model(service, "service-2")
    return model


def _input(service: str, operation: str) -> tuple[dict[str, Any], dict[str, Any]]:
    model = service_model(service)
    shapes = model["shapes"]
    return shapes, shapes[model["operations"][operation]["input"]["shape"]]


def _members(shape: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Member]:
    return {
        name: _member(ref.get("locationName", name), ref["shape"], shapes)
        for name, ref in shape.get("members", {}).items()
    }


def _member(wire: str, name: str, shapes: dict[str, Any]) -> Member:
    shape = shapes[name]
    named = _NAMED_LENGTH.search(name)
    low, high = _bounds(*named.groups()) if named else (None, None)
    inner = _members(shape, shapes).values()
    return Member(
        wire=wire,
        type=shape["type"],
        enum=tuple(shape.get("enum", ())),
        pattern=shape.get("pattern", ""),
        minimum=shape.get("min", low),
        maximum=shape.get("max", high),
        value=_member("", shape["value"]["shape"], shapes)
        if "value" in shape
        else None,
        members={member.wire: member for member in inner},
    )


def _bounds(low: str, high: str, kilo: str) -> tuple[int, int]:
    return int(low), int(high) * (1024 if kilo else 1)
