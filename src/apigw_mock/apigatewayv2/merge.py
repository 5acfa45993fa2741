"""
What an update keeps, replaces, deletes and drops.

The fields of a table say it; this module runs them.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigatewayv2.defaults import CONFIGURATION, default_route_settings
from apigw_mock.apigatewayv2.kinds import on_websocket, with_subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.apigatewayv2.fields import Document, Field
    from apigw_mock.apigatewayv2.kinds import Kind


class Dropped(NamedTuple):
    """
    A sent setting that AWS drops, by its wire name, or a member of one; and why.
    """

    setting: str
    reason: str


class Merged(NamedTuple):
    """
    What a call leads to: the document, and the sent settings that AWS drops.
    """

    document: Document
    dropped: list[Dropped]


def merge(
    fields: Iterable[Field], before: Document, change: Document, was: Kind, kind: Kind
) -> Merged:
    """
    Return what *change* makes of *before*; neither is modified.

    Args:
        fields: in the order in which the document shows them.
        before: the stored document, empty if the call creates one.
        change: what the request holds.
        was: the kind of the document before.
        kind: its kind after.
    """
    document, dropped = {}, []
    for field in fields:
        sent = change.get(field.name)
        if not field.applies(kind):
            if sent and field.dropped:
                dropped.append(Dropped(field.name, field.dropped))
            continue
        value = field.merge(before.get(field.name), sent, was, kind)
        if value is None:
            value = field.default(kind)
        if value is not None:
            document[field.name] = value
    lost = [one for one in dropped if document.get(one[0]) != change[one[0]]]
    return Merged(document, [*lost, *_lost_members(fields, document, change)])


def _lost_members(
    fields: Iterable[Field], document: Document, change: Document
) -> Iterator[Dropped]:
    """
    Yield the members that AWS drops, which the document has with another value or not.
    """
    for field in (one for one in fields if one.drops):
        lists = document.get(field.name, ()), change.get(field.name, ())
        for (shown, sent), name in product(zip(*lists, strict=False), field.drops):
            if name in sent and sent[name] != shown.get(name):
                yield Dropped(f"{field.name}.{name}", field.drops[name].reason)


# --- kinds of merging -------------------------------------------------------------


def replaced(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take what was sent; what was not sent is kept.
    """
    return kept if sent is None else sent


def replaced_or_cleared(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take what was sent; an empty value clears.
    """
    return kept if sent is None else sent or None


def per_key(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take the keys that were sent; ``""`` deletes a key.
    """
    merged = {**(kept or {}), **(sent or {})}
    return {key: value for key, value in merged.items() if value != ""} or None


def per_key_and_empty(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take the keys that were sent; ``""`` is a value like any other.
    """
    return {**(kept or {}), **(sent or {})} or None


def per_key_added(kept: Any, sent: Any, was: Kind, kind: Kind) -> Any:
    """
    Take the keys that were sent; no value deletes a key.
    """
    return per_key_and_empty(kept, sent, was, kind)


def per_key_twice(kept: Any, sent: Any, was: Kind, kind: Kind) -> Any:
    """
    Take the keys of the inner maps that were sent; an empty map deletes an inner map.
    """
    merged = dict(kept or {})
    for name, inner in (sent or {}).items():
        merged[name] = per_key(merged.get(name), inner, was, kind) if inner else None
    return {name: inner for name, inner in merged.items() if inner} or None


def computed(_kept: Any, _sent: Any, _was: Kind, _kind: Kind) -> None:
    """
    Take neither: the value is computed.
    """


# --- of single settings of an integration ---


def connection_of_kind(_kept: Any, _sent: Any, _was: Kind, kind: Kind) -> Any:
    """
    Take the connection of the kind: a function has no private one.
    """
    return kind.connection


def subtype_or_of_kind(_kept: Any, sent: Any, _was: Kind, kind: Kind) -> Any:
    """
    Take what was sent, or the subtype of the kind: a URI removes it.
    """
    return kind.subtype if sent is None else sent


def per_key_or_whole(kept: Any, sent: Any, was: Kind, kind: Kind) -> Any:
    """
    Merge per key; parameters of a subtype are replaced as a whole.
    """
    if with_subtype(kind):
        return replaced_or_cleared(kept, sent, was, kind)
    return per_key(None if with_subtype(was) else kept, sent, was, kind)


# --- of APIs and stages ---


def replaced_unless_empty(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take what was sent; an empty value changes nothing.
    """
    return sent or kept


def per_member(kept: Any, sent: Any, was: Kind, kind: Kind) -> Any:
    """
    Take the members that were sent; ``{}`` changes nothing.
    """
    return per_key_and_empty(kept, sent, was, kind)


def per_key_per_member(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take the members of the keys that were sent; ``{}`` changes nothing.
    """
    merged = dict(kept or {})
    for key, inner in (sent or {}).items():
        merged[key] = {**merged.get(key, {}), **inner}
    return merged or None


def route_defaults(kept: Any, sent: Any, _was: Kind, kind: Kind) -> Any:
    """
    Take the members that were sent; the protocol has defaults for the others.
    """
    return {**default_route_settings(kind), **(kept or {}), **(sent or {})}


def cors(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take the members sent, names of headers in lower case; ``{}`` changes nothing.
    """
    lowered = {
        name: [header.lower() for header in value] if name in _HEADERS else value
        for name, value in (sent or {}).items()
    }
    return {**(kept or {}), **lowered} or None


_HEADERS = ("allowHeaders", "exposeHeaders")


# --- of a single setting of an authorizer ---


def identity_sources(kept: Any, sent: Any, was: Kind, kind: Kind) -> Any:
    """
    Take what was sent; ``[]`` clears, and ``[""]`` on a WebSocket API.
    """
    is_empty = on_websocket(kind) and sent == [""]
    return replaced_or_cleared(kept, [] if is_empty else sent, was, kind)


# --- of a single setting of a route ---


def type_of_kind(_kept: Any, _sent: Any, _was: Kind, kind: Kind) -> Any:
    """
    Take what was sent; an unknown word is NONE.
    """
    return kind.type


# --- of domain names and API mappings ---

# The others are computed, or stay.
_CONFIGURED = (
    "certificateArn",
    "ipAddressType",
    "ownershipVerificationCertificateArn",
    "securityPolicy",
)


def configuration(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take the members of the one configuration that were sent and can be set.
    """
    kept, sent = (kept or [{}])[0], (sent or [{}])[0]
    own = {name: value for name, value in sent.items() if name in _CONFIGURED}
    merged = {**CONFIGURATION, **kept, **own}
    return [{name: value for name, value in merged.items() if value != ""}]


def truststore(kept: Any, sent: Any, was: Kind, kind: Kind) -> Any:
    """
    Take the members that were sent; an empty TruststoreUri clears the whole.
    """
    if sent and sent.get("truststoreUri") == "":
        return None
    return per_key(kept, sent, was, kind)


def mapping_key(kept: Any, sent: Any, _was: Kind, _kind: Kind) -> Any:
    """
    Take what was sent; an empty key, white space and ``(none)`` are the root.
    """
    if sent is None:
        return kept
    return sent if sent.strip() and sent != _ROOT else ""


_ROOT = "(none)"  # the name that REST APIs give it
