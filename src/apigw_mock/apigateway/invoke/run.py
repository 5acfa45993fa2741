"""
Run a method: the steps between a request and its answer, in AWS's order.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import gateway, headers, log
from apigw_mock.apigateway.invoke.calling import (
    EndpointRequest,
    EndpointResponse,
    backend_of,
)
from apigw_mock.apigateway.invoke.context import Moment, values_of
from apigw_mock.apigateway.invoke.encoding import Size, encodable
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import (
    BAD_REQUEST_TEMPLATE,
    BAD_RESPONSE_TEMPLATE,
    BROKEN_PAYLOAD,
    ILLEGAL_HEADER,
    Failed,
)
from apigw_mock.apigateway.invoke.gateway import Answer
from apigw_mock.apigateway.invoke.overrides import (
    header_overrides,
    maps_of,
    status_override,
)
from apigw_mock.apigateway.invoke.request import last_values
from apigw_mock.apigateway.invoke.select import choose_response
from apigw_mock.apigateway.invoke.setup import map_in, texts_in
from apigw_mock.apigateway.invoke.sources import (
    Surroundings,
    as_text,
    destinations,
    value_of,
)
from apigw_mock.apigateway.invoke.templates import (
    JSON,
    choose_request_template,
    choose_response_template,
    parsed,
)
from apigw_mock.apigateway.invoke.validate import (
    check_body,
    check_parameters,
    content_type_of,
    judging_model,
)
from apigw_mock.evidence import documented, recorded, reported
from apigw_mock.velocity.context import Context
from apigw_mock.velocity.faults import PayloadFault, TemplateFault
from apigw_mock.velocity.inputs import Inputs
from apigw_mock.velocity.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apigw_mock.apigateway.invoke.calling import Backend
    from apigw_mock.apigateway.invoke.failures import Failure
    from apigw_mock.apigateway.invoke.request import Request
    from apigw_mock.apigateway.invoke.setup import Setup
    from apigw_mock.apigateway.rows import Document

# fmt: off
STEPS = (
    Fact("1 request", "authorizers, API keys, usage plans and the resource policy are not asked", documented("developer guide, getting-started-lambda-non-proxy-integration")),
    Fact("2 method request", "the required parameters, then the body by its model", recorded("localstack test_api_gateway_request_validator")),
    Fact("3 integration request", "the parameter mappings. A mapping whose source is not there maps nothing", reported("localstack's order of its handlers")),
    Fact("4 request template", "it is chosen, and rendered; then requestOverride replaces what was mapped", recorded("localstack test_integration_mock_with_request_overrides_in_response_template; the order reported: localstack's order of its handlers")),
    Fact("5 endpoint", "the integration is called", recorded("localstack TestApigatewayTestInvoke")),
    Fact("6 integration response", "it is chosen by what the endpoint answered", recorded("localstack test_lambda_selection_patterns")),
    Fact("7 response mappings and template", "what was mapped, then the template, then responseOverride", recorded("localstack test_integration_mock_with_response_override_in_request_template")),
    Fact("8 method response", "Content-Type is that of the template, application/json without one, unless a mapping or override sets it", recorded("localstack TestApigatewayTestInvoke; that a mapping counts first reported: localstack's integration responses")),
    Fact("9 failure", "a gateway response answers in place of the steps that are left", recorded("localstack TestApigatewayTestInvoke")),
    Fact("method ANY", "it answers every HTTP method that the resource lacks, and nothing that is no HTTP method", reported("localstack's TestInvokeMethod; of what is no HTTP method inferred")),
)
# fmt: on


@dataclass(frozen=True)
class Outcome:
    """
    What an invocation gives: the answer, the log, and what AWS does not say.

    Args:
        answer: status, headers and body.
        log: of all steps.
        latency: in milliseconds.
        response: the status code of the integration response that was chosen.
        pattern: its selection pattern. None if it has none, or an empty one.
        failed: what went wrong in a step.
        warnings: what the templates did that prints nothing.
    """

    answer: Answer
    log: str
    latency: int
    response: str | None = None
    pattern: str | None = None
    failed: Failed | None = None
    warnings: tuple[str, ...] = ()


def invoke(setup: Setup, request: Request, backend: Backend | None = None) -> Outcome:
    """
    Return what a method answers to a request.

    Args:
        setup: the method, and what is around it.
        request: what was asked.
        backend: answers the integration. None for the one of its type.

    Raises:
        IntegrationNotMocked: no backend was given, and there is none of its type.
    """
    return _Run(setup, request, Moment()).outcome(backend)


@dataclass
class _Run:
    """
    One invocation while it runs.
    """

    setup: Setup
    request: Request
    moment: Moment
    chosen: Document = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.log = log.Log(self.moment)
        self.work = Work()  # of all mappings
        values = values_of(self.setup, self.request, self.moment)
        self.context = Context(values)

    def outcome(self, backend: Backend | None) -> Outcome:
        start, failed = perf_counter(), None
        self._log_request()
        try:
            answer = self._answer(backend)
            self._log_answer(answer)
        except Failed as error:
            failed = error
            self.log.add(log.FAILED, failed.log)
            own = self.setup.gateway_responses
            answer = gateway.answer_to(failed, own, self._around())
        self.log.add(log.STATUS, answer.status)
        return Outcome(
            _sent(answer),
            encodable(str(self.log)),
            int((perf_counter() - start) * 1000),
            response=self.chosen.get("statusCode"),
            pattern=self.chosen.get("selectionPattern") or None,
            failed=failed,
            warnings=tuple(self.warnings),
        )

    def _answer(self, backend: Backend | None) -> Answer:
        self._judge_request()
        called = backend or backend_of(self.setup.integration)
        asked = self._endpoint_request()
        return self._method_response(called(asked))

    # --- The log ------------------------------------------------------------------

    def _log_request(self) -> None:
        request = self.request
        self.log.add(log.START, self.moment.request_id)
        self.log.add(log.ASKED, request.method, request.path)
        self.log.add(log.PATH, log.shown_in_order(request.parameters))
        self.log.add(log.QUERY, log.shown(request.query))
        self.log.add(log.HEADERS, log.shown_in_order(request.headers))
        self.log.add(log.BODY, request.body)

    def _log_answer(self, answer: Answer) -> None:
        self.log.add(log.ANSWER, answer.body)
        self.log.add(log.ANSWER_HEADERS, log.shown_in_order(answer.headers))
        self.log.add(log.SUCCESS)

    # --- The steps ------------------------------------------------------------------

    def _judge_request(self) -> None:
        check_parameters(self.setup, self.request)
        content_type = content_type_of(self.request)
        model = judging_model(self.setup, content_type)
        if model:
            check_body(self.setup, self.request, model, content_type, self._warn)
            self.log.add(log.VALID, content_type)

    def _endpoint_request(self) -> EndpointRequest:
        integration, request = self.setup.integration, self.request
        mapped = self._mapped(self.setup.of_integration("requestParameters"))
        template = choose_request_template(
            texts_in(self.setup.of_integration("requestTemplates")),
            request.header("Content-Type"),
            integration.get("passthroughBehavior", "WHEN_NO_MATCH"),
        )
        body = request.body
        if template:
            body = self._rendered(template, request.body, BAD_REQUEST_TEMPLATE)
        written = maps_of(self.context.overrides("requestOverride"))
        sent = {where: {**mapped[where], **written[where]} for where in written}
        illegal = headers.illegal_in(sent["header"])
        if illegal:
            raise ILLEGAL_HEADER.error(header=illegal)
        method = integration.get("httpMethod") or request.method
        return EndpointRequest(
            method, sent["path"], sent["querystring"], sent["header"], body
        )

    def _mapped(self, mappings: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {"path": {}, "querystring": {}, "header": {}}
        around = self._around()
        for where, name, expression in destinations(mappings):
            with _failing_as(BAD_REQUEST_TEMPLATE):
                value = value_of(expression, around)
            if value is not None:
                found.setdefault(where, {})[name] = value
        return found

    def _method_response(self, answered: EndpointResponse) -> Answer:
        responses = self.setup.of_integration("integrationResponses")
        declared = self.setup.of_method("methodResponses")
        self.chosen = choose_response(responses, answered.status, declared)
        mapped = self._response_headers(answered)
        content_type, template = choose_response_template(
            texts_in(self.chosen.get("responseTemplates")),
            self.request.header("Accept"),
        )
        body = answered.body  # a MOCK integration answers none
        if template:
            body = self._rendered(template, answered.body, BAD_RESPONSE_TEMPLATE)
        written = self.context.overrides("responseOverride")
        typed = {"Content-Type": content_type if template else JSON}
        all_of_them = headers.merged(typed, mapped)
        all_of_them = headers.merged(all_of_them, header_overrides(written))
        with _failing_as(BAD_RESPONSE_TEMPLATE):
            _check_size(all_of_them, body)
        status = status_override(written) or int(self.chosen["statusCode"])
        return Answer(status, headers.of_response(all_of_them), body)

    def _response_headers(self, answered: EndpointResponse) -> dict[str, str]:
        around, size = self._around(answered), Size()
        mappings = map_in(self.chosen.get("responseParameters"))
        found: dict[str, str] = {}
        for _, name, expression in destinations(mappings):
            with _failing_as(BAD_RESPONSE_TEMPLATE):
                value = value_of(expression, around)
                if value is not None:
                    found[name] = size.add(as_text(value))
        return found

    # --- What mappings and templates see ------------------------------------------

    def _around(self, answered: EndpointResponse | None = None) -> Surroundings:
        context = self.context.values
        if answered is None:
            return Surroundings(self.request, context, work=self.work)
        return Surroundings(
            self.request, context, answered.headers, answered.body, self.work
        )

    def _rendered(self, template: str, body: str, failure: Failure) -> str:
        request = self.request
        inputs = Inputs(
            body=body,
            path=request.parameters,
            querystring=last_values(request.query),
            header=last_values(request.headers),
            context=self.context,
            stage_variables=request.stage_variables,
            warn=self._warn,
        )
        with _failing_as(failure):
            return parsed(template).render(inputs)

    def _warn(self, sentence: str) -> None:
        self.warnings[sentence] = None  # each sentence once


@contextmanager
def _failing_as(failure: Failure) -> Iterator[None]:
    """
    Let a fault of a template fail the step.
    """
    try:
        yield
    except PayloadFault as fault:
        _, said, why = fault.message.partition("Could not process payload")
        raise BROKEN_PAYLOAD.error(sentence=said + why) from None
    except TemplateFault as fault:
        failed = failure.error()
        failed.cause = fault.sentence
        raise failed from None


def _sent(answer: Answer) -> Answer:
    """
    Return the answer as it can be sent.
    """
    headers = answer.headers.items()
    sent = {encodable(name): encodable(value) for name, value in headers}
    return Answer(answer.status, sent, encodable(answer.body))


def _check_size(all_of_them: Mapping[str, str], body: str) -> None:
    """
    Check that an answer is not longer than the output of a template may be.
    """
    size = Size()
    size.add(body)
    for name, value in all_of_them.items():
        size.add(name)
        size.add(value)
