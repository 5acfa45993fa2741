"""
The section on updates in the report of a test that fails.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from needs import SERVER, XDIST

pytestmark = pytest.mark.usefixtures("untouched")

SECTION = "*- API Gateway updates -*"
ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:asyncio")
ALONE = (*ARGUMENTS, "-p", "no:xdist")
RED, GREEN, CYAN, BOLD = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m"


def run(pytester: pytest.Pytester, source: str, *arguments: str) -> Any:
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess(*ALONE, *arguments)


ACCEPTED = """
    def test_it(apigw_backend):
        target = apigw_backend.http_api_integration()
        apigw_backend.apigatewayv2.update_integration(**target, TimeoutInMillis=5000)
        assert False
"""
REFUSED = """
    def test_it(apigw_backend):
        target = apigw_backend.integration_response()
        operation = {"op": "replace", "path": "/selectionPattern", "value": "["}
        apigw_backend.apigateway.update_integration_response(
            **target, patchOperations=[operation]
        )
"""


def test_an_update_is_shown_with_target_settings_and_difference(
    pytester: pytest.Pytester,
) -> None:
    result = run(pytester, ACCEPTED)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            SECTION,
            "UpdateIntegration  ApiId=* IntegrationId=*",
            "  TimeoutInMillis = 5000",
            "  --- before",
            "  +++ after",
            "  @@ * @@",
            '  -  "TimeoutInMillis": 30000',
            '  +  "TimeoutInMillis": 5000',
        ]
    )


def test_a_refusal_is_shown_with_operations_row_and_page(
    pytester: pytest.Pytester,
) -> None:
    result = run(pytester, REFUSED)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            SECTION,
            "UpdateIntegrationResponse  restApiId=* httpMethod=GET statusCode=200",
            '  {"op": "replace", "path": "/selectionPattern", "value": "[[]"}',
            "  refused: 400 BadRequestException: Invalid regex pattern specified",
            "  known: inferred: *, see https://docs.*#UpdateIntegrationResponse-Patch",
        ]
    )


LONG = """
    def test_it(apigw_backend):
        target = apigw_backend.integration_response(
            response={"responseTemplates": {"a/b": "a" * 5_000_000}}
        )
        for letter in "abc":
            template = letter * 5_000_000
            operation = {"op": "replace", "path": "/responseTemplates/a~1b"}
            apigw_backend.apigateway.update_integration_response(
                **target, patchOperations=[{**operation, "value": template}]
            )
        assert False
"""


def test_long_values_are_cut_and_the_report_says_so(pytester: pytest.Pytester) -> None:
    result = run(pytester, LONG)
    shown = section(result)

    result.assert_outcomes(failed=1)
    assert shown.count("UpdateIntegrationResponse") == 3
    assert len(shown) < 200_000
    assert re.search(r'bbb… \(4,990,000 more characters, checksum \w+\)"\n', shown)


REFUSED_PUT = """
    def test_it(apigw_backend):
        apigw_backend.integration(
            type="HTTP", uri="http://localhost", integrationHttpMethod="FETCH"
        )
"""
REFUSED_CREATE = """
    def test_it(apigw_backend):
        apigw_backend.http_api_integration(TimeoutInMillis=30001)
"""
REFUSED_DELETE = """
    def test_it(apigw_backend):
        target = apigw_backend.integration_response()
        for _ in range(2):
            apigw_backend.apigateway.delete_integration_response(**target)
"""
REFUSED_QUICK_CREATE = """
    def test_it(apigw_backend):
        apigw_backend.apigatewayv2.create_api(
            Name="shop", ProtocolType="HTTP", Target="nowhere"
        )
