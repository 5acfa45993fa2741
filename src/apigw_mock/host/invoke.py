"""
TestInvokeMethod: what a method answers to a request.

The state is read under the backend's lock. The method runs outside it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke.request import Request as Invoked
from apigw_mock.apigateway.invoke.request import merged_headers
from apigw_mock.apigateway.invoke.setup import Caller, Setup
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.values import HTTP_METHODS
from apigw_mock.errors import MissingStub, TemplateWarning
from apigw_mock.host.answer import Answer
from apigw_mock.host.endpoints import Registered
from apigw_mock.host.logged import LoggedCall
from apigw_mock.host.model import faults_of
from apigw_mock.host.rest import client_certificate, documents, lookups
from apigw_mock.host.rest import request_validator as validators
from apigw_mock.host.rest.default_models import models_of
from apigw_mock.host.state import partition_of
from apigw_mock.host.warn import warn_user
from apigw_mock.inputs import check_input
from apigw_mock.invocations import InvocationEntry, as_bytes, as_text, sent_line
from apigw_mock.updates import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.apigateway.invoke.run import Outcome
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.requests import Request
    from apigw_mock.host.routes import Target

_ANY = "ANY"  # the method that answers every verb


@dataclass
class Carried:
    """
    What travels beside boto3's call, which carries only text.

    Args:
        body: of the request.
        outcome: of the invocation, after it. None if something else answered the call,
            for instance a handler of botocore's events.
    """

    body: bytes
    outcome: Outcome | None = None

    def members(self, text: str) -> dict[str, Any]:
        """
        Return the members of an `apigw_mock.Invocation` that AWS's answer lacks.

        Args:
            text: the body of AWS's answer.
        """
        outcome = self.outcome
        if outcome is None:
            return {"body": as_bytes(text)}
        return {
            "body": outcome.answer.body,
            "sent": outcome.sent,
            "response": outcome.response,
            "pattern": outcome.pattern,
        }


_carried: ContextVar[Carried | None] = ContextVar("carried", default=None)


@contextmanager
def carrying(body: bytes) -> Iterator[Carried]:
    """
    Let the next invocation take its body from here, and leave its outcome here.
    """
    carried = Carried(body)
    token = _carried.set(carried)
    try:
        yield carried
    finally:
        _carried.reset(token)


def on_test_invoke(backend: Any, request: Request) -> Callable[[], Answer]:
    """
    Read the method, and return what runs it.
    """
    check_input(faults_of(request.target, request.route.arguments))
    sent = request.sent()
    setup = _setup(backend, request)
    _check_certificate(backend, sent)
    carried = _carried.get() or Carried(as_bytes(sent.get("body", "")))
    headers = merged_headers(sent.get("headers", {}), sent.get("multiValueHeaders", {}))
    asked = Invoked(
        request.target["httpMethod"],
        setup.resource_path,
        sent.get("pathWithQueryString", ""),
        headers,
        carried.body,
        sent.get("stageVariables", {}),
    )
    return partial(_run, request, setup, asked, carried)


def _run(request: Request, setup: Setup, asked: Invoked, carried: Carried) -> Answer:
    endpoints = Registered()
    token = _carried.set(None)  # a stub may make calls of its own
    try:
        outcome = carried.outcome = _outcome(setup, asked, endpoints)
    except MissingStub as error:
        cause = f"no stub answers {error.uri}"
        show(_entry(request, is_failed=True, cause=cause, remedy=error.call))
        raise
    finally:
        _carried.reset(token)
    show(_shown(request, outcome, endpoints.missing))
    for warning in outcome.warnings:
        warn_user(TemplateWarning(warning))
    return Answer(200, _printed(outcome))


def _outcome(setup: Setup, asked: Invoked, endpoints: Registered) -> Outcome:
    """
    Run the method. Through a server, its log says which stub is missing.
    """
    # With the template language, it takes as long to import as ten invocations.
    from apigw_mock.apigateway.invoke import run  # noqa: PLC0415  # few tests need it

    outcome = run.invoke(setup, asked, endpoints)
    if not endpoints.missing:
        return outcome
    return replace(outcome, log=with_line(outcome.log, endpoints.missing))


def with_line(log: str, text: str) -> str:
    """
    Return the log of an invocation with a line of ours before the last, its status.
    """
    lines = log.split("\n")
    date = lines[-2].partition(" : ")[0]
    return "\n".join([*lines[:-2], f"{date} : apigw-mock: {text}", *lines[-2:]])


def _printed(outcome: Outcome) -> Document:
    answer = outcome.answer
    headers = {name: values for name, values in answer.headers.items() if values}
    return {
        "status": answer.status,
        "body": as_text(answer.body),
        "headers": {name: values[-1] for name, values in headers.items()},
        "multiValueHeaders": headers,
        "log": outcome.log,
        "latency": outcome.latency,
    }


def _shown(request: Request, outcome: Outcome, missing: str) -> InvocationEntry:
    failed = outcome.failed
    return _entry(
        request,
        status=outcome.answer.status,
        response=outcome.response,
        pattern=outcome.pattern,
        is_failed=failed is not None,
        cause=missing or (failed.cause if failed else ""),
        log=outcome.log,
        sent=sent_line(outcome.sent),
    )


def _entry(request: Request, **more: Any) -> InvocationEntry:
    call = LoggedCall(request).noted(None, None, None)
    known = {"status": None, **more}
    return InvocationEntry(target=call.target, request=call.request, **known)


# --- The state --------------------------------------------------------------------


def _setup(backend: Any, request: Request) -> Setup:
    target = request.target
    api = lookups.find_api(backend, target)
    resource = lookups.find_resource(backend, target)
    method = documents.show_method(_method(resource, target), resource.id)
    if "methodIntegration" not in method:
        raise existence.INTEGRATION.error(target["httpMethod"])
    validator = _validator(api, target, method)
    own = lookups.gateway_responses_of(backend, target)
    return Setup(
        api_id=api.id,
        resource_id=resource.id,
        resource_path=documents.path_of(resource),
        method=method,
        caller=_caller(backend, request.original),
        validator=validator,
        models=_models(api) if validator.get("validateRequestBody") else {},
        gateway_responses={
            name: documents.document_of(response) for name, response in own.items()
        },
        binary_media_types=tuple(api.binaryMediaTypes or ()),
    )


def _method(resource: Any, target: Target) -> Any:
    methods, name = resource.resource_methods, target["httpMethod"]
    method = methods.get(name)
    if name in HTTP_METHODS:
        method = method or methods.get(_ANY)
    if not method:
        raise existence.METHOD.error(target["httpMethod"])
    return method


def _validator(api: Any, target: Target, method: Document) -> Document:
    """
    Return the validator of a method; an empty document if it is not there.
    """
    validator = api.request_validators.get(method.get("requestValidatorId"))
    return validators.read(validator, target) if validator else {}


def _models(api: Any) -> dict[str, str]:
    found = ((one.name, documents.document_of(one)) for one in models_of(api))
    return {name: document.get("schema", "") for name, document in found}


def _caller(backend: Any, original: Any) -> Caller:
    account: str = backend.account_id
    partition = partition_of(backend.region_name)
    return Caller(
        account=account,
        arn=f"arn:{partition}:iam::{account}:root",
        access_key=original.get_access_key(),
        user_agent=original.headers.get("User-Agent", ""),
    )


def _check_certificate(backend: Any, sent: Document) -> None:
    if "clientCertificateId" in sent:
        client_certificate.find(backend, sent)
