"""
Who is let in: programs by the server's own names, and no page of another origin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from needs import SERVER
from served import Reply, ask

from apigw_mock.servers import running_server
from apigw_mock.updates import LINES_PATH, REPORT_PATH, UPDATES_PATH

pytest.importorskip("flask", reason=SERVER)

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = ("Pets.test", "192.0.2.7", "[2001:db8::1]", "2001:db8::2")
HOST = "Host: localhost:5000"
OWN = "http://localhost:5000"
SIGNED_FOR_SQS = (
    "Authorization: AWS4-HMAC-SHA256 Credential=a/20200101/us-east-1/sqs/aws4_request"
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_server(region_name="us-east-1", allowed_hosts=ALLOWED) as running:
        yield running


def names(url: str) -> list[str]:
    return [
        api["name"] for api in ask(url, "GET /v2/apis HTTP/1.1", HOST).json["items"]
    ]


def log(url: str) -> Any:
    return ask(url, f"GET {UPDATES_PATH} HTTP/1.0").json


def assert_not_admitted(reply: Reply) -> None:
    assert reply.status == 403
    assert "X-Amzn-ErrorType: AccessDeniedException" in reply.head
    assert "Content-Type: application/json" in reply.head
    assert "access-control" not in reply.head.lower()
    assert reply.json["__type"] == "AccessDeniedException"


# --- Who is not let in ------------------------------------------------------------

FOREIGN_PAGES = [
    "Origin: http://evil.example",
    "Origin: null",
    "Origin:",
    "Origin: http://localhost",
    "Origin: http://localhost:3000",
    "Origin: https://localhost:5000",
    "Origin: http://127.0.0.1:5000",
    "Origin: http://localhost:5000.evil.example",
    "Origin: http://localhost:5000, http://evil.example",
    "Origin: localhost:5000",
    "Sec-Fetch-Site: cross-site",
    "sec-fetch-site: Cross-Site ",
    "Sec-Fetch-Site: same-site",
    "Sec-Fetch-Site: none,cross-site",
    "Sec-Fetch-Site: cross-site;x",
    "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: none",
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: same-site",
]
FOREIGN_HOSTS = [
    "evil.example",
    "evil.example:5000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "amazonaws.com.evil.example",
    "xamazonaws.com",
    "pets.test.evil.example",
    "sub.pets.test",
    "0.0.0.0:5000",
    "192.168.0.1",
    "[::]",
    "[2001:db8::3]",
    "localhost, evil.example",
    "evil.example,localhost",
    "localhost@evil.example",
    "evil.example/localhost",
    "localhost:http",
    "localhost..",
    "[::1",
    "[:::]",
    "",
    ".localhost",
    "..localhost",
    "a..localhost",
    "xn--.localhost",
    "a.xn--zzzzzz--.localhost",
    f"{'a' * 64}.localhost",
    ".amazonaws.com",
    "a..amazonaws.com",
    "xn--.amazonaws.com",
]
CALLS = [
    "GET /v2/apis",
    "POST /v2/apis",
    "GET /nothing",
    "BREW /",
    "OPTIONS /moto-api/reset",
    "HEAD /moto-api/data.json",
    "GET /moto-api/data.json",
    "POST /moto-api/reset",
    "POST /moto-api/seed?a=1",
    f"GET {UPDATES_PATH}",
    f"GET {REPORT_PATH}",
    f"GET {LINES_PATH}?after=1",
    "GET /",
    "GET /favicon.ico",
    "PUT /bucket",
]


@pytest.mark.parametrize("header", FOREIGN_PAGES)
@pytest.mark.parametrize("call", CALLS)
def test_a_page_of_another_origin_is_refused(url: str, call: str, header: str) -> None:
    reply = ask(url, f"{call} HTTP/1.1", HOST, header)

    assert reply.status == 403
    assert "access-control" not in reply.head.lower()
    if not call.startswith("HEAD"):
        assert_not_admitted(reply)
        assert "page of another origin" in reply.json["message"]
        assert "--allow-host" in reply.json["message"]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
@pytest.mark.parametrize(
    "call",
    ["GET /v2/apis", "POST /moto-api/reset", "PUT /bucket", f"GET {LINES_PATH}"],
)
def test_the_name_of_another_host_is_refused(url: str, call: str, host: str) -> None:
    reply = ask(url, f"{call} HTTP/1.1", f"Host: {host}")

    assert_not_admitted(reply)
    assert f"does not answer to Host {host!r}" in reply.json["message"]
    assert "--allow-host" in reply.json["message"]


@pytest.mark.parametrize(
    ("target", "host"),
    [
        ("http://evil.example/v2/apis", "localhost"),
        ("http://localhost/v2/apis", "evil.example"),
        ("http://localhost@evil.example/v2/apis", "localhost"),
        ("ftp://evil.example/v2/apis", "localhost"),
    ],
)
def test_a_host_in_the_target_counts_as_well(url: str, target: str, host: str) -> None:
    assert_not_admitted(ask(url, f"GET {target} HTTP/1.1", f"Host: {host}"))


def test_several_hosts_have_to_be_ours_all(url: str) -> None:
    reply = ask(url, "GET /v2/apis HTTP/1.1", "Host: evil", "Host: x.amazonaws.com")

    assert_not_admitted(reply)


@pytest.mark.parametrize("refused", ["Origin: null", "Sec-Fetch-Site: cross-site"])
@pytest.mark.parametrize(
    "call",
    [
        "POST /v2/apis",
        "POST /moto-api/reset",
        f"GET {UPDATES_PATH}",
        "PATCH /v2/apis/pets/integrations/dogs",
    ],
)
def test_what_is_refused_changes_nothing(url: str, call: str, refused: str) -> None:
    made = b'{"name": "pets", "protocolType": "HTTP"}'
    ask(url, "POST /v2/apis HTTP/1.1", HOST, body=made)
    ask(url, "PATCH /v2/apis/pets/integrations/dogs HTTP/1.1", HOST, body=b"{}")
    before = names(url), log(url)

    reply = ask(url, f"{call} HTTP/1.1", HOST, refused, body=made)

    assert_not_admitted(reply)
    assert before == (names(url), log(url))
    assert "pets" in before[0]
    assert before[1] != []


ASKS_FOR_A_PAGE = "Accept: text/html"


@pytest.mark.parametrize(
    "header", ["Origin: http://evil.example", "Sec-Fetch-Site: cross-site"]
)
def test_a_page_of_another_origin_does_not_get_the_server_s(
    url: str, header: str
) -> None:
    assert_not_admitted(ask(url, "GET / HTTP/1.1", HOST, ASKS_FOR_A_PAGE, header))


def test_the_page_has_no_name_of_another_host(url: str) -> None:
    assert_not_admitted(
        ask(url, "GET / HTTP/1.1", "Host: evil.example", ASKS_FOR_A_PAGE)
    )


# --- Who is -----------------------------------------------------------------------

OWN_HOSTS = [
    "localhost",
    "localhost:5000",
    "LocalHost:80",
    "localhost.",
    "localhost:",
    "pets.localhost",
    "xn--bcher-kva.localhost",
    f"{'a' * 63}.localhost",
    "127.0.0.1:5000",
    "127.8.9.1",
    "127.1",
    "[::1]",
    "[::1]:5000",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "apigateway.us-east-1.amazonaws.com",
    "APIGateway.eu-west-1.amazonaws.com.",
    "apigateway.cn-north-1.amazonaws.com.cn",
    "apigateway.us-east-1.api.aws",
    "pets.test",
    "PETS.TEST.:5000",
    "192.0.2.7",
    "[2001:DB8::1]:5000",
    "[2001:db8::2]",
]


@pytest.mark.parametrize("host", OWN_HOSTS)
def test_a_name_of_the_server_s_is_let_in_and_so_is_its_own_page(
    url: str, host: str
) -> None:
    plain = ask(url, "GET /v2/apis HTTP/1.1", f"Host: {host}")
    own = ask(url, "GET /v2/apis HTTP/1.1", f"Host: {host}", f"Origin: http://{host}")

    assert (plain.status, own.status) == (200, 200)
    assert "access-control" not in f"{plain.head}{own.head}".lower()


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_of_the_server_s_own_and_a_bookmark_are_let_in(
    url: str, site: str
) -> None:
    site = f"Sec-Fetch-Site: {site}"
    shown = ask(url, "GET /moto-api/data.json HTTP/1.1", HOST, site)
    page = ask(url, "GET / HTTP/1.1", HOST, site, ASKS_FOR_A_PAGE)
    lines = ask(url, f"GET {LINES_PATH} HTTP/1.1", HOST, site)
    reset = ask(url, "POST /moto-api/reset HTTP/1.1", HOST, site, f"Origin: {OWN}")

    assert {shown.status, page.status, lines.status, reset.status} == {200}
    assert "access-control" not in f"{shown.head}{reset.head}".lower()


def test_the_usual_port_may_be_left_out(url: str) -> None:
    ports = ask(
        url, "GET /v2/apis HTTP/1.1", "Host: localhost:80", "Origin: http://localhost"
    )

    assert ports.status == 200


def test_who_names_no_host_is_let_in_but_for_a_page(url: str) -> None:
    old = ask(url, "GET /v2/apis HTTP/1.0")
    page = ask(url, "GET /v2/apis HTTP/1.0", "Origin: http://")

    assert old.status == 200
    assert_not_admitted(page)


def test_a_whole_url_is_let_in(url: str) -> None:
    reply = ask(url, "GET http://localhost/v2/apis HTTP/1.1", "Host: 127.0.0.1:5000")

    assert (reply.status, list(reply.json)) == (200, ["items"])


@pytest.mark.parametrize("path", ["/v2/apis", "/nothing", "/moto-api/data.json", "/?x"])
def test_no_answer_lets_another_origin_read_it(url: str, path: str) -> None:
    heads = [
        ask(url, f"{method} {path} HTTP/1.1", HOST, *asked).head
        for method in ("GET", "OPTIONS", "PUT")
        for asked in ((), ("Access-Control-Request-Method: PUT", f"Origin: {OWN}"))
    ]

    assert "access-control" not in "".join(heads).lower()


# --- moto's recorder --------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/moto-api/recorder/start-recording",
        "/moto-api/recorder/stop-recording",
        "/moto-api/recorder/reset-recording",
        "/moto-api/recorder/upload-recording",
        "/moto-api/recorder/download-recording/",
        "/moto-api/recorder/replay-recording?x",
        "//moto-api//recorder/start-recording",
        "/%6Doto-api/%72ecorder/start-recording",
        "/moto-api%2Frecorder%2Fstart-recording",
        "http://localhost/moto-api/recorder/start-recording",
        "ftp://localhost/moto-api/recorder/start-recording",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("more", [(), (SIGNED_FOR_SQS,)], ids=["unsigned", "signed"])
def test_the_recorder_is_closed(
    url: str, path: str, method: str, more: tuple[str, ...]
) -> None:
    reply = ask(url, f"{method} {path} HTTP/1.1", HOST, *more)

    assert_not_admitted(reply)
    assert "recorder is closed" in reply.json["message"]
