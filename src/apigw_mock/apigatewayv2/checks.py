"""
The checks that the rules of the tables name.

Each takes a call, returns if it accepts it and raises the refusal if not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock import errors
from apigw_mock.apigatewayv2 import mapping
from apigw_mock.apigatewayv2.rules import boto3_name
from apigw_mock.apigatewayv2.tables.subtypes import SUBTYPES, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.apigatewayv2.rules import Call, Check, Document

_ARN = r"arn:aws[\w-]*"
_ROLE = re.compile(
    rf"{_ARN}:iam::\d{{12}}:role/.+"
    rf"|{_ARN}:iam::\*:user/\*"  # the caller's identity
    rf"|{_ARN}:iam:::user/"  # the same, as AWS's page prints it
)
_NAMED = r"(?:[^\s:/{}]|\$\{[^{}]*\})+"  # a part of an ARN, or ${stageVariables.name}
_FUNCTION = re.compile(
    rf"{_ARN}:lambda:{_NAMED}:{_NAMED}:function:{_NAMED}(?::{_NAMED})?"
)
_INVOCATION = re.compile(
    rf"{_ARN}:apigateway:{_NAMED}:lambda:path/2015-03-31/functions/"
    rf"(?:{_FUNCTION.pattern}|\$\{{[^{{}}]*\}})/invocations"
)
_SERVICE = re.compile(rf"{_ARN}:apigateway:[^:]+:[^:]+:(?:path|action)/.+")
_URL = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_GREEDY_WITHIN = r"\S*\+\}\S"  # a {proxy+} that something follows
_HTTP_ROUTE = re.compile(
    r"\$default|(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) "
    rf"/(?!{_GREEDY_WITHIN})(?:\S*[^\s/])?"
)
_PRIVATE = re.compile(
    rf"{_ARN}:elasticloadbalancing:[^:]+:\d{{12}}:listener/(?:app|net)(?:/[^/?]+){{3}}"
    rf"|{_ARN}:servicediscovery:[^:]+:\d{{12}}:service/[^/?]+(?:\?.*)?"
)


# --- the integration as a whole ---------------------------------------------------


def fewer_than(quota: int) -> Check:
    """
    Return the check that there are fewer documents than this under the parent.
    """

    def check(call: Call) -> None:
        if len(call.siblings) >= quota:
            raise errors.TooManyIntegrations(quota)

    return check


def not_managed(call: Call) -> None:
    if call.merged.get("apiGatewayManaged"):
        raise errors.ManagedIntegration(call.merged["integrationId"])


def led_to_by_no_route(call: Call) -> None:
    if call.routes:
        raise errors.IntegrationInUse(call.routes)


# --- type, method, version, timeout -----------------------------------------------


def proxy_type(call: Call) -> None:
    """
    Accept AWS_PROXY and HTTP_PROXY.
    """
    integration_type = call.kind.type
    if integration_type not in {"AWS_PROXY", "HTTP_PROXY"}:
        raise errors.TypeNotForProtocol(str(integration_type))


def has_method(call: Call) -> None:
    if not call.merged.get("integrationMethod"):
        raise errors.MissingIntegrationMethod(str(call.kind.type))


def has_version(call: Call) -> None:
    if "payloadFormatVersion" not in call.merged:
        raise errors.MissingPayloadVersion(str(call.kind.type))


def version(*supported: str) -> Check:
    """
    Return the check that a function gets a payload of one of these versions.
    """

    def check(call: Call) -> None:
        given = call.merged.get("payloadFormatVersion")
        if given is not None and given not in supported:
            raise errors.UnsupportedPayloadVersion(given)

    return check


def version_of_http_proxy(call: Call) -> None:
    given = call.merged.get("payloadFormatVersion")
    if given not in {None, "1.0"}:
        raise errors.PayloadVersionNotForType(str(given), str(call.kind.type))


def timeout(high: int | None = None) -> Check:
    """
    Return the check of a timeout in milliseconds: the model's bounds, or a lower one.
    """

    def check(call: Call) -> None:
        shape, given = call.shapes["timeoutInMillis"], call.change["timeoutInMillis"]
        low, top = shape.minimum or 0, high or shape.maximum or 0
        if not low <= given <= top:
            raise errors.TimeoutOutOfRange(low, top, given)

    return check


# --- where it leads ---------------------------------------------------------------


def _uri(call: Call) -> str:
    return str(call.merged.get("integrationUri", ""))


def leads_to(
    *forms: re.Pattern[str], refusal: type[errors.ApigwError]
) -> Callable[[Call], None]:
    """
    Return the check that the URI has one of these forms.
    """

    def check(call: Call) -> None:
        if not any(form.fullmatch(_uri(call)) for form in forms):
            raise refusal(call.merged.get("integrationUri"))

    return check


function = leads_to(_FUNCTION, _INVOCATION, refusal=errors.InvalidIntegrationUri)
invocation = leads_to(_INVOCATION, refusal=errors.InvalidIntegrationUri)
service_action = leads_to(_SERVICE, refusal=errors.InvalidIntegrationUri)
url = leads_to(_URL, refusal=errors.InvalidHttpEndpoint)
listener_or_service = leads_to(_PRIVATE, refusal=errors.InvalidPrivateUri)


def leads_into_vpc(uri: str) -> bool:
    """
    Return whether a URI is one that only a private integration has.
    """
    return bool(_PRIVATE.fullmatch(uri))


def same_account(call: Call) -> None:
    if _uri(call).split(":")[4] != call.account_id:
        raise errors.ForeignPrivateUri(_uri(call), call.account_id)


def no_uri_on_mock(call: Call) -> None:
    raise errors.UriOnMock(call.change["integrationUri"])


def has_connection_id(call: Call) -> None:
    if "connectionId" not in call.merged:
        raise errors.MissingVpcLinkId(str(call.kind.connection))


def link_of_rest_apis(call: Call) -> None:
    link = call.merged["connectionId"]
    if link in call.links:
        raise errors.LinkNotForProtocol(link)


def role_or_caller(call: Call) -> None:
    arn = call.change["credentialsArn"]
    if not _ROLE.fullmatch(arn):
        raise errors.InvalidCredentials(arn)


# --- subtypes ---------------------------------------------------------------------


def subtype_on_aws_proxy(call: Call) -> None:
    if call.kind.type != "AWS_PROXY":
        subtype = call.change["integrationSubtype"]
        raise errors.SubtypeNotForType(subtype, str(call.kind.type))


def subtype_sent_again(call: Call) -> None:
    # Without it AWS reads the call as one of an integration by URI that has none.
    if "integrationSubtype" not in call.change:
        raise errors.InvalidIntegrationUri(call.change.get("integrationUri"))


def known_subtype(call: Call) -> None:
    # AWS looks up the pair of subtype and version.
    name, given = str(call.kind.subtype), call.merged.get("payloadFormatVersion")
    if name not in SUBTYPES or given not in {None, VERSION}:
        raise errors.UnsupportedSubtype(name, given)


def no_uri_with_subtype(call: Call) -> None:
    raise errors.UriWithSubtype(call.change["integrationUri"], str(call.kind.subtype))


def has_role(call: Call) -> None:
    if "credentialsArn" not in call.merged:
        raise errors.MissingSubtypeRole(str(call.kind.subtype))


def required_parameters(call: Call) -> None:
    """
    Accept a request that itself holds all required parameters.
    """
    subtype = SUBTYPES[str(call.kind.subtype)]
    missing = subtype.required.difference(_sent_parameters(call))
    if missing:
        raise errors.MissingSubtypeParameters(
            subtype.name, sorted(subtype.required), sorted(missing)
        )


def known_parameters(call: Call) -> None:
    subtype = SUBTYPES[str(call.kind.subtype)]
    for name in _sent_parameters(call):
        if name not in subtype.parameters:
            raise errors.UnknownSubtypeParameter(name, subtype.name)


def filled_parameters(call: Call) -> None:
    for name, value in _sent_parameters(call).items():
        if not value.strip():
            raise errors.EmptySubtypeParameter(name)


def parameter_sources(call: Call) -> None:
    for name, value in _sent_parameters(call).items():
        if not mapping.is_parameter_source(value):
            raise errors.InvalidSelectionSource(name, value)


def _sent_parameters(call: Call) -> dict[str, str]:
    return dict(call.change.get("requestParameters", {}))


# --- parameter mappings of HTTP APIs ----------------------------------------------


class Side(NamedTuple):
    """
    The request or the response of an HTTP API: both are mapped by the same rules.

    Args:
        maps: finds the maps of destination to source in a document.
        destination: takes a key of such a map apart.
        refusal: says that a key is no destination.
        grammar: what a source may be.
    """

    maps: Callable[[Document], Iterable[dict[str, str]]]
    destination: Callable[[str], mapping.Destination | None]
    refusal: type[errors.ApigwError]
    grammar: mapping.Grammar

    def sent(self, call: Call) -> Iterator[tuple[str, str]]:
        """
        Yield the keys and values of the request.
        """
        for pairs in self.maps(call.change):
            yield from pairs.items()

    def sent_by(self, call: Call, *actions: str) -> Iterator[tuple[str, str]]:
        """
        Yield the keys and values of these actions that do not delete a mapping.
        """
        for key, value in self.sent(call):
            destination = self.destination(key)
            if value and destination and destination.action in actions:
                yield key, value


REQUEST = Side(
    lambda document: [document.get("requestParameters", {})],
    mapping.request_destination,
    errors.InvalidRequestDestination,
    mapping.REQUEST,
)
RESPONSE = Side(
    lambda document: document.get("responseParameters", {}).values(),
    mapping.response_destination,
    errors.InvalidResponseDestination,
    mapping.RESPONSE,
)


def destinations(side: Side) -> Check:
    """
    Return the check that each key is an action on a part of the message.
    """

    def check(call: Call) -> None:
        for key, _ in side.sent(call):
            if not side.destination(key):
                raise side.refusal(key)

    return check


def free_headers(side: Side) -> Check:
    """
    Return the check that no key is of a header that API Gateway keeps for itself.
    """

    def check(call: Call) -> None:
        for key, _ in side.sent(call):
            found = side.destination(key)
            if found and found.target == "header" and mapping.is_reserved(found.name):
                raise errors.RestrictedHeader(found.name)

    return check


def unique_destinations(side: Side) -> Check:
    """
    Return the check that no two mappings of a merged map write to the same place.
    """

    def check(call: Call) -> None:
        for pairs in side.maps(call.merged):
            places = set()
            for key in pairs:
                found = side.destination(key)
                if found and found.place in places:
                    raise errors.DuplicateDestination(key)
                places.add(found and found.place)

    return check


def removals(side: Side) -> Check:
    """
    Return the check that what is removed has no value but two single quotes.
    """

    def check(call: Call) -> None:
        for key, value in side.sent_by(call, "remove"):
            if value != "''":
                raise errors.InvalidMappingSource(key, value)

    return check


def sources(side: Side) -> Check:
    """
    Return the check that each value is made of sources and static text.
    """

    def check(call: Call) -> None:
        for key, value in side.sent_by(call, "append", "overwrite"):
            if not mapping.is_source(value, side.grammar):
                raise errors.InvalidMappingSource(key, value)

    return check


def response_statuses(call: Call) -> None:
    for status in call.change["responseParameters"]:
        if not mapping.is_response_status(status):
            raise errors.InvalidStatusCode(status)


def new_statuses(call: Call) -> None:
    for key, value in RESPONSE.sent_by(call, "overwrite"):
        found = RESPONSE.destination(key)
        fixed = found and found.target == "statuscode" and mapping.is_static(value)
        if fixed and not mapping.is_any_status(value):
            raise errors.InvalidMappingSource(key, value)


# --- parameter mappings and expressions of WebSocket APIs -------------------------


def mapping_keys(name: str, accepts: Callable[[str], bool]) -> Check:
    """
    Return the check of each key of a WebSocket API's map.
    """

    def check(call: Call) -> None:
        for key in call.change[name]:
            if not accepts(key):
                raise errors.InvalidMappingExpression(key)

    return check


def mapping_values(name: str, accepts: Callable[[str], bool]) -> Check:
    """
    Return the check of each value of a WebSocket API's map; ``""`` deletes its key.
    """

    def check(call: Call) -> None:
        for value in call.change[name].values():
            if value and not accepts(value):
                raise errors.InvalidMappingExpression(value)

    return check


def selection_expression(name: str, grammar: mapping.Grammar) -> Check:
    """
    Return the check that a setting is an expression that selects by the message.
    """

    def check(call: Call) -> None:
        value = call.change[name]
        if not mapping.is_selection_expression(value, grammar):
            raise errors.InvalidExpression(boto3_name(name), value)

    return check


# --- integration responses --------------------------------------------------------


def has_route_key(call: Call) -> None:
    if not call.change["routeKey"]:
        raise errors.MissingRouteKey


def http_route_key(call: Call) -> None:
    key = call.change["routeKey"]
    if not _HTTP_ROUTE.fullmatch(key):
        raise errors.InvalidHttpRouteKey(key)


def websocket_protocol(call: Call) -> None:
    if call.kind.protocol != "WEBSOCKET":
        raise errors.ResponsesNotSupported(call.kind.protocol)


def response_key(call: Call) -> None:
    key: Any = call.merged.get("integrationResponseKey")
    if key is None or not mapping.is_integration_response_key(key):
        raise errors.InvalidExpression("IntegrationResponseKey", key)


def unique_response_key(call: Call) -> None:
    key = call.merged["integrationResponseKey"]
    if any(sibling.get("integrationResponseKey") == key for sibling in call.siblings):
        raise errors.DuplicateResponseKey(key)
