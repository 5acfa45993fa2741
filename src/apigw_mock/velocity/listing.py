"""
The language as rows of the list of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.velocity.bounds import BOUNDS
from apigw_mock.velocity.dispatch import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.evidence import Evidence
    from apigw_mock.velocity.methods.rows import Method


class Row(NamedTuple):
    """
    One fact about templates.

    Args:
        table: what the fact is about.
        name: of the fact in it.
        says: what API Gateway does.
        evidence: how that is known.
    """

    table: str
    name: str
    says: str
    evidence: Evidence


_VELOCITY = inferred("Velocity 1.7, which prints every recorded template as AWS did")
_FORMATS = recorded("localstack test_apigateway_common, formatting of paths and bodies")
_CAPTURES = reported("two captures of the console's passthrough template, with blanks")
_SMART = inferred("json-smart 2.3, by its own errors that AWS showed")

FACTS = (
    Row("language", "nothing", "unknown names, null: the empty text", _FORMATS),
    Row("language", "truth", "all but false is true, also nothing", _VELOCITY),
    Row(
        "language",
        "literals and sums as conditions",
        "false",
        _VELOCITY,
    ),
    Row(
        "language",
        "equality",
        "numbers by value, other types that differ by their text",
        _VELOCITY,
    ),
    Row(
        "language",
        "arithmetic",
        "of integers without fraction; what has no result leaves the old value",
        _VELOCITY,
    ),
    Row("language", "a JSON object", "prints {a=b, c=d}", _FORMATS),
    Row("language", "a JSON array", 'prints ["a",1]', _FORMATS),
    Row("language", "other lists", "print [a, 1]", _VELOCITY),
    Row(
        "language",
        "#set, #if, #foreach, #define, #macro",
        "take the rest of their line",
        _CAPTURES,
    ),
    Row("language", "#set", "takes blanks before it, after a token", _CAPTURES),
    Row("language", "#define", "is rendered where it is printed", _VELOCITY),
    Row("language", "#macro", "evaluates an argument at each use", _VELOCITY),
    Row("language", "#evaluate, #stop, #break, #literal", "work", _VELOCITY),
    Row("language", "#parse, #include", "fail: there is nothing to read", _VELOCITY),
    Row("language", ".class", "is unknown", inferred("no value has Java's classes")),
    Row(
        "language",
        "the body as JSON",
        "if it begins with {, [ or a double quote; an empty one is {}",
        _FORMATS,
    ),
    Row("language", "lenient JSON", "quotes may lack, commas may be many", _SMART),
    Row(
        "language",
        "paths",
        "Jayway's; several results give a list",
        inferred("Jayway JsonPath, which agrees with every recorded path"),
    ),
    Row(
        "language",
        "$context",
        "keys in a HashMap's order; its maps print nothing",
        recorded("localstack, $context of an SQS integration"),
    ),
    Row(
        "language",
        "one document",
        "what a template sets in $input.path shows in $input.json",
        reported("published templates that rely on it"),
    ),
    Row(
        "language",
        "$foreach.hasNext",
        "is there in loops",
        documented("developer guide, models and mapping templates"),
    ),
)


def rows() -> Iterator[Row]:
    """
    Yield the facts, the methods of each type, and the bounds.
    """
    yield from FACTS
    for methods in TABLES.values():
        for evidence in dict.fromkeys(row.evidence for row in methods.rows):
            said = (_signature(row) for row in methods.rows if row.evidence == evidence)
            yield Row("methods", methods.of, ", ".join(said), evidence)
    for bound in BOUNDS:
        said_of_bound = f"{bound.most:,} at most; beyond: {bound.beyond}"
        yield Row("bound", bound.of, said_of_bound, bound.evidence)


def _signature(method: Method) -> str:
    return f"{method.name}({', '.join(kind.name for kind in method.takes)})"
