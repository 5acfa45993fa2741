"""
What moto lacks of API Gateway says so, and nothing else does.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import boto3
import botocore.session
import moto
import pytest
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.core.config import default_user_config
from moto.core.utils import camelcase_to_underscores

from apigw_mock import mock_apigw_updates
from apigw_mock.errors import EscapedCall, NotMocked
from apigw_mock.host import sessions
from apigw_mock.host.http_websocket import actions as apigatewayv2
from apigw_mock.host.rest import actions as apigateway

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("untouched")

REGION = "us-east-1"
ARN = "arn:aws:apigateway:us-east-1::/restapis/absent"

# --- All operations ---------------------------------------------------------------

KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "apigateway": (APIGatewayResponse, apigateway.ACTIONS),
    "apigatewayv2": (ApiGatewayV2Response, apigatewayv2.ACTIONS),
}


def models() -> Iterator[tuple[str, Any]]:
    session = botocore.session.Session()
    session.register_component("data_loader", sessions.loader())
    for service in KINDS:
        yield service, session.get_service_model(service)


def operations() -> Iterator[tuple[str, Any, bool]]:
    """
    Yield service, model and whether moto or this package has it, of each operation.
    """
    for service, model in models():
        response, actions = KINDS[service]
        for name in model.operation_names:
            action = camelcase_to_underscores(name)
            there = hasattr(response, action) or action in actions
            yield service, model.operation_model(name), there


def arguments(shape: Any, name: str = "") -> Any:
    """
    Return something for what an operation requires.
    """
    scalars = {"integer": 1, "boolean": True, "blob": b"{}", "list": [], "map": {}}
    if shape.type_name == "structure":
        members = shape.members
        return {key: arguments(members[key], key) for key in shape.required_members}
    if shape.type_name in scalars:
        return scalars[shape.type_name]
    if name.lower().endswith("arn"):
        return ARN
    return shape.enum[0] if shape.enum else "200"


def error_of(client: Any, model: Any) -> BaseException | None:
    """
    Return what a call of an operation raises, if anything.
    """
    sent = arguments(model.input_shape) if model.input_shape else {}
    try:
        getattr(client, xform_name(model.name))(**sent)
    except Exception as error:  # noqa: BLE001  # whatever moto makes of it
        return error
    return None


@pytest.fixture(scope="module")
def errors() -> dict[str, BaseException | None]:
    """
    Return what a call of each operation raises.
    """
    with mock_apigw_updates(region_name=REGION) as backend:
        return {
            f"{service} {model.name}": error_of(backend.client(service), model)
            for service, model, _ in OPERATIONS
        }


OPERATIONS = list(operations())
LACKING = [
    f"{service} {model.name}" for service, model, there in OPERATIONS if not there
]
THERE = [f"{service} {model.name}" for service, model, there in OPERATIONS if there]


@pytest.mark.answers
@pytest.mark.parametrize("operation", LACKING)
def test_what_moto_lacks_says_so(
    errors: dict[str, BaseException | None], operation: str
) -> None:
    error = errors[operation]

    assert isinstance(error, NotMocked)
    assert isinstance(error, NotImplementedError)
    assert str(error) == (
        f"{operation.split()[1]} is not implemented by moto, so it cannot be mocked. "
        "Nothing is wrong with the call."
    )


@pytest.mark.parametrize("operation", THERE)
def test_what_moto_has_does_not(
    errors: dict[str, BaseException | None], operation: str
) -> None:
    error = errors[operation]

    assert not isinstance(error, NotMocked)
    assert "Not yet implemented" not in str(error)


# None of these is simulated, whatever else this package will.
NEVER = [
    ("apigateway", "get_sdk_types", {}),
    ("apigateway", "get_sdk_types", {"limit": 1}),
    ("apigateway", "test_invoke_authorizer", {"restApiId": "a", "authorizerId": "b"}),
    ("apigateway", "import_api_keys", {"body": b"name,key\na,b\n", "format": "csv"}),
    ("apigateway", "import_api_keys", {"body": b'{"name": "a"}', "format": "csv"}),
    ("apigateway", "import_api_keys", {"body": b"\xff\xfe", "format": "csv"}),
    ("apigateway", "import_api_keys", {"body": b"", "format": "csv"}),
    ("apigatewayv2", "list_portals", {}),
    ("apigatewayv2", "get_portal", {"PortalId": "a/b"}),
    ("apigatewayv2", "list_routing_rules", {"DomainName": "pets.example"}),
]


@pytest.mark.parametrize(("service", "call", "sent"), NEVER)
def test_whatever_is_sent_it_says_so_and_does_nothing(
    service: str, call: str, sent: dict[str, Any]
) -> None:
    with mock_apigw_updates(region_name=REGION) as backend:
        with pytest.raises(NotImplementedError, match="is not implemented by moto"):
            getattr(backend.client(service), call)(**sent)
        assert backend.apigateway.get_api_keys()["items"] == []


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1", "us-iso-east-1"])
def test_it_says_so_in_every_partition(region: str) -> None:
    with mock_apigw_updates(region_name=region) as backend:
        with pytest.raises(NotMocked, match="GetSdkTypes is not"):
            backend.apigateway.get_sdk_types()
        with pytest.raises(NotMocked, match="ListPortals is not"):
            boto3.client("apigatewayv2").list_portals()


# --- Where moto would not have answered -------------------------------------------


class Raw(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


def answer(request: Any, **_: Any) -> AWSResponse:
    """
    Answer a request in place of AWS.
    """
    return AWSResponse(request.url, 200, {}, Raw(b'{"item": [{"id": "theirs"}]}'))


def sdk_types(client: Any) -> list[str]:
    return [item["id"] for item in client.get_sdk_types()["items"]]


def test_a_handler_of_the_users_own_answers() -> None:
    with mock_apigw_updates(region_name=REGION) as backend:
        client = backend.client("apigateway")
        client.meta.events.register_first("before-send.api-gateway.*", answer)
        found = sdk_types(client)

    assert found == ["theirs"]


@pytest.mark.parametrize(
    "passthrough",
    [
        {"urls": ["https://apigateway.us-east-1.amazonaws.com/sdktypes"]},
        {"services": ["apigateway"]},
    ],
    ids=["url", "service"],
)
def test_what_shall_pass_through_passes(passthrough: dict[str, list[str]]) -> None:
    core = {
        **default_user_config["core"],
        "passthrough": {"urls": [], "services": [], **passthrough},
    }
    with (
        moto.mock_aws(config={"core": core}),
        mock_apigw_updates(region_name=REGION) as backend,
    ):
        backend.apigateway.meta.events.register_last("before-send", answer)
        found = sdk_types(backend.apigateway)

    assert found == ["theirs"]


def test_another_endpoint_answers_for_itself() -> None:
    with mock_apigw_updates(region_name=REGION):
        client = boto3.client("apigateway", endpoint_url="http://localhost:1")
        client.meta.events.register_last("before-send", answer)
        found = sdk_types(client)

    assert found == ["theirs"]


def test_a_client_that_moto_does_not_know_is_stopped_as_ever() -> None:
    with mock_apigw_updates(region_name=REGION) as backend:
        client = boto3.client("apigateway")
        client.meta.events.unregister("before-send", moto.core.models.botocore_stubber)
        with pytest.raises(EscapedCall):
            client.get_sdk_types()
        with pytest.raises(NotMocked):
            backend.adopt(client).get_sdk_types()


# --- What stays -------------------------------------------------------------------


def test_plain_moto_answers_as_ever_outside() -> None:
    with moto.mock_aws():
        with mock_apigw_updates():
            pass
        client = boto3.client("apigateway", REGION)
        with pytest.raises(NotImplementedError) as no_action:
            client.test_invoke_authorizer(restApiId="a", authorizerId="b")
        with pytest.raises(ClientError, match="Not yet implemented"):
            client.get_sdk_types()

    assert type(no_action.value) is NotImplementedError


def test_other_services_answer_as_ever() -> None:
    with mock_apigw_updates(region_name=REGION) as backend:
        with pytest.raises(NotImplementedError) as no_action:
            backend.client("dynamodb").list_contributor_insights()

        assert type(no_action.value) is NotImplementedError


@pytest.mark.parametrize("kind", [KeyError, ValueError, NotImplementedError])
def test_what_moto_breaks_over_is_not_masked(
    kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = kind("moto's own")

    def breaks(_: Any) -> None:
        raise broken

    with mock_apigw_updates(region_name=REGION) as backend, monkeypatch.context() as it:
        it.setattr(APIGatewayResponse, "get_models", breaks)
        with pytest.raises(kind) as caught:
            backend.apigateway.get_models(restApiId="a")

    assert caught.value is broken
