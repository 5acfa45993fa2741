"""
Which cases are asked in which order, and which calls that takes. Asks nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore import xform_name
from botocore.session import get_session

from apigw_mock.host.ask import kinds
from apigw_mock.host.ask.names import HOLE, surroundings
from apigw_mock.host.ask.needs import needs_of, reason_against
from apigw_mock.host.ask.player import TESTED
from apigw_mock.host.ask.quotas import ANSWER, CountingClock, Pace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from apigw_mock.host.ask.cases import Case, Folder, Step

KNOWN = {*surroundings({"Account": "", "Arn": "arn:aws"}, "", "")}


@dataclass(frozen=True)
class Choice:
    """
    Which cases a contributor wants. Empty means all.

    Args:
        operations: in any spelling, for instance ``apigatewayv2.update-stage``.
        ids: of cases.
        evidence: words.
        allowed: the words of needs that are met.
    """

    operations: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    def takes(self, case: Case, folder: Folder) -> bool:
        file = folder.load(case.file)
        spelled = {
            file["operation"],
            f"{file['service']}{file['operation']}",
            case.file,
        }
        named = {*map(plain, self.operations)}
        return (
            (not named or bool(named & {*map(plain, spelled)}))
            and (not self.ids or str(case) in self.ids)
            and (not self.evidence or case.row["evidence"] in self.evidence)
        )


def plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


class NoSuchCase(LookupError):
    """
    No case is as the contributor wants it.
    """


@dataclass(frozen=True)
class Plan:
    """
    What a run asks.

    Args:
        asked: the cases in their order.
        left_out: the others that were wanted, and why.
    """

    asked: list[Case]
    left_out: list[tuple[Case, str]]


def planned(folder: Folder, choice: Choice) -> Plan:
    """
    Return what a run asks.

    Raises:
        NoSuchCase: there is none.
    """
    wanted = [
        case
        for file in folder.files()
        for case in folder.cases(file)
        if choice.takes(case, folder)
    ]
    if not wanted:
        raise NoSuchCase("There is no such case.")
    against = [(case, reason_against(case, folder, choice.allowed)) for case in wanted]
    asked = [case for case, reason in against if reason is None]
    left_out = [(case, reason) for case, reason in against if reason is not None]
    return Plan(ordered(asked, folder), left_out)


def ordered(cases: Iterable[Case], folder: Folder) -> list[Case]:
    """
    Return cases so that those with one set-up follow one another, refused ones first.

    The cases of a file stay together, and the givens in the order of the file.
    """
    firsts: dict[str, int] = {}

    def place(case: Case) -> tuple[int, int, int, bool]:
        shared, own = (json.dumps(one) for one in (folder.stages(case)[0], case.given))
        of_file, of_shared, of_own = (
            firsts.setdefault(json.dumps(key), len(firsts))
            for key in ([case.file], [case.file, shared], [case.file, shared, own])
        )
        return of_file, of_shared, of_own, not case.is_refused

    return sorted(cases, key=place)


# --- The calls --------------------------------------------------------------------


class Planned(NamedTuple):
    """
    A call that a run makes.
    """

    service: str
    call: str
    request: dict[str, Any]

    @property
    def operation(self) -> str:
        return _operations(self.service)[self.call]


_NAMES: dict[str, dict[str, str]] = {}


def _operations(service: str) -> dict[str, str]:
    if service not in _NAMES:
        model = get_session().get_service_model(service)
        _NAMES[service] = {xform_name(name): name for name in model.operation_names}
    return _NAMES[service]


def calls_of(cases: Iterable[Case], folder: Folder) -> list[Planned]:
    """
    Return the calls that asking *cases* takes if AWS answers as they expect.

    Calls on tags, and those that wait for AWS's changes, are left out.
    """
    rehearsal = _Rehearsal(folder)
    for case in cases:
        rehearsal.play(case)
    rehearsal.end()
    return rehearsal.calls


class _Rehearsal:
    """
    Goes through cases as `player.Account` does, without an account.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder, self.calls = folder, list[Planned]()
        self.made: set[str] = set()
        self.last: Case | None = None
        self.names: set[str] = set()
        self.own, self.kept = Counter[str](), Counter[str]()
        self.repeated = 0  # times of a step of the set-up, at most

    def play(self, case: Case) -> None:
        file, last = self.folder.load(case.file), self.last
        is_same = last and (last.file, last.given) == (case.file, case.given)
        if not is_same:
            if last:
                self.undo(last, is_accepted=False)
            self.set_up(case)
            if case.is_refused:
                self.read(case)
        if "changes" in case.expected and "reads" not in file:
            self.add(file["same"], file["service"])
        self.add(
            {"call": file["operation"], "with": case.row["request"]}, file["service"]
        )
        self.last = case if case.is_refused else None
        if case.is_refused:
            self.read(case)
            return
        self.count(file["service"], file["operation"], self.own, 1)
        later = [file["same"]] if "same" in file else []
        for step in [*later, *case.expected.get("then", [])]:
            self.add(step, file["service"])
        self.undo(case, is_accepted=True)

    def set_up(self, case: Case) -> None:
        service = self.folder.load(case.file)["service"]
        shared, own = self.folder.stages(case)
        self.names = set(KNOWN)
        key = json.dumps([service, shared])
        for step in shared:
            self.step(step, service, self.kept, is_made=key in self.made)
        self.made.add(key)
        self.repeated = max((step.get("times", 0) for step in own), default=0)
        for step in own:
            self.step(step, service, self.own)

    def step(
        self, step: Step, service: str, counts: Counter[str], *, is_made: bool = False
    ) -> None:
        self.names |= {*step.get("keep", {})}
        of = step.get("service", service)
        is_once = "service" in step and of not in TESTED
        key = json.dumps(step)
        if is_made or (is_once and key in self.made):
            return
        if is_once:
            self.made.add(key)
        times = step.get("times", 1)
        for _ in range(times):
            self.add(step, service)
        self.count(of, step["call"], self.kept if is_once else counts, times)

    def read(self, case: Case) -> None:
        file = self.folder.load(case.file)
        for step in file.get("reads", []):
            self.add(step, file["service"])

    def add(self, step: Step, service: str) -> None:
        of = step.get("service", service)
        self.calls.append(Planned(of, step["call"], step.get("with", {})))

    def count(self, service: str, call: str, counts: Counter[str], times: int) -> None:
        if kind := kinds.made_by(service, call):
            counts[kind.name] += times
        if kind := kinds.deleted_by(service, call):
            alike = (one for one in counts if counts[one] > 0 and kind.deletes(one))
            counts[next(alike, kind.name)] -= times

    def undo(self, case: Case, *, is_accepted: bool) -> None:
        """
        Add the steps of ``undo`` whose names are known, and the deletion of the rest.

        A repeated step ends with the first call that finds nothing.
        """
        file = self.folder.load(case.file)
        sent = {
            **file.get("target", {}),
            **(case.row["request"] if is_accepted else {}),
        }
        after = {"created", *file.get("keep", {})} if is_accepted else set()
        known = {*self.names, *sent, *after, "time"}
        is_guest = bool(self.folder.stages(case)[0])
        for step in file.get("undo", []) if is_guest else []:
            if {*HOLE.findall(json.dumps(step.get("with", {})))} <= known:
                times = min(step.get("times", 1), self.repeated + 1)
                for _ in range(times):
                    self.add(step, file["service"])
                of = step.get("service", file["service"])
                self.count(of, step["call"], self.own, times)
        self.delete(self.own)

    def delete(self, counts: Counter[str]) -> None:
        for name, number in counts.items():
            kind = kinds.BY_NAME[name]
            deletion = Planned(kind.service, kind.delete, {})
            self.calls.extend([deletion] * max(0, number))
        counts.clear()

    def end(self) -> None:
        if self.last:
            self.undo(self.last, is_accepted=False)
        self.delete(self.kept)


