"""
Integration responses of WebSocket APIs: what merges how, and what AWS refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import checks, mapping, refusals
from apigw_mock.apigatewayv2.merge import (
    Field,
    any_kind,
    per_key,
    per_key_and_empty,
    replaced,
    replaced_or_cleared,
)
from apigw_mock.apigatewayv2.rules import (
    Kind,
    Rule,
    always,
    kept,
    one_of_the_words,
    sent,
    value_lengths,
)
from apigw_mock.apigatewayv2.tables import sources as by

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.rules import Document


def kind_of(protocol: str, _before: Document, _change: Document) -> Kind:
    """
    Return what decides about a response: the protocol of its API.
    """
    return Kind(protocol)


# fmt: off
FIELDS = (
    Field("contentHandlingStrategy", replaced, by.TERRAFORM),
    Field("integrationResponseKey", replaced, by.TERRAFORM),
    Field("responseParameters", per_key, by.UNSEEN),
    Field("responseTemplates", per_key_and_empty, by.TEMPLATES),
    Field("templateSelectionExpression", replaced_or_cleared, by.CLEARED),
)

# Judged before the response is looked up: an HTTP API has none.
PROTOCOL_RULES = (
    Rule("WebSocket APIs alone have integration responses", "integrationResponseKey",
         any_kind, always, checks.websocket_protocol,
         refusals.ResponsesNotSupported,
         by.preflight("integration-response-websocket-only, for Create")),
)

RULES = (
    Rule("IntegrationResponseKey is $default or /regex/", "integrationResponseKey",
         any_kind, always, checks.response_key,
         refusals.InvalidExpression, by.UNSEEN),
    Rule("IntegrationResponseKey occurs once an integration", "integrationResponseKey",
         any_kind, always, checks.unique_response_key,
         refusals.DuplicateResponseKey, by.MODEL),
    Rule("ContentHandlingStrategy is a word of the model", "contentHandlingStrategy",
         any_kind, kept("contentHandlingStrategy"),
         one_of_the_words("contentHandlingStrategy"),
         refusals.UnknownWord, by.WORDS),
    Rule("TemplateSelectionExpression selects by the response",
         "templateSelectionExpression", any_kind, kept("templateSelectionExpression"),
         checks.selection_expression(
             "templateSelectionExpression", mapping.RESPONSE_SELECTION),
         refusals.InvalidExpression, by.UNSEEN),
    Rule("A response template has at most 32768 characters", "responseTemplates",
         any_kind, sent("responseTemplates"), value_lengths("responseTemplates"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("A value of ResponseParameters has at most 512 characters",
         "responseParameters",
         any_kind, sent("responseParameters"), value_lengths("responseParameters"),
         refusals.LengthOutOfRange, by.LENGTHS),
    Rule("A response parameter is a header of the response", "responseParameters",
         any_kind, sent("responseParameters"),
         checks.mapping_keys("responseParameters", mapping.is_response_parameter),
         refusals.InvalidMappingExpression, by.UNSEEN),
    Rule("A response parameter comes from a source or quoted text",
         "responseParameters", any_kind, sent("responseParameters"),
         checks.mapping_values("responseParameters", mapping.is_response_source),
         refusals.InvalidMappingExpression, by.UNSEEN),
)
# fmt: on
