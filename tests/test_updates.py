"""
The log of update calls.
"""

from __future__ import annotations

import copy
import gc
import json
import pickle
import re
import threading
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock import absent, updates
from apigw_mock.report import CALL_REPORT, REPORT
from apigw_mock.updates import Refusal, Update, Updates, logging_to, record, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TARGET = {"ApiId": "api", "IntegrationId": "int"}
REFUSAL = Refusal(
    "BadRequestException", 400, "No.", rule="/path", evidence="recorded: a page"
)


def update(
    before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> Update:
    return Update("UpdateIntegration", TARGET, {"Description": "é"}, before, after)


def refused(refusal: Refusal = REFUSAL) -> Update:
    request = {"patchOperations": [{"op": "add", "path": "/path"}]}
    return Update("UpdateIntegration", TARGET, request, {}, {}, refusal, "https://page")


@pytest.fixture(autouse=True)
def _no_open_log() -> Iterator[None]:
    """
    Assert that the test leaves no log open.
    """
    before = list(updates._open)  # noqa: SLF001  # has no public name
    yield

    assert updates._open == before  # noqa: SLF001


# --- What changed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({"a": 1}, {"a": 2}, {"a": (1, 2)}),
        ({"a": 1, "b": [1]}, {"a": 1, "b": [1]}, {}),
        ({}, {"a": 1}, {"a": (None, 1)}),
        ({"a": 1}, {}, {"a": (1, None)}),
        (None, None, {}),
        (None, {"a": 1}, {"a": (None, 1)}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a/c": (2, 3)}),
        ({}, {"a": {"b": {"c": 1}}}, {"a/b/c": (None, 1)}),
        ({"a": {"b": 1}}, {}, {"a/b": (1, None)}),
        ({}, {"a": {}}, {"a": (None, {})}),
        ({"a": {}}, {"a": {"b": 1}}, {"a/b": (None, 1)}),
        ({"a": {"b": 1}}, {"a": 2}, {"a": ({"b": 1}, 2)}),
        ({"a": {"b": 1}}, {"a": None}, {"a": ({"b": 1}, None)}),
        ({"a": {}}, {"a": {"b": None}}, {"a/b": (absent, None)}),
        ({"a": {"b": None}}, {}, {"a/b": (None, absent)}),
        ({"a": None}, {"a": ""}, {"a": (None, "")}),
        ({"a": [1]}, {"a": [2]}, {"a": ([1], [2])}),
        ({}, {"a": {"x/y": 1, "~": 2}}, {"a/x~1y": (None, 1), "a/~0": (None, 2)}),
    ],
    ids=str,
)
def test_changed_names_each_place_that_differs(
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    changed: dict[str, Any],
) -> None:
    assert update(before, after).changed == changed


def test_a_null_that_came_or_went_is_told_from_no_change() -> None:
    came, went = update({}, {"a": None}), update({"a": None}, {})

    assert came.changed != went.changed
    assert repr(came).endswith("  a: absent -> None>")
    assert repr(went).endswith("  a: None -> absent>")


def test_what_was_absent_is_so_in_a_copy_and_in_another_process_too() -> None:
    changed = update({}, {"a": None}).changed

    assert copy.deepcopy(changed) == changed
    assert pickle.loads(pickle.dumps(changed)) == changed


def test_a_refused_update_changed_nothing() -> None:
    assert refused().changed == {}


# --- In a report and in a REPL ----------------------------------------------------


def test_an_update_is_shown_with_what_was_sent_and_what_changed() -> None:
    shown = str(update({"a": 1}, {"a": 2, "b": {"c": "x"}}))

    assert shown.splitlines() == [
        "UpdateIntegration  ApiId=api IntegrationId=int",
        '  Description = "é"',
        "  --- before",
        "  +++ after",
        "  @@ -1,3 +1,6 @@",
        "   {",
        '  -  "a": 1',
        '  +  "a": 2,',
        '  +  "b": {',
        '  +    "c": "x"',
        "  +  }",
        "   }",
    ]


