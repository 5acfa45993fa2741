"""
What is behind a method: HTTP endpoints and functions, as an invocation asks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from apigw_mock.handlers import FunctionResponse
    from apigw_mock.stubs import StubRequest


@dataclass(frozen=True)
class EndpointResponse:
    """
    What an HTTP endpoint answers, or another service of AWS's.

    Args:
        status: the HTTP status.
        headers: all values of each header, by the names that were answered.
        body: as it was answered.
    """

    status: int
    headers: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""


class Endpoints(Protocol):
    """
    Everything that integrations call.

    Both methods raise ``TimeoutError`` if no answer came in time, ``ConnectionError``
    if there is nobody to ask, and ``MissingStub`` if a test has registered no answer.
    An event that is nested too deeply to be handed on is a ``RecursionError``.
    """

    def send(self, request: StubRequest) -> EndpointResponse:
        """
        Return what answers an HTTP request.
        """

    def call_function(self, arn: str, event: Any) -> FunctionResponse:
        """
        Return what a function answers to an event.

        Args:
            arn: as it is in the integration's URI, with its alias or version.
            event: what ``json.loads`` gives.
        """


class Nobody:
    """
    Endpoints of which none can be reached.
    """

    def send(self, request: StubRequest) -> EndpointResponse:
        """
        Refuse to send a request.
        """
        raise ConnectionError(request.url)

    def call_function(self, arn: str, event: Any) -> FunctionResponse:
        """
        Refuse to call a function.
        """
        del event
        raise ConnectionError(arn)
