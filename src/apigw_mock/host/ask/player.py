"""
Plays cases in an account: the set-up, the call, and what both lead to.
"""

from __future__ import annotations

import json
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError

from apigw_mock.host.ask.names import HOLE, fill, named, surroundings, unnamed
from apigw_mock.host.ask.outcomes import demand, difference, invocation, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.host.ask.cases import Case, Folder, Json, Step
    from apigw_mock.host.ask.names import Names

TESTED = ("apigateway", "apigatewayv2")
UNSENT: Any = object()


def asked_for(request: dict[str, Json], read: Step) -> Step:
    """
    Return *read* with the identifiers of *request*, where it has them.
    """
    own = read["with"]
    return {**read, "with": {name: request.get(name, own[name]) for name in own}}


def moved(read: Step, answer: Json, file: dict[str, Json]) -> Step:
    """
    Return *read* with the identifiers that the call may change, as its answer has them.
    """
    anew = {name: answer[name] for name in file.get("renamed", [])}
    return {**read, "with": {**read["with"], **anew}}


class SetUpFailed(Exception):
    """
    A set-up made something else than the case needs.
    """


class Account:
    """
    The account in which cases run: its clients, and what many cases share.

    Attributes:
        names: the names that are known before anything is made.
        shared: the names of what cases share, by the steps that made it.
        elsewhere: the names of what a step made in another service, by the step.
        first: what ``reads`` answered after the first of equal set-ups, by the set-up.
        sentence: the last refusal's message, unchanged.
        names_of_last: what the names of the last case stand for.
    """

    def __init__(
        self, new_client: Callable[..., Any], folder: Folder, *, run: str
    ) -> None:
        """
        Args:
            new_client: makes a client: ``new_client("sts", config=Config(…))``.
            folder: where the cases are.
            run: a word that no other run in this account uses.
        """
        self.folder = folder
        self._new_client = new_client
        self._clients: dict[tuple[str, bool], Any] = {}
        self._last: Player | None = None
        self.shared: dict[str, Names] = {}
        self.elsewhere: dict[str, Names] = {}
        self.first: dict[str, str] = {}
        self.sentence = ""
        self.names_of_last: Names = {}
        sts = self.client("sts")
        identity, region = sts.get_caller_identity(), sts.meta.region_name
        self.names = surroundings(identity, region, run)

    def client(self, service: str, *, validates: bool = True) -> Any:
        """
        Return a client of *service*. With ``validates=False``, only AWS checks.
        """
        key = service, validates
        if key not in self._clients:
            once: Any = {"total_max_attempts": 1}
            config = Config(parameter_validation=validates, retries=once)
            self._clients[key] = self._new_client(service, config=config)
        return self._clients[key]

    def run(self, case: Case) -> dict[str, Json]:
        """
        Return the outcome of *case*, in the form of its ``expected``.

        Raises:
            AssertionError: a refused call changed something, a Get disagrees with the
                answer of an accepted call, or an earlier case left something behind.
            SetUpFailed: an answer of the set-up lacks what the case needs of it.
        """
        player = self.player(case)
        try:
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                player.arrive(self._last)
                seen.clear()
                outcome = player.outcome()
            self._last = player.leave()
        except BaseException:
            self.forget()
            raise
        finally:
            self.names_of_last = player.names
        if seen:
            outcome["warns"] = player.warned(str(seen[0].message))
        return outcome

    def forget(self) -> None:
        """
        Forget what earlier cases made or shared in API Gateway.
        """
        self._last = None
        self.shared.clear()
        self.first.clear()

    # --- What an account does in its own way --------------------------------------

    def player(self, case: Case) -> Player:
        """
        Return what plays a case.
        """
        return Player(self, case)

    def make(self, client: Any, call: str, request: dict[str, Json]) -> Json:
        """
        Make a call of a set-up or an undo, or a read, and return the answer.
        """
        return getattr(client, call)(**request)

    def ask(self, client: Any, call: str, request: dict[str, Json]) -> Json:
        """
        Make the call that a case is about, and return the answer.
        """
        return self.make(client, call, request)

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """
        Surround the steps whose outcome many cases share.
        """
        yield

    def sweep(self) -> None:
        """
        Know that nothing is needed any more that was made for one case.
        """

    def shown(self, answer: Json) -> Json:
        """
        Return an answer as a case sees it.
        """
        return plain(answer)

    def compared(self, seen: Json, wanted: Json) -> Json:  # noqa: ARG002  # a hook
        """
        Return *seen* as it compares with *wanted*.
        """
        return seen

    def settled(self, read: Callable[[], Json], wanted: Json) -> Json:  # noqa: ARG002
        """
        Return what *read* shows of a resource whose change takes AWS some time.
        """
        return read()


