"""
Deployments: their facts, and the checks before one is made or deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2.api_refusals import ActiveDeployment, NoValidRoutes
from apigw_mock.apigatewayv2.fields import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, kw_only=True)
class DeploymentFacts(Facts):
    """
    What is around a deployment.

    Args:
        has_routes: whether a route of the API has a target.
        active: ids of the deployments that the API's stages point to.
    """

    has_routes: bool
    active: Container[str | None]


DeploymentCall = Call[DeploymentFacts]


def valid_routes(call: DeploymentCall) -> None:
    if not call.facts.has_routes:
        raise NoValidRoutes


def not_active(call: DeploymentCall) -> None:
    deployment_id = call.document["deploymentId"]
    if deployment_id in call.facts.active:
        raise ActiveDeployment(deployment_id)
