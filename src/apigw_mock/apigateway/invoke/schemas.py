"""
Judge a document by a model, in bounded time.
"""

from __future__ import annotations

import sys
from contextvars import ContextVar
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke.ecma import java_pattern
from apigw_mock.apigateway.invoke.reasons import reason_of
from apigw_mock.javamatch import NotAPattern, compiled
from apigw_mock.strictjson import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from jsonschema import ValidationError

    from apigw_mock.javamatch import Pattern

    Errors = Iterator[ValidationError]

_TIME = 2.0  # seconds for one document
_MOST = 100  # reasons that are told
_SHOWN = 100  # characters of a pattern that cannot be read
_DEEPEST = 700  # frames: of Python's 1000, ``not`` takes another for every three


class Unusable(Exception):
    """
    The model is not a schema, leads nowhere or needs too much work; ``str()`` says why.

    Args:
        sentence: says why.
        is_deep: whether the model and the document lead too deep together.
    """

    def __init__(self, sentence: str, *, is_deep: bool) -> None:
        super().__init__(sentence)
        self.is_deep = is_deep


@dataclass
class _Judging:
    """
    The judgement of one document: its time, and what it has read of patterns.

    Args:
        warn: is called with a sentence for each pattern that cannot be read.
    """

    warn: Callable[[str], None]
    patterns: dict[str, Pattern | None] = field(default_factory=dict)
    until: float = field(default_factory=lambda: monotonic() + _TIME)

    def left(self) -> float:
        """
        Return the seconds that are left.

        Raises:
            TimeoutError: none are.
        """
        seconds = self.until - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def finds(self, pattern: str, text: str) -> bool | None:
        """
        Return whether a *text* has a match, or None if the pattern cannot be read.
        """
        left = self.left()
        if pattern not in self.patterns:
            self.patterns[pattern] = self._read(pattern)
        found = self.patterns[pattern]
        return None if found is None else bool(found.places(text, left, 1))

    def _read(self, pattern: str) -> Pattern | None:
        try:
            return compiled(java_pattern(pattern))
        except NotAPattern:
            shown = pattern[:_SHOWN]
            self.warn(f"A model's pattern cannot be read, and judges nothing: {shown}")
            return None


_judging: ContextVar[_Judging] = ContextVar("judging")


def reasons_against(
    document: Any,
    name: str,
    models: Mapping[str, str],
    address: str,
    warn: Callable[[str], None],
) -> list[str]:
    """
    Return why a document does not fit a model. Empty if it fits.

    Args:
        document: the JSON.
        name: of the model.
        models: the text of each model's schema, by its name.
        address: what comes before a model's name in a ``$ref``.
        warn: is called with a sentence for each pattern that cannot be read; such a
            pattern is not judged.

    Raises:
        Unusable: the model cannot be applied.
    """
    token = _judging.set(_Judging(warn))
    try:
        validator = _validator(_schema(models, name), models, address)
        errors = islice(validator.iter_errors(document), _MOST)
        return [reason_of(error) for error in errors]
    except Exception as error:
        # jsonschema raises anything over a schema that is none: KeyError, TypeError,
        # RecursionError, and errors of its own.
        is_deep = isinstance(error, RecursionError)
        raise Unusable(f"model {name}: {error!r}", is_deep=is_deep) from error
    finally:
        _judging.reset(token)


def _schema(models: Mapping[str, str], name: str) -> Any:
    return read_json(models[name])


def _validator(schema: Any, models: Mapping[str, str], address: str) -> Any:
    # Importing both takes a tenth of a second.
    from referencing import Registry  # noqa: PLC0415  # as said above
    from referencing.jsonschema import DRAFT4  # noqa: PLC0415

    @cache  # the registry forgets what it found once a $ref has been judged
    def retrieve(uri: str) -> Any:
        return DRAFT4.create_resource(_schema(models, uri.removeprefix(address)))

    registry: Any = Registry(retrieve=retrieve)  # type: ignore[call-arg]  # attrs' alias
    return _of_models()(schema, registry=registry)


@cache
def _of_models() -> Any:
    from jsonschema import Draft4Validator  # noqa: PLC0415  # as above
    from jsonschema.validators import extend  # noqa: PLC0415

    every: dict[str, Any] = {**Draft4Validator.VALIDATORS, **_OWN}
    timed = {keyword: _timed(check) for keyword, check in every.items()}
    return extend(Draft4Validator, timed)  # type: ignore[no-untyped-call]  # the stubs leave it so


