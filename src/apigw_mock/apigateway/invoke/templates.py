"""
Choosing a template, and rendering it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import UNSUPPORTED_MEDIA_TYPE
from apigw_mock.evidence import documented, recorded, reported
from apigw_mock.velocity.template import Template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.evidence import Evidence

    Templates = Mapping[str, str | None]

JSON = "application/json"
ANY_TYPE = "$default"
_KEPT = 10_000  # characters: longer templates are parsed for each invocation


class Passing(NamedTuple):
    """
    A row: what happens to a request for whose content type there is no template.

    Args:
        behavior: the integration's ``passthroughBehavior``.
        passes: whether the body goes on as it is.
        passes_without_any: the same, where the integration has no template at all.
        evidence: how that is known.
    """

    behavior: str
    passes: bool
    passes_without_any: bool
    evidence: Evidence

    @property
    def says(self) -> str:
        said = {True: "passes", False: "415"}
        some, none = said[self.passes], said[self.passes_without_any]
        return f"without a template of its content type {some}, without any {none}"


_BEHAVIORS = documented("developer guide, integration-passthrough-behaviors")
# fmt: off
PASSING = (
    Passing("WHEN_NO_MATCH", True, True, _BEHAVIORS),
    Passing("WHEN_NO_TEMPLATES", False, True, _BEHAVIORS),
    Passing("NEVER", False, False, _BEHAVIORS),
)
FACTS = (
    Fact("request template", "by the Content-Type without its parameters, application/json if there is none", documented("developer guide, integration-passthrough-behaviors; a key with a parameter never matches: aws/aws-cdk#16323")),
    Fact("request template $default", "for every other content type", reported("localstack's choice of templates")),
    Fact("empty template", "the body passes", recorded("localstack test_put_integration_response_templates")),
    Fact("response template", "by the first type of Accept that has one, else application/json, else the first", documented("developer guide, request-response-data-mappings")),
    Fact("no response template", "the body of a MOCK integration is empty", recorded("localstack test_integration_mock_with_response_override_in_request_template")),
)
# fmt: on
_PASSING = {row.behavior: row for row in PASSING}


def choose_request_template(
    templates: Templates, content_type: str, behavior: str
) -> str | None:
    """
    Return the template of a request, or None if its body passes as it is.

    Args:
        templates: of the integration, by content type.
        content_type: the request's header; it may be empty.
        behavior: the integration's ``passthroughBehavior``.

    Raises:
        Failed: the request may not pass.
    """
    key = media_type_of(content_type) or JSON
    for name in (key, ANY_TYPE):
        if name in templates:
            return templates[name] or None
    row = _PASSING.get(behavior, PASSING[0])
    if not (row.passes if templates else row.passes_without_any):
        raise UNSUPPORTED_MEDIA_TYPE.error()
    return None


def choose_response_template(templates: Templates, accept: str) -> tuple[str, str]:
    """
    Return the content type and the template of a response. The template may be empty.

    Args:
        templates: of the integration response, by content type.
        accept: the request's header; it may be empty.
    """
    wanted = [media_type_of(one) for one in accept.split(",")]
    keys = [*(one for one in wanted if one in templates), JSON, *templates]
    key = next((one for one in keys if one in templates), JSON)
    return key, templates.get(key) or ""


def media_type_of(text: str) -> str:
    """
    Return the media type in a header, without its parameters.
    """
    return text.partition(";")[0].strip()


def parsed(text: str) -> Template:
    """
    Return a template, parsed.

    Raises:
        TemplateFault: the text is not a template.
    """
    return _kept(text) if len(text) <= _KEPT else Template(text)


_kept = lru_cache(maxsize=128)(Template)
