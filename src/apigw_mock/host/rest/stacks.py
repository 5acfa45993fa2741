"""
REST APIs in moto's CloudFormation stacks that have an OpenAPI document.

moto itself reads neither ``Body`` nor ``BodyS3Location``, and never updates an API.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from moto.backends import get_backend

from apigw_mock.apigateway.openapi.members import (
    Extension,
    Malformed,
    Member,
    flag,
    json_text,
    mapping,
    number,
    text,
    texts,
    word,
)
from apigw_mock.apigateway.openapi.options import Options
from apigw_mock.apigateway.rules.rest_api import ApiFacts
from apigw_mock.evidence import documented
from apigw_mock.host import state
from apigw_mock.host.answer import lock_of
from apigw_mock.host.guard import Replacement
from apigw_mock.host.rest import aside, openapi, rest_api
from apigw_mock.host.rest.making import judged
from apigw_mock.host.rest.rest_api import REST_APIS
from apigw_mock.host.rest.store import models
from apigw_mock.openapi.document import list_of, map_of
from apigw_mock.refusal import ApigwError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.apigateway.rows import Document

_CREATE, _UPDATE = "create_from_cloudformation_json", "update_from_cloudformation_json"
_BODY, _IN_S3 = "Body", "BodyS3Location"


def _tags(value: Any) -> dict[str, str]:
    tags = map(map_of, list_of(value))
    return {text(one.get("Key")): text(one.get("Value")) for one in tags}


def _endpoint(value: Any) -> Document:
    return {name[0].lower() + name[1:]: one for name, one in mapping(value).items()}


_PAGE = documented("CloudFormation user guide, AWS::ApiGateway::RestApi")
# fmt: off
PROPERTIES = Extension("Properties", "CreateRestApi", (
    Member("Name", "name", text, _PAGE),
    Member("Description", "description", text, _PAGE),
    Member("ApiKeySourceType", "apiKeySource", word, _PAGE),
    Member("BinaryMediaTypes", "binaryMediaTypes", texts, _PAGE),
    Member("MinimumCompressionSize", "minimumCompressionSize", number, _PAGE),
    Member("Policy", "policy", json_text, _PAGE),
    Member("DisableExecuteApiEndpoint", "disableExecuteApiEndpoint", flag, _PAGE),
    Member("EndpointConfiguration", "endpointConfiguration", _endpoint, _PAGE),
    Member("Tags", "tags", _tags, _PAGE),
))
# fmt: on


def replacements() -> Iterator[Replacement]:
    """
    Yield what makes and updates the APIs of stacks that have a document.
    """
    own = vars(models.RestAPI)[_CREATE].__func__
    yield Replacement(models.RestAPI, _CREATE, classmethod(_creating(own)))
    yield Replacement(models.RestAPI, _UPDATE, classmethod(_updated))


def _creating(own: Callable[..., Any]) -> Callable[..., Any]:
    def create(
        cls: Any,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **more: Any,
    ) -> Any:
        properties = cloudformation_json["Properties"]
        if _BODY not in properties and _IN_S3 not in properties:
            named = resource_name, cloudformation_json, account_id, region_name
            return own(cls, *named, **more)
        return _imported(state.rest_backend(account_id, region_name), properties)

    return create


def _imported(backend: Any, properties: Document) -> Any:
    options = _options(properties)
    with _refusing(), lock_of(backend):
        body = _body(backend, properties)
        beside = aside.beside(backend)
        api_id, _ = openapi.import_api(beside, body, options)
        _set(beside, api_id, properties)
        aside.swap_in(backend, beside, api_id)
    return backend.apis[api_id]


def _updated(
    _: Any,
    original_resource: Any,
    new_resource_name: str,  # noqa: ARG001  # moto sends it by name
    cloudformation_json: dict[str, Any],
    account_id: str,
    region_name: str,
) -> Any:
    backend = state.rest_backend(account_id, region_name)
    properties, api_id = cloudformation_json["Properties"], original_resource.id
    with _refusing(), lock_of(backend):
        beside = aside.beside(backend)
        aside.put_twin(beside, api_id)
        if _BODY in properties or _IN_S3 in properties:
            body = _body(backend, properties)
            openapi.put_api(beside, api_id, body, _options(properties))
        _set(beside, api_id, properties)
        aside.swap_in(backend, beside, api_id)
    return backend.apis[api_id]


@contextmanager
def _refusing() -> Iterator[None]:
    """
    Turn a refusal into the error with which moto answers to calls on stacks.
    """
    try:
        yield
    except (ApigwError, Malformed) as error:
        raise _refusal(str(error)) from None


def _refusal(sentence: str) -> Exception:
    """
    Return the error with which moto answers to calls on stacks.
    """
    # Imported late: its package imports half of moto. A stack has imported it.
    exceptions: Any = import_module("moto.cloudformation.exceptions")
    error: Exception = exceptions.ValidationError(message=sentence)
    return error


def _options(properties: Document) -> Options:
    types = list_of(map_of(properties.get("EndpointConfiguration")).get("Types"))
    parameters = dict(map_of(properties.get("Parameters")))
    if types:
        parameters.setdefault("endpointConfigurationTypes", types[0])
    try:
        return Options.sent(
            {
                "parameters": parameters,
                "failOnWarnings": flag(properties.get("FailOnWarnings", "")),
                "mode": properties.get("Mode"),
            }
        )
    except ApigwError as error:
        raise _refusal(str(error)) from None


def _body(backend: Any, properties: Document) -> str | bytes:
    """
    Return the text of the document.
    """
    if _BODY in properties:
        body = properties[_BODY]
        return body if isinstance(body, str) else json.dumps(body, default=str)
    place = properties[_IN_S3]
    buckets: Any = get_backend("s3")[backend.account_id]
    partition = state.partition_of(backend.region_name)
    found = buckets[partition if partition in buckets.regions else "global"].get_object(
        place["Bucket"], place["Key"], place.get("Version")
    )
    if found is None:
        raise _refusal("S3 error: The specified key does not exist.")
    text_of_it: bytes = found.value
    return text_of_it


def _set(backend: Any, api_id: str, properties: Document) -> None:
    """
    Give an API the settings of its properties, which go before the document's.
    """
    target, api = {"restApiId": api_id}, backend.apis[api_id]
    sent = {**rest_api.read(api, target), **PROPERTIES.arguments(properties)}
    document = judged(REST_APIS, target, sent, ApiFacts(cloned={}))
    rest_api.write(backend, target, document, api)