def _timed(check: Callable[..., Any]) -> Callable[..., Any]:
    """
    Return *check*, which raises a TimeoutError once the document has had its time.

    And a RecursionError, once the model and the document lead too deep together.
    """

    def timed(*arguments: Any) -> Any:
        _judging.get().left()
        _check_depth()
        return check(*arguments)

    return timed


def _check_depth() -> None:
    """
    Raise a RecursionError well before Python does, or before its stack ends.

    What Python raises within the library of maps becomes an error that is no Exception.
    """
    try:
        sys._getframe(_DEEPEST)  # noqa: SLF001  # as the standard library uses it
    except ValueError:  # there are fewer
        return
    raise RecursionError("maximum recursion depth exceeded")


# --- Keywords that the library judges in unbounded time, or tells in another way -------


def _error(**facts: Any) -> ValidationError:
    from jsonschema import ValidationError  # noqa: PLC0415  # as above

    return ValidationError("", **facts)


def _finds(pattern: str, text: str) -> bool | None:
    return _judging.get().finds(pattern, text)


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Errors:
    if isinstance(instance, str) and _finds(pattern, instance) is False:
        yield _error()


def _pattern_properties(
    validator: Any, patterns: dict[str, Any], instance: Any, _: Any
) -> Errors:
    if not isinstance(instance, dict):
        return
    for pattern, schema in patterns.items():
        for name in [name for name in instance if _finds(pattern, name)]:
            yield from validator.descend(
                instance[name], schema, path=name, schema_path=pattern
            )


def _additional_properties(
    validator: Any, allowed: Any, instance: Any, schema: dict[str, Any]
) -> Errors:
    if not isinstance(instance, dict):
        return
    patterns = schema.get("patternProperties", {})
    others = [
        name
        for name in instance
        if name not in schema.get("properties", {})
        and all(_finds(pattern, name) is False for pattern in patterns)
    ]
    if isinstance(allowed, dict):
        for name in others:
            yield from validator.descend(instance[name], allowed, path=name)
    elif others and not allowed:
        yield _error(validator_value=others)


def _required(_: Any, names: Any, instance: Any, __: Any) -> Errors:
    # In place of the library's, which tells each name by itself.
    if isinstance(instance, dict) and any(name not in instance for name in names):
        yield _error()


def _dependencies(
    validator: Any, dependencies: dict[str, Any], instance: Any, _: Any
) -> Errors:
    # In place of the library's, which tells each name by itself.
    if not isinstance(instance, dict):
        return
    for name in [name for name in dependencies if name in instance]:
        wanted = dependencies[name]
        if isinstance(wanted, dict):
            yield from validator.descend(instance, wanted, schema_path=name)
        elif any(one not in instance for one in wanted):
            yield _error(validator_value=(name, wanted))


def _one_of(validator: Any, branches: Any, instance: Any, _: Any) -> Errors:
    # In place of the library's, which does not tell how many branches match.
    errors = [list(islice(validator.descend(instance, one), 1)) for one in branches]
    matched = errors.count([])
    if matched != 1:
        yield _error(validator_value=(matched, len(branches)))


def _unique_items(_: Any, is_unique: Any, instance: Any, __: Any) -> Errors:
    # In place of the library's, which compares each object with all others.
    if is_unique and isinstance(instance, list):
        different = {_key(one) for one in instance}
        if len(different) < len(instance):
            yield _error()


def _key(value: Any) -> Hashable:
    """
    Return what is equal for equal JSON: 1 and 1.0 are, 1 and true are not.
    """
    if isinstance(value, dict):
        return dict, frozenset((name, _key(one)) for name, one in value.items())
    if isinstance(value, list):
        return list, tuple(map(_key, value))
    return isinstance(value, bool), value


def _multiple_of(_: Any, divisor: Any, instance: Any, __: Any) -> Errors:
    # In place of the library's, whose division may overflow.
    if isinstance(instance, bool) or not isinstance(instance, int | float):
        return
    if Fraction(str(instance)) % Fraction(str(divisor)):
        yield _error()


_OWN: dict[str, Callable[..., Errors]] = {
    "additionalProperties": _additional_properties,
    "dependencies": _dependencies,
    "multipleOf": _multiple_of,
    "oneOf": _one_of,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "required": _required,
    "uniqueItems": _unique_items,
}
