"""
What keeps a template from running without end.
"""

from __future__ import annotations

from dataclasses import dataclass

from apigw_mock.evidence import Evidence, documented, inferred

_OURS = inferred("a bound of ours: AWS ends a template too, it is not known where")


@dataclass(frozen=True)
class Bound:
    """
    How much there may be of something.

    Args:
        of: what is bounded, in words.
        most: the greatest number of it.
        beyond: what becomes of a template that exceeds it.
    """

    of: str
    most: int
    beyond: str
    evidence: Evidence


_FAILS = "the template fails"

ROUNDS = Bound(
    "rounds of a #foreach",
    1_000,
    "the loop ends",
    documented("developer guide, limits: iterations in a #foreach … #end loop"),
)
TEXT = Bound(
    "characters of the output, or of a text",
    10 * 1024 * 1024,
    _FAILS,
    inferred("developer guide, limits: payload size, 10 MB; AWS counts bytes"),
)
MACROS = Bound(
    "macros inside each other",
    20,
    _FAILS,
    inferred("Velocity 1.7: velocimacro.max.depth"),
)
BLOCKS = Bound(
    "times that a #define prints itself",
    2,
    "its reference prints as it stands",
    inferred("Velocity 1.7: directive.define.max.depth"),
)
NESTING = Bound("levels of a template", 100, _FAILS, _OURS)
DEPTH = Bound("levels of a value", 200, _FAILS, _OURS)
WORK = Bound("steps of a template", 1_000_000, _FAILS, _OURS)
DIGITS = Bound("digits of a number", 2_000, _FAILS, _OURS)
REGEX = Bound(
    "milliseconds of all regular expressions of a template", 1_000, _FAILS, _OURS
)

BOUNDS = (ROUNDS, TEXT, MACROS, BLOCKS, NESTING, DEPTH, WORK, DIGITS, REGEX)
