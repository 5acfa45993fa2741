"""
Integrations with a subtype: the checks of the subtype and of its parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import refusals
from apigw_mock.apigatewayv2.mapping import expressions
from apigw_mock.apigatewayv2.subtypes import SUBTYPES, VERSION
from apigw_mock.refusal import InvalidIntegrationUri, Sentence

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.rules.integration import IntegrationCall


def on_aws_proxy(call: IntegrationCall) -> None:
    if call.kind.type != "AWS_PROXY":
        subtype = call.change["integrationSubtype"]
        raise refusals.SubtypeNotForType(subtype, str(call.kind.type))


def sent_again(call: IntegrationCall) -> None:
    # Without it AWS judges the integration as one by URI, which lacks its URI.
    if "integrationSubtype" not in call.change:
        raise InvalidIntegrationUri(call.change.get("integrationUri"))


def known(call: IntegrationCall) -> None:
    # AWS looks up the pair of subtype and version.
    name, given = str(call.kind.subtype), call.document.get("payloadFormatVersion")
    if name not in SUBTYPES or given not in {None, VERSION}:
        raise refusals.UnsupportedSubtype(name, given)


def no_uri(call: IntegrationCall) -> None:
    raise refusals.UriWithSubtype(call.change["integrationUri"], str(call.kind.subtype))


def has_role(call: IntegrationCall) -> None:
    if "credentialsArn" not in call.document:
        raise refusals.MissingSubtypeRole(str(call.kind.subtype))


def required_parameters(call: IntegrationCall) -> None:
    """
    Accept a request that holds all required parameters; the stored ones do not count.
    """
    subtype = SUBTYPES[str(call.kind.subtype)]
    missing = subtype.required.difference(_sent_parameters(call))
    if missing:
        sentence = Sentence(refusals.MissingSubtypeParameters, subtype.evidence)
        raise sentence.error(subtype.name, sorted(subtype.required), sorted(missing))


def known_parameters(call: IntegrationCall) -> None:
    subtype = SUBTYPES[str(call.kind.subtype)]
    for name in _sent_parameters(call):
        if name not in subtype.parameters:
            raise refusals.UnknownSubtypeParameter(name, subtype.name)


def filled_parameters(call: IntegrationCall) -> None:
    for name, value in _sent_parameters(call).items():
        if not value.strip():
            raise refusals.EmptySubtypeParameter(name)


def parameter_sources(call: IntegrationCall) -> None:
    for name, value in _sent_parameters(call).items():
        if not expressions.is_parameter_source(value):
            if expressions.is_static_object(value):
                raise refusals.StaticObject(name, value)
            raise refusals.InvalidSelectionSource(name, value)


def _sent_parameters(call: IntegrationCall) -> dict[str, str]:
    return dict(call.change.get("requestParameters", {}))
