"""
What a run did, line by line in a file, so that the next one goes on where it stopped.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows has none
    fcntl = None  # type: ignore[assignment]  # there

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EQUAL, DIFFERENT, FAILED = "equal", "different", "failed"


@dataclass(frozen=True)
class Thing:
    """
    A resource that a run made.

    Args:
        kind: the name of its `Kind`.
        id: what deletes it.
        within: what else its deletion names, for instance a private domain name's id.
    """

    kind: str
    id: str
    within: dict[str, str] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Result:
    """
    What asking a case led to.

    Args:
        file: the case's file.
        case: the case's id.
        is_as: ``equal``, ``different`` or ``failed``.
        seen: what came, in the form of ``expected``, without ids and accounts.
        text: what else there is to say, for instance that a refusal changed something.
        date: the day on which it was asked, ``2026-01-31``.
        digest: tells the case from a later version of it.
    """

    file: str
    case: str
    is_as: str
    seen: Any
    text: str
    date: str
    digest: str


@dataclass(frozen=True)
class Where:
    """
    The account that is asked.
    """

    account: str
    region: str
    endpoint: str  # empty for AWS's own


class NoJournal(Exception):
    """
    A file holds something else.
    """


class Journal:
    """
    The file, and what it says.

    Attributes:
        where: None if the file is empty.
        run: the word of the run.
        things: what was made and not deleted, oldest first.
        doubts: what calls may have made that lost their answer and could bear no tag.
        results: by file and case.
        settings: the account's settings before a case changed them, None if none did.
        is_over: whether the last run came to its end.
    """

    def __init__(self, path: Path) -> None:
        """
        Read what the file says.

        Raises:
            NoJournal: it does not begin as a journal does.
        """
        self.path = path
        self.where: Where | None = None
        self.run = ""
        self.things: dict[Thing, None] = {}
        self.doubts: set[str] = set()
        self.results: dict[tuple[str, str], Result] = {}
        self.settings: dict[str, Any] | None = None
        self.is_over = False
        text = path.read_text("utf-8", "replace") if path.exists() else ""
        if text and not text.startswith('{"begun": {"where": '):
            raise NoJournal(f"{path} is no journal")
        self._is_torn = bool(text) and not text.endswith("\n")
        for line in text.splitlines():
            self._take(line)

    def _take(self, line: str) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            return  # the machine went down while it was written
        for name, value in event.items():
            getattr(self, f"_{name}")(value)

    def _write(self, **event: Any) -> None:
        before = "\n" if self._is_torn else ""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{before}{json.dumps(event)}\n")
            file.flush()
            os.fsync(file.fileno())
        self._is_torn = False
        self._take(json.dumps(event))

    # --- What happens -------------------------------------------------------------

    def begin(self, where: Where, run: str) -> None:
        """
        Begin a run. The results of earlier ones stay.
        """
        self._write(begun={"where": asdict(where), "run": run})

    def made(self, thing: Thing) -> None:
        self._write(thing=asdict(thing))

    def doubt(self, said: str) -> None:
        self._write(lost=said)

    def deleted(self, thing: Thing) -> None:
        if thing in self.things:
            self._write(gone=asdict(thing))

    def asked(self, result: Result) -> None:
        self._write(result=asdict(result))

    def changes_account(self, before: dict[str, Any]) -> None:
        """
        Note what the account's settings are before a run changes them.
        """
        self._write(settings_before=before)

    def restored_account(self) -> None:
        self._write(settings_before=None)

    def forget_results(self) -> None:
        if self.results:
            self._write(anew=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """
        Keep other runs away: they would delete what this one makes.

        Raises:
            BlockingIOError: another run uses the file.
        """
        with self.path.open("a", encoding="utf-8") as file:
            if fcntl:  # pragma: no branch  # Windows has none
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield

    def end(self) -> None:
        self._write(over=True)

    # --- What a line says ---------------------------------------------------------

    def _begun(self, said: dict[str, Any]) -> None:
        self.where, self.run = Where(**said["where"]), said["run"]
        self.is_over = False

    def _thing(self, said: dict[str, Any]) -> None:
        self.things[Thing(**said)] = None

    def _lost(self, said: str) -> None:
        self.doubts.add(said)

    def _gone(self, said: dict[str, Any]) -> None:
        self.things.pop(Thing(**said), None)

    def _result(self, said: dict[str, Any]) -> None:
        self.results[said["file"], said["case"]] = Result(**said)

    def _settings_before(self, said: dict[str, Any] | None) -> None:
        self.settings = said

    def _anew(self, _: bool) -> None:  # noqa: FBT001  # as the line has it
        self.results.clear()

    def _over(self, said: bool) -> None:  # noqa: FBT001  # as the line has it
        self.is_over = said
