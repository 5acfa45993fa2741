"""
Integration responses: their facts and the checks across their members.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.mapping import check_response_mappings
from apigw_mock.apigateway.refusals import DuplicateSelectionPattern
from apigw_mock.apigateway.rows import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from apigw_mock.apigateway.rows import Given


@dataclass(frozen=True, kw_only=True)
class IntegrationResponseFacts(Facts):
    """
    The surroundings of an integration response.

    Args:
        declared: the headers of the method response with the same status code, or
            None if there is no such method response.
        patterns: the selection patterns of the other responses, by status code.
    """

    declared: Container[str] | None
    patterns: Mapping[str, str | None]


IntegrationResponseCall = Call[IntegrationResponseFacts]


def declared_headers(call: IntegrationResponseCall, given: Given) -> None:
    check_response_mappings(given, call.facts.declared)


def unique_pattern(call: IntegrationResponseCall, given: Given) -> None:
    """
    Accept a pattern that no other response has. None and ``""`` are the same pattern.
    """
    for pattern in given.values():
        for status_code, taken in call.facts.patterns.items():
            if (taken or "") == (pattern or ""):
                raise DuplicateSelectionPattern(pattern or "", status_code)