def test_an_update_that_changed_nothing_says_so() -> None:
    assert str(update({"a": 1}, {"a": 1})).splitlines()[2:] == ["  nothing changed"]


def test_a_refused_update_is_shown_with_its_row_and_page() -> None:
    assert str(refused()).splitlines() == [
        "UpdateIntegration  ApiId=api IntegrationId=int",
        '  {"op": "add", "path": "/path"}',
        "  refused: 400 BadRequestException: No.",
        "  known: recorded: a page, see https://page",
    ]


def test_a_refusal_of_no_row_names_none() -> None:
    shown = str(refused(Refusal("NotFoundException", 404, "Invalid API")))

    assert shown.splitlines()[2:] == [
        "  refused: 404 NotFoundException: Invalid API",
        "  known: https://page",
    ]


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (update({"a": 1}, {"a": 2, "b": "x"}), "a: 1 -> 2, b: None -> 'x'"),
        (update({"a": 1}, {"a": 1}), "nothing changed"),
        (refused(), "refused: 400 BadRequestException: No."),
    ],
    ids=["accepted", "nothing changed", "refused"],
)
def test_repr_is_one_line_with_the_outcome(one: Update, shown: str) -> None:
    title = "UpdateIntegration  ApiId=api IntegrationId=int"

    assert repr(one) == f"<{title}  {shown}>"


def test_what_a_terminal_would_obey_is_escaped_everywhere() -> None:
    one = Update(
        "UpdateIntegration",
        {"ApiId": "\x1b[2J"},
        {"Description": "\x7f\ud800\u202e"},
        {},
        {},
        Refusal("BadRequestException", 400, "No\r\nway"),
    )

    assert str(one).isascii()
    assert str(one).splitlines()[:3] == [
        r"UpdateIntegration  ApiId=\x1b[2J",
        r'  Description = "\x7f\ud800\u202e"',
        r"  refused: 400 BadRequestException: No\r\nway",
    ]
    assert repr(one).isprintable()


def test_what_is_no_json_is_shown_by_its_repr() -> None:
    shown = str(Update("UpdateIntegration", {}, {"a": {1}}, {}, {"a": {2}}))

    assert '  a = "{1}"' in shown
    assert '  +  "a": "{2}"' in shown


# --- The log ----------------------------------------------------------------------


def log_of(*items: Update) -> Updates:
    log = Updates()
    for item in items:
        log.note(item)
    return log


def test_the_log_is_a_sequence_oldest_first() -> None:
    first, second = update({}, {"a": 1}), refused()
    log = log_of(first, second)

    assert (len(log), log[0], log[-1], log[1:]) == (2, first, second, [second])
    assert second in log


def test_the_log_equals_a_list_of_the_same_updates() -> None:
    log = log_of(update())

    assert log == [update()]
    assert log == log_of(update())
    assert log != []
    assert log != "updates"


def test_the_log_reads_well() -> None:
    log = log_of(update({}, {"a": 1}), update({}, {"a": 2}))

    assert repr(log) == f"[{log[0]!r},\n {log[1]!r}]"
    assert str(log) == f"{log[0]}\n{log[1]}"
    assert (repr(Updates()), str(Updates())) == ("[]", "no updates")


def test_a_cleared_log_is_empty() -> None:
    log = log_of(update())
    log.clear()

    assert log == []


def test_a_log_keeps_the_newest() -> None:
    log = Updates(kept=2)
    for number in range(3):
        log.note(update({}, {"a": number}))

    assert [one.after for one in log] == [{"a": 1}, {"a": 2}]


LONG = "a" * 1_000_000


