"""
What an import reads of a document, and what it leaves out, as lines of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.listing import Answer, Line, answer_of, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.evidence import Evidence
    from apigw_mock.openapi.sentences import Finding
    from apigw_mock.refusal import Sentence


@dataclass(frozen=True)
class Construct:
    """
    One construct of a document.

    Args:
        path: where it stands, for instance ``paths.{path}.{method}.operationId``.
        becomes: what the import makes of it, in words.
        evidence: how that is known.
        otherwise: findings and refusals that there may be on it.
    """

    path: str
    becomes: str
    evidence: Evidence
    otherwise: tuple[type[Finding] | Sentence, ...] = ()


def lines_of(
    constructs: Iterable[Construct], service: str, operation: str, source: str
) -> Iterator[Line]:
    """
    Yield the lines of what the operation does with a document.

    Args:
        constructs: in the order of the list.
        service: boto3's name of it.
        operation: AWS's name of it, or several with commas between them.
        source: AWS's page on it.
    """
    for construct in constructs:
        path = construct.path
        yield Line(
            service=service,
            operation=operation,
            path=path,
            ops=(),
            accepts=construct.becomes,
            otherwise=tuple(map(_answer, construct.otherwise)),
            evidence=str(construct.evidence),
            source=source,
            takes_path=_taker(path),
        )


def _answer(said: type[Finding] | Sentence) -> Answer:
    if isinstance(said, type):
        shown = sample(said)
        return Answer(f"{said.listed}: {shown}", str(shown.evidence))
    shown_by = answer_of(sample(said.refusal), said.evidence)
    return shown_by._replace(text=shown_by.text.replace("\n\t", r"\n\t"))


def _taker(own: str) -> Callable[[str], bool]:
    return lambda path: path.lower() in own.lower()
