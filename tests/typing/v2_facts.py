"""
What the rules of HTTP and WebSocket APIs know of a resource's surroundings is typed.

Checked by mypy and pyright, never run. mypy also fails where an error that is expected
here does not come.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from typing_extensions import assert_type

from apigw_mock.apigatewayv2 import kinds
from apigw_mock.apigatewayv2.fields import Facts, Rule, Table
from apigw_mock.apigatewayv2.refusals import DuplicateResponseKey, IntegrationInUse
from apigw_mock.apigatewayv2.rules.api import ApiFacts
from apigw_mock.apigatewayv2.rules.api_mapping import MappingFacts
from apigw_mock.apigatewayv2.rules.authorizer import AuthorizerFacts
from apigw_mock.apigatewayv2.rules.deployment import DeploymentFacts
from apigw_mock.apigatewayv2.rules.domain_name import DomainFacts
from apigw_mock.apigatewayv2.rules.integration import (
    IntegrationFacts,
    led_to_by_no_route,
)
from apigw_mock.apigatewayv2.rules.integration_response import (
    IntegrationResponseFacts,
    unique_response_key,
)
from apigw_mock.apigatewayv2.rules.model import ModelFacts
from apigw_mock.apigatewayv2.rules.route import RouteFacts
from apigw_mock.apigatewayv2.rules.stage import StageFacts
from apigw_mock.apigatewayv2.rules.vpc_link import VpcLinkFacts
from apigw_mock.apigatewayv2.tables.sources import UNSEEN

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Call

# --- A record is whole --------------------------------------------------------------

Facts()
IntegrationFacts(account_id="", count=0, routes=(), v2_links=())
IntegrationResponseFacts(keys=())
ApiFacts()
DeploymentFacts(has_routes=True, active=())
RouteFacts(keys=(), authorizers={}, route_id=None, is_managed=False)
StageFacts(stages=(), count=0, deployments=(), route_keys=())
AuthorizerFacts(names=(), count=0, routes=())
ModelFacts(names=())
VpcLinkFacts(count=0, uses=())
DomainFacts(region="")
MappingFacts(keys=(), protocols=(), stages=None, has_mutual_tls=False, is_regional=True)

IntegrationFacts(account_id="", count=0, routes=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
IntegrationFacts(count=0, routes=(), v2_links=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
IntegrationFacts(account_id="", count="0", routes=(), v2_links=())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
DeploymentFacts(has_routes=True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
StageFacts(stages=(), count=0, deployments=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
AuthorizerFacts(names=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
VpcLinkFacts(uses=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
DomainFacts()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
MappingFacts(keys=(), protocols=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
IntegrationResponseFacts()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


# --- A rule reads what its resource has -----------------------------------------------


def reads_its_own(call: Call[IntegrationFacts]) -> None:
    assert_type(call.facts, IntegrationFacts)
    assert_type(call.facts.routes, Sequence[str])


def reads_another_s(call: Call[IntegrationFacts]) -> None:
    call.facts.keys  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018


def changes_them(call: Call[IntegrationFacts]) -> None:
    call.facts.count = 1  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


# --- A table has the rules of its facts -----------------------------------------------

OF_INTEGRATIONS = Rule("a rule", "a", led_to_by_no_route, IntegrationInUse, UNSEEN)
OF_RESPONSES = Rule("a rule", "a", unique_response_key, DuplicateResponseKey, UNSEEN)

Table[IntegrationFacts]("Integration", "", kinds.of_integration, (), (OF_INTEGRATIONS,))
Table[IntegrationFacts]("Integration", "", kinds.of_integration, (), (OF_RESPONSES,))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
