"""
The log of update calls: what was asked, what was there, what came of it.

The host notes each update in every open log, and in the journal, from which the
failure report takes the updates of a test. Of other calls it notes in the journal
those that are refused.
"""

from __future__ import annotations

import difflib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any, overload

from apigw_mock.locks import Lock
from apigw_mock.undo import undone_by

Document = dict[str, Any]
KEPT = 10_000  # updates in the log of a scope; a server keeps fewer
KEPT_IN_JOURNAL = 1_000
LEVELS = 50  # of maps and lists in one another; no call of AWS's has 10
UPDATES_PATH = "/moto-api/apigw-mock/updates"  # where a server shows its log
REPORT_PATH = "/moto-api/apigw-mock/report"  # and what the failure report says of it
_NEXT = ",\n "


class Absent(Enum):  # an enum's member is itself again when it was copied or pickled
    """
    Says that a place is not there, where None would say that it is null.
    """

    ABSENT = "absent"

    def __repr__(self) -> str:
        return self.value


absent = Absent.ABSENT


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
    One update call; in the failure report any other that was refused as well.

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
    page: str = ""

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """
        What the call changed: ``{path: (before, after)}``, None where there is none.

        The paths are JSON pointers without their first slash, for instance
        ``responseTemplates/application~1json``. Beside a null stands `absent` where
        there is none. Empty after a refusal.
        """
        return dict(_changes(self.before or {}, self.after or {}))

    def lines(self) -> Iterator[str]:
        """
        Yield the update as the failure report shows it.
        """
        yield printable(self._title())
        outcome = self._refused(self.refusal) if self.refusal else self._difference()
        for line in (*_asked(self.request), *outcome):
            yield f"  {printable(line)}"

    def _title(self) -> str:
        target = " ".join(f"{name}={value}" for name, value in self.target.items())
        return f"{self.operation}  {target}".rstrip()

    def _refused(self, refusal: Refusal) -> Iterator[str]:
        yield f"refused: {refusal}"
        if refusal.rule:
            yield f"by: {refusal.rule} ({refusal.evidence})"
        yield f"see: {self.page}"

    def _difference(self) -> Iterable[str]:
        before, after = (
            json.dumps(shown or {}, indent=2, sort_keys=True, default=repr).splitlines()
            for shown in (self.before, self.after)
        )
        difference = difflib.unified_diff(before, after, "before", "after", lineterm="")
        return list(difference) or ["nothing changed"]

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def __repr__(self) -> str:
        outcome = (
            f"refused: {self.refusal}" if self.refusal else self._changed_briefly()
        )
        return printable(f"<{self._title()}  {outcome}>")

    def _changed_briefly(self) -> str:
        changed = (
            f"{path}: {before!r} -> {after!r}"
            for path, (before, after) in self.changed.items()
        )
        return ", ".join(changed) or "nothing changed"

    def copy(self) -> Update:
        """
        Return an equal update whose documents are its own.
        """
        request, before, after = map(copied, (self.request, self.before, self.after))
        target = dict(self.target)
        return replace(self, target=target, request=request, before=before, after=after)


def copied(value: Any, levels: int = LEVELS) -> Any:
    """
    Return a copy of JSON; a map or list below so many *levels* is cut to ``"…"``.
    """
    if not isinstance(value, dict | list):
        return value
    if not levels:
        return "…"
    if isinstance(value, dict):
        return {name: copied(member, levels - 1) for name, member in value.items()}
    return [copied(member, levels - 1) for member in value]


def printable(text: str) -> str:
    """
    Return *text* as a terminal can show it, on one line.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def _changes(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """
    Yield each place that differs, by its JSON pointer, and what is there.
    """
    if before == after:
        return
    inner = _members(before, after)
    for name in inner:
        below = f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
        yield from _changes(_member(before, name), _member(after, name), below)
    if not inner:
        yield path[1:], (_beside(after, before), _beside(before, after))


def _members(before: Any, after: Any) -> Document:
    """
    Return the members to look into: those of two maps, or of one that came or went.
    """
    maps = [one for one in (before, after) if one is not absent]
    if not all(isinstance(one, dict) for one in maps):
        return {}
    return {name: None for one in maps for name in one}


def _member(value: Any, name: str) -> Any:
    return absent if value is absent else value.get(name, absent)


def _beside(other: Any, value: Any) -> Any:
    """
    Return *value*, None for what is absent: `absent` itself beside a null alone.
    """
    return None if value is absent and other is not None else value


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=repr)


def _asked(request: Document) -> Iterator[str]:
    """
    Yield a line for each operation of a patch, or for each setting sent.
    """
    for operation in request.get("patchOperations") or ():
        yield _shown(operation)
    for name, value in request.items():
        if name != "patchOperations":
            yield f"{name} = {_shown(value)}"


class Updates(Sequence[Update]):
    """
    The update calls of one scope, in order; the newest 10,000 are kept.

    Equal to a list of the same updates. ``repr()`` has a line for each, ``str()`` all
    that the failure report shows.

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

    def __iter__(self) -> Iterator[Update]:
        return iter(self[:])  # as they are now

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Updates | list):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # it grows

    def __repr__(self) -> str:
        return f"[{_NEXT.join(map(repr, self))}]"

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or "no updates"

    def clear(self) -> None:
        """
        Forget all updates.
        """
        self._items.clear()

    def note(self, update: Update) -> None:
        """
        Add *update*, and forget the oldest where the log is full.
        """
        self._items.append(update)

    def as_json(self) -> list[Document]:
        """
        Return the updates as JSON has them; `from_json` reads them.
        """
        return [asdict(update) for update in self]

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
_journal: deque[tuple[int, Update]] = deque(maxlen=KEPT_IN_JOURNAL)
_count = 0


@contextmanager
def logging_to(log: Updates) -> Iterator[None]:
    """
    Note every update in *log* while the context is open.
    """
    with undone_by(lambda: close_log(log)):
        open_log(log)
        yield


def open_log(log: Updates) -> None:
    """
    Note every update in *log* from now on.
    """
    with _lock:
        _open.append(log)


def close_log(log: Updates) -> None:
    """
    Note no more in *log*.
    """
    with _lock:  # by identity: two empty logs are equal
        _open[:] = [one for one in _open if one is not log]


def record(update: Update) -> None:
    """
    Note *update* in the journal, and a copy in every open log: that is its user's.
    """
    with _lock:
        show(update)
        for log in tuple(_open):
            log.note(update.copy())


def show(call: Update) -> None:
    """
    Note *call* in the journal alone.
    """
    global _count  # noqa: PLW0603  # numbers the journal
    with _lock:
        _count += 1
        _journal.append((_count, call))


def number_of_newest() -> int:
    """
    Return the number of the newest call in the journal, 0 for none.
    """
    return _count


def report_since(number: int) -> str:
    """
    Return what the failure report says of the calls after the one with *number*.

    Empty where there were none. The journal's newest 1,000 are shown.
    """
    with _lock:
        count = _count - number
        shown = [update for own, update in list(_journal) if own > number]
    lost = [f"({count - len(shown)} earlier calls)"] if count > len(shown) else []
    return "\n".join([*lost, *map(str, shown)])