"""


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            REFUSED_PUT,
            [
                "PutIntegration  restApiId=* resourceId=* httpMethod=GET",
                '  type = "HTTP"',
                '> integrationHttpMethod = "FETCH"',
                "  at: test_*.py:2 in test_it",
                "  refused: 400 BadRequestException: Invalid HttpMethod specified. *",
                "  accepts: /httpMethod: one of GET, PUT, *; an empty or missing *",
                "  known: inferred: *, see https://docs.*/api/API_PutIntegration.html",
            ],
        ),
        (
            REFUSED_CREATE,
            [
                "CreateIntegration  ApiId=*",
                "> TimeoutInMillis = 30001",
                "  at: test_*.py:2 in test_it",
                "  refused: 400 BadRequestException: Timeout should be between *",
                "  known: *, see https://docs.aws.amazon.com/*/CreateIntegration",
            ],
        ),
        (
            REFUSED_DELETE,
            [
                "DeleteIntegrationResponse  restApiId=* statusCode=200",
                "  refused: 404 NotFoundException: Invalid Response status code *",
                "  known: *, see https://*/API_DeleteIntegrationResponse.html",
            ],
        ),
        (
            REFUSED_QUICK_CREATE,
            [
                "CreateApi",
                '  Target = "nowhere"',
                "  refused: 400 BadRequestException: *",
            ],
        ),
    ],
    ids=["put", "create", "delete", "quick create"],
)
def test_a_refusal_of_what_is_no_update_is_shown_too(
    pytester: pytest.Pytester, source: str, shown: list[str]
) -> None:
    result = run(pytester, source)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([SECTION, *shown])
    assert section(result).count("refused: ") == 1


INVOKED = """
    def test_it(apigw_backend):
        target = apigw_backend.integration_response(
            response={"selectionPattern": "2.."}
        )
        apigw_backend.invoke(**target, query={"a": "b"})
        apigw_backend.invoke(**apigw_backend.integration(), body="c")
        assert False
"""


def test_invocations_are_shown_and_the_log_of_one_that_failed(
    pytester: pytest.Pytester,
) -> None:
    result = run(pytester, INVOKED)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            SECTION,
            "TestInvokeMethod  restApiId=* resourceId=* httpMethod=GET",
            '  pathWithQueryString = "/pets[?]a=b"',
            "  status: 200, by the integration response 200 (selectionPattern 2..)",
            "TestInvokeMethod  restApiId=* resourceId=* httpMethod=GET",
            '  body = "c"',
            "  failed: 500",
            "  log: * : Execution failed due to configuration error: No match *",
            "  log: * : Method completed with status: 500",
        ]
    )
    assert section(result).count("  log: ") == 4


def test_an_invocation_that_nothing_answers_is_shown(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        def test_it(apigw_backend):
            target = apigw_backend.integration(type="HTTP")
            apigw_backend.invoke(**target, body="c")
        """,
    )

    result.stdout.fnmatch_lines(
        [
            SECTION,
            "TestInvokeMethod  restApiId=* resourceId=* httpMethod=GET",
            '  body = "c"',
            "  failed: no answer",
            "  cause: no stub answers https://example.com/pets",
            "  remedy: apigw_backend.stub('https://example.com', (200, *",
        ]
    )
    assert "  log: " not in section(result)


def test_a_refused_invocation_is_shown(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        def test_it(apigw_backend):
            apigw_backend.invoke(restApiId="a", resourceId="b", httpMethod="GET")
        """,
    )

    result.stdout.fnmatch_lines(
        [
            SECTION,
            "TestInvokeMethod  restApiId=a resourceId=b httpMethod=GET",
            "  refused: 404 NotFoundException: Invalid API identifier specified *",
        ]
    )


MANY_INVOCATIONS = """
    def test_it(apigw_backend):
        target = apigw_backend.integration_response()
        for _ in range(30):
            apigw_backend.invoke(**target, body="a" * 1_000_000)
        assert False
"""


def test_long_invocations_are_cut(pytester: pytest.Pytester) -> None:
    result = run(pytester, MANY_INVOCATIONS)
    shown = section(result)

    assert shown.count("TestInvokeMethod") > 10
    assert len(shown) < 1_000_000


def test_updates_are_shown_in_their_order(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        def test_it(apigw_backend):
            target = apigw_backend.http_api_integration()
            for text in ("first", "second"):
                apigw_backend.apigatewayv2.update_integration(
                    **target, Description=text
                )
            assert False
        """,
    )

    result.stdout.fnmatch_lines(["  Description = *first*", "  Description = *second*"])
    assert str(result.stdout).count("UpdateIntegration  ApiId=") == 2


