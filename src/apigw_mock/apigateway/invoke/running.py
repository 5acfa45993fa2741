"""
One invocation while it runs: what its steps share.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import log
from apigw_mock.apigateway.invoke.content import Content, kind_of
from apigw_mock.apigateway.invoke.context import values_of
from apigw_mock.apigateway.invoke.encoding import encodable
from apigw_mock.apigateway.invoke.failures import BROKEN_PAYLOAD
from apigw_mock.apigateway.invoke.request import last_values
from apigw_mock.apigateway.invoke.sources import Surroundings
from apigw_mock.apigateway.invoke.templates import parsed
from apigw_mock.velocity.context import Context
from apigw_mock.velocity.faults import PayloadFault, TemplateFault
from apigw_mock.velocity.inputs import Inputs
from apigw_mock.velocity.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from apigw_mock.apigateway.invoke.context import Moment
    from apigw_mock.apigateway.invoke.failures import Failure
    from apigw_mock.apigateway.invoke.request import Request
    from apigw_mock.apigateway.invoke.setup import Setup
    from apigw_mock.apigateway.rows import Document


@dataclass(frozen=True)
class Asked:
    """
    What the integration is asked.

    Args:
        method: the HTTP method of the integration.
        path: what is mapped into its URI.
        query: all values of each parameter of the query string.
        headers: all values of each.
        body: what the request template printed, or what was sent.
    """

    method: str
    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, list[str]]
    body: Content


@dataclass(frozen=True)
class Answered:
    """
    What an integration answered.

    Args:
        status: its status code, as text: that of MOCK may have any length.
        matched: what selection patterns match. None for the response without a pattern.
        headers: all values of each.
        body: as it was answered.
        is_error: whether a function raised an error.
    """

    status: str
    matched: str | None
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    body: bytes = b""
    is_error: bool = False


@dataclass
class Running:
    """
    An invocation.

    Args:
        setup: the method, and what is around it.
        request: what was asked.
        moment: when, and by which identifier.
        chosen: the integration response, once it is chosen.
        warnings: what the templates did that prints nothing, each sentence once.
        sent: what the endpoint was sent: a `StubRequest`, or a function's event.
        trace: what the answer's X-Amzn-Trace-Id says.
    """

    setup: Setup
    request: Request
    moment: Moment
    chosen: Document = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)
    sent: Any = None
    trace: str = ""

    def __post_init__(self) -> None:
        self.log = log.Log(self.moment)
        self.work = Work()  # of all mappings
        self.variables = values_of(self.setup, self.request, self.moment)
        self.context = Context(self.variables)
        self.trace = f"Root={self.moment.trace}"

    def around(self, answered: Answered | None = None, text: str = "") -> Surroundings:
        """
        Return what mappings read.

        Args:
            answered: what the endpoint answered, if it did.
            text: the body of that.
        """
        context = self.context.values
        if answered is None:
            return Surroundings(self.request, context, work=self.work)
        headers, is_error = answered.headers, answered.is_error
        return Surroundings(self.request, context, headers, text, is_error, self.work)

    def rendered(
        self, template: str, body: Content, failure: Failure, undecodable: Failure
    ) -> Content:
        """
        Return what a template prints.

        Args:
            template: its text.
            body: what ``$input.body`` is.
            failure: what a fault of the template is.
            undecodable: what a body of bytes is.
        """
        if body.is_binary:
            raise undecodable.error(cause="A template cannot be applied to bytes.")
        request = self.request
        inputs = Inputs(
            body=body.text,
            path=request.parameters,
            querystring=last_values(request.query),
            header=last_values(request.headers),
            context=self.context,
            stage_variables=request.stage_variables,
            warn=self.warn,
        )
        with failing_as(failure):
            text = parsed(template).render(inputs)
        return Content(encodable(text).encode())

    def warn(self, sentence: str) -> None:
        """
        Keep a sentence about a template.
        """
        self.warnings[sentence] = None

    def kind_in(self, header: str) -> str:
        """
        Return the kind of the first media type in a header: ``text`` or ``binary``.
        """
        return kind_of(header, self.setup.binary_media_types)


@contextmanager
def failing_as(failure: Failure) -> Iterator[None]:
    """
    Let a fault of a template fail the step.
    """
    try:
        yield
    except PayloadFault as fault:
        _, said, why = fault.message.partition("Could not process payload")
        raise BROKEN_PAYLOAD.error(sentence=said + why) from None
    except TemplateFault as fault:
        raise failure.error(cause=fault.sentence) from None
