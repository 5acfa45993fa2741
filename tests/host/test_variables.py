"""
The environment in which boto3 reads nothing of the user's AWS configuration.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as VARIABLES

from apigw_mock.host.variables import own_variables

if TYPE_CHECKING:
    import pytest

KEPT = "AWS_DATA_PATH"


def test_neither_moto_nor_boto3_is_imported_for_them() -> None:
    program = (
        "import sys; from apigw_mock.host.variables import own_variables;"
        " print(sys.modules.keys() & {'moto', 'boto3'} or 'none')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert done.stdout == "none\n"


def read_by_botocore() -> set[str]:
    """
    Return the variables that a session reads its settings from.
    """
    named = [names for _, names, _, _ in VARIABLES.values() if names]
    return {
        name
        for names in named
        for name in ([names] if isinstance(names, str) else names)
    }


def test_own_variables_hide_every_setting_of_the_users(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    users = {
        *read_by_botocore(),
        "AWS_BEARER_TOKEN_BEDROCK",
        "AWS_CREDENTIAL_EXPIRATION",
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_S3",
        "AWS_REGION",
        "AWS_SESSION_TOKEN",
    }
    for name in users:
        monkeypatch.setenv(name, "the-users")
    variables = own_variables("eu-west-1")
    monkeypatch.undo()

    assert users - variables.keys() == {KEPT}
    assert {name: value for name, value in variables.items() if value is not None} == {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_REGION": "eu-west-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def test_own_variables_leave_what_botocore_does_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = {"AWS_STORAGE_BUCKET_NAME", "AWS_LAMBDA_FUNCTION_NAME", KEPT}
    for name in names:
        monkeypatch.setenv(name, "the-users")
    variables = own_variables("eu-west-1")
    monkeypatch.undo()

    assert names.isdisjoint(variables)
