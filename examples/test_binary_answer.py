"""
A picture through a method: bytes that AWS answers as text until two settings are right.
"""

from __future__ import annotations

from base64 import b64encode

import pytest

PNG = b"\x89PNG\r\n\x1a\n"
TYPE = {"Content-Type": "image/png"}


def turn_binary_on(client, target):
    """
    Treat PNG pictures as binary, and answer them as bytes.
    """
    client.update_rest_api(
        restApiId=target["restApiId"],
        patchOperations=[{"op": "add", "path": "/binaryMediaTypes/image~1png"}],
    )
    client.update_integration_response(
        **target,
        patchOperations=[
            {"op": "replace", "path": "/contentHandling", "value": "CONVERT_TO_BINARY"}
        ],
    )


@pytest.fixture
def photo(apigw_backend):
    apigw_backend.stub("https://pets.example/photos", (200, TYPE, PNG))
    return apigw_backend.integration_response(
        type="HTTP",
        uri="https://pets.example/photos/1",
        headers=["Content-Type"],
        response={
            "responseParameters": {
                "method.response.header.Content-Type": (
                    "integration.response.header.Content-Type"
                )
            }
        },
    )


def test_bytes_are_broken_without_the_settings(apigw_backend, photo):
    answer = apigw_backend.invoke(**photo, headers={"Accept": "image/png"})

    assert answer.body != PNG


def test_bytes_come_out_as_they_are(apigw_backend, photo):
    turn_binary_on(apigw_backend.apigateway, photo)

    answer = apigw_backend.invoke(**photo, headers={"Accept": "image/png"})

    assert answer.body == PNG
    assert answer.headers["Content-Type"] == ["image/png"]
    assert answer.sent.url == "https://pets.example/photos/1"


def test_a_function_answers_a_picture_in_base64(apigw_backend):
    target = apigw_backend.integration(type="AWS_PROXY")
    apigw_backend.apigateway.update_rest_api(
        restApiId=target["restApiId"],
        patchOperations=[{"op": "add", "path": "/binaryMediaTypes/image~1png"}],
    )
    answered = {
        "statusCode": 200,
        "headers": TYPE,
        "body": b64encode(PNG).decode(),
        "isBase64Encoded": True,
    }
    apigw_backend.stub("pets", answered)  # the function that `integration` names

    picture = apigw_backend.invoke(**target, headers={"Accept": "image/png"})
    text = apigw_backend.invoke(**target)

    assert (picture.body, text.text) == (PNG, answered["body"])
