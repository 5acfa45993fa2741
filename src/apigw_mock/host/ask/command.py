"""
The command ``python -m apigw_mock.host.ask``.
"""

from __future__ import annotations

import argparse
import io
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from apigw_mock.evidence import Known
from apigw_mock.host.ask import plan, raising, summary, writing
from apigw_mock.host.ask.account import AskingAccount, CannotGoOn, kinds_in_order
from apigw_mock.host.ask.cases import Folder
from apigw_mock.host.ask.cleanup import EVERY_SERVICE, CleanUp, services_of
from apigw_mock.host.ask.journal import EQUAL, Journal, NoJournal, Where
from apigw_mock.host.ask.kinds import new_run
from apigw_mock.host.ask.needs import WORDS
from apigw_mock.host.ask.plan import counted
from apigw_mock.host.ask.quotas import Pace, RealClock
from apigw_mock.host.ask.running import Run, Stop, Stopped, unasked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from apigw_mock.host.ask.cases import Case
    from apigw_mock.host.ask.plan import Plan
    from apigw_mock.host.ask.quotas import Clock

DESCRIPTION = """\
Asks a real API Gateway the cases of tests/cases, with your own credentials, and
compares its answers with what the cases expect. All that it makes bears a tag with the
run's name, and begins with that name where names must be unique. All is deleted in the
end, and nothing else is touched.
"""
EPILOG = """\
examples, in a clone:
  python -m apigw_mock.host.ask --cases tests/cases --operation UpdateStage --dry-run
  python -m apigw_mock.host.ask --cases tests/cases --operation UpdateStage --write
  python -m apigw_mock.host.ask --cases tests/cases --clean-up
The run goes on where it stopped if you give the command again. Exit status: 0 if all
answers are equal, 1 if one is not or if something may be left, 2 if the command is
wrong or was not wanted, 130 if a signal ended it.
"""
AMAZON = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws")
NOT_DONE, INTERRUPTED = 2, 130


def is_aws(url: str) -> bool:
    """
    Whether a URL is of AWS's own, which has a certificate for its name.
    """
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.hostname or "").endswith(AMAZON)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m apigw_mock.host.ask",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = made.add_argument
    add("--cases", type=Path, required=True, metavar="DIR", help="the folder of cases")
    known = [one.value for one in Known]
    for name, help_, choices in (
        ("operation", "for instance UpdateStage, apigatewayv2.UpdateStage", None),
        ("id", "of a case", None),
        ("evidence", "how the cases are known", known),
        ("with", "also ask cases that need this; all stands for all", (*WORDS, "all")),
    ):
        add(
            f"--{name}",
            action="append",
            default=[],
            choices=choices,
            help=f"{help_}; may be repeated",
        )
    add("--region", help="default: that of your AWS configuration")
    add("--profile", help="of your AWS configuration")
    add("--endpoint-url", help="ask another server, say that of apigw-mock serve")
    add("--journal", type=Path, help="default: apigw-ask-ACCOUNT-REGION.jsonl")
    add("--again", action="store_true", help="ask what was asked before, too")
    add("--dry-run", action="store_true", help="say what it would do, and end")
    add(
        "--clean-up", action="store_true", help="delete what earlier runs left, and end"
    )
    add("--write", action="store_true", help="write AWS's answers into the cases")
    add("--yes", action="store_true", help="do not wait for a yes")
    return made


def tell(line: str) -> None:
    """
    Print a line.

    Raises:
        Stopped: nobody reads any more. Further lines go nowhere.
    """
    encoding = sys.stdout.encoding or "utf-8"
    shown = line.encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stdout.write(f"{shown}\n")
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = io.StringIO()
        raise Stopped from error


