"""
The short way gives what moto's own way gives, and leaves what it cannot tell to that.
"""

from __future__ import annotations

import json
from contextlib import nullcontext, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3
import moto.apigateway.urls
import moto.backend_index
import moto.backends
import moto.core.botocore_stubber
import moto.core.exceptions
import moto.core.responses
import moto.iam.models
import pytest
import requests
from both_ways import HOST, is_short, moto_s_way, sent
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.apigateway.models import apigateway_backends
from moto.apigateway.responses import APIGatewayResponse
from moto.core.botocore_stubber import MockRawResponse
from moto.core.config import default_user_config
from moto.core.models import botocore_stubber
from moto.core.responses import BaseResponse
from moto.moto_api import recorder
from moto.moto_api._internal import mock_random
from needs import SERVER, WHITELIST

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REGION = "us-east-1"
OTHER_ACCOUNT = "111111111111"
stubber = type(botocore_stubber)
DOCUMENT = json.dumps(
    {"openapi": "3.0.1", "info": {"title": "pets", "description": ""}, "paths": {}}
).encode()
pytestmark = pytest.mark.usefixtures("untouched")

# --- Which calls take it ----------------------------------------------------------


@pytest.fixture
def backend() -> Iterator[Any]:
    with mock_apigw_updates() as opened:
        yield opened


@pytest.fixture
def client(backend: Any) -> Any:
    return backend.client("apigateway")


def api_of(client: Any) -> str:
    return str(client.create_rest_api(name="pets")["id"])


REST: dict[str, Any] = {
    "a Create": lambda client, _: client.create_rest_api(name="more"),
    "a Get": lambda client, api: client.get_rest_api(restApiId=api),
    "a list": lambda client, api: client.get_models(restApiId=api, limit=3),
    "a Put": lambda client, api: client.put_gateway_response(
        restApiId=api, responseType="DEFAULT_4XX"
    ),
    "an Update": lambda client, api: client.update_rest_api(
        restApiId=api,
        patchOperations=[{"op": "replace", "path": "/name", "value": "pets & 50%"}],
    ),
    "a Delete": lambda client, api: client.delete_rest_api(restApiId=api),
}


@pytest.mark.parametrize("call", REST.values(), ids=REST)
def test_calls_of_rest_apis_take_the_short_way(call: Any, client: Any) -> None:
    api = api_of(client)

    assert is_short(lambda: call(client, api))


def test_calls_of_http_apis_take_the_short_way(backend: Any) -> None:
    client = backend.client("apigatewayv2")
    api = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]

    assert is_short(lambda: client.create_route(ApiId=api, RouteKey="GET /pets"))
    assert is_short(lambda: client.update_api(ApiId=api, Name="more"))


def test_a_refused_call_takes_the_short_way(client: Any) -> None:
    def refused() -> None:
        with pytest.raises(ClientError, match="Invalid API identifier"):
            client.get_rest_api(restApiId="absent")

    assert is_short(refused)


@pytest.mark.parametrize("region", ["eu-west-1", "us-gov-west-1"])
def test_other_regions_of_the_same_hosts_take_the_short_way(
    region: str, client: Any
) -> None:
    there = boto3.client("apigateway", region)
    made = []

    assert is_short(lambda: made.append(api_of(there)))
    assert made == [one["id"] for one in there.get_rest_apis()["items"]]
    assert client.get_rest_apis()["items"] == []


def test_moto_s_own_actions_take_moto_s_way(client: Any) -> None:
    api = api_of(client)
    arn = f"arn:aws:apigateway:{REGION}::/restapis/{api}"

    def tag() -> None:
        with suppress(ClientError):
            client.tag_resource(resourceArn=arn, tags={"a": "b"})

    assert not is_short(tag)


def test_calls_after_a_scope_take_moto_s_way() -> None:
    with moto.mock_aws():
        with mock_apigw_updates():
            pass
        client = boto3.client("apigateway", REGION)
        ran: list[bool] = []
        with patch.object(stubber, "process_request", stubber.process_request) as own:
            client.get_rest_apis()
            ran.append(own.__module__ == "moto.core.botocore_stubber")

    assert ran == [True]


