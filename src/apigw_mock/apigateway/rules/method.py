"""
Methods: their facts, conditions and the checks across their members.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.mapping import check_request_keys
from apigw_mock.apigateway.refusals import (
    DuplicateParameterName,
    InvalidAuthorizer,
    InvalidRequestValidator,
    UnsupportedScopes,
)
from apigw_mock.apigateway.rows import Call
from apigw_mock.apigateway.rules.models import ModelFacts

if TYPE_CHECKING:
    from collections.abc import Container

    from apigw_mock.apigateway.rows import Given

_AUTHORIZED_BY_ID = ("CUSTOM", "COGNITO_USER_POOLS")


@dataclass(frozen=True, kw_only=True)
class MethodFacts(ModelFacts):
    """
    The surroundings of a method.

    Args:
        authorizers: ids of the API's authorizers.
        validators: ids of the API's request validators.
        integration_type: the type of the method's integration; None if it has none.
    """

    authorizers: Container[str]
    validators: Container[str]
    integration_type: str | None


MethodCall = Call[MethodFacts]


def integration_is_not_mock(call: MethodCall) -> bool:
    return call.facts.integration_type != "MOCK"


def needs_authorizer(call: MethodCall) -> bool:
    return call.document.get("authorizationType") in _AUTHORIZED_BY_ID


def has_authorizer(call: MethodCall) -> bool:
    # Nobody knows whether AWS refuses JWT without an authorizer.
    return needs_authorizer(call) or call.document.get("authorizationType") == "JWT"


def known_authorizer(call: MethodCall, _: Given) -> None:
    authorizer = call.document.get("authorizerId")
    if needs_authorizer(call) and authorizer not in call.facts.authorizers:
        raise InvalidAuthorizer(call.document["authorizationType"], authorizer)


def scopes_of_user_pool(call: MethodCall, _: Given) -> None:
    kind = call.document.get("authorizationType")
    scopes = call.document.get("authorizationScopes")
    if scopes and kind != "COGNITO_USER_POOLS":
        raise UnsupportedScopes(kind, scopes)


def known_validator(call: MethodCall, given: Given) -> None:
    validator = given["requestValidatorId"]
    if validator is not None and validator not in call.facts.validators:
        raise InvalidRequestValidator(validator)


def request_parameters(_: MethodCall, given: Given) -> None:
    check_request_keys(given)


def unique_names(call: MethodCall, _: Given) -> None:
    seen = set()
    for key in call.document.get("requestParameters", {}):
        name = key.split(".", 3)[-1]
        if name in seen:
            raise DuplicateParameterName(name)
        seen.add(name)
