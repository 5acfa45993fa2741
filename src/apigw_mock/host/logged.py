"""
Log update calls, and show refused calls of other kinds in the failure report.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from apigw_mock.apigateway.tables.sources import PAGE, PAGES
from apigw_mock.apigatewayv2.fields import boto3_name
from apigw_mock.errors import ApigwError
from apigw_mock.host.answer import action
from apigw_mock.host.model import answer_members, body_members, in_boto3
from apigw_mock.host.refused import refusal_of
from apigw_mock.updates import Update, copied, record, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.host.answer import (
        Answer,
        AnyHandler,
        Document,
        Handler,
        HostAnswer,
    )
    from apigw_mock.host.model import Member
    from apigw_mock.host.requests import Request
    from apigw_mock.updates import Refusal

A = TypeVar("A")

_V2_PAGES = "https://docs.aws.amazon.com/goto/WebAPI/apigatewayv2-2018-11-29/"
# Makes boto3's form of a name that the service model does not have.
_OTHER_NAMES = {"apigatewayv2": boto3_name}


def actions(
    service: str,
    backend_of: Callable[[Any], Any],
    handlers: Mapping[str, Handler],
    *,
    more: Mapping[str, AnyHandler] | None = None,
) -> dict[str, Callable[[Any], HostAnswer]]:
    """
    Return moto's actions for *handlers*. Updates are logged.

    Each update needs a Get. The failure report also shows refused Create, Put and
    Delete calls.

    Args:
        service: boto3's name of it.
        backend_of: finds moto's backend for a request.
        handlers: by the name of their action, for instance ``update_integration``.
        more: handlers whose successful calls the report shows in their own way.
    """
    logged: dict[str, AnyHandler] = {
        name: _logged(name, handler, handlers) for name, handler in handlers.items()
    }
    for name, later in (more or {}).items():
        logged[name] = shown_if_refused(later)
    return dict.fromkeys(logged, action(service, backend_of, logged))


def _logged(name: str, handler: Handler, handlers: Mapping[str, Handler]) -> Handler:
    verb, _, resource = name.partition("_")
    if verb == "get":
        return handler
    if verb != "update":
        return shown_if_refused(handler)
    get = handlers[f"get_{resource}"]  # it reads the target of the update

    def handle(backend: Any, request: Request) -> Answer:
        call = LoggedCall(request)
        before = _state(get, backend, request)
        try:
            answer = handler(backend, request)
        except ApigwError as error:
            record(call.noted(before, before, refusal_of(error, call)))
            raise
        record(call.noted(before, answer.body, None))
        return answer

    return handle


def shown_if_refused(
    handler: Callable[[Any, Request], A],
) -> Callable[[Any, Request], A]:
    """
    Return *handler*, whose refusals the failure report shows.
    """

    def handle(backend: Any, request: Request) -> A:
        try:
            return handler(backend, request)
        except ApigwError as error:
            call = LoggedCall(request)
            show(call.noted(None, None, refusal_of(error, call)))
            raise

    return handle


def note_unjudged(request: Request) -> None:
    """
    Note a call that moto answers by itself: an update in the log, all in the report.
    """
    noted = LoggedCall(request).noted(None, None, None)
    is_update = request.route.action.startswith("update_")
    (record if is_update else show)(replace(noted, judged=False))


def _state(get: Handler, backend: Any, request: Request) -> Document | None:
    try:
        return get(backend, request).body
    except ApigwError:
        return None


class LoggedCall(NamedTuple):
    """
    One call that is to be logged.
    """

    request: Request

    @property
    def service(self) -> str:
        return self.request.route.service

    @property
    def operation(self) -> str:
        return self.request.route.operation

    @property
    def target(self) -> dict[str, str]:
        """
        The identifiers that the call names.
        """
        named = self.request.target.items()
        return {name: value for name, value in named if isinstance(value, str)}

    def noted(
        self, before: Document | None, after: Document | None, refusal: Refusal | None
    ) -> Update:
        """
        Return the call for the log, with boto3's names.
        """
        route = self.request.route
        return Update(
            operation=route.operation,
            target=self.target,
            request=self.sent(),
            before=self._kept(before),
            after=self._kept(after),
            refusal=refusal,
            page=_page(route.service, route.operation),
        )

    def sent(self) -> Document:
        """
        Return what was sent besides the target, with boto3's names.
        """
        route, target = self.request.route, self.target
        named = self.request.target.items()
        rest = {name: value for name, value in named if name not in target}
        members = body_members(route.service, route.operation)
        return {**rest, **self._named(_body(self.request), members)}

    def boto3_name(self, wire: str) -> str:
        """
        Return boto3's name of a member that was sent.
        """
        route = self.request.route
        members = body_members(route.service, route.operation)
        return next(iter(in_boto3({wire: None}, members, self._other)))

    def _kept(self, document: Document | None) -> Document | None:
        route = self.request.route
        members = answer_members(route.service, route.operation)
        return document and self._named(document, members)

    def _named(self, document: Document, members: Mapping[str, Member]) -> Document:
        # A copy, because users may modify the log but not moto's state.
        return in_boto3(copied(document), members, self._other)

    @property
    def _other(self) -> Callable[[str], str]:
        return _OTHER_NAMES.get(self.service, str)


def _page(service: str, operation: str) -> str:
    if service == "apigatewayv2":
        return f"{_V2_PAGES}{operation}"
    if operation.startswith("Update"):
        return f"{PAGE}#{operation}-Patch"
    return f"{PAGES}API_{operation}.html"


def _body(request: Request) -> Document:
    try:
        return request.body
    except ApigwError:
        return {}
