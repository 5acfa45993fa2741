"""
botocore's service model as plain data: enums, patterns and lengths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.printed import PRINTED
from apigw_mock.host.sessions import loader
from apigw_mock.locks import computed_once
from apigw_mock.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# The model of v2 has most lengths only in the names of its shapes.
_NAMED_LENGTH = re.compile(r"LengthBetween(\d+)And(\d+)(K?)$")


@dataclass(frozen=True)
class Member:
    """
    One member of an operation's input or output, as in botocore's model.

    Args:
        wire: its name on the wire, for instance ``connectionType``.
        type: botocore's word for it: string, integer, map, structure, …
        enum: the words that it accepts; empty if it accepts any.
        pattern: the pattern that the text must match; empty if there is none.
        minimum, maximum: length in characters of a string, bounds of an integer.
        value: the values of a map or the items of a list.
        members: the members of a structure, by their names on the wire.
        required: whether the input must have it.
        location: ``uri``, ``querystring`` or ``header``; empty for the body.
        name: its name in boto3, for instance ``ConnectionType``.
    """

    wire: str
    type: str
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    value: Member | None = None
    members: Mapping[str, Member] = field(default_factory=dict)
    required: bool = False
    location: str = ""
    name: str = ""

    @computed_once
    def has_names(self) -> bool:
        """
        Whether it holds a structure, at any level.
        """
        return self.type == "structure" or bool(self.value and self.value.has_names)


_UNKNOWN = Member("", "")


@cache
def input_members(service: str, operation: str) -> Mapping[str, Member]:
    """
    Return the members of an operation's input, by their names in boto3.

    Args:
        service: ``apigateway`` or ``apigatewayv2``.
        operation: for instance ``UpdateIntegration``.
    """
    return _members(*_shape(service, operation, "input"))


@cache
def body_members(service: str, operation: str) -> Mapping[str, Member]:
    """
    Return the members of an operation's request body, by their names on the wire.
    """
    members = input_members(service, operation).values()
    return {member.wire: member for member in members if not member.location}


@cache
def answer_members(service: str, operation: str) -> Mapping[str, Member]:
    """
    Return the members of an operation's answer, by their names on the wire.
    """
    members = _members(*_shape(service, operation, "output")).values()
    return {member.wire: member for member in members}


@cache
def payload_of(service: str, operation: str) -> str:
    """
    Return the name of the input member that is the whole body, in any format.

    Empty if the body is JSON.
    """
    shape, shapes = _shape(service, operation, "input")
    name: str = shape.get("payload", "")
    is_blob = name and shapes[shape["members"][name]["shape"]]["type"] == "blob"
    return name if is_blob else ""


def in_boto3(
    document: Mapping[str, Any],
    members: Mapping[str, Member],
    other: Callable[[str], str] = str,
) -> dict[str, Any]:
    """
    Return a document from the wire with boto3's names.

    Args:
        document: any JSON object. It need not fit the model.
        members: its members in the model, by their names on the wire.
        other: makes a name for a member that the model does not have.
    """
    return {
        members[wire].name if wire in members else other(wire): _renamed(
            value, members.get(wire, _UNKNOWN), other
        )
        for wire, value in document.items()
    }


def _renamed(value: Any, member: Member, other: Callable[[str], str]) -> Any:
    inner = member.value or _UNKNOWN
    if not member.has_names or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        return [_renamed(one, inner, other) for one in value]
    if member.type == "structure":
        return in_boto3(value, member.members, other)
    return {key: _renamed(one, inner, other) for key, one in value.items()}


def has_operation(service: str, operation: str) -> bool:
    return operation in service_model(service)["operations"]


@cache
def service_model(service: str) -> dict[str, Any]:
    """
    Return botocore's model of a service. It must not be modified.
    """
    model: dict[str, Any] = loader().load_service_model(service, "service-2")
    return model


def _shape(
    service: str, operation: str, kind: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    Return the shape of an operation's input or output, and all shapes.
    """
    model = service_model(service)
    described, shapes = model["operations"][operation], model["shapes"]
    return shapes.get(described.get(kind, {}).get("shape"), {}), shapes


def _members(shape: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Member]:
    required = shape.get("required", ())
    return {
        name: replace(
            _member(ref.get("locationName", name), ref["shape"], shapes),
            required=name in required,
            location=ref.get("location", ""),
            name=name,
        )
        for name, ref in shape.get("members", {}).items()
    }


def _member(wire: str, name: str, shapes: dict[str, Any]) -> Member:
    shape = shapes[name]
    named = _NAMED_LENGTH.search(name)
    low, high = _bounds(*named.groups()) if named else (None, None)
    inner = shape.get("value") or shape.get("member")
    held = _members(shape, shapes).values()
    return Member(
        wire=wire,
        type=shape["type"],
        enum=tuple(shape.get("enum", ())),
        pattern=shape.get("pattern", ""),
        minimum=shape.get("min", low),
        maximum=shape.get("max", high),
        value=_member("", inner["shape"], shapes) if inner else None,
        members={member.wire: member for member in held},
    )


def _bounds(low: str, high: str, kilo: str) -> tuple[int, int]:
    return int(low), int(high) * (1024 if kilo else 1)


def faults_of(
    values: Mapping[str, Any], members: Mapping[str, Member], prefix: str = ""
) -> Iterator[Fault]:
    """
    Yield a fault for each value that violates the service model.

    It checks required members, enums and patterns.

    Args:
        values: by the members' names in boto3; of the right JSON types.
        members: by the same names.
        prefix: what AWS puts before a name, for instance ``putMethodInput.``.
    """
    for name, member in members.items():
        value = values.get(name)
        if value is None:
            if member.required:
                yield Fault(None, f"{prefix}{name}", "not be null")
        elif member.type == "structure":
            inner = {one.name: one for one in member.members.values()}
            named = {name: value.get(one.wire) for name, one in inner.items()}
            yield from faults_of(named, inner, f"{prefix}{name}.")
        elif member.type == "list" and member.value and member.value.enum:
            wrong = next((one for one in value if one not in member.value.enum), None)
            if wrong is not None:
                yield _no_word(wrong, f"{prefix}{name}", member.value)
        elif member.enum and value not in member.enum:
            yield _no_word(value, f"{prefix}{name}", member)
        elif member.pattern and not re.fullmatch(member.pattern, value, re.ASCII):
            pattern = f"satisfy regular expression pattern: {member.pattern}"
            yield Fault(value, f"{prefix}{name}", pattern)


def _no_word(value: str, where: str, member: Member) -> Fault:
    words = ", ".join(printed(where, member.enum))
    return Fault(value, where, f"satisfy enum value set: [{words}]")


def printed(where: str, words: Iterable[str]) -> list[str]:
    """
    Return *words* in AWS's order, as far as that is known.
    """
    known = PRINTED.get(where, ())
    return [*known, *(word for word in words if word not in known)]
