"""
Beside pytest-xdist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from needs import XDIST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("xdist", reason=XDIST)

SOURCE = """
    import os
    from pathlib import Path

    import boto3
    import pytest

    from apigw_mock import mock_apigw_updates

    @pytest.mark.parametrize("number", range(16))
    def test_fixture(apigw_backend, number, worker_id):
        Path(os.environ["SEEN"], worker_id).touch()
        client = apigw_backend.apigatewayv2
        assert client.get_apis()["Items"] == []
        target = apigw_backend.http_api_integration()
        client.update_integration(**target, Description=str(number))
        assert [update.changed for update in apigw_backend.updates] == [
            {"Description": (None, str(number))}
        ]

    @pytest.mark.parametrize("number", range(8))
    @mock_apigw_updates(region_name="eu-west-1")
    def test_decorator(number):
        client = boto3.client("apigateway")
        assert client.get_rest_apis()["items"] == []
        client.create_rest_api(name="api")
"""


@pytest.mark.once
def test_four_workers_have_a_state_each(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SEEN", str(tmp_path))
    result = run(SOURCE, arguments=["-n", "4"], beside="xdist")

    result.assert_outcomes(passed=24)
    seen = sorted(worker.name for worker in tmp_path.iterdir())
    assert seen == ["gw0", "gw1", "gw2", "gw3"]
