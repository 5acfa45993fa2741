"""
Turns results into evidence: edits the files of cases, and keeps their form.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.host.ask.journal import DIFFERENT, EQUAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.host.ask.cases import Folder
    from apigw_mock.host.ask.journal import Result

RECORDED = "recorded"
_SPACE = " \t\r\n"
_decode = json.JSONDecoder().raw_decode


class Span(NamedTuple):
    """
    Where a member of an object is in a text.

    Args:
        name: the member's.
        start: the first character of its name.
        value: the first character of its value.
        end: the character after its value.
    """

    name: str
    start: int
    value: int
    end: int


def members(text: str, start: int) -> Iterator[Span]:
    """
    Yield the members of the JSON object that begins at *start*.
    """
    at = _skip(text, start + 1)
    while text[at] != "}":
        name, colon = _decode(text, at)
        value = _skip(text, _skip(text, colon) + 1)
        _, end = _decode(text, value)
        yield Span(name, at, value, end)
        at = _after_comma(text, end)


def items(text: str, start: int) -> Iterator[int]:
    """
    Yield where the items of the JSON array begin that begins at *start*.
    """
    at = _skip(text, start + 1)
    while text[at] != "]":
        yield at
        _, end = _decode(text, at)
        at = _after_comma(text, end)


def _skip(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at


def _after_comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at


# --- One file ---------------------------------------------------------------------


def edited(text: str, results: Iterable[Result], region: str) -> str:
    """
    Return the text of a file with what *results* say of its cases.

    An equal answer makes the case's evidence ``recorded``. One that differs is written
    beside the case, as its member ``seen``, and changes nothing else of it.

    Args:
        text: of a file of cases.
        results: of its cases. Other results than these two are left out.
        region: where the cases were asked.
    """
    by_case = {result.case: result for result in results}
    edits = [*_edits(text, by_case, region)]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edits(
    text: str, by_case: dict[str, Result], region: str
) -> Iterator[tuple[int, int, str]]:
    top = {span.name: span for span in members(text, _skip(text, 0))}
    for start in items(text, top["cases"].value):
        spans = {span.name: span for span in members(text, start)}
        row, _ = _decode(text, start)
        result = by_case.get(row["id"])
        if result and result.is_as == EQUAL:
            yield from _raised(spans, row, result, region)
            yield from _without_seen(spans)
        elif result and result.is_as == DIFFERENT:
            yield _noted(text, spans, result, region)


def _raised(
    spans: dict[str, Span], row: dict[str, Any], result: Result, region: str
) -> Iterator[tuple[int, int, str]]:
    if row["evidence"] == RECORDED:
        return
    before = f"; {row['evidence']} before: {row['source']}"
    aside = f", {result.text}" if result.text else ""
    said = f"AWS, asked on {result.date} in {region}{aside}{before}"
    for name, new in (("evidence", RECORDED), ("source", said)):
        yield spans[name].value, spans[name].end, _json(new)


def _without_seen(spans: dict[str, Span]) -> Iterator[tuple[int, int, str]]:
    """
    Yield the edit that takes an older difference away.
    """
    if "seen" in spans:
        before = max(one.end for one in spans.values() if one.end < spans["seen"].start)
        yield before, spans["seen"].end, ""


def _noted(
    text: str, spans: dict[str, Span], result: Result, region: str
) -> tuple[int, int, str]:
    """
    Return the edit that puts ``seen`` after ``source``, or in place of an older one.
    """
    seen = {"date": result.date, "region": region}
    if result.seen is not None:
        seen["outcome"] = result.seen
    if result.text:
        seen["note"] = result.text
    if "seen" in spans:
        return spans["seen"].value, spans["seen"].end, _json(seen)
    source = spans["source"]
    ends = [one.end for one in spans.values() if one.end <= source.start]
    comma = text[max(ends) : source.start] if ends else ", "
    return source.end, source.end, f'{comma}"seen": {_json(seen)}'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# --- All files --------------------------------------------------------------------


def write(folder: Folder, results: Iterable[Result], region: str) -> list[str]:
    """
    Write what *results* say into the files of cases, and return the files' names.
    """
    by_file = defaultdict(list)
    for result in results:
        by_file[result.file].append(result)
    changed = []
    for file, of_file in by_file.items():
        path = folder.path_of(file)
        with path.open(encoding="utf-8", newline="") as opened:
            text = opened.read()
        new = edited(text, of_file, region)
        if new != text:
            beside = path.with_name(f"{path.name}.new")  # whole at every moment
            with beside.open("w", encoding="utf-8", newline="") as opened:
                opened.write(new)
            beside.replace(path)
            changed.append(file)
    return changed
