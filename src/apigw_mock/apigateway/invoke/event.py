"""
The event that AWS_PROXY sends to a function.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke.content import BINARY, converted
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.request import last_values
from apigw_mock.evidence import documented, recorded, reported
from apigw_mock.invocations import as_text
from apigw_mock.velocity.order import hash_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.apigateway.invoke.running import Running

_LEFT_OUT = {"requestOverride", "responseOverride"}

_EVENT = recorded("localstack test_lambda_aws_proxy_integration")
# fmt: off
FACTS = (
    Fact("members", "resource, path, httpMethod, headers, multiValueHeaders, queryStringParameters, multiValueQueryStringParameters, pathParameters, stageVariables, requestContext, body, isBase64Encoded", _EVENT),
    Fact("what is not there", "null: headers, parameters and variables that were not sent, an empty body", _EVENT),
    Fact("one value and all", "headers and queryStringParameters have the last value of each, the others all", _EVENT),
    Fact("path", "as it was sent, escaped and with a slash at its end; several slashes at its beginning are one", _EVENT),
    Fact("mappings", "requestParameters do nothing", recorded("localstack test_lambda_aws_proxy_integration_request_data_mapping")),
    Fact("requestContext", "the variables of $context but for the overrides; those of identity are null if they are not there; the order is that of a Java HashMap", recorded("localstack test_lambda_aws_proxy_integration; of a test invocation reported: published events")),
    Fact("requestContext.deploymentId", "not there: the method is not deployed", reported("published events of test invocations")),
    Fact("body", "text. Of a binary media type, or if it is not UTF-8, base64, and isBase64Encoded is true", documented("developer guide, lambda-proxy-binary-media; of what is not UTF-8 reported: localstack's events")),
)
# fmt: on


def event_of(running: Running) -> dict[str, Any]:
    """
    Return the event of a request.
    """
    request = running.request
    body, is_encoded = _body(running)
    return {
        "resource": request.resource_path,
        "path": re.sub("^/+", "/", request.path),
        "httpMethod": request.method,
        "headers": last_values(request.headers) or None,
        "multiValueHeaders": request.headers or None,
        "queryStringParameters": last_values(request.query) or None,
        "multiValueQueryStringParameters": request.query or None,
        "pathParameters": request.parameters or None,
        "stageVariables": dict(request.stage_variables) or None,
        "requestContext": _context(running.variables),
        "body": body or None,
        "isBase64Encoded": is_encoded,
    }


def _body(running: Running) -> tuple[str, bool]:
    body = running.request.body
    if running.kind_in(running.request.header("Content-Type")) == BINARY:
        return converted(body, "request", "CONVERT_TO_TEXT", BINARY).text, bool(body)
    text = as_text(body)
    return text, text.encode() != body


def _context(values: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the variables of ``$context``, and nulls only in its maps.
    """
    return {
        name: _in_order(values[name])
        for name in hash_order(values)
        if name not in _LEFT_OUT and values[name] is not None
    }


def _in_order(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: value[name] for name in hash_order(value)}