def test_a_log_keeps_no_more_than_its_bytes_and_counts_what_it_dropped() -> None:
    log = Updates(limit=10_000_000)
    for number in range(20):
        log.note(update({}, {"a": f"{LONG}{number}"}))
    kept = [one.after["a"][len(LONG) :] for one in log if one.after]

    assert kept == ["11", "12", "13", "14", "15", "16", "17", "18", "19"]
    assert log.dropped == 11
    assert repr(log).startswith("[(11 earlier updates were dropped),\n <Update")
    assert str(log).startswith("(11 earlier updates were dropped)\nUpdateIntegration")

    log.clear()
    assert (log.dropped, repr(log)) == (0, "[]")


def test_an_update_that_is_too_long_is_cut_and_says_so() -> None:
    log = Updates(limit=1_000_000)
    log.note(update({"a": LONG}, {"a": LONG + "b"}))
    log.note(refused(Refusal("BadRequestException", 400, f"No {LONG}.")))
    accepted, refusal = log

    assert accepted.is_cut
    assert accepted.size < 100_000
    assert "a… (990,000 more characters, checksum " in accepted.changed["a"][0]
    assert "a… (990,001 more characters, checksum " in accepted.changed["a"][1]
    assert refusal.refusal
    assert refusal.refusal.message.startswith("No aaa")
    assert refusal.size < 100_000
    assert not update().within(10_000).is_cut


def test_a_log_travels_as_json() -> None:
    log = log_of(update({}, {"a": 1, "b": None}), refused())
    text = json.dumps(log.as_json())

    read = Updates.from_json(json.loads(text), dropped=7)
    assert read == log
    assert read.dropped == 7
    assert json.loads("".join(updates.json_pieces(log))) == json.loads(text)
    assert json.loads("".join(updates.json_pieces([]))) == []
    assert read[0].changed == {"a": (None, 1), "b": (absent, None)}


def test_every_open_log_notes_an_update_and_a_closed_one_does_not() -> None:
    outer, inner = Updates(), Updates()
    with logging_to(outer):
        with logging_to(inner):
            record(update({}, {"a": 1}))
        record(update({}, {"a": 2}))

    assert [one.after for one in outer] == [{"a": 1}, {"a": 2}]
    assert [one.after for one in inner] == [{"a": 1}]


def test_each_log_and_the_journal_have_an_entry_of_their_own() -> None:
    outer, inner = Updates(), Updates()
    number = updates.number_of_newest()
    with logging_to(outer), logging_to(inner):
        record(update({"a": [1]}, {"a": [2]}))
    entry: Any = inner[-1]
    entry.request.clear()
    entry.target.clear()
    entry.before["a"].clear()
    entry.after.clear()

    assert outer == [update({"a": [1]}, {"a": [2]})]
    assert updates.report_since(number) == str(outer[-1])


@pytest.mark.parametrize("wrap", [lambda one: [one], lambda one: {"x": one}])
def test_what_is_too_deep_is_cut(wrap: Callable[[Any], Any]) -> None:
    deep: Any = 1
    shown: Any = "…"
    for level in range(900):
        deep = wrap(deep)
        shown = wrap(shown) if level < updates.LEVELS else shown

    assert updates.copied(deep) == shown


def test_logs_that_are_equal_close_each_for_itself() -> None:
    first, second = Updates(), Updates()
    one, other = logging_to(first), logging_to(second)
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    record(update())
    other.__exit__(None, None, None)

    assert (first, second) == ([], [update()])


def test_a_log_is_closed_by_an_error_too() -> None:
    log = Updates()
    with pytest.raises(KeyboardInterrupt), logging_to(log):
        raise KeyboardInterrupt
    record(update())

    assert log == []


def test_a_scope_that_is_collected_while_an_update_is_noted_blocks_nobody() -> None:
    class Collecting(Updates):
        def note(self, update: Update) -> None:
            gc.collect()
            super().note(update)

    def scope() -> Iterator[list[Any]]:
        cycle: list[Any] = []
        cycle.append(cycle)
        with logging_to(Updates()):
            yield cycle

    log = Collecting()

    def note_while_collecting() -> None:
        left = scope()
        next(left).append(left)  # only the collector finds it
        del left
        record(update())

    with logging_to(log):
        thread = threading.Thread(target=note_while_collecting, daemon=True)
        thread.start()
        thread.join(30)

    assert not thread.is_alive()
    assert len(log) == 1


