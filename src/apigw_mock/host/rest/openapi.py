"""
The calls that import OpenAPI documents: ImportRestApi, PutRestApi and
ImportDocumentationParts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.openapi.options import DOCUMENTATION, Options
from apigw_mock.apigateway.openapi.reading import read_calls, read_documentation
from apigw_mock.host import state
from apigw_mock.host.answer import Answer
from apigw_mock.host.rest import aside, lookups, rest_api
from apigw_mock.host.rest.importing import Importer
from apigw_mock.host.rest.making import url_faults
from apigw_mock.inputs import check_input
from apigw_mock.openapi.findings import lines
from apigw_mock.openapi.reading import read_document
from apigw_mock.refusal import InvalidOpenApiInput

if TYPE_CHECKING:
    from apigw_mock.apigateway.openapi.calls import Calls
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.requests import Request
    from apigw_mock.openapi.document import OpenApi
    from apigw_mock.openapi.findings import Findings


def on_import(backend: Any, request: Request) -> Answer:
    """
    Make an API of an OpenAPI document.
    """
    options = Options.sent(request.target)
    check_input(url_faults(request))
    api_id, findings = import_api(backend, request.original.body, options)
    shown = rest_api.show(backend.apis[api_id], request.target)
    return Answer(201, {**shown, **_warnings(findings)})


def on_put(backend: Any, request: Request) -> Answer:
    """
    Merge an OpenAPI document into an API, or put it in the API's place.
    """
    target, options = request.target, Options.sent(request.target)
    check_input(url_faults(request))
    findings = put_api(backend, target["restApiId"], request.original.body, options)
    shown = rest_api.settled(rest_api.show(lookups.find_api(backend, target), target))
    return Answer(200, {**shown, **_warnings(findings)})


def on_import_parts(backend: Any, request: Request) -> Answer:
    """
    Make the documentation parts of an OpenAPI document.
    """
    target, options = request.target, Options.sent(request.target)
    check_input(url_faults(request))
    try:
        document = _read(backend, request.original.body)
    except InvalidOpenApiInput:
        raise DOCUMENTATION.error() from None
    lookups.find_api(backend, target)
    beside = _beside(backend, target["restApiId"])
    calls = read_documentation(document)
    importer = Importer(beside, target["restApiId"], calls, options, is_new=False)
    ids, findings = importer.run_parts(), importer.finish(backend)
    return Answer(200, {"ids": ids, **_warnings(findings)})


def import_api(
    backend: Any, body: str | bytes | None, options: Options
) -> tuple[str, Findings]:
    """
    Make an API of a document, and return its id and what was found.

    Raises:
        ApigwError: the document is refused. No API is made.
    """
    document = _read(backend, body)
    beside = aside.beside(backend)
    api_id: str = beside.create_rest_api("", "").id
    calls = _calls(backend, api_id, document, options)
    importer = Importer(beside, api_id, calls, options, is_new=True)
    importer.run()
    return api_id, importer.finish(backend)


def put_api(
    backend: Any, api_id: str, body: str | bytes | None, options: Options
) -> Findings:
    """
    Merge a document into an API, or overwrite the API, and return what was found.

    Raises:
        ApigwError: there is no API, or the document is refused. Nothing changes.
    """
    document = _read(backend, body)
    lookups.find_api(backend, {"restApiId": api_id})
    calls = _calls(backend, api_id, document, options)
    beside = _beside(backend, api_id)
    importer = Importer(beside, api_id, calls, options, is_new=False)
    importer.run()
    return importer.finish(backend)


def _beside(backend: Any, api_id: str) -> Any:
    """
    Return a backend in which the API may be changed without anybody seeing it.
    """
    beside = aside.beside(backend)
    aside.put_twin(beside, api_id)
    return beside


def _read(backend: Any, body: str | bytes | None) -> OpenApi:
    return read_document(body, state.variables_of(backend))


def _calls(backend: Any, api_id: str, document: OpenApi, options: Options) -> Calls:
    home = f"https://apigateway.{state.suffix_of(backend.region_name)}"
    return read_calls(
        document,
        f"{home}/restapis/{api_id}/models/",
        options.base_path,
        has_documentation=options.has_documentation,
    )


def _warnings(findings: Findings) -> Document:
    return {"warnings": lines(findings.warnings)} if findings.warnings else {}
