"""
From a document to the calls that make its API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.openapi import settings
from apigw_mock.apigateway.openapi.calls import Calls
from apigw_mock.apigateway.openapi.operations import Operations
from apigw_mock.apigateway.openapi.schemas import Models
from apigw_mock.apigateway.openapi.security import Security
from apigw_mock.apigateway.openapi.sentences import MissingModel
from apigw_mock.openapi.base_path import prefix_of
from apigw_mock.openapi.sentences import MissingReference
from apigw_mock.openapi.structure import structure

if TYPE_CHECKING:
    from apigw_mock.openapi.document import OpenApi
    from apigw_mock.openapi.sentences import Finding

_DEFINITION = "#/definitions/"


def read_calls(
    document: OpenApi, home: str, base_path: str, *, has_documentation: bool
) -> Calls:
    """
    Return the calls that make the API of a document.

    Args:
        document: the document.
        home: what the URLs of the API's models begin with.
        base_path: ``ignore``, ``prepend`` or ``split``.
        has_documentation: whether its documentation parts are read.

    Raises:
        MalformedIntegration: an integration cannot be read.
    """
    calls = Calls()
    findings = calls.findings
    findings.warnings += [_worded(one, document) for one in structure(document)]
    calls.settings = settings.read_settings(document, findings)
    calls.validators = settings.read_validators(document, findings)
    calls.gateway_responses = settings.read_gateway_responses(document, findings)
    security, models = Security(document, findings), Models(document, home)
    prefix = prefix_of(document, base_path)
    calls.paths = Operations(document, models, security, findings).read(prefix)
    calls.authorizers, calls.models = security.authorizers, models.made
    if has_documentation:
        calls.parts = settings.read_parts(document, findings)
    return calls


def read_documentation(document: OpenApi) -> Calls:
    """
    Return the calls that make the documentation of a document alone.
    """
    calls = Calls()
    calls.parts = settings.read_parts(document, calls.findings)
    return calls


def _worded(finding: Finding, document: OpenApi) -> Finding:
    """
    Return a finding of the structure in the words of Swagger 2.0, if it has its own.
    """
    if not isinstance(finding, MissingReference) or not document.is_swagger:
        return finding
    _, prefix, name = finding.attribute.partition(_DEFINITION)
    return MissingModel(name) if prefix else finding
