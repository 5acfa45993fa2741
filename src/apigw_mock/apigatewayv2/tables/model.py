"""
Models of WebSocket APIs: how settings merge, and what AWS refuses.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import kinds
from apigw_mock.apigatewayv2 import model_refusals as refusals
from apigw_mock.apigatewayv2.conditions import creating, sent, sent_any
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.merge import (
    replaced,
    replaced_or_cleared,
    replaced_unless_empty,
)
from apigw_mock.apigatewayv2.refusals import LengthOutOfRange
from apigw_mock.apigatewayv2.rules import model
from apigw_mock.apigatewayv2.rules.model import ModelFacts
from apigw_mock.apigatewayv2.rules.modelled import length, required_length
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import inferred

# fmt: off
MODEL = Table[ModelFacts](
    resource="Model",
    source=sources.MODEL_PAGE,
    kind_of=kinds.of_protocol,
    demands={"apiId": existence.API, "modelId": existence.MODEL},
    fields=(
        Field("contentType", replaced_unless_empty, sources.TERRAFORM),
        Field("description", replaced_or_cleared, sources.TERRAFORM),
        Field("name", replaced, sources.TERRAFORM),
        Field("schema", replaced, sources.TERRAFORM),
    ),
    rules=(
        Rule("Only WebSocket APIs have models", "apiId",
             model.of_websocket, refusals.ModelsNotForProtocol,
             preflight("model-websocket-only, for CreateModel; for UpdateModel inferred")),
        Rule("A model's name has 1 to 128 characters", "name",
             required_length("name"), LengthOutOfRange, sources.LENGTHS, when=sent_any("name")),
        Rule("A model's name has letters and digits", "name",
             model.alphanumeric_name, refusals.UnlikelyModelName,
             preflight("model-name-alphanumeric, for CreateModel; for UpdateModel inferred"), when=sent_any("name")),
        Rule("Each model of an API has its own name", "name",
             model.unique_name, refusals.DuplicateModelName, sources.MODEL, sources.SENTENCE, when=sent_any("name")),
        Rule("ContentType has 1 to 256 characters", "contentType",
             length("contentType"), LengthOutOfRange, sources.LENGTHS, when=sent("contentType")),
        Rule("A model's description has at most 1024 characters", "description",
             length("description"), LengthOutOfRange, sources.LENGTHS, when=sent("description")),
        Rule("A model has a schema", "schema",
             model.has_schema, refusals.MissingSchema, sources.MODEL, sources.SENTENCE, when=creating),
        Rule("Schema has at most 32768 characters", "schema",
             length("schema"), LengthOutOfRange,
             inferred("botocore's service model has the length, AWS's sentence is unseen, and so is its answer to a schema that is not valid JSON: any text is accepted"),
             when=sent("schema")),
    ),
)
# fmt: on
