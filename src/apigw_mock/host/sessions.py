"""
botocore sessions that share one loader, so that each is cheap to make.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import boto3
import botocore.loaders
import botocore.session
from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as VARIABLES

# Every setting of a session, cut off from environment and configuration files.
_OWN_DEFAULTS = {
    name: (None, None, default, conversion)
    for name, (_, _, default, conversion) in VARIABLES.items()
}
# An endpoint in the user's environment would lead past moto.
_NO_FOREIGN_ENDPOINT = Config(
    ignore_configured_endpoint_urls=True,  # type: ignore[call-arg]  # stubs lack it
)


@cache
def loader() -> Any:
    """
    Return the loader of botocore's own data: it reads each service model once.
    """
    return botocore.loaders.create_loader()


def isolated_session(region_name: str) -> Any:
    """
    Return a boto3 session that reads nothing of the user's AWS configuration.

    Args:
        region_name: the region of its clients, for instance ``us-east-1``.
    """
    session = botocore.session.Session(session_vars=dict(_OWN_DEFAULTS))
    session.register_component("data_loader", loader())
    return boto3.Session(
        aws_access_key_id="testing",
        aws_secret_access_key="testing",  # noqa: S106  # moto takes any
        region_name=region_name,
        botocore_session=session,
    )


def client(session: Any, service: str, config: Any = None) -> Any:
    """
    Return a client of *session* whose calls stay with moto.
    """
    merged = _NO_FOREIGN_ENDPOINT.merge(config) if config else _NO_FOREIGN_ENDPOINT
    return session.client(service, config=merged)
