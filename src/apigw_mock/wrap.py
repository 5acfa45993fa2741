"""
Any context manager around any callable, which keeps its kind and its signature.
"""

from __future__ import annotations

import contextlib
import inspect
from contextlib import AbstractContextManager, ExitStack, aclosing, nullcontext
from functools import partial, wraps
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType
from typing import TYPE_CHECKING, Any, TypeVar
from unittest import TestCase

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    Scope = Callable[[], AbstractContextManager[Any]]

T = TypeVar("T")

_REMEDY = (
    "Decorate a function, a coroutine function, a generator function, a class with "
    "test* methods or a unittest.TestCase, pass options by keyword, or open the scope "
    "in a `with` block."
)
_FIXTURE_REMEDY = (
    "Put the decorator below @pytest.fixture, so that it meets the function itself."
)
_MANAGER_REMEDY = (
    "Put the decorator below @contextmanager or @asynccontextmanager, so that it meets "
    "the generator function itself."
)
_LATE_REMEDY = (
    "Its body would run after the scope has closed: put the decorator next to the "
    "`async def` or the `yield`, below every other one."
)
_LATE = (
    CoroutineType,
    GeneratorType,
    AsyncGeneratorType,
    contextlib._GeneratorContextManager,  # noqa: SLF001  # what @contextmanager makes
    contextlib._AsyncGeneratorContextManager,  # noqa: SLF001
)


_UNITTESTS_HOOKS = ("setUp", "tearDown", "asyncSetUp", "asyncTearDown")


def wrap(target: T, scope: Scope) -> T:
    """
    Return *target* with a context manager of *scope* open whenever it runs.

    A function becomes one of its own kind and signature; a class stays the same
    object, and what its bases hold stays as it was.

    Args:
        target: a function of any kind, a ``staticmethod`` or ``classmethod``, a class
            with ``test*`` methods, a ``unittest.TestCase``.
        scope: makes a new context manager for each call.

    Raises:
        TypeError: nothing of *target* can be wrapped; the message has the remedy.
    """
    wrapped: Any = _class(target, scope) if inspect.isclass(target) else None
    wrapped = wrapped or _member(target, scope) or _routine(target, scope)
    if wrapped is None:
        raise TypeError(f"{_named(target)} cannot be decorated. {_remedy(target)}")
    return wrapped  # type: ignore[no-any-return]  # of target's kind, by construction


# --- Functions --------------------------------------------------------------------


def _routine(target: Any, scope: Scope) -> Any:
    """
    Return a wrapped function of the same kind; None for what is no function.
    """
    routine = inspect.isroutine(target) or isinstance(target, partial)
    if inspect.isclass(target) or _is_fixture(target) or _is_manager(target):
        return None
    if not (routine and callable(target)):
        return None
    for is_kind, wrapped in _KINDS:
        if is_kind(target):
            return wrapped(target, scope)
    return _function(target, scope)


