"""
The line of the user's code that made a call.
"""

from __future__ import annotations

import contextlib
import os
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock.caller import caller

if TYPE_CHECKING:
    from collections.abc import Callable

    Calling = Callable[[Callable[[], str]], str]

PACKAGES = Path(sysconfig.get_path("purelib"))


def calling(module: str, path: str | Path, name: str = "call") -> Calling:
    """
    Return a function of a module that calls what it is given, in line 2 of its file.
    """
    names: dict[str, Any] = {"__name__": module}
    source = f"def {name}(function):\n    return function()\n"
    exec(compile(source, str(path), "exec"), names)
    found: Calling = names[name]
    return found


BOTOCORE = calling("botocore.client", PACKAGES / "botocore" / "client.py")
MOTO = calling("moto.core.models", PACKAGES / "moto" / "core" / "models.py")
DEPLOY = calling("deploy", Path.cwd() / "deploy.py", "open_cors")


def called_by(*callers: Calling) -> str:
    """
    Return what is found where each of *callers* calls the next, the last one `caller`.
    """
    innermost: Callable[[], str] = caller

    def wrap(inner: Callable[[], str], outer: Calling) -> Callable[[], str]:
        return partial(outer, inner)  # which has no line of its own

    return reduce(wrap, reversed(callers), innermost)()


def test_it_is_the_line_that_called_botocore() -> None:
    assert called_by(DEPLOY, BOTOCORE, MOTO) == "deploy.py:2 in open_cors"


@pytest.mark.parametrize(
    "between",
    [
        calling("contextlib", contextlib.__file__),
        calling("importlib._bootstrap", "<frozen importlib._bootstrap>"),
        calling("boto3.resources.action", PACKAGES / "boto3" / "resources" / "a.py"),
        calling("aiobotocore.client", PACKAGES / "aiobotocore" / "client.py"),
    ],
    ids=["contextlib", "importlib", "boto3", "aiobotocore"],
)
def test_what_passes_on_a_call_is_not_the_users(between: Calling) -> None:
    assert called_by(DEPLOY, between, BOTOCORE, MOTO) == "deploy.py:2 in open_cors"


def test_an_installed_package_is_named_with_the_line_that_called_it() -> None:
    chalice = calling("chalice.awsclient", PACKAGES / "chalice" / "awsclient.py")
    file = os.path.join("chalice", "awsclient.py")  # noqa: PTH118  # as it is shown

    found = called_by(DEPLOY, chalice, BOTOCORE)
    assert found == f"{file}:2 in call, from deploy.py:2 in open_cors"


def test_a_package_that_nothing_outside_called_stands_alone() -> None:
    package = calling("shop", PACKAGES / "shop.py")
    with ThreadPoolExecutor() as pool:
        found = pool.submit(package, partial(BOTOCORE, caller)).result()

    assert found == "shop.py:2 in call"


def test_a_file_elsewhere_is_named_in_full(tmp_path: Path) -> None:
    elsewhere = tmp_path / "deploy.py"

    found = called_by(calling("deploy", elsewhere), BOTOCORE)
    assert found == f"{elsewhere}:2 in call"


def test_a_directory_that_is_gone_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    deploy = calling("deploy", gone / "deploy.py")
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert called_by(deploy, BOTOCORE) == f"{gone / 'deploy.py'}:2 in call"


def test_a_call_in_a_thread_is_found_as_far_as_the_thread_has_user_code() -> None:
    with ThreadPoolExecutor() as pool:
        of_user = pool.submit(DEPLOY, partial(BOTOCORE, caller)).result()
        of_nobody = pool.submit(BOTOCORE, caller).result()

    assert of_user == "deploy.py:2 in open_cors"
    assert of_nobody == ""


def test_who_calls_without_botocore_is_not_known() -> None:
    assert called_by(DEPLOY, MOTO) == ""
