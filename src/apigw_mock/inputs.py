"""
What both kinds of API answer to a request that breaks the service model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.evidence import inferred, recorded, reported
from apigw_mock.refusal import (
    Demand,
    InvalidInput,
    InvalidRequestInput,
    NotSerializable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.refusal import Fault

BODY_IS_JSON = Demand(
    NotSerializable,
    inferred("as other services with the same parser answer"),
    "a body that is a JSON object in UTF-8",
)
JSON_HAS_TYPES = Demand(
    NotSerializable,
    recorded(
        "localstack test_integration_response_invalid_responsetemplates, "
        "test_put_integration_request_parameter_bool_type, "
        "test_put_integration_validation; for other types as other services with the "
        "same parser answer"
    ),
    "values of the JSON types of the service model",
)
INPUT_FITS_MODEL = Demand(
    InvalidInput,
    recorded(
        "localstack test_update_method_validation, test_put_integration_wrong_type, "
        "test_gateway_response_validation; for other members inferred"
    ),
    "an input with the members, words and patterns of the service model",
)
BODY_IS_THERE = Demand(
    InvalidRequestInput,
    reported("aws/aws-sdk-js#2588, aws/aws-sdk-ruby#1080"),
    "a body, even if it is {}",
    ("Put",),
)
DEMANDS = (BODY_IS_JSON, JSON_HAS_TYPES, INPUT_FITS_MODEL, BODY_IS_THERE)


def check_input(faults: Iterable[Fault]) -> None:
    """
    Raise one `InvalidInput` for all *faults*, if there are any.
    """
    if found := list(faults):
        raise INPUT_FITS_MODEL.error(found)
