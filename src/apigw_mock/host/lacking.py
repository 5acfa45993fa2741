"""
Refuse all operations of API Gateway that moto lacks in the same way.

moto itself raises some internal error, sends a 404, or mistakes the operation for
another.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from botocore import xform_name
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.core.models import botocore_stubber

from apigw_mock.errors import NotMocked
from apigw_mock.host.guard import Replacement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# By the service's name in botocore's events: the class that has moto's actions.
_KINDS: dict[str, Any] = {
    "api-gateway": APIGatewayResponse,
    "apigatewayv2": ApiGatewayV2Response,
}

_asking: ContextVar[bool] = ContextVar("asking", default=False)


class NoAnswer:
    """
    Stands for moto's answer to an operation that it lacks.

    It raises nothing at once. A handler that the user registered first may answer, and
    botocore takes that answer.

    Raises:
        NotMocked: when botocore reads one of its attributes.
    """

    def __init__(self, operation: str) -> None:
        self._operation = operation

    def __getattr__(self, name: str) -> NoReturn:
        raise NotMocked(self._operation)


def replacements() -> Iterator[Replacement]:
    """
    Yield the replacements that answer with `NoAnswer` for what moto lacks.
    """
    stubber = type(botocore_stubber)
    yield Replacement(stubber, "__call__", _answering(vars(stubber)["__call__"]))
    for kind in _KINDS.values():
        yield Replacement(kind, "_dispatch", dispatching(kind._dispatch))  # noqa: SLF001  # each action goes through it


def _answering(call: Callable[..., Any]) -> Callable[..., Any]:
    """
    Return *call*, moto's handler of requests, with `NoAnswer` for what moto lacks.

    Where moto does not answer (say a URL that it passes through), this does not either.
    """

    def answer(stubber: Any, event_name: str, request: Any, **more: Any) -> Any:
        service, _, operation = event_name.partition(".")[2].rpartition(".")
        if not is_lacking(service, operation):
            return call(stubber, event_name, request, **more)
        token = _asking.set(True)
        try:
            answered = call(stubber, event_name, request, **more) is not None
        finally:
            _asking.reset(token)
        return NoAnswer(operation) if answered else None

    return answer


def is_lacking(service: str, operation: str) -> bool:
    """
    Whether an operation of API Gateway is missing in both moto and this package.

    Args:
        service: the service in botocore's events, for instance ``api-gateway``.
        operation: for instance ``GetSdkTypes``.
    """
    kind = _KINDS.get(service)
    return kind is not None and not hasattr(kind, xform_name(operation))


@cache
def dispatching(dispatch: Callable[..., Any]) -> Callable[..., Any]:
    """
    Return moto's *dispatch*, but do nothing for an operation that moto lacks.

    Cached, so that the short way knows whether somebody has replaced it.
    """

    def dispatched(response: Any, *args: Any, **kwargs: Any) -> Any:
        if _asking.get():
            return 404, {}, ""
        return dispatch(response, *args, **kwargs)

    return dispatched