def test_there_is_nothing_for_tests_that_pass_or_update_nothing(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        def test_passes(apigw_backend):
            target = apigw_backend.http_api_integration()
            apigw_backend.apigatewayv2.update_integration(**target)

        def test_updates_nothing(apigw_backend):
            assert False

        def test_has_no_backend():
            assert False
        """,
        "-rA",
    )

    result.assert_outcomes(passed=1, failed=2)
    result.stdout.no_fnmatch_line(SECTION)


WITHOUT_PROTOCOL = """
    from _pytest.runner import runtestprotocol

    def pytest_runtestloop(session):
        for item in session.items:
            runtestprotocol(item, nextitem=None)
        return True
"""


@pytest.mark.parametrize(
    "conftest", ["", WITHOUT_PROTOCOL], ids=["pytest", "another runner"]
)
def test_updates_of_a_previous_test_are_not_shown(
    pytester: pytest.Pytester, conftest: str
) -> None:
    pytester.makeconftest(conftest)
    result = run(
        pytester,
        """
        def test_passes(apigw_backend):
            target = apigw_backend.http_api_integration()
            apigw_backend.apigatewayv2.update_integration(**target, Description="one")

        def test_fails(apigw_backend):
            target = apigw_backend.http_api_integration()
            apigw_backend.apigatewayv2.update_integration(**target, Description="two")
            assert False
        """,
    )

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([SECTION, "  Description = *two*"])
    result.stdout.no_fnmatch_line("*Description = *one*")


def test_the_decorator_alone_is_enough(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        import boto3

        from apigw_mock import mock_apigw_updates

        @mock_apigw_updates
        def test_it():
            client = boto3.client("apigatewayv2", region_name="us-east-1")
            client.update_integration(ApiId="a", IntegrationId="b")
        """,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            SECTION,
            "UpdateIntegration  ApiId=a IntegrationId=b",
            "  refused: 404 NotFoundException: Invalid API identifier specified *",
        ]
    )


# --- Phases -----------------------------------------------------------------------


def test_a_setup_that_fails_shows_its_updates(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        import pytest

        @pytest.fixture
        def shop(apigw_backend):
            target = apigw_backend.http_api_integration()
            apigw_backend.apigatewayv2.update_integration(**target, Description="shop")
            raise OSError

        def test_it(shop):
            pass
        """,
    )

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ERROR at setup*", SECTION, "*Description = *shop*"])


TEARDOWN = """
    import pytest

    @pytest.fixture
    def shop(apigw_backend):
        target = apigw_backend.http_api_integration()
        yield target
        apigw_backend.apigatewayv2.update_integration(**target, Description="after")
        raise OSError

    def test_it(apigw_backend, shop):
        apigw_backend.apigatewayv2.update_integration(**shop, Description="during")
        assert {passes}
"""


def test_a_teardown_that_fails_shows_the_whole_test(pytester: pytest.Pytester) -> None:
    result = run(pytester, TEARDOWN.format(passes=True))

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["*ERROR at teardown*", SECTION, "*= *during*", "*= *after*"]
    )


def test_what_the_test_has_shown_its_teardown_does_not_show_again(
    pytester: pytest.Pytester,
) -> None:
    result = run(pytester, TEARDOWN.format(passes=False))

    result.assert_outcomes(failed=1, errors=1)
    output = str(result.stdout)
    assert output.count('Description = "during"') == 1
    assert output.count('Description = "after"') == 1


def test_a_test_that_ends_before_its_setup_is_no_trouble(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        import pytest

        def test_first(apigw_backend):
            apigw_backend.http_api_integration()

        @pytest.mark.skip
        def test_skipped():
            pass

        @pytest.mark.xfail(run=False)
        def test_not_run():
            pass

        @pytest.mark.xfail(strict=True)
        def test_expected(apigw_backend):
            target = apigw_backend.http_api_integration()
            apigw_backend.apigatewayv2.update_integration(**target)
            assert False
        """,
    )

    result.assert_outcomes(passed=1, skipped=1, xfailed=2)
    result.stdout.no_fnmatch_line("*INTERNALERROR*")
    result.stdout.no_fnmatch_line(SECTION)


