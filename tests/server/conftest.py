"""
What the clients of the server need: starting points, and a shell of their own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from served import OLD, ORIGIN, client_of, declare

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def rest(apigw_server: Any) -> dict[str, Any]:
    """
    Make an integration response with one mapping.
    """
    client = client_of(apigw_server, "apigateway")
    return declare(client, [ORIGIN], {"responseParameters": {ORIGIN: OLD}})


@pytest.fixture
def http(apigw_server: Any) -> dict[str, str]:
    """
    Make an HTTP API with an integration of a function.
    """
    client = client_of(apigw_server, "apigatewayv2")
    api_id = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]
    integration = client.create_integration(
        ApiId=api_id,
        IntegrationType="AWS_PROXY",
        IntegrationMethod="POST",
        IntegrationUri="arn:aws:lambda:us-west-2:123456789012:function:my-function",
        PayloadFormatVersion="2.0",
        TimeoutInMillis=5000,
    )
    return {"ApiId": api_id, "IntegrationId": integration["IntegrationId"]}


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """
    Return an environment with credentials, a region and no other AWS configuration.
    """
    kept = {name: os.environ[name] for name in os.environ if name[:4] != "AWS_"}
    return {
        **kept,
        "HOME": str(tmp_path),
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
