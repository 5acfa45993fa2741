"""
One starting point, the calls made on it, and what must hold after each.
"""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import ClientError
from cases_runner import FOLDER, UNSENT, Account, Case, Player, moved, plain
from fuzz.areas import Done, Json

from apigw_mock import mock_apigw_updates
from apigw_mock.host.ask.names import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuzz.areas import Area

# Of any operation, beside those that the service model lists for it.
ANY_OPERATION = {
    "AccessDeniedException",  # among API Gateway's common errors
    "SerializationException",
    "ValidationException",
}


# By the member that has the state: the passing one, and a member that goes with it.
_PASSING = {
    "cacheClusterStatus": ("CREATE_IN_PROGRESS", ""),
    "domainNameStatus": ("UPDATING", "domainNameStatusMessage"),
    "DomainNameStatus": ("UPDATING", "DomainNameStatusMessage"),
}
_WITHIN = {"DomainNameConfigurations"}  # lists whose items have a state


class Request(NamedTuple):
    """
    One call.

    Args:
        arguments: boto3's.
        body: the JSON to send in place of what botocore would make of them.
    """

    arguments: dict[str, Json]
    body: Json = UNSENT


def request_of(case: Case) -> Request:
    return Request(case.row["request"], case.row.get("body", UNSENT))


class Refusals(logging.Filter):
    """
    Keeps the row that refused last, as the package logs it, and no record.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rule: Any = None

    def filter(self, record: logging.LogRecord) -> bool:
        self.rule = getattr(record, "rule", None)
        return False


class Tally:
    """
    How many calls there were, and what they reached.

    Attributes:
        calls: ``{"accepted": 17, "refused": 39}``.
        reached: ``{(row, True): 3}``, True for what the row has accepted.
    """

    def __init__(self, area: Area) -> None:
        self.area = area
        self.calls: Counter[str] = Counter()
        self.reached: Counter[tuple[Any, bool]] = Counter()

    @property
    def wanted(self) -> set[tuple[Any, bool]]:
        taking = filter(self.area.can_accept, self.area.rows)
        return {(row, False) for row in self.area.rows} | {
            (row, True) for row in taking
        }

    @property
    def missing(self) -> set[tuple[Any, bool]]:
        return self.wanted - set(self.reached)

    def count(self, done: Done | None, refusing: Any) -> None:
        self.calls["accepted" if done else "refused"] += 1
        for row in set(self.area.rows_of(done)) if done else {refusing}:
            self.reached[row, done is not None] += 1


class Ground:
    """
    A scope that is emptied for each walk, and its account.
    """

    def __init__(self, backend: Any, refusals: Refusals) -> None:
        self.backend, self.refusals = backend, refusals
        self.account = Account(backend.client, FOLDER, run="apigw-fuzz")

    def clear(self) -> None:
        self.backend.reset()
        self.account.forget()


@contextmanager
def open_ground() -> Iterator[Ground]:
    log, refusals = logging.getLogger("apigw_mock.host.answer"), Refusals()
    log.addFilter(refusals)
    log.setLevel(logging.DEBUG)
    try:
        with mock_apigw_updates() as backend:
            yield Ground(backend, refusals)
    finally:
        log.setLevel(logging.NOTSET)
        log.removeFilter(refusals)


class Walk(Player):
    """
    The starting point of a case, and calls of the case's operation on it.
    """

    def __init__(self, ground: Ground, case: Case, tally: Tally) -> None:
        ground.clear()
        super().__init__(ground.account, case)
        self.ground, self.tally = ground, tally
        self.client = ground.account.client(self.file["service"], validates=False)
        with quiet():
            self.set_up()
            self.look()
        model = self.client.meta.service_model
        operation = self.client.meta.method_to_api_mapping[self.file["operation"]]
        shapes = model.operation_model(operation).error_shapes
        self.codes = ANY_OPERATION | {shape.name for shape in shapes}

    def make(self, request: Request) -> None:
        """
        Make one call.

        Raises:
            AssertionError: the answer is none of AWS's, a refusal changed something,
                or a Get disagrees with an answer.
        """
        before, self.ground.refusals.rule = self.shown, None
        with quiet():
            answer = self.answer(request)
            self.shown = self.reads()
            done = self.done(request, before, answer) if answer is not None else None
        if done is None:
            assert self.shown == before, "a refusal changed something"
        self.tally.count(done, self.ground.refusals.rule)

    def answer(self, request: Request) -> Json:
        """
        Return the answer, None for a refusal.
        """
        arguments = {**self.file["target"], **request.arguments}
        try:
            answer = self.send(arguments, request.body)
        except ClientError as error:
            response = error.response
            assert 400 <= response["ResponseMetadata"]["HTTPStatusCode"] < 500
            assert response["Error"]["Code"] in self.codes
            assert response["Error"]["Message"]
            return None
        answer.pop("ResponseMetadata")
        return plain(answer)

    def done(self, request: Request, before: list[Json], answer: Json) -> Done:
        """
        Return what an accepted call has done, once Get says the same.
        """
        created = self.file.get("created")
        if created:
            self.names["created"] = answer[created]
        shown = self.get(request, answer)
        assert shown == deployed(settled(answer), shown), (
            "Get disagrees with the answer"
        )
        sent = request.arguments if request.body is UNSENT else request.body
        return Done(
            self.case.file,
            fill(sent, self.names),
            None if created else before[0],
            answer,
        )

    def get(self, request: Request, answer: Json) -> Json:
        """
        Return what Get says of that which *request* names, or its *answer* anew.
        """
        reads = self.file["reads"]
        same = self.file.get("same") or reads[0]
        named = {
            n: request.arguments.get(n, value) for n, value in same["with"].items()
        }
        step = moved({"call": same["call"], "with": named}, answer, self.file)
        return self.shown[0] if step == reads[0] else self.read(step)


def settled(answer: Json) -> Json:
    """
    Return what Get says, where an answer gives a state as in progress.
    """
    for state, (passing, also) in _PASSING.items():
        if answer.get(state) == passing:
            rest = {name: one for name, one in answer.items() if name != also}
            return {**rest, state: "AVAILABLE"}
    within = {
        name: [settled(one) for one in answer[name]] for name in _WITHIN & answer.keys()
    }
    return {**answer, **within}


def deployed(answer: Json, shown: Json) -> Json:
    """
    Return what Get says of a stage that was deployed by itself after the *answer*.
    """
    if not answer.get("AutoDeploy"):
        return answer
    made = ("DeploymentId", "LastDeploymentStatusMessage")
    return {**answer, **{name: shown[name] for name in made if name in shown}}


@contextmanager
def quiet() -> Iterator[None]:
    """
    Let settings be dropped without a warning.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
