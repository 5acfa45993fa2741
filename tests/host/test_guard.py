"""
Nothing escapes to AWS.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import boto3
import botocore
import botocore.session
import moto
import pytest
import requests
import urllib3
from botocore.config import Config
from botocore.credentials import CredentialResolver
from botocore.endpoint import Endpoint
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from botocore.httpsession import URLLib3Session
from botocore.parsers import ResponseParserError
from interrupts import at_each_place
from listening import Listener, listening
from moto.core.models import botocore_stubber, patch_client
from urllib3.connectionpool import HTTPConnectionPool

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.errors import EscapedCall, NeedsAiomoto
from apigw_mock.host.guard import is_aws, without_secrets
from apigw_mock.undo import undone_by

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("untouched")


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as server:
        yield server


@pytest.fixture
def stranger(listener: Listener) -> Any:
    """
    Make clients as they were before any import of moto, which would reach the listener.
    """

    def make(service: str, region: str = "us-east-1", **options: Any) -> Any:
        config = Config(
            proxies=listener.proxies,
            retries=options.pop("retries", {"total_max_attempts": 1}),
            **options.pop("config", {}),
        )
        client = session().client(service, region, config=config, **options)
        client.meta.events.unregister("before-send", botocore_stubber)
        return client

    return make


def session() -> Any:
    return boto3.Session("key", "secret", botocore_session=botocore.session.Session())


# --- Clients that moto does not answer --------------------------------------------

BEFORE_MOTO = """
import os, sys

import boto3
from botocore.config import Config

proxies = {"http": sys.argv[1], "https": sys.argv[1]}
config = Config(proxies=proxies, retries={"total_max_attempts": 1})
client = boto3.client("apigateway", "us-east-1", config=config)
session = boto3.Session(region_name="us-east-1")
resource = boto3.resource("s3", region_name="us-east-1", config=config)
assert not [name for name in sys.modules if name.partition(".")[0] == "moto"]

from apigw_mock import mock_apigw_updates
from apigw_mock.errors import EscapedCall, NeedsAiomoto

def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

late = session.client("apigateway", config=config)
with mock_apigw_updates() as backend:
    print(attempt(client.get_rest_apis))
    print(attempt(late.create_rest_api, name="api"))
    print(attempt(resource.create_bucket, Bucket="bucket"))
    backend.adopt(client).create_rest_api(name="api")
    print([api["name"] for api in backend.adopt(late).get_rest_apis()["items"]])
    print(backend.adopt(resource).create_bucket(Bucket="bucket").name)
