"""
Wrap any callable in a context manager, and keep its kind and its signature.
"""

from __future__ import annotations

import contextlib
import inspect
import sys
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
    "test* methods, setUp or tearDown, or a unittest.TestCase, pass options by "
    "keyword, or open the scope in a `with` block."
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


_PYTESTS_HOOKS = ("setup_method", "teardown_method")
_UNITTESTS_HOOKS = ("setUp", "tearDown", "asyncSetUp", "asyncTearDown")
_RUNS = ("run", "debug")  # unittest's two methods that run a test


def wrap(target: T, scope: Scope) -> T:
    """
    Return *target*, wrapped so that a context manager of *scope* is open while it runs.

    A function becomes one of the same kind and signature. A class stays the same
    object, and its bases are not changed.

    Args:
        target: a function of any kind, a ``staticmethod`` or ``classmethod``, a class
            with ``test*`` methods or unittest's hooks, or a ``unittest.TestCase``.
        scope: makes a new context manager for each call.

    Raises:
        TypeError: *target* cannot be wrapped; the message has the remedy.
    """
    wrapped: Any = _class(target, scope) if inspect.isclass(target) else None
    wrapped = wrapped or _descriptor(target, scope) or _routine(target, scope)
    if wrapped is None:
        raise TypeError(f"{_named(target)} cannot be decorated. {_remedy(target)}")
    return wrapped  # type: ignore[no-any-return]  # of target's kind, by construction


# --- Functions --------------------------------------------------------------------


def _routine(target: Any, scope: Scope) -> Any:
    """
    Return a wrapped function of the same kind, or None if *target* is no function.
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
    Return *result*, or raise if it is a coroutine or generator that has yet to run.
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
        # Does the work of `yield from`, which async generators do not have.
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
                    except BaseException as error:  # noqa: BLE001  # all go to inner
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
    Return *cls* with its tests wrapped, or None if it has no tests or unittest hooks.
    """
    plain = not issubclass(cls, TestCase)
    # A TestCase's run and debug include setUp, the test, tearDown and the cleanups.
    names = [one for one in dir(cls) if one.startswith("test")] if plain else _RUNS
    once = _Once(scope)
    members = {name: _member(_raw(cls, name), once) for name in names}
    wrapped = {name: member for name, member in members.items() if member}
    nested = _nested(cls).items()
    wrapped |= {name: inner for name, inner in nested if _class(inner, scope)}
    if plain:
        wrapped |= _runs_of_a_mixin(cls, once)
    if plain and wrapped:
        wrapped |= _setup_and_teardown(cls, once)
    for name, member in wrapped.items():
        setattr(cls, name, member)
    return cls if wrapped else None


