"""
VPC links for HTTP APIs: our actions on them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import VpcLink

from apigw_mock.apigatewayv2.rules.vpc_link import VpcLinkFacts
from apigw_mock.apigatewayv2.tables.vpc_link import AVAILABLE, PENDING
from apigw_mock.apigatewayv2.tables.vpc_link import VPC_LINK as TABLE
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request

_NO_PROTOCOL = ""  # a link belongs to no API


def create_vpc_link(backend: Any, request: Request) -> Answer:
    """
    Answer CreateVpcLink. The next call shows the link as made.
    """
    body, facts = request.sent(), _facts(backend)
    document = documents.judged(TABLE, _NO_PROTOCOL, facts, body)
    created = _add(backend, document, body)
    return Answer(201, {**_shown(backend, created), **PENDING})


def update_vpc_link(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateVpcLink.
    """
    body, stored = request.sent(), lookups.find_vpc_link(backend, request)
    facts, before = _facts(backend), documents.read(stored, TABLE)
    document = documents.judged(TABLE, _NO_PROTOCOL, facts, body, before)
    backend.vpc_links[stored.id] = changed = documents.twin(stored, document, TABLE)
    return Answer(200, _shown(backend, changed))


def get_vpc_link(backend: Any, request: Request) -> Answer:
    """
    Answer GetVpcLink.
    """
    return Answer(200, _shown(backend, lookups.find_vpc_link(backend, request)))


def get_vpc_links(backend: Any, request: Request) -> Answer:
    """
    Answer GetVpcLinks.
    """
    links, show = list(backend.vpc_links.values()), partial(_shown, backend)
    return Answer(200, listed(links, request, show, "vpcLinkId"))


def delete_vpc_link(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteVpcLink.
    """
    stored = lookups.find_vpc_link(backend, request)
    uses = [use for api in backend.apis.values() for use in _uses(api, stored.id)]
    facts, shown = _facts(backend, uses), _shown(backend, stored)
    documents.judge_delete(TABLE, _NO_PROTOCOL, facts, shown)
    del backend.vpc_links[stored.id]
    backend.tagger.delete_all_tags_for_resource(stored.arn)
    return Answer(202, {})


def _facts(backend: Any, uses: list[str] | None = None) -> VpcLinkFacts:
    return VpcLinkFacts(count=len(backend.vpc_links), uses=uses or ())


def _uses(api: Any, link_id: str) -> Iterator[str]:
    """
    Yield the routes of an API that lead through a link, as AWS prints them.
    """
    through = {
        f"integrations/{one.id}"
        for one in api.integrations.values()
        if one.connection_id == link_id
    }
    for route in api.routes.values():
        if route.target in through:
            method, _, path = route.route_key.partition(" ")
            yield f"{method if path else 'ANY'}:{route.route_id}"


def _add(backend: Any, document: Document, sent: Document) -> Any:
    """
    Make a VPC link of moto's, with an id of AWS's length.
    """
    created: Any = VpcLink(
        document["name"],
        sg_ids=sent.get("securityGroupIds", []),
        subnet_ids=sent["subnetIds"],
        tags={},
        backend=backend,
    )
    backend.tagger.delete_all_tags_for_resource(created.arn)
    moto_s, created.id = created.id, new_id(6, backend.vpc_links)
    created.arn = created.arn.replace(moto_s, created.id)
    created.created = documents.now(created.created)
    backend.tag_resource(created.arn, sent.get("tags", {}))
    backend.vpc_links[created.id] = created
    return created


def _shown(backend: Any, stored: Any) -> Document:
    return {
        **documents.read(stored, TABLE),
        "createdDate": documents.shown_date(stored.created),
        "securityGroupIds": stored.sg_ids or [],
        "subnetIds": stored.subnet_ids or [],
        "tags": backend.get_tags(stored.arn),
        "vpcLinkId": stored.id,
        **AVAILABLE,
    }