print("outside")
print(attempt(client.get_rest_apis).partition(":")[0])
"""


def test_a_client_made_before_any_import_of_moto_is_stopped_until_it_is_adopted(
    listener: Listener, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "the-users",
        "AWS_SECRET_ACCESS_KEY": "the-users",
        "AWS_CONFIG_FILE": os.devnull,
        "NO_PROXY": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_MOTO, listener.url],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    first, late, resource, *rest = done.stdout.splitlines()

    assert first.startswith(
        "EscapedCall: apigateway.get_rest_apis got past moto and was stopped on its "
        "way to AWS (GET https://apigateway.us-east-1.amazonaws.com/restapis)."
    )
    assert "`apigw_backend.adopt(client)`" in first
    assert late.startswith("EscapedCall: apigateway.create_rest_api got past moto")
    assert resource.startswith("EscapedCall: s3.create_bucket got past moto")
    assert rest == ["['api']", "bucket", "outside", "ProxyConnectionError"]
    # What the listener sees outside proves that it would have seen the others.
    assert listener.seen == ["apigateway.us-east-1.amazonaws.com:443"]


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_the_error_is_neither_wrapped_nor_retried(
    mode: str, listener: Listener, stranger: Any
) -> None:
    client = stranger("sts", retries={"mode": mode, "total_max_attempts": 3})
    attempts: list[object] = []
    client.meta.events.register("before-send", lambda **_: attempts.append(mode))

    with mock_apigw_updates(), pytest.raises(EscapedCall) as escaped:
        client.get_caller_identity()
    assert len(attempts) == 1
    assert escaped.value.operation == "sts.get_caller_identity"
    assert listener.seen == []


def test_outside_a_scope_the_same_client_travels(
    listener: Listener, stranger: Any
) -> None:
    client = stranger("sts")
    with mock_apigw_updates(), suppress(EscapedCall):
        client.get_caller_identity()
    with pytest.raises(BotoCoreError):
        client.get_caller_identity()

    assert listener.seen == ["sts.us-east-1.amazonaws.com:443"]


@pytest.mark.parametrize(
    ("service", "region", "host"),
    [
        ("apigateway", "us-east-1", "apigateway.us-east-1.amazonaws.com"),
        ("apigatewayv2", "us-gov-west-1", "apigateway.us-gov-west-1.amazonaws.com"),
        ("sqs", "cn-north-1", "sqs.cn-north-1.amazonaws.com.cn"),
        ("sqs", "us-iso-east-1", "sqs.us-iso-east-1.c2s.ic.gov"),
        ("sqs", "us-isob-east-1", "sqs.us-isob-east-1.sc2s.sgov.gov"),
        ("sqs", "eu-isoe-west-1", "sqs.eu-isoe-west-1.cloud.adc-e.uk"),
        ("sqs", "us-isof-south-1", "sqs.us-isof-south-1.csp.hci.ic.gov"),
        ("sqs", "eusc-de-east-1", "sqs.eusc-de-east-1.amazonaws.eu"),
        ("sqs", "eu-west-1", "sqs.eu-west-1.api.aws"),
        ("sqs", "cn-north-1", "sqs.cn-north-1.api.amazonwebservices.com.cn"),
    ],
)
def test_every_service_in_every_partition_is_stopped(
    service: str, region: str, host: str, listener: Listener, stranger: Any
) -> None:
    config = {"use_dualstack_endpoint": ".api." in host}
    client = stranger(service, region, config=config)
    call = {"sqs": "list_queues", "apigateway": "get_rest_apis"}.get(
        service, "get_apis"
    )

    with mock_apigw_updates(), pytest.raises(EscapedCall) as escaped:
        getattr(client, call)()
    assert escaped.value.url.split("/")[2] == host
    assert listener.seen == []


def test_the_query_of_the_url_is_kept_out_of_the_error(stranger: Any) -> None:
    url = stranger("s3").generate_presigned_url("list_buckets")

    with mock_apigw_updates(), pytest.raises(EscapedCall) as escaped:
        urllib3.PoolManager().request("GET", url)
    assert "Signature" in url
    assert "Signature" not in str(escaped.value)


USERINFO = ["user:password@", "user@", "u%3Aser:pass%40word@", "user:pass@word@"]


def sent_by_botocore(listener: Listener, stranger: Any, userinfo: str) -> object:
    endpoint = f"https://{userinfo}sts.us-east-1.amazonaws.com"
    assert listener
    return stranger("sts", endpoint_url=endpoint).get_caller_identity()


def sent_to_a_proxy(listener: Listener, stranger: Any, userinfo: str) -> object:
    del stranger
    url = f"http://{userinfo}sts.amazonaws.com/"
    return urllib3.HTTPConnectionPool("127.0.0.1", listener.server_port).urlopen(
        "GET", url, assert_same_host=False
    )


def sent_to_a_proxy_of_aws(listener: Listener, stranger: Any, userinfo: str) -> object:
    del listener, stranger
    pool = urllib3.HTTPConnectionPool("sts.amazonaws.com")
    return pool.urlopen("GET", f"http://{userinfo}example.com/", assert_same_host=False)


@pytest.mark.parametrize("userinfo", USERINFO)
@pytest.mark.parametrize(
    "send",
    [sent_by_botocore, sent_to_a_proxy, sent_to_a_proxy_of_aws],
    ids=lambda send: send.__name__,
)
def test_the_userinfo_of_the_url_is_kept_out_of_the_error(
    send: Any,
    userinfo: str,
    listener: Listener,
    stranger: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "apigw_mock")
    with mock_apigw_updates(), pytest.raises(EscapedCall) as escaped:
        send(listener, stranger, userinfo)

    error = escaped.value
    said = [str(error), repr(error), *map(str, error.args), error.url, caplog.text]
    assert "amazonaws.com" in error.url
    assert not [text for text in said if "@" in text or "user" in text]
    assert listener.seen == []


@pytest.mark.parametrize(
    "inner",
    ["http://user@{}/", "http:%2F%2Fuser@{}%2F", "http:%2f%2fuser:password%40{}%2f"],
)
def test_nor_has_it_that_of_a_url_within_the_path(inner: str) -> None:
    url = f"https://sts.amazonaws.com/proxy/{inner.format('example.com')}"
    cleaned = without_secrets(url)

    assert cleaned.startswith("https://sts.amazonaws.com/proxy/http:")
    assert "example.com" in cleaned
    assert "user" not in cleaned


def test_nor_has_it_the_error_outside_a_scope() -> None:
    def add_userinfo(request: Any, **_: object) -> None:
        request.url = request.url.replace("//", "//user:password@")

    client = Backend().client("sts")
    client.meta.events.register("request-created", add_userinfo)

    with pytest.raises(EscapedCall) as escaped:
        client.get_caller_identity()
    assert escaped.value.args[1] == "https://sts.us-east-1.amazonaws.com/"


REPORTED = """
import os

