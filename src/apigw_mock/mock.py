"""
`mock_apigw_updates`: the scope in which API Gateway answers as AWS does.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from apigw_mock.backend import Backend
from apigw_mock.host.install import install, uninstall

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def mock_apigw_updates(*, region_name: str = "us-east-1") -> Iterator[Backend]:
    install()
    try:
        yield Backend(region_name=region_name)
    finally:
        uninstall()
