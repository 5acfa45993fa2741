"""
What is behind a method: what the test registered, or a function of moto's own.

Nothing here starts a container or sends a request.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from moto.core.config import default_user_config
from moto.core.exceptions import JsonRESTError

from apigw_mock import stubs
from apigw_mock.apigateway.invoke.endpoints import EndpointResponse
from apigw_mock.handlers import FunctionResponse, parsed
from apigw_mock.stubs import MissingStub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.stubs import StubRequest

_OF_HTTP = (
    "No stub answers {}. Stubs are for tests in process: `apigw-mock serve` answers "
    "MOCK integrations, and sends nothing over the network."
)

_is_http: ContextVar[bool] = ContextVar("is_http", default=False)


@contextmanager
def answering_http() -> Iterator[None]:
    """
    Let a missing stub be an answer of AWS's: a server cannot raise errors in a test.
    """
    token = _is_http.set(True)
    try:
        yield
    finally:
        _is_http.reset(token)


class Registered:
    """
    The endpoints of one invocation.

    Attributes:
        missing: what nothing answered, in a sentence. Only through a server; in process
            that is a `MissingStub`.
    """

    def __init__(self) -> None:
        self.missing = ""

    def send(self, request: StubRequest) -> EndpointResponse:
        """
        Return what the test registered for a URL.

        Raises:
            MissingStub: nothing. Through a server, a ``ConnectionError``.
        """
        with self._missing():
            return EndpointResponse(*stubs.send(request))

    def call_function(self, arn: str, event: Any) -> FunctionResponse:
        """
        Return what the test registered for a function, or what moto's own answers.

        Raises:
            MissingStub: neither is there. Through a server, a ``ConnectionError``.
        """
        with self._missing():
            return stubs.call_function(arn, event) or _moto_s_own(arn, event)

    @contextmanager
    def _missing(self) -> Iterator[None]:
        try:
            yield
        except MissingStub as error:
            if not _is_http.get():
                raise
            self.missing = _OF_HTTP.format(error.uri)
            raise ConnectionError(self.missing) from None


# --- moto's own functions ---------------------------------------------------------


def _moto_s_own(arn: str, event: Any) -> FunctionResponse:
    """
    Return what moto answers for a function without a container.

    Raises:
        MissingStub: moto has no such function, or needs a container to call it.
    """
    backend = _simple_backend(arn)
    if backend is None:
        raise stubs.missing_function(arn, _needs_docker(arn))
    payload = backend.invoke(arn, None, json.dumps(event), {}, {})
    return FunctionResponse(payload, is_error=False, request_id=str(uuid4()))


def _simple_backend(arn: str) -> Any:
    """
    Return moto's backend of Lambda that needs no container, if it has the function.
    """
    if default_user_config.get("lambda", {}).get("use_docker", True) is not False:
        return None
    return _having(arn, "awslambda_simple", "lambda_simple_backends")


def _needs_docker(arn: str) -> str:
    if not _having(arn, "awslambda", "lambda_backends"):
        return ""
    return "moto has this function, but can only run it in Docker"


def _having(arn: str, module: str, name: str) -> Any:
    """
    Return moto's backend that has a function, or None.
    """
    # Where the module was not imported, there are no functions.
    backends = getattr(sys.modules.get(f"moto.{module}.models"), name, {})
    parts = parsed(arn)
    if parts is None:
        return None
    _, _, _, region, account, *_ = arn.split(":")
    backend = dict.get(dict.get(backends, account, {}), region)  # creates none
    return backend if backend and _is_there(backend.get_function, arn) else None


def _is_there(get_function: Callable[[str, None], Any], arn: str) -> bool:
    try:
        get_function(arn, None)
    except JsonRESTError:
        return False
    return True
