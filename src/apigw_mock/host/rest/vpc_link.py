"""
How VPC links are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.rules import vpc_link as rules
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.vpc_link import VPC_LINK
from apigw_mock.host.rest.documents import document_of, links_in
from apigw_mock.host.rest.record import Resource, with_tags, without_empty_tags
from apigw_mock.host.rest.stage import document_of_stage
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

    Links = dict[str, list[tuple[str, str]]]

STORE = Store(
    models.VpcLink,
    (),  # only backends make links: not all releases take the same arguments
    {
        "id": "id",
        "name": "name",
        "description": "description",
        "targetArns": "target_arns",
        "tags": "tags",
    },
)
_READY = {"status": "AVAILABLE", "statusMessage": "Your vpc link is ready for use"}


def find(backend: Any, target: Target) -> Any:
    link = backend.vpc_links.get(target["vpcLinkId"])
    if not link:
        raise existence.VPC_LINK.error(target["vpcLinkId"])
    return link


def read(link: Any, _: Target) -> Document:
    """
    Return the document of a link, also of one that moto itself made.
    """
    document = document_of(link)
    if BESIDE in vars(link):
        return document
    return {name: value for name, value in document.items() if value != ""}


def settled(document: Document) -> Document:
    """
    Return a link as a later call shows it: it has been made.
    """
    return with_tags({**document, **_READY})


def check(_: Any, sent: Target) -> None:
    targets = sent["targetArns"]
    if len(targets) > 1:
        raise existence.ONE_TARGET.error(targets)
    for arn in targets:
        if not rules.is_arn(arn):
            raise existence.TARGET_ARN.error(arn)


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    made = old or backend.create_vpc_link(document["name"], "", [], {})
    own = document if old else {**document, "id": made.id, "status": "PENDING"}
    backend.vpc_links[made.id] = STORE.make(own, made)
    return {"vpcLinkId": made.id}


def every(backend: Any, _: Target) -> Iterable[Any]:
    links: dict[str, Any] = backend.vpc_links
    return links.values()


def delete(backend: Any, target: Target) -> None:
    find(backend, target)
    link_id = target["vpcLinkId"]
    uses = dict.fromkeys(
        use for api in backend.apis.values() for use in _uses(api, link_id)
    )
    if uses:
        raise existence.UNUSED_LINK.error(link_id, [*uses])
    del backend.vpc_links[link_id]


def _uses(api: Any, link_id: str) -> Iterator[str]:
    """
    Yield where the stages of an API use a link, as AWS prints it.
    """
    for name, one in api.stages.items():
        for links in _links(api, document_of_stage(one)):
            for method, resource_id in links.get(link_id, ()):
                yield f"{api.id}:{method}:{resource_id}:{name}"


def _links(api: Any, stage: Document) -> Iterator[Links]:
    """
    Yield the links of what is deployed on a stage, and of what its canary has.

    moto keeps none in a deployment. One that moto made has those of the API as it is.
    """
    canary = stage.get("canarySettings", {})
    for one in (stage["deploymentId"], canary.get("deploymentId")):
        deployment = api.deployments.get(one)
        if deployment:
            kept: Links | None = vars(deployment).get("links")
            yield links_in(api) if kept is None else kept


VPC_LINKS = Resource(
    VPC_LINK,
    find=find,
    read=read,
    settled=settled,
    in_list=without_empty_tags,
    check_parent=check,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    show=read,
    every=every,
    made=202,
    status=(200, 202),
)
