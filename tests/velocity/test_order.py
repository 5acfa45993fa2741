"""
The order of Java's HashMap, by sets that API Gateway printed.
"""

from __future__ import annotations

import pytest

from apigw_mock.velocity.order import hash_of_text, hash_order

PRINTED = {
    "$context": (
        "resourceId resourcePath httpMethod extendedRequestId requestTime path"
        " accountId protocol requestOverride stage domainPrefix requestTimeEpoch"
        " requestId identity domainName deploymentId responseOverride apiId"
    ),
    "$context.identity": (
        "cognitoIdentityPoolId accountId cognitoIdentityId caller sourceIp"
        " principalOrgId accessKey cognitoAuthenticationType"
        " cognitoAuthenticationProvider userArn userAgent user"
    ),
    "missing parameters": "x-header-param issuer qs1",
    "other missing parameters": "divisor dividend",
    "headers of a response": "X-Amzn-Trace-Id Content-Type",
}


@pytest.mark.parametrize("names", PRINTED.values(), ids=PRINTED)
def test_names_are_in_the_order_that_was_printed(names: str) -> None:
    assert hash_order(names.split()) == names.split()


def test_names_are_not_repeated() -> None:
    assert hash_order(["a", "b", "a"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", 0), ("ab/c", 2985461), ("polygenelubricants", -(2**31)), ("😀", 1772899)],
)
def test_hash_of_a_text_is_java_s(text: str, code: int) -> None:
    assert hash_of_text(text) == code
