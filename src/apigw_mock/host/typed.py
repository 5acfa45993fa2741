"""
moto's own actions, behind a check of the JSON types of what they are sent.

moto stores any type. Later it breaks over what it has stored, or botocore does. The
report shows each call in one line, since nothing judges it; updates are also logged.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock.errors import ApigwError
from apigw_mock.host.answer import Answer, HostRefusal
from apigw_mock.host.guard import Replacement
from apigw_mock.host.http_websocket.actions import ACTIONS as HTTP_WEBSOCKET
from apigw_mock.host.logged import note_unjudged, shown_if_refused
from apigw_mock.host.requests import read_request
from apigw_mock.host.rest.actions import ACTIONS as REST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.host.requests import Request

_WRITERS = ("create_", "put_", "reimport_", "tag_", "update_")
# By boto3's name of the service: the class of moto's actions, and our actions.
_KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "apigateway": (APIGatewayResponse, REST),
    "apigatewayv2": (ApiGatewayV2Response, HTTP_WEBSOCKET),
}


def replacements() -> Iterator[Replacement]:
    """
    Yield each action of moto's own that writes, behind the check.
    """
    for service, (kind, _) in _KINDS.items():
        for name in _writers(service):
            yield Replacement(kind, name, _behind_check(service, vars(kind)[name]))


@cache
def _writers(service: str) -> tuple[str, ...]:
    """
    Return the names of moto's own actions that write.
    """
    kind, ours = _KINDS[service]
    writers = (name for name in vars(kind) if name.startswith(_WRITERS))
    return tuple(name for name in writers if name not in ours)


def _behind_check(service: str, own: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def answer(original: Any) -> Any:
        try:
            request = read_request(service, original)
            _check(None, request)
        except ApigwError as error:
            raise HostRefusal(error) from error
        note_unjudged(request)
        return own(original)

    return answer


@shown_if_refused
def _check(_: Any, request: Request) -> Answer:
    return Answer(200, request.sent())
