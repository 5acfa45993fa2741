"""
Actions that are moto's own, behind a look at the JSON types of what they are sent.

moto takes any type and stores it, and over what it has stored it breaks later, or
botocore does.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock.host import apigateway, apigatewayv2
from apigw_mock.host.answer import Answer, action, check_types, json_body
from apigw_mock.host.guard import Patch
from apigw_mock.host.logged import operation_of, shown_if_refused
from apigw_mock.host.model import body_members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WRITERS = ("create_", "put_", "reimport_", "tag_", "update_")
_DOCUMENTS = ("put_rest_api",)  # what they take is no JSON of the service model's
# By boto3's name of the service: the class of moto's actions, ours, and the backend.
_KINDS: dict[str, tuple[Any, dict[str, Any], Callable[[Any], Any]]] = {
    "apigateway": (APIGatewayResponse, apigateway.ACTIONS, attrgetter("backend")),
    "apigatewayv2": (
        ApiGatewayV2Response,
        apigatewayv2.ACTIONS,
        attrgetter("apigatewayv2_backend"),
    ),
}


def patches() -> Iterator[Patch]:
    """
    Yield each action of moto's own that writes, with the look before it.
    """
    for service, (kind, ours, _) in _KINDS.items():
        others = {*ours, *_DOCUMENTS}
        for name, own in [*vars(kind).items()]:
            if name.startswith(_WRITERS) and name not in others:
                yield Patch(kind, name, _behind(_look(service, name), own))


def _behind(look: Callable[[Any], Any], own: Callable[[Any], Any]) -> Any:
    def answer(request: Any) -> Any:
        look(request)
        return own(request)

    return answer


@cache
def _look(service: str, name: str) -> Callable[[Any], Any]:
    operation, (_, _, backend_of) = operation_of(name), _KINDS[service]

    def handle(_: Any, request: Any) -> Answer:
        if not _imports(request):
            check_types(json_body(request), body_members(service, operation))
        return Answer(200, None)

    return action(backend_of, shown_if_refused(service, operation, handle))


def _imports(request: Any) -> bool:
    """
    Whether moto makes an import of what else creates: its body is a document.
    """
    return ("mode", "import") in parse_qsl(urlsplit(request.uri).query)
