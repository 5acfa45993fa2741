"""
What is published: the wheel and the source distribution, built and used.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest

pytest.importorskip("build", reason="needs build and twine: tox -e supply")

PROJECT = Path(__file__).parents[2]
NEEDED_IN_SDIST = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "PKG-INFO",
    "README.md",
    "SECURITY.md",
    "conftest.py",
    "pyproject.toml",
    "tox.ini",
}
PAGE = "docs/tutorial.md"
REMEDY = re.compile(r"needs .*: (tox|pip install)")
# Those of which some need what is missing.
DOUBTFUL = (
    "README.md",
    "docs",
    "examples",
    "tests/fuzz",
    "tests/host/server",
    "tests/host/test_server.py",
    "tests/server",
    "tests/test_cli.py",
    "tests/test_failure_report.py",
    "tests/test_long_texts.py",
    "tests/test_servers.py",
)
UV = (sys.executable, "-m", "uv")
USE = """
import pytest


def test_it_is_loaded(apigw_backend):
    api = apigw_backend.apigateway.create_rest_api(name="shop")

    with pytest.raises(apigw_backend.apigateway.exceptions.NotFoundException):
        apigw_backend.apigateway.update_integration_response(
            restApiId=api["id"],
            resourceId="nowhere",
            httpMethod="GET",
            statusCode="200",
            patchOperations=[],
        )
"""


def run(*command: str | Path, folder: Path = PROJECT) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    Build both distributions, the wheel from the unpacked source; return their folder.
    """
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--installer", "uv", "--outdir", folder)
    return folder


@pytest.fixture(scope="module")
def in_wheel(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def in_sdist(built: Path) -> set[str]:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def test_twine_finds_nothing(built: Path) -> None:
    run(sys.executable, "-m", "twine", "check", "--strict", *built.iterdir())


def test_wheel_holds_the_package_whole(in_wheel: set[str]) -> None:
    source = PROJECT / "src"
    whole = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    assert "apigw_mock/py.typed" in whole
    assert whole <= in_wheel


def test_wheel_holds_nothing_else(in_wheel: set[str]) -> None:
    folders = {name.split("/")[0] for name in in_wheel}

    assert len(folders) == 2
    assert any(name.endswith(".dist-info") for name in folders)


def test_sdist_holds_what_tests_itself(in_sdist: set[str]) -> None:
    assert in_sdist >= NEEDED_IN_SDIST
    assert in_sdist >= {
        "benchmarks/__main__.py",
        "docs/conf.py",
        PAGE,
        "examples/test_aws_cli.py",
        "tests/cases_runner.py",
    }


def test_the_changelog_has_the_version_that_is_built(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")

    headings = re.findall(r"^## (\S+)", text, flags=re.MULTILINE)
    assert headings[:2] == ["Unreleased", wheel.name.split("-")[1]]


def test_sdist_holds_nothing_that_was_generated(in_sdist: set[str]) -> None:
    parts = {part for name in in_sdist for part in name.split("/")}

    assert not parts & {"__pycache__", ".tox", ".venv", ".coverage", "dist"}
    assert [name for name in in_sdist if name.startswith("docs/fidelity/")] == []


class Installed(NamedTuple):
    """
    An environment with what a user installs, no more; and from what it was installed.
    """

    python: Path
    distribution: Path


@pytest.fixture(scope="module", params=["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def installed(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: Any
) -> Installed:
    (distribution,) = built.glob(request.param)
    folder = tmp_path_factory.mktemp("env")
    python = folder / "bin/python"
    run(*UV, "venv", "--clear", "--python", sys.executable, folder)
    run(*UV, "pip", "install", "--python", python, distribution)
    run(*UV, "pip", "check", "--python", python)
    return Installed(python, distribution)


def test_it_works_in_a_clean_environment(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "test_use.py").write_text(USE, encoding="utf-8")

    assert "1 passed" in run(installed.python, "-m", "pytest", folder=tmp_path)


@pytest.mark.parametrize("installed", ["*.tar.gz"], indirect=True, ids=["sdist"])
def test_bare_pytest_runs_what_it_can(installed: Installed, tmp_path: Path) -> None:
    """
    In the source, with what the README's first command installs.

    All is collected, nothing of it is an error, and what is skipped says what it needs.
    """
    with tarfile.open(installed.distribution) as archive:
        archive.extractall(tmp_path)  # our own
    (project,) = tmp_path.iterdir()
    pytest_here = (installed.python, "-m", "pytest", "-q", "-pno:cacheprovider")

    collected = run(*pytest_here, "--collect-only", folder=project)
    reasons = set(re.findall(r"^SKIPPED \[\d+\] \S+: (.*)$", collected, re.MULTILINE))
    ran = run(*pytest_here, *DOUBTFUL, folder=project)

    assert {reason for reason in reasons if not REMEDY.search(reason)} == set()
    assert reasons >= {f"{page} needs sybil: tox" for page in ("README.md", PAGE)}
    assert re.search(r"^\d+ passed, \d+ skipped", ran, re.MULTILINE)
