"""
The log of a test invocation, line by line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.apigateway.invoke.context import MONTHS
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.velocity.order import hash_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apigw_mock.apigateway.invoke.context import Moment
    from apigw_mock.evidence import Evidence

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONGEST = 1_024  # characters of a line behind its date
_CUT = " [TRUNCATED]"
_MASKED = frozenset({"authorization"})
_SHOWN = 6  # characters at the end of a masked header


class Line(NamedTuple):
    """
    A row: one line of the log.

    Args:
        name: of the row.
        text: behind the date. Its facts stand in braces.
        evidence: how it is known.
    """

    name: str
    text: str
    evidence: Evidence


_LOG = recorded("localstack TestApigatewayTestInvoke")
_CALL = recorded(
    "localstack test_apigw_test_invoke_method_api, for Lambda; reported for HTTP: published execution logs of AWS's"
)
# fmt: off
HEAD = Line("head", "Execution log for request {}", _LOG)
START = Line("start", "Starting execution for request: {}", _LOG)
ASKED = Line("method and path", "HTTP Method: {}, Resource Path: {}", _LOG)
PATH = Line("path parameters", "Method request path: {}", _LOG)
QUERY = Line("query string", "Method request query string: {}", _LOG)
HEADERS = Line("request headers", "Method request headers: {}", _LOG)
BODY = Line("request body", "Method request body before transformations: {}", _LOG)
VALID = Line("valid body", "Request validation succeeded for content type {}", documented("developer guide, the log of the tutorial on custom Lambda integrations"))
ENDPOINT = Line("endpoint", "Endpoint request URI: {}", _CALL)
SENT_HEADERS = Line("endpoint request headers", "Endpoint request headers: {}", _CALL)
SENT = Line("endpoint request body", "Endpoint request body after transformations: {}", _CALL)
SENDING = Line("sending", "Sending request to {}", _CALL)
RECEIVED = Line("endpoint response", "Received response. Status: {}, Integration latency: {} ms", _CALL)
RECEIVED_HEADERS = Line("endpoint response headers", "Endpoint response headers: {}", _CALL)
RECEIVED_BODY = Line("endpoint response body", "Endpoint response body before transformations: {}", _CALL)
DENIED = Line("refused call of Lambda", "Lambda invocation failed with status: {}. Lambda request id: {}", documented("AWS's knowledge center, api-gateway-lambda-template-invoke-error"))
ANSWER = Line("response body", "Method response body after transformations: {}", _LOG)
ANSWER_HEADERS = Line("response headers", "Method response headers: {}", _LOG)
SUCCESS = Line("success", "Successfully completed execution", _LOG)
FAILED = Line("failure", "{}", reported("published execution logs of AWS's"))
STATUS = Line("status", "Method completed with status: {}", _LOG)
MASKED = Line("masked header", "of Authorization, all but the last six characters are *", inferred("recorded of the endpoint's requests: localstack test_apigw_test_invoke_method_api; that those of the method are masked too: developer guide, set-up-logging"))
CUT = Line("long line", f"cut after {_LONGEST:,} characters, with{_CUT} behind it", inferred("published execution logs of AWS's show it of the endpoint's requests; that other lines are cut alike is an inference"))
# fmt: on
LINES = (
    HEAD,
    START,
    ASKED,
    PATH,
    QUERY,
    HEADERS,
    BODY,
    VALID,
    ENDPOINT,
    SENT_HEADERS,
    SENT,
    SENDING,
    RECEIVED,
    RECEIVED_HEADERS,
    RECEIVED_BODY,
    DENIED,
    ANSWER,
    ANSWER_HEADERS,
    SUCCESS,
    FAILED,
    STATUS,
    MASKED,
    CUT,
)


class Log:
    """
    The log while a method runs.

    Args:
        moment: the invocation.
    """

    def __init__(self, moment: Moment) -> None:
        at = moment.parts
        day, month = _DAYS[at.tm_wday], MONTHS[at.tm_mon - 1]
        clock = f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}"
        self._date = f"{day} {month} {at.tm_mday:02} {clock} UTC {at.tm_year}"
        self._lines = [HEAD.text.format(moment.request_id)]

    def add(self, line: Line, *facts: object) -> None:
        """
        Add a line with these facts.
        """
        text = line.text.format(*facts)
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}{_CUT}"
        self._lines.append(f"{self._date} : {shown}")

    def __str__(self) -> str:
        return "\n".join([*self._lines, ""])


def shown(values: Mapping[str, object]) -> str:
    """
    Return a map as Java prints it: ``{a=1, b=[1, 2]}``.
    """
    return f"{{{', '.join(f'{name}={_item(one)}' for name, one in values.items())}}}"


def shown_in_order(values: Mapping[str, object]) -> str:
    """
    Return a map in the order of a Java ``HashMap``.
    """
    return shown({name: values[name] for name in hash_order(values)})


def masked(headers: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """
    Return headers as the log shows them.
    """
    return {
        name: [_mask(one) if name.lower() in _MASKED else one for one in values]
        for name, values in headers.items()
    }


def _mask(value: str) -> str:
    hidden = max(len(value) - _SHOWN, 0)
    return "*" * hidden + value[hidden:]


def _item(value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    return str(value[0]) if len(value) == 1 else f"[{', '.join(map(str, value))}]"
