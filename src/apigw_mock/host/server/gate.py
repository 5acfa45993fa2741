"""
The application in front of moto's: it reads, passes on and repairs.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Response

from apigw_mock.errors import (
    ApigwError,
    HostFailed,
    NotMocked,
)
from apigw_mock.host.answer import HostRefusal
from apigw_mock.host.endpoints import answering_http
from apigw_mock.host.server.calls import (
    check_region,
    is_for_another,
    put_body,
    put_first,
    read_body,
    read_call,
    resets,
    scope_of,
    settle,
)
from apigw_mock.host.server.lines import log_answer, one_line
from apigw_mock.host.server.own import find_own
from apigw_mock.host.server.turns import Turns
from apigw_mock.inputs import BODY_IS_THERE, KNOWN_URL
from apigw_mock.updates import forget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apigw_mock.host.routes import Route
    from apigw_mock.host.server.admission import Admission
    from apigw_mock.host.server.calls import Environ, HttpCall
    from apigw_mock.updates import Updates

    Application = Callable[[Environ, Any], Iterable[bytes]]

_ERROR = 400  # the lowest HTTP status that is an error
_SERVER_ERROR = 500  # from here on, clients try again
_OF_CORS = "access-control-"

log = logging.getLogger("apigw_mock.server")


class Gate:
    """
    The application in front of moto's: admits, reads, passes on and logs each call.

    Args:
        application: moto's own.
        region: of requests that name none, for instance ``us-east-1``.
        updates: the log of update calls.
        admission: who may call.
    """

    def __init__(
        self,
        application: Application,
        region: str,
        updates: Updates,
        admission: Admission,
    ) -> None:
        self.application = application
        self.region = region
        self.updates = updates
        self.admission = admission
        self.turns = Turns()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        call = read_call(environ)
        try:
            self.admission.check(environ)
            if own := find_own(call):
                return own(call, self)(environ, start_response)
            if is_for_another(call):
                return self.pass_on(call)(environ, start_response)
            response = self.answer(call)
        except ApigwError as error:
            response = refused(error)
        log_answer(call, response)
        return response(environ, start_response)

    def pass_on(self, call: HttpCall) -> Response:
        """
        Pass the call to moto, which has other services and its own interface.

        Raises:
            HostFailed: moto has no such service, or failed.
        """
        target = f"{call.method} {call.path}"
        scope = scope_of(call)
        if scope:
            put_first(call.environ, scope.credential)
        try:
            response = self.reset(call) if resets(call) else self.ask(call)
        except Exception as error:
            log.exception("moto failed to answer %s", one_line(target))
            raise HostFailed(one_line(target), repr(error)) from None
        log.info("%s → %s", one_line(target), response.status_code)
        return response

    def reset(self, call: HttpCall) -> Response:
        """
        Let moto forget everything, while no call of API Gateway's runs.
        """
        put_body(call.environ, b"")  # moto needs none: do not wait for the client's
        with self.turns.alone():
            response = self.ask(call)
            self.updates.clear()
            forget()
        return response

    def ask(self, call: HttpCall) -> Response:
        """
        Return the answer of moto's application, which pages of other origins can't use.
        """
        call.environ.pop("HTTP_UPGRADE", None)  # this server only speaks HTTP
        # Older releases of moto fail without it.
        call.environ.setdefault("HTTP_HOST", f"localhost:{call.environ['SERVER_PORT']}")
        response = Response.from_app(self.application, call.environ, buffered=True)
        for name in [*response.headers.keys()]:
            if name.lower().startswith(_OF_CORS):
                del response.headers[name]
        return response

    def answer(self, call: HttpCall) -> Response:
        """
        Return the answer of API Gateway.

        Raises:
            ApigwError: AWS refuses the call before its operation starts, or moto has
                no answer.
        """
        route = call.route
        if route is None:
            raise KNOWN_URL.error(call.method, call.path)
        check_region(call)
        body = read_body(call.environ, route)
        settle(call, body, self.region)
        try:
            with self.turns.shared(), answering_http():
                response = self.ask(call)
        except NotImplementedError:
            raise NotMocked(route.operation) from None
        except Exception as error:
            if route.has_json and not body:
                raise BODY_IS_THERE.error() from None
            log.exception("moto failed to answer %s", route.operation)
            raise HostFailed(route.operation, repr(error)) from None
        return mended(response, route)


def mended(response: Response, route: Route) -> Response:
    """
    Return moto's *response* in AWS's form.

    Raises:
        NotMocked: moto has no such URL.
        HostFailed: moto answered with an error that is not AWS's.
    """
    status = response.status_code
    if status < _ERROR or "x-amzn-errortype" in response.headers:
        if response.mimetype == "text/html":  # Flask's default, moto set none
            response.content_type = "application/json"
        response.status_code = status if status < _SERVER_ERROR else _ERROR
        return response
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        raise NotMocked(route.operation)
    raise HostFailed(route.operation, response.get_data(as_text=True))


def refused(error: ApigwError) -> Response:
    """
    Return the HTTP answer for *error*, in the form of moto's other errors.
    """
    refusal = HostRefusal(error)
    headers = dict(refusal.get_headers())
    return Response(refusal.description, status=error.status, headers=headers)
