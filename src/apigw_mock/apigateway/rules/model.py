"""
Models: those that every API has, their names, and the checks of a schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import EmptySchema, InvalidSchema
from apigw_mock.apigateway.rows import Call, Facts
from apigw_mock.apigateway.schemas import flaws_in

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Given

# What API Gateway makes with every API: recorded in localstack's test_model_lifecycle.
# The white space of the schemas is that of the AWS CLI's examples of get-models.
DEFAULT_MODELS = {
    "Empty": {
        "name": "Empty",
        "description": "This is a default empty schema model",
        "schema": (
            '{\n  "$schema": "http://json-schema.org/draft-04/schema#",\n'
            '  "title" : "Empty Schema",\n  "type" : "object"\n}'
        ),
        "contentType": "application/json",
    },
    "Error": {
        "name": "Error",
        "description": "This is a default error schema model",
        "schema": (
            '{\n  "$schema" : "http://json-schema.org/draft-04/schema#",\n'
            '  "title" : "Error Schema",\n  "type" : "object",\n  "properties" : {\n'
            '    "message" : { "type" : "string" }\n  }\n}'
        ),
        "contentType": "application/json",
    },
}
_NAME = re.compile(r"[a-zA-Z0-9]+")

ModelCall = Call[Facts]


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def some_schema(_: ModelCall, given: Given) -> None:
    if not given["schema"]:
        raise EmptySchema


def json_schema(call: ModelCall, given: Given) -> None:
    flaws = flaws_in(given["schema"]) if _is_json(call) else []
    if flaws:
        raise InvalidSchema(given["schema"], flaws)


def _is_json(call: ModelCall) -> bool:
    kind, _, _ = call.document.get("contentType", "").partition(";")
    return bool(re.search(r"[/+]json\s*$", kind, re.IGNORECASE))
