"""
Shared by the tests of the server: clients of a URL, and starting points.
"""

from __future__ import annotations

import json
import socket
from typing import Any, NamedTuple

import boto3
from botocore.config import Config

ORIGIN = "method.response.header.Access-Control-Allow-Origin"
OLD = "'https://old.example.com'"


class Reply(NamedTuple):
    """
    An answer, unchanged: the status, the head as text and the body.
    """

    status: int
    head: str
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(url: str, line: str, *headers: str, body: bytes = b"") -> Reply:
    """
    Send a request exactly as given, for instance ``GET / HTTP/1.0`` without a Host.
    """
    length = [f"Content-Length: {len(body)}"] if body else []
    head = "".join(f"{one}\r\n" for one in (line, *headers, *length, ""))
    with connected(url) as connection:
        connection.sendall(head.encode("latin-1") + body)
        came = connection.makefile("rb").read()
    shown, _, content = came.partition(b"\r\n\r\n")
    return Reply(int(shown.split()[1]), shown.decode("latin-1"), content)


def connected(url: str) -> socket.socket:
    host, _, port = url.partition("://")[2].partition(":")
    return socket.create_connection((host, int(port)), timeout=30)


def client_of(
    url: str, service: str, *, region: str = "us-east-1", **options: Any
) -> Any:
    # Of no default session: that would stay, and meet the tests of scopes.
    return boto3.Session().client(
        service,
        endpoint_url=url,
        region_name=region,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        # Once: a retry would see what the first request did.
        config=Config(retries={"total_max_attempts": 1}, read_timeout=300, **options),
    )


def declare(
    client: Any, headers: list[str], response: dict[str, Any]
) -> dict[str, Any]:
    """
    Make a REST API with an integration response, and return the arguments to name it.
    """
    api_id = client.create_rest_api(name="pets")["id"]
    (root,) = client.get_resources(restApiId=api_id)["items"]
    method = {"restApiId": api_id, "resourceId": root["id"], "httpMethod": "GET"}
    target = {**method, "statusCode": "200"}
    client.put_method(**method, authorizationType="NONE")
    declared = dict.fromkeys(headers, False)
    client.put_method_response(**target, responseParameters=declared)
    client.put_integration(**method, type="MOCK")
    client.put_integration_response(**target, **response)
    return target


def header(client: int, number: int) -> str:
    """
    Return the mapping key of a header that only this client uses.
    """
    return f"method.response.header.X-{client}-{number}"
