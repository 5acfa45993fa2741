"""
A deployment helper that swaps a Velocity template, and the mistakes AWS refuses.
"""

from __future__ import annotations

import pytest

TEMPLATE = "#set($pets = $input.path('$.pets')) $pets[0].name"


def swap_template(client, target, template, content_type="application/json"):
    """
    Replace the template of *content_type*, whose slash is ``~1`` in a path.
    """
    escaped = content_type.replace("~", "~0").replace("/", "~1")
    return client.update_integration_response(
        **target,
        patchOperations=[
            {
                "op": "replace",
                "path": f"/responseTemplates/{escaped}",
                "value": template,
            }
        ],
    )


@pytest.fixture
def templated(apigw_backend):
    return apigw_backend.integration_response(
        response={"responseTemplates": {"application/json": "$input.body"}}
    )


def test_the_template_is_swapped(apigw_backend, templated):
    answer = swap_template(apigw_backend.apigateway, templated, TEMPLATE)

    assert answer["responseTemplates"] == {"application/json": TEMPLATE}


def test_an_unescaped_slash_is_refused(apigw_backend, templated):
    client = apigw_backend.apigateway
    path = "/responseTemplates/application/json"

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        client.update_integration_response(
            **templated,
            patchOperations=[{"op": "replace", "path": path, "value": TEMPLATE}],
        )

    assert refusal.value.response["Error"]["Message"] == f"Invalid patch path {path}"


def test_a_template_that_is_not_there_is_not_found(apigw_backend, templated):
    client = apigw_backend.apigateway

    with pytest.raises(client.exceptions.NotFoundException, match="Content-Type"):
        swap_template(client, templated, TEMPLATE, content_type="text/html")
