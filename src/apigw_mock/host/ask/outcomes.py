"""
What an answer shows, in the form in which cases expect it.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

Json = Any

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


def demand(holds: object, otherwise: str) -> None:
    """
    Raise an AssertionError unless a demand on the account holds.
    """
    if not holds:
        raise AssertionError(otherwise)


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


# --- Invocations ------------------------------------------------------------------


def invocation(answer: dict[str, Json], wanted: dict[str, Json]) -> dict[str, Json]:
    """
    Return what a method answered, as far as it is *wanted*.
    """
    first, *rest = LINE_END.split(answer["log"])
    request_id, undated = first.rpartition(" ")[2], [DATE.sub("", one) for one in rest]
    demand(all(map(DATE.match, rest[:-1])), "a line of the log has no date")
    single = {name: values[-1] for name, values in answer["multiValueHeaders"].items()}
    demand(single == answer.get("headers", single), "the headers contradict each other")
    demand(answer.get("latency", 0) >= 0, "the latency is negative")
    lines = steady([first, *undated], request_id)
    logged = [line for line in wanted.get("logged", []) if line in lines]
    made = {"headers": single, "log": lines, "logged": logged}
    seen = {**steady({**answer, **made}, request_id), "log": lines, "logged": logged}
    seen["sent"] = wanted_of(seen.get("sent"), wanted.get("sent"))
    return {name: seen.get(name) for name in wanted}


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
