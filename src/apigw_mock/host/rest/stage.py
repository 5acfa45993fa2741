"""
How stages are found, read and written.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules.api_key import stage_of
from apigw_mock.apigateway.rules.stage import StageFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.stage import STAGE
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.Stage,
    (),
    {
        "stageName": "name",
        "deploymentId": "deployment_id",
        "description": "description",
        "cacheClusterEnabled": "cache_cluster_enabled",
        "cacheClusterSize": "cache_cluster_size",
        "cacheClusterStatus": "cache_cluster_status",
        "methodSettings": "method_settings",
        "variables": "variables",
        "accessLogSettings": "access_log_settings",
        "tags": "tags",
        "tracingEnabled": "tracing_enabled",
        "webAclArn": "web_acl_arn",
    },
)

# What the defaults of a stage need of the facts: nothing.
_NO_FACTS = StageFacts(
    deployments=(), documentation_versions=(), client_certificates=()
)


def read(stage: Any, _: Target) -> Document:
    return document_of_stage(stage)


def document_of_stage(stage: Any) -> Document:
    """
    Return the document of a stage, also of one that moto itself made.
    """
    document = document_of(stage)
    if BESIDE not in vars(stage):
        document = {name: value for name, value in document.items() if value != ""}
        made = vars(stage).get("made")
        document |= {"createdDate": made, "lastUpdatedDate": made} if made else {}
        document = complete(document, STAGE, _NO_FACTS)
    return {name: value for name, value in document.items() if name != "tags" or value}


def dated(api: Any, name: str) -> Any:
    """
    Return moto's object of a stage, or None.

    moto keeps no dates of stages. One that moto made gets the date of its deployment.
    """
    stage = api.stages.get(name)
    if stage and BESIDE not in vars(stage) and "made" not in vars(stage):
        deployment = api.deployments.get(stage.deployment_id)
        stage.made = deployment.created_date if deployment else int(time.time())
    return stage


def find(backend: Any, target: Target) -> Any:
    lookups.find_stage(backend, target)
    return dated(lookups.find_api(backend, target), target["stageName"])


def facts_of(backend: Any, target: Target) -> StageFacts:
    api = lookups.find_api(backend, target)
    return StageFacts(
        deployments=api.deployments,
        documentation_versions=lookups.things_in(api, lookups.DOCUMENTATION_VERSIONS),
        client_certificates=lookups.things_in(backend, lookups.CLIENT_CERTIFICATES),
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> Target:
    api, now = lookups.find_api(backend, target), int(time.time())
    name = document["stageName"]
    dated = {"createdDate": now, **document, "lastUpdatedDate": now}
    api.stages[name] = STORE.make(dated, old)
    if old is None:
        api.update_integration_mocks(name)
    return {**target, "stageName": name}


def settled(document: Document) -> Document:
    """
    Return a stage as a later call shows it: its cache cluster has been made.
    """
    if document.get("cacheClusterStatus") == "CREATE_IN_PROGRESS":
        return {**document, "cacheClusterStatus": "AVAILABLE"}
    return document


def every(backend: Any, target: Target) -> Iterable[Any]:
    """
    Return the stages of the API, or those with the deployment that the call names.
    """
    api = lookups.find_api(backend, target)
    stages = [dated(api, name) for name in api.stages]
    wanted = target.get("deploymentId")
    return [one for one in stages if wanted in (None, one.deployment_id)]


def delete(backend: Any, target: Target) -> None:
    lookups.find_stage(backend, target)
    api_id, name = target["restApiId"], target["stageName"]
    domains = lookups.domains_of(backend, api_id, name)
    if domains:
        raise existence.UNMAPPED_STAGE.error(name, domains)
    del lookups.find_api(backend, target).stages[name]
    disconnect(backend, api_id, [name])


def disconnect(backend: Any, api_id: str, names: Iterable[str]) -> None:
    """
    Take stages that are deleted out of the usage plans and the API keys.
    """
    gone = {f"{api_id}/{name}" for name in names}
    for plan in backend.usage_plans.values():
        stages = plan.api_stages or []
        plan.api_stages = [
            one
            for one in stages
            if f"{one.get('apiId')}/{one.get('stage')}" not in gone
        ]
    for key in backend.keys.values():
        kept = [one for one in key.stage_keys or [] if stage_of(one) not in gone]
        key.stage_keys = kept


STAGES = Resource(
    STAGE,
    find=find,
    read=read,
    settled=settled,
    check_parent=lookups.check_free_stage,
    facts=facts_of,
    write=write,
    delete=delete,
    show=read,
    every=every,
    key="stageName",
    status=(200, 202),
)