class Player:
    """
    One case while it runs: its set-up, its client and its call.

    Attributes:
        names: what ``{name}`` stands for.
        shown: what ``reads`` answered before the call, None if they were not asked.
        request: what is sent.
        is_accepted: whether the call was accepted.
        is_guest: whether it uses what other cases share.
    """

    def __init__(self, account: Account, case: Case) -> None:
        self.account, self.case = account, case
        self.file = account.folder.load(case.file)
        service, unvalidated = self.file["service"], case.row.get("unvalidated", False)
        self.client = account.client(service, validates=not unvalidated)
        self.request = {**self.file.get("target", {}), **case.row["request"]}
        self.names: Names = dict(account.names)
        self.shown: list[Json] | None = None
        self.is_accepted = self.is_guest = False

    # --- Set-up -------------------------------------------------------------------

    @property
    def key(self) -> str:
        return json.dumps([self.case.file, self.case.given])

    def arrive(self, last: Player | None) -> None:
        """
        Use the set-up of *last* if this case needs the same, else make one.
        """
        if last and last.key == self.key:
            self.names, self.shown = last.names, last.shown
            self.is_guest = last.is_guest
            return
        if last:
            last.undo()
        self.set_up()
        if self.case.is_refused:
            self.look()

    def leave(self) -> Player | None:
        """
        Return this player if the next case may use its set-up, else undo the set-up.
        """
        if self.is_accepted or self.shown is None:
            self.undo()
            return None
        return self

    def set_up(self) -> None:
        shared, own = self.account.folder.stages(self.case)
        self.is_guest = bool(shared)
        if shared:
            with self.account.sharing():
                self.share(shared)
        for step in own:
            self.prepare(step)

    def look(self) -> None:
        """
        Note what ``reads`` answer before the call.

        Raises:
            AssertionError: an equal set-up showed something else before.
        """
        self.shown = self.reads()
        if self.is_guest:
            first, shown = self.account.first, unnamed(self.shown, self.own_names())
            was = first.setdefault(self.key, shown)
            demand(shown == was, "an earlier case left something behind")

    def share(self, steps: list[Step]) -> None:
        """
        Make what *steps* make, unless it was made already.
        """
        made, key = self.account.shared, json.dumps([self.file["service"], steps])
        if key not in made:
            for step in steps:
                self.prepare(step)
            made[key] = self.own_names()
        self.names.update(made[key])

    def prepare(self, step: Step) -> None:
        try:
            self.made(step)
        except AssertionError as error:
            raise SetUpFailed(str(error)) from error

    def made(self, step: Step) -> None:
        if step.get("service", "apigateway") in TESTED:
            self.call(step)
            return
        made, key = self.account.elsewhere, json.dumps(fill(step, self.names))
        if key not in made:
            self.call(step)
            made[key] = {name: self.names[name] for name in step.get("keep", {})}
        self.names.update(made[key])

    def own_names(self) -> Names:
        known = self.account.names
        return {name: kept for name, kept in self.names.items() if name not in known}

    def undo(self) -> None:
        """
        Remove what the set-up and the call added to what cases share.
        """
        sent = self.request if self.is_accepted else self.file.get("target", {})
        known = {**fill(sent, self.names), **self.names}
        for step in self.file.get("undo", []) if self.is_guest else []:
            wanted = fill(step.get("with", {}), known)
            if HOLE.search(json.dumps(fill(wanted, {"time": 0}))):
                continue
            try:
                self.call({**step, "with": wanted})
            except ClientError as error:
                if error.response["Error"]["Code"] != "NotFoundException":
                    raise
        self.account.sweep()

    # --- Calls --------------------------------------------------------------------

    def call(self, step: Step) -> dict[str, Json]:
        client = self.client
        if "service" in step:
            client = self.account.client(step["service"])
        request = fill(step.get("with", {}), self.names)
        make = self.account.ask if step.get("is_tested") else self.account.make
        for time in range(step.get("times", 1)):
            answer = make(client, step["call"], fill(request, {"time": time}))
        self.keep(step, answer)
        return dict(answer)

    def keep(self, wanted: Json, answer: Json) -> None:
        for name, member in wanted.get("keep", {}).items():
            self.names[name] = kept = jmespath.search(member, answer)
            shown = {k: one for k, one in answer.items() if k != "ResponseMetadata"}
            demand(kept is not None, f"no {member} in {shown}")

    def send(self, request: dict[str, Json], body: Json = UNSENT) -> dict[str, Json]:
        """
        Make the call that is tested, with *body* as its JSON if there is one.
        """
        step = {"call": self.file["operation"], "with": request, "is_tested": True}
        if body is UNSENT:
            return self.call(step)
        sent = json.dumps(fill(body, self.names)).encode()

        def replace_body(params: dict[str, Json], **_: Json) -> None:
            params["body"] = sent

        self.client.meta.events.register("before-call", replace_body)
        try:
            return self.call(step)
        finally:
            self.client.meta.events.unregister("before-call", replace_body)

    def read(self, step: Step) -> Json:
        filled = fill(step.get("with", {}), self.names)
        needed = self.needed_by(step)
        known = {
            name: value
            for name, value in filled.items()
            if name in needed or not HOLE.search(str(value))
        }
        try:
            answer = self.call({**step, "with": known})
        except ClientError as error:
            return str(error)
        answer.pop("ResponseMetadata")
        return self.account.shown(answer)

    def needed_by(self, step: Step) -> list[str]:
        service = str(step.get("service", self.file["service"]))
        meta = self.account.client(service).meta
        model, name = meta.service_model, meta.method_to_api_mapping[step["call"]]
        shape = model.operation_model(name).input_shape
        return list(shape.required_members) if shape else []

    def reads(self) -> list[Json]:
        return [self.read(step) for step in self.file.get("reads", [])]

    # --- Outcome ------------------------------------------------------------------

    def outcome(self) -> dict[str, Json]:
        same = asked_for(self.request, self.file["same"]) if "same" in self.file else {}
        before = self.before(same) if "changes" in self.case.expected else {}
        try:
            answer = self.answered()
        except ClientError as error:
            demand(self.shown in (None, self.reads()), "a refusal changed it")
            return self.refused(error)
        self.is_accepted = True
        # Later steps and the expected answer name the new identifier {created}.
        self.names["created"] = answer.get(self.file.get("created", ""), "")
        self.keep(self.file, answer)
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        wanted = fill(self.case.expected.get("answer", {}), self.names)
        answer = self.account.compared(self.account.shown(answer), wanted)
        if same:
            self.find(moved(same, answer, self.file), answer)
        return self.accepted(status, answer, before)

    def answered(self) -> dict[str, Json]:
        """
        Return the answer to the call that is tested.
        """
        return self.send(self.request, self.case.row.get("body", UNSENT))

    def find(self, same: Step, answer: dict[str, Json]) -> None:
        """
        Demand that *same* shows what the call answered, once it has settled.
        """
        settles = fill(self.case.row.get("settles", {}), self.names)
        later = {**answer, **settles}
        settled = {name: one for name, one in later.items() if one is not None}

        def read() -> Json:
            return self.account.compared(self.read(same), settled)

        found = self.account.settled(read, settled) if settles else read()
        demand(found == settled, "Get disagrees with the answer")

    def before(self, same: Step) -> Json:
        is_known = [same] == self.file.get("reads", [])[:1]
        return self.shown[0] if self.shown and is_known else self.read(same)

    def refused(self, error: ClientError) -> dict[str, Json]:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        code, message = (error.response["Error"][name] for name in ("Code", "Message"))
        modelled = self.client.exceptions.from_code(code)
        demand(type(error) is modelled, "not what client.exceptions catches")
        self.account.sentence = message
        return self.in_names({"status": status, "code": code, "message": message})

    def accepted(self, status: int, answer: Json, before: Json) -> dict[str, Json]:
        if "then" in self.case.expected:
            then = [*map(self.shows, self.case.expected["then"])]
            return self.in_names({"status": status, "answer": answer, "then": then})
        if "invocation" in self.case.expected:
            seen = invocation(answer, self.case.expected["invocation"])
            return self.in_names({"status": status, "invocation": seen})
        if "changes" not in self.case.expected:
            return self.in_names({"status": status, "answer": answer})
        changes = difference(self.account.compared(before, {}), answer)
        return self.in_names({"status": status, "changes": changes})

    def shows(self, step: Step) -> Step:
        """
        Return a read with what it shows after the call.
        """
        seen = self.read(step)
        if isinstance(seen, dict):
            seen = jmespath.search(step.get("pick", "@"), seen)
        wanted = fill(step["shows"], self.names)
        return {**step, "shows": self.account.compared(seen, wanted)}

    def in_names(self, outcome: dict[str, Json]) -> dict[str, Json]:
        return dict(named(outcome, self.case.expected, self.names))

    def warned(self, text: str) -> str:
        wanted = str(self.case.expected.get("warns", ""))
        return wanted if wanted and wanted in text else text