import boto3
import urllib3
from moto.core.models import botocore_stubber

from apigw_mock import Backend, mock_apigw_updates

HOST, QUERY = os.environ["SENT_TO"], os.environ["SENT_WITH"]

def forget_moto(request, **_):
    request.url = f"{HOST}/{QUERY}"

def client_of(backend):
    client = backend.client("sts")
    client.meta.events.register("request-created", forget_moto)
    return client

def test_urllib3():
    with mock_apigw_updates():
        urllib3.PoolManager().request("GET", f"{HOST}/{QUERY}", retries=False)

def test_botocore():
    with mock_apigw_updates() as backend:
        client = client_of(backend)
        client.meta.events.unregister("before-send", botocore_stubber)
        client.get_caller_identity()

def test_outside():
    client_of(Backend()).get_caller_identity()
"""


def test_the_failure_report_does_not_show_them_either(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENT_TO", "https://user:hunter2@sts.us-east-1.amazonaws.com")
    monkeypatch.setenv("SENT_WITH", "?X-Amz-Signature=s3cr3t")
    pytester.makepyfile(REPORTED)
    result = pytester.runpytest()

    result.assert_outcomes(failed=3)
    report = result.stdout.str()
    assert report.count("EscapedCall: ") >= 3
    assert [word for word in ("hunter2", "s3cr3t") if word in report] == []


# --- Not from a client ------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://abc.lambda-url.us-east-1.on.aws/path?secret=1",
        "http://sqs.us-east-1.api.aws/",
        "https://SQS.us-iso-east-1.C2S.ic.gov./",
        "https://abc.lambda-url.us-east-1.on.aws/?next=https://example.com/",
        "http://abc.lambda-url.us-east-1.on.aws/https://example.com/",
    ],
)
def test_what_requests_sends_to_aws_past_moto_is_stopped(
    url: str, listener: Listener
) -> None:
    with mock_apigw_updates(), pytest.raises(EscapedCall) as escaped:
        requests.get(url, proxies=listener.proxies, timeout=30)

    message = str(escaped.value)
    host = url.split("/")[2].lower().rstrip(".")
    assert "got past moto" in message
    assert host in message.lower()
    assert listener.seen == []


def test_what_moto_answers_to_requests_it_still_answers() -> None:
    with mock_apigw_updates():
        answer = requests.get("https://s3.amazonaws.com/", timeout=30)

    assert answer.status_code == 200


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_urllib3_sends_to_aws_is_stopped(scheme: str, listener: Listener) -> None:
    with mock_apigw_updates(), pytest.raises(EscapedCall, match=r"sts\.amazonaws\.com"):
        urllib3.ProxyManager(listener.url).request(
            "GET", f"{scheme}://sts.amazonaws.com"
        )

    assert listener.seen == []


@pytest.mark.parametrize(
    "url",
    ["/?a=https://b", "/https://b", "?a=https://b", "https://example.com/", "//b/c"],
)
def test_a_connection_to_aws_takes_no_url_whatever_it_looks_like(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[object] = []
    monkeypatch.setattr(urllib3.connection.HTTPSConnection, "connect", connected.append)
    pool = urllib3.HTTPSConnectionPool("sts.amazonaws.com")

    with mock_apigw_updates(), pytest.raises(EscapedCall, match=r"sts\.amazonaws\.com"):
        pool.urlopen("GET", url, retries=False)
    assert connected == []


def test_a_guard_that_was_put_back_after_its_scope_lets_go(
    listener: Listener, stranger: Any
) -> None:
    client = stranger("sts")
    patches = [
        mock.patch.object(URLLib3Session, "send"),
        mock.patch.object(HTTPConnectionPool, "urlopen"),
    ]
    with mock_apigw_updates():
        for patch in patches:
            patch.start()
    for patch in patches:
        patch.stop()
    with pytest.raises(BotoCoreError):
        client.get_caller_identity()
    with mock_apigw_updates(), pytest.raises(EscapedCall):
        client.get_caller_identity()

    assert listener.seen == ["sts.us-east-1.amazonaws.com:443"]


def test_other_hosts_are_left_alone(listener: Listener) -> None:
    with mock_apigw_updates():
        direct = requests.get(f"{listener.url}/direct", timeout=30)
        proxied = requests.get(
            "http://example.invalid/proxied", proxies=listener.proxies, timeout=30
        )

    assert (direct.status_code, proxied.status_code) == (418, 418)
    assert listener.seen == ["/direct", "http://example.invalid/proxied"]


# --- What the user has allowed ----------------------------------------------------


def test_a_custom_endpoint_is_reached(listener: Listener, stranger: Any) -> None:
    client = stranger("sqs", endpoint_url=f"{listener.url}/custom")

    with mock_apigw_updates(), pytest.raises(ClientError):
        client.list_queues()
    assert listener.seen == [f"{listener.url}/custom"]


@pytest.mark.parametrize(
    "passthrough",
    [
        {"services": ["sts"]},
        {"urls": [r"https?://sts\..*"]},
    ],
    ids=["service", "url"],
)
@pytest.mark.parametrize("known_to_moto", [True, False])
def test_what_moto_passes_through_travels(
    passthrough: dict[str, list[str]],
    known_to_moto: bool,  # noqa: FBT001  # a parameter of the test
    listener: Listener,
    stranger: Any,
) -> None:
    core: Any = {"mock_credentials": False, "passthrough": passthrough}
    client = stranger("sts", use_ssl=False)
    other = stranger("sqs")
    if known_to_moto:
        patch_client(client)
    with moto.mock_aws(config={"core": core}), mock_apigw_updates():
        with pytest.raises(ResponseParserError):
            client.get_caller_identity()
        with pytest.raises(EscapedCall):
            other.list_queues()
        requests.get(
            "http://sts.us-east-1.amazonaws.com/", proxies=listener.proxies, timeout=30
        )

    assert listener.seen == ["http://sts.us-east-1.amazonaws.com/"] * 2


# --- adopt ------------------------------------------------------------------------


def handlers(client: Any) -> int:
    """
    Return how often moto is asked for an answer to a call of *client*.
    """
    emitter = client.meta.events._emitter._handlers  # noqa: SLF001  # no public way
    return list(emitter.prefix_search("before-send")).count(botocore_stubber)


def test_an_adopted_client_is_answered_by_moto_until_the_scope_ends(
    listener: Listener, stranger: Any
) -> None:
    client = stranger("apigateway")
    with mock_apigw_updates() as backend:
        backend.apigateway.create_rest_api(name="api")
        adopted = backend.adopt(client)
        found = [api["name"] for api in client.get_rest_apis()["items"]]
    after = handlers(client)

    assert adopted is client
    assert found == ["api"]
    assert after == 0
    assert listener.seen == []


def test_a_resource_is_adopted_by_its_client(listener: Listener, stranger: Any) -> None:
    client = stranger("s3")
    resource = session().resource("s3", region_name="us-east-1")
    resource.meta.client = client
    with mock_apigw_updates() as backend:
        adopted = backend.adopt(resource)
        resource.create_bucket(Bucket="bucket")

    assert adopted is resource
    assert handlers(client) == 0
    assert listener.seen == []


def test_adopting_twice_asks_moto_once(stranger: Any) -> None:
    client = stranger("sts")
    with mock_apigw_updates() as backend:
        backend.adopt(client)
        backend.adopt(client)
        inside = handlers(client)

    assert inside == 1
    assert handlers(client) == 0


def test_a_client_that_moto_knows_stays_as_it_is() -> None:
    client = session().client("sts", "us-east-1")
    with mock_apigw_updates() as backend:
        backend.adopt(client)
        inside = handlers(client)

    assert (inside, handlers(client)) == (1, 1)


def test_two_scopes_that_adopt_one_client_keep_it_to_the_end_of_the_last(
    stranger: Any,
) -> None:
    client = stranger("sts")
    first, second = mock_apigw_updates(), mock_apigw_updates()
    first.__enter__().adopt(client)
    second.__enter__().adopt(client)
    first.__exit__(None, None, None)
    between = handlers(client)
    second.__exit__(None, None, None)

    assert (between, handlers(client)) == (1, 0)


def test_an_interrupt_at_any_place_leaves_nothing_adopted(stranger: Any) -> None:
    client = stranger("sts")
    backends = Backend(), Backend()

    def close() -> None:
        for backend in backends:
            backend.close()

    def adopt() -> None:
        for backend in backends:
            backend._is_closed = False  # noqa: SLF001  # for another time
        with undone_by(close):
            for backend in backends:
                backend.adopt(client)

    files = ("guard.py", "apigw_mock/backend.py", "apigw_mock/undo.py")
    after = {handlers(client) for _ in at_each_place(adopt, files=files)}

    assert after == {0}


PROFILE = """
[profile role]
role_arn = arn:aws:iam::123456789012:role/role
source_profile = user
region = us-east-1
[profile user]
aws_access_key_id = the-users
aws_secret_access_key = the-users
"""
WITHOUT_KEYS = """
import boto3

