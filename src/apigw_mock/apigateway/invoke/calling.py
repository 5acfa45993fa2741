"""
Call the integration: what a backend is asked, and what it answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import NO_STATUS_CODE
from apigw_mock.evidence import recorded, reported
from apigw_mock.refusal import ApigwError
from apigw_mock.velocity import jsonsmart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.apigateway.rows import Document

_SMALLEST, _GREATEST = -(2**63), 2**63 - 1  # of a Java long

# fmt: off
FACTS = (
    Fact("MOCK", "what the request template prints is read as lenient JSON; its statusCode is what selection patterns match", recorded("localstack test_integration_mock_with_response_override_in_request_template; the lenient JSON reported: localstack tests/unit/services/apigateway/test_mock_integration.py")),
    Fact("MOCK without a template", "the body of the request is read so", reported("aws/aws-cdk#16323")),
    Fact("MOCK's answer", "$input.body of a response template is {}, and $input.params() are those of the request", recorded("localstack test_integration_mock_with_request_overrides_in_response_template")),
)
# fmt: on


@dataclass(eq=False)
class IntegrationNotMocked(ApigwError, NotImplementedError):
    """
    An integration was to be called that is not MOCK. AWS has no such answer.

    In process it is raised as it is. A server sends it as an HTTP answer.
    """

    code: ClassVar[str] = "NotImplementedException"
    type: str
    uri: str

    def __str__(self) -> str:
        return (
            f"The method has an integration of type {self.type} with {self.uri}. Only "
            "MOCK integrations are answered. Nothing is wrong with the call."
        )


@dataclass(frozen=True)
class EndpointRequest:
    """
    What the integration is asked.

    Args:
        method: the HTTP method of the integration.
        path, querystring, headers: from mappings and overrides.
        body: what the request template printed, or the body that was sent.
    """

    method: str
    path: Mapping[str, Any]
    querystring: Mapping[str, Any]
    headers: Mapping[str, Any]
    body: str


@dataclass(frozen=True)
class EndpointResponse:
    """
    What the integration answers.

    Args:
        status: its status code, which selection patterns match.
        headers: by their names.
        body: text.
    """

    status: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


Backend = Callable[[EndpointRequest], EndpointResponse]


def backend_of(integration: Document) -> Backend:
    """
    Return what answers an integration.

    Raises:
        IntegrationNotMocked: nothing here does.
    """
    kind = integration.get("type", "")
    if kind not in _BACKENDS:
        raise IntegrationNotMocked(kind, integration.get("uri", "no URI"))
    return _BACKENDS[kind]


def mock(request: EndpointRequest) -> EndpointResponse:
    """
    Answer as a MOCK integration: with the status code that the body names.

    Raises:
        Failed: the body names none.
    """
    try:
        read = jsonsmart.read(request.body)
    except ValueError:
        read = None
    status = read.get("statusCode") if isinstance(read, dict) else None
    if type(status) is not int or not _SMALLEST <= status <= _GREATEST:
        raise NO_STATUS_CODE.error()
    return EndpointResponse(str(status))


_BACKENDS: dict[str, Backend] = {"MOCK": mock}
