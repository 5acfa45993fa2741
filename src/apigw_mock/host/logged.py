"""
Update calls that note themselves in the log, and others whose refusals are shown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.tables.sources import PAGE, PAGES
from apigw_mock.apigatewayv2.rules import boto3_name
from apigw_mock.errors import ApigwError
from apigw_mock.host.answer import action, json_body, segments
from apigw_mock.host.model import input_members, service_model
from apigw_mock.updates import Refusal, Update, copied, record, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.host.answer import Answer, Document, HostAnswer

    Handler = Callable[[Any, Any], Answer]

_V2_PAGES = "https://docs.aws.amazon.com/goto/WebAPI/apigatewayv2-2018-11-29/"


def actions(
    service: str,
    backend_of: Callable[[Any], Any],
    handlers: Mapping[str, Handler],
) -> dict[str, Callable[[Any], HostAnswer]]:
    """
    Return moto's actions for *handlers*; updates, which all have a Get, are logged.

    Of Create, Put and Delete the failure report shows the refusals.

    Args:
        service: boto3's name of it.
        backend_of: finds moto's backend for a request.
        handlers: by the name of their action, for instance ``update_integration``.
    """
    return {
        name: action(backend_of, _logged(service, name, handler, handlers))
        for name, handler in handlers.items()
    }


def _logged(
    service: str, name: str, handler: Handler, handlers: Mapping[str, Handler]
) -> Handler:
    verb, _, resource = name.partition("_")
    operation = operation_of(name)
    if verb == "get":
        return handler
    if verb != "update":
        return shown_if_refused(service, operation, handler)
    get = handlers[f"get_{resource}"]  # its URL is that of the update

    def handle(backend: Any, request: Any) -> Answer:
        call = LoggedCall(service, operation, request)
        before = _state(get, backend, request)
        try:
            answer = handler(backend, request)
        except ApigwError as error:
            record(call.noted(before, before, _refusal(error)))
            raise
        record(call.noted(before, answer.body, None))
        return answer

    return handle


def operation_of(name: str) -> str:
    """
    Return the operation of an action, for instance of ``update_integration``.
    """
    return "".join(word.title() for word in name.split("_"))


def shown_if_refused(service: str, operation: str, handler: Handler) -> Handler:
    """
    Return *handler*, whose refusals the failure report shows.
    """

    def handle(backend: Any, request: Any) -> Answer:
        try:
            return handler(backend, request)
        except ApigwError as error:
            call = LoggedCall(service, operation, request)
            show(call.noted(None, None, _refusal(error)))
            raise

    return handle


def _state(get: Handler, backend: Any, request: Any) -> Document | None:
    try:
        return get(backend, request).body
    except ApigwError:
        return None


class LoggedCall(NamedTuple):
    """
    One call on its way.
    """

    service: str
    operation: str
    request: Any

    def noted(
        self, before: Document | None, after: Document | None, refusal: Refusal | None
    ) -> Update:
        """
        Return the call for the log, its names as boto3 has them.
        """
        return Update(
            operation=self.operation,
            target=self._target(),
            request=self._sent(),
            before=self._kept(before),
            after=self._kept(after),
            refusal=refusal,
            page=_page(self.service, self.operation),
        )

    def _sent(self) -> Document:
        members = input_members(self.service, self.operation).items()
        names = {member.wire: name for name, member in members if not member.location}
        sent = _as_boto3(self.service, copied(_body(self.request)))
        return {names.get(name, name): value for name, value in sent.items()}

    def _kept(self, document: Document | None) -> Document | None:
        # A copy: the log is the user's, and moto's state is not.
        return document and _as_boto3(self.service, copied(document))

    def _target(self) -> dict[str, str]:
        path = segments(self.request)
        places = _places(self.service, self.operation)
        return {name: path[place] for name, place in places}


def _page(service: str, operation: str) -> str:
    if service == "apigatewayv2":
        return f"{_V2_PAGES}{operation}"
    if operation.startswith("Update"):
        return f"{PAGE}#{operation}-Patch"
    return f"{PAGES}API_{operation}.html"


def _body(request: Any) -> Document:
    try:
        return json_body(request)
    except ApigwError:
        return {}


def _refusal(error: ApigwError) -> Refusal:
    rule: Any = error.rule
    if rule is None:
        return Refusal(error.code, error.status, str(error))
    return Refusal(error.code, error.status, str(error), str(rule), str(rule.ground))


@cache
def _places(service: str, operation: str) -> list[tuple[str, int]]:
    """
    Return the arguments that go into the URL, and the segment that each is.
    """
    model = service_model(service)
    described = model["operations"][operation]
    members = model["shapes"][described["input"]["shape"]]["members"]
    names = {
        member["locationName"]: name
        for name, member in members.items()
        if member.get("location") == "uri"
    }
    template = described["http"]["requestUri"].strip("/").split("/")
    holes = (re.fullmatch(r"\{(\w+)\}", part) for part in template)
    return [(names[hole[1]], place) for place, hole in enumerate(holes) if hole]


def _as_boto3(service: str, document: Document) -> Document:
    """
    Return a document of the wire with the names that boto3 gives its members.
    """
    if service == "apigateway":
        return document
    named = {boto3_name(name): value for name, value in document.items()}
    if isinstance(tls := named.get("TlsConfig"), dict):
        named["TlsConfig"] = {boto3_name(name): value for name, value in tls.items()}
    return named
