"""
A deployment helper that changes an integration of a WebSocket API, and the mistakes
that AWS refuses.
"""

from __future__ import annotations

import pytest

from apigw_mock.errors import DroppedSettingWarning

TEMPLATE = '{"connection": "$context.connectionId", "message": $input.json("$.body")}'


def send_only_the_message(client, target):
    """
    Build what the backend gets with a template. Other templates are not tried.
    """
    return client.update_integration(
        **target,
        TemplateSelectionExpression="$default",
        RequestTemplates={"$default": TEMPLATE},
        PassthroughBehavior="NEVER",
    )


@pytest.fixture
def chat(apigw_backend):
    return apigw_backend.websocket_integration(
        IntegrationType="HTTP",
        IntegrationUri="https://chat.example/messages",
        RequestTemplates={"old": "{}"},
    )


def test_the_template_is_set(apigw_backend, chat):
    answer = send_only_the_message(apigw_backend.apigatewayv2, chat)

    assert answer["PassthroughBehavior"] == "NEVER"
    assert answer["IntegrationUri"] == "https://chat.example/messages"
    assert answer["RequestTemplates"] == {"$default": TEMPLATE, "old": "{}"}


def test_a_longer_time_out_is_refused(apigw_backend, chat):
    client = apigw_backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException):
        client.update_integration(**chat, TimeoutInMillis=30_000)

    assert client.get_integration(**chat)["TimeoutInMillis"] == 29_000


def test_an_unknown_word_is_refused(apigw_backend, chat):
    client = apigw_backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException):
        client.update_integration(**chat, PassthroughBehavior="never")


def test_a_setting_of_http_apis_is_dropped(apigw_backend, chat):
    """
    AWS takes it and does not keep it. A warning points at the call.
    """
    client = apigw_backend.apigatewayv2

    with pytest.warns(DroppedSettingWarning, match="drops TlsConfig"):
        client.update_integration(
            **chat, TlsConfig={"ServerNameToVerify": "chat.example"}
        )

    assert "TlsConfig" not in client.get_integration(**chat)
