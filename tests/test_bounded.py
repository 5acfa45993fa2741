"""
What is kept for long, and how little of it.
"""

from __future__ import annotations

from sys import getsizeof
from typing import Any

import pytest

from apigw_mock.bounded import TEXT, Newest, cut, shortened, size_of

LONG = "a" * 5_000_000


def newest(*sizes: int, kept: int = 3, limit: int = 100) -> Newest[int]:
    items: Newest[int] = Newest(kept=kept, limit=limit)
    for size in sizes:
        items.append(size, size)
    return items


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ((), []),
        ((40, 60), [40, 60]),
        ((40, 61), [61]),
        ((1, 2, 3, 4), [2, 3, 4]),
        ((10, 10, 95), [95]),
        ((10, 101), []),
    ],
)
def test_the_newest_are_kept_as_far_as_both_bounds_allow(
    sizes: tuple[int, ...], kept: list[int]
) -> None:
    items = newest(*sizes)

    assert list(items) == kept
    assert len(items) == len(kept)
    assert items.dropped == len(sizes) - len(kept)


def test_all_may_be_forgotten_and_the_place_is_free_again() -> None:
    items = newest(90, 90)
    items.clear()
    assert (list(items), items.dropped) == ([], 0)

    items.append(1, 100)

    assert (list(items), items.dropped) == ([1], 0)


def test_the_size_is_that_of_all_parts_and_of_shared_ones_once() -> None:
    text = "é" * 1_000
    both = {"a": text, "b": [text, 1, None]}

    parts: list[Any] = [both, both["b"], "a", "b", text, 1, None]
    assert size_of(both, text) == sum(map(getsizeof, parts))


@pytest.mark.parametrize("text", ["", "a" * TEXT, shortened(LONG)])
def test_a_short_text_stays_and_so_does_one_that_was_cut(text: str) -> None:
    assert shortened(text) is text


def test_a_long_text_says_what_is_left_out() -> None:
    assert shortened(LONG) == (
        f"{'a' * TEXT}… (4,990,000 more characters, checksum 156d512d)"
    )


@pytest.mark.parametrize("other", [f"{LONG[:-1]}b", "a" * TEXT + "\ud800" * 4_990_000])
def test_texts_that_differ_still_do_when_they_were_cut(other: str) -> None:
    assert shortened(LONG)[:TEXT] == shortened(other)[:TEXT]
    assert shortened(LONG) != shortened(other)


WIDE = {f"key{number}": number for number in range(100_000)}


@pytest.mark.parametrize(
    "value",
    [
        {"a": LONG, "b": {"c": [LONG, None, 1, True]}},
        WIDE,
        {"a": WIDE, "b": WIDE},
        list(WIDE),
        [[one] for one in WIDE],
        [[]] * 100_000,
        [{}] * 100_000,
        {LONG: 1},
        {f"{number}{'a' * 9_000}": {} for number in range(1_000)},
    ],
    ids=["texts", "map", "maps", "list", "lists", "empty", "maps", "name", "names"],
)
def test_what_is_cut_is_small_and_says_so(value: Any) -> None:
    limit = 200_000

    copy = cut(value, limit)

    assert size_of(copy) < 1.5 * limit
    assert "more characters, checksum" in str(copy) or " more " in str(copy)
    assert type(copy) is type(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WIDE, {**WIDE, "key99999": 0}),
        (list(WIDE), [*list(WIDE)[:-1], 0]),
        ({"a": LONG}, {"a": LONG + "a"}),
    ],
    ids=["map", "list", "text"],
)
def test_what_differs_still_does_when_it_was_cut(one: Any, other: Any) -> None:
    assert cut(one, 100_000) != cut(other, 100_000)
    assert cut(one, 100_000) == cut(one, 100_000)


def test_what_is_small_is_only_copied() -> None:
    value = {"a": [1, None, {"b": "c"}], "d": {}}
    copy = cut(value, 100_000)

    assert copy == value
    assert copy is not value
    assert copy["a"] is not value["a"]
