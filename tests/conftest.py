"""
Shared by the tests of scopes: a test must leave the process as it found it.
"""

from __future__ import annotations

import inspect
import logging
import os

# An inner run of pytest in this process unloads what it imported. pytest recognizes a
# mock by an object of this module, so the module must not be loaded a second time.
import unittest.mock  # noqa: F401
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Tests that name no region expect us-east-1, whatever the developer's region is.
os.environ.pop("AWS_DEFAULT_REGION", None)


class Raising(logging.Handler):
    """
    Raises the error that is logged: a remedy that fails must fail its test.
    """

    def emit(self, _: logging.LogRecord) -> None:
        raise  # noqa: PLE0704  # whoever logs it handles it


logging.getLogger("apigw_mock.host.refused").addHandler(Raising())


@pytest.fixture
def pytester(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> pytest.Pytester:
    """
    Run the tests inside a test in the order of their file.

    The plugin of hypothesis is off: it takes half a second at the end of each run.
    """
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:randomly -p no:hypothesispytest")
    return pytester


# Attributes that moto's own mocks leave behind too.
MOTOS_OWN = ("instances", "instances_tracked", "__annotations__")


@pytest.fixture
def differences() -> Callable[[], list[str]]:
    """
    Return a function that lists what changed in moto, botocore and the environment.
    """
    before, variables = attributes(), environment()

    def found() -> list[str]:
        now = environment()
        names = {name for name, _ in variables.items() ^ now.items()}
        return [*changed(before, attributes()), *sorted(names)]

    return found


@pytest.fixture
def untouched(differences: Callable[[], list[str]]) -> Iterator[None]:
    """
    Assert that the test leaves moto, botocore and the environment as it found them.
    """
    yield

    assert differences() == []


def environment() -> dict[str, str]:
    """
    Return the environment variables, without the one that pytest sets.
    """
    return {key: os.environ[key] for key in os.environ if key != "PYTEST_CURRENT_TEST"}


def attributes() -> dict[str, dict[str, Any]]:
    """
    Return the attributes of the modules and classes that a scope may change.
    """
    import boto3  # noqa: PLC0415  # plugin tests run without it

    session = {"DEFAULT_SESSION": boto3.DEFAULT_SESSION}
    return {"boto3": session} | {
        f"{getattr(owner, '__module__', '')} {owner.__name__}": own_attributes(owner)
        for owner in owners()
    }


def own_attributes(owner: Any) -> dict[str, Any]:
    """
    Return the attributes of a module or class, without modules that it imports.
    """
    return {
        name: value
        for name, value in vars(owner).items()
        if not inspect.ismodule(value)
    }


def changed(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]
) -> Iterator[str]:
    """
    Yield the attributes that are another object than before, or new, or gone.
    """
    for owner, attributes_before in before.items():
        names = {**attributes_before, **after[owner]}
        yield from (
            f"{owner}.{name}"
            for name in names
            if name not in MOTOS_OWN
            and attributes_before.get(name, "absent")
            is not after[owner].get(name, "absent")
        )


def owners() -> Iterator[Any]:
    """
    Yield the owners of what a scope replaces, and the modules and classes that it uses.
    """
    from apigw_mock.host.install import replacements  # noqa: PLC0415  # as below

    yield from {one.owner: None for one in replacements(is_open=bool)}
    import botocore.endpoint  # noqa: PLC0415  # as above
    import botocore.httpsession  # noqa: PLC0415
    import moto.apigateway.models  # noqa: PLC0415
    import moto.apigateway.responses  # noqa: PLC0415
    import moto.apigateway.urls  # noqa: PLC0415
    import moto.apigatewayv2.models  # noqa: PLC0415
    import moto.apigatewayv2.responses  # noqa: PLC0415
    import moto.apigatewayv2.urls  # noqa: PLC0415
    import moto.core.models  # noqa: PLC0415
    import requests.adapters  # noqa: PLC0415
    import urllib3.connectionpool  # noqa: PLC0415

    modules = (
        botocore.endpoint,
        botocore.httpsession,
        moto.apigateway.models,
        moto.apigateway.responses,
        moto.apigateway.urls,
        moto.apigatewayv2.models,
        moto.apigatewayv2.responses,
        moto.apigatewayv2.urls,
        moto.core.models,
        requests.adapters,
        urllib3.connectionpool,
    )
    for module in modules:
        yield module
        for value in vars(module).values():
            if inspect.isclass(value) and value.__module__ == module.__name__:
                yield value
