"""
ApiKey: what UpdateApiKey takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import (
    ApiKeyDescriptionTooLong,
    ApiKeyNameTooLong,
    InvalidStageKey,
    StageNotFound,
)
from apigw_mock.apigateway.rows import ADD, REMOVE, REPLACE, Key, Row, Rule, Table
from apigw_mock.apigateway.rules import api_key as rules
from apigw_mock.apigateway.rules.api_key import ApiKeyFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.path_lists import listing
from apigw_mock.apigateway.tables.sources import LISTED, PAGE
from apigw_mock.apigateway.values import Boolean, Empty, Parsed, Text, Value
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import Sentence

# fmt: off
_LENGTH = recorded("localstack test_update_api_key_invalid_description_length")
_NAME_LENGTH = inferred("recorded for CreateApiKey: localstack test_create_api_key_with_invalid_name")
_UNSEEN = inferred("the text is unseen; it is worded as that on stages themselves")
_NO_STAGE, _NO_KEY = Sentence(StageNotFound, _UNSEEN), Sentence(InvalidStageKey, _UNSEEN)
_ORDER = inferred("the order of the paths is unseen; recorded for replace: localstack test_update_api_key_immutable_field")
_STAGES, _STAGE = "/stages", "/stages/{stage}"
_ADDED = ("/stages", "/labels")

API_KEY = Table[ApiKeyFacts](
    resource="ApiKey",
    source=f"{PAGE}#UpdateApiKey-Patch",
    made_by="Create",
    demands=(existence.API_KEY, existence.API_KEY_VALUE_LONG, existence.API_KEY_VALUE_SHORT, existence.NO_API_KEY),
    wording=listing(
        {
            REPLACE: (("/description", "/enabled", "/name", "/customerId"), recorded("localstack test_update_api_key_immutable_field")),
            ADD: (_ADDED, _ORDER),
            REMOVE: (_ADDED, _ORDER),
        },
        otherwise=inferred("recorded for other resources: localstack test_update_model"),
    ),
    keys={"stage": Key(accepts="an API and its stage, with ~1 in between", otherwise=_NO_KEY, read=rules.read_stage)},
    defaults={"enabled": lambda _: False, "stageKeys": lambda _: []},
    derives={"stageKeys": rules.stage_keys},
    shown_empty=frozenset({"/stageKeys"}),
    rows=(
        Row("/customerId", REPLACE, Value(empty=Empty.CLEARS), documented("developer guide, sell-api-as-saas-on-aws-marketplace")),
        Row("/description", REPLACE,
            Text(what=f"{rules.LONGEST_DESCRIPTION} characters or fewer", test=rules.fits_description, empty=Empty.CLEARS, otherwise=Sentence(ApiKeyDescriptionTooLong, _LENGTH)), _LENGTH),
        Row("/enabled", REPLACE, Boolean(), recorded("localstack test_api_key_required_for_methods, test_update_api_key_invalid_enabled_type")),
        Row("/labels", ADD | REMOVE, Value(), LISTED, into="/labels/[{value}]"),
        Row("/name", REPLACE,
            Text(what=f"{rules.LONGEST_NAME} characters or fewer", test=rules.fits_name, empty=Empty.CLEARS, otherwise=Sentence(ApiKeyNameTooLong, _NAME_LENGTH)),
            recorded("localstack test_negative_get_usage_plan_api_keys")),
        Row(_STAGES, ADD | REMOVE, Parsed(what="an API and its stage, with a slash in between", parse=rules.read_stage, otherwise=_NO_KEY),
            reported("zappa/Zappa and other public scripts"), into="/stageKeys/[{value}]", absent=_NO_STAGE),
        Row(_STAGE, ADD | REMOVE, Value(), reported("aws-controllers-k8s/apigateway-controller"), into="/stageKeys/[{stage}]", absent=_NO_STAGE),
    ),
    rules=(
        Rule("stages that the account has", (_STAGES, _STAGE), rules.known_stages, StageNotFound, _UNSEEN, at_once=True),
    ),
)
# fmt: on
