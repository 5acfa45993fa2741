"""
Run the cases of ``tests/cases/*.json`` through boto3.

A file of cases is language-neutral JSON, in the form of ``tests/cases.schema.json``::

    {
      "service": "apigateway",
      "operation": "update_integration_response",
      "target": {"restApiId": "{api}", ...},   # sent with every case
      "reads": [{"call": "get_method", "with": {...}}, ...],
      "same": {"call": "get_integration_response", "with": {...}},
      "givens": {"api": [{"call": "create_rest_api", "with": {...},
                          "keep": {"api": "id"}}, ...],
                 "cors": ["api", {"call": "put_method", "with": {...}}, ...]},
      "shared": ["api"],
      "undo": [{"call": "delete_method", "with": {...}}],
      "cases": [{"id": "...", "given": ["cors", {"call": ...}],
                 "request": {...}, "expected": {...},
                 "evidence": "recorded", "source": "..."}]
    }

**Names.** A case can be asked of any account, AWS's too. So it writes ``{name}`` for
what the set-up made, and for nothing else: ``keep`` takes JMESPath expressions of an
answer, and ``{name}`` in a later call, a request or an expected answer stands for what
was kept. The runner knows these names itself:

* ``{account}``, ``{region}`` and ``{partition}`` are the caller's.
* ``{other_account}`` is an account that is not the caller's, ``{other_region}`` another
  region of the partition; ``{foreign_partition}`` and ``{foreign_region}`` belong
  together and are of another partition.
* ``{absent}`` is an identifier that nothing has.
* ``{run}`` is the run's own word, for names that must be unique in an account.
* ``{created}`` is the id that the call made; ``created`` says where it stands in the
  answer.

Where an identifier must stand as it is, ``as_is`` says why. A case that AWS cannot be
asked says why in ``mock_only``. ``tests/rules_of_cases.py`` finds what breaks these
rules.

**Set-up.** A given is a list of steps and of other givens. A given in ``shared`` is
made once for all cases that begin with it, so no case may change it. What comes after it is
made for one case; the next case finds it again if the call was refused and ``reads``
answer as before. Otherwise ``undo`` takes it out of what is shared: there ``{member}``
is also a member of the request, a step with a name that nothing has is left out, and
what is gone already may be. A step to another service than API Gateway is made once for
all files.

**Answers.** ``reads`` must answer after a refusal what they answered before it.
``same`` must answer after a success what the call did; it asks for what the request
names.
``rule`` names the row that refuses, or that an accepted case shows. ``expected`` is
``{"status", "answer"}`` or ``{"status", "code", "message"}``; in place of ``answer``,
``"changes"`` holds what differs from the answer of ``same`` before the call, null for
what is gone. With ``"warns": "text"`` a `DroppedSettingWarning` must hold the text. A
read that fails counts by its error.

``"service": "apigatewayv2"`` sends a step to another service than the file's,
``"times": 300`` repeats it, ``{"$repeat": ["x", 513, "before", "after"]}`` is long
text. ``"unvalidated"`` switches botocore's own checks off, ``"body"`` is the JSON to
send in place of what botocore would send.
"""

from __future__ import annotations

import json
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError
from names_of_cases import HOLE, fill, named, surroundings, unnamed

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from names_of_cases import Names

HERE = Path(__file__).parent
CASES = HERE / "cases"
TESTED = ("apigateway", "apigatewayv2")

Json = Any
Step = dict[str, Json]

UNSENT: Json = object()


@dataclass(frozen=True)
class Case:
    file: str
    row: dict[str, Json]

    def __str__(self) -> str:
        return str(self.row["id"])

    @property
    def expected(self) -> dict[str, Json]:
        return dict(self.row["expected"])

    @property
    def given(self) -> list[str | Step]:
        given = self.row.get("given", [])
        return [given] if isinstance(given, str) else given


@cache
def load(file: str) -> dict[str, Json]:
    text = (CASES / f"{file}.json").read_text(encoding="utf-8")
    return dict(json.loads(text, object_hook=long_text))


@cache
def common() -> dict[str, Json]:
    return dict(json.loads((HERE / "common_givens.json").read_text(encoding="utf-8")))


def long_text(value: dict[str, Json]) -> Json:
    if "$repeat" not in value:
        return value
    text, times, before, after = [*value["$repeat"], "", ""][:4]
    return before + text * times + after


def cases(file: str) -> list[Case]:
    return [Case(file, row) for row in load(file)["cases"]]


