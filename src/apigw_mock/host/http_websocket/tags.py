"""
Tags of API Gateway v2: our actions on them.

moto keeps those of APIs, stages and VPC links. Domain names keep their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket.documents import copied
from apigw_mock.host.http_websocket.domain_name import rest_of
from apigw_mock.host.rest import domain_name as rest
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of

if TYPE_CHECKING:
    from apigw_mock.host.requests import Request


def tag_resource(backend: Any, request: Request) -> Answer:
    """
    Answer TagResource.
    """
    arn, tags = request.target["ResourceArn"], request.sent().get("tags", {})
    domain = _domain(backend, arn)
    if domain:
        _keep(backend, domain, {**(domain.tags or {}), **tags})
    else:
        backend.tag_resource(arn, tags)
    return Answer(201, {})


def untag_resource(backend: Any, request: Request) -> Answer:
    """
    Answer UntagResource.
    """
    arn, keys = request.target["ResourceArn"], request.target.get("TagKeys", [])
    domain = _domain(backend, arn)
    if domain:
        tags = (domain.tags or {}).items()
        _keep(backend, domain, {key: tag for key, tag in tags if key not in keys})
    else:
        backend.untag_resource(arn, keys)
    return Answer(204, None)


def get_tags(backend: Any, request: Request) -> Answer:
    """
    Answer GetTags.
    """
    arn = request.target["ResourceArn"]
    domain = _domain(backend, arn)
    tags = domain.tags or {} if domain else backend.get_tags(arn)
    return Answer(200, {"tags": tags})


def _domain(backend: Any, arn: str) -> Any:
    """
    Return moto's object of the domain name with this ARN, or None.
    """
    of_rest, name = rest_of(backend), arn.rpartition("/domainnames/")[2]
    domain = lookups.domain_names_of(of_rest).get(name.partition("+")[0])
    if not domain:
        return None
    shown = document_of(rest.own(of_rest, domain))
    return domain if shown["domainNameArn"] == arn else None


def _keep(backend: Any, domain: Any, tags: dict[str, str]) -> None:
    rest.keep(rest_of(backend), copied(domain, tags=tags))
