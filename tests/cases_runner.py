"""
Run the cases of ``tests/cases/*.json`` through boto3.

A file of cases is language-neutral JSON::

    {
      "service": "apigateway",
      "operation": "update_integration_response",
      "target": {"restApiId": "{api}", ...},   # sent with every case
      "reads": [{"call": "get_method", "with": {...}}, ...],
      "same": {"call": "get_integration_response", "with": {...}},
      "givens": {"cors": [{"call": "create_rest_api", "with": {...},
                           "keep": {"api": "id"}}, ...]},
      "cases": [{"id": "...", "given": ["cors", {"call": ...}],
                 "request": {...}, "expected": {...},
                 "evidence": "recorded", "source": "..."}]
    }

``keep`` takes JMESPath expressions of an answer; ``{name}`` in a later call, a request
or an expected answer stands for what was kept. ``reads`` must answer after a refusal
what they answered before it. ``same`` must answer after a success what the call did;
it asks for what the request names.
``"service": "apigatewayv2"`` sends a step to another service than the file's,
``"times": 300`` repeats it, ``{"$repeat": ["x", 513, "before", "after"]}`` is long
text. ``rule`` names the row that refuses, or that an accepted case shows.
``expected`` is ``{"status", "answer"}`` or ``{"status", "code", "message"}``; in place
of ``answer``, ``"changes"`` holds what differs from the answer of ``same`` before the
call, null for what is gone. With
``"warns": "text"`` a `DroppedSettingWarning` must hold the text. ``"unvalidated"``
switches botocore's own checks off, ``"body"`` is the JSON to send in place of what
botocore would send. A read that fails counts by its error.
"""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError

from apigw_mock import mock_apigw_updates

CASES = Path(__file__).parent / "cases"
_HOLE = re.compile(r"\{(\w+)\}")

Json = Any


@dataclass(frozen=True)
class Case:
    file: str
    row: dict[str, Json]

    def __str__(self) -> str:
        return str(self.row["id"])

    @property
    def expected(self) -> dict[str, Json]:
        return dict(self.row["expected"])


@cache
def load(file: str) -> dict[str, Json]:
    text = (CASES / f"{file}.json").read_text(encoding="utf-8")
    return dict(json.loads(text, object_hook=long_text))


def long_text(value: dict[str, Json]) -> Json:
    if "$repeat" not in value:
        return value
    text, times, before, after = [*value["$repeat"], "", ""][:4]
    return before + text * times + after


def cases(file: str) -> list[Case]:
    return [Case(file, row) for row in load(file)["cases"]]


def run(case: Case) -> dict[str, Json]:
    """
    Return what *case* led to, in the form of its ``expected``.

    Raises:
        AssertionError: a refused call changed something, or a Get disagrees with
            the answer of an accepted one.
    """
    with mock_apigw_updates() as backend, warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        player = Player(backend, case)
        for step in player.steps():
            player.call(step)
        seen.clear()
        outcome = player.outcome()
    if seen:
        outcome["warns"] = player.warned(str(seen[0].message))
    return outcome


def difference(before: dict[str, Json], after: dict[str, Json]) -> dict[str, Json]:
    """
    Return what *after* has instead of *before*, null for what is gone.
    """
    gone = {name: None for name in before if name not in after}
    new = {k: v for k, v in after.items() if k not in before or before[k] != v}
    return {**gone, **new}


def asked_for(request: dict[str, Json], read: dict[str, Json]) -> dict[str, Json]:
    """
    Return *read* with the identifiers that *request* has in place of its own.
    """
    own = read["with"]
    return {**read, "with": {name: request.get(name, own[name]) for name in own}}


class Player:
    """
    One case under way: the client that it speaks through, and what it kept.
    """

    def __init__(self, backend: Any, case: Case) -> None:
        self.file, self.case = load(case.file), case.row
        config = Config(
            parameter_validation=not self.case.get("unvalidated"),
            retries={"total_max_attempts": 1},
        )
        self.backend = backend
        self.client = backend.client(self.file["service"], config=config)
        self.kept: dict[str, str] = {}

    def steps(self) -> list[dict[str, Json]]:
        given = self.case.get("given", [])
        named = [given] if isinstance(given, str) else given
        return [
            step
            for part in named
            for step in (self.file["givens"][part] if isinstance(part, str) else [part])
        ]

    def fill(self, value: Json) -> Json:
        if isinstance(value, str):
            return _HOLE.sub(lambda hole: self.kept.get(hole[1], hole[0]), value)
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, dict):
            return {self.fill(key): self.fill(item) for key, item in value.items()}
        return value

    def call(self, step: dict[str, Json]) -> dict[str, Json]:
        request, client = step.get("with", {}), self.client
        if "service" in step:
            client = self.backend.client(step["service"])
        call = getattr(client, step["call"])
        for _ in range(step.get("times", 1)):
            answer = call(**self.fill(request))
        for name, member in step.get("keep", {}).items():
            self.kept[name] = jmespath.search(member, answer)
        return dict(answer)

    def send(self, step: dict[str, Json]) -> dict[str, Json]:
        if "body" not in self.case:
            return self.call(step)
        body = json.dumps(self.fill(self.case["body"])).encode()

        def replace_body(params: dict[str, Json], **_: Json) -> None:
            params["body"] = body

        self.client.meta.events.register("before-call", replace_body)
        try:
            return self.call(step)
        finally:
            self.client.meta.events.unregister("before-call", replace_body)

    def read(self, step: dict[str, Json]) -> Json:
        try:
            answer = self.call(step)
        except ClientError as error:
            return str(error)
        answer.pop("ResponseMetadata")
        return json.loads(json.dumps(answer, default=str))

    def outcome(self) -> dict[str, Json]:
        file = self.file
        request = {**file.get("target", {}), **self.case["request"]}
        reads = file.get("reads", [])
        before = [self.read(step) for step in reads]
        changes = "changes" in self.case["expected"]
        same = asked_for(request, file["same"]) if "same" in file else None
        shown = self.read(same) if same and changes else None
        try:
            answer = self.send({"call": file["operation"], "with": request})
        except ClientError as error:
            assert [self.read(step) for step in reads] == before, "a refusal changed it"
            return self.refused(error)
        return self.accepted(answer, same, shown)

    def refused(self, error: ClientError) -> dict[str, Json]:
        answer = error.response
        modelled = self.client.exceptions.from_code(answer["Error"]["Code"])
        assert type(error) is modelled, "not what client.exceptions catches"
        return {
            "status": answer["ResponseMetadata"]["HTTPStatusCode"],
            "code": answer["Error"]["Code"],
            "message": self.emptied(answer["Error"]["Message"]),
        }

    def accepted(
        self, answer: dict[str, Json], same: Json, shown: Json
    ) -> dict[str, Json]:
        file = self.file
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        # An id that the call made is known to the reads as {created}.
        self.kept["created"] = answer.get(file.get("created", ""), "")
        if same:
            assert self.read(same) == answer, "Get disagrees with the answer"
        if shown is not None:
            changed = difference(shown, json.loads(json.dumps(answer, default=str)))
            return {"status": status, "changes": self.emptied(changed)}
        return {"status": status, "answer": self.emptied(answer)}

    def emptied(self, value: Json) -> Json:
        """
        Return *value* with what was kept written as its name again.
        """
        text = json.dumps(value)
        for name, kept in self.kept.items():
            if kept:
                text = text.replace(kept, f"{{{name}}}")
        return json.loads(text)

    def warned(self, text: str) -> str:
        wanted = str(self.case["expected"].get("warns", ""))
        return wanted if wanted and wanted in text else text
