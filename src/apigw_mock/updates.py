"""
The log of update calls: each request, the resource before it and the result.

The host notes each update in every open log and in the journal. The failure report
takes the calls of a test from the journal, which also has refused calls of other kinds
and test invocations.
Logs and journal are bounded, and say what they dropped or cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, overload

from apigw_mock.bounded import Newest, cut, shortened, size_of
from apigw_mock.locks import Lock, computed_once
from apigw_mock.report import REPORT, UNJUDGED, lines_of, printable, title_of
from apigw_mock.undo import undone_by

if TYPE_CHECKING:
    from apigw_mock.report import ReportLine

Document = dict[str, Any]
# The bounds of a scope's log, in updates and bytes. Those of a server are lower.
KEPT = 10_000
LIMIT = 256 * 2**20
KEPT_IN_JOURNAL = 1_000
JOURNAL_LIMIT = 16 * 2**20  # bytes
SHARE = 8  # an update that needs more than an eighth of a log is cut
LEVELS = 50  # of nesting; no AWS call has 10
_NESTED = (dict, list)
UPDATES_PATH = "/apigw-mock/updates"  # where a server shows its log
REPORT_PATH = "/apigw-mock/report"  # where it shows its failure report
HEALTH_PATH = "/apigw-mock/health"  # where it says that it is up
CALLS_PATH = "/apigw-mock/calls"  # where it shows the journal, as records
LINES_PATH = "/apigw-mock/lines"  # where it shows the journal, as the report's lines
DROPPED_HEADER = "X-Apigw-Mock-Dropped"  # how many updates its log has dropped
_NEXT = ",\n "


class Absent(Enum):  # an enum's member keeps its identity when copied or pickled
    """
    Marks a place that does not exist, where None would mean null.
    """

    ABSENT = "absent"

    def __repr__(self) -> str:
        return self.value


absent = Absent.ABSENT


@dataclass(frozen=True)
class Refusal:
    """
    AWS's refusal of a call, and the row that it comes from.

    Args:
        code: for instance ``BadRequestException``.
        status: the HTTP status.
        message: AWS's sentence.
        rule: the row or rule that refused. Empty for a path that no row has.
        evidence: how we know that AWS answers so.
        at: the line of the user's code that made the call, for instance
            ``deploy.py:41 in open_cors``. Empty if another process made it.
        accepts: what the row or rule accepts, in the words of ``apigw-mock rules``.
        remedy: what to change, if that is plain.
        parts: what AWS refused of what was sent: the positions of patch operations, or
            the names of settings. Empty if it is neither.
    """

    code: str
    status: int
    message: str
    rule: str = ""
    evidence: str = ""
    at: str = ""
    accepts: str = ""
    remedy: str = ""
    parts: tuple[int | str, ...] = ()

    @classmethod
    def from_json(cls, item: Document) -> Refusal:
        """
        Return the refusal that was sent as JSON, which has no tuples.
        """
        return cls(**{**item, "parts": tuple(item["parts"])})

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"

    def shortened(self) -> Refusal:
        """
        Return the refusal without the ends of long texts.
        """
        said = map(shortened, (self.message, self.accepts, self.remedy))
        message, accepts, remedy = said
        return replace(self, message=message, accepts=accepts, remedy=remedy)


@dataclass(frozen=True)
class Update:
    """
    One update call. In the failure report, also a refused call of another kind.

    Args:
        operation: AWS's name of it, for instance ``UpdateIntegrationResponse``.
        target: the identifiers that it names, as boto3's arguments.
        request: the rest of what was sent, as boto3's arguments.
        before: the resource before the call, or None if there was none.
        after: the resource after the call. After a refusal it equals *before*.
        refusal: None if the call was accepted.
        page: AWS's page on what the operation takes.
        is_cut: whether it was too long for the log. Then its long texts end in
            ``… (… more characters, checksum …)``. Different texts remain different.
        judged: whether a table judged the call. If not, moto answered it by itself, and
            the log has neither *before* nor *after*.
    """

    operation: str
    target: dict[str, str]
    request: Document
    before: Document | None
    after: Document | None
    refusal: Refusal | None = None
    page: str = ""
    is_cut: bool = False
    judged: bool = True

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """
        What the call changed, as ``{path: (before, after)}``. Empty after a refusal.

        The paths are JSON pointers without their first slash, for instance
        ``responseTemplates/application~1json``. None stands for a place that does not
        exist. If the other side is null, `absent` stands for it.
        """
        return dict(_changes(self.before or {}, self.after or {}))

    def record(self) -> Document:
        """
        Return the update as plain data, with the documents themselves, not copies.
        """
        record = _members_of(self)
        return {**record, "refusal": self.refusal and _members_of(self.refusal)}

    def __str__(self) -> str:
        return "\n".join(line.text for line in lines_of(self.record()))

    def __repr__(self) -> str:
        outcome = f"refused: {self.refusal}" if self.refusal else self._briefly()
        return printable(f"<{shortened(f'{title_of(self.record())}  {outcome}')}>")

    def _briefly(self) -> str:
        if not self.judged:
            return UNJUDGED
        changed = (
            f"{path}: {before!r} -> {after!r}"
            for path, (before, after) in self.changed.items()
        )
        return ", ".join(changed) or "nothing changed"

    def copy(self) -> Update:
        """
        Return an equal update with its own copies of the documents.
        """
        request, before, after = map(copied, (self.request, self.before, self.after))
        target = dict(self.target)
        parts: Document = {"before": before, "after": after}
        copy = replace(self, target=target, request=request, **parts)
        vars(copy)["size"] = self.size  # to compute it takes as long as to copy
        return copy

    @computed_once
    def size(self) -> int:
        """
        How many bytes the update takes in memory.
        """
        texts = asdict(self.refusal) if self.refusal else {}
        return size_of(self.target, self.request, self.before, self.after, texts)

    def within(self, limit: int) -> Update:
        """
        Return the update, cut if it takes more than *limit* bytes.
        """
        if self.size <= limit:
            return self
        names = ("target", "request", "before", "after")
        parts = {name: cut(getattr(self, name), limit // len(names)) for name in names}
        refusal = self.refusal and self.refusal.shortened()
        return replace(self, **parts, refusal=refusal, is_cut=True)


class Entry(Protocol):
    """
    A call in the journal, for the failure report.
    """

    @property
    def size(self) -> int:
        """
        How many bytes it takes in memory.
        """

    def within(self, limit: int) -> Entry:
        """
        Return it, cut if it takes more than *limit* bytes.
        """

    def record(self) -> Document:
        """
        Return it as plain data, for `apigw_mock.report`.
        """


def _members_of(item: Any) -> Document:
    return {one.name: getattr(item, one.name) for one in fields(item)}


def copied(value: Any, levels: int = LEVELS) -> Any:
    """
    Return a copy of JSON. Maps and lists nested deeper than *levels* become ``"…"``.
    """
    if not isinstance(value, _NESTED):
        return value
    if not levels:
        return "…"
    below = levels - 1
    if isinstance(value, dict):
        return {
            name: copied(member, below) if isinstance(member, _NESTED) else member
            for name, member in value.items()
        }
    return [copied(member, below) for member in value]


def _changes(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """
    Yield the JSON pointer of each place that differs, with both values.
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
    Return the members to compare: those of two maps, or of one that came or went.
    """
    maps = [one for one in (before, after) if one is not absent]
    if not all(isinstance(one, dict) for one in maps):
        return {}
    return {name: None for one in maps for name in one}


def _member(value: Any, name: str) -> Any:
    return absent if value is absent else value.get(name, absent)


def _beside(other: Any, value: Any) -> Any:
    """
    Return *value*; for `absent` None, unless the *other* value is null.
    """
    return None if value is absent and other is not None else value


class Updates(Sequence[Update]):
    """
    The update calls of one scope, in order.

    A scope keeps the newest 10,000, up to 256 MB together; one above 32 MB is cut. A
    server keeps the newest 1,000, up to 64 MB together; one above 8 MB is cut.

    It equals a list of the same updates. ``repr()`` has a line for each, ``str()`` is
    the text of the failure report.

    Args:
        kept: the greatest number of updates.
        limit: the greatest size of all together, in bytes.
        dropped: how many were dropped elsewhere before these.
    """

    def __init__(
        self, *, kept: int = KEPT, limit: int = LIMIT, dropped: int = 0
    ) -> None:
        self._items: Newest[Update] = Newest(kept=kept, limit=limit)
        self._items.dropped = dropped

    @property
    def dropped(self) -> int:
        """
        How many old updates the log has dropped because there were too many.
        """
        return self._items.dropped

    @overload
    def __getitem__(self, index: int) -> Update: ...

    @overload
    def __getitem__(self, index: slice) -> list[Update]: ...

    def __getitem__(self, index: int | slice) -> Update | list[Update]:
        return list(self._items)[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Update]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Updates | list):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # it grows

    def __repr__(self) -> str:
        return f"[{_NEXT.join((*self._said(), *map(repr, self)))}]"

    def __str__(self) -> str:
        return "\n".join((*self._said(), *map(str, self))) or "no updates"

    def _said(self) -> Iterator[str]:
        if self.dropped:
            yield f"({self.dropped:,} earlier updates were dropped)"

    def clear(self) -> None:
        """
        Forget all updates.
        """
        with _lock:
            self._items.clear()

    def note(self, update: Update) -> None:
        """
        Add *update*, and forget the oldest ones if the log is full.
        """
        kept = update.within(self._items.limit // SHARE)
        self._items.append(kept, kept.size)

    def as_json(self) -> list[Document]:
        """
        Return the updates as JSON, for `from_json`.
        """
        return [asdict(update) for update in self]

    @classmethod
    def from_json(cls, items: Iterable[Document], *, dropped: int = 0) -> Updates:
        """
        Return a log of updates from `as_json` of another process.
        """
        log = cls(dropped=dropped)
        for item in items:
            refusal = item["refusal"] and Refusal.from_json(item["refusal"])
            log.note(Update(**{**item, "refusal": refusal}))
        return log


def json_pieces(calls: Iterable[Entry]) -> Iterator[str]:
    """
    Yield calls as JSON, in pieces, because all of it may be long.

    Of updates it is the text of `Updates.as_json`.
    """
    yield "["
    for place, call in enumerate(calls):
        yield f"{',' if place else ''}{json.dumps(call.record())}"
    yield "]"


_lock = Lock()
_open: list[Updates] = []
_journal: Newest[tuple[int, Entry]] = Newest(kept=KEPT_IN_JOURNAL, limit=JOURNAL_LIMIT)
_count = 0
_forgotten = 0  # the number of the newest call that was forgotten


@contextmanager
def logging_to(log: Updates) -> Iterator[None]:
    """
    Note every update in *log* while the context is open.
    """
    with undone_by(lambda: _close(log)):
        with _lock:
            _open.append(log)
        yield


def _close(log: Updates) -> None:
    with _lock:  # compare by identity, since two empty logs are equal
        _open[:] = [one for one in _open if one is not log]


def record(update: Update) -> None:
    """
    Note *update* in the journal, and a copy in every open log, which users may modify.
    """
    with _lock:
        show(update)
        for log in tuple(_open):
            log.note(update.copy())


def show(call: Entry) -> None:
    """
    Note *call* only in the journal.
    """
    global _count  # noqa: PLW0603  # numbers the journal
    with _lock:
        _count += 1
        kept = call.within(_journal.limit // SHARE)
        _journal.append((_count, kept), kept.size)


def forget() -> None:
    """
    Forget the journal.
    """
    global _forgotten  # noqa: PLW0603  # as above
    with _lock:
        _forgotten = _count
        _journal.clear()


def number_of_newest() -> int:
    """
    Return the number of the newest call in the journal, or 0 if there is none.
    """
    return _count


class Shown(NamedTuple):
    """
    One call of the journal, and the failure report's lines on it.
    """

    number: int
    call: Entry
    lines: list[ReportLine]


class Report(NamedTuple):
    """
    The newest calls in the journal, up to 1,000,000 characters together.

    Args:
        shown: the calls, newest first.
        newest: the number of the newest call that there was.
        left_out: how many earlier calls there were.
        forgotten: the number of the newest call that was forgotten. It changes only
            if calls are.
    """

    shown: list[Shown]
    newest: int
    left_out: int
    forgotten: int

    def __str__(self) -> str:
        lost = [f"({self.left_out} earlier calls)"] if self.left_out else []
        calls = ("\n".join(line.text for line in one.lines) for one in self.shown)
        return "\n".join([*lost, *reversed([*calls])])


def report_since(number: int) -> str:
    """
    Return the failure report's text on the calls after the one with *number*.

    Empty if there were none.
    """
    return str(shown_since(number))


def shown_since(number: int) -> Report:
    """
    Return the failure report on the calls after the one with *number*.
    """
    calls, newest, forgotten = _calls_since(number)
    shown = list(_newest(calls, REPORT))
    left_out = newest - max(number, forgotten) - len(shown)
    return Report(shown, newest, max(left_out, 0), forgotten)


def kept_calls() -> list[Entry]:
    """
    Return the calls in the journal, oldest first.
    """
    return [call for _, call in _calls_since(0)[0]]


def _calls_since(number: int) -> tuple[list[tuple[int, Entry]], int, int]:
    """
    Return the calls after the one with *number*, the newest number and `_forgotten`.
    """
    with _lock:
        return [one for one in _journal if one[0] > number], _count, _forgotten


def _newest(calls: list[tuple[int, Entry]], limit: int) -> Iterator[Shown]:
    """
    Yield calls with their lines, newest first, up to *limit* characters together.
    """
    for number, call in reversed(calls):
        lines = list(lines_of(call.record()))
        limit -= sum(len(line.text) + 1 for line in lines)
        if limit < 0:
            return
        yield Shown(number, call, lines)