def _function(function: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        with scope():
            return _finished(function(*args, **kwargs), function)

    return wrapper


def _finished(result: Any, function: Callable[..., Any]) -> Any:
    """
    Return *result*, unless the work is still to come.
    """
    if not (isinstance(result, _LATE) or inspect.isawaitable(result)):
        return result
    for ending in ("close", "cancel"):  # of coroutines and generators, of futures
        getattr(result, ending, _nothing)()
    kind = type(result).__name__
    raise TypeError(f"{_named(function)} returned a {kind}. {_LATE_REMEDY}")


def _coroutine(function: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    @wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        with scope():
            return await function(*args, **kwargs)

    return wrapper


def _generator(function: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with scope():
            return (yield from function(*args, **kwargs))

    return wrapper


def _async_generator(function: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    @wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        # What an async generator lacks: `yield from`.
        with scope():
            async with aclosing(function(*args, **kwargs)) as inner:
                step = inner.asend(None)
                while True:
                    try:
                        value = await step
                    except StopAsyncIteration:
                        return
                    try:
                        step = inner.asend((yield value))
                    except GeneratorExit:
                        raise  # aclosing closes the inner one
                    except BaseException as error:  # noqa: BLE001  # all is the inner's
                        step = inner.athrow(error)

    return wrapper


_KINDS: tuple[tuple[Callable[[Any], bool], Callable[..., Any]], ...] = (
    (inspect.isasyncgenfunction, _async_generator),
    (inspect.isgeneratorfunction, _generator),
    (inspect.iscoroutinefunction, _coroutine),
)


# --- Classes ----------------------------------------------------------------------


def _class(cls: Any, scope: Scope) -> Any:
    """
    Return *cls* with its tests wrapped; None if it has none.
    """
    if issubclass(cls, TestCase):
        # They hold all of a test: setUp, the test, tearDown and the cleanups.
        names = ["run", "debug"]
    else:
        names = [name for name in dir(cls) if name.startswith("test")]
    once = _Once(scope)
    wrapped = {name: _member(_raw(cls, name), once) for name in names}
    wrapped = {name: member for name, member in wrapped.items() if member}
    nested = [_class(inner, scope) for inner in _nested(cls)]
    if not wrapped and not any(nested):
        return None
    if not issubclass(cls, TestCase):
        wrapped |= _setup_and_teardown(cls, once) | _runs_of_a_mixin(cls, once)
    for name, member in wrapped.items():
        setattr(cls, name, member)
    return cls


class _Once:
    """
    Makes a scope, or none for a test whose hooks are in one already.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._held: dict[int, ExitStack] = {}  # by the id of an instance

    def __call__(self) -> AbstractContextManager[Any]:
        return nullcontext() if self._held else self._scope()

    def hold(self, instance: Any, hook: Callable[[], None]) -> None:
        """
        Open the scope of an instance's test, run *hook* in it, and keep it open.
        """
        with ExitStack() as stack:
            stack.enter_context(self._scope())
            hook()
            self._held[id(instance)] = stack.pop_all()

    def release(self, instance: Any) -> ExitStack:
        """
        Return what closes the scope of an instance's test.
        """
        return self._held.pop(id(instance))


def _member(raw: Any, scope: Scope) -> Any:
    """
    Return a wrapped member of a class; None for what is no method.
    """
    if isinstance(raw, staticmethod | classmethod):
        inner = _routine(raw.__func__, scope)
        return inner and type(raw)(inner)
    if isinstance(raw, FunctionType):
        return _routine(raw, scope)
    return None


def _nested(cls: type) -> list[type]:
    """
    Return the test classes written in the body of *cls*, not those named there.
    """
    within = f"{cls.__qualname__}."
    return [
        value
        for name, value in vars(cls).items()
        if inspect.isclass(value)
        and name.startswith("Test")
        and value.__qualname__ == within + name
    ]


def _setup_and_teardown(cls: type, once: _Once) -> dict[str, Any]:
    """
    Return pytest's two hooks around each test, if *cls* has one, with a scope between.
    """
    setup, teardown = (_raw(cls, f"{word}_method") for word in ("setup", "teardown"))
    if setup is None and teardown is None:
        return {}

    def setup_method(self: Any, method: Any) -> None:
        once.hold(self, lambda: _call_hook(setup, self, method))

    def teardown_method(self: Any, method: Any) -> None:
        with once.release(self):
            _call_hook(teardown, self, method)

    return {"setup_method": setup_method, "teardown_method": teardown_method}


def _runs_of_a_mixin(cls: type, once: _Once) -> dict[str, Any]:
    """
    Return unittest's two ways to run a test, if *cls* has hooks of unittest's.
    """
    if not any(_raw(cls, hook) for hook in _UNITTESTS_HOOKS):
        return {}
    return {name: _run_of_a_mixin(cls, once, name) for name in ("run", "debug")}


def _run_of_a_mixin(cls: type, once: _Once, name: str) -> Callable[..., Any]:
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        once.hold(self, _nothing)
        try:
            return getattr(super(cls, self), name)(*args, **kwargs)
        finally:
            once.release(self).close()

    return run


def _call_hook(hook: Any, instance: Any, method: Any) -> None:
    """
    Call pytest's hook as pytest does: it may take the test method or not.
    """
    if hook is None:
        return
    bound = hook.__get__(instance, type(instance))
    bound(*[method][: len(inspect.signature(bound).parameters)])


# --- Words ------------------------------------------------------------------------


def _raw(cls: type, name: str) -> Any:
    return inspect.getattr_static(cls, name, None)


def _is_fixture(target: Any) -> bool:
    # An object of pytest's own since 8.4, a marked function before.
    marks = getattr(target, "__dict__", {})
    own = type(target).__module__ == "_pytest.fixtures"
    return own or "_pytestfixturefunction" in marks


def _is_manager(target: Any) -> bool:
    """
    Whether calling *target* runs nothing of the generator function in it.
    """
    if getattr(target, "__globals__", None) is not vars(contextlib):
        return False
    inner = inspect.unwrap(target)
    return inspect.isgeneratorfunction(inner) or inspect.isasyncgenfunction(inner)


def _remedy(target: Any) -> str:
    if _is_manager(target):
        return _MANAGER_REMEDY
    return _FIXTURE_REMEDY if _is_fixture(target) else _REMEDY


def _nothing() -> None:
    """
    Do nothing.
    """


def _named(target: Any) -> str:
    return getattr(target, "__qualname__", None) or repr(target)
