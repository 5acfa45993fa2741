"""
Functions that tests register: they are called as Lambda's Python runtime calls them.
"""

from __future__ import annotations

import json
import math
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from time import time
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

if TYPE_CHECKING:
    from types import TracebackType

Handler = Callable[[Any, Any], Any]

_PATIENCE = 29_000  # ms that API Gateway waits for a function by default
_LATEST = "$LATEST"


class FunctionArn(NamedTuple):
    """
    The parts of a function's ARN.

    Args:
        plain: the ARN without an alias or version.
        name: of the function.
        qualifier: its alias or version, or empty.
    """

    plain: str
    name: str
    qualifier: str


def parsed(arn: str) -> FunctionArn | None:
    """
    Return the parts of a function's ARN, or None if it is not one.
    """
    parts = arn.split(":")
    if len(parts) not in {7, 8} or not all(parts):
        return None
    if (parts[0], parts[2], parts[5]) != ("arn", "lambda", "function"):
        return None
    return FunctionArn(":".join(parts[:7]), parts[6], "".join(parts[7:]))


@dataclass
class Identity:
    """
    The Cognito identity of a call. API Gateway sends none.
    """

    cognito_identity_id: str | None = None
    cognito_identity_pool_id: str | None = None


@dataclass
class LambdaContext:
    """
    The second argument of a handler, with what Lambda's own has.

    Args:
        invoked_function_arn: with the alias or version that was called.
        function_name: of the function.
        function_version: the version that was called, or ``$LATEST``.
    """

    invoked_function_arn: str
    function_name: str
    function_version: str = _LATEST
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))
    memory_limit_in_mb: str = "128"  # text, as in Lambda
    log_group_name: str = ""
    log_stream_name: str = ""
    identity: Identity = field(default_factory=Identity)
    client_context: None = None
    tenant_id: None = None

    def __post_init__(self) -> None:
        self._deadline = time() * 1000 + _PATIENCE
        self.log_group_name = f"/aws/lambda/{self.function_name}"
        self.log_stream_name = f"[{self.function_version}]{self.aws_request_id}"

    def get_remaining_time_in_millis(self) -> int:
        """
        Return the milliseconds that are left until API Gateway gives up.
        """
        return max(0, int(self._deadline - time() * 1000))

    def log(self, message: object) -> None:
        """
        Print *message* as it is.
        """
        sys.stdout.write(str(message))


class FunctionResponse(NamedTuple):
    """
    What Lambda answers when a function was called.

    Args:
        payload: the JSON that the function returned, or Lambda's document of its error:
            ``{"errorMessage", "errorType", …}``.
        is_error: whether it is the document of an error.
        request_id: of the call at Lambda.
    """

    payload: bytes
    is_error: bool
    request_id: str


def context_of(arn: str) -> LambdaContext:
    """
    Return the context of a call.
    """
    parts = parsed(arn) or FunctionArn(arn, arn, "")
    version = parts.qualifier if parts.qualifier.isdigit() else _LATEST
    return LambdaContext(arn, parts.name, version)


def call_handler(
    handler: Handler,
    arn: str,
    event: Any,
    passing: tuple[type[Exception], ...] = (TimeoutError,),
) -> FunctionResponse:
    """
    Call a handler, and return what Lambda answers.

    Args:
        handler: takes the event and a context.
        arn: of the function, with the alias or version that is called.
        event: what the handler gets.
        passing: the exceptions that are no errors of the function. They are raised.
    """
    context = context_of(arn)
    try:
        returned = handler(event, context)
    except passing:
        raise
    except Exception as error:  # noqa: BLE001  # Lambda answers every error alike
        name, trace = type(error).__name__, _trace(error.__traceback__)
        return _failed(context, _message(error), name, trace)
    return answer_with(returned, context)


def answer_with(returned: Any, context: LambdaContext) -> FunctionResponse:
    """
    Return what Lambda answers when a handler returned this value.
    """
    request_id = context.aws_request_id
    if isinstance(returned, bytes):
        return FunctionResponse(returned, is_error=False, request_id=request_id)
    try:
        payload = as_json(returned)
    except Exception as error:  # noqa: BLE001  # as above
        why = f"Unable to marshal response: {error}"
        return _failed(context, why, "Runtime.MarshalError", [])
    return FunctionResponse(payload, is_error=False, request_id=request_id)


def as_json(value: Any) -> bytes:
    """
    Return the JSON of what a handler returned, as Lambda writes it.

    Raises:
        TypeError: it is not JSON.
        ValueError: it contains itself.
        RecursionError: it is nested too deeply.
    """
    return json.dumps(value, default=_encoded).encode()


def _encoded(value: Any) -> float:
    if not isinstance(value, Decimal):
        kind = type(value).__name__
        raise TypeError(f"Object of type {kind} is not JSON serializable")
    if value.is_nan():
        return math.nan
    whole = value.is_finite() and value == value.to_integral_value()
    return int(value) if whole else float(value)


def _failed(
    context: LambdaContext, why: str, name: str, trace: list[str]
) -> FunctionResponse:
    """
    Return the answer to an error: the document that Lambda's Python runtime sends.
    """
    document = {
        "errorMessage": why,
        "errorType": name,
        "requestId": context.aws_request_id,
        "stackTrace": trace,
    }
    payload = json.dumps(document).encode()
    return FunctionResponse(payload, is_error=True, request_id=context.aws_request_id)


def _message(error: Exception) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  # the test's own __str__ may raise anything
        return ""


def _trace(raised: TracebackType | None) -> list[str]:
    own = traceback.extract_tb(raised)[1:]  # the first frame is ours
    # As in Lambda, without the marks below the line that Python 3.11 adds.
    frames = [(one.filename, one.lineno or 0, one.name, one.line) for one in own]
    return traceback.format_list(frames)
