"""
The APIs that the benchmarks call, made by plain boto3 calls.
"""

from __future__ import annotations

from typing import Any

HEADER = "method.response.header.Access-Control-Allow-Origin"
OPERATION: Any = {"op": "add", "path": f"/responseParameters/{HEADER}", "value": "'*'"}
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pets"


def rest_target(client: Any, *, resources: int = 1) -> Any:
    """
    Make a REST API with *resources* resources; return one's integration response.
    """
    api = client.create_rest_api(name="pets")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    for number in range(resources):
        part = f"pets{number}"
        made = client.create_resource(restApiId=api, parentId=root, pathPart=part)
    method = {"restApiId": api, "resourceId": made["id"], "httpMethod": "GET"}
    put_method(client, method)
    return {**method, "statusCode": "200"}


def put_method(client: Any, method: Any) -> None:
    target = {**method, "statusCode": "200"}
    client.put_method(**method, authorizationType="NONE")
    client.put_integration(**method, type="MOCK")
    client.put_method_response(**target, responseParameters={HEADER: False})
    client.put_integration_response(**target)


def v2_target(client: Any) -> Any:
    """
    Make an HTTP API with one integration; return the integration.
    """
    api = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]
    made = client.create_integration(
        ApiId=api,
        IntegrationType="AWS_PROXY",
        IntegrationUri=FUNCTION,
        PayloadFormatVersion="2.0",
    )
    return {"ApiId": api, "IntegrationId": made["IntegrationId"]}
