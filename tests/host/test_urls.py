"""
URLs that moto does not route, and that have to lead to our actions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import moto.apigateway.models
import moto.apigateway.urls
import moto.apigatewayv2.urls
import pytest

from apigw_mock import mock_apigw_updates
from apigw_mock.host.http_websocket import actions as apigatewayv2
from apigw_mock.host.rest import actions as apigateway
from apigw_mock.host.routes import LABEL, routes
from apigw_mock.host.urls import added_urls, unrouted

if TYPE_CHECKING:
    from collections.abc import Iterable

ACTIONS = {"apigateway": apigateway.ACTIONS, "apigatewayv2": apigatewayv2.ACTIONS}
MODULES = {"apigateway": moto.apigateway.urls, "apigatewayv2": moto.apigatewayv2.urls}
OWN = [
    (service, route.path)
    for service, actions in ACTIONS.items()
    for route in routes(service)
    if route.action in actions
]


def leads(patterns: Iterable[str], path: str) -> bool:
    """
    Return whether moto would find a way for *path*.
    """
    url = f"https://host{path}"
    return any(re.match(one.format("https://host"), url) for one in patterns)


@pytest.mark.parametrize("identifier", ["200", "a", "a%2Fb", "integration", "1a"])
@pytest.mark.parametrize(("service", "path"), sorted(set(OWN)))
def test_every_operation_of_ours_is_routed_in_a_scope(
    service: str, path: str, identifier: str
) -> None:
    with mock_apigw_updates():
        known = MODULES[service].url_paths

    assert leads(known, LABEL.sub(identifier, path))


def test_what_moto_has_no_urls_of_is_all_that_is_added() -> None:
    of_api = "{0}/restapis/(?P<restapi_id>[^/]+)"
    method = "/resources/(?P<resource_id>[^/]+)/methods/(?P<http_method>[^/]+)"

    account = [] if hasattr(moto.apigateway.models, "Account") else ["{0}/account/?$"]

    assert [url.removeprefix(of_api) for url in added_urls()] == [
        *account,
        "{0}/clientcertificates/?$",
        "{0}/clientcertificates/(?P<clientcertificate_id>[^/]+)/?$",
        "/documentation/parts/?$",
        "/documentation/parts/(?P<part_id>[^/]+)/?$",
        "/documentation/versions/?$",
        "/documentation/versions/(?P<doc_version>[^/]+)/?$",
        f"{method}/integration/responses/(?P<status_code>[^/]+)/?$",
        f"{method}/responses/(?P<status_code>[^/]+)/?$",
        "{0}/usageplans/(?P<usageplanId>[^/]+)/keys/(?P<keyId>[^/]+)/usage/?$",
        "{0}/usageplans/(?P<usageplanId>[^/]+)/usage/?$",
    ]


@pytest.mark.parametrize(
    ("service", "action", "path"),
    [
        ("apigateway", "update_usage", "/usageplans/a/keys/b/usage"),
        (
            "apigateway",
            "update_documentation_part",
            "/restapis/a/documentation/parts/b",
        ),
        ("apigateway", "update_client_certificate", "/clientcertificates/a%2Fb/"),
        ("apigatewayv2", "update_deployment", "/v2/apis/a/deployments/b"),
        ("apigatewayv2", "get_tags", "/v2/tags/arn%3Aaws%3Aa%2Fb"),
    ],
)
def test_a_new_operation_of_ours_gets_the_url_that_moto_lacks(
    service: str, action: str, path: str
) -> None:
    own = list(unrouted(service, {action}, ()))
    again = list(unrouted(service, {action}, own))

    assert leads(own, path)
    assert not leads(own, f"{path}/more")
    assert again == []
