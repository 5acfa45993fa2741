"""
Fixtures of the tests that try any update.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend


@pytest.fixture(scope="module")
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


@pytest.fixture
def warnings_do_not_matter() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
