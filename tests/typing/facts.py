"""
What rows and rules know of a resource's surroundings is typed.

Checked by mypy and pyright, never run. mypy also fails where an error that is expected
here does not come.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from typing_extensions import assert_type

from apigw_mock.apigateway.refusals import InvalidAuthorizer, InvalidModel
from apigw_mock.apigateway.rows import REPLACE, Call, Facts, Row, Rule, Table
from apigw_mock.apigateway.rules.integration import IntegrationFacts
from apigw_mock.apigateway.rules.integration_response import IntegrationResponseFacts
from apigw_mock.apigateway.rules.method import (
    MethodFacts,
    integration_is_not_mock,
    known_authorizer,
)
from apigw_mock.apigateway.rules.models import ModelFacts, known_models
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE
from apigw_mock.apigateway.tables.sources import LISTED
from apigw_mock.apigateway.values import Value
from apigw_mock.apigateway.wording import terse
from apigw_mock.host.rest.record import Resource

if TYPE_CHECKING:
    from typing import Any

    from apigw_mock.apigateway.rows import Document, Given
    from apigw_mock.host.routes import Target


# --- A record is whole --------------------------------------------------------------


def has(_: str) -> bool:
    return True


def is_in_partition(_: str, __: str) -> bool:
    return True


Facts()
ModelFacts(has_model=has)
MethodFacts(has_model=has, authorizers=(), validators=(), integration_type=None)
IntegrationResponseFacts(declared=None, patterns={})
IntegrationFacts(
    declared=(),
    resource_id="",
    account_id="",
    has_region=is_in_partition,
    v2_links=(),
)

ModelFacts()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
MethodFacts(has_model=has, authorizers=(), validators=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
MethodFacts(authorizers=(), validators=(), integration_type=None)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
IntegrationResponseFacts(declared=None)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
IntegrationResponseFacts(patterns={})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
IntegrationFacts(declared=(), resource_id="", account_id="", has_region=is_in_partition)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
IntegrationFacts(resource_id="", account_id="", has_region=is_in_partition, v2_links=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
ModelFacts(has_model=has, authorizers=())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
ModelFacts(has_model=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


# --- A rule reads what its resource has -----------------------------------------------


def reads_its_own(call: Call[MethodFacts], _: Given) -> None:
    assert_type(call.facts, MethodFacts)
    assert_type(call.facts.authorizers, Container[str])


def reads_another_s(call: Call[MethodFacts], _: Given) -> None:
    call.facts.v2_links  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018


def changes_them(call: Call[MethodFacts], _: Given) -> None:
    call.facts.authorizers = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


# --- A table has the rows and rules of its facts ------------------------------------

OF_METHODS = Rule("a rule", (), known_authorizer, InvalidAuthorizer, LISTED)
OF_MODELS = Rule[MethodFacts]("a rule", (), known_models, InvalidModel, LISTED)
ROW = Row("/a", REPLACE, Value(), LISTED, when={REPLACE: integration_is_not_mock})

Table[MethodFacts](
    "Method", "", (ROW,), terse(LISTED, LISTED), rules=(OF_METHODS, OF_MODELS)
)
Table[ModelFacts]("MethodResponse", "", (), terse(LISTED, LISTED), rules=(OF_METHODS,))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Table[ModelFacts]("MethodResponse", "", (ROW,), terse(LISTED, LISTED))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


# --- A record of a resource brings the facts of its table -----------------------------


def find(_: Any, __: Target) -> None: ...
def write(_: Any, __: Target, ___: Document, ____: Any) -> None: ...


def method_facts(_: Any, __: Target) -> MethodFacts:
    return MethodFacts(
        has_model=has, authorizers=(), validators=(), integration_type=None
    )


Resource(METHOD, find=find, facts=method_facts, write=write)
Resource[ModelFacts](METHOD_RESPONSE, find=find, facts=method_facts, write=write)
Resource(METHOD, find=find, facts=lambda _, __: Facts(), write=write)  # type: ignore[arg-type, return-value]  # pyright: ignore[reportArgumentType]
