"""
The failure report's lines on calls that are plain data.

A record is an entry of `Updates.as_json`, or what is noted of an invocation. A process
has it of its own calls, and a server sends it. Who prints it (the failure report, the
command, a page) prints the same lines.
"""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from apigw_mock.bounded import TEXT, cut, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Record = dict[str, Any]
    Kind = Literal[
        "title",
        "sent",
        "marked",
        "refused",
        "help",
        "evidence",
        "added",
        "removed",
        "hunk",
        "same",
        "status",
        "failed",
        "log",
        "note",
    ]
    Outcome = Literal["accepted", "refused", "unjudged", "answered", "failed"]

REPORT = 1_000_000  # characters of a failure report
CALL_REPORT = 100_000  # characters of one call in it
UNJUDGED = "moto's own answer; nothing judged the call"
_LAST = 4  # lines of a failed invocation's log


class ReportLine(NamedTuple):
    """
    One line of a report.

    Args:
        kind: ``title`` of a call; what was ``sent``, or was sent and ``marked`` as what
            AWS refused; the sentence that ``refused`` the call, ``help`` (the line that
            made the call, what is accepted, the remedy), the ``evidence`` of it; or a
            line of the difference: ``added``, ``removed``, ``hunk`` or ``same``. Of an
            invocation the ``status``, or that it ``failed`` with the end of its
            ``log``. A ``note`` says what the report leaves out.
        text: printable, with its indent, without a line end.
    """

    kind: Kind
    text: str


def lines(records: Iterable[Record]) -> Iterator[ReportLine]:
    """
    Yield the lines on each call, in the order of *records*.
    """
    for record in records:
        yield from lines_of(record)


def lines_of(record: Record) -> Iterator[ReportLine]:
    """
    Yield the lines on one call, up to 100,000 characters.
    """
    given = left_out = 0
    for line in _every_line(record):
        given += len(line.text)
        if given <= CALL_REPORT:
            yield line
        else:
            left_out += 1
    if left_out:
        yield ReportLine("note", f"  … ({left_out:,} more lines)")


def title_of(record: Record) -> str:
    """
    Return the operation and its target, not escaped and not shortened.
    """
    target = " ".join(f"{name}={value}" for name, value in record["target"].items())
    return f"{record['operation']}  {target}".rstrip()


def outcome_of(record: Record) -> Outcome:
    """
    Return what became of a call, in a word.
    """
    if record["refusal"]:
        return "refused"
    if not record["judged"]:
        return "unjudged"
    if invocation := record.get("invocation"):
        return "failed" if invocation["is_failed"] else "answered"
    return "accepted"


def last_lines(log: str) -> list[str]:
    """
    Return the last lines of an invocation's log that the report shows.
    """
    lines = log.removesuffix("\n").split("\n")
    return [shortened(line) for line in lines[-_LAST:]]


def _every_line(record: Record) -> Iterator[ReportLine]:
    title = printable(shortened(title_of(record)))
    if not record["judged"]:
        yield ReportLine("title", f"{title}  ({UNJUDGED})")
        return
    yield ReportLine("title", title)
    # An invocation may send a long body. What it led to must still be shown.
    limit = TEXT if "invocation" in record else REPORT
    yield from _asked(cut(record["request"], limit), record["refusal"])
    for kind, text in _outcome(record):
        yield ReportLine(kind, f"  {printable(text)}")


def _outcome(record: Record) -> Iterator[tuple[Kind, str]]:
    if record["refusal"]:
        return _refused(record)
    return _answered(record) if "invocation" in record else _difference(record)


def _asked(request: Record, refusal: Record | None) -> Iterator[ReportLine]:
    """
    Yield a line for each operation of a patch and for each setting sent.

    If there are several, those that were refused are marked.
    """
    operations = list(enumerate(request.get("patchOperations") or ()))
    settings = [one for one in request.items() if one[0] != "patchOperations"]
    parts = refusal["parts"] if refusal else ()
    marked = parts if len(operations) + len(settings) > 1 else ()
    texts: list[tuple[Any, str]] = [
        *((place, shown(operation)) for place, operation in operations),
        *((name, f"{name} = {shown(value)}") for name, value in settings),
    ]
    for part, text in texts:
        is_marked = part in marked
        indent = "> " if is_marked else "  "
        yield ReportLine(
            "marked" if is_marked else "sent", f"{indent}{printable(text)}"
        )


def _refused(record: Record) -> Iterator[tuple[Kind, str]]:
    refusal = record["refusal"]
    yield from _said(refusal, "at")
    sentence = shortened(refusal["message"])
    yield "refused", f"refused: {refusal['status']} {refusal['code']}: {sentence}"
    yield from _said(refusal, "accepts")
    yield from _said(refusal, "remedy")
    known = [part for part in (refusal["evidence"], record["page"]) if part]
    if known:
        yield "evidence", f"known: {', see '.join(known)}"


def _said(refusal: Record, name: str) -> Iterator[tuple[Kind, str]]:
    if refusal[name]:
        yield "help", f"{name}: {shortened(refusal[name])}"


def _answered(record: Record) -> Iterator[tuple[Kind, str]]:
    invocation = record["invocation"]
    is_failed, cause = invocation["is_failed"], invocation["cause"]
    if invocation["sent"]:
        yield "sent", f"sent: {invocation['sent']}"
    word: Kind = "failed" if is_failed else "status"
    status = "no answer" if invocation["status"] is None else invocation["status"]
    answered = f"{word}: {status}{_chosen(invocation)}"
    yield word, shortened(answered)
    if cause:
        yield "help", f"cause: {shortened(cause)}"
    yield from _said(invocation, "remedy")
    log = invocation["log"]
    for line in last_lines(log) if is_failed and log else ():
        yield "log", f"log: {line}"


def _chosen(invocation: Record) -> str:
    """
    Return which integration response was chosen. Empty if none was.
    """
    response, pattern = invocation["response"], invocation["pattern"]
    if response is None:
        return ""
    which = f"selectionPattern {pattern}" if pattern else "the default"
    return f", by the integration response {response} ({which})"


def _difference(record: Record) -> Iterator[tuple[Kind, str]]:
    before, after = map(_in_lines, (record["before"], record["after"]))
    empty = True
    for line in difflib.unified_diff(before, after, "before", "after", lineterm=""):
        empty = False
        yield "hunk" if line in _SIDES else _KINDS.get(line[:1], "same"), line
    if empty:
        yield "same", "nothing changed"


_SIDES = {"--- before", "+++ after"}
_KINDS: dict[str, Kind] = {"+": "added", "-": "removed", "@": "hunk"}


def _in_lines(document: Record | None) -> list[str]:
    text = shown(cut(document or {}, REPORT), indent=2, sort_keys=True)
    return text.split("\n")  # not splitlines: a text may hold other line ends


def shown(value: Any, **form: Any) -> str:
    """
    Return JSON as text; what is no JSON is shown by its repr.
    """
    return json.dumps(value, ensure_ascii=False, default=repr, **form)


def printable(text: str) -> str:
    """
    Return *text* on one line, with escapes for what a terminal cannot show.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
