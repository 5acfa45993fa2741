"""
Usage: what UpdateUsage takes.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import InvalidRemaining, NoQuotaOfPlan
from apigw_mock.apigateway.rows import REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules import usage as rules
from apigw_mock.apigateway.rules.usage import UsageFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Integer
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import documented, inferred
from apigw_mock.refusal import Sentence

# fmt: off
_WORDS = inferred("reported with an older text for add: boto/boto3#2504; the newer text is recorded for other resources: localstack test_update_model")
_UNSEEN = inferred("the text is unseen; it is worded as those on usage plans")

USAGE = Table[UsageFacts](
    resource="Usage",
    source=f"{PAGE}#UpdateUsage-Patch",
    made_by="",
    demands=(existence.USAGE_PLAN, existence.KEY_OF_USAGE, existence.USAGE_DATES),
    wording=naming_paths(unknown=_WORDS, unsupported=_WORDS),
    rows=(
        Row("/remaining", REPLACE, Integer(low=0, high=2**31 - 1, otherwise=Sentence(InvalidRemaining, _UNSEEN)), documented("AWS CLI examples of update-usage")),
    ),
    rules=(
        Rule("a usage plan with a quota", ("/remaining",), rules.has_quota, NoQuotaOfPlan, _UNSEEN, at_once=True),
    ),
)
# fmt: on
