"""
Invented resources of REST APIs, for the engine's tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.patch import apply_patch
from apigw_mock.apigateway.rows import Facts, Operation, Row, Table
from apigw_mock.apigateway.values import Empty, Value
from apigw_mock.apigateway.wording import terse
from apigw_mock.evidence import inferred
from apigw_mock.refusal import ApigwError, Sentence

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document, Op

KNOWN = inferred("a test")
OF_PATHS = inferred("a test of paths")
OF_OPS = inferred("a test of ops")
TERSE = terse(OF_PATHS, OF_OPS)

CLEARED = Value(empty=Empty.CLEARS)


@dataclass(eq=False)
class Refused(ApigwError):
    """
    A toy's refusal.
    """

    sentence: str

    def __str__(self) -> str:
        return self.sentence


def says(text: str, **more: Any) -> Sentence:
    """
    Return the sentence *text*, with facts in place of its braces.
    """
    return Sentence(lambda *facts: Refused(text.format(*facts)), KNOWN, **more)


FILLED = Value(empty=Empty.REFUSED, nothing=says("{0} of {1} is empty"))


def row(path: str, ops: Op, value: Value | None = None, **more: Any) -> Row[Any]:
    return Row(path, ops, value or Value(), KNOWN, **more)


def toy(*rows: Row[Any], **more: Any) -> Table[Any]:
    return Table("Toy", "a test", rows, **{"wording": TERSE, **more})


def patched(
    table: Table[Any],
    document: Document,
    *operations: tuple[str | None, ...],
    facts: Facts | None = None,
) -> Document:
    """
    Return *document* after *operations*, each given as op, path, value and from.
    """
    sent = [Operation(*operation) for operation in operations]
    return apply_patch(document, sent, table, facts or Facts(), {})
