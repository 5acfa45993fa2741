"""
A warning about a dropped setting points at the user's line, in this process alone.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

from apigw_mock import mock_apigw_updates
from apigw_mock.errors import DroppedSettingWarning
from apigw_mock.host.warn import warn_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

TLS = {"ServerNameToVerify": "example.com"}
WARNING = DroppedSettingWarning("TlsConfig", "a reason", "https://example.com")


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


def test_it_points_at_the_line_of_the_call(backend: Backend) -> None:
    target = backend.http_api_integration()

    with pytest.warns(DroppedSettingWarning) as seen:
        backend.apigatewayv2.update_integration(**target, TlsConfig=TLS)

    line = test_it_points_at_the_line_of_the_call.__code__.co_firstlineno + 4
    assert [(one.filename, one.lineno) for one in seen] == [(__file__, line)]


def test_it_points_at_the_line_that_calls_a_builder(backend: Backend) -> None:
    with pytest.warns(DroppedSettingWarning) as seen:
        backend.http_api_integration(TlsConfig=TLS)

    assert seen[0].filename == __file__


def test_it_says_setting_reason_and_page(backend: Backend) -> None:
    target = backend.http_api_integration()

    with pytest.warns(DroppedSettingWarning) as seen:
        backend.apigatewayv2.update_integration(**target, TlsConfig=TLS)

    assert seen[0].message.setting == "TlsConfig"
    assert str(seen[0].message) == (
        "API Gateway drops TlsConfig: it is supported only for private integrations of"
        " HTTP APIs (see https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/"
        "update-integration.html)"
    )


def test_there_is_one_for_each_setting(backend: Backend) -> None:
    target = backend.http_api_integration()
    dropped = {"TlsConfig": TLS, "PassthroughBehavior": "NEVER"}

    with pytest.warns(DroppedSettingWarning) as seen:
        backend.apigatewayv2.update_integration(**target, **dropped)

    assert {one.message.setting for one in seen} == set(dropped)
    assert len(seen) == 2


@pytest.mark.filterwarnings("error::apigw_mock.errors.DroppedSettingWarning")
def test_as_an_error_it_reaches_the_user_and_nothing_is_stored(
    backend: Backend,
) -> None:
    target = backend.http_api_integration()

    with pytest.raises(DroppedSettingWarning):
        backend.apigatewayv2.update_integration(
            **target, Description="x", TlsConfig=TLS
        )

    stored = backend.apigatewayv2.get_integration(**target)
    assert "Description" not in stored


def test_a_refused_call_does_not_warn(backend: Backend) -> None:
    target = backend.http_api_integration()
    client = backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException):
        client.update_integration(**target, TimeoutInMillis=30001, TlsConfig=TLS)


def test_what_is_empty_is_not_dropped(backend: Backend) -> None:
    target = backend.http_api_integration()

    backend.apigatewayv2.update_integration(**target, TlsConfig={}, RequestTemplates={})


def test_through_a_server_there_is_none() -> None:
    module = {"__name__": "werkzeug.serving", "warn_user": warn_user, "it": WARNING}

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec("warn_user(it)", module)


def test_a_view_of_the_users_own_server_is_the_users_line() -> None:
    server = {"__name__": "flask.app", "view": lambda: warn_user(WARNING)}

    with pytest.warns(DroppedSettingWarning):
        exec("view()", server)
