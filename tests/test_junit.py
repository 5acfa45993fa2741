"""
The section on updates in JUnit XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from needs import XDIST

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("untouched")

ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:asyncio")
REFUSED = """
    import pytest

    def refuse(backend, value):
        target = backend.integration_response()
        operation = {"op": "replace", "path": "/selectionPattern", "value": value}
        backend.apigateway.update_integration_response(
            **target, patchOperations=[operation]
        )

    def test_it(apigw_backend):
        print("printed")
        refuse(apigw_backend, "[\\x1b[2J\\ud800")

    def test_passes(apigw_backend):
        with pytest.raises(Exception):
            refuse(apigw_backend, "[")
"""
SHOWN = [
    "UpdateIntegrationResponse  restApiId=",
    r'  {"op": "replace", "path": "/selectionPattern", "value": "[\u001b[2J\ud800"}',
    "  at: test_",
    "  refused: 400 BadRequestException: Invalid regex pattern specified",
    "  accepts: /selectionPattern (replace): a Java regular expression",
    "  known: inferred: ",
]


def run(pytester: pytest.Pytester, *arguments: str, source: str = REFUSED) -> Path:
    """
    Return the file that a run of pytest wrote.
    """
    pytester.makepyfile(source)
    file = pytester.path / "junit.xml"
    alone = () if "-n" in arguments else ("-p", "no:xdist")
    start = pytester.runpytest_inprocess if alone else pytester.runpytest_subprocess
    start(*ARGUMENTS, *alone, f"--junitxml={file}", *arguments)
    return file


def cases(file: Path, name: str = "test_it") -> list[ET.Element]:
    tree = ET.parse(file)
    return [case for case in tree.iter("testcase") if case.get("name") == name]


def properties(case: ET.Element) -> dict[str | None, str | None]:
    return {one.get("name"): one.get("value") for one in case.iter("property")}


def starts(text: str | None) -> list[str]:
    """
    Return the lines of the section that are expected, as far as they are there.
    """
    found = (text or "").splitlines()
    return [start for start in SHOWN if any(one.startswith(start) for one in found)]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--color=yes",),
        ("--tb=no",),
        ("-p", "no:terminal"),
        ("-o", "junit_logging=system-err"),
        ("-o", "junit_family=xunit1"),
    ],
    ids=["plain", "colours", "no traceback", "no terminal", "stderr", "xunit1"],
)
def test_it_is_a_property_unless_captured_output_is_written(
    pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    file = run(pytester, *arguments)

    (case,) = cases(file)
    assert starts(properties(case)["API Gateway updates"]) == SHOWN
    assert "\x1b" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("logging", ["system-out", "out-err", "all"])
@pytest.mark.parametrize("passing", ["true", "false"])
def test_it_goes_where_captured_output_goes(
    pytester: pytest.Pytester, logging: str, passing: str
) -> None:
    options = (f"junit_logging={logging}", f"junit_log_passing_tests={passing}")
    file = run(pytester, *(word for option in options for word in ("-o", option)))

    (case,) = cases(file)
    (output,) = case.iter("system-out")
    assert starts(output.text) == SHOWN
    assert "printed\n" in (output.text or "")
    assert (output.text or "").count("- API Gateway updates -") == 1
    assert properties(case) == {}


def test_a_test_that_passes_has_none(pytester: pytest.Pytester) -> None:
    file = run(pytester)

    (case,) = cases(file, "test_passes")
    assert properties(case) == {}


@pytest.mark.parametrize("logging", ["no", "all"])
def test_it_comes_through_from_the_workers(
    pytester: pytest.Pytester, logging: str
) -> None:
    pytest.importorskip("xdist", reason=XDIST)
    file = run(pytester, "-n", "2", "-o", f"junit_logging={logging}")

    (case,) = cases(file)
    texts = [*properties(case).values(), *(one.text for one in case.iter("system-out"))]
    assert [starts(text) for text in texts] == [SHOWN]


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


@pytest.mark.parametrize("passes", [True, False])
def test_a_teardown_that_fails_has_the_calls_of_all_phases(
    pytester: pytest.Pytester, *, passes: bool
) -> None:
    file = run(pytester, source=TEARDOWN.format(passes=passes))

    *_, last = cases(file)
    text = properties(last)["API Gateway updates"] or ""
    assert text.count('Description = "during"') == 1
    assert text.count('Description = "after"') == 1


def test_the_terminal_shows_it_once(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(REFUSED)
    result = pytester.runpytest_inprocess(
        *ARGUMENTS,
        "-p",
        "no:xdist",
        "--junitxml=a.xml",
        "--color=yes",
        "-o",
        "junit_logging=all",
    )

    assert str(result.stdout).count("UpdateIntegrationResponse  restApiId=") == 1


def test_without_the_writer_nothing_is_written(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(REFUSED)
    options = ("-p", "no:xdist", "-p", "no:junitxml")
    result = pytester.runpytest_inprocess(*ARGUMENTS, *options)

    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*- API Gateway updates -*"])
