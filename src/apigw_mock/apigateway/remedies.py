"""
Remedies for refused calls on REST APIs, by the refusals that they help against.

A remedy that changes a patch operation is tried first: it is given only if the call
gets further with it.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from apigw_mock.apigateway import refusals
from apigw_mock.apigateway.accepted import words_of
from apigw_mock.apigateway.mapping import METHOD_RESPONSE_HEADER
from apigw_mock.apigateway.patch import apply_patch
from apigw_mock.apigateway.rows import ADD, REMOVE, REPLACE, Op, Operation
from apigw_mock.refusal import ApigwError, InvalidInput
from apigw_mock.remedy import (
    Remedy,
    as_call,
    as_operation,
    as_settings,
    likeness,
    right_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apigw_mock.apigateway.refusals import InvalidMappings
    from apigw_mock.apigateway.rows import Case, Row
    from apigw_mock.remedy import Refused

_LONGEST_PATH = 500  # characters
_MOST_SEGMENTS = 12
_SOURCES = ("context.", "integration.", "method.", "stageVariables.")
_ENUM = re.compile(r"satisfy enum value set: \[(.*)\]")
_MULTIVALUE = re.compile(r"(?<=^method\.request\.)multivalue")
_IN_PATHS = "-._~!$&'()*+,;=:@"  # besides letters and digits


# --- The operation that was refused, and another in its place ----------------------


def _operation(refused: Refused) -> Operation | None:
    """
    Return the first patch operation that AWS refused, or None if it is not a patch.
    """
    places = [part for part in refused.parts if isinstance(part, int)]
    operations = refused.request.get("patchOperations", ())
    return Operation.sent(operations[places[0]] or {}) if places else None


def _tried(words: str, refused: Refused, **changes: str) -> str:
    """
    Return *words* and the operation with *changes*, if the call gets further with it.
    """
    operation = _operation(refused)
    if operation is None or not _helps(refused, replace(operation, **changes)):
        return ""
    fixed = asdict(replace(operation, **changes))
    fixed["from"] = fixed.pop("source")
    return f"{words}: {as_operation({n: v for n, v in fixed.items() if v is not None})}"


def _helps(refused: Refused, fixed: Operation) -> bool:
    """
    Whether *fixed* in place of what was refused is not refused in the same way.
    """
    case: Case[Any] | None = refused.error.case
    if case is None:  # refused before any table judged it
        return True
    call, place = case.call, case.places[0]
    operations = [*call.operations]
    operations[place] = fixed
    try:
        apply_patch(call.before, operations, case.table, call.facts, call.members)
    except ApigwError as error:
        is_later = place < min(error.case.places, default=place)
        return is_later or _kinds(error) != _kinds(refused.error)
    return True


def _kinds(error: ApigwError) -> list[type]:
    """
    Return the kind of a refusal, and of the flaws that it lists.
    """
    return [type(error), *map(type, getattr(error, "items", ()))]


# --- Paths and ops -----------------------------------------------------------------


def right_path(error: ApigwError, refused: Refused) -> str:
    """
    Name the op that the path takes, the path that is meant, or those that take the op.
    """
    operation = _operation(refused)
    if operation is None or len(operation.path or "") > _LONGEST_PATH:
        return ""
    rows = _rows_of(operation, refused.error.case)
    if rows:
        return _right_op(operation, rows, refused)
    for path in _paths_like(operation, error.case):
        escapes = path.count("~1") > (operation.path or "").count("~1")
        words = 'a "/" in a name is written ~1' if escapes else "the path is"
        if advice := _tried(words, refused, path=path):
            return advice
    return _paths_taking(operation, error)


def _rows_of(operation: Operation, case: Case[Any]) -> list[Row[Any]]:
    """
    Return the rows that have the path of *operation*, whatever ops they take.
    """
    parts = _unescaped((operation.path or "").split("/")[1:])
    return [
        row
        for row in case.table.rows
        if row.ops
        and (holes := row.pattern.match(parts)) is not None
        and case.table.knows(holes)
    ]


def _right_op(operation: Operation, rows: Sequence[Row[Any]], refused: Refused) -> str:
    taken = Op.NONE
    for row in rows:
        taken |= row.takes(refused.error.case.call)
    if operation.kind is REMOVE and REPLACE in taken and rows[0].value.clears(""):
        return _tried("an empty value clears it", refused, op="replace", value="")
    others = words_of(taken & (ADD | REPLACE) & ~operation.kind)
    if operation.kind & (ADD | REPLACE) and others:
        return _tried(f"the path takes {others[0]}", refused, op=others[0])
    return ""


def _paths_like(operation: Operation, case: Case[Any]) -> list[str]:
    """
    Return the paths that resemble that of *operation* and take its op, nearest first.
    """
    segments = (operation.path or "").lstrip("/").split("/")
    if len(segments) > _MOST_SEGMENTS:
        return []
    found: dict[str, float] = {}
    for row in case.table.rows:
        if operation.kind & row.takes(case.call):
            for likely, path in _filled(row, segments):
                found[path] = max(likely, found.get(path, 0))
    found.pop(operation.path or "", None)
    return sorted(found, key=lambda path: -found[path])


def _filled(row: Row[Any], segments: Sequence[str]) -> Iterator[tuple[float, str]]:
    """
    Yield the row's path with *segments* in its holes, and how alike the rest is.
    """
    parts = row.pattern.parts
    for aligned in _aligned(parts, segments):
        pairs = [*zip(parts, aligned, strict=True)]
        fixed = [likeness(part, one) for part, one in pairs if not _is_hole(part)]
        if fixed and all(fixed):
            path = "/".join(one if _is_hole(part) else part for part, one in pairs)
            yield sum(fixed) / len(fixed), f"/{path}"


def _aligned(parts: Sequence[str], segments: Sequence[str]) -> Iterator[Sequence[str]]:
    """
    Yield *segments*, as many as *parts*: those that are too many joined in one hole.
    """
    more = len(segments) - len(parts)
    if more == 0:
        yield segments
    for place, part in enumerate(parts if more > 0 else ()):
        if _is_hole(part):
            end = place + more + 1
            joined = "~1".join(segments[place:end])
            yield [*segments[:place], joined, *segments[end:]]


def _is_hole(part: str) -> bool:
    return part.startswith("{")


def _unescaped(segments: Sequence[str]) -> list[str]:
    return [one.replace("~1", "/").replace("~0", "~") for one in segments]


def _paths_taking(operation: Operation, error: ApigwError) -> str:
    """
    List the paths that take the op, if AWS's sentence does not.
    """
    if not isinstance(error, refusals.InvalidPatchPath | refusals.InvalidPathInput):
        return ""
    case: Case[Any] = error.case
    rows = (r for r in case.table.rows if operation.kind & r.takes(case.call))
    paths = ", ".join(dict.fromkeys(row.path for row in rows))
    return f"the paths that take {operation.op}: {paths}" if paths else ""


def add_it(_: ApigwError, refused: Refused) -> str:
    operation = _operation(refused)
    is_replace = operation is not None and operation.kind is REPLACE
    return _tried("it is not there yet", refused, op="add") if is_replace else ""


# --- Words -------------------------------------------------------------------------


def word_of_input(error: InvalidInput, refused: Refused) -> str:
    """
    Name the word of the service model that is meant.
    """
    fault = error.faults[0]
    listed = _ENUM.search(fault.constraint)
    word = right_word(fault.value, listed[1].split(", ") if listed else ())
    operation, name = _operation(refused), fault.member.rpartition(".")[2]
    if not word or name not in {"op", *refused.request}:
        return ""
    if operation:
        return _tried("the word is", refused, op=word)
    return f"the word is: {as_settings(**{name: word})}"


def word_of_list(error: Any, refused: Refused) -> str:
    return _word(error.value, error.allowed, refused)


def quota_period(error: refusals.InvalidQuotaPeriod, refused: Refused) -> str:
    return _word(error.period, ("DAY", "WEEK", "MONTH"), refused)


def _word(sent: str | None, words: Sequence[str], refused: Refused) -> str:
    """
    Name the one of AWS's words that is meant.
    """
    word, operation = right_word(sent, words), _operation(refused)
    if not word:
        return ""
    if operation:
        return _tried("the word is", refused, value=word)
    names = [name for name in map(str, refused.parts) if refused.request[name] == sent]
    return f"the word is: {as_settings(**{names[0]: word})}" if names else ""


# --- Mappings ----------------------------------------------------------------------


def right_mapping(error: InvalidMappings, refused: Refused) -> str:
    """
    Advise on the first flaw: quote the value, name the header in full, or declare it.
    """
    flaw, (key, value) = error.items[0], next(iter(error.mappings.items()))
    if isinstance(flaw, refusals.UndeclaredParameter):
        return _declared(flaw.name, refused)
    if isinstance(flaw, refusals.NoMethodResponse):
        declared = dict.fromkeys(error.mappings, False)
        target = {**refused.target, "responseParameters": declared}
        words = "make the method response first"
        return f"{words}: {as_call('put_method_response', **target)}"
    if isinstance(flaw, refusals.StaticValueNotEncoded):
        encoded = f"'{quote(value[1:-1], safe=_IN_PATHS)}'"
        return _mapped("encode the value", refused, key, encoded)
    if isinstance(flaw, refusals.NotAnExpression) and flaw.text == value:
        return _quoted(key, value, refused)
    return _named_in_full(key, refused)


def _quoted(key: str, value: str, refused: Refused) -> str:
    if value.startswith("$"):
        return _mapped("it has no $", refused, key, value[1:])
    if value.startswith(_SOURCES):
        return ""
    static = value.strip("\"'")
    return _mapped(
        "a static value stands in single quotes", refused, key, f"'{static}'"
    )


def _named_in_full(key: str, refused: Refused) -> str:
    operation = _operation(refused)
    if operation is None or "." in key:
        return ""
    above, name = str(operation.path).rpartition("/")[0], METHOD_RESPONSE_HEADER + key
    return _tried("a header is named in full", refused, path=f"{above}/{name}")


def _mapped(words: str, refused: Refused, key: str, value: str) -> str:
    """
    Return *words* and the mapping as it should be: an operation, or a setting of a Put.
    """
    if _operation(refused):
        return _tried(words, refused, value=value)
    setting = {str(refused.parts[0]): {key: value}} if refused.parts else {}
    return f"{words}: {as_settings(**setting)}" if setting else ""


def declare_cache_key(error: refusals.InvalidCacheKey, refused: Refused) -> str:
    return _declared(error.name, refused)


def _declared(name: str, refused: Refused) -> str:
    """
    Return the call that declares a parameter: in the method, or in its response.
    """
    if name.startswith(METHOD_RESPONSE_HEADER):
        where, call, of = "method response", "update_method_response", "response"
    elif name.startswith("method.request."):
        where, call, of = "method", "update_method", "request"
    else:
        return ""
    path = f"/{of}Parameters/{_MULTIVALUE.sub('', name)}"
    operation = asdict(Operation("add", path, "false"))
    del operation["source"]
    target = {**refused.target, "patchOperations": [operation]}
    return f"declare it in the {where} first: {as_call(call, **target)}"


# --- Others ------------------------------------------------------------------------


def log_the_id(error: refusals.LogFormatWithoutId, refused: Refused) -> str:
    value = f"{error.log_format} $context.requestId"
    return _tried("with the request's id", refused, value=value)


REMEDIES = (
    Remedy(
        (
            refusals.CannotRemoveSetting,
            refusals.InvalidAccessLogPath,
            refusals.InvalidPatchPath,
            refusals.InvalidPathInput,
            refusals.InvalidStageAdd,
            refusals.InvalidStagePath,
            refusals.PatchPathNotListed,
            refusals.UnsupportedPatchOp,
        ),
        right_path,
    ),
    Remedy(
        (
            refusals.ContentTypeNotFound,
            refusals.MediaTypeNotFound,
            refusals.ParameterNotFound,
        ),
        add_it,
    ),
    Remedy((InvalidInput,), word_of_input),
    Remedy(
        (
            refusals.InvalidCacheSize,
            refusals.InvalidEndpointType,
            refusals.InvalidEnumValue,
            refusals.InvalidHeaderStrategy,
            refusals.InvalidHttpMethod,
            refusals.InvalidIpAddressType,
            refusals.InvalidLogLevel,
            refusals.InvalidSecurityPolicy,
        ),
        word_of_list,
    ),
    Remedy((refusals.InvalidQuotaPeriod,), quota_period),
    Remedy((refusals.InvalidMappings,), right_mapping),
    Remedy((refusals.InvalidCacheKey,), declare_cache_key),
    Remedy((refusals.LogFormatWithoutId,), log_the_id),
)