def test_a_unittest_that_fails_shows_its_updates(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        import unittest

        from apigw_mock import mock_apigw_updates

        class TestIt(unittest.TestCase):
            def test_it(self):
                with mock_apigw_updates() as backend:
                    target = backend.http_api_integration()
                    backend.apigatewayv2.update_integration(**target, Description="x")
                self.fail()
        """,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([SECTION, "*Description = *x*"])


# --- What no report may suffer from -----------------------------------------------


def test_who_writes_into_the_log_does_not_change_the_report(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        def test_it(apigw_backend):
            target = apigw_backend.http_api_integration()
            apigw_backend.apigatewayv2.update_integration(**target, Description="x")
            apigw_backend.updates[-1].request["seen"] = {1}
            assert False

        def test_next():
            pass
        """,
    )

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([SECTION, '  Description = "x"'])
    result.stdout.no_fnmatch_line("*seen = *")


UNREADABLE = """
    import pytest

    def test_it(apigw_backend):
        target = apigw_backend.integration_response(headers=["Vary"])
        path = "/responseParameters/method.response.header.Vary"
        operation = {"op": "add", "path": path, "value": "\\x1b[2J\\x9b2J\\ud800\\n"}
        client = apigw_backend.apigateway
        with pytest.raises(client.exceptions.BadRequestException):
            client.update_integration_response(**target, patchOperations=[operation])
        assert False

    def test_next():
        pass
"""
HARMLESS = [
    SECTION,
    r'  {"op": "add", "path": "*", "value": "\u001b[[]2J\x9b2J\ud800\n"}',
    r"  refused: 400 *: \x1b[[]2J\x9b2J\ud800\n[]]",
    "  known: *",
]


def test_what_a_terminal_would_obey_is_escaped(pytester: pytest.Pytester) -> None:
    result = run(pytester, UNREADABLE)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(HARMLESS)


def test_what_has_no_encoding_comes_through_from_the_workers(
    pytester: pytest.Pytester,
) -> None:
    pytest.importorskip("xdist", reason=XDIST)
    pytester.makepyfile(UNREADABLE)
    result = pytester.runpytest_subprocess(*ARGUMENTS, "-n", "1")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(HARMLESS)


