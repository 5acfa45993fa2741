"""
Run a method: the steps between a request and its answer, in AWS's order.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import gateway, headers, log
from apigw_mock.apigateway.invoke.calling import call
from apigw_mock.apigateway.invoke.content import BINARY, Content
from apigw_mock.apigateway.invoke.context import Moment
from apigw_mock.apigateway.invoke.encoding import encodable
from apigw_mock.apigateway.invoke.endpoints import Nobody
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import Failed
from apigw_mock.apigateway.invoke.integration_request import integration_request
from apigw_mock.apigateway.invoke.integration_response import method_response
from apigw_mock.apigateway.invoke.running import Running
from apigw_mock.apigateway.invoke.validate import (
    check_body,
    check_parameters,
    content_type_of,
    judging_model,
)
from apigw_mock.evidence import documented, recorded, reported

if TYPE_CHECKING:
    from apigw_mock.apigateway.invoke.endpoints import Endpoints
    from apigw_mock.apigateway.invoke.gateway import Answer
    from apigw_mock.apigateway.invoke.request import Request
    from apigw_mock.apigateway.invoke.setup import Setup

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
    Fact("8 trace", "all but MOCK answer with X-Amzn-Trace-Id", recorded("localstack test_apigw_test_invoke_method_api")),
    Fact("8 proxy", "HTTP_PROXY and AWS_PROXY pass steps 4, 6 and 7 over", recorded("localstack test_lambda_aws_proxy_integration, test_http_proxy_integration_request_data_mappings")),
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
        sent: what the endpoint was sent: a `StubRequest`, or the event of a function.
            None for MOCK.
    """

    answer: Answer
    log: str
    latency: int
    response: str | None = None
    pattern: str | None = None
    failed: Failed | None = None
    warnings: tuple[str, ...] = ()
    sent: Any = None


def invoke(
    setup: Setup, request: Request, endpoints: Endpoints | None = None
) -> Outcome:
    """
    Return what a method answers to a request.

    Args:
        setup: the method, and what is around it.
        request: what was asked.
        endpoints: what is behind the integration. Left out, nothing can be reached.

    Raises:
        MissingStub: the endpoints have no answer.
    """
    running = Running(setup, request, Moment())
    return _Run(running, endpoints or Nobody()).outcome()


@dataclass(frozen=True)
class _Run:
    """
    Runs the steps of one invocation.
    """

    running: Running
    endpoints: Endpoints

    def outcome(self) -> Outcome:
        running, start, failed = self.running, perf_counter(), None
        self._log_request()
        try:
            answer = self._answer()
            self._log_answer(answer)
        except Failed as error:
            failed = error
            running.log.add(log.FAILED, failed.log)
            own = running.setup.gateway_responses
            answer = gateway.answer_to(failed, own, running.around())
        running.log.add(log.STATUS, answer.status)
        return Outcome(
            _sent(answer),
            encodable(str(running.log)),
            int((perf_counter() - start) * 1000),
            response=running.chosen.get("statusCode"),
            pattern=running.chosen.get("selectionPattern") or None,
            failed=failed,
            warnings=tuple(running.warnings),
            sent=running.sent,
        )

    def _answer(self) -> Answer:
        running = self.running
        self._judge_request()
        asked = integration_request(running)
        answer = method_response(running, call(running, asked, self.endpoints))
        if running.setup.kind == "MOCK":
            return answer
        traced = {"X-Amzn-Trace-Id": [running.trace]}
        return answer._replace(headers=headers.merged(traced, answer.headers))

    def _judge_request(self) -> None:
        running = self.running
        setup, request = running.setup, running.request
        check_parameters(setup, request)
        content_type = content_type_of(request)
        model = judging_model(setup, content_type)
        if model:
            check_body(setup, request, model, content_type, running.warn)
            running.log.add(log.VALID, content_type)

    # --- The log ------------------------------------------------------------------

    def _log_request(self) -> None:
        running, request = self.running, self.running.request
        kind = running.kind_in(request.header("Content-Type"))
        body = Content(request.body, is_binary=kind == BINARY)
        running.log.add(log.START, running.moment.request_id)
        running.log.add(log.ASKED, request.method, request.path)
        running.log.add(log.PATH, log.shown_in_order(request.parameters))
        running.log.add(log.QUERY, log.shown(request.query))
        running.log.add(log.HEADERS, log.shown_in_order(log.masked(request.headers)))
        running.log.add(log.BODY, body)

    def _log_answer(self, answer: Answer) -> None:
        add = self.running.log.add
        add(log.ANSWER, Content(answer.body, answer.is_binary))
        add(log.ANSWER_HEADERS, log.shown_in_order(answer.headers))
        add(log.SUCCESS)


def _sent(answer: Answer) -> Answer:
    """
    Return the answer as it can be sent.
    """
    sent = {
        encodable(name): [encodable(value) for value in values]
        for name, values in answer.headers.items()
    }
    return answer._replace(headers=sent)
