"""
AWS could be asked every case, and what speaks against it is found.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from cases_runner import CASES, HERE, common, files
from jsonschema import Draft202012Validator
from rules_of_cases import MODELS_OF_EVERY_API, faults, literals

SCHEMA = json.loads((HERE / "cases.schema.json").read_text(encoding="utf-8"))
FORM = Draft202012Validator(SCHEMA)
COMMON_FORM = Draft202012Validator(
    {"$ref": "#/$defs/common", "$defs": SCHEMA["$defs"]},
)
OK = {"status": 200, "answer": {}}
REFUSED = {"status": 400, "code": "BadRequestException", "message": "no"}
API = [
    {"call": "create_rest_api", "with": {"name": "pets"}, "keep": {"api": "id"}},
    {
        "call": "get_resources",
        "with": {"restApiId": "{api}"},
        "keep": {"root": "items[0].id"},
    },
]
KNOWN_BY = {"evidence": "inferred", "source": "a test"}


def read(file: str) -> Any:
    return json.loads((CASES / f"{file}.json").read_text(encoding="utf-8"))


def file_of(row: dict[str, Any], **more: Any) -> dict[str, Any]:
    """
    Return a file with one case, which updates a method unless *more* says otherwise.
    """
    case = {"id": "a", "given": "api", "request": {}, "expected": REFUSED, **KNOWN_BY}
    return {
        "service": "apigateway",
        "operation": "update_method",
        "target": {"restApiId": "{api}", "resourceId": "{root}", "httpMethod": "GET"},
        "givens": {"api": API},
        "cases": [{**case, **row}],
        **more,
    }


def patch(path: str, value: str) -> dict[str, Any]:
    sent = {"op": "replace", "path": path, "value": value}
    return {"request": {"patchOperations": [sent]}}


def fault_alone(argument: Any) -> str:
    return argument if isinstance(argument, str) else ""


def step(call: str, /, **sent: Any) -> dict[str, Any]:
    return {"call": call, "with": sent}


@pytest.mark.parametrize("file", files())
def test_file_has_the_form_of_the_schema(file: str) -> None:
    wrong = [(e.json_path, e.message) for e in FORM.iter_errors(read(file))]

    assert wrong == []


def test_common_givens_have_the_form_of_the_schema() -> None:
    assert [e.message for e in COMMON_FORM.iter_errors(common())] == []


@pytest.mark.parametrize("file", files())
def test_aws_could_be_asked_every_case_of_the_file(file: str) -> None:
    assert faults(read(file)) == []


def test_common_givens_are_of_no_account() -> None:
    assert list(literals(common())) == []


def test_few_cases_are_for_the_mock_alone() -> None:
    alone = [
        row for file in files() for row in read(file)["cases"] if "mock_only" in row
    ]

    assert len(alone) <= 5


def test_file_without_a_fault_has_none() -> None:
    made = step("create_model", restApiId="{api}", name="Pet", schema="{}")
    given = ["api", {**made, "keep": {"model": "name"}}]
    sent = [
        patch("/requestModels/text~1html", name)["request"]["patchOperations"][0]
        for name in ("Pet", *sorted(MODELS_OF_EVERY_API), "{absent}")
    ]
    row = {"given": given, "request": {"patchOperations": sent}}

    assert faults(file_of(row)) == []
    assert not list(FORM.iter_errors(file_of(row)))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            {"expected": {**REFUSED, "message": "no API 123456789012:x"}},
            "a: '123456789012' stands for one account",
        ),
        (patch("/uri", "arn:aws:x"), "a: 'arn:aws' stands for one partition"),
        (patch("/uri", "arn:aws-cn:x"), "a: 'arn:aws-cn' stands for one partition"),
        *[
            (patch("/uri", f"x:{region}:y"), f"a: {region!r} stands for one region")
            for region in ("us-west-2", "ap-northeast-1", "eu-central-1", "cn-north-1")
        ],
        (
            patch("/credentials", "arn:{partition}:iam::{account}:role/r"),
            "a: 'arn:{partition}:iam::{account}:role/r' stands for one resource",
        ),
        (
            {"request": {"restApiId": "nosuchapi"}},
            "a: restApiId 'nosuchapi' is made up",
        ),
        (patch("/authorizerId", "abc123"), "a: authorizerId 'abc123' is made up"),
        (patch("requestValidatorId", "x"), "a: requestValidatorId 'x' is made up"),
        (
            patch("/requestModels/application~1json", "petModel"),
            "a: requestModels 'petModel' is made up",
        ),
        (
            {"expected": {"status": 200, "answer": {"authorizerId": "abc123"}}},
            "a: authorizerId 'abc123' is made up",
        ),
        (
            {"given": ["api", step("delete_rest_api", restApiId="abc123")]},
            "a: restApiId 'abc123' is made up",
        ),
        (
            {"request": {"restApiId": {"$repeat": ["a", 3]}}},
            "a: restApiId 'aaa' is made up",
        ),
        (
            patch("/authorizerId", "{authorizr}"),
            "a: nothing keeps {authorizr} of authorizerId",
        ),
        (patch("/credentials", "{rol}"), "a: nothing keeps {rol} of credentials"),
        (
            {"given": ["api", {**step("describe", a="{b}"), "service": "ec2"}]},
            "a: nothing keeps {b} of ",
        ),
        (
            {"given": [step("get_resources", restApiId="{api}"), "api"]},
            "a: nothing keeps {api} of restApiId",
        ),
        ({"given": ["api", *API[1:]]}, "a: {root} is kept a second time"),
        (
            {"given": ["api", step("create_model", restApiId="{api}", name="a")]},
            "a: create_model keeps nothing of what it makes",
        ),
        ({"as_is": "I like it"}, "a: as_is excuses nothing"),
    ],
    ids=fault_alone,
)
def test_fault_of_a_case_is_found(row: dict[str, Any], fault: str) -> None:
    assert faults(file_of(row)) == [fault]


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (
            {"target": {"restApiId": "abc123", "resourceId": "{root}"}},
            "restApiId 'abc123' is made up",
        ),
        ({"reads": [step("get_rest_api", restApiId="x")]}, "restApiId 'x' is made up"),
        ({"same": step("get_rest_api", restApiId="x")}, "restApiId 'x' is made up"),
        (
            {
                "undo": [
                    step("delete_authorizer", restApiId="{api}", authorizerId="{a}")
                ]
            },
            "nothing keeps {a} of authorizerId",
        ),
        (
            {"reads": [step("get_account", region="us-east-1")]},
            "'us-east-1' stands for one region",
        ),
    ],
    ids=fault_alone,
)
def test_fault_around_the_cases_is_found(frame: dict[str, Any], fault: str) -> None:
    assert faults(file_of({}, **frame)) == [fault]


def test_undo_may_name_a_member_of_the_request() -> None:
    sent = {"restApiId": "{api}", "resourceId": "{resourceId}", "httpMethod": "GET"}

    assert faults(file_of({}, undo=[step("delete_method", **sent)])) == []


@pytest.mark.parametrize("text", ["${stageVariables.id}", ""])
def test_variable_and_empty_text_are_no_identifiers(text: str) -> None:
    assert faults(file_of(patch("/authorizerId", text))) == []


@pytest.mark.parametrize(
    "text", ["us-eats-1", "1234567890123", "0000000000", "barn:aws:x"]
)
def test_what_only_looks_like_it_is_no_fault(text: str) -> None:
    assert faults(file_of(patch("/uri", text))) == []


@pytest.mark.parametrize("field", ["as_is", "mock_only"])
def test_reason_excuses_an_identifier(field: str) -> None:
    assert faults(file_of({**patch("/authorizerId", "a"), field: "it is short"})) == []


def test_reason_excuses_no_account() -> None:
    row = {**patch("/authorizerId", "123456789012"), "as_is": "a", "mock_only": "b"}

    assert faults(file_of(row)) == ["a: '123456789012' stands for one account"]


def test_case_may_have_what_aws_answered_otherwise() -> None:
    seen = {"date": "2026-01-31", "region": "eu-west-1", "outcome": REFUSED}

    assert faults(file_of({"seen": seen})) == []
    assert not list(FORM.iter_errors(file_of({"seen": {**seen, "note": "a"}})))


@pytest.mark.parametrize(
    "row",
    [
        {"seen": {"date": "today", "region": "eu-west-1"}},
        {"given": {"call": "create_rest_api"}},
        {"given": [{"with": {}}]},
        {"given": [{"call": "create_rest_api", "keeps": {}}]},
        {"given": [{"call": "create_rest_api", "keep": {"An Id": "id"}}]},
        {"evidence": "known"},
        {"source": ""},
        {"expected": {"status": 200}},
        {"expected": {"status": 200, "answer": {}, "changes": {}}},
        {"expected": {**OK, "message": "no"}},
        {"expected": {**REFUSED, "answer": {}}},
        {"expected": {"status": 400, "code": "BadRequestException"}},
        {"unvalidated": False},
        {"note": "a"},
    ],
    ids=str,
)
def test_schema_refuses_what_is_no_case(row: dict[str, Any]) -> None:
    assert list(FORM.iter_errors(file_of(row)))


@pytest.mark.parametrize(
    "frame",
    [
        {"service": "ec2"},
        {"cases": []},
        {"givens": {"api": "http api"}},
        {"shared": ["api", "api"]},
        {"undo": [{"call": "delete_method", "keep": {"a": "id"}}]},
        {"note": "a"},
    ],
    ids=str,
)
def test_schema_refuses_what_is_no_file(frame: dict[str, Any]) -> None:
    assert list(FORM.iter_errors(file_of({}, **frame)))


def test_schema_wants_the_service_of_a_common_step() -> None:
    givens = {"link": [step("create_vpc_link", name="{run}")]}

    assert list(COMMON_FORM.iter_errors({"givens": givens, "shared": []}))
