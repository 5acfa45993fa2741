"""
Templates tried without a deployment: with a field, and without it.
"""

from __future__ import annotations

import pytest

CHOOSE = """\
#set($name = $input.path('$.name'))
{"statusCode": #if($name == "")400#{else}200#end}
"""
GREET = """\
#set($title = $input.params('title'))
{"greeting": "Hello#if($title != ""), $util.escapeJavaScript($title)#end!"}
"""
MISSING = '{"error": "a pet needs a name"}'


def answer_errors(client, target, template):
    """
    Answer 400 with *template* where the backend says 400.
    """
    error = {**target, "statusCode": "400"}
    client.put_method_response(**error)
    client.put_integration_response(
        **error,
        selectionPattern="400",
        responseTemplates={"application/json": template},
    )


@pytest.fixture
def pets(apigw_backend):
    target = apigw_backend.integration_response(
        http_method="POST",
        requestTemplates={"application/json": CHOOSE},
        response={"responseTemplates": {"application/json": GREET}},
    )
    answer_errors(apigw_backend.apigateway, target, MISSING)
    return target


@pytest.mark.parametrize(
    ("query", "greeting"),
    [({}, "Hello!"), ({"title": "Sir"}, "Hello, Sir!"), ({"title": '"'}, 'Hello, "!')],
)
def test_a_field_of_the_query_is_there_or_not(apigw_backend, pets, query, greeting):
    answer = apigw_backend.invoke(**pets, query=query, body='{"name": "Rex"}')

    assert (answer.status, answer.json()) == (200, {"greeting": greeting})


@pytest.mark.parametrize("body", ["", "{}", '{"name": null}', '{"name": ""}'])
def test_without_a_name_the_other_response_answers(apigw_backend, pets, body):
    answer = apigw_backend.invoke(**pets, body=body)

    assert (answer.status, answer.response, answer.pattern) == (400, "400", "400")
    assert answer.text == MISSING
