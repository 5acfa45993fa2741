"""
The server's page as people use it: in a real browser, with mouse, keys and ears.
"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from needs import SELENIUM, SERVER

pytest.importorskip("flask", reason=SERVER)
pytest.importorskip("selenium", reason=SELENIUM)

import boto3
from selenium.common.exceptions import (
    JavascriptException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from served import ORIGIN, ask, client_of, declare

from apigw_mock.servers import running_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.servers import ServerUrl

PATIENCE = 30  # s
REPLACED = [StaleElementReferenceException]  # the page has changed while it was read
EVIL = "<img src=x onerror='window.hit = 1'><script>window.hit = 2</script>"


TEXTS = """
    return arguments[0].map((article) => [
        article.querySelector("h2").lastChild,
        ...article.querySelectorAll(".lines > *"),
    ].map((one) => one.textContent).join("\\n"));
"""


class Page:
    """
    The page in a browser.
    """

    def __init__(self, browser: Any, url: str) -> None:
        self.browser = browser
        self.url = url
        browser.get(url)
        self.until(lambda: "Asking" not in self.status)

    def until(self, is_so: Any) -> None:
        wait = WebDriverWait(self.browser, PATIENCE, 0.05, REPLACED)
        wait.until(lambda _: is_so())

    def one(self, css: str) -> Any:
        return self.browser.find_element("css selector", css)

    def all(self, css: str) -> list[Any]:
        found = self.browser.find_elements("css selector", css)
        return [element for element in found if element.is_displayed()]

    def run(self, script: str) -> Any:
        return self.browser.execute_script(script)

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()

    def wear(self, scheme: str) -> None:
        """
        Make the page believe that the user prefers a colour scheme.
        """
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        media = {"features": features}
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)

    @property
    def status(self) -> str:
        return str(self.one("#status").text)

    @property
    def calls(self) -> list[str]:
        """
        The text of each call that is visible, as it stands in the document.
        """
        return list(self.browser.execute_script(TEXTS, self.all("article")))

    def wait_for(self, number: int) -> None:
        self.until(lambda: len(self.all("article")) == number)


@pytest.fixture(scope="module")
def running() -> Iterator[ServerUrl]:
    with running_server(region_name="us-east-1") as url:
        yield url


@pytest.fixture
def server(running: ServerUrl) -> ServerUrl:
    """
    Return the URL of a server that knows nothing.
    """
    ask(running, "POST /moto-api/reset HTTP/1.0")
    return running


@pytest.fixture
def page(browser: Any, server: ServerUrl) -> Page:
    return Page(browser, server)


def make_api(url: str, name: str = "pets") -> Any:
    """
    Make an HTTP API, and return what updates it.
    """
    client = client_of(url, "apigatewayv2")
    api = client.create_api(Name=name, ProtocolType="HTTP")["ApiId"]
    return lambda **settings: client.update_api(ApiId=api, **settings)


def refuse(url: str, body: bytes = b"{}") -> None:
    ask(url, "PATCH /v2/apis/pets/integrations/dogs HTTP/1.0", body=body)


# --- What is there ------------------------------------------------------------------


def test_an_empty_page_says_how_to_lead_a_client_here(page: Page) -> None:
    shell, python = page.one("#shell").text, page.one("#python").text
    client = eval(python, {"boto3": boto3.Session()})  # as users do

    assert page.status == "No calls yet. Following."
    assert f"AWS_ENDPOINT_URL={page.url} AWS_DEFAULT_REGION=us-east-1\n" in shell
    assert client.create_rest_api(name="pets")["name"] == "pets"
    assert [one["name"] for one in client.get_rest_apis()["items"]] == ["pets"]


def test_updates_stand_newest_first_as_the_failure_report_shows_them(
    page: Page, server: ServerUrl
) -> None:
    rest = client_of(page.url, "apigateway")
    target = declare(rest, [ORIGIN], {"responseTemplates": {"text/plain": "a"}})
    path = f"/responseParameters/{ORIGIN}"
    for value in ("'*'", "*"):
        operation = {"op": "add", "path": path, "value": value}
        body = {**target, "patchOperations": [operation]}
        try:
            rest.update_integration_response(**body)
        except rest.exceptions.BadRequestException as error:
            refusal = error
    page.wait_for(2)

    accepted, refused = re.split(r"\n(?=Update)", server.report())
    assert page.calls == [refused, accepted]
    assert [one.text for one in page.all(".outcome")] == ["refused", "accepted"]
    assert refusal.response["Error"]["Message"] in page.one(".lines .refused").text
    assert [one.text.strip() for one in page.all("ins")] == [
        '+  "responseParameters": {',
        f'+    "{ORIGIN}": "\'*\'"',
        "+  },",
    ]


def test_invocations_are_shown_with_what_became_of_them(
    page: Page, server: ServerUrl
) -> None:
    rest = client_of(page.url, "apigateway")
    target = declare(rest, [], {})
    del target["statusCode"]
    rest.test_invoke_method(**target)
    template = {"application/json": '{"statusCode": 200}'}
    rest.put_integration(**target, type="MOCK", requestTemplates=template)
    rest.put_integration_response(**target, statusCode="200")
    rest.test_invoke_method(**target)
    page.wait_for(2)

    failed, answered = re.split(r"\n(?=TestInvoke)", server.report())
    assert page.calls == [answered, failed]
    assert [one.text for one in page.all(".outcome")] == ["answered", "failed"]
    assert [one.text.strip() for one in page.all(".lines .failed")] == ["failed: 500"]
    assert page.status.startswith("2 calls, 0 refused. Newest: TestInvokeMethod, ")


def test_an_invocation_without_a_stub_says_what_is_missing(
    page: Page, server: ServerUrl
) -> None:
    rest = client_of(page.url, "apigateway")
    target = declare(rest, [], {})
    del target["statusCode"]
    uri = "https://pets.example/<b>"
    rest.put_integration(
        **target, type="HTTP_PROXY", uri=uri, integrationHttpMethod="PUT"
    )
    rest.test_invoke_method(**target, body="<i>\n1")
    page.wait_for(1)

    (shown,) = page.calls
    assert shown == server.report().removesuffix("\n")
    assert "\n  sent: PUT https://pets.example/" in shown
    assert " <i>\\n1\n  failed: 504\n  cause: No stub answers https://pets" in shown
    assert [one.text for one in page.all(".outcome")] == ["failed"]


def test_new_updates_come_by_themselves(page: Page) -> None:
    update = make_api(page.url)
    counts = []
    for number in (1, 2, 3):
        update(Name=f"pets {number}")
        page.wait_for(number)
        counts.append(page.status)
    refuse(page.url)
    page.wait_for(4)

    assert counts == [
        "1 call, 0 refused. Newest: UpdateApi, accepted. Following.",
        "2 calls, 0 refused. Newest: UpdateApi, accepted. Following.",
        "3 calls, 0 refused. Newest: UpdateApi, accepted. Following.",
    ]
    assert page.status == (
        "4 calls, 1 refused. Newest: UpdateIntegration, refused. Following."
    )
    assert not page.one("#empty").is_displayed()
    assert [one.text for one in page.all(".number")] == ["4", "3", "2", "1"]


def test_many_lines_are_folded(page: Page) -> None:
    make_api(page.url)(CorsConfiguration={"AllowOrigins": ["http://a"] * 99})
    page.wait_for(1)
    folded = len(page.all(".lines > *"))
    page.one("summary").send_keys(Keys.ENTER)

    assert folded == 60
    more = re.fullmatch(r"(\d+) more lines", page.one("summary").text)
    assert more
    assert len(page.all(".lines > *")) == folded + int(more[1])


# --- What goes ----------------------------------------------------------------------


def test_a_reset_empties_the_page(page: Page) -> None:
    refuse(page.url)
    page.wait_for(1)
    ask(page.url, "POST /moto-api/reset HTTP/1.0")
    page.wait_for(0)
    empty = page.one("#empty").is_displayed()
    refuse(page.url)
    page.wait_for(1)

    assert empty
    assert page.status.startswith("1 call, 1 refused.")


@contextmanager
def serving(port: int) -> Iterator[str]:
    command = [sys.executable, "-m", "apigw_mock", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search("http://[^;]+", process.stdout.readline())
        assert found
        try:
            yield found[0]
        finally:
            process.send_signal(signal.SIGTERM)


def test_a_page_outlives_its_server(browser: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with serving(port) as url:
        refuse(url)
        refuse(url)
        page = Page(browser, url)
        page.wait_for(2)
    page.until(lambda: "does not answer" in page.status)
    kept, color = len(page.all("article")), page.one("#status").get_attribute("class")
    with serving(port):
        make_api(url)(Name="dogs")
        page.wait_for(1)

        assert (kept, color) == (2, "lost")
        assert page.calls[0].startswith("UpdateApi  ApiId=")
        assert page.status == (
            "1 call, 0 refused. Newest: UpdateApi, accepted. Following."
        )
    complaints = browser.get_log("browser")  # Chromium says that the server was away
    assert {"net::ERR_CONNECTION_REFUSED" in one["message"] for one in complaints} == {
        True
    }


def test_a_page_keeps_the_newest_and_counts_the_others(page: Page) -> None:
    for _ in range(203):
        refuse(page.url)
    page.until(lambda: page.one("article .number").text.strip() == "203")

    assert len(page.all("article")) == 200
    assert page.status.startswith("200 calls, 200 refused.")
    assert page.one("#older").text == "Not shown: 3 earlier calls."


def test_a_page_that_has_missed_calls_says_so(page: Page) -> None:
    refuse(page.url)
    page.wait_for(1)
    page.one("#pause").click()
    sent = ", ".join(f'"k{number}": "{"x" * 9_000}"' for number in range(9))
    for _ in range(13):
        refuse(page.url, f"{{{sent}}}".encode())
    page.one("#pause").click()
    page.until(lambda: page.one("article .number").text.strip() == "14")

    shown = len(page.all("article"))
    assert 1 < shown < 13
    assert page.one("#older").text == f"Not shown: {14 - shown} earlier calls."


# --- What cannot happen -------------------------------------------------------------


def test_what_was_sent_is_text(page: Page) -> None:
    update = make_api(page.url)
    update(Name=EVIL[:128], Description=EVIL)
    refuse(page.url, f'{{"{EVIL}": "{EVIL}"}}'.encode())
    page.wait_for(2)

    assert EVIL in page.one("article.refused").text
    assert page.run("return window.hit") is None
    assert page.all("main img, main script, main a") == []


ADD = """
    window.refused = [];
    addEventListener("securitypolicyviolation",
                     (event) => window.refused.push(event.effectiveDirective));
    const made = document.createElement(arguments[0]);
    Object.assign(made, arguments[1]);
    document.body.append(made);
