"""
The account: its features and its role.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import UsagePlansStay
from apigw_mock.apigateway.rows import Call, Facts

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Given

AccountCall = Call[Facts]

USAGE_PLANS = "UsagePlans"  # a feature that every account has

_ROLE = re.compile(r"arn:aws[\w-]*:iam::\d{12}:role/.+", re.ASCII)


def is_role(text: str | None) -> bool:
    return bool(_ROLE.fullmatch(text or ""))


def keeps_usage_plans(call: AccountCall, _: Given) -> None:
    if USAGE_PLANS not in call.document["features"]:
        raise UsagePlansStay