def seconds_for(calls: Iterable[Planned]) -> float:
    """
    Return how long AWS's quotas make these calls take, one after the other, in s.
    """
    clock = CountingClock()
    pace = Pace(clock)
    for call in calls:
        pace.wait(call.service, call.operation, call.request)
        clock.sleep(ANSWER)
    return clock.time


# --- As text ----------------------------------------------------------------------


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def duration(seconds: float) -> str:
    """
    Return a time in words: ``3 minutes``, ``4 hours 46 minutes``.
    """
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [(hours, "hour", "hours"), (minutes, "minute", "minutes")]
    said = [counted(*part) for part in parts if part[0]]
    return " ".join(said) or "less than a minute"


def costs_of(cases: Iterable[Case], folder: Folder) -> Iterator[str]:
    """
    Yield the lines that say what asking *cases* may cost.
    """
    found = {need for case in cases for need in needs_of(case, folder) if need.cost}
    for need in sorted(found, key=lambda need: need.word):
        yield f"It may cost money ({need.word}): {need.cost}"
    if not found:
        yield "It costs nothing: calls to API Gateway's control plane are free."


def operation_of(case: Case, folder: Folder) -> str:
    """
    Return service and operation in AWS's words: ``apigateway UpdateStage``.
    """
    file = folder.load(case.file)
    planned = Planned(file["service"], file["operation"], {})
    return f"{planned.service} {planned.operation}"


def text_of(plan: Plan, folder: Folder) -> Iterator[str]:
    """
    Yield the lines that say what a run would do.
    """
    calls = calls_of(plan.asked, folder)
    cases = counted(len(plan.asked), "case", "cases")
    yield f"{cases} would be asked, with about {len(calls)} calls:"
    of_calls = Counter((call.service, call.operation) for call in calls)
    for (service, operation), number in of_calls.most_common():
        yield f"  {number:6} {service} {operation}"
    yield f"AWS's quotas make that take {duration(seconds_for(calls))}."
    yield from costs_of(plan.asked, folder)
    yield from left_out_of(plan.left_out)
    yield ""
    yield "By operation:"
    of_cases = Counter(operation_of(case, folder) for case in plan.asked)
    for operation, number in sorted(of_cases.items()):
        yield f"  {number:6} {operation}"


def left_out_of(left_out: Collection[tuple[Case, str]]) -> Iterator[str]:
    if left_out:
        yield f"{counted(len(left_out), 'case is', 'cases are')} left out:"
    yield from reasons_of(left_out)


def reasons_of(left_out: Collection[tuple[Case, str]]) -> Iterator[str]:
    reasons = Counter(reason for _, reason in left_out)
    for reason, number in reasons.most_common():
        yield f"  {number:6} {reason}"
