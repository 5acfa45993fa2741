"""
Parameter mappings of HTTP APIs: the checks of keys and values.

The same checks judge the mappings of requests and of responses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigatewayv2 import refusals
from apigw_mock.apigatewayv2.mapping import destinations, expressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.apigatewayv2.fields import Call, Document
    from apigw_mock.apigatewayv2.rules.modelled import Check
    from apigw_mock.refusal import ApigwError


class Side(NamedTuple):
    """
    The request or the response of an HTTP API.

    Args:
        maps: finds the maps of destination to source in a document.
        destination: returns the parts of a key of such a map.
        unknown: the refusal of a key whose action or target AWS does not know.
        malformed: the refusal of another key that is not a destination.
        grammar: what a source may be.
    """

    maps: Callable[[Document], Iterable[dict[str, str]]]
    destination: Callable[[str], destinations.Destination | None]
    unknown: Callable[[str], ApigwError]
    malformed: Callable[[str], ApigwError]
    grammar: expressions.Grammar

    def sent(self, call: Call[Any]) -> Iterator[tuple[str, str]]:
        """
        Yield the keys and values of the request.
        """
        for pairs in self.maps(call.change):
            yield from pairs.items()

    def sent_by(self, call: Call[Any], *actions: str) -> Iterator[tuple[str, str]]:
        """
        Yield the keys and values of these actions that do not delete a mapping.
        """
        for key, value in self.sent(call):
            destination = self.destination(key)
            if value and destination and destination.action in actions:
                yield key, value


REQUEST = Side(
    lambda document: [document.get("requestParameters", {})],
    destinations.request_destination,
    refusals.InvalidRequestDestination,
    refusals.MalformedRequestDestination,
    expressions.REQUEST,
)
RESPONSE = Side(
    lambda document: document.get("responseParameters", {}).values(),
    destinations.response_destination,
    refusals.InvalidResponseDestination,
    refusals.MalformedResponseDestination,
    expressions.RESPONSE,
)


def have_destinations(side: Side) -> Check:
    """
    Return the check that each key is an action on a part of the message.
    """

    def check(call: Call[Any]) -> None:
        for key, _ in side.sent(call):
            if not side.destination(key):
                has_words = destinations.has_known_words(key)
                raise (side.malformed if has_words else side.unknown)(key)

    return check


def free_headers(side: Side) -> Check:
    """
    Return the check that no key names a header that API Gateway keeps for itself.
    """

    def check(call: Call[Any]) -> None:
        for key, _ in side.sent(call):
            found = side.destination(key)
            is_header = found is not None and found.target == "header"
            if found and is_header and destinations.is_reserved(found.name):
                raise refusals.RestrictedHeader(found.name)

    return check


def unique_destinations(side: Side) -> Check:
    """
    Return the check that two mappings of a merged map write to different places.
    """

    def check(call: Call[Any]) -> None:
        for pairs in side.maps(call.document):
            places = set()
            for key in pairs:
                found = side.destination(key)
                if found and found.place in places:
                    raise refusals.DuplicateDestination(key)
                places.add(found and found.place)

    return check


def removals(side: Side) -> Check:
    """
    Return the check that the value of a removal is two single quotes.
    """

    def check(call: Call[Any]) -> None:
        for key, value in side.sent_by(call, "remove"):
            if value != "''":
                raise refusals.InvalidMappingSource(key, value)

    return check


def have_sources(side: Side) -> Check:
    """
    Return the check that each value is made of sources and static text.
    """

    def check(call: Call[Any]) -> None:
        for key, value in side.sent_by(call, "append", "overwrite"):
            if not expressions.is_source(value, side.grammar):
                raise refusals.InvalidMappingSource(key, value)

    return check


def response_statuses(call: Call[Any]) -> None:
    for status in call.change["responseParameters"]:
        if not destinations.is_response_status(status):
            raise refusals.InvalidStatusCode(status)


def new_statuses(call: Call[Any]) -> None:
    for key, value in RESPONSE.sent_by(call, "overwrite"):
        found = RESPONSE.destination(key)
        is_status = found is not None and found.target == "statuscode"
        is_fixed = is_status and expressions.is_static(value)
        if is_fixed and not destinations.is_any_status(value):
            raise refusals.InvalidMappingSource(key, value)
