"""
The environment in which boto3 reads nothing of the user's AWS configuration.

Imports neither moto nor boto3: moto of older releases makes sessions as soon as it is
imported, and fails over a profile that is missing or a file that is broken.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as VARIABLES
from botocore.configprovider import DEFAULT_S3_CONFIG_VARS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What botocore reads beside the settings of its sessions.
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
_KEPT = {"AWS_DATA_PATH"}  # where models of the user's own are: no configuration


def _read_by_sessions() -> Iterator[str]:
    tables: tuple[Mapping[str, Any], ...] = (VARIABLES, DEFAULT_S3_CONFIG_VARS)
    for table in tables:
        for _, names, _, _ in table.values():
            yield from [names] if isinstance(names, str) else names or ()


_READ = frozenset((*_read_by_sessions(), *_READ_ELSEWHERE)) - _KEPT


def own_variables(region_name: str) -> dict[str, str | None]:
    """
    Return what keeps boto3 from reading the user's AWS configuration, for `overlay`.

    What botocore does not read stays: AWS_STORAGE_BUCKET_NAME, say, is the user's.

    Args:
        region_name: what boto3 finds as region, for instance ``us-east-1``.
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
        "AWS_REGION": region_name,  # what AWS Lambda sets, for the code under test
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
