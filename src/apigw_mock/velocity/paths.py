"""
JSONPath as templates use it: Jayway's.

The library `jsonpath` judges filters. Jayway's grammar of the rest is smaller than the
library's, and knows forms that the library does not: a path without ``$``, names such as
``.@t`` and ``.0``, ``['a','b']`` for an object of both, functions at the end.
Source: Jayway JsonPath.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any, Final

from jsonpath import JSONPathEnvironment
from jsonpath.selectors import FilterContext

from apigw_mock.javamatch import NotAPattern, compiled
from apigw_mock.jsonparser import BoundedLexer
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.printing import text_of
from apigw_mock.velocity.values import Value, is_number
from apigw_mock.velocity.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MISSING: Final = object()  # what a path finds that leads nowhere
_LONGEST = 10_000  # characters of a path
_KEPT = 512  # characters: longer paths are not cached


# --- What a path consists of ------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """
    Members by their names: one for ``.a``, several for ``['a','b']``.
    """

    names: tuple[str, ...]

    def select(self, value: Value, search: _Search) -> Iterator[Value]:
        del search
        if isinstance(value, dict):
            yield from (value[name] for name in self.names if name in value)


@dataclass(frozen=True)
class Objects(Names):
    """
    At the end of a path: an object of several members.

    Args:
        demands_all: whether an object without one of them is left out.
    """

    demands_all: bool = False

    def select(self, value: Value, search: _Search) -> Iterator[Value]:
        del search
        if isinstance(value, dict):
            found = {name: value[name] for name in self.names if name in value}
            if len(found) == len(self.names) or (found and not self.demands_all):
                yield found


@dataclass(frozen=True)
class Indexes:
    """
    Items by their places, from the end if negative.
    """

    places: tuple[int, ...]

    def select(self, value: Value, search: _Search) -> Iterator[Value]:
        del search
        if isinstance(value, list):
            length = len(value)
            yield from (value[i] for i in self.places if -length <= i < length)


@dataclass(frozen=True)
class Slice:
    """
    Items from one place to another.
    """

    begin: int | None
    end: int | None

    def select(self, value: Value, search: _Search) -> Iterator[Value]:
        if isinstance(value, list):
            search.work.spend(len(value))
            if self.begin is None or self.begin < 0 or (self.end or 0) >= 0:
                yield from value[self.begin : self.end]


@dataclass(frozen=True)
class Every:
    """
    All members or items.
    """

    def select(self, value: Value, search: _Search) -> Iterator[Value]:
        del search
        if isinstance(value, dict):
            yield from value.values()
        elif isinstance(value, list):
            yield from value


@dataclass(frozen=True)
class Filter:
    """
    The items for which a condition holds, or the object for which it does.

    Args:
        condition: the library's expression.
        queries: how many parts of the condition may read all of the document.
    """

    condition: Any
    queries: int

    def select(self, value: Value, search: _Search) -> Iterator[Value]:
        items = value if isinstance(value, list) else [value]
        if isinstance(value, list) or (isinstance(value, dict) and not search.is_deep):
            for item in items:
                if self._holds(item, search):
                    yield item

    def _holds(self, item: Value, search: _Search) -> bool:
        search.work.spend(10 + search.size() ** self.queries if self.queries else 10)
        context = FilterContext(env=_CONDITIONS, current=item, root=search.root)
        try:
            result: object = self.condition.evaluate(context)
            return _CONDITIONS.is_truthy(result)
        except Exception as error:  # noqa: BLE001  # the library lets TypeErrors through
            if isinstance(error, TemplateFault):
                raise
            raise TemplateFault(f"A filter failed: {error}") from None


@dataclass(frozen=True)
class Descent:
    """
    The value itself and all inside it, to which the next segment is applied.
    """

    next: Segment

    def select(self, value: Value, search: _Search) -> Iterator[Value]:
        search.is_deep = True
        left = [value]
        while left:
            one = left.pop()
            search.work.spend(1)
            yield from self.next.select(one, search)
            if isinstance(one, dict | list):
                inner = one.values() if isinstance(one, dict) else one
                left += reversed([item for item in inner if isinstance(item, dict | list)])


Segment = Names | Indexes | Slice | Every | Filter | Descent


class _Search:
    """
    What the segments know of the search that they are part of.
    """

    def __init__(self, root: Value, work: Work) -> None:
        self.root = root
        self.work = work
        self.is_deep = False
        self._size = 0

    def size(self) -> int:
        """
        Return how many values the document has.
        """
        left = [] if self._size else [self.root]
        while left:
            one = left.pop()
            self._size += 1
            self.work.spend(1)
            if isinstance(one, dict | list):
                left += one.values() if isinstance(one, dict) else one
        return self._size


@dataclass(frozen=True)
class Path:
    """
    A path that has been parsed.

    Args:
        function: what is applied to the result, if anything.
    """

    segments: tuple[Segment, ...]
    function: str = ""

    @property
    def is_definite(self) -> bool:
        """
        Whether the path leads to one value. Others give a list.
        """
        return all(_is_definite(segment) for segment in self.segments)

    def find(self, document: Value, work: Work) -> Value:
        """
        Return what the path leads to in *document*, or `MISSING`.
        """
        search = _Search(document, work)
        found: list[Value] = [document]
        for segment in self.segments:
            found = list(_selected(segment, found, search))
        if self.function:
            found = [_FUNCTIONS[self.function](value) for value in found]
        if not self.is_definite:
            return found
        return found[0] if found else MISSING


def _is_definite(segment: Segment) -> bool:
    if isinstance(segment, Objects):
        return True
    if isinstance(segment, Names):
        return len(segment.names) == 1
    return isinstance(segment, Indexes) and len(segment.places) == 1


def _selected(
    segment: Segment, values: Iterable[Value], search: _Search
) -> Iterator[Value]:
    for value in values:
        for found in segment.select(value, search):
            search.work.spend(1)
            yield found


def _length(value: Value) -> int | None:
    return len(value) if isinstance(value, dict | list) else None


def _of_numbers(function: Callable[[list[float]], float]) -> Callable[[Value], Value]:
    def apply(value: Value) -> float:
        items = value if isinstance(value, list) else []
        numbers = [float(item) for item in items if is_number(item) and abs(item) < _HUGE]
        if not numbers:
            raise TemplateFault("Aggregation function attempted to calculate value"
                                " using empty array")
        return float(function(numbers))

    return apply


_HUGE = 1e300
_FUNCTIONS: dict[str, Callable[[Value], Value]] = {
    "avg": _of_numbers(fmean),
    "length": _length,
    "max": _of_numbers(max),
    "min": _of_numbers(min),
    "size": _length,
    "stddev": _of_numbers(pstdev),
    "sum": _of_numbers(sum),
}

# --- How it is written ------------------------------------------------------------

_QUOTED = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_NUMBER = r"-?[0-9]{1,9}"
_TOKEN = re.compile(
    rf"""(?P<descent>\.\.)?(?:
      (?:(?P<dot>(?(descent)|\.)))(?:(?P<every>\*)|(?P<name>[^.\[\s()*]+)(?P<call>\(\))?)
    | \[\s*(?P<names>{_QUOTED}(?:\s*,\s*{_QUOTED})*)\s*\]
    | \[\s*(?P<places>{_NUMBER}(?:\s*,\s*{_NUMBER})*)\s*\]
    | \[\s*(?P<begin>{_NUMBER})?\s*:\s*(?P<end>{_NUMBER})?\s*\]
    | (?P<all>\[\s*\*\s*\])
    | (?P<filter>\[\s*\?\s*\()
    )""",
    re.VERBOSE | re.DOTALL,
)
_ONE_QUOTED = re.compile(_QUOTED, re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def parse(text: str) -> Path:
    """
    Return the path that *text* says.

    Raises:
        TemplateFault: it is not a path.
    """
    return _kept(text) if len(text) <= _KEPT else _parsed(text)


def _parsed(text: str) -> Path:
    path = text.strip()
    if len(path) > _LONGEST:
        raise TemplateFault("The path is too long")
    if path[:1] in ("$", "@"):
        path = path[1:]
    elif path[:1] != "[":
        path = f".{path}"
    segments, function, position = [], "", 0
    while position < len(path):
        token = _TOKEN.match(path, position)
        if token is None or function:
            raise TemplateFault(f"Not a path: {text}")
        position = token.end()
        if token["call"]:
            function = _function(token, text)
            continue
        if token["filter"]:
            position = _end_of_filter(path, position)
        segment = _segment(token, path[token.end() : position])
        segments.append(Descent(segment) if token["descent"] else segment)
    return Path((*segments[:-1], *map(_at_end, segments[-1:])), function)


_kept = lru_cache(maxsize=512)(_parsed)


def _function(token: re.Match[str], text: str) -> str:
    if token["name"] not in _FUNCTIONS:
        raise TemplateFault(f"Function with name: {token['name']} does not exist")
    if token["descent"]:
        raise TemplateFault(f"Not a path: {text}")
    return token["name"]


def _at_end(segment: Segment) -> Segment:
    if isinstance(segment, Descent) and isinstance(segment.next, Names):
        names = segment.next.names
        several = Objects(names, demands_all=True)
        return Descent(several) if len(names) > 1 else segment
    is_several = isinstance(segment, Names) and len(segment.names) > 1
    return Objects(segment.names) if is_several else segment  # type: ignore[union-attr]


def _segment(token: re.Match[str], rest: str) -> Segment:
    """
    Return the segment of *token*.

    Args:
        rest: the condition of a filter, with the brackets at its end.
    """
    if token["filter"]:
        return _filter(rest)
    if token["name"]:
        return Names((token["name"],))
    if token["names"]:
        return Names(tuple(map(_unquoted, _ONE_QUOTED.findall(token["names"]))))
    if token["places"]:
        return Indexes(tuple(map(int, token["places"].split(","))))
    if token["every"] or token["all"]:
        return Every()
    begin, end = token["begin"], token["end"]
    return Slice(int(begin) if begin else None, int(end) if end else None)


def _unquoted(text: str) -> str:
    return _ESCAPED.sub(r"\1", text[1:-1])


_IN_FILTER = re.compile(rf"{_QUOTED}|=~\s*/(?:[^/\\]|\\.)*/|[()]", re.DOTALL)
_CLOSING = re.compile(r"\s*\]")
_QUERY = re.compile(r"\.\.|\*|\?|\$")


def _end_of_filter(path: str, position: int) -> int:
    level = 1
    for token in _IN_FILTER.finditer(path, position):
        level += {"(": 1, ")": -1}.get(token[0], 0)
        if not level:
            closing = _CLOSING.match(path, token.end())
            if closing:
                return closing.end()
            break
    raise TemplateFault(f"Not a path: {path}")


def _filter(text: str) -> Filter:
    condition = text.rstrip("] \t\r\n").removesuffix(")")
    try:
        path: Any = _CONDITIONS.compile(f"$[?({condition})]")
    except Exception:  # noqa: BLE001  # it lets errors of int() and others through
        raise TemplateFault(f"Not a filter: {condition}") from None
    (segment,) = path.segments
    (selector,) = segment.selectors
    plain = _ONE_QUOTED.sub("", condition)
    return Filter(selector.expression, len(_QUERY.findall(plain)))


class _Conditions(JSONPathEnvironment):
    """
    Judges filters as Jayway does.
    """

    lexer_class = BoundedLexer
    union_token = ""
    intersection_token = ""

    def setup_function_extensions(self) -> None:
        """
        Know no functions: Jayway has none of the library's.
        """

    def compare(self, left: object, operator: str, right: object) -> bool:
        if operator == "=~":
            return _matches(_single(left), right)
        if operator in ("==", "!="):
            first, last = _single(left), _single(right)
            if isinstance(first, str) != isinstance(last, str):
                first, last = _as_text(first), _as_text(last)
                return (first == last) == (operator == "==")
        return super().compare(left, operator, right)


def _single(value: object) -> object:
    """
    Return the value of a query that found one.
    """
    if isinstance(value, list) and type(value).__name__ == "NodeList":
        return value[0].obj if len(value) == 1 else MISSING
    return value


def _as_text(value: object) -> object:
    return text_of(value, Work()) if is_number(value) else value


def _matches(text: object, pattern: Any) -> bool:
    if not (isinstance(text, str) and isinstance(pattern, re.Pattern)):
        return False
    flags = "".join(
        letter
        for letter, flag in (("i", re.I), ("m", re.M), ("s", re.S), ("x", re.X))
        if pattern.flags & flag
    )
    try:
        return compiled(f"(?{flags}){pattern.pattern}").fits(text, _SECONDS)
    except NotAPattern:
        return False
    except TimeoutError:
        raise TemplateFault("A regular expression takes too long") from None


_SECONDS = 0.5
_CONDITIONS = _Conditions()
