"""
Who answers an operation of API Gateway inside a scope.
"""

from __future__ import annotations

from importlib.metadata import version

import pytest
from botocore import xform_name
from needs import NEWEST as NEEDS_NEWEST

from apigw_mock.host.http_websocket.actions import ACTIONS as HTTP_WEBSOCKET
from apigw_mock.host.lacking import is_lacking
from apigw_mock.host.model import service_model
from apigw_mock.host.rest.actions import ACTIONS as REST
from apigw_mock.host.routes import routes

ACTIONS = {"apigateway": REST, "apigatewayv2": HTTP_WEBSOCKET}
EVENTS = {"apigateway": "api-gateway", "apigatewayv2": "apigatewayv2"}
SERVICES = tuple(ACTIONS)

# Pages show what the newest moto answers.
NEWEST = pytest.mark.skipif(
    tuple(map(int, version("moto").split(".")[:2])) < (5, 2),
    reason=NEEDS_NEWEST,
)


def answerer(service: str, operation: str) -> str:
    (action,) = {one.action for one in routes(service) if one.operation == operation}
    if action in ACTIONS[service]:
        return "this package"
    return "nobody" if is_lacking(EVENTS[service], operation) else "moto"


def answered_by(who: str, service: str) -> set[str]:
    """
    Return the calls of a service that *who* answers, in boto3's spelling.
    """
    return {
        xform_name(operation)
        for operation in service_model(service)["operations"]
        if answerer(service, operation) == who
    }