def test_what_cannot_be_shown_ends_no_session(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        from apigw_mock.updates import Update, record

        def test_it():
            record(Update("UpdateIntegration", {}, {"x": {(): "\\ud800"}}, None, None))
            assert False

        def test_next():
            assert False
        """,
    )

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines([SECTION, "Cannot show the updates: TypeError(*)"])
    assert str(result.stdout).count("Cannot show the updates") == 1


@pytest.mark.parametrize(
    ("capture", "shown"),
    [("all", 1), ("no", 0), ("log", 0), ("stdout", 0), ("stderr", 0)],
)
def test_it_is_hidden_with_what_was_captured(
    pytester: pytest.Pytester, capture: str, shown: int
) -> None:
    result = run(pytester, ACCEPTED, f"--show-capture={capture}")

    result.assert_outcomes(failed=1)
    assert str(result.stdout).count("- API Gateway updates -") == shown


# --- Colours ----------------------------------------------------------------------

COLOURED = [
    f"{BOLD}UpdateIntegration  ApiId=",
    f"{RED}  --- before",
    f"{GREEN}  +++ after",
    f"{CYAN}  @@ ",
    f'{RED}  -  "TimeoutInMillis": 30000',
    f'{GREEN}  +  "TimeoutInMillis": 5000',
]


# --- With a server ----------------------------------------------------------------

SERVED = """
    import os
    import signal
    from http.client import HTTPConnection

    def send(url, method, path):
        connection = HTTPConnection(url.partition("://")[2])
        connection.request(method, path, "{}")
        connection.getresponse().read()

    def update(url):
        send(url, "PATCH", "/v2/apis/pets/integrations/dogs")
"""


@pytest.mark.parametrize(
    ("call", "fails_by", "title"),
    [
        (
            "'PATCH', '/v2/apis/pets/integrations/dogs'",
            "not apigw_server.updates",
            "UpdateIntegration  ApiId=pets IntegrationId=dogs",
        ),
        (
            "'POST', '/v2/apis/pets/integrations'",
            "apigw_server.updates",
            "CreateIntegration  ApiId=pets",
        ),
    ],
    ids=["an update, which is in the log", "another call, which is not"],
)
def test_refusals_of_the_server_are_shown(
    pytester: pytest.Pytester, call: str, fails_by: str, title: str
) -> None:
    pytest.importorskip("flask", reason=SERVER)
    result = run(
        pytester,
        f"""{SERVED}
    def test_it(apigw_server):
        send(apigw_server, {call})
        assert {fails_by}
""",
    )

    result.assert_outcomes(failed=1)
    sentence = "Invalid API identifier specified 123456789012:pets"
    result.stdout.fnmatch_lines(
        [SECTION, title, f"  refused: 404 NotFoundException: {sentence}"]
    )
    result.stdout.no_fnmatch_line("  at: *")  # another process made the call


@pytest.mark.parametrize(
    "asked",
    [
        """
    def test_it(request):
        update(request.getfixturevalue("apigw_server"))
        assert False
""",
        """
    @pytest.fixture
    def server(apigw_server):
        return apigw_server

    def test_it(server):
        update(server)
        assert False
""",
        """
    @pytest.fixture
    def apigw_server(apigw_server):
        update(apigw_server)
        return str(apigw_server)

    def test_it(apigw_server):
        assert False
""",
    ],
    ids=["by its name", "by another fixture", "by one of its name"],
)
def test_a_server_is_found_however_it_is_asked_for(
    pytester: pytest.Pytester, asked: str
) -> None:
    pytest.importorskip("flask", reason=SERVER)
    result = run(pytester, f"{SERVED}\n    import pytest\n{asked}")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [SECTION, "UpdateIntegration  ApiId=pets IntegrationId=dogs"]
    )


def test_a_fixture_of_the_user_s_that_is_a_text_is_no_server(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        import pytest

        @pytest.fixture
        def apigw_server():
            return "http://127.0.0.1:5000"

        def test_it(apigw_server):
            assert False
        """,
    )

    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line(SECTION)


def test_a_server_without_updates_has_nothing_to_show(
    pytester: pytest.Pytester,
) -> None:
    pytest.importorskip("flask", reason=SERVER)
    result = run(pytester, "def test_it(apigw_server): assert False")

    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line(SECTION)


def test_a_server_that_has_ended_ends_no_session(pytester: pytest.Pytester) -> None:
    pytest.importorskip("flask", reason=SERVER)
    result = run(
        pytester,
        f"""{SERVED}
    def test_it(apigw_server):
        update(apigw_server)
        os.kill(apigw_server.process_id, signal.SIGKILL)
        os.waitpid(apigw_server.process_id, 0)
        assert False

    def test_next():
        pass
""",
    )

    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines([SECTION, "Cannot show the updates: *"])


def section(result: Any) -> str:
    """
    Return the output from the section's head on.
    """
    return str(result.stdout).partition("API Gateway updates")[2]


def test_without_a_terminal_it_is_plain_text(pytester: pytest.Pytester) -> None:
    result = run(pytester, ACCEPTED)

    assert "UpdateIntegration" in section(result)
    assert "\x1b" not in section(result)


def test_with_colours_its_lines_have_them(pytester: pytest.Pytester) -> None:
    result = run(pytester, ACCEPTED, "--color=yes")

    shown = section(result)
    assert [start for start in COLOURED if f"\n{start}" in shown] == COLOURED
    assert '\n     "PayloadFormatVersion": "2.0",\n' in shown