def ask_user(question: str) -> bool:
    try:
        return input(f"{question} [yes/no] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


@dataclass
class Desk:
    """
    What the command has around it.

    Args:
        say: tells the contributor a line.
        confirm: asks a question, and returns whether the answer is yes.
        stop: notes the signals.
        clock: waits. Left out, the machine's.
        is_aws: whether a URL is of AWS's own. Only its answers are evidence.
    """

    say: Callable[[str], None] = tell
    confirm: Callable[[str], bool] = ask_user
    stop: Stop = field(default_factory=Stop)
    clock: Clock | None = None
    is_aws: Callable[[str], bool] = is_aws


class NotDone(Exception):
    """
    The command is wrong, or was not wanted. The message says why.
    """


def main(arguments: Sequence[str] | None = None, desk: Desk | None = None) -> int:
    """
    Run the command and return its exit status.

    Args:
        arguments: left out, those of the process.
        desk: left out, the contributor's terminal.
    """
    chosen, desk = parser().parse_args(arguments), desk or Desk()
    try:
        return carry_out(chosen, desk)
    except (NotDone, plan.NoSuchCase) as error:
        desk.say(f"{error.args[0]}")
        return NOT_DONE
    except CannotGoOn as error:
        desk.say(f"The run has ended: {error} Give the command again to go on.")
        return 1
    except Stopped:
        desk.say("The run was stopped. Give the command again to go on.")
        return INTERRUPTED
    except KeyboardInterrupt:  # the second signal, or one before the first call
        desk.say("Ended at once. If a run had begun, --clean-up deletes what is left.")
        return INTERRUPTED


def carry_out(chosen: argparse.Namespace, desk: Desk) -> int:
    folder = Folder(chosen.cases.resolve())
    if not folder.is_one:
        raise NotDone(f"{folder.path} has no cases. Give tests/cases of a clone.")
    planned = plan.planned(folder, choice_of(chosen))
    if chosen.dry_run:
        for line in plan.text_of(planned, folder):
            desk.say(line)
        return 0
    table = Table(chosen, folder, desk)
    try:
        return table.clean_up() if chosen.clean_up else table.run(planned)
    except BlockingIOError as error:
        path = table.journal.path
        said = f"{path} is in use: wait until the other run has ended."
        raise NotDone(said) from error


def choice_of(chosen: argparse.Namespace) -> plan.Choice:
    allowed = vars(chosen)["with"]
    return plan.Choice(
        operations=tuple(chosen.operation),
        ids=tuple(chosen.id),
        evidence=tuple(chosen.evidence),
        allowed=WORDS if "all" in allowed else tuple(allowed),
    )


def journal_at(path: Path) -> Journal:
    """
    Return the journal in a file.

    Raises:
        NotDone: something else is in the file.
    """
    try:
        return Journal(path)
    except NoJournal as error:
        raise NotDone(f"{error}: name another file with --journal.") from error


class Table:
    """
    The account of a contributor, and the journal of what is done there.
    """

    def __init__(self, chosen: argparse.Namespace, folder: Folder, desk: Desk) -> None:
        """
        Look where it is.

        Raises:
            NotDone: there are no credentials, or the journal is of another account.
        """
        self.chosen, self.folder, self.desk = chosen, folder, desk
        self.clock = desk.clock or RealClock(desk.stop.check)
        try:
            where, caller = self.look_around()
        except (BotoCoreError, ClientError) as error:
            raise NotDone(f"AWS cannot be asked: {error}") from error
        if chosen.write and where.endpoint:
            raise NotDone("--write needs AWS's own answers: leave out --endpoint-url.")
        self.where = where
        named = Path(f"apigw-ask-{where.account}-{where.region}.jsonl")
        self.journal = journal_at(chosen.journal or named)
        if self.journal.where not in {None, where}:
            raise NotDone(
                f"{self.journal.path} is of another account, region or endpoint: name"
                " another file with --journal."
            )
        at = where.endpoint or "AWS"
        desk.say(f"Account {where.account}, region {where.region}, at {at}.")
        desk.say(f"You are {caller}.")

    def look_around(self) -> tuple[Where, str]:
        session: Any = boto3.Session(
            profile_name=self.chosen.profile, region_name=self.chosen.region
        )

        def new_client(service: str, **options: Any) -> Any:
            url = self.chosen.endpoint_url
            return session.client(service, endpoint_url=url, **options)

        self.new_client = new_client
        sts = new_client("sts")
        clients = [sts, *map(new_client, sorted(self.services()))]
        endpoint = self.place_of({client.meta.endpoint_url for client in clients})
        identity, region = sts.get_caller_identity(), sts.meta.region_name
        return Where(identity["Account"], region, endpoint), identity["Arn"]

    def services(self) -> set[str]:
        """
        Return boto3's names of the services in which something is made or deleted.
        """
        allowed = choice_of(self.chosen).allowed
        return EVERY_SERVICE if self.chosen.clean_up else services_of(allowed)

    def place_of(self, urls: set[str]) -> str:
        """
        Return the endpoint of every service, an empty text for AWS's own.

        Raises:
            NotDone: some calls would go to AWS, and others elsewhere.
        """
        others = {url for url in urls if not self.desk.is_aws(url)}
        if others and len(urls) > 1:
            raise NotDone(
                f"The services are not in one place: {min(others)} is not AWS's."
                " Give --endpoint-url, or unset AWS_ENDPOINT_URL_… and the like."
            )
        return "".join(others)

    def open(self) -> tuple[AskingAccount, CleanUp]:
        pace = None if self.where.endpoint else Pace(self.clock)
        account = AskingAccount(
            self.new_client, self.folder, self.journal, clock=self.clock, pace=pace
        )
        return account, CleanUp(account, self.clock, self.say_anyway)

    def say_anyway(self, line: str) -> None:
        with suppress(Stopped):
            self.desk.say(line)

    def want(self, question: str) -> None:
        """
        Ask for a yes.

        Raises:
            NotDone: the contributor does not say yes.
        """
        if not self.chosen.yes and not self.desk.confirm(question):
            raise NotDone("Nothing was done.")

    # --- Ask ----------------------------------------------------------------------

    def outlook(self, cases: list[Case]) -> Iterator[str]:
        """
        Yield the lines that say what asking *cases* will take.
        """
        left = cases
        if not self.chosen.again:
            left = unasked(cases, self.journal, self.folder)
        calls = plan.calls_of(left, self.folder)
        seconds = 0 if self.where.endpoint else plan.seconds_for(calls)
        asked = len(cases) - len(left)
        before = f" {counted(asked, 'was', 'were')} asked before." if asked else ""
        said = f"{counted(len(left), 'case', 'cases')}, about {len(calls)} calls"
        yield f"{said}, {plan.duration(seconds)}.{before}"
        yield from plan.costs_of(left, self.folder)

    def run(self, planned: Plan) -> int:
        for line in self.outlook(planned.asked):
            self.desk.say(line)
        self.want("Ask them?")
        with self.journal.alone():
            return self.ask(planned)

    def ask(self, planned: Plan) -> int:
        journal = self.journal
        if self.chosen.again:
            journal.forget_results()
        if journal.where is None or journal.is_over:
            journal.begin(self.where, new_run())
        account, cleanup = self.open()
        today = datetime.now(timezone.utc).date().isoformat()
        run = Run(account, cleanup, self.desk.stop, today=today, say=self.desk.say)
        try:
            with self.desk.stop.listening():
                run.run(planned.asked, self.services())
        finally:
            self.tell(planned, cleanup)
        equal = [
            case
            for case in planned.asked
            if journal.results[case.file, str(case)].is_as == EQUAL
        ]
        if self.chosen.write:
            self.write(planned, equal)
        return int(len(equal) < len(planned.asked) or self.is_left(cleanup))

    def is_left(self, cleanup: CleanUp) -> bool:
        """
        Whether something is left, or may be: what could not be listed was not seen.
        """
        return bool(cleanup.left or cleanup.unrestored or cleanup.unread)

    def tell(self, planned: Plan, cleanup: CleanUp) -> None:
        results = self.journal.results
        for line in summary.details_of(planned, results):
            self.desk.say(line)
        for line in summary.text_of(planned, results, self.folder):
            self.desk.say(line)
        self.tell_left(cleanup)

    def tell_left(self, cleanup: CleanUp) -> None:
        say = self.desk.say
        for thing, why in cleanup.left.items():
            say(f"Could not be deleted: {thing.kind} {thing.id}: {why}")
        known = [one for one in self.journal.things if one not in cleanup.left]
        for thing in known:
            say(f"Not deleted yet: {thing.kind} {thing.id}")
        if cleanup.unrestored:
            were = f"they were {self.journal.settings}: {cleanup.unrestored}"
            say(f"The account's settings could not be put back, {were}")
        for kind, why in cleanup.unread.items():
            say(f"Could not be listed: each {kind}: {why}")
        for said in sorted(self.journal.doubts):
            say(f"May have made something, look yourself: {said}")
        if known or self.is_left(cleanup):
            say("Give --clean-up to try again.")

    def write(self, planned: Plan, equal: list[Case]) -> None:
        results = self.journal.results
        asked = [results[case.file, str(case)] for case in planned.asked]
        for file in writing.write(self.folder, asked, self.where.region):
            self.desk.say(f"Written: {self.folder.path_of(file)}")
        for raised in raising.raised_by(equal, self.folder):
            self.desk.say(f"Could be raised to recorded: {raised}")

    # --- Clean up -----------------------------------------------------------------

    def clean_up(self) -> int:
        if self.journal.where is None:
            self.journal.begin(self.where, new_run())
        _, cleanup = self.open()
        marked = cleanup.found(self.services())
        found = kinds_in_order({**self.journal.things, **dict.fromkeys(marked)})
        for thing in found:
            self.desk.say(f"{thing.kind} {thing.id}")
        if self.journal.settings is not None:
            self.desk.say(f"The account's settings were {self.journal.settings}")
        if found or self.journal.settings is not None:
            self.want("Delete what is listed, and put the settings back?")
        with self.journal.alone(), self.desk.stop.listening():
            cleanup.restore_account()
            for thing in found:
                cleanup.remove(thing)
        self.tell_left(cleanup)
        self.desk.say(f"Deleted: {len(found) - len(cleanup.left)}")
        return int(self.is_left(cleanup))
