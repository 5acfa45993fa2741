"""
What a URL of REST APIs names.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from apigw_mock.host.lookups import Target, target_of

METHOD = "/restapis/a/resources/b/methods/GET"
URLS = {
    "/restapis/integration": Target("integration"),
    "/restapis/a/gatewayresponses/integration": Target("a", "integration"),
    "/restapis/a/resources/integration": Target("a", "integration"),
    "/restapis/a/resources/b/methods/integration/responses/200": Target(
        "a", "b", "integration", "200"
    ),
    f"{METHOD}/integration": Target("a", "b", "GET"),
    f"{METHOD}/integration/responses/200": Target("a", "b", "GET", "200"),
    # Oldest moto takes this URL for another operation's, so no case can ask for it.
    f"{METHOD}/integration/responses/integration": Target(
        "a", "b", "GET", "integration"
    ),
}


@pytest.mark.parametrize(("path", "target"), URLS.items(), ids=list(URLS))
def test_url_names_its_target(path: str, target: Target) -> None:
    assert target_of(SimpleNamespace(path=path)) == target
