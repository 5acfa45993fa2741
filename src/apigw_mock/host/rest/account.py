"""
How the account is found, read and written. moto has one in each region; the oldest
releases have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.rules.account import USAGE_PLANS
from apigw_mock.apigateway.tables.account import ACCOUNT
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target


class Account:
    """
    Stands for an object of moto's, where moto has none.
    """


STORE = Store(
    getattr(models, "Account", Account),
    (),
    {
        "cloudwatchRoleArn": "cloudwatch_role_arn",
        "throttleSettings": "throttle_settings",
        "features": "features",
    },
)
# cloud-custodian/cloud-custodian, a recorded UpdateAccount
_KEY_VERSION = "4"
_NEW = {
    "throttleSettings": {"burstLimit": 5000, "rateLimit": 10000.0},
    "features": [USAGE_PLANS],
    "apiKeyVersion": _KEY_VERSION,
}


def find(backend: Any, _: Target) -> Any:
    return vars(backend).get("account") or STORE.make(_NEW)


def read(account: Any, _: Target) -> Document:
    """
    Return the document of an account, also of one that moto itself made.
    """
    document = complete(document_of(account), ACCOUNT, Facts())
    rest = [one for one in document["features"] if one != USAGE_PLANS]
    return {**document, "features": [USAGE_PLANS, *rest], "apiKeyVersion": _KEY_VERSION}


def write(backend: Any, _: Target, document: Document, old: Any) -> None:
    backend.account = STORE.make(document, old)


ACCOUNTS = Resource(
    ACCOUNT,
    find=find,
    read=read,
    facts=lambda _, __: Facts(),
    write=write,
    show=read,
)
