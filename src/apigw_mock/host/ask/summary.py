"""
What came of asking, by operation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from apigw_mock.host.ask.journal import DIFFERENT, EQUAL, FAILED
from apigw_mock.host.ask.plan import left_out_of, operation_of, reasons_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apigw_mock.host.ask.cases import Case, Folder
    from apigw_mock.host.ask.journal import Result
    from apigw_mock.host.ask.plan import Plan

_COLUMNS = ("asked", EQUAL, DIFFERENT, FAILED, "not asked")


def text_of(
    plan: Plan, results: Mapping[tuple[str, str], Result], folder: Folder
) -> Iterator[str]:
    """
    Yield the lines of the summary. Below an operation is why cases are left out.

    Args:
        plan: the cases that were to be asked, and the others.
        results: by file and case. A case without one was not asked.
        folder: where the cases are.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    left_out: dict[str, list[tuple[Case, str]]] = defaultdict(list)
    for case in plan.asked:
        result = results.get((case.file, str(case)))
        outcome = ["asked", result.is_as] if result else ["not asked"]
        counts[operation_of(case, folder)].update(outcome)
    for case, reason in plan.left_out:
        operation = operation_of(case, folder)
        counts[operation]["not asked"] += 1
        left_out[operation].append((case, reason))
    yield f"{'operation':44}{''.join(f'{name:>11}' for name in _COLUMNS)}"
    for operation, counted in sorted(counts.items()):
        yield _row(operation, counted)
        yield from reasons_of(left_out[operation])
    yield _row("all", sum(counts.values(), Counter()))
    yield from left_out_of(plan.left_out)


def _row(name: str, counted: Counter[str]) -> str:
    return f"{name:44}{''.join(f'{counted[one]:11}' for one in _COLUMNS)}"


def details_of(plan: Plan, results: Mapping[tuple[str, str], Result]) -> Iterator[str]:
    """
    Yield what differs or failed, a case at a time.
    """
    for case in plan.asked:
        result = results.get((case.file, str(case)))
        if result is None or result.is_as == EQUAL:
            continue
        yield f"{case.file}: {case}: {result.is_as}"
        if result.is_as == DIFFERENT:
            yield f"  expected {case.expected}"
        if result.seen is not None:
            yield f"  seen     {result.seen}"
        if result.text:
            yield f"  {result.text}"
