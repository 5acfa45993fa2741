"""
Beside fixtures of the user's own that stand on `mock_aws`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = """
    import boto3
    import moto
    import pytest

    from apigw_mock import mock_apigw_updates

    @pytest.fixture(scope="{scope}")
    def theirs():
        with moto.mock_aws():
            boto3.client("iam", "us-east-1").create_user(UserName="ada")
            yield boto3.client("apigatewayv2", "us-east-1")

    def check(client, backend):
        target = backend.http_api_integration()
        client.update_integration(**target, TimeoutInMillis=5000)
        assert backend.updates[-1].changed == {{"TimeoutInMillis": (30000, 5000)}}
        assert len(backend.updates) == 1
        with pytest.raises(client.exceptions.BadRequestException):
            client.update_integration(**target, TimeoutInMillis=30001)
        users = boto3.client("iam", "us-east-1").list_users()["Users"]
        assert [user["UserName"] for user in users] == ["ada"]

    def test_theirs_first(theirs, apigw_backend):
        check(theirs, apigw_backend)

    def test_ours_first(apigw_backend, theirs):
        check(theirs, apigw_backend)

    @mock_apigw_updates
    def test_decorated(theirs):
        target = theirs.create_api(Name="api", ProtocolType="HTTP")["ApiId"]
        with pytest.raises(theirs.exceptions.NotFoundException):
            theirs.update_integration(ApiId=target, IntegrationId="none")

    def test_theirs_alone_is_plain_moto(theirs):
        with pytest.raises(NotImplementedError):
            client = boto3.client("apigateway", "us-east-1")
            client.update_integration_response(
                restApiId="a",
                resourceId="b",
                httpMethod="GET",
                statusCode="200",
                patchOperations=[],
            )

    @moto.mock_aws
    @mock_apigw_updates
    def test_their_decorator_above():
        check_decorated()

    @mock_apigw_updates
    @moto.mock_aws
    def test_their_decorator_below():
        check_decorated()

    def check_decorated():
        client = boto3.client("apigatewayv2", "us-east-1")
        with pytest.raises(client.exceptions.NotFoundException):
            client.update_integration(ApiId="none", IntegrationId="none")
"""


def test_theirs_and_ours_share_the_state_in_either_order(
    run: Callable[..., Any],
) -> None:
    scopes = ("function", "module", "session")  # the last one stays open to the end
    result = run(*(SOURCE.format(scope=scope) for scope in scopes))

    result.assert_outcomes(passed=3 * 6)


MODULE = """
    import boto3
    import moto
    import pytest

    @pytest.fixture(scope="{scope}", autouse=True)
    def theirs():
        with moto.mock_aws():
            client = boto3.client("apigatewayv2", "us-east-1")
            client.create_api(Name="theirs", ProtocolType="HTTP")
            yield

    def test_module(apigw_backend_module):
        items = apigw_backend_module.apigatewayv2.get_apis()["Items"]
        assert [item["Name"] for item in items] == ["theirs"]
"""


def test_the_module_fixture_goes_inside_theirs(run: Callable[..., Any]) -> None:
    result = run(*(MODULE.format(scope=scope) for scope in ("module", "session")))

    result.assert_outcomes(passed=2)
