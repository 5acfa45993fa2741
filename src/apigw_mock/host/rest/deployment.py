"""
How deployments are found, read and written, and what making one does to a stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonpointer import JsonPointer

from apigw_mock.apigateway.patch import apply_patch
from apigw_mock.apigateway.put import apply_put
from apigw_mock.apigateway.rows import Facts, Operation
from apigw_mock.apigateway.rules.stage import StageFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.deployment import DEPLOYMENT
from apigw_mock.apigateway.tables.stage import STAGE
from apigw_mock.host.answer import Answer
from apigw_mock.host.model import faults_of
from apigw_mock.host.rest import lookups, rest_api, stage
from apigw_mock.host.rest.documents import links_in, path_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models
from apigw_mock.inputs import check_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.requests import Request
    from apigw_mock.host.routes import Target

STORE = Store(
    models.Deployment,
    ("", ""),
    {"id": "id", "description": "description", "createdDate": "created_date"},
)

# Stands for the id of the deployment while its stage is judged.
_NEW = "{deployment}"
_STAGE_MEMBERS = ("cacheClusterEnabled", "cacheClusterSize", "tracingEnabled")


def read(deployment: Any, _: Target) -> Document:
    document = {"id": deployment.id, "createdDate": deployment.created_date}
    if deployment.description:
        document["description"] = deployment.description
    return document


def show(deployment: Any, target: Target) -> Document:
    """
    Return a deployment, with a summary of its API if the call asks for it.
    """
    shown = read(deployment, target)
    summary = vars(deployment).get("summary")
    if summary is not None and "apisummary" in target.get("embed", ()):
        shown["apiSummary"] = summary
    return shown


def write(backend: Any, target: Target, document: Document, old: Any) -> None:
    deployments = lookups.find_api(backend, target).deployments
    deployments[old.id] = STORE.make(document, old)


def every(backend: Any, target: Target) -> Iterable[Any]:
    deployments: dict[str, Any] = lookups.find_api(backend, target).deployments
    return deployments.values()


def delete(backend: Any, target: Target) -> None:
    deployment = lookups.find_deployment(backend, target)
    api = lookups.find_api(backend, target)
    for one in map(stage.document_of_stage, api.stages.values()):
        canary = one.get("canarySettings", {})
        if deployment.id in (one["deploymentId"], canary.get("deploymentId")):
            raise existence.UNUSED.error(deployment.id)
    del api.deployments[deployment.id]


DEPLOYMENTS = Resource(
    DEPLOYMENT,
    find=lookups.find_deployment,
    read=read,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    show=show,
    every=every,
    status=(200, 202),
)


# --- Create -------------------------------------------------------------------------


def on_create(backend: Any, request: Request) -> Answer:
    """
    Deploy an API, and point the stage that the call names to the new deployment.
    """
    target, sent = request.target, request.sent()
    members = {n: m for n, m in DEPLOYMENTS.members.items() if not m.location}
    check_input(faults_of(sent, members, "createDeploymentInput."))
    api, name = lookups.find_api(backend, target), sent.get("stageName")
    _check_canary(api, sent)
    _check_methods(api)
    old = stage.dated(api, name) if name else None
    document = _stage(name, sent, old) if name else {}
    made = api.create_deployment(name, sent.get("description") or "")
    made.summary, made.links = _summary(api), links_in(api)
    if name:
        named = {**target, "stageName": name}
        before = old or api.stages[name]  # moto's own; it answers at its URL
        stage.write(backend, named, _with_id(document, made.id), before)
    return Answer(201, read(made, target))


def _check_canary(api: Any, sent: Document) -> None:
    name = sent.get("stageName")
    if "canarySettings" not in sent:
        return
    if not name:
        raise existence.CANARY_NAMED.error(name)
    if name not in api.stages:
        raise existence.CANARY_STAGE.error(name)


def _check_methods(api: Any) -> None:
    methods = [
        method
        for resource in api.resources.values()
        for method in resource.resource_methods.values()
    ]
    if not methods:
        raise existence.HAS_METHODS.error()
    if not all(one.method_integration for one in methods):
        raise existence.HAS_INTEGRATIONS.error()
    document = rest_api.read(api, {})
    is_private = "PRIVATE" in document["endpointConfiguration"]["types"]
    if is_private and not document.get("policy"):
        raise existence.HAS_POLICY.error()


def _stage(name: str, sent: Document, old: Any) -> Document:
    """
    Return the stage of a new deployment: a new one, or the *old* one that moves to it.
    """
    facts, members = _stage_facts(_NEW), stage.STAGES.members
    if old is None:
        lookups.check_stage_name(name)
        given = {member: sent[member] for member in _STAGE_MEMBERS if member in sent}
        given |= {"stageName": name, "deploymentId": _NEW}
        given |= {"variables": sent["variables"]} if sent.get("variables") else {}
        if "stageDescription" in sent:
            given["description"] = sent["stageDescription"]
        return apply_put(given, STAGE, facts, members)
    before = stage.document_of_stage(old)
    known = _stage_facts(_NEW, before["deploymentId"])
    return apply_patch(before, list(_moves(sent, before)), STAGE, known, members)


def _stage_facts(*deployments: str) -> StageFacts:
    # A deployment names no documentation version and no client certificate.
    return StageFacts(
        deployments=deployments, documentation_versions=(), client_certificates=()
    )


def _moves(sent: Document, before: Document) -> Iterator[Operation]:
    """
    Yield the operations that an update would take to move a stage to the deployment.
    """
    canary = sent.get("canarySettings")
    if canary is None:
        yield Operation("replace", "/deploymentId", _NEW)
        yield from _set("/variables", sent.get("variables") or {})
    else:
        if "canarySettings" in before:
            yield Operation("remove", "/canarySettings")
        given = {**canary, "deploymentId": _NEW}
        overrides = given.pop("stageVariableOverrides", None)
        yield from _set("/canarySettings", given)
        yield from _set("/canarySettings/stageVariableOverrides", overrides or {})
    yield from _set("", {one: sent[one] for one in _STAGE_MEMBERS if one in sent})
    if "stageDescription" in sent:
        yield Operation("replace", "/description", sent["stageDescription"])


def _set(below: str, values: Document) -> Iterator[Operation]:
    for key, value in values.items():
        path = below + JsonPointer.from_parts([key]).path
        # str would print a small number with an exponent.
        text = f"{value:.18f}" if isinstance(value, float) else str(value)
        yield Operation("replace", path, text)


def _with_id(document: Document, deployment_id: str) -> Document:
    if document["deploymentId"] == _NEW:
        return {**document, "deploymentId": deployment_id}
    canary = {**document["canarySettings"], "deploymentId": deployment_id}
    return {**document, "canarySettings": canary}


def _summary(api: Any) -> Document:
    """
    Return what each method of the API asks of its callers.
    """
    return {
        path_of(resource): {
            name: {
                "authorizationType": method.authorization_type or "NONE",
                "apiKeyRequired": bool(method.api_key_required),
            }
            for name, method in resource.resource_methods.items()
        }
        for resource in api.resources.values()
        if resource.resource_methods
    }
