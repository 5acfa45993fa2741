"""
The value ``$input`` of a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.evidence import documented, recorded
from apigw_mock.velocity import jsonsmart
from apigw_mock.velocity.faults import PayloadFault
from apigw_mock.velocity.methods.rows import TEXT, Method, Methods
from apigw_mock.velocity.paths import MISSING, parse
from apigw_mock.velocity.printing import json_of
from apigw_mock.velocity.values import Special, Value

if TYPE_CHECKING:
    from apigw_mock.velocity.inputs import Inputs
    from apigw_mock.velocity.work import Work

_EMPTY = "{}"  # what an empty body reads as
_JSON = ("{", "[", '"')  # what a body that is read as JSON begins with
_FILTER = 500  # steps to parse a filter
_NO_DOCUMENT = object()


class Payload(Special):
    """
    The value ``$input``.

    The body is read once: what a template changes in it stays changed.
    """

    def __init__(self, inputs: Inputs) -> None:
        self.body = inputs.body or _EMPTY
        self.parameters: dict[str, dict[str, Value]] = {
            "path": dict(inputs.path),
            "querystring": dict(inputs.querystring),
            "header": dict(inputs.header),
        }
        self._document: Value = _NO_DOCUMENT

    def text(self) -> str:
        return ""

    def document(self, work: Work) -> Value:
        """
        Return the value of the body; its text if it is not JSON.

        Raises:
            PayloadFault: it begins as JSON does, but it is broken.
        """
        if self._document is _NO_DOCUMENT:
            self._document = self._read(work)
        return self._document

    def _read(self, work: Work) -> Value:
        work.spend(len(self.body) // 64)
        if not self.body.lstrip().startswith(_JSON):
            return self.body
        try:
            return jsonsmart.read(self.body)
        except jsonsmart.NotJson as error:
            raise PayloadFault(f"Could not process payload: {error}") from None


def find(work: Work, value: Payload, path: str) -> Value:
    """
    Return what a path leads to, or `MISSING`.
    """
    if path == "$":
        return value.document(work)
    work.spend(len(path) + _FILTER * path.count("?"))
    return parse(path).find(value.document(work), work)


def path_of(work: Work, value: Payload, path: str) -> Value:
    found = find(work, value, path)
    return None if found is MISSING else found


def json_at(work: Work, value: Payload, path: str) -> str:
    found = find(work, value, path)
    text = '""' if found is MISSING else json_of(found, work)
    return work.spend_on(text)


def parameter(value: Payload, name: str) -> Value:
    """
    Return a parameter of the path, the query string or the headers.
    """
    for parameters in value.parameters.values():
        if name in parameters:
            return parameters[name]
    return ""


_REFERENCE = "API Gateway's reference of mapping templates"
_RECORDED = recorded("LocalStack's tests of apigateway: test_apigateway_common")

INPUT = Methods(
    "$input",
    (
        Method("getBody", (), lambda value: value.body, _RECORDED),
        Method("json", (TEXT,), json_at, _RECORDED, counts=True),
        Method(
            "params",
            (),
            lambda value: value.parameters,
            documented(f"{_REFERENCE}, $input.params()"),
        ),
        Method(
            "params", (TEXT,), parameter, documented(f"{_REFERENCE}, $input.params(x)")
        ),
        Method("path", (TEXT,), path_of, _RECORDED, counts=True),
    ),
    {"body": "getBody"},
)
