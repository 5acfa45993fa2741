"""
The log of update calls: what was asked, what was there, what came of it.

The host notes each update in every open log, and in the journal, from which the
failure report takes the updates of a test.
"""

from __future__ import annotations

import difflib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import Any, overload

Document = dict[str, Any]
KEPT = 10_000  # updates in one log; a server runs for long


@dataclass(frozen=True)
class Refusal:
    """
    AWS's answer to an update that it refuses, and the row that says so.

    Args:
        code: for instance ``BadRequestException``.
        status: the HTTP status.
        message: AWS's sentence.
        rule: the row or rule that refused, empty where the model did or nothing was
            found.
        evidence: how the rule is known.
    """

    code: str
    status: int
    message: str
    rule: str = ""
    evidence: str = ""

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"


@dataclass(frozen=True)
class Update:
    """
    One update call.

    Args:
        operation: AWS's name of it, for instance ``UpdateIntegrationResponse``.
        target: the identifiers that it names, as boto3's arguments.
        request: the rest of what was sent, as boto3's arguments.
        before: the resource before the call, None where there was none.
        after: the resource after the call; after a refusal it is *before*.
        refusal: None for a call that was accepted.
        page: AWS's page on what the operation takes.
    """

    operation: str
    target: dict[str, str]
    request: Document
    before: Document | None
    after: Document | None
    refusal: Refusal | None = None
    page: str = field(default="", repr=False)

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """
        What the call changed: ``{path: (before, after)}``, None where there is none.

        The paths are JSON pointers without their first slash, for instance
        ``responseTemplates/application~1json``.
        """
        before, after = _leaves(self.before or {}), _leaves(self.after or {})
        return {
            path: (before.get(path), after.get(path))
            for path in {**before, **after}
            if before.get(path) != after.get(path)
            or (path in before) != (path in after)
        }

    def lines(self) -> Iterator[str]:
        """
        Yield the update as the failure report shows it.
        """
        target = " ".join(f"{name}={value}" for name, value in self.target.items())
        yield f"{self.operation}  {target}"
        yield from (f"  {line}" for line in _asked(self.request))
        if self.refusal:
            yield from (f"  {line}" for line in self._refused(self.refusal))
        else:
            yield from (f"  {line}" for line in self._difference())

    def _refused(self, refusal: Refusal) -> Iterator[str]:
        yield f"refused: {refusal}"
        if refusal.rule:
            yield f"by: {refusal.rule} ({refusal.evidence})"
        yield f"see: {self.page}"

    def _difference(self) -> Iterable[str]:
        before, after = (
            json.dumps(document or {}, indent=2, sort_keys=True).splitlines()
            for document in (self.before, self.after)
        )
        difference = difflib.unified_diff(before, after, "before", "after", lineterm="")
        return list(difference) or ["nothing changed"]

    def __str__(self) -> str:
        return "\n".join(self.lines())


def _leaves(value: Any, path: str = "") -> Document:
    """
    Return each value that is no map by its JSON pointer.
    """
    if not isinstance(value, dict):
        return {path[1:]: value}
    return {
        leaf: item
        for key, below in value.items()
        for leaf, item in _leaves(
            below, f"{path}/{key.replace('~', '~0').replace('/', '~1')}"
        ).items()
    }


def _asked(request: Document) -> Iterator[str]:
    """
    Yield a line for each operation of a patch, or for each setting sent.
    """
    for operation in request.get("patchOperations") or ():
        yield json.dumps(operation, ensure_ascii=False)
    for name, value in request.items():
        if name != "patchOperations":
            yield f"{name} = {json.dumps(value, ensure_ascii=False)}"


class Updates(Sequence[Update]):
    """
    The update calls of one scope, in order; the newest 10,000 are kept.

    Args:
        kept: how many, where it is another number.
    """

    def __init__(self, *, kept: int = KEPT) -> None:
        self._items: deque[Update] = deque(maxlen=kept)

    @overload
    def __getitem__(self, index: int) -> Update: ...

    @overload
    def __getitem__(self, index: slice) -> list[Update]: ...

    def __getitem__(self, index: int | slice) -> Update | list[Update]:
        return list(self._items)[index]

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return "\n".join(map(str, self._items)) or "no updates"

    def clear(self) -> None:
        self._items.clear()

    def note(self, update: Update) -> None:
        self._items.append(update)

    def as_json(self) -> list[Document]:
        """
        Return the updates as JSON has them; `from_json` reads them.
        """
        return [asdict(update) for update in self[:]]

    @classmethod
    def from_json(cls, items: Iterable[Document]) -> Updates:
        """
        Return a log of what `as_json` returned elsewhere.
        """
        log = cls()
        for item in items:
            refusal = item["refusal"] and Refusal(**item["refusal"])
            log.note(Update(**{**item, "refusal": refusal}))
        return log


_lock = Lock()
_open: list[Updates] = []
_journal: deque[tuple[int, Update]] = deque(maxlen=1_000)
_count = 0


@contextmanager
def logging_to(log: Updates) -> Iterator[None]:
    """
    Note every update in *log* while the context is open.
    """
    with _lock:
        _open.append(log)
    try:
        yield
    finally:
        with _lock:  # by identity: two empty logs are equal to nobody but themselves
            _open[:] = [one for one in _open if one is not log]


def record(update: Update) -> None:
    """
    Note *update* in the journal and in every open log.
    """
    global _count  # noqa: PLW0603  # numbers the journal
    with _lock:
        _count += 1
        _journal.append((_count, update))
        for log in _open:
            log.note(update)


def number_of_newest() -> int:
    """
    Return the number of the newest update in the journal, 0 for none.
    """
    return _count


def newer_than(number: int) -> list[Update]:
    """
    Return the journal's updates after the one with this *number*.
    """
    with _lock:
        return [update for count, update in _journal if count > number]
