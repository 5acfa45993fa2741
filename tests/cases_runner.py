"""
Run the cases of ``tests/cases/*.json`` through boto3.

A file of cases is JSON in the form of ``tests/cases.schema.json``::

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

**Names.** Cases can run in any account, also at AWS. So a case names what its set-up
made: ``keep`` takes values from an answer by JMESPath, and ``{name}`` stands for a
kept value in a later call, a request or an expected answer. An identifier must be such
a name. These names are always known:

* ``{account}``, ``{region}`` and ``{partition}`` are the caller's.
* ``{other_account}`` is not the caller's account. ``{other_region}`` is another region
  of the caller's partition. ``{foreign_region}`` is a region of
  ``{foreign_partition}``, which is not the caller's.
* ``{absent}`` is an identifier that does not exist.
* ``{run}`` is a word for this run. Names that must be unique in an account begin with
  it.
* ``{created}`` is the identifier that the call made. ``"created": "IntegrationId"``
  says which member of the answer has it. ``"keep"`` takes other values from the answer,
  as a step's does.

``as_is`` says why a case has an identifier that is not a name. ``mock_only`` says why
a case cannot run at AWS. ``tests/rules_of_cases.py`` checks that cases keep these
rules.

**Set-up.** A given is a list of steps and names of other givens. Every file has those
of ``tests/common_givens.json``. The givens in ``shared`` are made first, and once for
all cases that list the same ones. No case may change them. The other steps are made for
one case. If the call was refused, and ``reads`` answer as before, the next case with
the same given uses them again. Otherwise the steps of ``undo`` remove them. In these,
``{member}`` may also be a member of the request. A step with an unknown name is
skipped, and one that finds nothing is not an error. A step to a service other than API
Gateway is made once for all files.

**Answers.** After a refusal, ``reads`` must answer as before the call. After a success,
``same`` must answer what the call answered. It reads what the request names. The answer
names the identifiers in ``"renamed": ["basePath"]``, which a call may change. ``rule``
names the row that refuses, or that an accepted case shows. ``expected`` is ``{"status",
"answer"}`` or ``{"status", "code", "message"}``. In place of ``answer``, ``changes``
holds the difference from the answer of ``same`` before the call, with null for a member
that is gone. With ``"warns": "text"``, the call's warning must contain the text.
A read leaves out a member whose name is not known, if the call can go without it.
If a read fails, its error is compared. ``"settles": {"status": "AVAILABLE"}`` says what
``same`` shows in place of a state that the answer gives as in progress, with null for a
member that is gone. Dates are left out.

**Imports.** An import makes more than its answer shows. ``then`` in ``expected`` lists
reads, each with what it ``shows``, or what JMESPath picks of that: ``"pick":
"Items[].RouteKey"``. A read may ``keep`` names for the reads after it. ``rows`` names
the constructs of the list of rules that the case shows, by their paths.

**Invocations.** A case of test_invoke_method has ``invocation`` in place of ``answer``:
``status``, ``body`` or ``bodyBase64``, ``headers`` or ``multiValueHeaders`` of the
method's answer, and ``log`` with every line, or ``logged`` with some. Lines have no
dates. What differs from run to run has a name: ``{requestId}``, another ``{uuid}``,
``{trace}``, ``{date}`` in a header, ``{latency}`` in milliseconds, ``{varies}`` in
an event. A ``stackTrace`` is
empty. ``stubs`` answer behind the method, in process::

    "stubs": [{"target": "https://pets.example", "answer":
                  {"status": 200, "headers": {...}, "body": "..."}},  # or "bodyBase64"
              {"target": "pets", "returns": {...}},
              {"target": "https://pets.example/late", "raises":
                  {"type": "TimeoutError", "message": "..."}}]

An error whose ``type`` Python does not have is made. ``sent`` in the invocation is what
the first stub that was called got, as far as it is wanted: ``method``, ``url``,
``query``, ``headers`` and ``body`` or ``bodyBase64``, or the ``event``. A header with
one value may be text, and null says that there is none. ``"sent": null`` says that no
stub was called. ``wholeEvent`` is an event with all that it has. ``"invoke": {"path":
"/pets", "query", "headers", "body" or "bodyBase64", "stage_variables"}`` makes the call
by `apigw_mock.Backend.invoke` in place of boto3, so that bytes go in and come out, and
the invocation may also have ``response`` and ``pattern``.
``rows`` names the rows of the list of rules that the case shows.

``"service": "apigatewayv2"`` sends a step, or a read, to another service than the
file's.
``"times": 300`` repeats a step, and ``{time}`` in it counts from 0.
``{"$repeat": ["x", 513, "before", "after"]}`` is long text, and ``{"$json": …}`` is the
text of some JSON, for instance of an OpenAPI document. ``"unvalidated"`` switches
botocore's own checks off. ``"body"`` is the JSON to send in place of botocore's.
"""