@contextmanager
def mocked() -> Iterator[Account]:
    """
    Open a scope and hand out its account.
    """
    with mock_apigw_updates() as backend:
        yield Account(backend.client, run="apigw-cases")


def difference(before: dict[str, Json], after: dict[str, Json]) -> dict[str, Json]:
    """
    Return what *after* has instead of *before*, null for what is gone.
    """
    gone = {name: None for name in before if name not in after}
    new = {k: v for k, v in after.items() if k not in before or before[k] != v}
    return {**gone, **new}


def asked_for(request: dict[str, Json], read: Step) -> Step:
    """
    Return *read* with the identifiers that *request* has in place of its own.
    """
    own = read["with"]
    return {**read, "with": {name: request.get(name, own[name]) for name in own}}


def expand(
    given: Iterable[str | Step], givens: dict[str, Json], whole: Collection[str] = ()
) -> Iterator[str | Step]:
    """
    Yield the steps of *given*, with each of *givens* that it names in its place, once.

    Args:
        given: steps, and names of givens.
        givens: by name.
        whole: the names that stay names.
    """
    seen = set()

    def walk(parts: Iterable[str | Step]) -> Iterator[str | Step]:
        for part in parts:
            if not isinstance(part, str):
                yield part
            elif part not in seen:
                seen.add(part)
                yield from [part] if part in whole else walk(givens[part])

    return walk(given)


class Account:
    """
    Who the cases are asked of: the clients, and what was made for many cases.

    Attributes:
        names: those that are known before anything is made.
        shared: by the steps that made it, the names of what cases share.
        elsewhere: by the step, the names of what it made in another service.
        first: by the set-up, what ``reads`` answered when it was made first.
        sentence: of the last refusal, as it came.
    """

    def __init__(self, new_client: Callable[..., Any], *, run: str) -> None:
        """
        Args:
            new_client: makes a client: ``new_client("sts", config=Config(…))``.
            run: a word that no other run in this account has.
        """
        self._new_client = new_client
        self._clients: dict[tuple[str, bool], Any] = {}
        self._last: Player | None = None
        self.shared: dict[str, Names] = {}
        self.elsewhere: dict[str, Names] = {}
        self.first: dict[str, str] = {}
        self.sentence = ""
        sts = self.client("sts")
        identity, region = sts.get_caller_identity(), sts.meta.region_name
        self.names = surroundings(identity, region, run)

    def client(self, service: str, *, validates: bool = True) -> Any:
        """
        Return the client of *service*, or the one that leaves all checks to AWS.
        """
        key = service, validates
        if key not in self._clients:
            once = {"total_max_attempts": 1}
            config = Config(parameter_validation=validates, retries=once)
            self._clients[key] = self._new_client(service, config=config)
        return self._clients[key]

    def run(self, case: Case) -> dict[str, Json]:
        """
        Return what *case* led to, in the form of its ``expected``.

        Raises:
            AssertionError: a refused call changed something, a Get disagrees with the
                answer of an accepted one, or an earlier case left something behind.
        """
        player = Player(self, case)
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
        if seen:
            outcome["warns"] = player.warned(str(seen[0].message))
        return outcome

    def forget(self) -> None:
        """
        Let no case find what an earlier one has made or shared in API Gateway.
        """
        self._last = None
        self.shared.clear()
        self.first.clear()