# --- Clients and their requests ----------------------------------------------------


def test_a_body_that_is_a_file_is_read_once(client: Any) -> None:
    assert client.import_rest_api(body=BytesIO(DOCUMENT))["name"] == "pets"


def test_a_handler_of_the_user_s_sees_the_request_that_moto_leaves(
    client: Any,
) -> None:
    kept: list[Any] = []

    def keep(request: Any, **_: Any) -> None:
        kept.append(request)

    client.meta.events.register_first("before-send.api-gateway", keep)
    client.get_rest_apis()
    with moto_s_way():
        client.get_rest_apis()

    short, long = ({n: type(text) for n, text in r.headers.items()} for r in kept)
    assert short == long


def test_an_answer_of_the_user_s_handler_is_taken(client: Any) -> None:
    def answer(request: Any, **_: Any) -> Any:
        body = MockRawResponse('{"item": [{"name": "mine"}]}')
        return AWSResponse(request.url, 200, {}, body)

    client.meta.events.register_first("before-send.api-gateway", answer)
    with patch.object(stubber, "__call__", return_value=None):
        answered = client.get_rest_apis()

    assert [one["name"] for one in answered["items"]] == ["mine"]


def test_the_library_requests_is_answered(backend: Any) -> None:
    backend.client("apigateway").create_rest_api(name="pets")

    answer = requests.get(f"{HOST}/restapis", timeout=1)

    assert [one["name"] for one in answer.json()["item"]] == ["pets"]


# --- moto's settings --------------------------------------------------------------


def test_a_url_is_passed_through(client: Any) -> None:
    passed: Any = {"urls": [f"{HOST}/restapis"], "services": []}
    with patch.dict(default_user_config["core"], passthrough=passed):
        assert sent("GET", f"{HOST}/restapis") is None
        assert sent("GET", f"{HOST}/account")[0] == 200
        assert not is_short(client.get_account)


def test_a_service_is_passed_through() -> None:
    config: Any = {"core": {"passthrough": {"services": ["apigateway"]}}}
    with moto.mock_aws(config=config), mock_apigw_updates():
        assert sent("GET", f"{HOST}/restapis") is None


@pytest.mark.skipif(
    not hasattr(moto.core.exceptions, "ServiceNotWhitelisted"),
    reason=WHITELIST,
)
def test_a_service_is_not_whitelisted() -> None:
    config: Any = {"core": {"service_whitelist": ["s3"]}}
    with moto.mock_aws(config=config), mock_apigw_updates():
        assert "ServiceNotWhitelisted" in sent("GET", f"{HOST}/restapis")


def test_a_service_is_whitelisted() -> None:
    config: Any = {"core": {"service_whitelist": ["apigateway"]}}
    with moto.mock_aws(config=config), mock_apigw_updates() as backend:
        client = backend.client("apigateway")

        assert not is_short(client.get_rest_apis)


def test_the_recorder_records(
    client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "calls"))
    recorder.start_recording()
    try:
        assert not is_short(lambda: client.create_rest_api(name="pets"))
    finally:
        recorder.stop_recording()
    assert is_short(lambda: client.create_rest_api(name="more"))

    (line,) = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["url"] == f"{HOST}/restapis"