class _Once:
    """
    Makes a scope, but none for a test whose hooks have opened one.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._held: dict[int, ExitStack] = {}  # by the id of an instance

    def __call__(self) -> AbstractContextManager[Any]:
        return nullcontext() if self._held else self._scope()

    def open(self, instance: Any) -> ExitStack:
        """
        Open the scope for an instance's test, and return a stack that closes it.

        If it is already open, for instance by a subclass's hook, the stack is empty.
        """
        stack = ExitStack()
        if id(instance) not in self._held:
            stack.enter_context(self._scope())
            stack.callback(self._held.pop, id(instance), None)
            self._held[id(instance)] = stack
        return stack

    def hold(self, instance: Any, hook: Callable[[], None]) -> None:
        """
        Open the scope for an instance's test, run *hook* in it, and keep it open.
        """
        with ExitStack() as if_it_fails:
            if_it_fails.push(self.open(instance))
            hook()
            if_it_fails.pop_all()

    def release(self, instance: Any) -> ExitStack:
        """
        Return a stack that closes the scope of an instance's test, if it is open.
        """
        return self._held.pop(id(instance), ExitStack())


def _member(raw: Any, scope: Scope) -> Any:
    """
    Return a wrapped member of a class, or None if *raw* is no method.
    """
    if isinstance(raw, partial) and sys.version_info < (3, 14):
        return staticmethod(_routine(raw, scope))  # a partial is not bound
    if isinstance(raw, FunctionType | partial):
        return _routine(raw, scope)
    return _descriptor(raw, scope)


def _descriptor(raw: Any, scope: Scope) -> Any:
    if not isinstance(raw, staticmethod | classmethod):
        return None
    inner = _routine(raw.__func__, scope)
    return inner and type(raw)(inner)


def _nested(cls: type) -> dict[str, type]:
    """
    Return the test classes defined in the body of *cls*, without those assigned there.

    A class from the body of a base comes as a subclass, so that the base is unchanged.
    """
    owners = {name: base for base in reversed(cls.__mro__) for name in vars(base)}
    found = {name: vars(base)[name] for name, base in owners.items()}
    return {
        name: inner if owners[name] is cls else _subclass_in(cls, inner)
        for name, inner in found.items()
        if inspect.isclass(inner)
        and name.startswith("Test")
        and inner.__qualname__ == f"{owners[name].__qualname__}.{name}"
    }


def _subclass_in(cls: type, inner: type) -> type:
    """
    Return a subclass of *inner*, as if it were written in the body of *cls*.
    """
    name = inner.__name__
    where = {"__module__": cls.__module__, "__qualname__": f"{cls.__qualname__}.{name}"}
    return type(inner)(name, (inner,), where)


def _setup_and_teardown(cls: type, once: _Once) -> dict[str, Any]:
    """
    Return setup_method and teardown_method with a scope, if *cls* has either.

    Each subclass gets both as well: it may define the other one, or override one
    without a call to its base.
    """
    if not any(_raw(cls, hook) for hook in _PYTESTS_HOOKS):
        return {}
    own = vars(cls).get("__init_subclass__")

    def init_subclass(sub: Any, /, **named: Any) -> None:
        base: Any = super(cls, sub)
        (own.__get__(None, sub) if own else base.__init_subclass__)(**named)
        for name, hook in _hooks(sub, once).items():
            setattr(sub, name, hook)

    return {**_hooks(cls, once), "__init_subclass__": classmethod(init_subclass)}


def _hooks(cls: type, once: _Once) -> dict[str, Any]:
    """
    Return both hooks for *cls*, without one whose name a fixture has.
    """
    setup, teardown = (_hook_of(cls, name) for name in _PYTESTS_HOOKS)

    def setup_method(self: Any, method: Any = None) -> None:
        once.hold(self, lambda: _call_hook(setup(self), method))

    def teardown_method(self: Any, method: Any = None) -> None:
        with once.release(self):
            _call_hook(teardown(self), method)

    both = zip(_PYTESTS_HOOKS, (setup_method, teardown_method), strict=True)
    return {name: hook for name, hook in both if not _is_fixture(_raw(cls, name))}


def _hook_of(cls: type, name: str) -> Callable[[Any], Any]:
    """
    Return a function that binds the hook that *cls* has now, or the next base's.
    """
    own = vars(cls).get(name)

    def bound(instance: Any) -> Any:
        if own:
            return own.__get__(instance, type(instance))
        return getattr(super(cls, instance), name, _nothing)

    return bound


def _runs_of_a_mixin(cls: type, once: _Once) -> dict[str, Any]:
    """
    Return run and debug with a scope, if *cls* has unittest's hooks.
    """
    if not any(_raw(cls, hook) for hook in _UNITTESTS_HOOKS):
        return {}
    return {name: _run_of_a_mixin(cls, once, name) for name in _RUNS}


def _run_of_a_mixin(cls: type, once: _Once, name: str) -> Callable[..., Any]:
    inner = _hook_of(cls, name)

    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        with once.open(self):
            return inner(self)(*args, **kwargs)

    return run


def _call_hook(hook: Callable[..., None], method: Any) -> None:
    """
    Call a hook as pytest does, with the test method if it takes one.
    """
    hook(*[method][: len(inspect.signature(hook).parameters)])


# --- Words ------------------------------------------------------------------------


def _raw(cls: type, name: str) -> Any:
    return inspect.getattr_static(cls, name, None)


def _is_fixture(target: Any) -> bool:
    # An object of its own since pytest 8.4, a marked function before.
    marks = getattr(target, "__dict__", {})
    own = type(target).__module__ == "_pytest.fixtures"
    return own or "_pytestfixturefunction" in marks


def _is_manager(target: Any) -> bool:
    """
    Whether *target* is made by @contextmanager: a call does not run its body yet.
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
