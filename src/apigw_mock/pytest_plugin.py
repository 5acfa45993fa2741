"""
Fixtures, marker and failure report. This module imports only pytest at its top.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from apigw_mock.backend import Backend
    from apigw_mock.servers import ServerUrl

    Node = pytest.Item | pytest.Collector

SECTION = "API Gateway updates"

_module_backend = pytest.StashKey[bool]()
_newest_before = pytest.StashKey[int]()
_server = pytest.StashKey["ServerUrl"]()
# What a MonkeyPatch will undo. It has no public way to undo only a part.
_PATCHED = ("_setattr", "_setitem")


def pytest_addoption(parser: pytest.Parser) -> None:
    """
    Add the ini options ``apigw_region`` and ``apigw_allow_host``.
    """
    parser.addini(
        "apigw_region",
        "Region of the fixtures apigw_backend, apigw_backend_module and apigw_server.",
        default="us-east-1",
    )
    parser.addini(
        "apigw_allow_host",
        "Other names by which programs reach apigw_server. Names of loopback and of AWS"
        " always work.",
        type="args",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    """
    Register the marker ``apigw`` and the colours of the failure report.
    """
    config.addinivalue_line(
        "markers",
        "apigw(*, region_name): the region of the fixtures, for instance 'eu-west-1'.",
    )
    if not hasattr(config, "workerinput"):  # only pytest-xdist's workers have it
        config.pluginmanager.register(Colours(config), "apigw_mock_colours")
        if config.getoption("xmlpath", None):
            from apigw_mock.junit import JUnitXml  # noqa: PLC0415  # few runs need it

            config.pluginmanager.register(JUnitXml(config, SECTION), "apigw_mock_junit")


@pytest.fixture
def apigw_backend(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Backend]:
    """
    Extend moto for one test, and return a fresh and empty backend.

    If a ``mock_aws`` or a scope is open around the test, for instance in a fixture of
    the session, the backend shares its state. Call ``apigw_backend.reset()`` to empty
    API Gateway.

    ``@pytest.mark.apigw(region_name=...)`` or the ini option ``apigw_region`` set the
    region. During the test, boto3 does not see the user's AWS configuration.
    """
    module = request.node.getparent(pytest.Module)
    if module is not None and module.stash.get(_module_backend, False):
        pytest.fail(
            "apigw_backend cannot be fresh while apigw_backend_module is open: moto "
            "has one state for both. Use one of the two in this module.",
            pytrace=False,
        )
    with _backend(request) as backend, _undone_at_its_end(monkeypatch):
        yield backend


@pytest.fixture(scope="module")
def apigw_backend_module(request: pytest.FixtureRequest) -> Iterator[Backend]:
    """
    Extend moto for the tests of one module, which share the backend's state.

    The module's ``pytestmark`` or the ini option ``apigw_region`` set the region.
    """
    request.node.stash[_module_backend] = True
    try:
        with _backend(request) as backend:
            yield backend
    finally:
        del request.node.stash[_module_backend]


@pytest.fixture
def apigw_server(request: pytest.FixtureRequest) -> Iterator[ServerUrl]:
    """
    Serve API Gateway over HTTP for one test, and return the URL.

    The server is a separate process. Only this test uses its port and its state. It is
    ready at once. ``apigw_server.updates`` is the log of its update calls. A request
    that names no region gets the one that ``apigw_backend`` would have.
    """
    from apigw_mock.servers import (  # noqa: PLC0415  # few tests need it
        ServerFailed,
        running_server,
    )

    region, allowed = _region(request.node), request.config.getini("apigw_allow_host")
    try:
        with running_server(region_name=region, allowed_hosts=allowed) as url:
            request.node.stash[_server] = url
            yield url
            del request.node.stash[_server]
    except ServerFailed as problem:
        _fail(problem, request.node)


@contextmanager
def _backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    from apigw_mock.errors import InvalidRegionName, UnsupportedMoto  # noqa: PLC0415

    with ExitStack() as scope:
        try:
            backend = _enter(scope, _region(request.node))
        except (InvalidRegionName, UnsupportedMoto) as problem:
            _fail(problem, request.node)
        yield backend


def _enter(scope: ExitStack, region: str) -> Backend:
    from apigw_mock.environment import overlay  # noqa: PLC0415
    from apigw_mock.host.variables import own_variables  # noqa: PLC0415

    scope.enter_context(overlay(own_variables(region)))
    # Only now: older releases of moto read the configuration when they are imported.
    from apigw_mock.mock import mock_apigw_updates  # noqa: PLC0415

    return scope.enter_context(mock_apigw_updates(region_name=region))


@contextmanager
def _undone_at_its_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    At the end, undo what *monkeypatch* changed while the context was open.

    If the fixture was set up before the scope, pytest undoes it after the scope. It
    would then put back values that the scope had set.
    """
    if not isinstance(monkeypatch, pytest.MonkeyPatch):  # a fixture of the user's own
        yield
        return
    lists = [getattr(monkeypatch, name, []) for name in _PATCHED]
    before = [list(entries) for entries in lists]
    try:
        yield
    finally:
        since = pytest.MonkeyPatch()
        for name, entries, older in zip(_PATCHED, lists, before, strict=True):
            known = {id(entry) for entry in older}
            own = [entry for entry in entries if id(entry) not in known]
            getattr(since, name, []).extend(own)
            entries[:] = [entry for entry in entries if id(entry) in known]
        since.undo()


