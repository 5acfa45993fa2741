"""
Every operation of both services that starts with Update, and who answers it.
"""

from __future__ import annotations

import pytest
from answerers import ACTIONS, answerer

from apigw_mock.host.model import service_model

# By service and answerer. "moto" answers what this package leaves to it; "nobody"
# means a NotImplementedError that names the operation.
ANSWERED = {
    ("apigateway", "this package"): {
        "UpdateAccount",
        "UpdateApiKey",
        "UpdateAuthorizer",
        "UpdateBasePathMapping",
        "UpdateClientCertificate",
        "UpdateDeployment",
        "UpdateDocumentationPart",
        "UpdateDocumentationVersion",
        "UpdateDomainName",
        "UpdateGatewayResponse",
        "UpdateIntegration",
        "UpdateIntegrationResponse",
        "UpdateMethod",
        "UpdateMethodResponse",
        "UpdateModel",
        "UpdateRequestValidator",
        "UpdateResource",
        "UpdateRestApi",
        "UpdateStage",
        "UpdateUsage",
        "UpdateUsagePlan",
        "UpdateVpcLink",
    },
    ("apigatewayv2", "this package"): {
        "UpdateApi",
        "UpdateApiMapping",
        "UpdateAuthorizer",
        "UpdateDeployment",
        "UpdateDomainName",
        "UpdateIntegration",
        "UpdateIntegrationResponse",
        "UpdateModel",
        "UpdateStage",
        "UpdateRoute",
        "UpdateRouteResponse",
        "UpdateVpcLink",
    },
    ("apigatewayv2", "nobody"): {
        "UpdatePortal",
        "UpdatePortalProduct",
        "UpdateProductPage",
        "UpdateProductRestEndpointPage",
    },
}


def updates_of(service: str) -> list[str]:
    return [
        name for name in service_model(service)["operations"] if name[:6] == "Update"
    ]


def listed(service: str) -> dict[str, str]:
    """
    Return who answers each operation of the list.
    """
    return {
        operation: who
        for (of, who), operations in ANSWERED.items()
        for operation in operations
        if of == service
    }


@pytest.mark.parametrize("service", ACTIONS)
def test_every_update_is_in_the_list(service: str) -> None:
    assert set(updates_of(service)) <= set(listed(service))


@pytest.mark.parametrize("service", ACTIONS)
def test_every_update_is_answered_by_whom_the_list_says(service: str) -> None:
    found = {name: answerer(service, name) for name in updates_of(service)}

    said = {name: who for name, who in listed(service).items() if name in found}
    # Older releases of moto lack some.
    lacked = {name for name, who in found.items() if who == "nobody"}
    known = {
        name: "nobody" if who == "moto" and name in lacked else who
        for name, who in said.items()
    }
    assert found == known
