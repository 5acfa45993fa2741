"""
Deployments of HTTP and WebSocket APIs: how settings merge, and what AWS refuses.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import api_refusals, kinds
from apigw_mock.apigatewayv2.conditions import sent
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.merge import replaced_or_cleared
from apigw_mock.apigatewayv2.refusals import LengthOutOfRange
from apigw_mock.apigatewayv2.rules import deployment
from apigw_mock.apigatewayv2.rules.deployment import DeploymentFacts
from apigw_mock.apigatewayv2.rules.modelled import length
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.evidence import inferred, recorded

# fmt: off
DEPLOYMENT = Table[DeploymentFacts](
    resource="Deployment",
    source=sources.DEPLOYMENT_PAGE,
    kind_of=kinds.of_protocol,
    demands={"apiId": existence.API, "deploymentId": existence.DEPLOYMENT},
    demands_of={"CreateDeployment": {"stageName": existence.STAGE}},
    fields=(
        Field("description", replaced_or_cleared, inferred("a new text was recorded by hashicorp/terraform-provider-aws, Deployment_basic; that a call without one keeps the old text, and that an empty one clears, is unseen")),
    ),
    rules_of={
        "Create": (
            Rule("A route of the API has a target", "deploymentId",
                 deployment.valid_routes, api_refusals.NoValidRoutes,
                 recorded("cloud-custodian/cloud-custodian, test_apigwv2_stage_query; labd/mach-composer#42")),
        ),
        "Delete": (
            Rule("No stage points to the deployment", "deploymentId",
                 deployment.not_active, api_refusals.ActiveDeployment,
                 sources.OUTCOMES, inferred("AWS refuses this, its sentence is unseen; this is the one of REST APIs")),
        ),
    },
    rules=(
        Rule("A deployment's description has at most 1024 characters", "description",
             length("description"), LengthOutOfRange, sources.LENGTHS, when=sent("description")),
    ),
)
# fmt: on
