"""
Deployment helpers that turn binary support on: which media types of an API are binary,
and what becomes of a body. And the mistakes that AWS refuses.
"""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError


def take_as_binary(client, api, media_types):
    """
    Let the API take these media types as binary. In a path, ``~1`` is a slash.
    """
    return client.update_rest_api(
        **api,
        patchOperations=[
            {"op": "add", "path": f"/binaryMediaTypes/{escaped(media_type)}"}
            for media_type in media_types
        ],
    )


def escaped(media_type):
    return media_type.replace("~", "~0").replace("/", "~1")


def turn_binary_on(client, target, conversion="CONVERT_TO_BINARY"):
    """
    Convert the backend's answers. ``""`` passes them through again.
    """
    return client.update_integration_response(
        **target,
        patchOperations=[
            {"op": "replace", "path": "/contentHandling", "value": conversion}
        ],
    )


def test_media_types_are_added(apigw_backend):
    api = apigw_backend.rest_api(binaryMediaTypes=["image/png"])

    take_as_binary(apigw_backend.apigateway, api, ["image/jpeg", "application/pdf"])

    shown = apigw_backend.apigateway.get_rest_api(**api)["binaryMediaTypes"]
    assert sorted(shown) == ["application/pdf", "image/jpeg", "image/png"]


def test_a_media_type_with_its_slash_is_refused(apigw_backend):
    client = apigw_backend.apigateway
    api = apigw_backend.rest_api()
    path = "/binaryMediaTypes/image/png"

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        client.update_rest_api(**api, patchOperations=[{"op": "add", "path": path}])

    message = refusal.value.response["Error"]["Message"]
    assert message == f"Invalid patch path {path}"


def test_a_media_type_is_removed(apigw_backend):
    api = apigw_backend.rest_api(binaryMediaTypes=["image/png", "image/jpeg"])
    path = f"/binaryMediaTypes/{escaped('image/png')}"

    answer = apigw_backend.apigateway.update_rest_api(
        **api, patchOperations=[{"op": "remove", "path": path}]
    )

    assert answer["binaryMediaTypes"] == ["image/jpeg"]


def test_binary_support_is_turned_on(apigw_backend):
    target = apigw_backend.integration_response()

    answer = turn_binary_on(apigw_backend.apigateway, target)

    assert answer["contentHandling"] == "CONVERT_TO_BINARY"


def test_binary_support_is_turned_off(apigw_backend):
    target = apigw_backend.integration_response(
        response={"contentHandling": "CONVERT_TO_BINARY"}
    )

    answer = turn_binary_on(apigw_backend.apigateway, target, conversion="")

    assert "contentHandling" not in answer


def test_an_unknown_word_is_refused(apigw_backend):
    client = apigw_backend.apigateway
    target = apigw_backend.integration_response()

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        turn_binary_on(client, target, conversion="BINARY")

    assert "Must be one of: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]" in str(refusal.value)


def test_an_op_with_a_capital_is_refused(apigw_backend):
    """
    botocore has no class ValidationException, so it raises a plain ClientError.
    """
    target = apigw_backend.integration_response()

    with pytest.raises(ClientError) as refusal:
        apigw_backend.apigateway.update_integration_response(
            **target,
            patchOperations=[
                {"op": "Replace", "path": "/contentHandling", "value": ""}
            ],
        )

    assert refusal.value.response["Error"]["Code"] == "ValidationException"
    assert "'updateIntegrationResponseInput.patchOperations.1.member.op'" in str(
        refusal.value
    )
