"""
What both kinds of API answer to a request that breaks the service model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.evidence import recorded, reported
from apigw_mock.refusal import (
    Demand,
    InvalidInput,
    InvalidRequestInput,
    NotSerializable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.refusal import Fault

# fmt: off
JSON = Demand(NotSerializable, recorded("localstack test_integration_response_invalid_responsetemplates, test_put_integration_request_parameter_bool_type, test_put_integration_validation; other types, and bodies that are no JSON, as other services with the same parser word them"), "a body of JSON with the types of the service model")
INPUT = Demand(InvalidInput, recorded("localstack test_update_method_validation, test_put_integration_wrong_type, test_gateway_response_validation; for other members inferred"), "an input with the members, words and patterns of the service model")
BODY = Demand(InvalidRequestInput, reported("aws/aws-sdk-js#2588, aws/aws-sdk-ruby#1080"), "a body, even if it is {}", ("Put",))
# fmt: on
DEMANDS = (JSON, INPUT, BODY)


def check_input(faults: Iterable[Fault]) -> None:
    """
    Raise one `InvalidInput` for all *faults*, if there are any.
    """
    if found := list(faults):
        raise INPUT.error(found)
