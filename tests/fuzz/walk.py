"""
One starting point, the calls made on it, and what must hold after each.
"""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.config import Config
from botocore.exceptions import ClientError
from cases_runner import Player, load
from fuzz.areas import Done, Json

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cases_runner import Case
    from fuzz.areas import Area

UNSENT: Json = object()
# Of any operation, beside those that the service model lists for it.
ANY_OPERATION = {
    "AccessDeniedException",  # among API Gateway's common errors
    "SerializationException",
    "ValidationException",
}


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


class Refusals(logging.Handler):
    """
    Keeps the row that refused last, as the package logs it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rule: Any = None

    def emit(self, record: logging.LogRecord) -> None:
        self.rule = getattr(record, "rule", None)


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
        return {(row, verdict) for row in self.area.rows for verdict in (True, False)}

    @property
    def missing(self) -> set[tuple[Any, bool]]:
        return self.wanted - set(self.reached)

    def count(self, done: Done | None, refusing: Any) -> None:
        self.calls["accepted" if done else "refused"] += 1
        for row in set(self.area.rows_of(done)) if done else {refusing}:
            self.reached[row, done is not None] += 1


class Ground:
    """
    A scope that is emptied for each walk, and its clients.
    """

    def __init__(self, backend: Any, refusals: Refusals) -> None:
        self.backend, self.refusals = backend, refusals
        config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
        self.clients = {
            service: backend.client(service, config=config)
            for service in ("apigateway", "apigatewayv2")
        }


@contextmanager
def open_ground() -> Iterator[Ground]:
    log, refusals = logging.getLogger("apigw_mock.host.answer"), Refusals()
    log.addHandler(refusals)
    log.setLevel(logging.DEBUG)
    log.propagate = False  # pytest would keep every record
    try:
        with mock_apigw_updates() as backend:
            yield Ground(backend, refusals)
    finally:
        log.propagate = True
        log.setLevel(logging.NOTSET)
        log.removeHandler(refusals)


class Walk(Player):
    """
    The starting point of a case, and calls of the case's operation on it.
    """

    def __init__(self, ground: Ground, case: Case, tally: Tally) -> None:
        ground.backend.reset()
        self.ground, self.tally = ground, tally
        self.name, self.file, self.case = case.file, load(case.file), dict(case.row)
        self.client = ground.clients[self.file["service"]]
        self.kept: dict[str, str] = {}
        with quiet():
            for step in self.steps():
                self.call(step)
            self.shown = self.reads()
        model = self.client.meta.service_model
        operation = self.client.meta.method_to_api_mapping[self.file["operation"]]
        shapes = model.operation_model(operation).error_shapes
        self.codes = ANY_OPERATION | {shape.name for shape in shapes}

    def reads(self) -> list[Json]:
        return [self.read(step) for step in self.file["reads"]]

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
        self.case = {} if request.body is UNSENT else {"body": request.body}
        arguments = {**self.file["target"], **request.arguments}
        try:
            answer = self.send({"call": self.file["operation"], "with": arguments})
        except ClientError as error:
            response = error.response
            assert 400 <= response["ResponseMetadata"]["HTTPStatusCode"] < 500
            assert response["Error"]["Code"] in self.codes
            assert response["Error"]["Message"]
            return None
        answer.pop("ResponseMetadata")
        return answer

    def done(self, request: Request, before: list[Json], answer: Json) -> Done:
        """
        Return what an accepted call has done, once Get says the same.
        """
        created = self.file.get("created")
        if created:
            self.kept["created"] = answer[created]
        assert self.get(request) == answer, "Get disagrees with the answer"
        sent = request.arguments if request.body is UNSENT else request.body
        return Done(self.name, sent, None if created else before[0], answer)

    def get(self, request: Request) -> Json:
        """
        Return what Get says of that which *request* names.
        """
        reads = self.file["reads"]
        same = self.file.get("same") or reads[0]
        named = {
            n: request.arguments.get(n, value) for n, value in same["with"].items()
        }
        step = {"call": same["call"], "with": named}
        return self.shown[0] if step == reads[0] else self.read(step)


@contextmanager
def quiet() -> Iterator[None]:
    """
    Let settings be dropped without a warning.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
