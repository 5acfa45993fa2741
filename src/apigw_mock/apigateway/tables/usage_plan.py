"""
UsagePlan: what UpdateUsagePlan takes, path by path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import (
    ApiStageNotFound,
    ApiStageNotInPlan,
    EmptyUsagePlanName,
    HttpApiInUsagePlan,
    InvalidApiStage,
    InvalidPlanBurst,
    InvalidPlanRate,
    InvalidQuotaLimit,
    InvalidQuotaOffset,
    InvalidQuotaPeriod,
    InvalidThrottledMethod,
    NoThrottleOfPlan,
    QuotaOffsetOutOfRange,
    UnnamedApiStage,
)
from apigw_mock.apigateway.rows import (
    ADD,
    EVERY,
    REMOVE,
    REPLACE,
    Key,
    Row,
    Rule,
    Table,
)
from apigw_mock.apigateway.rules import usage_plan as rules
from apigw_mock.apigateway.rules.usage_plan import MOST, PlanFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.path_lists import listing
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Integer, Number, Parsed, Value, Word
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import InvalidRequestInput, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apigw_mock.apigateway.rows import Parent
    from apigw_mock.refusal import ApigwError

# fmt: off
_CRUD = recorded("localstack test_usage_plan_crud")
_STAGE_CRUD = recorded("localstack test_usage_plan_crud, of remove; add documented: developer guide, api-gateway-create-usage-plans-with-rest-api")
_THROTTLED = documented("developer guide, api-gateway-create-usage-plans-with-rest-api")
_TERRAFORM = reported("hashicorp/terraform-provider-aws, usage_plan.go and its live tests")
_REMOVED = documented("developer guide, api-gateway-create-usage-plans-with-rest-api; reported: hashicorp/terraform-provider-aws, usage_plan.go and its live tests")
_UNSEEN = inferred("the text is unseen; it is worded as the recorded one on the limit of a quota")
_LIMIT = "badmintoncryer/cdk-preflight pf-apigw-usage-plan-quota-limit"
_PERIOD = "badmintoncryer/cdk-preflight pf-apigw-usage-plan-quota-period-required"
_KEY = "badmintoncryer/cdk-preflight pf-apigw-usage-plan-throttle-key"

_STAGES, _LIMITS, _THROTTLE = "/apiStages", "/apiStages/{stage}/throttle", "/throttle"
_OF_METHOD = f"{_LIMITS}/{{path...}}/{{verb}}"
_ITEM = "/apiStages/[{stage}]"
_ENTRY = f"{_ITEM}/throttle/{{path}}~1{{verb}}"
_QUOTA = ("/quota/limit", "/quota/offset", "/quota/period")

# As AWS prints them: "apidId" is its own.
_OF_STAGE = "/apiStages/<apidId:stageName>/throttle"
_OF_PATH = f"{_OF_STAGE}/<resourcePath>/<httpMethod>"
_NUMBERS = ("/quota/limit", "/quota/offset", "/quota/period", "/throttle/rateLimit", "/throttle/burstLimit",
            _OF_STAGE, f"{_OF_PATH}/rateLimit", f"{_OF_PATH}/burstLimit")
_ORDER = inferred("the order of the paths is unseen; reported for remove: boto/boto3#2629")


def _not_in_plan(stage: Mapping[str, str], plan_id: str) -> ApigwError:
    # The list of all rules names neither.
    return ApiStageNotInPlan(stage.get("apiId", "{api_id}"), stage.get("stage", "{stage}"), plan_id)


def _no_period(value: str | None, _: Sequence[str]) -> ApigwError:
    return InvalidQuotaPeriod(value)


_NOT_IN_PLAN = Sentence(_not_in_plan, inferred("recorded for remove of a stage: localstack test_usage_plan_crud"), members=("id",))
_NEW: Mapping[str, Parent[PlanFacts]] = {_ITEM: _NOT_IN_PLAN, _ENTRY: rules.new_throttle}


_BURST = Integer(low=0, high=MOST, otherwise=Sentence(InvalidPlanBurst, _UNSEEN))
_RATE = Number(low=0, otherwise=Sentence(InvalidPlanRate, _UNSEEN))

USAGE_PLAN = Table[PlanFacts](
    resource="UsagePlan",
    source=f"{PAGE}#UpdateUsagePlan-Patch",
    made_by="Create",
    demands=(existence.USAGE_PLAN.on("Get", "Update", "Delete"), existence.USAGE_PLAN_UNUSED),
    wording=listing(
        {
            REMOVE: ((_STAGES, "/quota", _THROTTLE, "/productCode", _OF_PATH, _OF_STAGE), reported("boto/boto3#2629")),
            REPLACE: (("/name", "/description", "/productCode", *_NUMBERS), _ORDER),
            ADD: ((_STAGES, "/productCode", *_NUMBERS), _ORDER),
        },
        otherwise=inferred("recorded for other resources: localstack test_update_model"),
    ),
    keys={
        "stage": Key(accepts="an API and its stage, with a colon in between", read=rules.read_pair,
            otherwise=Sentence(InvalidApiStage, inferred("recorded for the value of /apiStages: localstack test_usage_plan_crud"))),
        "path": Key(accepts="the path of a resource", read=rules.read_path, test=lambda _: True),
        "method": Key(accepts="an HTTP method", test=lambda text: text not in rules.LEAVES),
    },
    defaults={"apiStages": lambda _: []},
    derives={"apiStages": rules.stages},
    shown_empty=frozenset({"/apiStages"}),
    rows=(
        Row(_STAGES, ADD | REMOVE,
            Parsed(what="an API and its stage, with a colon in between", parse=rules.read_pair, otherwise=Sentence(InvalidApiStage, recorded("localstack test_usage_plan_crud, of remove; for add inferred"))),
            _STAGE_CRUD, into="/apiStages/[{value}]", absent=Sentence(_not_in_plan, _CRUD, members=("id",))),
        Row(_LIMITS, EVERY,
            Parsed(what='the throttles of methods as JSON, for instance {"/pets/GET": {"rateLimit": 1, "burstLimit": 1}}', parse=rules.read_throttle,
                otherwise=Sentence(lambda _: InvalidRequestInput(), inferred("the text is unseen"))),
            _THROTTLED, into=f"{_ITEM}/throttle", creates={_ITEM: _NOT_IN_PLAN}),
        Row(f"{_LIMITS}/{{path...}}/{{method}}", REMOVE, Value(), _THROTTLED, into=f"{_ITEM}/throttle/{{path}}~1{{method}}", creates={_ITEM: _NOT_IN_PLAN}),
        Row(f"{_OF_METHOD}/burstLimit", ADD | REPLACE, _BURST, _TERRAFORM, into=f"{_ENTRY}/burstLimit", creates=_NEW),
        Row(f"{_OF_METHOD}/rateLimit", ADD | REPLACE, _RATE, _TERRAFORM, into=f"{_ENTRY}/rateLimit", creates=_NEW),
        Row("/description", REPLACE, Value(empty=Empty.CLEARS), documented("developer guide, api-gateway-create-usage-plans-with-rest-api")),
        Row("/name", REPLACE, Value(empty=Empty.REFUSED, nothing=Sentence(lambda *_: EmptyUsagePlanName(), inferred("the text is unseen"))), documented("developer guide, api-gateway-create-usage-plans-with-rest-api")),
        Row("/productCode", EVERY, Value(empty=Empty.CLEARS), documented("developer guide, sell-api-as-saas-on-aws-marketplace; add reported: hashicorp/terraform-provider-aws, usage_plan.go")),
        Row("/quota", REMOVE, Value(), _REMOVED),
        Row("/quota/limit", ADD | REPLACE, Integer(low=1, high=MOST, otherwise=Sentence(InvalidQuotaLimit, inferred(f"recorded for Create: {_LIMIT}"))), _CRUD, creates={"/quota": rules.new_quota}),
        Row("/quota/offset", ADD | REPLACE, Integer(otherwise=Sentence(InvalidQuotaOffset, _UNSEEN)), _THROTTLED, creates={"/quota": rules.new_quota}),
        Row("/quota/period", ADD | REPLACE, Word(words=tuple(rules.PERIODS), refusal=_no_period, evidence=inferred(f"recorded for Create without one: {_PERIOD}")), _CRUD, creates={"/quota": rules.new_quota}),
        Row(_THROTTLE, REMOVE, Value(), _REMOVED),
        Row("/throttle/burstLimit", ADD | REPLACE, _BURST, _CRUD, creates={_THROTTLE: rules.new_throttle}),
        Row("/throttle/rateLimit", ADD | REPLACE, _RATE, _CRUD, creates={_THROTTLE: rules.new_throttle}),
    ),
    rules=(
        Rule("stages that have an API and a name", (_STAGES,), rules.named_stages, UnnamedApiStage, reported("aws/aws-sdk#354, aws/aws-cdk#6169, for Create"), at_once=True),
        Rule("stages of REST and WebSocket APIs", (_STAGES,), rules.no_http, HttpApiInUsagePlan, inferred("the developer guide, http-api-vs-rest, says that HTTP APIs have no usage plans; the text is unconfirmed"), at_once=True),
        Rule("stages that the account has", (_STAGES,), rules.known_stages, ApiStageNotFound,
             inferred("recorded for Create: badmintoncryer/cdk-preflight pf-apigw-usage-plan-api-stage-exists; reported: boto/boto3#825"), at_once=True),
        Rule("methods with a path, as /pets/GET", (_STAGES, _LIMITS, f"{_OF_METHOD}/burstLimit", f"{_OF_METHOD}/rateLimit"), rules.methods, InvalidThrottledMethod,
             inferred(f"recorded for Create: {_KEY}; that */* is refused is reported: hashicorp/terraform-provider-aws#26128")),
        Rule("a throttle of the plan, where methods have theirs", (_THROTTLE, _STAGES, _LIMITS, f"{_OF_METHOD}/burstLimit", f"{_OF_METHOD}/rateLimit"), rules.throttle_of_plan, NoThrottleOfPlan,
             reported("aws/aws-cdk#6411")),
        Rule("a limit of the quota", _QUOTA, rules.limit_of_quota, InvalidQuotaLimit, inferred(f"recorded for Create with a limit of 0: {_LIMIT}")),
        Rule("a period of the quota", _QUOTA, rules.period_of_quota, InvalidQuotaPeriod, inferred(f"recorded for Create: {_PERIOD}")),
        Rule("an offset within the period", _QUOTA, rules.offset_in_period, QuotaOffsetOutOfRange,
             inferred("recorded for Create, in a WEEK: badmintoncryer/cdk-preflight pf-apigw-usage-plan-quota-offset-range; in a DAY and a MONTH: the checks of hashicorp/terraform-provider-aws")),
    ),
)
# fmt: on
