"""
Beside aiobotocore: it says what it needs, and works with that, which is aiomoto.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from pages import block

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.errors import NeedsAiomoto

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

aiomoto = pytest.importorskip("aiomoto", reason="needs aiomoto: tox -e aiobotocore")
aio_session = importlib.import_module("aiobotocore.session")

pytestmark = pytest.mark.usefixtures("untouched")
NEED = (
    "a client of aiobotocore, which needs aiomoto beside apigw_mock: make the client "
    "and its calls in `with aiomoto.mock_aws():`, around the scope or inside it."
)


def client(service: str, **options: Any) -> Any:
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    made = aio_session.get_session()
    return made.create_client(service, "us-east-1", **keys, **options)


# --- Without aiomoto --------------------------------------------------------------

BEFORE_MOTO = """
import asyncio, sys

import aiobotocore.session
from aiobotocore.config import AioConfig

def attempt(call):
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"

async def awaited(call):
    try:
        return await call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"

async def main(proxy):
    proxies = {"http": proxy, "https": proxy}
    config = AioConfig(proxies=proxies, retries={"total_max_attempts": 1})
    session = aiobotocore.session.get_session()
    async with session.create_client("sts", "us-east-1", config=config) as client:
        assert not [name for name in sys.modules if name.partition(".")[0] == "moto"]
        from apigw_mock import mock_apigw_updates

        with mock_apigw_updates() as backend:
            print(await awaited(client.get_caller_identity))
            print(attempt(lambda: backend.adopt(client)))
            print(await awaited(client.get_caller_identity))
            later = session.create_client("sts", "us-east-1", config=config)
            async with later as inside:
                print(await awaited(inside.get_caller_identity))
        print((await awaited(client.get_caller_identity)).partition(":")[0])

asyncio.run(main(sys.argv[1]))
"""


def test_without_aiomoto_each_client_says_what_it_needs_and_nothing_escapes(
    listener: Any, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_MOTO, listener.url],
        env={
            **os.environ,
            "AWS_ACCESS_KEY_ID": "the-users",
            "AWS_SECRET_ACCESS_KEY": "the-users",
            "NO_PROXY": "",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    called = f"NeedsAiomoto: sts.get_caller_identity was called by {NEED}"
    adopted = f"NeedsAiomoto: This is {NEED}"

    *inside, outside = done.stdout.splitlines()
    assert inside == [called, adopted, called, called]
    # What the listener sees outside proves that it would have seen the others.
    assert outside != "NeedsAiomoto"
    assert listener.seen == ["sts.us-east-1.amazonaws.com:443"]


REPORTED = """
import asyncio
import os

import aiobotocore.session

from apigw_mock import mock_apigw_updates

async def call():
    session = aiobotocore.session.get_session()
    made = session.create_client("sts", "us-east-1", endpoint_url=os.environ["SENT_TO"])
    async with made as client:
        await client.get_caller_identity()

def test_it():
    with mock_apigw_updates():
        asyncio.run(call())
"""


def test_the_failure_report_does_not_show_the_userinfo(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENT_TO", "https://user:hunter2@sts.us-east-1.amazonaws.com")
    pytester.makepyfile(REPORTED)
    result = pytester.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*NeedsAiomoto: sts.get_caller_identity*"])
    result.stdout.no_fnmatch_line("*hunter2*")


def test_an_endpoint_of_the_users_own_is_reached(listener: Any) -> None:
    async def call() -> None:
        async with client("sqs", endpoint_url=f"{listener.url}/own") as own:
            await own.list_queues()

    with mock_apigw_updates(), pytest.raises(Exception, match="418"):
        asyncio.run(call())
    assert listener.seen == ["/own"]


# --- With aiomoto -----------------------------------------------------------------


@contextmanager
def aiomoto_around() -> Iterator[Backend]:
    with aiomoto.mock_aws(), mock_apigw_updates() as backend:
        yield backend


@contextmanager
def aiomoto_inside() -> Iterator[Backend]:
    with mock_apigw_updates() as backend, aiomoto.mock_aws():
        yield backend


async def update_v2(backend: Backend) -> None:
    target = backend.http_api_integration()
    async with client("apigatewayv2") as v2:
        answer = await v2.update_integration(**target, TimeoutInMillis=5000)
        with pytest.raises(v2.exceptions.BadRequestException, match="30000 ms"):
            await v2.update_integration(**target, TimeoutInMillis=99999)

    assert answer["TimeoutInMillis"] == 5000
    assert backend.updates[0].changed == {"TimeoutInMillis": (30000, 5000)}


async def update_rest(backend: Backend) -> None:
    target = backend.integration_response(headers=["Vary"])
    path = "/responseParameters/method.response.header.Vary"
    operations = [{"op": "add", "path": path, "value": "'Origin'"}]
    async with client("apigateway") as rest:
        answer = await rest.update_integration_response(
            **target, patchOperations=operations
        )

    assert answer["responseParameters"] == {path.rpartition("/")[2]: "'Origin'"}


async def use_others(backend: Backend) -> None:
    async with client("s3") as s3:
        await s3.create_bucket(Bucket="a-bucket")
        await s3.put_object(Bucket="a-bucket", Key="key", Body=b"body")
        got = await s3.get_object(Bucket="a-bucket", Key="key")
        assert await got["Body"].read() == b"body"

    assert backend.client("s3").list_objects(Bucket="a-bucket")["Contents"]


async def adopt(backend: Backend) -> None:
    async with client("sts") as sts:
        assert backend.adopt(sts) is sts
        assert (await sts.get_caller_identity())["Account"] == "123456789012"


@pytest.mark.parametrize("scope", [aiomoto_around, aiomoto_inside])
@pytest.mark.parametrize("work", [update_v2, update_rest, use_others, adopt])
def test_with_aiomoto_it_works(
    scope: Any, work: Callable[[Backend], Coroutine[Any, Any, None]]
) -> None:
    with scope() as backend:
        asyncio.run(work(backend))


def test_what_the_manual_shows_works() -> None:
    names: dict[str, Any] = {}
    exec(block("docs/how-to/early-clients.md", "aiobotocore"), names)

    asyncio.run(names["test_aiobotocore"]())


@pytest.mark.parametrize("attempt", ["call", "adopt"])
def test_once_aiomoto_has_ended_it_is_needed_again(attempt: str) -> None:
    async def make(backend: Backend) -> None:
        with aiomoto.mock_aws():
            sts = await client("sts").__aenter__()
        try:
            if attempt == "adopt":
                backend.adopt(sts)
            else:
                await sts.get_caller_identity()
        finally:
            await sts.close()

    with mock_apigw_updates() as backend, pytest.raises(NeedsAiomoto):
        asyncio.run(make(backend))
