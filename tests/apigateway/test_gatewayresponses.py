"""
What a Get shows of the gateway responses of an API.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.apigateway.gatewayresponses import shown
from apigw_mock.host.model import input_members

MEMBERS = input_members("apigateway", "PutGatewayResponse")
TEMPLATES = {"application/json": '{"message":$context.error.messageString}'}


def show(response_type: str, **own: dict[str, Any]) -> dict[str, Any]:
    """
    Return what is shown of a type where the API has changed those of *own*.
    """
    return shown(response_type, own.get, MEMBERS)


def test_a_type_that_was_changed_is_shown_as_it_is() -> None:
    changed = {"responseType": "THROTTLED", "defaultResponse": False}

    assert show("THROTTLED", THROTTLED=changed, DEFAULT_4XX={}) == changed


@pytest.mark.parametrize(
    ("response_type", "status"),
    [("THROTTLED", "429"), ("INTEGRATION_TIMEOUT", "504"), ("DEFAULT_4XX", None)],
)
def test_a_type_that_was_not_changed_has_defaults(
    response_type: str, status: str | None
) -> None:
    found = show(response_type)

    assert found.pop("statusCode", None) == status
    assert found == {
        "responseType": response_type,
        "defaultResponse": True,
        "responseParameters": {},
        "responseTemplates": TEMPLATES,
    }


@pytest.mark.parametrize(
    ("response_type", "status"), [("THROTTLED", "404"), ("INTEGRATION_TIMEOUT", "504")]
)
def test_a_type_that_was_not_changed_follows_the_default_of_its_status(
    response_type: str, status: str
) -> None:
    default = {
        "responseType": "DEFAULT_4XX",
        "defaultResponse": False,
        "statusCode": "404",
        "responseTemplates": {},
    }

    found = show(response_type, DEFAULT_4XX=default)

    assert found["statusCode"] == status
    assert found["responseTemplates"] == ({} if status == "404" else TEMPLATES)
    assert (found["responseType"], found["defaultResponse"]) == (response_type, True)