def _refuse_unheard_marker(item: pytest.Item) -> None:
    """
    Fail if the marker names another region than apigw_backend_module has.
    """
    region = _region(item)
    if region != _region(item.getparent(pytest.Module) or item):
        pytest.fail(
            f"@pytest.mark.apigw(region_name={region!r}) does not reach "
            "apigw_backend_module, which all tests of the module share: put it into "
            "the module's pytestmark.",
            pytrace=False,
        )


def _fail(problem: Exception, node: Node) -> NoReturn:
    """
    Fail with the message of *problem*. If it names the region, add where that is from.
    """
    region, message = _region(node), str(problem)
    if repr(region) in message:
        marked = node.get_closest_marker("apigw")
        source = "@pytest.mark.apigw" if marked else "the ini option apigw_region"
        message = f"{message} {region!r} is from {source}."
    raise pytest.fail.Exception(message, pytrace=False) from None


def _region(node: Node) -> str:
    """
    Return the region that the closest marker names, or else the ini option.
    """
    marker = node.get_closest_marker("apigw")
    if marker is None:
        return str(node.config.getini("apigw_region"))
    region = marker.kwargs.get("region_name")
    if marker.args or set(marker.kwargs) != {"region_name"} or not _is_text(region):
        pytest.fail(
            f"@pytest.mark.apigw takes one argument, region_name, by keyword and as "
            f"text, for instance @pytest.mark.apigw(region_name='eu-west-1'). Here it "
            f"has {marker.args!r} and {marker.kwargs!r}.",
            pytrace=False,
        )
    return str(region)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


# --- The failure report -------------------------------------------------------------


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """
    Note the newest update before the test, and refuse a marker without effect.
    """
    item.stash[_newest_before] = _newest()
    yield
    names = getattr(item, "fixturenames", ())
    if "apigw_backend_module" in names and "apigw_server" not in names:
        _refuse_unheard_marker(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    Give a failed test's report a section on its updates.
    """
    report = yield
    if report.failed and (text := _report_of(item, report.when)):
        report.sections.append((SECTION, text))
    return report


def _report_of(item: pytest.Item, when: str | None) -> str:
    number = item.stash.get(_newest_before, _newest())
    item.stash[_newest_before] = _newest()  # the teardown may fail as well
    try:
        return "\n".join(filter(None, _reports(item, when, number)))
    except Exception as error:  # noqa: BLE001  # it would end the whole session
        return f"Cannot show the updates: {error!a}"


def _reports(item: pytest.Item, when: str | None, number: int) -> Iterator[str]:
    """
    Yield the reports on the test's updates: in its own process, and on its server.
    """
    if updates := sys.modules.get("apigw_mock.updates"):
        yield updates.report_since(number)
    server = item.stash.get(_server, None)
    if server and when == "call":  # before and after, the server may not run
        yield server.report()


def _newest() -> int:
    # If nothing imported the module, there was no update.
    updates = sys.modules.get("apigw_mock.updates")
    return updates.number_of_newest() if updates else 0


class Colours:
    """
    Colours the section where the terminal is. With xdist, workers have no terminal.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not self._config.pluginmanager.has_plugin("terminalreporter"):
            return
        if self._config.get_terminal_writer().hasmarkup:
            report.sections = [
                (name, self._coloured(text) if name == SECTION else text)
                for name, text in report.sections
            ]

    def _coloured(self, text: str) -> str:
        return "\n".join(map(self._coloured_line, text.splitlines()))

    def _coloured_line(self, line: str) -> str:
        markup = next(_MARKUP[start] for start in _MARKUP if line.startswith(start))
        return self._config.get_terminal_writer().markup(line, **markup)


# By the beginning of a line; the first match counts.
_MARKUP: dict[str, dict[str, bool]] = {
    "> ": {"red": True},
    "  at:": {"bold": True},
    "  remedy:": {"green": True, "bold": True},
    "  known:": {"light": True},
    "  refused:": {"red": True, "bold": True},
    "  failed:": {"red": True, "bold": True},
    "  +": {"green": True},
    "  -": {"red": True},
    "  @@": {"cyan": True},
    "  ": {},
    "": {"bold": True},
}