def test_threads_lose_no_update() -> None:
    log = Updates()

    def note() -> None:
        for _ in range(200):
            record(update())

    with logging_to(log):
        threads = [threading.Thread(target=note) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(log) == 1_600


# --- The journal ------------------------------------------------------------------


def test_the_report_has_what_came_after_a_number() -> None:
    record(update({}, {"a": 1}))
    number = updates.number_of_newest()
    nothing = updates.report_since(number)
    record(update({}, {"a": 2}))
    record(refused())

    assert nothing == ""
    assert updates.report_since(number) == f"{update({}, {'a': 2})}\n{refused()}"


def test_what_is_only_shown_is_in_the_report_alone() -> None:
    log, number = Updates(), updates.number_of_newest()
    with logging_to(log):
        show(refused())

    assert log == []
    assert updates.report_since(number) == str(refused())


def test_long_values_are_cut_in_a_report() -> None:
    shown = str(update({"a": LONG}, {"a": LONG + "b"}))
    request, _, _, _, _, before, after, _ = shown.splitlines()[1:]

    assert request == '  Description = "é"'
    assert re.search(r"aaa… \(990,000 more characters, checksum \w{8}\)\"$", before)
    assert len(shown) < 30_000
    assert before != after
    assert len(repr(update({"a": LONG}, {}))) < 12_000


def test_many_lines_are_cut_in_a_report() -> None:
    many = {f"key{number}": "a" * 5_000 for number in range(100)}
    shown = str(update({}, many)).splitlines()

    assert sum(map(len, shown)) < CALL_REPORT + 5_000
    assert shown[-1] == f"  … ({100 + 9 - len(shown)} more lines)"


def test_many_members_are_cut_in_a_report() -> None:
    many = {f"key{number}": number for number in range(100_000)}
    shown = str(update({}, many))

    assert len(shown) < CALL_REPORT
    assert re.search(r'"…": "… \(9\d,\d+ more members, checksum', shown)


def test_a_report_has_an_end() -> None:
    number = updates.number_of_newest()
    many = {f"key{number}": number for number in range(2_000)}
    for value in range(50):
        record(update({}, {**many, "key": value}))
    shown = updates.report_since(number)

    assert REPORT / 2 < len(shown) <= REPORT + 100
    assert re.match(r"\(\d\d earlier calls\)\nUpdateIntegration  ApiId", shown)
    assert '"key": 49' in shown


def test_the_journal_keeps_no_more_than_its_bytes() -> None:
    number = updates.number_of_newest()
    for value in range(40):
        record(update({}, {"a": f"{LONG}{value}"}))
    held = sum(one.size for _, one in updates._journal)  # noqa: SLF001

    assert updates.JOURNAL_LIMIT / 2 < held <= updates.JOURNAL_LIMIT
    assert updates.report_since(number).startswith("(")


def test_what_was_forgotten_is_in_no_report() -> None:
    number = updates.number_of_newest()
    record(refused())
    updates.forget()
    nothing = updates.report_since(number)
    record(update({}, {"a": 1}))

    assert nothing == ""
    assert updates.report_since(number) == str(update({}, {"a": 1}))
    assert updates.report_since(0) == str(update({}, {"a": 1}))


def test_the_report_counts_what_it_no_longer_has() -> None:
    number = updates.number_of_newest()
    for value in range(updates.KEPT_IN_JOURNAL + 2):
        record(update({}, {"a": value}))

    first, second, *_ = updates.report_since(number).splitlines()
    assert first == "(2 earlier calls)"
    assert second == "UpdateIntegration  ApiId=api IntegrationId=int"
