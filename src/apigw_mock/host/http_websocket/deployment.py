"""
Deployments of HTTP and WebSocket APIs: our actions on them, and those that a change
makes by itself. moto has none: its API keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.api_refusals import NoValidRoutes
from apigw_mock.apigatewayv2.rules.deployment import DeploymentFacts
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.deployment import DEPLOYMENT as TABLE
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed

if TYPE_CHECKING:
    from collections.abc import Container

    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request

_AUTOMATIC = "Automatic deployment triggered by changes to the Api configuration"


class Deployment:
    """
    Stands for an object of moto's.
    """


def create_deployment(backend: Any, request: Request) -> Answer:
    """
    Answer CreateDeployment. A stage that deploys by itself makes the deployment fail.
    """
    body, api = request.sent(), lookups.find_api(backend, request)
    name = body.pop("stageName", None)
    if name is not None and name not in api.stages:
        raise existence.STAGE.error(name)
    document = documents.judged(TABLE, api.protocol_type, _facts(api), body)
    stage = api.stages[name] if name is not None else None
    fails = bool(stage and stage.auto_deploy)
    created = _add(api, document, status="FAILED" if fails else "DEPLOYED")
    if stage and not fails:
        api.stages[name] = documents.copied(stage, deployment_id=created.id)
    return Answer(201, _shown(created))


def update_deployment(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateDeployment.
    """
    body = request.sent()
    api, stored = lookups.find_deployment(backend, request)
    before = documents.read(stored, TABLE)
    document = documents.judged(TABLE, api.protocol_type, _facts(api), body, before)
    changed = documents.twin(stored, document, TABLE)
    lookups.deployments_of(api)[stored.id] = changed
    return Answer(200, _shown(changed))


def get_deployment(backend: Any, request: Request) -> Answer:
    """
    Answer GetDeployment.
    """
    _, stored = lookups.find_deployment(backend, request)
    return Answer(200, _shown(stored))


def get_deployments(backend: Any, request: Request) -> Answer:
    """
    Answer GetDeployments.
    """
    deployments = lookups.deployments_of(lookups.find_api(backend, request))
    return Answer(
        200, listed(list(deployments.values()), request, _shown, "deploymentId")
    )


def delete_deployment(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteDeployment.
    """
    api, stored = lookups.find_deployment(backend, request)
    documents.judge_delete(TABLE, api.protocol_type, _facts(api), _shown(stored))
    del lookups.deployments_of(api)[stored.id]
    return Answer(204, None)


# --- without a call -----------------------------------------------------------------


def deploy_automatically(api: Any, names: Container[str] | None = None) -> None:
    """
    Deploy an API to its stages that deploy by themselves, as a change of it does.

    The stages keep their LastUpdatedDate; AWS's is unseen.

    Args:
        api: moto's object, after the change.
        names: of the only stages to deploy to, None for all.
    """
    waiting = [
        name
        for name, stage in api.stages.items()
        if stage.auto_deploy and (names is None or name in names)
    ]
    if not waiting:
        return
    said: Document = {"status": f"Deployment attempt failed: {NoValidRoutes()}"}
    if _has_routes(api):
        created = _add(api, {"description": _AUTOMATIC}, automatic=True)
        text = f"Successfully deployed stage with deployment ID '{created.id}'"
        said = {"status": text, "deployment_id": created.id}
    for name in waiting:
        api.stages[name] = documents.copied(api.stages[name], **said)


def _facts(api: Any) -> DeploymentFacts:
    stages = api.stages.values()
    return DeploymentFacts(
        has_routes=_has_routes(api),
        active={getattr(stage, "deployment_id", None) for stage in stages},
    )


def _has_routes(api: Any) -> bool:
    return any(route.target for route in api.routes.values())


def _add(
    api: Any, document: Document, *, status: str = "DEPLOYED", automatic: bool = False
) -> Any:
    deployments = lookups.deployments_of(api)
    created: Any = Deployment()
    documents.write(created, document, TABLE)
    created.id = new_id(6, deployments)
    created.created = documents.now(None)
    created.automatic, created.status = automatic, status
    deployments[created.id] = created
    return created


def _shown(stored: Any) -> Document:
    return {
        "autoDeployed": stored.automatic,
        "createdDate": documents.shown_date(stored.created),
        "deploymentId": stored.id,
        "deploymentStatus": stored.status,
        **documents.read(stored, TABLE),
    }
