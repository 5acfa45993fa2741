"""
Updates of HTTP and WebSocket APIs, with one field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import v2_target

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable

    Target = dict[str, str]


TOKENS = {"Audience": ["pets"], "Issuer": "https://pets.example"}


def integration_target(_: Any, integration: Target) -> Target:
    return integration


def route_target(client: Any, integration: Target) -> Target:
    api = {"ApiId": integration["ApiId"]}
    to = f"integrations/{integration['IntegrationId']}"
    made = client.create_route(**api, RouteKey="GET /pets", Target=to)
    return {**api, "RouteId": made["RouteId"]}


def api_target(_: Any, integration: Target) -> Target:
    return {"ApiId": integration["ApiId"]}


def authorizer_target(client: Any, integration: Target) -> Target:
    api = {"ApiId": integration["ApiId"]}
    made = client.create_authorizer(
        **api,
        AuthorizerType="JWT",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration=TOKENS,
        Name="pets",
    )
    return {**api, "AuthorizerId": made["AuthorizerId"]}


def model_target(client: Any, _: Target) -> Target:
    api = client.create_api(
        Name="a",
        ProtocolType="WEBSOCKET",
        RouteSelectionExpression="$request.body.action",
    )
    target = {"ApiId": api["ApiId"]}
    made = client.create_model(**target, Name="Pet", Schema="{}")
    return {**target, "ModelId": made["ModelId"]}


def link_target(client: Any, _: Target) -> Target:
    made = client.create_vpc_link(Name="pets", SubnetIds=["subnet-1"])
    return {"VpcLinkId": made["VpcLinkId"]}


# By the call: what makes its target, the field, and the limit.
CALLS: dict[str, tuple[Callable[[Any, Target], Target], dict[str, Any], float]] = {
    "update_integration": (integration_target, {"TimeoutInMillis": 5000}, 1.10),
    "update_route": (route_target, {"OperationName": "pets"}, 1.2),
    "update_api": (api_target, {"Description": "pets"}, 1.2),
    "update_authorizer": (authorizer_target, {"JwtConfiguration": TOKENS}, 1.2),
    "update_model": (model_target, {"Description": "pets"}, 1.2),
    "update_vpc_link": (link_target, {"Name": "toys"}, 1.2),
}


def measure(call: str) -> Figure:
    """
    Return the figure of one of `CALLS`.
    """
    target_of, field, limit = CALLS[call]
    with mock_aws():
        client: Any = boto3.client("apigatewayv2", "us-east-1")
        target, update = target_of(client, v2_target(client)), getattr(client, call)

        def theirs() -> float:
            return seconds(lambda: update(**target, **field), loops=50)

        def ours() -> float:
            with mock_apigw_updates():
                return theirs()

        value, note = ratio(ours, theirs, rounds=25)
    return Figure(f"v2 {call}, one field", "plain moto's", value, limit, note=note)


def stage() -> Figure:
    """
    Return the figure of update_stage, which plain moto does not have.
    """
    with mock_aws():
        client: Any = boto3.client("apigatewayv2", "us-east-1")
        target = api_target(client, v2_target(client)) | {"StageName": "test"}
        client.create_stage(**target)

        def theirs() -> float:
            return seconds(
                lambda: client.create_stage(**target, Description="pets"), loops=50
            )

        def ours() -> float:
            with mock_apigw_updates():
                return seconds(
                    lambda: client.update_stage(**target, Description="pets"), loops=50
                )

        value, note = ratio(ours, theirs, rounds=25)
    question = "v2 update_stage, one field (for scale, no limit)"
    against = "plain moto's create_stage"
    return Figure(question, against, value, float("inf"), note=note)


CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/pets"
DOMAIN = {"DomainName": "pets.example"}


def domain() -> Figure:
    """
    Return the figure of update_domain_name, which plain moto does not have.
    """
    with mock_aws():
        client: Any = boto3.client("apigatewayv2", "us-east-1")
        add_domain(client)

        def theirs() -> float:
            return seconds(lambda: client.get_domain_name(**DOMAIN), loops=50)

        def ours() -> float:
            sent: Any = {"RoutingMode": "ROUTING_RULE_ONLY"}
            with mock_apigw_updates():
                return seconds(
                    lambda: client.update_domain_name(**DOMAIN, **sent), loops=50
                )

        value, note = ratio(ours, theirs, rounds=25)
    against = "plain moto's get_domain_name"
    return Figure("v2 update_domain_name, one field", against, value, 1.4, note=note)


def mapping() -> Figure:
    """
    Return the figure of update_api_mapping, which plain moto does not have.
    """
    with mock_aws():
        client: Any = boto3.client("apigatewayv2", "us-east-1")
        add_domain(client)
        api = api_target(client, v2_target(client))
        client.create_stage(**api, StageName="test")
        made = client.create_api_mapping(**DOMAIN, **api, Stage="test")
        target = {**DOMAIN, **api, "ApiMappingId": made["ApiMappingId"]}

        def theirs() -> float:
            return seconds(
                lambda: client.create_api_mapping(**DOMAIN, **api, Stage="test"),
                loops=50,
            )

        def ours() -> float:
            with mock_apigw_updates():
                return seconds(
                    lambda: client.update_api_mapping(**target, Stage="test"), loops=50
                )

        value, note = ratio(ours, theirs, rounds=25)
    against = "plain moto's create_api_mapping"
    return Figure("v2 update_api_mapping, one field", against, value, 1.4, note=note)


def add_domain(client: Any) -> None:
    client.create_domain_name(
        **DOMAIN, DomainNameConfigurations=[{"CertificateArn": CERTIFICATE}]
    )


if __name__ == "__main__":
    for name in CALLS:
        print(measure(name))
    for one in (stage, domain, mapping):
        print(one())
