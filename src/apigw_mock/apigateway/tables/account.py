"""
Account: what UpdateAccount takes.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import (
    EmptyMapValue,
    InvalidRoleArn,
    UsagePlansStay,
)
from apigw_mock.apigateway.rows import ADD, REMOVE, REPLACE, Facts, Row, Rule, Table
from apigw_mock.apigateway.rules import account as rules
from apigw_mock.apigateway.tables import sources
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Text, Value
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import Sentence

# fmt: off
_WORDS = inferred("the API reference, UpdateAccount, says that AWS names the path that may be replaced; worded as the recorded sentences on other resources")

ACCOUNT = Table[Facts](
    resource="Account",
    source=f"{PAGE}#UpdateAccount-Patch",
    made_by="",
    wording=naming_paths(unknown=_WORDS, unsupported=_WORDS),
    defaults={"features": lambda _: [rules.USAGE_PLANS]},
    shown_empty=frozenset({"/features"}),
    rows=(
        Row("/cloudwatchRoleArn", REPLACE,
            Text(what="the ARN of a role", test=rules.is_role, empty=Empty.CLEARS,
                 otherwise=Sentence(InvalidRoleArn, reported("hashicorp/terraform-provider-aws, whose UpdateAccount waits for this text"))),
            recorded("cloud-custodian/cloud-custodian, a recorded UpdateAccount; clearing reported: go-to-k/cdkd")),
        Row("/features", ADD | REMOVE,
            Value(empty=Empty.REFUSED, nothing=Sentence(lambda member, _: EmptyMapValue(member, member), sources.EMPTY_VALUES)),
            documented("developer guide, api-gateway-create-usage-plans-with-rest-api"), into="/features/[{value}]"),
    ),
    rules=(
        Rule("an account with usage plans", ("/features",), rules.keeps_usage_plans, UsagePlansStay,
             inferred("documented that AWS refuses it; the text is that of getmoto/moto"), at_once=True),
    ),
)
# fmt: on