def test_custom_endpoints_take_moto_s_way(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_S3_CUSTOM_ENDPOINTS", "https://s3.example")

    assert not is_short(client.get_rest_apis)


def test_iam_is_asked_once_its_checks_are_on(client: Any) -> None:
    @moto.core.responses.BaseResponse.set_initial_no_auth_action_count(2)
    def checked() -> None:
        assert is_short(client.get_rest_apis)
        assert is_short(client.get_rest_apis)
        assert not is_short(lambda: refused(client.get_account))
        refused(client.get_rest_apis)

    checked()
    assert is_short(client.get_rest_apis)


def refused(call: Callable[[], object]) -> None:
    # The oldest moto cannot check a call of REST APIs.
    with pytest.raises((ClientError, KeyError)):
        call()


def test_an_action_s_own_calls_are_counted_after_it(backend: Any) -> None:
    before = BaseResponse.request_count
    client = backend.client("apigateway")
    refused(lambda: client.get_rest_api(restApiId="absent"))
    client.get_rest_apis()

    assert BaseResponse.request_count == before + 2


# --- Who asks ---------------------------------------------------------------------


def test_the_account_of_the_environment_is_taken(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_ACCOUNT_ID", OTHER_ACCOUNT)
    made: list[str] = []

    assert is_short(lambda: made.append(api_of(client)))
    assert list(apigateway_backends[OTHER_ACCOUNT][REGION].apis) == made


def test_the_account_of_a_header_is_taken(client: Any) -> None:
    def add(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = OTHER_ACCOUNT

    client.meta.events.register("before-send.api-gateway", lambda **_: None)
    client.meta.events.register_first("before-send.api-gateway", add)
    made: list[str] = []

    assert not is_short(lambda: made.append(api_of(client)))
    assert list(apigateway_backends[OTHER_ACCOUNT][REGION].apis) == made


def test_a_role_s_account_is_taken_and_its_last_use_noted(backend: Any) -> None:
    role = f"arn:aws:iam::{OTHER_ACCOUNT}:role/pets"
    sts, iam = backend.client("sts"), backend.client("iam")
    key = sts.assume_role(RoleArn=role, RoleSessionName="pets")["Credentials"]
    there = {
        "aws_access_key_id": key["AccessKeyId"],
        "aws_secret_access_key": key["SecretAccessKey"],
        "aws_session_token": key["SessionToken"],
    }
    boto3.client("iam", REGION, **there).create_role(
        RoleName="pets", AssumeRolePolicyDocument="{}"
    )
    with patch.object(moto.iam.models, "mark_account_as_visited") as marked:
        client = boto3.client("apigateway", REGION, **there)
        made: list[str] = []

        assert is_short(lambda: made.append(api_of(client)))

    assert list(apigateway_backends[OTHER_ACCOUNT][REGION].apis) == made
    assert marked.call_args.kwargs == {
        "account_id": OTHER_ACCOUNT,
        "access_key": key["AccessKeyId"],
        "service": "apigateway",
        "region": REGION,
    }
    assert iam.list_roles()["Roles"] == []


def test_the_last_use_of_an_access_key_is_noted(backend: Any) -> None:
    iam = backend.client("iam")
    iam.create_user(UserName="me")
    key = iam.create_access_key(UserName="me")["AccessKey"]
    client = boto3.client(
        "apigatewayv2",
        "eu-west-1",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )

    assert is_short(client.get_apis)
    used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
    assert used["AccessKeyLastUsed"]["ServiceName"] == "apigatewayv2"
    assert used["AccessKeyLastUsed"]["Region"] == "eu-west-1"


def test_a_client_without_signatures_is_answered(client: Any) -> None:
    unsigned = boto3.client(
        "apigateway", REGION, config=Config(signature_version=UNSIGNED)
    )

    assert is_short(lambda: unsigned.create_rest_api(name="pets"))
    assert [one["name"] for one in client.get_rest_apis()["items"]] == ["pets"]


def test_the_backend_that_moto_always_makes_is_made() -> None:
    with mock_apigw_updates():
        boto3.client("apigatewayv2", "eu-west-1").get_apis()

        assert list(apigateway_backends["123456789012"]) == [REGION]


# --- The clock and moto's random numbers ------------------------------------------


def test_libraries_that_stop_the_clock_stop_the_date(client: Any) -> None:
    freezegun = pytest.importorskip("freezegun", reason="needs freezegun: tox")
    with freezegun.freeze_time("2001-02-03T04:05:06Z"):
        answer = client.get_rest_apis()

    date = answer["ResponseMetadata"]["HTTPHeaders"]["date"]
    assert date == "Sat, 03 Feb 2001 04:05:06 GMT"


def test_a_seed_gives_the_same_identifiers_as_in_plain_moto() -> None:
    def made() -> list[str]:
        mock_random.seed(5)
        client = boto3.client("apigateway", REGION)
        answers = [client.create_rest_api(name="pets") for _ in range(3)]
        headers = answers[-1]["ResponseMetadata"]["HTTPHeaders"]
        return [*(one["id"] for one in answers), headers["x-amzn-requestid"]]

    with mock_apigw_updates():
        ours = made()
        with moto_s_way():
            assert made() == ours


# --- Parts of moto that somebody has replaced -------------------------------------


def replaced() -> Iterator[Any]:
    module = moto.core.botocore_stubber
    for owner, names in {
        module: (
            "get_equivalent_url_in_aws_domain",
            "normalize_request",
            "passthrough_service",
            "passthrough_url",
            "service_whitelisted",
        ),
        moto.backends: ("get_backend",),
        recorder: ("_record_request",),
        BaseResponse: (
            "_dispatch",
            "_enrich_response",
            "_get_action",
            "call_action",
            "get_access_key",
            "get_current_account",
            "get_region_from_url",
            "setup_class",
            "_authenticate_and_authorize_normal_action",
            "_transform_response",
        ),
        moto.iam.models: ("mark_account_as_visited",),
        moto.core.responses: ("gen_amzn_requestid_long",),
    }.items():
        named = getattr(owner, "__name__", "recorder")
        yield from (
            pytest.param(owner, name, id=f"{named}.{name}")
            for name in names
            if hasattr(owner, name)
        )


@pytest.mark.parametrize("when", ["before", "inside"])
@pytest.mark.parametrize(("owner", "name"), [*replaced()])
def test_a_replaced_part_of_moto_is_called(owner: Any, name: str, when: str) -> None:
    asked = []
    original = getattr(owner, name)
    in_class = vars(owner).get(name, original)

    def spy(*args: Any, **kwargs: Any) -> Any:
        asked.append(name)
        return original(*args, **kwargs)

    spying = staticmethod(spy) if isinstance(in_class, staticmethod) else spy
    put = patch.object(owner, name, spying)
    with put if when == "before" else nullcontext(), mock_apigw_updates() as backend:
        client = backend.client("apigateway")
        with nullcontext() if when == "before" else put:
            client.create_rest_api(name="pets")

    if (name, when) != ("_dispatch", "inside"):  # a class of moto's has ours
        assert asked


def test_a_replaced_way_stays_the_user_s() -> None:
    asked: list[str] = []
    process_request = stubber.process_request

    def process(own: Any, request: Any) -> Any:
        asked.append(request.url)
        return process_request(own, request)

    with patch.object(stubber, "process_request", process), mock_apigw_updates():
        boto3.client("apigateway", REGION).get_rest_apis()

    assert asked == [f"{HOST}/restapis"]


def test_a_dispatch_of_the_user_s_is_called(client: Any) -> None:
    asked = []
    dispatch = APIGatewayResponse._dispatch  # noqa: SLF001  # moto's, replaced

    def spy(*args: Any, **kwargs: Any) -> Any:
        asked.append(args)
        return dispatch(*args, **kwargs)

    with patch.object(APIGatewayResponse, "_dispatch", spy):
        client.get_rest_apis()

    assert len(asked) == 1


def test_a_url_of_the_user_s_is_called(client: Any) -> None:
    paths: Any = moto.apigateway.urls.url_paths
    teapot = 418, {}, "{}"
    with patch.dict(paths, {next(iter(paths)): lambda *_: teapot}):
        assert sent("GET", f"{HOST}/restapis")[0] == 418

    assert client.get_rest_apis()["items"] == []


def test_a_service_of_the_user_s_is_asked_first(client: Any) -> None:
    patterns: Any = moto.backend_index.backend_url_patterns
    known: Any = dict(patterns)
    first = [("s3", known["apigateway"]), *patterns]
    with patch.object(moto.backend_index, "backend_url_patterns", first):
        assert not is_short(lambda: sent("GET", f"{HOST}/restapis"))

    assert is_short(client.get_rest_apis)


def test_moto_s_server_does_not_ask_for_it(backend: Any) -> None:
    server = pytest.importorskip("moto.server", reason=SERVER)
    api = api_of(backend.client("apigateway"))
    app = server.create_backend_app("apigateway")
    with patch.object(stubber, "process_request") as asked:
        answer = app.test_client().get(f"/restapis/{api}")

    assert json.loads(answer.data)["id"] == api
    assert asked.call_count == 0
