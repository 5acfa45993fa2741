"""
What the tests of scopes share: a process that must be as it was.
"""

from __future__ import annotations

import inspect
import os

# An inner run in this process takes what it imports away with it. pytest knows patches
# by a word of this module, and must find the very one that they were made with.
import unittest.mock  # noqa: F401
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Tests look for us-east-1 where they name no region, whatever the developer's is.
os.environ.pop("AWS_DEFAULT_REGION", None)


@pytest.fixture
def pytester(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> pytest.Pytester:
    """
    Run the tests within a test in the order in which they stand.

    Without the plugin of hypothesis: at the end of each run it takes half a second.
    """
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:randomly -p no:hypothesispytest")
    return pytester


# What any mock of moto's leaves: that a model tracks its instances, and a lazy dict.
MOTOS_OWN = ("instances", "instances_tracked", "__annotations__")


@pytest.fixture
def differences() -> Callable[[], list[str]]:
    """
    Return what says where moto, botocore and the environment are not as they were.
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
    Return the variables of the environment, without the one that pytest keeps.
    """
    return {key: os.environ[key] for key in os.environ if key != "PYTEST_CURRENT_TEST"}


def attributes() -> dict[str, dict[str, Any]]:
    """
    Return what the modules and classes hold that a scope has to do with.
    """
    import boto3  # noqa: PLC0415  # plugin tests run without

    session = {"DEFAULT_SESSION": boto3.DEFAULT_SESSION}
    return {"boto3": session} | {
        f"{getattr(owner, '__module__', '')} {owner.__name__}": own_attributes(owner)
        for owner in owners()
    }


def own_attributes(owner: Any) -> dict[str, Any]:
    """
    Return what a module or class holds, without the modules imported meanwhile.
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
    Yield the attributes that are other objects than before, or new, or gone.
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
    Yield what a scope changes, and the modules of moto's that it uses, with classes.
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
