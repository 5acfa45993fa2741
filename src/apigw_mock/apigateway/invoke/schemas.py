"""
Judge a document by a model, in bounded time.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from fractions import Fraction
from functools import cache
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke.reasons import reason_of
from apigw_mock.javamatch import compiled
from apigw_mock.strictjson import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema import ValidationError

    Errors = Iterator[ValidationError]

_TIME = 2.0  # seconds for one document
_LEAST = 0.001  # seconds for one pattern: none at all would be without end
_MOST = 100  # reasons that are told

_until: ContextVar[float] = ContextVar("until")


class Unusable(Exception):
    """
    The model is not a schema, leads nowhere or needs too much work; ``str()`` says why.
    """


def reasons_against(
    document: Any, name: str, models: Mapping[str, str], address: str
) -> list[str]:
    """
    Return why a document does not fit a model. Empty if it fits.

    Args:
        document: the JSON.
        name: of the model.
        models: the text of each model's schema, by its name.
        address: what comes before a model's name in a ``$ref``.

    Raises:
        Unusable: the model cannot be applied.
    """
    token = _until.set(monotonic() + _TIME)
    try:
        validator = _validator(_schema(models, name), models, address)
        errors = islice(validator.iter_errors(document), _MOST)
        return [reason_of(error) for error in errors]
    except Exception as error:
        # jsonschema raises anything over a schema that is none: KeyError, TypeError,
        # RecursionError, and errors of its own.
        raise Unusable(f"model {name}: {error!r}") from error
    finally:
        _until.reset(token)


def _schema(models: Mapping[str, str], name: str) -> Any:
    return read_json(models[name])


def _validator(schema: Any, models: Mapping[str, str], address: str) -> Any:
    # Importing both takes a tenth of a second.
    from referencing import Registry  # noqa: PLC0415  # as said above
    from referencing.jsonschema import DRAFT4  # noqa: PLC0415

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
    """

    def timed(*arguments: Any) -> Any:
        if monotonic() > _until.get():
            raise TimeoutError
        return check(*arguments)

    return timed


# --- Keywords that the library judges in unbounded time, or tells in another way -------


def _error(message: str) -> ValidationError:
    from jsonschema import ValidationError  # noqa: PLC0415  # as above

    return ValidationError(message)


def _finds(pattern: str, text: str) -> bool:
    left = max(_until.get() - monotonic(), _LEAST)
    return compiled(rf"[\s\S]*?(?:{pattern})[\s\S]*").fits(text, left)


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Errors:
    if isinstance(instance, str) and not _finds(pattern, instance):
        yield _error("pattern")


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
        and not any(_finds(pattern, name) for pattern in patterns)
    ]
    if isinstance(allowed, dict):
        for name in others:
            yield from validator.descend(instance[name], allowed, path=name)
    elif others and not allowed:
        yield _error("additionalProperties")


def _required(_: Any, names: Any, instance: Any, __: Any) -> Errors:
    # In place of the library's, which tells each name by itself.
    if isinstance(instance, dict) and any(name not in instance for name in names):
        yield _error("required")


def _unique_items(_: Any, is_unique: Any, instance: Any, __: Any) -> Errors:
    # In place of the library's, which compares each object with all others.
    if is_unique and isinstance(instance, list):
        texts = {json.dumps(one, sort_keys=True) for one in instance}
        if len(texts) < len(instance):
            yield _error("uniqueItems")


def _multiple_of(_: Any, divisor: Any, instance: Any, __: Any) -> Errors:
    # In place of the library's, whose division may overflow.
    if isinstance(instance, bool) or not isinstance(instance, int | float):
        return
    if Fraction(str(instance)) % Fraction(str(divisor)):
        yield _error("multipleOf")


_OWN: dict[str, Callable[..., Errors]] = {
    "additionalProperties": _additional_properties,
    "multipleOf": _multiple_of,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "required": _required,
    "uniqueItems": _unique_items,
}
