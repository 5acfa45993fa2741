"""
What templates and mappings see of a request.
"""

from __future__ import annotations

import pytest

from apigw_mock.apigateway.invoke.request import (
    Request,
    merged_headers,
    path_parameters,
)

PATHS = [
    ("/", "/", {}),
    ("/", "", {}),
    ("/pets", "/pets/", {}),
    ("/pets/{id}", "/pets/1", {"id": "1"}),
    ("/pets/{id}", "/pets/1/", {"id": "1"}),
    ("/pets/{id}", "/pets//", {}),
    ("/pets/{id}", "/pets/1/2", {}),
    ("/pets/{id}", "/dogs/1", {}),
    ("/pets/{id}", "/pets/%E2%82%AC%2f", {"id": "€/"}),
    ("/pets/{id}", "/pets/%zz%", {"id": "%zz%"}),
    ("/{proxy+}", "/a/b", {"proxy": "a/b"}),
    ("/{proxy+}", "/a", {"proxy": "a"}),
    ("/{proxy+}", "/", {}),
    ("/{a}/{proxy+}", "/1/2/3/", {"a": "1", "proxy": "2/3"}),
    ("/{a}/{proxy+}", "/1", {}),
]


@pytest.mark.parametrize(("template", "path", "found"), PATHS, ids=str)
def test_path_parameters(template: str, path: str, found: dict[str, str]) -> None:
    assert path_parameters(template, path) == found


def test_a_query_string_is_read_as_it_is_sent() -> None:
    asked = "/?b=1&a=%20&a=+&c=%zz&d&=e&%ff=%ff"
    request = Request("GET", "/", asked)

    assert request.path == "/"
    assert request.query == {
        "b": ["1"],
        "a": [" ", " "],
        "c": ["%zz"],
        "d": [""],
        "": ["e"],
        "\ufffd": ["\ufffd"],
    }


def test_a_query_string_alone_asks_for_the_resource() -> None:
    request = Request("GET", "/pets/{id}", "?a=1")

    assert (request.path, request.parameters) == ("/pets/{id}", {"id": "{id}"})
    assert request.query == {"a": ["1"]}


def test_half_a_surrogate_pair_is_no_fault() -> None:
    request = Request("GET", "/{id}", "/\ud800?\ud800=\ud800")

    assert request.parameters == {"id": "\ud800"}
    assert request.query == {"\ud800": ["\ud800"]}


def test_a_header_is_found_in_any_letter_case() -> None:
    request = Request("GET", "/", sent_headers={"Accept": ["a", "b"], "x": []})

    assert request.header("ACCEPT") == "b"
    assert request.header("x") == ""
    assert request.headers == {"Accept": ["a", "b"]}


def test_lists_of_headers_count_first() -> None:
    assert merged_headers({"a": "1", "B": "2"}, {"b": ["3", "4"]}) == {
        "a": ["1"],
        "b": ["3", "4"],
    }