client = boto3.client("apigatewayv2", region_name="us-east-1")

from apigw_mock import mock_apigw_updates

with mock_apigw_updates() as backend:
    print(backend.adopt(client).get_apis()["Items"])
"""


@pytest.mark.parametrize("profile", ["", "role"], ids=["no credentials", "a role"])
def test_a_client_that_could_not_sign_is_adopted(profile: str, tmp_path: Path) -> None:
    settings = tmp_path / "config"
    settings.write_text(PROFILE)
    kept = {name: os.environ[name] for name in os.environ if name[:4] != "AWS_"}
    environment = {
        **kept,
        "AWS_CONFIG_FILE": str(settings) if profile else os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_KEYS],
        env=environment | ({"AWS_PROFILE": profile} if profile else {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")


def without_keys() -> Any:
    """
    Return a client that moto knows, made where there are no credentials.
    """
    bare = botocore.session.Session()
    bare.register_component("credential_provider", CredentialResolver([]))
    return boto3.Session(botocore_session=bare).client("sts", "us-east-1")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["fifo", "lifo"])
def test_an_adopted_client_signs_until_the_end_of_the_last_scope(
    order: tuple[int, int],
) -> None:
    client = without_keys()
    scopes = (mock_apigw_updates(), mock_apigw_updates())
    for scope in scopes:
        scope.__enter__().adopt(client)
    scopes[order[0]].__exit__(None, None, None)
    between = client.get_caller_identity()["Account"]
    scopes[order[1]].__exit__(None, None, None)

    assert between == "123456789012"
    assert handlers(client) == 1
    with mock_apigw_updates(), pytest.raises(NoCredentialsError):
        client.get_caller_identity()


def test_a_client_that_moto_knows_keeps_the_credentials_that_it_has() -> None:
    signed: list[str] = []
    client = session().client("sts", "us-east-1")
    client.meta.events.register(
        "before-send",
        lambda request, **_: signed.append(str(request.headers["Authorization"])),
    )
    with mock_apigw_updates() as backend:
        backend.adopt(client).get_caller_identity()

    assert "Credential=key/" in signed[0]


@pytest.mark.parametrize(
    "other",
    [None, "sts", boto3.Session, Backend()],
    ids=["None", "text", "class", "backend"],
)
def test_what_is_no_client_cannot_be_adopted(other: object) -> None:
    with (
        mock_apigw_updates() as backend,
        pytest.raises(TypeError, match="pass a boto3 client or resource"),
    ):
        backend.adopt(other)


# --- aiobotocore, which stands on botocore's classes ------------------------------


class AioEndpoint(Endpoint):
    """
    An endpoint of the form of aiobotocore's.
    """

    async def _send_request(self, *_: Any) -> tuple[str, Any]:
        return "sent", None


class OwnEndpoint(Endpoint):
    """
    One that sends as botocore's does.
    """


def aiomotos() -> Any:
    """
    Return what stands for a function of aiomoto's.
    """

    async def answer(*_: Any, **__: Any) -> None:
        """
        Do nothing.
        """

    answer.__module__ = "aiomoto.patches.core"
    return answer


def of_kind(client: Any, kind: Any) -> Any:
    client._endpoint.__class__ = kind  # noqa: SLF001  # no public way
    return client


def send(client: Any, url: str = "https://sts.amazonaws.com/") -> Any:
    endpoint = client._endpoint  # noqa: SLF001  # as above
    operation = client.meta.service_model.operation_model("GetCallerIdentity")
    return endpoint.make_request(operation, {"url": url})


def test_a_call_of_aiobotocores_says_what_it_needs(stranger: Any) -> None:
    client = of_kind(stranger("sts"), AioEndpoint)

    with mock_apigw_updates(), pytest.raises(NeedsAiomoto) as refused:
        send(client)
    assert str(refused.value) == (
        "sts.get_caller_identity was called by a client of aiobotocore, which needs "
        "aiomoto beside apigw_mock: make the client and its calls in "
        "`with aiomoto.mock_aws():`, around the scope or inside it."
    )


def test_a_call_of_aiobotocores_to_another_host_goes_there(stranger: Any) -> None:
    client = of_kind(stranger("sts"), AioEndpoint)

    with mock_apigw_updates():
        sending = send(client, "http://127.0.0.1/")
    assert asyncio.run(sending) == ("sent", None)


def test_where_aiomoto_is_a_call_of_aiobotocores_is_its_own(
    stranger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AioEndpoint, "_send", aiomotos())
    client = of_kind(stranger("sts"), AioEndpoint)

    with mock_apigw_updates():
        sending = send(client)
    assert asyncio.run(sending) == ("sent", None)


def test_a_call_of_aiobotocores_outside_a_scope_is_not_ours(stranger: Any) -> None:
    client = of_kind(stranger("sts"), AioEndpoint)
    with mock_apigw_updates():
        guarded = Endpoint.make_request
    operation = client.meta.service_model.operation_model("GetCallerIdentity")

    sending = guarded(
        client._endpoint,  # noqa: SLF001  # no public way
        operation,
        {"url": "https://sts.amazonaws.com/"},
    )
    assert asyncio.run(sending) == ("sent", None)


def test_an_endpoint_of_another_kind_is_stopped_as_botocores(stranger: Any) -> None:
    client = of_kind(stranger("sts"), OwnEndpoint)

    with mock_apigw_updates(), pytest.raises(EscapedCall):
        client.get_caller_identity()


def aiobotocores(client: Any) -> Any:
    async def make_api_call(*_: Any) -> None:
        """
        Stand for aiobotocore's.
        """

    client.__class__ = type(
        "AioSTS", (type(client),), {"_make_api_call": make_api_call}
    )
    return client


def test_a_client_of_aiobotocores_is_not_adopted(stranger: Any) -> None:
    client = aiobotocores(stranger("sts"))

    with (
        mock_apigw_updates() as backend,
        pytest.raises(NeedsAiomoto, match=r"^This is"),
    ):
        backend.adopt(client)
    assert handlers(client) == 0


@pytest.fixture
def of_aiomotos(stranger: Any) -> Any:
    """
    Make a client as one that aiomoto has made.
    """
    client = of_kind(aiobotocores(stranger("sts")), AioEndpoint)
    client.meta.events.register("before-send", aiomotos())
    return client


def test_a_client_of_aiomotos_needs_nothing_to_be_adopted(
    of_aiomotos: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AioEndpoint, "_send", aiomotos())

    with mock_apigw_updates() as backend:
        adopted = backend.adopt(of_aiomotos)
        inside = handlers(of_aiomotos)
    assert adopted is of_aiomotos
    assert inside == 0


def test_a_client_of_an_aiomoto_that_has_ended_is_not_adopted(of_aiomotos: Any) -> None:
    with mock_apigw_updates() as backend, pytest.raises(NeedsAiomoto):
        backend.adopt(of_aiomotos)


# --- A backend's clients outside any scope ----------------------------------------


def left() -> Backend:
    with mock_apigw_updates() as backend:
        return backend


@pytest.mark.parametrize("make", [left, Backend], ids=["left", "never entered"])
def test_a_backends_client_is_stopped_where_no_scope_is_open(
    make: Any, listener: Listener
) -> None:
    config = Config(proxies=listener.proxies, retries={"total_max_attempts": 3})
    client = make().client("apigateway", config=config)

    with pytest.raises(EscapedCall) as escaped:
        client.get_rest_apis(limit=1)
    assert str(escaped.value) == (
        "apigateway.get_rest_apis was stopped on its way to AWS (GET "
        "https://apigateway.us-east-1.amazonaws.com/restapis): no scope is open, and "
        "this client is a backend's. Use it inside the scope; a fixture keeps that "
        "open with `yield backend` in place of `return backend`."
    )
    assert (escaped.value.operation, escaped.value.in_scope) == (
        "apigateway.get_rest_apis",
        False,
    )
    assert listener.seen == []


def test_a_backends_client_is_answered_as_long_as_any_scope_is_open() -> None:
    backend = left()
    with moto.mock_aws():
        under_moto = backend.apigatewayv2.get_apis()["Items"]
    with mock_apigw_updates():
        target = backend.http_api_integration()

    assert under_moto == []
    assert set(target) == {"ApiId", "IntegrationId"}
    with pytest.raises(EscapedCall, match="no scope is open"):
        backend.http_api_integration()


# --- Host names -------------------------------------------------------------------


def endpoint_hosts() -> set[str]:
    """
    Return the host of every endpoint URL in the rules of all services of botocore's.
    """
    data = Path(botocore.__file__).parent / "data"
    texts = [
        gzip.decompress(path.read_bytes())
        if path.suffix == ".gz"
        else path.read_bytes()
        for path in data.glob("*/*/endpoint-rule-set-1.json*")
    ]
    urls = re.findall(r'"url":\s*"https?://([^/"]*)', b"".join(texts).decode())
    partitions = json.loads((data / "partitions.json").read_text())["partitions"]
    outputs = [partition["outputs"] for partition in partitions]
    return {
        filled
        for url in urls
        for output in outputs
        for filled in [fill(url, output)]
        if "{" not in filled.rpartition(".")[2]
    }


def fill(url: str, output: dict[str, str]) -> str:
    return url.replace("{PartitionResult#dnsSuffix}", output["dnsSuffix"]).replace(
        "{PartitionResult#dualStackDnsSuffix}", output["dualStackDnsSuffix"]
    )


def test_every_endpoint_that_botocore_knows_is_recognised() -> None:
    hosts = endpoint_hosts()
    unknown = {host for host in hosts if not is_aws(host)}

    assert len(hosts) > 1000
    assert unknown <= {"localhost:8000"}  # DynamoDB's local one, where there is one


@pytest.mark.parametrize(
    "host",
    [
        "",
        "localhost",
        "127.0.0.1",
        "169.254.169.254",
        "::1",
        "example.com",
        "notamazonaws.com",
        "amazonaws.com.example.org",
        "localhost.localstack.cloud",
        "docs.aws.amazon.com",
    ],
)
def test_other_host_names_are_not(host: str) -> None:
    assert not is_aws(host)
