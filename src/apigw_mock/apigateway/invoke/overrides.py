"""
What templates set in ``$context.requestOverride`` and ``$context.responseOverride``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.sources import as_text
from apigw_mock.evidence import documented, inferred, recorded, reported

# fmt: off
FACTS = (
    Fact("responseOverride.status", "the status of the answer: a number, or the text of one", recorded("localstack test_integration_mock_with_response_override_in_request_template; of texts reported: public templates")),
    Fact("responseOverride.status outside 100 to 599, or no number", "ignored", reported("localstack's integration responses: its authors take 100 to 599 alone. What AWS answers to others is not published; a 500 would be another inference")),
    Fact("overridden headers", "they replace what was mapped; the items of a list are joined by commas", documented("developer guide, apigateway-override-request-response-parameters")),
    Fact("an override that is set twice", "the last one counts", inferred("the guide says that it results in 5XX; nobody has seen that")),
    Fact("overrides of a request template", "they last until the answer, also without a response template", recorded("localstack test_integration_mock_with_response_override_in_request_template")),
)
# fmt: on

_MAPS = ("path", "querystring", "header")


def maps_of(written: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """
    Return the maps of a ``requestOverride``. Those of headers hold text alone.
    """
    maps = {name: _map(written.get(name)) for name in _MAPS}
    return {**maps, "header": header_overrides(written)}


def header_overrides(written: Mapping[str, Any]) -> dict[str, str]:
    """
    Return the headers of an override, as text.
    """
    return {name: as_text(one) for name, one in _map(written.get("header")).items()}


def status_override(written: Mapping[str, Any]) -> int | None:
    """
    Return the status of a ``responseOverride``, or None if it has none that counts.
    """
    text = str(written.get("status"))
    return int(text) if re.fullmatch(r"[1-5]\d\d", text, re.ASCII) else None


def _map(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