class Player:
    """
    One case under way: where it stands, and the client that it speaks through.

    Attributes:
        names: what ``{name}`` stands for.
        shown: what ``reads`` answer before the call.
        request: what is sent.
        is_accepted: whether the call was.
        is_guest: whether it stands in what other cases share.
    """

    def __init__(self, account: Account, case: Case) -> None:
        self.account, self.case, self.file = account, case, load(case.file)
        service, unvalidated = self.file["service"], case.row.get("unvalidated", False)
        self.client = account.client(service, validates=not unvalidated)
        self.request = {**self.file.get("target", {}), **case.row["request"]}
        self.names: Names = dict(account.names)
        self.shown: list[Json] = []
        self.is_accepted = self.is_guest = False

    # --- Set-up -------------------------------------------------------------------

    @property
    def key(self) -> str:
        return json.dumps([self.case.file, self.case.given])

    def arrive(self, last: Player | None) -> None:
        """
        Stand where *last* stands, if a set-up would make the same; else set up.
        """
        if last and last.key == self.key:
            self.names, self.shown = last.names, last.shown
            self.is_guest = last.is_guest
            return
        if last:
            last.undo()
        self.set_up()

    def leave(self) -> Player | None:
        """
        Return what the next case may find in place; a used place is cleared first.
        """
        if not self.is_accepted:
            return self
        self.undo()
        return None

    def set_up(self) -> None:
        givens = {**common()["givens"], **self.file.get("givens", {})}
        whole = {*common()["shared"], *self.file.get("shared", [])}
        parts = [*expand(self.case.given, givens, whole)]
        shared = [part for part in parts if isinstance(part, str)]
        self.is_guest = bool(shared)
        if shared:
            self.share([*expand(shared, givens)])
        for step in parts:
            if not isinstance(step, str):
                self.prepare(step)
        self.shown = self.reads()
        if shared:
            self.check_place()

    def check_place(self) -> None:
        first, shown = self.account.first, unnamed(self.shown, self.own_names())
        was = first.setdefault(self.key, shown)
        assert shown == was, "an earlier case left something behind"

    def share(self, steps: list[Step]) -> None:
        """
        Make what *steps* make, or find it where it was made already.
        """
        made, key = self.account.shared, json.dumps([self.file["service"], steps])
        if key not in made:
            for step in steps:
                self.prepare(step)
            made[key] = self.own_names()
        self.names.update(made[key])

    def prepare(self, step: Step) -> None:
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
        Take out of what is shared what the set-up and the call put into it.
        """
        sent = self.request if self.is_accepted else self.file.get("target", {})
        known = {**fill(sent, self.names), **self.names}
        for step in self.file.get("undo", []) if self.is_guest else []:
            wanted = fill(step.get("with", {}), known)
            if HOLE.search(json.dumps(wanted)):
                continue
            try:
                self.call({**step, "with": wanted})
            except ClientError as error:
                if error.response["Error"]["Code"] != "NotFoundException":
                    raise

    # --- Calls --------------------------------------------------------------------

    def call(self, step: Step) -> dict[str, Json]:
        client = self.client
        if "service" in step:
            client = self.account.client(step["service"])
        call, request = (
            getattr(client, step["call"]),
            fill(step.get("with", {}), self.names),
        )
        for _ in range(step.get("times", 1)):
            answer = call(**request)
        for name, member in step.get("keep", {}).items():
            self.names[name] = jmespath.search(member, answer)
        return dict(answer)

    def send(self, request: dict[str, Json], body: Json = UNSENT) -> dict[str, Json]:
        """
        Make the call that is tested, with the JSON of *body* if there is one.
        """
        step = {"call": self.file["operation"], "with": request}
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
        try:
            answer = self.call(step)
        except ClientError as error:
            return str(error)
        answer.pop("ResponseMetadata")
        return json.loads(json.dumps(answer, default=str))

    def reads(self) -> list[Json]:
        return [self.read(step) for step in self.file.get("reads", [])]

    # --- Outcome ------------------------------------------------------------------

    def outcome(self) -> dict[str, Json]:
        same = asked_for(self.request, self.file["same"]) if "same" in self.file else {}
        before = self.before(same) if "changes" in self.case.expected else {}
        try:
            answer = self.send(self.request, self.case.row.get("body", UNSENT))
        except ClientError as error:
            assert self.reads() == self.shown, "a refusal changed it"
            return self.refused(error)
        self.is_accepted = True
        # An id that the call made is known to what follows as {created}.
        self.names["created"] = answer.get(self.file.get("created", ""), "")
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        if same:
            assert self.read(same) == answer, "Get disagrees with the answer"
        return self.accepted(status, answer, before)

    def before(self, same: Step) -> Json:
        reads = self.file.get("reads", [])
        return self.shown[0] if reads and reads[0] == same else self.read(same)

    def refused(self, error: ClientError) -> dict[str, Json]:
        answer = error.response
        modelled = self.client.exceptions.from_code(answer["Error"]["Code"])
        assert type(error) is modelled, "not what client.exceptions catches"
        self.account.sentence = answer["Error"]["Message"]
        return self.in_names(
            {
                "status": answer["ResponseMetadata"]["HTTPStatusCode"],
                "code": answer["Error"]["Code"],
                "message": answer["Error"]["Message"],
            }
        )

    def accepted(self, status: int, answer: Json, before: Json) -> dict[str, Json]:
        if "changes" not in self.case.expected:
            return self.in_names({"status": status, "answer": answer})
        after = json.loads(json.dumps(answer, default=str))
        return self.in_names({"status": status, "changes": difference(before, after)})

    def in_names(self, outcome: dict[str, Json]) -> dict[str, Json]:
        return dict(named(outcome, self.case.expected, self.names))

    def warned(self, text: str) -> str:
        wanted = str(self.case.expected.get("warns", ""))
        return wanted if wanted and wanted in text else text
