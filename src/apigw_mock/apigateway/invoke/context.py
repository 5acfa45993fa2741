"""
The value of ``$context`` in a test invocation.
"""

from __future__ import annotations

import secrets
import time
import uuid
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.evidence import documented, inferred, recorded, reported

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.invoke.request import Request
    from apigw_mock.apigateway.invoke.setup import Setup
    from apigw_mock.evidence import Evidence

_TRACE = 24  # digits
MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@dataclass(frozen=True)
class Moment:
    """
    One invocation: its identifier, and when it was.

    Args:
        request_id: a UUID.
        seconds: since 1970.
    """

    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    seconds: float = field(default_factory=time.time)

    @property
    def parts(self) -> time.struct_time:
        """
        The time in UTC.
        """
        return time.gmtime(self.seconds)

    @property
    def trace(self) -> str:
        """
        The root of the trace, as X-Ray writes it.
        """
        return f"1-{int(self.seconds):08x}-{self.code[:_TRACE]}"

    @property
    def code(self) -> str:
        """
        The hexadecimal digits of the identifier.
        """
        return self.request_id.replace("-", "")


class Variable(NamedTuple):
    """
    A row: one variable of ``$context``.

    Args:
        name: with dots, for instance ``identity.sourceIp``.
        says: its value, in words.
        value: makes it, of the method, the request and the moment.
        evidence: how that is known.
    """

    name: str
    says: str
    value: Callable[[Setup, Request, Moment], Any]
    evidence: Evidence


def _always(text: str | None) -> Callable[[Setup, Request, Moment], str | None]:
    return lambda _, __, ___: text


def _time(moment: Moment) -> str:
    at = moment.parts
    clock = f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}"
    return f"{at.tm_mday:02}/{MONTHS[at.tm_mon - 1]}/{at.tm_year}:{clock} +0000"


_VARIABLES = documented("developer guide, api-gateway-mapping-template-reference")
_CAPTURED = reported("captures of the console's passthrough template in public files")
_KEYS = recorded(
    "localstack test_apigateway_sqs: the name is among the keys; that it has no value in a test invocation is inferred"
)
_LOGGED = reported("published events of test invocations")
# fmt: off
# Where Java puts two names in one place of a map, the order of the rows counts.
VARIABLES = (
    Variable("path", "the path that was asked for, without a stage", lambda _, request, __: request.path, _CAPTURED),
    Variable("accountId", "the id of the caller's account", lambda setup, _, __: setup.caller.account, _VARIABLES),
    Variable("apiId", "the id of the API", lambda setup, _, __: setup.api_id, _VARIABLES),
    Variable("domainName", "testPrefix.testDomainName", _always("testPrefix.testDomainName"), _LOGGED),
    Variable("deploymentId", "nothing: the method is not deployed", _always(None), _KEYS),
    Variable("domainPrefix", "testPrefix", _always("testPrefix"), _LOGGED),
    Variable("extendedRequestId", "new for each invocation", lambda _, __, ___: b64encode(secrets.token_bytes(11)).decode(), _VARIABLES),
    Variable("httpMethod", "the method that was asked for", lambda _, request, __: request.method, _VARIABLES),
    Variable("requestId", "new for each invocation, and the one of the log", lambda _, __, moment: moment.request_id, recorded("localstack TestApigatewayTestInvoke")),
    Variable("identity.accessKey", "that of the caller", lambda setup, _, __: setup.caller.access_key, _CAPTURED),
    Variable("identity.accountId", "that of the caller", lambda setup, _, __: setup.caller.account, _CAPTURED),
    Variable("identity.apiKey", "test-invoke-api-key", _always("test-invoke-api-key"), _CAPTURED),
    Variable("identity.apiKeyId", "test-invoke-api-key-id", _always("test-invoke-api-key-id"), _LOGGED),
    Variable("identity.caller", "the caller's account", lambda setup, _, __: setup.caller.account, _CAPTURED),
    Variable("identity.cognitoAuthenticationProvider", "nothing", _always(None), _KEYS),
    Variable("identity.cognitoAuthenticationType", "nothing", _always(None), _KEYS),
    Variable("identity.cognitoIdentityId", "nothing", _always(None), _KEYS),
    Variable("identity.cognitoIdentityPoolId", "nothing", _always(None), _KEYS),
    Variable("identity.sourceIp", "test-invoke-source-ip", _always("test-invoke-source-ip"), _CAPTURED),
    Variable("identity.principalOrgId", "nothing", _always(None), _KEYS),
    Variable("identity.user", "the caller's account", lambda setup, _, __: setup.caller.account, _CAPTURED),
    Variable("identity.userAgent", "that of the caller", lambda setup, _, __: setup.caller.user_agent, _CAPTURED),
    Variable("identity.userArn", "that of the caller", lambda setup, _, __: setup.caller.arn, _CAPTURED),
    Variable("protocol", "HTTP/1.1", _always("HTTP/1.1"), inferred("AWS's own examples; nobody has published that of a test invocation")),
    Variable("requestOverride", "what templates set: header, path, querystring", lambda _, __, ___: {"header": {}, "path": {}, "querystring": {}}, recorded("localstack test_integration_mock_with_request_overrides_in_response_template")),
    Variable("requestTime", "for instance 05/Mar/2022:15:50:39 +0000", lambda _, __, moment: _time(moment), _LOGGED),
    Variable("requestTimeEpoch", "in milliseconds", lambda _, __, moment: int(moment.seconds * 1000), _VARIABLES),
    Variable("resourceId", "the id of the resource", lambda setup, _, __: setup.resource_id, _VARIABLES),
    Variable("resourcePath", "the path of the resource, for instance /pets/{id}", lambda setup, _, __: setup.resource_path, _VARIABLES),
    Variable("responseOverride", "what templates set: status, header", lambda _, __, ___: {"header": {}}, recorded("localstack test_integration_mock_with_response_override_in_request_template")),
    Variable("stage", "test-invoke-stage", _always("test-invoke-stage"), _LOGGED),
)
# fmt: on


def values_of(setup: Setup, request: Request, moment: Moment) -> dict[str, Any]:
    """
    Return the values of all variables, nested as their names are.
    """
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        inner, _, name = variable.name.rpartition(".")
        holder = values.setdefault(inner, {}) if inner else values
        holder[name] = variable.value(setup, request, moment)
    return values
