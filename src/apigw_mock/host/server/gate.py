"""
The application before moto's: what it reads, passes on and mends.
"""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Response

from apigw_mock.errors import (
    ApigwError,
    HostFailed,
    InvalidRequestInput,
    NotMocked,
    UnknownUrl,
)
from apigw_mock.host.answer import HostRefusal
from apigw_mock.host.server.calls import (
    check_region,
    is_for_another,
    read_body,
    read_call,
    resets,
    settle,
)
from apigw_mock.host.server.lines import log_answer, one_line
from apigw_mock.updates import REPORT_PATH, UPDATES_PATH, report_since

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apigw_mock.host.server.calls import Environ, HttpCall
    from apigw_mock.host.server.routes import Route
    from apigw_mock.updates import Updates

    Application = Callable[[Environ, Any], Iterable[bytes]]

_ERROR = 400  # the lowest HTTP status that is an error
_SERVER_ERROR = 500  # the lowest that clients take for a failure, and try again
_UNSIGNED = (
    "AWS4-HMAC-SHA256 Credential=testing/20200101/{region}/apigateway/aws4_request,"
    " SignedHeaders=host, Signature=none"
)

log = logging.getLogger("apigw_mock.server")


class Gate:
    """
    The application before moto's: reads, passes on, mends and logs each call.

    Args:
        application: moto's own.
        region: of requests that do not say theirs, for instance ``us-east-1``.
        updates: the log of update calls.
    """

    def __init__(self, application: Application, region: str, updates: Updates) -> None:
        self.application = application
        self.authorization = _UNSIGNED.format(region=region)
        self.updates = updates

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        call = read_call(environ)
        if call.path in (UPDATES_PATH, REPORT_PATH):
            text = json.dumps(self.shown_at(call.path))
            return Response(text, mimetype="application/json")(environ, start_response)
        try:
            if is_for_another(call):
                return self.pass_on(call)(environ, start_response)
            response = self.answer(call)
        except ApigwError as error:
            response = refused(error)
        log_answer(call, response)
        return response(environ, start_response)

    def shown_at(self, path: str) -> Any:
        return report_since(0) if path == REPORT_PATH else self.updates.as_json()

    def pass_on(self, call: HttpCall) -> Response:
        """
        Leave the call to moto, which has other services and an interface of its own.

        Raises:
            HostFailed: moto has no such service, or it broke over the request.
        """
        try:
            response = Response.from_app(self.application, call.environ, buffered=True)
        except Exception as error:
            target = f"{call.method} {one_line(call.path)}"
            log.exception("moto failed to answer %s", target)
            raise HostFailed(target, repr(error)) from None
        if resets(call) and response.status_code < _ERROR:
            self.updates.clear()
        log.info("%s %s → %s", call.method, one_line(call.path), response.status_code)
        return response

    def answer(self, call: HttpCall) -> Response:
        """
        Return the answer of API Gateway.

        Raises:
            ApigwError: what AWS refuses before an operation sees it, or what moto has
                no answer for.
        """
        route = call.route
        if route is None:
            raise UnknownUrl(call.method, call.path)
        check_region(call)
        body = read_body(call.environ, route)
        settle(call, body, self.authorization)
        try:
            response = Response.from_app(self.application, call.environ, buffered=True)
        except NotImplementedError:
            raise NotMocked(route.operation) from None
        except Exception as error:
            if route.has_json and not body:
                raise InvalidRequestInput from None
            log.exception("moto failed to answer %s", route.operation)
            raise HostFailed(route.operation, repr(error)) from None
        return mended(response, route)


def mended(response: Response, route: Route) -> Response:
    """
    Return moto's *response* in the form in which AWS answers.

    Raises:
        NotMocked: moto has no such URL.
        HostFailed: moto has answered with an error that says nothing.
    """
    status = response.status_code
    if status < _ERROR or "x-amzn-errortype" in response.headers:
        if response.mimetype == "text/html":  # Flask's default, not moto's word
            response.content_type = "application/json"
        response.status_code = status if status < _SERVER_ERROR else _ERROR
        return response
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        raise NotMocked(route.operation)
    raise HostFailed(route.operation, response.get_data(as_text=True))


def refused(error: ApigwError) -> Response:
    """
    Return the HTTP answer for *error*, in the very form that moto gives others.
    """
    refusal = HostRefusal(error)
    headers = dict(refusal.get_headers())
    return Response(refusal.description, status=error.status, headers=headers)
