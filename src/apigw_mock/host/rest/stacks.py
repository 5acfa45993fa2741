"""
REST APIs in moto's CloudFormation stacks that have an OpenAPI document.

moto itself reads neither ``Body`` nor ``BodyS3Location``, and never updates an API.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from moto.backends import get_backend

from apigw_mock.apigateway.openapi.members import (
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
from apigw_mock.host.rest import aside, lookups, openapi, rest_api
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
T = TypeVar("T")


def _tags(value: Any) -> dict[str, str]:
    tags = map(mapping, _items(value))
    return {text(one.get("Key")): text(one.get("Value")) for one in tags}


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed("list")
    return value


def _endpoint(value: Any) -> Document:
    return {name[:1].lower() + name[1:]: one for name, one in mapping(value).items()}


_PAGE = documented("CloudFormation user guide, AWS::ApiGateway::RestApi")
# fmt: off
PROPERTIES = (
    Member("Name", "name", text, _PAGE),
    Member("Description", "description", text, _PAGE),
    Member("ApiKeySourceType", "apiKeySource", word, _PAGE),
    Member("BinaryMediaTypes", "binaryMediaTypes", texts, _PAGE),
    Member("MinimumCompressionSize", "minimumCompressionSize", number, _PAGE),
    Member("Policy", "policy", json_text, _PAGE),
    Member("DisableExecuteApiEndpoint", "disableExecuteApiEndpoint", flag, _PAGE),
    Member("EndpointConfiguration", "endpointConfiguration", _endpoint, _PAGE),
    Member("Tags", "tags", _tags, _PAGE),
)
# fmt: on
# What a property must be, in CloudFormation's words.
_TYPES = {
    "array": "of type List of String",
    "boolean": "of type Boolean",
    "integer": "of type Integer",
    "list": "of type List",
    "object": "an object",
    "string": "of type String",
}


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
    with _refusing(), lock_of(backend):
        body = _body(backend, properties)
        beside = aside.beside(backend)
        api_id, _ = openapi.import_api(beside, body, _options(properties))
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
        lookups.find_api(beside, {"restApiId": api_id})
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
    except ApigwError as error:
        raise _refusal(str(error)) from None


def _refusal(sentence: str) -> Exception:
    # Imported late: its package imports half of moto. A stack has imported it.
    exceptions: Any = import_module("moto.cloudformation.exceptions")
    error: Exception = exceptions.ValidationError(message=sentence)
    return error


def _read(properties: Document, name: str, read: Callable[[Any], T]) -> T:
    """
    Return the value of a property, or refuse it in CloudFormation's words.
    """
    try:
        return read(properties.get(name))
    except Malformed as error:
        sentence = f"Value of property {name} must be {_TYPES[error.wanted]}"
        raise _refusal(sentence) from None


def _optional(properties: Document, name: str, read: Callable[[Any], T]) -> T | None:
    if properties.get(name) is None:
        return None
    return _read(properties, name, read)


def _options(properties: Document) -> Options:
    endpoint = _optional(properties, "EndpointConfiguration", mapping)
    types = list_of(map_of(endpoint).get("Types"))
    parameters = dict(_optional(properties, "Parameters", mapping) or {})
    if types:
        parameters.setdefault("endpointConfigurationTypes", types[0])
    return Options.sent(
        {
            "parameters": parameters,
            "failOnWarnings": _optional(properties, "FailOnWarnings", flag),
            "mode": properties.get("Mode"),
        }
    )


def _body(backend: Any, properties: Document) -> str | bytes:
    """
    Return the text of the document.
    """
    if _BODY in properties:
        body = properties[_BODY]
        return body if isinstance(body, str) else json.dumps(body, default=str)
    place = _read(properties, _IN_S3, mapping)
    bucket, key = (_read(place, name, text) for name in ("Bucket", "Key"))
    buckets: Any = get_backend("s3")[backend.account_id]
    partition = state.partition_of(backend.region_name)
    found = buckets[partition if partition in buckets.regions else "global"].get_object(
        bucket, key, _optional(place, "Version", text)
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
    given = {
        member.argument: _read(properties, member.name, member.read)
        for member in PROPERTIES
        if properties.get(member.name) is not None
    }
    sent = {**rest_api.read(api, target), **given}
    document = judged(REST_APIS, target, sent, ApiFacts(cloned={}))
    rest_api.write(backend, target, document, api)
