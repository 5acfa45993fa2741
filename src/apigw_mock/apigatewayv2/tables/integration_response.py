"""
Integration responses of WebSocket APIs: how settings merge, and what AWS refuses.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import kinds, refusals
from apigw_mock.apigatewayv2.conditions import kept, sent
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.mapping import expressions, websocket
from apigw_mock.apigatewayv2.merge import (
    per_key,
    per_key_and_empty,
    replaced,
    replaced_or_cleared,
)
from apigw_mock.apigatewayv2.rules.integration_response import (
    IntegrationResponseFacts,
    response_key,
    unique_response_key,
)
from apigw_mock.apigatewayv2.rules.modelled import one_of_the_words, value_lengths
from apigw_mock.apigatewayv2.rules.websocket import (
    mapping_keys,
    mapping_values,
    selection_expression,
)
from apigw_mock.apigatewayv2.tables import existence, sources

# fmt: off
INTEGRATION_RESPONSE = Table[IntegrationResponseFacts](
    resource="IntegrationResponse",
    source=sources.RESPONSE_PAGE,
    kind_of=kinds.of_protocol,
    demands={
        "apiId": existence.API,
        "integrationId": existence.INTEGRATION,
        "protocolType": existence.WEBSOCKET,
        "integrationResponseId": existence.INTEGRATION_RESPONSE,
    },
    fields=(
        Field("contentHandlingStrategy", replaced, sources.TERRAFORM),
        Field("integrationResponseKey", replaced, sources.TERRAFORM),
        Field("responseParameters", per_key, sources.UNSEEN),
        Field("responseTemplates", per_key_and_empty, sources.TEMPLATES),
        Field("templateSelectionExpression", replaced_or_cleared, sources.CLEARED),
    ),
    rules=(
        Rule("IntegrationResponseKey is $default or /regex/", "integrationResponseKey",
             response_key, refusals.InvalidExpression, sources.UNSEEN),
        Rule("IntegrationResponseKey occurs once an integration", "integrationResponseKey",
             unique_response_key, refusals.DuplicateResponseKey, sources.MODEL, sources.SENTENCE),
        Rule("ContentHandlingStrategy is a word of the model", "contentHandlingStrategy",
             one_of_the_words("contentHandlingStrategy"), refusals.InvalidSettingWord, sources.WORDS,
             when=kept("contentHandlingStrategy")),
        Rule("TemplateSelectionExpression selects by the response", "templateSelectionExpression",
             selection_expression("templateSelectionExpression", expressions.RESPONSE_SELECTION), refusals.InvalidExpression, sources.UNSEEN,
             when=kept("templateSelectionExpression")),
        Rule("A response template has at most 32768 characters", "responseTemplates",
             value_lengths("responseTemplates"), refusals.LengthOutOfRange, sources.LENGTHS,
             when=sent("responseTemplates")),
        Rule("A value of ResponseParameters has at most 512 characters", "responseParameters",
             value_lengths("responseParameters"), refusals.LengthOutOfRange, sources.LENGTHS,
             when=sent("responseParameters")),
        Rule("A response parameter is a header of the response", "responseParameters",
             mapping_keys("responseParameters", websocket.is_response_parameter), refusals.InvalidMappingExpression, sources.UNSEEN,
             when=sent("responseParameters")),
        Rule("A response parameter comes from a source or quoted text", "responseParameters",
             mapping_values("responseParameters", websocket.is_response_source), refusals.InvalidMappingExpression, sources.UNSEEN,
             when=sent("responseParameters")),
    ),
)
# fmt: on
