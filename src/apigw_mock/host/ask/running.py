"""
Asks cases one after the other, and cleans up in the end, whatever comes between.
"""

from __future__ import annotations

import re
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from apigw_mock.host.ask import kinds
from apigw_mock.host.ask.account import CannotGoOn, NoAnswer
from apigw_mock.host.ask.journal import DIFFERENT, EQUAL, FAILED, Result
from apigw_mock.host.ask.needs import digest
from apigw_mock.host.ask.player import SetUpFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from apigw_mock.host.ask.account import AskingAccount
    from apigw_mock.host.ask.cases import Case, Folder
    from apigw_mock.host.ask.cleanup import CleanUp
    from apigw_mock.host.ask.journal import Journal
    from apigw_mock.host.ask.names import Names

IN_A_ROW = 5  # cases that get no answer, before a run gives up
# Windows has no SIGHUP, which comes when a terminal is closed.
ENDING = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
DELETING = "Deleting what the run made. A second Ctrl-C would leave it."
OWN_TAG = "its map of tags aside"
_SHORT, _LONG = 6, 10  # characters of a value that can only be an identifier


class Stopped(BaseException):
    """
    The contributor wants the run to end.
    """


class Stop:
    """
    Notes that a signal came. The run ends before its next call, never within one.
    """

    def __init__(self) -> None:
        self.is_wanted = self.is_cleaning = False

    def check(self) -> None:
        if self.is_wanted and not self.is_cleaning:
            raise Stopped

    def want(self, *_: Any) -> None:
        """
        Take note of a signal. The second one ends the process at once.
        """
        if self.is_wanted:
            raise KeyboardInterrupt
        self.is_wanted = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        heard = [one for one in ENDING if signal.getsignal(one) != signal.SIG_IGN]
        before = {number: signal.signal(number, self.want) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def unasked(cases: Iterable[Case], journal: Journal, folder: Folder) -> list[Case]:
    """
    Return the cases to which AWS has not answered, as they are now.
    """

    def is_asked(case: Case) -> bool:
        result = journal.results.get((case.file, str(case)))
        current = digest(case, folder)
        return bool(result and result.is_as != FAILED and result.digest == current)

    return [case for case in cases if not is_asked(case)]


class Run:
    """
    One run.
    """

    def __init__(
        self,
        account: AskingAccount,
        cleanup: CleanUp,
        stop: Stop,
        *,
        today: str,
        say: Callable[[str], None],
    ) -> None:
        self._account, self._cleanup, self._stop = account, cleanup, stop
        self._journal, self._folder = account.journal, account.folder
        self._today, self._say = today, say

    def run(self, cases: Iterable[Case], services: Collection[str]) -> None:
        """
        Ask what was not asked before, then delete what was made.

        Raises:
            Stopped: a signal came.
            CannotGoOn: no further call can succeed.
        """
        self._account.remove = self._cleanup.remove
        try:
            self._cleanup.remove_known()
            self._ask_all(unasked(cases, self._journal, self._folder))
        finally:
            self._stop.is_cleaning = True
            self._cleanup.say(DELETING)
            self.clean(services)
        self._journal.end()

    def _ask_all(self, cases: list[Case]) -> None:
        failed = 0
        for number, case in enumerate(cases, 1):
            result = self.ask(case)
            self._journal.asked(result)
            failed = failed + 1 if result.text.startswith(NO_ANSWER) else 0
            said = f"{case.file}: {case}: {result.is_as}"
            self._say(f"[{number}/{len(cases)}] {said} {result.text}".rstrip())
            if failed == IN_A_ROW:
                raise CannotGoOn(f"{IN_A_ROW} cases in a row got no answer.")

    def clean(self, services: Collection[str]) -> None:
        """
        Delete what this run made: what the journal knows, and what bears its mark.
        """
        self._cleanup.restore_account()
        self._cleanup.remove_known()
        for thing in self._cleanup.found(services, self._journal.run):
            self._cleanup.remove(thing)

    # --- One case -----------------------------------------------------------------

    def ask(self, case: Case) -> Result:
        """
        Return what asking a case leads to.
        """
        is_as, seen, text = self._outcome(case)
        names = self._account.names_of_last
        shown = generalised(kinds.resolved(seen, case.expected), names)
        return Result(
            file=case.file,
            case=str(case),
            is_as=is_as,
            seen=None if is_as == EQUAL else shown,
            text=generalised(text, names),
            date=self._today,
            digest=digest(case, self._folder),
        )

    def _outcome(self, case: Case) -> tuple[str, Any, str]:
        self._account.is_tag_aside = False
        try:
            seen = self._account.run(case)
        except NoAnswer as error:
            return FAILED, None, f"{NO_ANSWER}: {error}"
        except ClientError as error:
            return FAILED, None, f"its set-up was refused: {error}"
        except SetUpFailed as error:
            return FAILED, None, f"its set-up failed: {error}"
        except AssertionError as error:
            return DIFFERENT, None, str(error)
        except CannotGoOn:
            raise
        except Exception as error:  # noqa: BLE001  # another case may do better
            return FAILED, None, f"{type(error).__name__}: {error}"
        # Only a process sees the mock's warnings.
        seen.pop("warns", None)
        wanted = {k: one for k, one in case.expected.items() if k != "warns"}
        is_aside = self._account.is_tag_aside and "answer" in wanted
        aside = OWN_TAG if is_aside else ""
        return (EQUAL, seen, aside) if seen == wanted else (DIFFERENT, seen, "")


NO_ANSWER = "no answer"


def generalised(value: Any, names: Names) -> Any:
    """
    Return *value* with ``{name}`` in place of identifiers, accounts and regions.
    """
    if isinstance(value, dict):
        return {
            generalised(key, names): generalised(item, names)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [generalised(item, names) for item in value]
    if not isinstance(value, str):
        return value
    known = {name: kept for name, kept in names.items() if is_telling(kept)}
    for name, kept in sorted(known.items(), key=lambda one: -len(one[1])):
        value = value.replace(kept, f"{{{name}}}")
    return re.sub(rf"\barn:{names.get('partition', 'aws')}:", "arn:{partition}:", value)


def is_telling(kept: Any) -> bool:
    """
    Whether a value can only be an identifier, and never a part of another word.
    """
    if not isinstance(kept, str):
        return False
    has_digit = any(map(str.isdigit, kept))
    return len(kept) >= _LONG or (len(kept) >= _SHORT and has_digit)
