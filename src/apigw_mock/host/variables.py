"""
Environment variables that hide the user's AWS configuration from boto3.

This module imports neither moto nor boto3. Older releases of moto make sessions when
they are imported, and fail if a profile is missing or a file is broken.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as VARIABLES
from botocore.configprovider import DEFAULT_S3_CONFIG_VARS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Variables that botocore reads, but does not list as settings of its sessions.
_READ_ELSEWHERE = (
    "AWS_ACCESS_KEY_ID",
    "AWS_ACCOUNT_ID",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_CREDENTIAL_FILE",
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "BOTO_CONFIG",
)
_READ_PER_SERVICE = ("AWS_BEARER_TOKEN_", "AWS_ENDPOINT_URL_")
_KEPT = {"AWS_DATA_PATH"}  # where the user's own service models are


def _read_by_sessions() -> Iterator[str]:
    tables: tuple[Mapping[str, Any], ...] = (VARIABLES, DEFAULT_S3_CONFIG_VARS)
    for table in tables:
        for _, names, _, _ in table.values():
            yield from [names] if isinstance(names, str) else names or ()


_READ = frozenset((*_read_by_sessions(), *_READ_ELSEWHERE)) - _KEPT


def own_variables(region_name: str) -> dict[str, str | None]:
    """
    Return the variables that hide the user's AWS configuration, for `overlay`.

    Variables that botocore does not read stay, for instance AWS_STORAGE_BUCKET_NAME.

    Args:
        region_name: the region that boto3 finds, for instance ``us-east-1``.
    """
    users = (
        name
        for name in os.environ
        if name in _READ or name.startswith(_READ_PER_SERVICE)
    )
    return {
        **dict.fromkeys(users),
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": region_name,
        "AWS_REGION": region_name,  # Lambda sets it, so code under test may read it
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