"""
OTHER = "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    ("element", "members", "rule"),
    [
        ("img", {"src": OTHER}, "img-src"),
        ("img", {"src": "/favicon.ico"}, "img-src"),
        ("iframe", {"src": "/"}, "frame-src"),
        ("style", {"textContent": "body { color: red }"}, "style-src-elem"),
        ("link", {"rel": "stylesheet", "href": OTHER}, "style-src-elem"),
    ],
    ids=["image", "own image", "frame", "style", "style sheet"],
)
def test_the_page_loads_nothing_more(
    page: Page, element: str, members: dict[str, str], rule: str
) -> None:
    page.browser.execute_script(ADD, element, members)
    page.until(lambda: page.run("return window.refused.length"))

    assert set(page.run("return window.refused")) == {rule}
    assert page.browser.get_log("browser") != []


def test_the_page_runs_nothing_more(page: Page) -> None:
    with pytest.raises(JavascriptException, match="TrustedHTML"):
        page.run("document.body.innerHTML = '<b>pets</b>'")
    with pytest.raises(JavascriptException, match="TrustedScript"):
        page.run("document.createElement('script').textContent = 'window.hit = 1'")

    assert page.run("return window.hit") is None
    assert page.browser.get_log("browser") != []


def test_the_page_talks_to_its_server_alone(page: Page) -> None:
    refuse(page.url)
    page.wait_for(1)
    loaded = page.run(
        "return performance.getEntriesByType('resource').map((one) => one.name)"
    )
    with pytest.raises(JavascriptException, match="Failed to fetch"):
        page.run(f"return fetch('{OTHER}')")

    assert loaded
    assert {one.partition("?")[0] for one in loaded} == {f"{page.url}/apigw-mock/lines"}
    assert page.browser.get_log("browser") != []


# --- Who uses it --------------------------------------------------------------------


def test_keys_are_enough(page: Page) -> None:
    make_api(page.url)(Name="dogs")
    refuse(page.url)
    page.wait_for(2)
    page.press(Keys.TAB, Keys.SPACE)  # only refused calls
    refused = page.calls
    page.press(Keys.TAB, Keys.ENTER)  # pause
    paused = page.status
    refuse(page.url)
    page.run("return new Promise((done) => setTimeout(done, 2500))")
    waiting = len(page.all("article"))
    page.press(Keys.ENTER)  # follow
    page.wait_for(2)
    shift = ActionChains(page.browser).key_down(Keys.SHIFT).send_keys(Keys.TAB)
    shift.key_up(Keys.SHIFT).send_keys(Keys.SPACE).perform()  # all calls
    page.wait_for(3)

    assert [one.split()[0] for one in refused] == ["UpdateIntegration"]
    assert paused.endswith("Paused.")
    assert waiting == 1


def test_a_choice_that_leaves_nothing_says_so(page: Page) -> None:
    make_api(page.url)(Name="dogs")
    page.wait_for(1)
    page.one("#refused").click()
    said = [one.text for one in page.all("main p")]
    refuse(page.url)
    page.wait_for(1)

    assert said == ["None of these calls was refused."]
    assert page.all("main p") == []


def test_where_the_keys_lead_is_visible(page: Page) -> None:
    page.press(Keys.TAB, Keys.TAB)

    assert page.one("#pause").value_of_css_property("outline-style") == "solid"
    assert page.one("#pause") == page.browser.switch_to.active_element


def test_a_screen_reader_has_names_for_everything(page: Page) -> None:
    refuse(page.url)
    page.wait_for(1)
    named = {
        css: (page.one(css).aria_role, page.one(css).accessible_name)
        for css in ("#refused", "#pause", "#calls", "article", "h1")
    }

    assert page.run("return document.documentElement.lang") == "en"
    assert page.one("#status").aria_role == "status"  # what changes is read out
    assert named == {
        "#refused": ("checkbox", "Only refused calls"),
        "#pause": ("button", "Pause"),
        "#calls": ("region", "Calls, newest first"),
        "article": (
            "article",
            "refused 1 UpdateIntegration ApiId=pets IntegrationId=dogs",
        ),
        "h1": ("heading", "API Gateway updates"),
    }


CONTRASTS = """
    const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
    const light = (color) => rgb(color).slice(0, 3).map((one) => one / 255)
        .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
        .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
    const back = (element) => {
        const color = element ? getComputedStyle(element).backgroundColor : "white";
        return element && rgb(color)[3] === 0 ? back(element.parentElement) : color;
    };
    return [...document.querySelectorAll("body *")]
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3
            && node.textContent.trim() !== "") && one.checkVisibility())
        .map((one) => {
            const [low, high] = [light(getComputedStyle(one).color), light(back(one))]
                .sort((a, b) => a - b);
            return [`${one.localName}.${one.className}`, (high + 0.05) / (low + 0.05)];
        });
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(page: Page, scheme: str) -> None:
    page.wear(scheme)
    empty = dict(page.run(CONTRASTS))
    update = make_api(page.url)
    update(Name="dogs")
    update(CorsConfiguration={"AllowOrigins": ["http://a"] * 99})
    refuse(page.url, b'{"timeoutInMillis": 1, "description": "a"}')
    page.wait_for(3)

    shown = {**empty, **dict(page.run(CONTRASTS))}
    back = page.run("return getComputedStyle(document.body).backgroundColor")
    assert {"ins.added", "del.removed", "span.refused", "summary.", "pre."} <= {*shown}
    assert {name: ratio for name, ratio in shown.items() if ratio < 4.5} == {}
    assert (back == "rgb(255, 255, 255)") is (scheme == "light")


@pytest.mark.parametrize("width", [320, 1100])
def test_nothing_is_wider_than_the_page(page: Page, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    make_api(page.url)(Description="x" * 900)
    page.wait_for(1)
    root = page.run(
        "const root = document.documentElement;"
        "return [root.scrollWidth, root.clientWidth]"
    )
    page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    assert root[0] == root[1] <= width
