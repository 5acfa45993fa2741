"""
What the server answers by itself: its page, its calls, whether it is up.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from needs import SERVER
from served import ask, client_of

from apigw_mock import __version__
from apigw_mock.report import ReportLine
from apigw_mock.servers import running_server
from apigw_mock.updates import (
    CALLS_PATH,
    HEALTH_PATH,
    LINES_PATH,
    Shown,
    Update,
    Updates,
)

pytest.importorskip("flask", reason=SERVER)

from apigw_mock.host.server.own import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.servers import ServerUrl

HTML = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SAFE = {
    "Cache-Control: no-store",
    "Cross-Origin-Resource-Policy: same-origin",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
}
OWN = [HEALTH_PATH, CALLS_PATH, LINES_PATH]
REFUSED = "/v2/apis/pets/integrations/dogs"


@pytest.fixture(scope="module")
def running() -> Iterator[ServerUrl]:
    with running_server(region_name="eu-west-1") as url:
        yield url


@pytest.fixture
def url(running: ServerUrl) -> ServerUrl:
    """
    Return the URL of a server that knows nothing.
    """
    ask(running, "POST /moto-api/reset HTTP/1.0")
    return running


def refuse(url: str, number: int = 1) -> None:
    for _ in range(number):
        ask(url, f"PATCH {REFUSED} HTTP/1.0", body=b"{}")


def lines(url: str, query: str = "") -> Any:
    return ask(url, f"GET {LINES_PATH}?{query} HTTP/1.0").json


def numbers(answer: Any) -> list[int]:
    return [call["number"] for call in answer["calls"]]


# --- The page -----------------------------------------------------------------------


@pytest.mark.parametrize("line", ["GET /", "GET /?", "GET /?utm=1", "get /"])
def test_a_browser_gets_the_page(url: str, line: str) -> None:
    reply = ask(url, f"{line} HTTP/1.1", "Host: localhost", HTML)

    assert reply.status == 200
    assert "Content-Type: text/html; charset=utf-8" in reply.head
    assert set(reply.head.splitlines()) >= SAFE
    assert reply.body.startswith(b"<!doctype html>")


def test_the_page_may_run_and_load_nothing_but_what_it_has(url: str) -> None:
    reply = ask(url, "GET / HTTP/1.0", HTML)
    page = reply.body.decode()
    found = re.search("Content-Security-Policy: (.*)\r", reply.head)
    assert found
    rules = dict(rule.split(" ", 1) for rule in found[1].split("; "))

    hashes = {
        name: f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
        for name in ("style", "script")
        for content in re.findall(f"<{name}>(.*?)</{name}>", page, re.DOTALL)
    }
    assert rules == {
        "default-src": "'none'",
        "style-src": hashes["style"],
        "script-src": hashes["script"],
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert re.findall(r"\w+://|\ssrc=|\shref=|\sstyle=|\son\w+=", page) == []


def test_head_of_the_page_has_no_body(url: str) -> None:
    reply = ask(url, "HEAD / HTTP/1.0", HTML)

    assert (reply.status, reply.body) == (200, b"")
    assert "text/html" in reply.head


# --- What stays AWS's and moto's ----------------------------------------------------


def signature(service: str) -> str:
    return (
        f"Authorization: AWS4-HMAC-SHA256 Credential=a/20200101/us-east-1/{service}"
        "/aws4_request, SignedHeaders=host, Signature=none"
    )


@pytest.mark.parametrize(
    "headers", [(), ("Accept: */*",), ("Accept: application/json",)], ids=str
)
def test_a_program_gets_no_page(url: str, headers: tuple[str, ...]) -> None:
    reply = ask(url, "GET / HTTP/1.0", *headers)

    assert reply.status == 403
    assert reply.json["message"] == "Missing Authentication Token"


@pytest.mark.parametrize("path", ["/", *OWN])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_answered_by_api_gateway(
    url: str, method: str, path: str
) -> None:
    reply = ask(url, f"{method} {path} HTTP/1.0", HTML)

    assert reply.status == 403
    assert reply.json["message"] == "Missing Authentication Token"


@pytest.mark.parametrize("path", ["/", *OWN])
def test_what_is_signed_for_api_gateway_is_answered_by_it(url: str, path: str) -> None:
    reply = ask(url, f"GET {path} HTTP/1.0", HTML, signature("apigateway"))

    assert reply.status == 403
    assert reply.json["message"] == "Missing Authentication Token"


def test_what_is_signed_for_another_service_is_moto_s(url: str) -> None:
    bucket, key = HEALTH_PATH.strip("/").split("/")
    client = client_of(url, "s3")
    client.create_bucket(Bucket=bucket)
    client.put_object(Bucket=bucket, Key=key, Body=b"wow")
    listed = ask(url, "GET / HTTP/1.0", HTML, signature("s3"))

    assert [one["Name"] for one in client.list_buckets()["Buckets"]] == [bucket]
    assert client.get_object(Bucket=bucket, Key=key)["Body"].read() == b"wow"
    assert b"<ListAllMyBucketsResult" in listed.body


@pytest.mark.parametrize("version", ["s3v4", "s3"])
def test_a_presigned_url_is_moto_s_in_a_browser_too(url: str, version: str) -> None:
    signer = client_of(url, "s3", signature_version=version)
    signed = signer.generate_presigned_url("list_buckets").partition(url)[2]

    reply = ask(url, f"GET {signed} HTTP/1.0", HTML)

    assert b"<ListAllMyBucketsResult" in reply.body


def test_paths_beside_are_api_gateway_s(url: str) -> None:
    replies = [
        ask(url, f"GET {path} HTTP/1.0", HTML)
        for path in ("/apigw-mock", "/apigw-mock/", f"{HEALTH_PATH}/x")
    ]

    assert {reply.status for reply in replies} == {403}


# --- JSON ---------------------------------------------------------------------------


def test_health_says_that_the_server_is_up(url: str) -> None:
    reply = ask(url, f"GET {HEALTH_PATH} HTTP/1.1", "Host: localhost")
    head = ask(url, f"HEAD {HEALTH_PATH} HTTP/1.0")

    said = {"status": "ok", "version": __version__, "region": "eu-west-1"}
    assert (reply.status, reply.json) == (200, said)
    assert set(reply.head.splitlines()) >= SAFE
    assert (head.status, head.body) == (200, b"")


def test_calls_are_the_records_oldest_first(url: ServerUrl) -> None:
    client = client_of(url, "apigateway")
    api = client.create_rest_api(name="pets")["id"]
    client.update_rest_api(restApiId=api)
    refuse(url)

    reply = ask(url, f"GET {CALLS_PATH} HTTP/1.0")

    names = [call["operation"] for call in reply.json]
    assert names == ["UpdateRestApi", "UpdateIntegration"]
    assert Updates.from_json(reply.json) == url.updates
    assert set(reply.head.splitlines()) >= SAFE
    assert f"Content-Length: {len(reply.body)}" in reply.head


def test_lines_are_those_of_the_report_newest_first(url: ServerUrl) -> None:
    client = client_of(url, "apigateway")
    api = client.create_rest_api(name="pets")["id"]
    client.update_rest_api(restApiId=api)
    refuse(url)

    answer = lines(url)

    assert [call["outcome"] for call in answer["calls"]] == ["refused", "accepted"]
    assert (answer["region"], answer["left_out"]) == ("eu-west-1", 0)
    calls = [[text for _, text in call["lines"]] for call in answer["calls"]]
    assert "\n".join([*calls[1], *calls[0]]) == url.report()
    assert [call["operation"] for call in answer["calls"]] == [
        "UpdateIntegration",
        "UpdateRestApi",
    ]


def test_who_has_the_older_lines_gets_the_newer_ones(url: str) -> None:
    refuse(url, 2)
    first = lines(url)
    refuse(url, 2)

    news = lines(url, f"log={first['log']}&after={first['newest']}")
    nothing = lines(url, f"log={news['log']}&after={news['newest']}")

    assert numbers(news) == [4, 3]
    assert (numbers(nothing), nothing["left_out"]) == ([], 0)
    assert first["log"] == news["log"] == nothing["log"]


def test_after_a_reset_the_log_is_another_one(url: str) -> None:
    refuse(url, 2)
    first = lines(url)
    ask(url, "POST /moto-api/reset HTTP/1.0")
    asked = f"log={first['log']}&after={first['newest']}"
    empty = lines(url, asked)
    refuse(url)

    news = lines(url, asked)

    assert (numbers(empty), empty["left_out"]) == ([], 0)
    assert (numbers(news), news["left_out"]) == ([1], 0)
    assert first["log"] != empty["log"] == news["log"]


@pytest.mark.parametrize(
    "query",
    [
        "log=of-another-server&after={newest}",
        "after={newest}",
        "log={log}",
        "log={log}&after=",
        "log={log}&after=-1",
        "log={log}&after=x",
        "log={log}&after=%D9%A1",
        "log={log}&after=" + "9" * 5_000,
        "log={log}&after=0",
        "&&=",
    ],
)
def test_who_has_no_lines_of_this_server_gets_all(url: str, query: str) -> None:
    refuse(url, 2)
    every = lines(url)

    assert lines(url, query.format(**every)) == every


def test_lines_are_bounded_and_say_what_they_leave_out(url: str) -> None:
    value = ", ".join(f'"k{number}": "{"x" * 9_000}"' for number in range(9))
    for _ in range(13):
        ask(url, f"PATCH {REFUSED} HTTP/1.0", body=f"{{{value}}}".encode())

    reply = ask(url, f"GET {LINES_PATH} HTTP/1.0")

    shown = len(reply.json["calls"])
    assert 1 < shown < 13
    assert reply.json["left_out"] == 13 - shown
    assert len(reply.body) < 1_100_000


def test_what_the_page_asks_for_is_not_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with running_server(region_name="us-east-1") as url:
        for path in ("/", *OWN):
            ask(url, f"GET {path} HTTP/1.0", HTML)

    assert capsys.readouterr().err == ""


# --- parts, in this process --------------------------------------------------------


def test_a_call_that_nothing_judged_is_neither_accepted_nor_refused() -> None:
    call = Update("UpdateAuthorizer", {"ApiId": "a"}, {}, None, None, judged=False)
    title = ReportLine("title", "UpdateAuthorizer  ApiId=a")

    assert as_json(Shown(9, call, [title]), forgotten=4) == {
        "number": 5,
        "operation": "UpdateAuthorizer",
        "outcome": "unjudged",
        "lines": [title],
    }
