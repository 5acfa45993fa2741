"""
How a path is written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.paths.segments import (
    FUNCTIONS,
    Descent,
    Every,
    Filter,
    Indexes,
    Names,
    Objects,
    Path,
    Segment,
    Slice,
)

_LONGEST = 10_000  # characters of a path
_KEPT = 512  # characters: longer paths are not cached

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
    segments: list[Segment] = []
    function, position = "", 0
    while position < len(path):
        token = _TOKEN.match(path, position)
        if token is None or function:
            raise TemplateFault(f"Not a path: {text}")
        position = token.end()
        if token["call"]:
            function = _function(token)
            segments += [Descent(Names(()))] if token["descent"] else []
            continue
        if token["filter"]:
            position = _end_of_filter(path, position)
        segment = _segment(token, path[token.end() : position])
        segments.append(Descent(segment) if token["descent"] else segment)
    return Path((*segments[:-1], *map(_at_end, segments[-1:])), function)


_kept = lru_cache(maxsize=512)(_parsed)


def _function(token: re.Match[str]) -> str:
    if token["name"] not in FUNCTIONS:
        raise TemplateFault(f"Function with name: {token['name']} does not exist")
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
    Return the segment of *token*; *rest* is the condition of a filter.
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
_TEXT = re.compile(rf"{_QUOTED}|=~\s*/(?:[^/\\]|\\.)*/", re.DOTALL)
_QUERY = re.compile(r"\.\.|[*?$:]")
_IN_BRACKETS = re.compile(r"[\[\],]")


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
    # Importing the library takes 165 ms, and most paths have no filter.
    from apigw_mock.velocity.paths.conditions import Condition  # noqa: PLC0415

    written = text.rstrip("] \t\r\n").removesuffix(")")
    try:
        condition = Condition(written)
    except ValueError:
        raise TemplateFault(f"Not a filter: {written}") from None
    plain = _TEXT.sub("", written)
    queries = len(_QUERY.findall(plain))
    return Filter(condition, queries, 10 + len(written), _unions(plain))


def _unions(text: str) -> int:
    """
    Return how many results queries without ``*`` may have: ``[0,1][0,1]`` has four.
    """
    found, inner = 1, [1]
    for sign in _IN_BRACKETS.findall(text):
        if sign == "[":
            inner.append(1)
        elif sign == ",":
            inner[-1] += 1
        else:
            found *= inner.pop() if len(inner) > 1 else 1
    return found
