"""
Which integration response answers.
"""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING

from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import NO_METHOD_RESPONSE, NO_RESPONSE
from apigw_mock.evidence import inferred, recorded, reported
from apigw_mock.javamatch import java_matches

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from apigw_mock.apigateway.invoke.running import Answered
    from apigw_mock.apigateway.rows import Document

_TIME = 2.0  # seconds for the patterns of all responses
_STATUS = re.compile(r"[1-5]\d\d", re.ASCII)  # an import of moto's may have others

# fmt: off
FACTS = (
    Fact("HTTP and AWS services", "the status of the answer is matched, as text", recorded("localstack test_http_integration_status_code_selection")),
    Fact("Lambda", "the errorMessage of an error is matched, never the status; what is no error gets the response without a pattern", recorded("localstack test_lambda_selection_patterns")),
    Fact("a pattern matches", "the response whose pattern matches the whole text, of MOCK its statusCode", recorded("localstack test_integration_mock_with_response_override_in_request_template")),
    Fact("several patterns match", "the response with the lowest status code", inferred("localstack takes the first in its map, which AWS keeps by status code")),
    Fact("no pattern matches", "the response without a pattern, or with an empty one", recorded("localstack test_lambda_selection_patterns, for Lambda; for MOCK reported: aws/aws-cdk addCorsPreflight")),
    Fact("a pattern is no regular expression", "it matches nothing; so does one that needs too much work", inferred("AWS refuses such patterns when they are set; an import of moto's may have them")),
    Fact("whole match", "Java's matches(): the dot stops at line ends", reported("the patterns [\\s\\S]* in public templates")),
)
# fmt: on


def choose_response(
    responses: Mapping[str, Document], answered: Answered, declared: Container[str]
) -> Document:
    """
    Return the integration response for what the endpoint answered.

    Args:
        responses: of the integration, by status code.
        answered: what the endpoint answered.
        declared: the status codes of the method's responses.

    Raises:
        Failed: no response matches, or the method does not have its status code.
    """
    found = [responses[status] for status in sorted(responses, key=str)]
    until, text = monotonic() + _TIME, answered.matched
    matching = (one for one in found if text and _matches(one, text, until))
    default = (one for one in found if not one.get("selectionPattern"))
    chosen = next(matching, None) or next(default, None)
    if chosen is None:
        raise NO_RESPONSE.error(status=answered.status)
    status = str(chosen.get("statusCode"))
    if status not in declared or not _STATUS.fullmatch(status):
        raise NO_METHOD_RESPONSE.error(status=status)
    return chosen


def _matches(response: Document, text: str, until: float) -> bool:
    pattern, left = response.get("selectionPattern"), until - monotonic()
    return bool(pattern) and left > 0 and java_matches(str(pattern), text, left)