from __future__ import annotations

import builtins
import json
import re
import warnings
from base64 import b64decode, b64encode
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError
from names_of_cases import HOLE, fill, named, surroundings, unnamed

from apigw_mock import StubRequest, mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from names_of_cases import Names

    from apigw_mock import Backend

HERE = Path(__file__).parent
CASES = HERE / "cases"
TESTED = ("apigateway", "apigatewayv2")

Json = Any
Step = dict[str, Json]

UNSENT: Json = object()
DATE = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4} : ")
LINE_END = re.compile(rf"\n(?={DATE.pattern}|\Z)")  # a body may have some of its own
# What differs from run to run, and what cases say in its place.
RANDOM = (
    (re.compile(r"[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}"), "{uuid}"),
    (
        re.compile(
            r"[Rr]oot=1-[\da-f]{8}-[\da-f]{24}"
            r"(?:;[Pp]arent=[\da-f]{16};[Ss]ampled=0;lineage=[\da-f]{8}:0)?"
        ),
        "{trace}",
    ),
    (re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT"), "{date}"),
    (re.compile(r"\d{8}T\d{6}Z"), "{date}"),
    (re.compile(r"(?<=latency: )\d+(?= ms)"), "{latency}"),
    (re.compile(r'(?<="stackTrace": )\[(?:"(?:[^"\\]|\\.)*"(?:, )?)*\]'), "[]"),
)
# Members of a function's event, which say {varies}.
VARYING = {
    *("accessKey", "extendedRequestId", "requestTime", "requestTimeEpoch", "userAgent")
}


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
    def is_refused(self) -> bool:
        return bool(self.row["expected"]["status"] >= 400)

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
    if "$json" in value:
        return json.dumps(value["$json"])
    if "$repeat" not in value:
        return value
    text, times, before, after = [*value["$repeat"], "", ""][:4]
    return before + text * times + after


def cases(file: str) -> list[Case]:
    return [Case(file, row) for row in load(file)["cases"]]


def files() -> list[str]:
    every = (path.stem for path in CASES.glob("*.json"))
    return sorted(file for file in every if file != "velocity")  # templates, not calls


def files_of(service: str) -> list[str]:
    return [file for file in files() if load(file)["service"] == service]


@contextmanager
def mocked() -> Iterator[Account]:
    """
    Open a scope and yield its account.
    """
    with mock_apigw_updates() as backend:
        yield Account(backend.client, run="apigw-cases", backend=backend)


def difference(before: dict[str, Json], after: dict[str, Json]) -> dict[str, Json]:
    """
    Return the members of *after* that differ from *before*, None for one that is gone.
    """
    gone = {name: None for name in before if name not in after}
    new = {k: v for k, v in after.items() if k not in before or before[k] != v}
    return {**gone, **new}


def plain(answer: Json) -> Json:
    """
    Return an answer as JSON, without its dates: they differ from run to run.
    """
    if isinstance(answer, dict):
        dated = {k for k, value in answer.items() if isinstance(value, datetime)}
        return {k: plain(value) for k, value in answer.items() if k not in dated}
    if isinstance(answer, list):
        return [plain(one) for one in answer]
    return json.loads(json.dumps(answer, default=str))


def invocation(answer: dict[str, Json], wanted: dict[str, Json]) -> dict[str, Json]:
    """
    Return what a method answered, as far as it is *wanted*.
    """
    first, *rest = LINE_END.split(answer["log"])
    request_id, undated = first.rpartition(" ")[2], [DATE.sub("", one) for one in rest]
    assert all(map(DATE.match, rest[:-1])), "a line of the log has no date"
    single = {name: values[-1] for name, values in answer["multiValueHeaders"].items()}
    assert single == answer.get("headers", single)
    assert answer.get("latency", 0) >= 0
    lines = steady([first, *undated], request_id)
    logged = [line for line in wanted.get("logged", []) if line in lines]
    made = {"headers": single, "log": lines, "logged": logged}
    seen = {**steady({**answer, **made}, request_id), "log": lines, "logged": logged}
    seen["sent"] = wanted_of(seen["sent"], wanted.get("sent"))
    return {name: seen[name] for name in wanted}


def steady(value: Json, request_id: str) -> Json:
    """
    Return *value* with a name in place of what differs from run to run.
    """
    if isinstance(value, dict):
        return {
            key: "{varies}" if key in VARYING and item else steady(item, request_id)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [steady(item, request_id) for item in value]
    if not isinstance(value, str):
        return value
    text = value.replace(request_id, "{requestId}") if request_id else value
    for random, name in RANDOM:
        text = random.sub(name, text)
    return text


def wanted_of(actual: Json, wanted: Json) -> Json:
    """
    Return the members of *actual* that *wanted* has, None where it says so.

    A list of one item is its item, where *wanted* has text.
    """
    if isinstance(wanted, str) and isinstance(actual, list) and len(actual) == 1:
        return actual[0]
    if not (isinstance(actual, dict) and isinstance(wanted, dict)):
        return actual
    missing = {name: None for name in wanted if name not in actual}
    known = {k: wanted_of(actual[k], wanted[k]) for k in wanted if k in actual}
    if "wholeEvent" in wanted:
        known["wholeEvent"] = actual["wholeEvent"]
    return {**missing, **known}


# --- Stubs ------------------------------------------------------------------------


def in_bytes(row: dict[str, Json]) -> bytes:
    if "bodyBase64" in row:
        return b64decode(row["bodyBase64"])
    return str(row.get("body", "")).encode()


def in_text(body: bytes) -> dict[str, str]:
    """
    Return a body as cases write it, in both ways.
    """
    text = body.decode("utf-8", "replace")
    return {"body": text, "bodyBase64": b64encode(body).decode()}


def stub_of(row: dict[str, Json], sent: list[Json]) -> Callable[..., Json]:
    """
    Return the function of a case's stub. It notes in *sent* what it gets.
    """

    def answer(got: Json, _context: Json = None) -> Json:
        sent.append(as_row(got))
        if "raises" in row:
            raise error_of(row["raises"])
        if "answer" not in row:
            return row["returns"]
        one = row["answer"]
        return one["status"], one.get("headers", {}), in_bytes(one)

    return answer


def as_row(sent: Json) -> Json:
    if not isinstance(sent, StubRequest):
        return {"event": sent, "wholeEvent": sent}
    return {**asdict(sent), **in_text(sent.body)}


def error_of(row: dict[str, Json]) -> Exception:
    kind = getattr(builtins, row["type"], None) or type(row["type"], (Exception,), {})
    made: Exception = kind(*[row["message"]] if "message" in row else [])
    return made


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


def stages(given: list[str | Step], file: dict[str, Json]) -> tuple[list[Step], ...]:
    """
    Return the steps of *given* that cases share, and those for one case.
    """
    givens = {**common()["givens"], **file.get("givens", {})}
    shared = {*common()["shared"], *file.get("shared", [])}
    parts = [*expand(given, givens, shared)]
    first = [*expand([part for part in parts if isinstance(part, str)], givens)]
    return first, [step for step in parts if step not in [*shared, *first]]


def expand(
    given: Iterable[str | Step], givens: dict[str, Json], whole: Collection[str] = ()
) -> Iterator[Json]:
    """
    Yield the steps of *given*.

    Args:
        given: steps, and names of *givens*.
        givens: the steps that replace a name, the first time that it comes.
        whole: the names that stay names.
    """
    seen = set()

    def walk(parts: Iterable[str | Step]) -> Iterator[Json]:
        for part in parts:
            if not isinstance(part, str):
                yield part
            elif part not in seen:
                seen.add(part)
                yield from [part] if part in whole else walk(givens[part])

    return walk(given)


class Account:
    """
    The account in which cases run: its clients, and what many cases share.

    Attributes:
        names: the names that are known before anything is made.
        shared: the names of what cases share, by the steps that made it.
        elsewhere: the names of what a step made in another service, by the step.
        first: what ``reads`` answered after the first of equal set-ups, by the set-up.
        sentence: the last refusal's message, unchanged.
    """

    def __init__(
        self,
        new_client: Callable[..., Any],
        *,
        run: str,
        backend: Backend | None = None,
    ) -> None:
        """
        Args:
            new_client: makes a client: ``new_client("sts", config=Config(…))``.
            run: a word that no other run in this account uses.
            backend: the scope's, if cases run in process.
        """
        self._new_client = new_client
        self.backend = backend
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
        Return a client of *service*. With ``validates=False``, only AWS checks.
        """
        key = service, validates
        if key not in self._clients:
            once = {"total_max_attempts": 1}
            config = Config(parameter_validation=validates, retries=once)
            self._clients[key] = self._new_client(service, config=config)
        return self._clients[key]

    def run(self, case: Case) -> dict[str, Json]:
        """
        Return the outcome of *case*, in the form of its ``expected``.

        Raises:
            AssertionError: a refused call changed something, a Get disagrees with the
                answer of an accepted call, or an earlier case left something behind.
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
        Forget what earlier cases made or shared in API Gateway.
        """
        self._last = None
        self.shared.clear()
        self.first.clear()


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
        self.account, self.case, self.file = account, case, load(case.file)
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
        shared, own = stages(self.case.given, self.file)
        self.is_guest = bool(shared)
        if shared:
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
            assert shown == was, "an earlier case left something behind"

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

    # --- Calls --------------------------------------------------------------------

    def call(self, step: Step) -> dict[str, Json]:
        client = self.client
        if "service" in step:
            client = self.account.client(step["service"])
        request = fill(step.get("with", {}), self.names)
        call = getattr(client, step["call"])
        for time in range(step.get("times", 1)):
            answer = call(**fill(request, {"time": time}))
        self.keep(step, answer)
        return dict(answer)

    def keep(self, wanted: Json, answer: Json) -> None:
        for name, member in wanted.get("keep", {}).items():
            self.names[name] = kept = jmespath.search(member, answer)
            assert kept is not None, f"no {member} in {answer}"

    def send(self, request: dict[str, Json], body: Json = UNSENT) -> dict[str, Json]:
        """
        Make the call that is tested, with *body* as its JSON if there is one.
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
        return plain(answer)

    def needed_by(self, step: Step) -> list[str]:
        service = step.get("service", self.file["service"])
        meta = self.account.client(service).meta
        model, name = meta.service_model, meta.method_to_api_mapping[step["call"]]
        shape = model.operation_model(name).input_shape
        return list(shape.required_members) if shape else []

    def reads(self) -> list[Json]:
        return [self.read(step) for step in self.file.get("reads", [])]

    # --- Invocations --------------------------------------------------------------

    def answered(self) -> dict[str, Json]:
        """
        Make the call that is tested, with the case's stubs behind it.
        """
        row, sent = self.case.row, []
        with ExitStack() as scope:
            if "stubs" in row:
                backend = scope.enter_context(mock_apigw_updates())
                for one in fill(row["stubs"], self.names):
                    backend.stub(one["target"], stub_of(one, sent))
            if "invoke" in row:
                answer = self.invoke(fill(row["invoke"], self.names), sent)
            else:
                answer = self.send(self.request, row.get("body", UNSENT))
        if "invocation" in self.case.expected:
            answer["sent"] = sent[0] if sent else None
        return answer

    def invoke(self, asked: dict[str, Json], sent: list[Json]) -> dict[str, Json]:
        assert self.account.backend, "runs in process"
        request = {k: one for k, one in asked.items() if k != "bodyBase64"}
        body = {"body": in_bytes(asked)} if "bodyBase64" in asked else {}
        target = fill(self.request, self.names)
        answer = self.account.backend.invoke(**target, **{**request, **body})
        if sent:
            assert as_row(answer.sent) == sent[0]
        return {
            "status": answer.status,
            "multiValueHeaders": answer.headers,
            "log": answer.log,
            "response": answer.response,
            "pattern": answer.pattern,
            "ResponseMetadata": {"HTTPStatusCode": 200},
            **in_text(answer.body),
        }

    # --- Outcome ------------------------------------------------------------------

    def outcome(self) -> dict[str, Json]:
        same = asked_for(self.request, self.file["same"]) if "same" in self.file else {}
        before = self.before(same) if "changes" in self.case.expected else {}
        try:
            answer = self.answered()
        except ClientError as error:
            assert self.shown in (None, self.reads()), "a refusal changed it"
            return self.refused(error)
        self.is_accepted = True
        # Later steps and the expected answer name the new identifier {created}.
        self.names["created"] = answer.get(self.file.get("created", ""), "")
        self.keep(self.file, answer)
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        answer = plain(answer)
        if same:
            settles = fill(self.case.row.get("settles", {}), self.names)
            later = {**answer, **settles}
            settled = {name: one for name, one in later.items() if one is not None}
            found = self.read(moved(same, answer, self.file))
            assert found == settled, "Get disagrees with the answer"
        return self.accepted(status, answer, before)

    def before(self, same: Step) -> Json:
        is_known = self.shown and self.file["reads"][0] == same
        return self.shown[0] if is_known else self.read(same)

    def refused(self, error: ClientError) -> dict[str, Json]:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        code, message = (error.response["Error"][name] for name in ("Code", "Message"))
        modelled = self.client.exceptions.from_code(code)
        assert type(error) is modelled, "not what client.exceptions catches"
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
        changes = difference(before, answer)
        return self.in_names({"status": status, "changes": changes})

    def shows(self, step: Step) -> Step:
        """
        Return a read with what it shows after the call.
        """
        answer = self.call({name: step[name] for name in step if name != "shows"})
        answer.pop("ResponseMetadata")
        picked = jmespath.search(step.get("pick", "@"), plain(answer))
        return {**step, "shows": picked}

    def in_names(self, outcome: dict[str, Json]) -> dict[str, Json]:
        return dict(named(outcome, self.case.expected, self.names))

    def warned(self, text: str) -> str:
        wanted = str(self.case.expected.get("warns", ""))
        return wanted if wanted and wanted in text else text
