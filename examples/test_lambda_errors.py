"""
The errors of a Lambda function, turned into statuses by selection patterns.
"""

from __future__ import annotations

import pytest

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:find-pet"
URI = (
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
    f"{FUNCTION}/invocations"
)
ID_AS_EVENT = """{"id": "$util.escapeJavaScript($input.params('id'))"}"""
MESSAGE = """{"error": "$input.path('$.errorMessage')"}"""


def find_pet(event, _context):  # a real test would import it
    if event["id"] != "1":
        raise LookupError(f"NotFound: no pet {event['id']}")
    return {"name": "Rex"}


def answer_errors(client, target, status, pattern):
    """
    Answer *status* where the function's error message matches *pattern*.
    """
    error = {**target, "statusCode": status}
    client.put_method_response(**error)
    client.put_integration_response(
        **error,
        selectionPattern=pattern,
        responseTemplates={"application/json": MESSAGE},
    )


@pytest.fixture
def pets(apigw_backend):
    target = apigw_backend.integration_response(
        path="{id}",
        type="AWS",
        uri=URI,
        requestTemplates={"application/json": ID_AS_EVENT},
    )
    answer_errors(apigw_backend.apigateway, target, "404", r"NotFound: [\s\S]*")
    apigw_backend.stub(FUNCTION, find_pet)
    return target


def test_a_pet_is_found(apigw_backend, pets):
    answer = apigw_backend.invoke(**pets, path="/1")

    assert (answer.status, answer.json()) == (200, {"name": "Rex"})
    assert answer.sent == {"id": "1"}


def test_an_error_is_a_404(apigw_backend, pets):
    answer = apigw_backend.invoke(**pets, path="/2")

    assert (answer.status, answer.response) == (404, "404")
    assert answer.json() == {"error": "NotFound: no pet 2"}


def test_another_error_is_a_200(apigw_backend, pets):
    """
    The default response answers an error that no pattern matches: AWS's trap.
    """
    apigw_backend.stub(FUNCTION, lambda _event, _context: 1 / 0)

    answer = apigw_backend.invoke(**pets, path="/1")

    assert (answer.status, answer.pattern) == (200, None)
    assert answer.json()["errorType"] == "ZeroDivisionError"


def test_a_pattern_that_is_moved_is_seen_at_once(apigw_backend, pets):
    apigw_backend.apigateway.update_integration_response(
        **{**pets, "statusCode": "404"},
        patchOperations=[
            {"op": "replace", "path": "/selectionPattern", "value": "NotFound"}
        ],
    )

    answer = apigw_backend.invoke(**pets, path="/2")

    assert answer.status == 200  # the whole message must match
