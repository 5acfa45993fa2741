"""
Bodies that are not UTF-8.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from moto.apigateway.responses import APIGatewayResponse

from apigw_mock import Backend, mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = json.dumps(
    {"openapi": "3.0.1", "info": {"title": "Caf\u00e9"}}, ensure_ascii=False
)


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as one:
        yield one


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_document_in_another_encoding_is_refused(
    backend: Backend, encoding: str
) -> None:
    with pytest.raises(ClientError, match="Invalid OpenAPI input"):
        backend.apigateway.import_rest_api(body=DOCUMENT.encode(encoding))

    assert backend.apigateway.get_rest_apis()["items"] == []


def test_document_in_another_encoding_changes_no_api(backend: Backend) -> None:
    api = backend.apigateway.create_rest_api(name="pets")["id"]
    before = backend.apigateway.get_rest_api(restApiId=api)

    with pytest.raises(ClientError, match="Invalid OpenAPI input"):
        backend.apigateway.put_rest_api(restApiId=api, body=DOCUMENT.encode("utf-16"))

    after = backend.apigateway.get_rest_api(restApiId=api)
    assert without_metadata(after) == without_metadata(before)


def test_documentation_in_another_encoding_is_refused(backend: Backend) -> None:
    api = backend.apigateway.create_rest_api(name="pets")["id"]

    with pytest.raises(ClientError, match="Unable to build importer"):
        backend.apigateway.import_documentation_parts(
            restApiId=api, body=DOCUMENT.encode("latin-1")
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_document_of_an_open_file_is_imported(backend: Backend, encoding: str) -> None:
    file: Any = io.BytesIO(DOCUMENT.encode(encoding))

    assert backend.apigateway.import_rest_api(body=file)["name"] == "Caf\u00e9"


def test_open_file_in_another_encoding_is_refused(backend: Backend) -> None:
    file: Any = io.BytesIO(DOCUMENT.encode("latin-1"))

    with pytest.raises(ClientError, match="Invalid OpenAPI input"):
        backend.apigateway.import_rest_api(body=file)


def test_moto_reads_bodies_as_before_after_the_scope() -> None:
    before = vars(APIGatewayResponse).get("setup_class")
    with mock_apigw_updates():
        pass

    assert vars(APIGatewayResponse).get("setup_class") is before


def without_metadata(answer: Any) -> dict[str, Any]:
    return {name: answer[name] for name in answer if name != "ResponseMetadata"}
