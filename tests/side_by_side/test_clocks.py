"""
Beside freezegun and time-machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = """
    import datetime

    import boto3
    import pytest
    {imports}

    from apigw_mock import mock_apigw_updates

    THEN = "{then}"

    def year():
        client = boto3.client("apigateway", "us-east-1")
        return client.create_rest_api(name="api")["createdDate"].year

    def check(backend):
        target = backend.integration_response(headers=["Origin"])
        operation = {{
            "op": "add",
            "path": "/responseParameters/method.response.header.Origin",
            "value": "'*'",
        }}
        backend.apigateway.update_integration_response(
            **target, patchOperations=[operation]
        )
        assert len(backend.updates) == 1
        assert year() == {year}

    def test_fixture_in_frozen_time(apigw_backend):
        with {travel}:
            check(apigw_backend)

    @{travel}
    def test_frozen_before_the_fixture(request):
        check(request.getfixturevalue("apigw_backend"))

    @{travel}
    @mock_apigw_updates
    def test_decorator_below():
        assert year() == {year}

    @mock_apigw_updates
    @{travel}
    def test_decorator_above():
        assert year() == {year}

    def test_scope_outlives_the_clock():
        with {travel}:
            scope = mock_apigw_updates()
            backend = scope.__enter__()
        assert year() == datetime.datetime.now().year
        scope.__exit__(None, None, None)

    @mock_apigw_updates
    def test_time_goes_on_afterwards():
        assert year() == datetime.datetime.now().year != {year}
"""


PAST, FUTURE = "2001-02-03", "2091-02-03"


@pytest.mark.parametrize(
    ("module", "travel", "plugin"),
    [
        ("freezegun", "freezegun.freeze_time(THEN)", ""),
        ("time_machine", "time_machine.travel(THEN, tick=False)", "time_machine"),
    ],
    ids=["freezegun", "time-machine"],
)
def test_a_frozen_clock_is_the_clock_of_the_backend(
    run: Callable[..., Any], module: str, travel: str, plugin: str
) -> None:
    pytest.importorskip(module, reason=f"needs {module}: tox")
    sources = (
        SOURCE.format(
            imports=f"import {module}", travel=travel, then=then, year=then[:4]
        )
        for then in (PAST, FUTURE)
    )
    result = run(*sources, beside=plugin)

    result.assert_outcomes(passed=2 * 6)
