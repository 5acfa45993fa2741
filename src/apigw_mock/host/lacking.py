"""
An operation of API Gateway that moto lacks is refused in one way, whichever it is.

moto itself raises what it breaks over first, sends a 404, or takes one operation for
another.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NoReturn

from botocore import xform_name
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.core.models import botocore_stubber

from apigw_mock.errors import NotMocked
from apigw_mock.host.guard import Patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# By the service's name in botocore's events: the class that has moto's actions.
_KINDS: dict[str, Any] = {
    "api-gateway": APIGatewayResponse,
    "apigatewayv2": ApiGatewayV2Response,
}
# Before 5.2, moto's create_rest_api takes documents, too.
_DONE_BY = {"ImportRestApi": "create_rest_api"}

_asking: ContextVar[bool] = ContextVar("asking", default=False)


class NoAnswer:
    """
    Stands for moto's answer to an operation that it lacks.

    Nothing is raised at once: a handler of the user's own may have an answer, which
    botocore takes if that handler was registered first.

    Raises:
        NotMocked: as soon as botocore reads anything of it.
    """

    def __init__(self, operation: str) -> None:
        self._operation = operation

    def __getattr__(self, name: str) -> NoReturn:
        raise NotMocked(self._operation)


def patches() -> Iterator[Patch]:
    """
    Yield what asks moto for all that it has, and for the rest whether it would answer.
    """
    stubber = type(botocore_stubber)
    yield Patch(stubber, "__call__", _answering(vars(stubber)["__call__"]))
    for kind in _KINDS.values():
        yield Patch(kind, "_dispatch", _dispatching(kind._dispatch))  # noqa: SLF001  # each action goes through it


def _answering(call: Callable[..., Any]) -> Callable[..., Any]:
    """
    Return *call*, moto's handler of requests, with `NoAnswer` for what moto lacks.

    Where moto does not answer (a URL that shall pass through, say), neither does this.
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
    Whether an operation is API Gateway's, and neither moto nor this package has it.

    Args:
        service: its name in botocore's events, for instance ``api-gateway``.
        operation: for instance ``GetSdkTypes``.
    """
    action = _DONE_BY.get(operation) or xform_name(operation)
    return service in _KINDS and not hasattr(_KINDS[service], action)


def _dispatching(dispatch: Callable[..., Any]) -> Callable[..., Any]:
    """
    Return moto's *dispatch*, which does nothing for an operation that moto lacks.
    """

    def dispatched(response: Any, *args: Any, **kwargs: Any) -> Any:
        if _asking.get():
            return 404, {}, ""
        return dispatch(response, *args, **kwargs)

    return dispatched