def test_a_refusal_is_red_and_bold(pytester: pytest.Pytester) -> None:
    result = run(pytester, REFUSED, "--color=yes")

    line = r"\n(\x1b\[\d+m)+  refused: 400 BadRequestException: .*\x1b\[0m\n"
    found = re.search(line, section(result))
    assert found is not None
    assert RED in found[0]
    assert BOLD in found[0]


SEVERAL = """
    def test_it(apigw_backend):
        target = apigw_backend.integration_response()
        operations = [
            {"op": "replace", "path": "/selectionPattern", "value": "4.."},
            {"op": "add", "path": "/responseTemplates/a/b", "value": "{}"},
        ]
        apigw_backend.apigateway.update_integration_response(
            **target, patchOperations=operations
        )
"""


def test_the_refused_operation_of_several_is_marked_and_has_a_remedy(
    pytester: pytest.Pytester,
) -> None:
    result = run(pytester, SEVERAL)

    result.stdout.fnmatch_lines(
        [
            SECTION,
            "UpdateIntegrationResponse  *",
            '  {"op": "replace", "path": "/selectionPattern", "value": "4.."}',
            '> {"op": "add", "path": "/responseTemplates/a/b", "value": "{}"}',
            "  at: test_*.py:7 in test_it",
            "  refused: 400 BadRequestException: Invalid patch path *",
            '  remedy: a "/" in a name is written ~1: {*"/responseTemplates/a~1b"*}',
            "  known: *",
        ],
        consecutive=True,
    )


def test_the_mark_and_the_remedy_have_colours(pytester: pytest.Pytester) -> None:
    shown = section(run(pytester, SEVERAL, "--color=yes"))

    assert f'\n{RED}> {{"op": "add"' in shown
    assert re.search(r"\n(\x1b\[\d+m)+  remedy: .*\x1b\[0m\n", shown)


def test_a_call_that_nothing_judged_is_one_line(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        def test_it(apigw_backend):
            stage = apigw_backend.stage()
            path = f"/restapis/{stage['restApiId']}/stages/{stage['stageName']}"
            arn = f"arn:aws:apigateway:us-east-1::{path}"
            apigw_backend.apigateway.tag_resource(resourceArn=arn, tags={"a": "b"})
            assert apigw_backend.updates
        """,
    )

    result.stdout.fnmatch_lines(
        [
            SECTION,
            "TagResource  resourceArn=*  (moto's own answer; nothing judged the call)",
        ]
    )


def test_without_tracebacks_pytest_shows_no_section(pytester: pytest.Pytester) -> None:
    result = run(pytester, SEVERAL, "--tb=no")

    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line(SECTION)


def test_a_user_who_forces_colours_has_them(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "PY_COLORS"):  # pytester sets the second
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    pytester.makepyfile(ACCEPTED)
    result = pytester.runpytest_subprocess(*ALONE)

    assert f'\n{GREEN}  +  "TimeoutInMillis": 5000' in section(result)


def test_without_a_terminal_reporter_nothing_is_coloured(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest("""
        def pytest_runtest_logreport(report):
            print(report.sections)
    """)
    result = run(pytester, ACCEPTED, "-p", "no:terminal", "-s")

    assert "('API Gateway updates', 'UpdateIntegration  ApiId=" in str(result.stdout)


# --- Under pytest-xdist -----------------------------------------------------------


def under_xdist(pytester: pytest.Pytester, *arguments: str) -> Any:
    pytest.importorskip("xdist", reason=XDIST)
    pytester.makepyfile(ACCEPTED)
    return pytester.runpytest_subprocess(*ARGUMENTS, "-n", "2", *arguments)


def test_it_comes_through_from_the_workers(pytester: pytest.Pytester) -> None:
    result = under_xdist(pytester)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([SECTION, '  +  "TimeoutInMillis": 5000'])
    assert "\x1b" not in section(result)


def test_the_colours_are_put_on_where_the_terminal_is(
    pytester: pytest.Pytester,
) -> None:
    result = under_xdist(pytester, "--color=yes")

    assert section(result).count(f'\n{GREEN}  +  "TimeoutInMillis": 5000') == 1
