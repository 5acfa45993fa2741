"""
Integrations of HTTP and WebSocket APIs: what merges how, and what AWS refuses.

Create and update share both tables: what can be created is what can be updated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2 import checks, mapping, refusals
from apigw_mock.apigatewayv2.merge import (
    Field,
    any_kind,
    computed,
    per_key,
    per_key_and_empty,
    per_key_twice,
    replaced,
    replaced_or_cleared,
)
from apigw_mock.apigatewayv2.rules import (
    Kind,
    Rule,
    always,
    both,
    creating,
    filled,
    kept,
    length,
    member_lengths,
    one_of_the_words,
    sent,
    value_lengths,
)
from apigw_mock.apigatewayv2.tables import sources as by
from apigw_mock.evidence import inferred, recorded
from apigw_mock.refusal import (
    InvalidHttpEndpoint,
    InvalidIntegrationUri,
    TimeoutOutOfRange,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigatewayv2.rules import Call, Document

QUOTA = 300  # integrations an API; API Gateway developer guide, limits
METHODS = ("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
WEBSOCKET_TIMEOUT = 29_000  # ms; the service model has the bound of HTTP APIs alone

# --- kinds of integration ---------------------------------------------------------


def kind_of(protocol: str, before: Document, change: Document) -> Kind:
    """
    Return what *before* is after *change*, for an API of this protocol.
    """
    was = before.get("integrationType")
    integration_type = change.get("integrationType", was)
    kept = dict(before)
    if change.get("integrationUri"):  # it is an integration by URI now
        kept.pop("integrationSubtype", None)
    if integration_type not in {was, "HTTP", "HTTP_PROXY"}:  # VPC links are for HTTP
        kept.pop("connectionType", None)
    merged = {**kept, **change}
    has_subtype = protocol == "HTTP" and integration_type == "AWS_PROXY"
    return Kind(
        protocol,
        integration_type,
        (has_subtype and merged.get("integrationSubtype")) or None,
        merged.get("connectionType", "INTERNET"),
    )


def on_http(kind: Kind) -> bool:
    return kind.protocol == "HTTP"


def on_websocket(kind: Kind) -> bool:
    return kind.protocol == "WEBSOCKET"


def typed(*types: str) -> Callable[[Kind], bool]:
    return lambda kind: kind.type in types


def private(kind: Kind) -> bool:
    return kind.connection == "VPC_LINK"


def public(kind: Kind) -> bool:
    return not private(kind)


def private_http(kind: Kind) -> bool:
    return on_http(kind) and private(kind) and kind.type == "HTTP_PROXY"


def with_subtype(kind: Kind) -> bool:
    return kind.subtype is not None


def by_uri(kind: Kind) -> bool:
    return kind.subtype is None


def leads_somewhere(kind: Kind) -> bool:
    return by_uri(kind) and kind.type != "MOCK"


def transforms(kind: Kind) -> bool:
    return on_websocket(kind) and kind.type in {"AWS", "HTTP", "MOCK"}


def can_have_subtype(kind: Kind) -> bool:
    return on_http(kind) and kind.type == "AWS_PROXY"


def updating(call: Call) -> bool:
    return not creating(call)


# --- defaults and merges of their own ---------------------------------------------

_SELECTIONS = {
    "AWS": "${integration.response.body.errorMessage}",
    "HTTP": "${integration.response.statuscode}",
    "MOCK": "${integration.response.statuscode}",
}


def connection(_kept: Any, _sent: Any, _was: Kind, kind: Kind) -> Any:
    """
    Take what the kind has: a private integration that becomes a function is public.
    """
    return kind.connection


def subtype(_kept: Any, sent: Any, _was: Kind, kind: Kind) -> Any:
    """
    Take what was sent, or what the kind has: by a URI a subtype becomes a function.
    """
    return kind.subtype if sent is None else sent


def post_to_lambda(kind: Kind) -> str | None:
    return "POST" if kind.type in {"AWS", "AWS_PROXY"} else None


def pass_unmatched(_: Kind) -> str:
    return "WHEN_NO_MATCH"


def version_on_websocket(kind: Kind) -> str | None:
    return "1.0" if on_websocket(kind) else None


def longest_timeout(kind: Kind) -> int:
    return WEBSOCKET_TIMEOUT if on_websocket(kind) else 30_000  # ms


def response_selection(kind: Kind) -> str | None:
    return _SELECTIONS.get(kind.type or "") if on_websocket(kind) else None


def parameters(kept: Any, sent: Any, was: Kind, kind: Kind) -> Any:
    """
    Merge per key; parameters of a subtype are replaced as a whole.
    """
    if with_subtype(kind):
        return replaced_or_cleared(kept, sent, was, kind)
    return per_key(None if with_subtype(was) else kept, sent, was, kind)


# --- the fields -------------------------------------------------------------------

WEBSOCKET_ONLY = "it is supported only for WebSocket APIs"
HTTP_ONLY = "it is supported only for HTTP APIs"
PRIVATE_ONLY = "it belongs to connections by VPC_LINK, this one is INTERNET"
PRIVATE_HTTP_ONLY = "it is supported only for private integrations of HTTP APIs"
TRANSFORMS_ONLY = "it is supported only for AWS, HTTP and MOCK on WebSocket APIs"
NO_METHOD = "the subtype says what is called, so there is no method"

# fmt: off
FIELDS = (
    Field("connectionId", replaced_or_cleared, by.LINK,
          fits=private, dropped=PRIVATE_ONLY),
    Field("connectionType", connection, by.CONNECTION),
    Field("contentHandlingStrategy", replaced, by.UNSEEN,
          fits=on_websocket, dropped=WEBSOCKET_ONLY),
    Field("credentialsArn", replaced_or_cleared, by.NO_CREDENTIALS),
    Field("description", replaced_or_cleared, by.CDKD),
    Field("integrationMethod", replaced, by.TERRAFORM,
          fits=by_uri, dropped=NO_METHOD, default=post_to_lambda),
    Field("integrationResponseSelectionExpression", computed, by.TERRAFORM,
          default=response_selection),
    Field("integrationSubtype", subtype, by.BY_URI,
          fits=can_have_subtype, dropped=HTTP_ONLY),
    Field("integrationType", replaced, by.SWITCHED),
    Field("integrationUri", replaced, by.EXAMPLE, fits=leads_somewhere),
    Field("passthroughBehavior", replaced, by.DROPPED_ON_HTTP,
          fits=on_websocket, dropped=WEBSOCKET_ONLY, default=pass_unmatched),
    Field("payloadFormatVersion", replaced, by.EXAMPLE, default=version_on_websocket),
    Field("requestParameters", parameters, by.EMPTY_DELETES),
    Field("requestTemplates", per_key_and_empty, by.UNSEEN,
          fits=transforms, dropped=TRANSFORMS_ONLY),
    Field("responseParameters", per_key_twice, by.STATUSES,
          fits=on_http, dropped=HTTP_ONLY),
    Field("templateSelectionExpression", replaced_or_cleared, by.UNSEEN,
          fits=transforms, dropped=TRANSFORMS_ONLY),
    Field("timeoutInMillis", replaced, by.EXAMPLE, default=longest_timeout),
    Field("tlsConfig", replaced_or_cleared, by.DROPPED_IF_PUBLIC,
          fits=private_http, dropped=PRIVATE_HTTP_ONLY),
)
# fmt: on

# --- the rules, in the order in which AWS checks ----------------------------------

_FUNCTION_ON_HTTP = both(can_have_subtype, by_uri)
_FUNCTION_ON_WEBSOCKET = both(on_websocket, typed("AWS_PROXY"))
_URL_ON_HTTP = both(on_http, typed("HTTP_PROXY"))
_URL_ON_WEBSOCKET = both(on_websocket, typed("HTTP", "HTTP_PROXY"))
_MAPPED = both(on_http, by_uri)
_PARAMETERS = sent("requestParameters")
_RESPONSES = sent("responseParameters")

# fmt: off
# Before the request is judged.
CREATE_RULES = (
    Rule("An API has at most 300 integrations", "integrationId",
         any_kind, always, checks.fewer_than(QUOTA),
         refusals.TooManyIntegrations, by.LIMITS),
)

DELETE_RULES = (
    Rule("What quick create has made stays", "integrationId",
         any_kind, always, checks.not_managed,
         refusals.ManagedIntegration, by.UNSEEN),
    Rule("What a route leads to stays", "integrationId",
         any_kind, always, checks.led_to_by_no_route,
         refusals.IntegrationInUse, by.IN_USE),
)

RULES = (
    # Protocol and type.
    Rule("IntegrationType is a word of the service model", "integrationType",
         any_kind, always, one_of_the_words("integrationType"),
         refusals.UnknownWord, by.WORDS),
    Rule("An HTTP API takes AWS_PROXY and HTTP_PROXY alone", "integrationType",
         on_http, always, checks.proxy_type,
         refusals.TypeNotForProtocol, by.TYPES),

    # The subtype and its parameters, judged on the request itself.
    Rule("A subtype belongs to AWS_PROXY", "integrationSubtype",
         on_http, sent("integrationSubtype"), checks.subtype_on_aws_proxy,
         refusals.SubtypeNotForType, by.OUTCOMES),
    Rule("Each update of a subtype integration sends the subtype", "integrationSubtype",
         with_subtype, updating, checks.subtype_sent_again,
         InvalidIntegrationUri, by.SUBTYPE_AGAIN),
    Rule("IntegrationSubtype has 1 to 128 characters", "integrationSubtype",
         any_kind, kept("integrationSubtype"), length("integrationSubtype"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("The subtype exists in payload format version 1.0", "integrationSubtype",
         with_subtype, always, checks.known_subtype,
         refusals.UnsupportedSubtype, by.preflight("integration-subtype-known")),
    Rule("A subtype integration has no URI", "integrationUri",
         with_subtype, sent("integrationUri"), checks.no_uri_with_subtype,
         refusals.UriWithSubtype, recorded("seen by users, the sentence's start")),
    Rule("A subtype integration has credentials", "credentialsArn",
         with_subtype, always, checks.has_role,
         refusals.MissingSubtypeRole, by.preflight("integration-subtype-credentials")),
    Rule("The subtype has parameters of these names", "requestParameters",
         with_subtype, _PARAMETERS, checks.known_parameters,
         refusals.UnknownSubtypeParameter, by.SUBTYPE_SCHEMA),
    Rule("The request holds all required parameters", "requestParameters",
         with_subtype, always, checks.required_parameters,
         refusals.MissingSubtypeParameters,
         by.preflight("integration-subtype-required-parameters")),
    Rule("No parameter of a subtype is empty", "requestParameters",
         with_subtype, _PARAMETERS, checks.filled_parameters,
         refusals.EmptySubtypeParameter, by.SUBTYPE_EMPTY),
    Rule("Parameters of a subtype are sources, text or JSON around a block", "requestParameters",
         with_subtype, _PARAMETERS, checks.parameter_sources,
         refusals.InvalidSelectionSource, by.SUBTYPE_SOURCE),

    # The merged integration.
    Rule("PayloadFormatVersion is required on HTTP APIs", "payloadFormatVersion",
         on_http, creating, checks.has_version,
         refusals.MissingPayloadVersion, by.NO_VERSION),
    Rule("PayloadFormatVersion has 1 to 64 characters", "payloadFormatVersion",
         any_kind, kept("payloadFormatVersion"), length("payloadFormatVersion"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("Functions behind HTTP APIs take 1.0 or 2.0", "payloadFormatVersion",
         _FUNCTION_ON_HTTP, always, checks.version("1.0", "2.0"),
         refusals.UnsupportedPayloadVersion,
         by.preflight("aws-proxy-payload-version")),
    Rule("HTTP_PROXY on HTTP APIs takes 1.0", "payloadFormatVersion",
         _URL_ON_HTTP, always, checks.version_of_http_proxy,
         refusals.PayloadVersionNotForType, by.preflight("http-proxy-payload-version")),
    Rule("Functions behind WebSocket APIs take 1.0", "payloadFormatVersion",
         _FUNCTION_ON_WEBSOCKET, always, checks.version("1.0"),
         refusals.UnsupportedPayloadVersion, by.preflight("websocket-payload-version")),
    Rule("IntegrationMethod has 1 to 64 characters", "integrationMethod",
         any_kind, kept("integrationMethod"), length("integrationMethod"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("IntegrationMethod is ANY or a method of HTTP", "integrationMethod",
         any_kind, kept("integrationMethod"),
         one_of_the_words("integrationMethod", *METHODS),
         refusals.UnknownWord, by.VERBS),
    Rule("HTTP_PROXY on HTTP APIs has a method", "integrationMethod",
         _URL_ON_HTTP, always, checks.has_method,
         refusals.MissingIntegrationMethod, by.preflight("http-proxy-integration-method")),
    Rule("HTTP and HTTP_PROXY on WebSocket APIs have a method", "integrationMethod",
         _URL_ON_WEBSOCKET, always, checks.has_method,
         refusals.MissingIntegrationMethod, inferred("CloudFormation user guide: conditional")),
    Rule("ConnectionType is a word of the service model", "connectionType",
         any_kind, always, one_of_the_words("connectionType"),
         refusals.UnknownWord, by.WORDS),
    Rule("IntegrationUri has 1 to 2048 characters", "integrationUri",
         any_kind, kept("integrationUri"), length("integrationUri"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("MOCK has no URI", "integrationUri",
         typed("MOCK"), sent("integrationUri"), checks.no_uri_on_mock,
         refusals.UriOnMock, by.CDKD_COMMENT),
    Rule("AWS_PROXY on HTTP APIs leads to a function", "integrationUri",
         _FUNCTION_ON_HTTP, always, checks.function,
         InvalidIntegrationUri, by.NO_FUNCTION),
    Rule("AWS_PROXY on WebSocket APIs invokes a function", "integrationUri",
         _FUNCTION_ON_WEBSOCKET, always, checks.invocation,
         InvalidIntegrationUri, by.NO_INVOCATION),
    Rule("AWS on WebSocket APIs leads to a service action", "integrationUri",
         both(on_websocket, typed("AWS")), always, checks.service_action,
         InvalidIntegrationUri, by.UNSEEN),
    Rule("Public HTTP_PROXY on HTTP APIs leads to a URL", "integrationUri",
         both(_URL_ON_HTTP, public), always, checks.url,
         InvalidHttpEndpoint, recorded("seen by users, import and console")),
    Rule("HTTP and HTTP_PROXY on WebSocket APIs lead to a URL", "integrationUri",
         _URL_ON_WEBSOCKET, always, checks.url,
         InvalidHttpEndpoint, by.UNSEEN),
    Rule("Private HTTP_PROXY leads to a listener or service", "integrationUri",
         private_http, always, checks.listener_or_service,
         refusals.InvalidPrivateUri, by.PRIVATE_URI),
    Rule("The listener or service is of the same account", "integrationUri",
         private_http, always, checks.same_account,
         refusals.ForeignPrivateUri, by.PAGE),
    Rule("A connection by VPC_LINK names its link", "connectionId",
         private, always, checks.has_connection_id,
         refusals.MissingVpcLinkId,
         by.preflight("integration-vpc-link-connection-id")),
    Rule("A WebSocket API takes no VPC link of HTTP APIs", "connectionId",
         both(on_websocket, private), kept("connectionId"), checks.link_of_rest_apis,
         refusals.LinkNotForProtocol, by.LINK_OF_HTTP_APIS),
    Rule("ConnectionId has 1 to 1024 characters", "connectionId",
         any_kind, filled("connectionId"), length("connectionId"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("ServerNameToVerify has 1 to 512 characters", "tlsConfig",
         any_kind, filled("tlsConfig"), member_lengths("tlsConfig"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("CredentialsArn is a role or the caller's identity", "credentialsArn",
         any_kind, kept("credentialsArn"), checks.role_or_caller,
         refusals.InvalidCredentials, by.CALLER),
    Rule("A timeout on HTTP APIs is 50 to 30000 ms", "timeoutInMillis",
         on_http, sent("timeoutInMillis"), checks.timeout(),
         TimeoutOutOfRange, by.preflight("integration-timeout-range")),
    Rule("A timeout on WebSocket APIs is 50 to 29000 ms", "timeoutInMillis",
         on_websocket, sent("timeoutInMillis"),
         checks.timeout(WEBSOCKET_TIMEOUT),
         TimeoutOutOfRange, by.preflight("websocket-integration-timeout-range")),
    Rule("PassthroughBehavior is a word of the service model", "passthroughBehavior",
         any_kind, sent("passthroughBehavior"), one_of_the_words("passthroughBehavior"),
         refusals.UnknownWord, by.WORDS),
    Rule("ContentHandlingStrategy is a word of the model", "contentHandlingStrategy",
         any_kind, sent("contentHandlingStrategy"),
         one_of_the_words("contentHandlingStrategy"),
         refusals.UnknownWord, by.WORDS),
    Rule("Description has at most 1024 characters", "description",
         any_kind, sent("description"), length("description"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("TemplateSelectionExpression selects by the request",
         "templateSelectionExpression", any_kind, kept("templateSelectionExpression"),
         checks.selection_expression("templateSelectionExpression", mapping.SELECTION),
         refusals.InvalidExpression, by.UNSEEN),
    Rule("A request template has at most 32768 characters", "requestTemplates",
         any_kind, filled("requestTemplates"), value_lengths("requestTemplates"),
         refusals.LengthOutOfRange, by.LENGTHS),

    # Parameter mappings.
    Rule("A value of RequestParameters has at most 512 characters", "requestParameters",
         any_kind, _PARAMETERS, value_lengths("requestParameters"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("A request mapping has a destination", "requestParameters",
         _MAPPED, _PARAMETERS, checks.destinations(checks.REQUEST),
         refusals.InvalidRequestDestination, by.PATH),
    Rule("A request mapping leaves reserved headers alone", "requestParameters",
         _MAPPED, _PARAMETERS, checks.free_headers(checks.REQUEST),
         refusals.RestrictedHeader, by.OUTCOMES),
    Rule("A request's destination occurs once in the merged map", "requestParameters",
         _MAPPED, _PARAMETERS, checks.unique_destinations(checks.REQUEST),
         refusals.DuplicateDestination, by.OUTCOMES),
    Rule("What a request loses has the value ''", "requestParameters",
         _MAPPED, _PARAMETERS, checks.removals(checks.REQUEST),
         refusals.InvalidMappingSource, by.OUTCOMES),
    Rule("A request mapping comes from sources or text", "requestParameters",
         _MAPPED, _PARAMETERS, checks.sources(checks.REQUEST),
         refusals.InvalidMappingSource, by.OUTCOMES),
    Rule("A WebSocket mapping has a destination", "requestParameters",
         on_websocket, _PARAMETERS,
         checks.mapping_keys("requestParameters", mapping.is_websocket_destination),
         refusals.InvalidMappingExpression, by.UNSEEN),
    Rule("A WebSocket mapping comes from a source or quoted text", "requestParameters",
         on_websocket, _PARAMETERS,
         checks.mapping_values("requestParameters", mapping.is_websocket_source),
         refusals.InvalidMappingExpression, by.ROUTE_REQUEST),
    Rule("Responses are mapped by status codes 200 to 599", "responseParameters",
         on_http, _RESPONSES, checks.response_statuses,
         refusals.InvalidStatusCode, by.preflight("response-parameter-status-code")),
    Rule("A value of ResponseParameters has at most 512 characters",
         "responseParameters", on_http, _RESPONSES, value_lengths("responseParameters"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("A response mapping has a destination", "responseParameters",
         on_http, _RESPONSES, checks.destinations(checks.RESPONSE),
         refusals.InvalidResponseDestination, by.STATUS_CODE),
    Rule("A response mapping leaves reserved headers alone", "responseParameters",
         on_http, _RESPONSES, checks.free_headers(checks.RESPONSE),
         refusals.RestrictedHeader, by.OUTCOMES),
    Rule("A response's destination occurs once in the merged map", "responseParameters",
         on_http, _RESPONSES, checks.unique_destinations(checks.RESPONSE),
         refusals.DuplicateDestination, by.OUTCOMES),
    Rule("What a response loses has the value ''", "responseParameters",
         on_http, _RESPONSES, checks.removals(checks.RESPONSE),
         refusals.InvalidMappingSource, by.GUIDE),
    Rule("A new status code is a whole number from 100 to 599", "responseParameters",
         on_http, _RESPONSES, checks.new_statuses,
         refusals.InvalidMappingSource, by.OUTCOMES),
    Rule("A response mapping comes from sources or text", "responseParameters",
         on_http, _RESPONSES, checks.sources(checks.RESPONSE),
         refusals.InvalidMappingSource, by.UNSEEN),
)
# fmt: on
