"""
What both kinds of API require of every request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.evidence import inferred, recorded, reported
from apigw_mock.refusal import (
    Demand,
    InvalidInput,
    InvalidRequestInput,
    NotAContainer,
    NotAnObject,
    NotConvertible,
    RequestTooLarge,
    UnexpectedStart,
    UnfinishedBody,
    UnknownRegion,
    UnknownUrl,
    UnreadableBody,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.refusal import ApigwError, Fault

_SAME_PARSER = inferred("as other services with the same parser answer")

KNOWN_URL = Demand(
    UnknownUrl,
    inferred("what API Gateway answers to any URL that leads nowhere"),
    "a method and a URL of API Gateway",
)
KNOWN_REGION = Demand(
    UnknownRegion,
    reported(
        "Kong/insomnia#713, for the APIs behind API Gateway; code and status are those "
        "of the services that speak JSON"
    ),
    "a signature for a region that exists",
)
SHORT_BODY = Demand(
    RequestTooLarge,
    inferred("the answer that AWS's services share; API Gateway's own is unseen"),
    "a body of at most 10 MB",
)
WHOLE_BODY = Demand(UnfinishedBody, _SAME_PARSER, "a body as long as the request says")
READABLE_BODY = Demand(UnreadableBody, _SAME_PARSER, "a body that is JSON in UTF-8")
OBJECT = Demand(NotAnObject, _SAME_PARSER, "a body that is a JSON object")
SCALARS = Demand(
    NotConvertible,
    recorded(
        "localstack test_integration_response_invalid_responsetemplates, "
        "test_put_integration_request_parameter_bool_type, "
        "test_put_integration_validation: numbers and booleans for texts, in calls of "
        "REST APIs; for others inferred"
    ),
    "texts, numbers and booleans where the service model has them",
)
CONTAINERS = Demand(
    UnexpectedStart,
    _SAME_PARSER,
    "maps and lists where the service model has them",
)
NO_SCALARS = Demand(
    NotAContainer,
    _SAME_PARSER,
    "only maps, lists and structures where the service model has them",
)
INPUT_FITS_MODEL = Demand(
    InvalidInput,
    recorded(
        "localstack test_update_method_validation, test_put_integration_wrong_type, "
        "test_gateway_response_validation; for other members inferred"
    ),
    "an input that fits the service model's members, words and patterns",
)
BODY_IS_THERE = Demand(
    InvalidRequestInput,
    reported("aws/aws-sdk-js#2588, aws/aws-sdk-ruby#1080"),
    "a body, even if it is {}",
    ("Put",),
)
DEMANDS = (
    KNOWN_URL,
    KNOWN_REGION,
    SHORT_BODY,
    WHOLE_BODY,
    READABLE_BODY,
    OBJECT,
    SCALARS,
    CONTAINERS,
    NO_SCALARS,
    INPUT_FITS_MODEL,
    BODY_IS_THERE,
)
# AWS's names of the JSON types that were sent.
_SENT: dict[type, str] = {
    bool: "class java.lang.Boolean",
    int: "class com.amazon.coral.value.json.numbers.TruncatingBigNumber",
    float: "class com.amazon.coral.value.json.numbers.TruncatingBigNumber",
    str: "class java.lang.String",
}
_STARTS: dict[type, str] = {dict: "structure or map", list: "list"}
# AWS's names of the model's scalar types.
_WANTED = {
    "string": "String",
    "integer": "Integer",
    "double": "Double",
    "boolean": "Boolean",
    "timestamp": "Date",
}


def wrong_type(value: object, wanted: str) -> ApigwError:
    """
    Return the refusal of a JSON value of the wrong type.

    Args:
        value: the value as read from JSON, not None.
        wanted: the type in the service model, for instance ``string``.
    """
    if type(value) in _STARTS:
        return CONTAINERS.error(_STARTS[type(value)])
    if wanted not in _WANTED:
        return NO_SCALARS.error(wanted)
    return SCALARS.error(_SENT[type(value)], _WANTED[wanted])


def check_input(faults: Iterable[Fault]) -> None:
    """
    Raise one `InvalidInput` for all *faults*, if there are any.
    """
    if found := list(faults):
        raise INPUT_FITS_MODEL.error(found)
