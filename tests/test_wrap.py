"""
Any context manager around any callable.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
import sys
import unittest
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator


class Recorder:
    """
    Makes context managers and counts how often one was opened and closed.
    """

    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0

    @property
    def is_open(self) -> bool:
        return self.opened > self.closed

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self.opened += 1
        try:
            yield
        finally:
            self.closed += 1


@pytest.fixture
def scope() -> Recorder:
    return Recorder()


def run(case: type[unittest.TestCase]) -> unittest.TestResult:
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
    return result


# --- Functions --------------------------------------------------------------------


def test_a_function_runs_within_the_scope(scope: Recorder) -> None:
    wrapped = wrap(lambda: scope.is_open, scope)

    assert wrapped() is True
    assert not scope.is_open


def test_each_call_opens_a_scope_of_its_own(scope: Recorder) -> None:
    wrapped = wrap(lambda: None, scope)
    wrapped()
    wrapped()

    assert (scope.opened, scope.closed) == (2, 2)


def test_wrapping_alone_opens_nothing(scope: Recorder) -> None:
    wrap(lambda: None, scope)

    assert scope.opened == 0


def plain(a: int, *, b: str = "b") -> str:
    """Say what was given."""
    return f"{a}{b}"


async def coroutine(a: int, *, b: str = "b") -> str:
    """Say what was given."""
    await asyncio.sleep(0)
    return f"{a}{b}"


def generator(a: int, *, b: str = "b") -> Iterator[str]:
    """Say what was given."""
    yield f"{a}{b}"


async def async_generator(a: int, *, b: str = "b") -> AsyncIterator[str]:
    """Say what was given."""
    yield f"{a}{b}"


async def first(iterator: AsyncIterator[str]) -> str:
    return [value async for value in iterator][0]  # noqa: RUF015  # to its end


KINDS = [plain, coroutine, generator, async_generator]
CALLS: dict[Any, Callable[[Any], Any]] = {
    plain: lambda function: function(1, b="c"),
    coroutine: lambda function: asyncio.run(function(1, b="c")),
    generator: lambda function: "".join(function(1, b="c")),
    async_generator: lambda function: asyncio.run(first(function(1, b="c"))),
}


@pytest.mark.parametrize("function", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_function_answers_as_before(
    function: Any, scope: Recorder
) -> None:
    answer = CALLS[function](wrap(function, scope))

    assert answer == "1c"
    assert (scope.opened, scope.closed) == (1, 1)


@pytest.mark.parametrize("function", KINDS, ids=lambda kind: kind.__name__)
def test_kind_name_docstring_and_signature_are_kept(
    function: Any, scope: Recorder
) -> None:
    wrapped = wrap(function, scope)

    assert inspect.signature(wrapped) == inspect.signature(function)
    assert wrapped.__name__ == function.__name__
    assert wrapped.__qualname__ == function.__qualname__
    assert wrapped.__module__ == function.__module__
    assert wrapped.__doc__ == function.__doc__
    assert wrapped.__annotations__ == function.__annotations__
    assert wrapped.__wrapped__ is function
    assert [is_kind(wrapped) for is_kind in INSPECTIONS] == [
        is_kind(function) for is_kind in INSPECTIONS
    ]


INSPECTIONS = (
    inspect.isfunction,
    inspect.iscoroutinefunction,
    inspect.isgeneratorfunction,
    inspect.isasyncgenfunction,
)


@pytest.mark.parametrize(
    "error", [ValueError, KeyboardInterrupt, SystemExit], ids=lambda e: e.__name__
)
@pytest.mark.parametrize("kind", ["plain", "coroutine", "generator", "async_generator"])
def test_an_exception_closes_the_scope_once(
    error: type[BaseException], kind: str, scope: Recorder
) -> None:
    call = FAILING[kind]

    with pytest.raises(error):
        call(wrap, scope, error)
    assert (scope.opened, scope.closed) == (1, 1)


def fail(error: type[BaseException]) -> None:
    raise error


async def fail_later(error: type[BaseException]) -> None:
    raise error


def fail_yielding(error: type[BaseException]) -> Iterator[None]:
    yield
    raise error


async def fail_yielding_later(error: type[BaseException]) -> AsyncIterator[None]:
    yield
    raise error


async def exhaust(iterator: AsyncIterator[Any]) -> None:
    async for _ in iterator:
        pass


def drive(coroutine: Any) -> None:
    """
    Run a coroutine that awaits nothing, without a loop, which would keep SystemExit.
    """
    with pytest.raises(StopIteration):
        coroutine.send(None)


FAILING: dict[str, Callable[..., Any]] = {
    "plain": lambda wrap, scope, error: wrap(fail, scope)(error),
    "coroutine": lambda wrap, scope, error: drive(wrap(fail_later, scope)(error)),
    "generator": lambda wrap, scope, error: list(wrap(fail_yielding, scope)(error)),
    "async_generator": lambda wrap, scope, error: drive(
        exhaust(wrap(fail_yielding_later, scope)(error))
    ),
}


def test_methods_partials_and_builtins_are_functions_too(scope: Recorder) -> None:
    text = wrap("a-b".split, scope)
    power = wrap(functools.partial(pow, 2), scope)

    assert text("-") == ["a", "b"]
    assert power(3) == 8
    assert wrap(len, scope)("abc") == 3
    assert (scope.opened, scope.closed) == (3, 3)


def test_a_partial_of_a_coroutine_function_is_one(scope: Recorder) -> None:
    wrapped = wrap(functools.partial(coroutine, 1), scope)

    assert inspect.iscoroutinefunction(wrapped)
    assert asyncio.run(wrapped()) == "1b"


@pytest.mark.parametrize("kind", [staticmethod, classmethod])
def test_static_and_class_methods_below_the_decorator_stay_such(
    kind: Any, scope: Recorder
) -> None:
    class Owner:
        method = wrap(kind(lambda *_: scope.is_open), scope)

    assert isinstance(vars(Owner)["method"], kind)
    assert Owner().method() is True
    assert not scope.is_open


def test_decorated_twice_opens_two_nested_scopes(scope: Recorder) -> None:
    wrapped = wrap(wrap(lambda: scope.opened, scope), scope)

    assert wrapped() == 2
    assert scope.closed == 2


# --- Coroutines -------------------------------------------------------------------


def test_a_cancelled_coroutine_closes_the_scope(scope: Recorder) -> None:
    async def waits() -> None:
        await asyncio.sleep(60)

    async def cancels() -> bool:
        task = asyncio.ensure_future(wrap(waits, scope)())
        await asyncio.sleep(0)
        was_open = scope.is_open
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return was_open

    assert asyncio.run(cancels())
    assert (scope.opened, scope.closed) == (1, 1)


def test_a_coroutine_closed_early_closes_the_scope(scope: Recorder) -> None:
    async def waits() -> None:
        await asyncio.sleep(0)

    started = wrap(waits, scope)()
    started.send(None)
    started.close()

    assert (scope.opened, scope.closed) == (1, 1)


# --- Generators -------------------------------------------------------------------


def echo() -> Generator[Any, Any, str]:
    """
    Yield what was sent or thrown, until told to return.
    """
    received: Any = None
    while received != "return":
        try:
            received = yield received
        except ValueError as error:  # noqa: PERF203  # one at a time is the point
            received = error
    return "returned"


def test_a_generator_opens_at_its_first_value_and_closes_at_its_end(
    scope: Recorder,
) -> None:
    wrapped = wrap(generator, scope)(1)
    before = scope.is_open
    next(wrapped)
    during = scope.is_open
    end = next(wrapped, "end")

    assert (before, during, scope.is_open, end) == (False, True, False, "end")


def test_values_sent_and_thrown_and_returned_pass_through(scope: Recorder) -> None:
    error = ValueError()
    wrapped = wrap(echo, scope)()
    values = [next(wrapped), wrapped.send("sent"), wrapped.throw(error)]

    with pytest.raises(StopIteration) as stopped:
        wrapped.send("return")
    assert values == [None, "sent", error]
    assert stopped.value.value == "returned"
    assert (scope.opened, scope.closed) == (1, 1)


def test_a_generator_closed_early_closes_the_scope(scope: Recorder) -> None:
    wrapped = wrap(echo, scope)()
    next(wrapped)
    wrapped.close()
    wrapped.close()

    assert (scope.opened, scope.closed) == (1, 1)


def test_a_generator_that_is_forgotten_closes_the_scope(scope: Recorder) -> None:
    next(wrap(echo, scope)())
    gc.collect()

    assert (scope.opened, scope.closed) == (1, 1)


def test_a_generator_that_never_starts_opens_nothing(scope: Recorder) -> None:
    wrap(echo, scope)().close()

    assert scope.opened == 0


# --- Async generators -------------------------------------------------------------


async def echo_later() -> Any:
    """
    Yield what was sent or thrown, until told to return.
    """
    received: Any = None
    while received != "return":
        try:
            received = yield received
        except ValueError as error:  # noqa: PERF203  # one at a time is the point
            received = error


def test_values_sent_and_thrown_pass_through_an_async_generator(
    scope: Recorder,
) -> None:
    error = ValueError()

    async def use() -> list[Any]:
        wrapped = wrap(echo_later, scope)()
        values = [
            await wrapped.asend(None),
            await wrapped.asend("sent"),
            await wrapped.athrow(error),
            scope.is_open,
        ]
        with pytest.raises(StopAsyncIteration):
            await wrapped.asend("return")
        return values

    assert asyncio.run(use()) == [None, "sent", error, True]
    assert (scope.opened, scope.closed) == (1, 1)


def test_an_async_generator_closed_early_closes_the_inner_one_then_the_scope(
    scope: Recorder,
) -> None:
    order: list[bool] = []

    async def yields() -> AsyncIterator[None]:
        try:
            yield
        finally:
            await asyncio.sleep(0)
            order.append(scope.is_open)

    async def use() -> None:
        wrapped: Any = wrap(yields, scope)()
        await wrapped.asend(None)
        await wrapped.aclose()

    asyncio.run(use())

    assert order == [True]
    assert (scope.opened, scope.closed) == (1, 1)


def test_an_error_thrown_into_an_async_generator_comes_out(scope: Recorder) -> None:
    async def use() -> None:
        wrapped: Any = wrap(async_generator, scope)(1)
        await wrapped.asend(None)
        await wrapped.athrow(KeyError("thrown"))

    with pytest.raises(KeyError, match="thrown"):
        asyncio.run(use())
    assert (scope.opened, scope.closed) == (1, 1)


def test_a_cancelled_async_generator_closes_the_scope(scope: Recorder) -> None:
    async def yields() -> AsyncIterator[None]:
        yield
        await asyncio.sleep(60)

    async def cancels() -> None:
        task = asyncio.ensure_future(exhaust(wrap(yields, scope)()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancels())

    assert (scope.opened, scope.closed) == (1, 1)


# --- Plain classes ----------------------------------------------------------------


def make_base(scope: Recorder) -> Any:
    class Base:
        test_data = "no method"

        def test_method(self) -> bool:
            return scope.is_open

        @staticmethod
        def test_static() -> bool:
            return scope.is_open

        @classmethod
        def test_class(cls) -> tuple[type, bool]:
            return cls, scope.is_open

        async def test_coroutine(self) -> bool:
            return scope.is_open

        def helper(self) -> bool:
            return scope.is_open

    return Base


def test_a_class_stays_the_same_object_with_its_tests_wrapped(scope: Recorder) -> None:
    base = make_base(scope)
    wrapped = wrap(base, scope)

    assert wrapped is base
    assert base().test_method() is True
    assert base.test_static() is True
    assert base().test_static() is True
    assert base.test_class() == (base, True)
    assert asyncio.run(base().test_coroutine()) is True
    assert base().helper() is False
    assert base.test_data == "no method"
    assert not scope.is_open


def test_inherited_tests_are_wrapped_and_the_base_class_is_not(scope: Recorder) -> None:
    base = make_base(scope)
    before = dict(vars(base))

    @functools.partial(wrap, scope=scope)
    class Derived(base):  # type: ignore[misc]  # a class made at run time
        pass

    assert Derived().test_method() is True
    assert Derived.test_class() == (Derived, True)
    assert base().test_method() is False
    assert dict(vars(base)) == before


def test_a_class_derived_from_a_decorated_one_can_be_decorated(scope: Recorder) -> None:
    base = wrap(make_base(scope), scope)

    class Derived(base):  # type: ignore[misc]  # a class made at run time
        def test_method(self) -> bool:
            return bool(super().test_method())

    wrapped = wrap(Derived, scope)

    assert wrapped().test_method() is True
    assert (scope.opened, scope.closed) == (2, 2)


def test_a_test_class_in_a_class_is_wrapped_and_one_named_there_is_not(
    scope: Recorder,
) -> None:
    other = make_base(scope)

    class Outer:
        TestNamed = other

        class TestInner:
            def test_method(self) -> bool:
                return scope.is_open

    wrap(Outer, scope)

    assert Outer.TestInner().test_method() is True
    assert Outer.TestNamed().test_method() is False


def make_nesting(scope: Recorder) -> Any:
    class Base:
        TestNamed = make_base(scope)

        class TestInner:
            def test_method(self) -> bool:
                return scope.is_open

            class TestInmost:
                @classmethod
                def test_method(cls) -> tuple[type, bool]:
                    return cls, scope.is_open

        class TestEmpty:
            """Has none."""

    return Base


def test_a_test_class_in_a_base_is_wrapped_and_the_base_is_not(scope: Recorder) -> None:
    base = make_nesting(scope)
    before = dict(vars(base)), dict(vars(base.TestInner))

    class Outer(base):  # type: ignore[misc]  # a class made at run time
        pass

    wrapped: Any = wrap(Outer, scope)
    inner, inmost = wrapped.TestInner, wrapped.TestInner.TestInmost

    assert inner().test_method() is True
    assert inmost.test_method() == (inmost, True)
    assert (scope.opened, scope.closed) == (2, 2)
    assert issubclass(inner, base.TestInner)
    assert (inner.__module__, inner.__name__) == (__name__, "TestInner")
    assert inner.__qualname__ == f"{Outer.__qualname__}.TestInner"
    assert wrapped.TestNamed is base.TestNamed
    assert wrapped.TestEmpty is base.TestEmpty
    assert base.TestInner().test_method() is False
    assert (dict(vars(base)), dict(vars(base.TestInner))) == before


def test_pytest_runs_a_test_class_in_a_base_in_the_scope(
    pytester: pytest.Pytester,
) -> None:
    run_in_one_scope(
        pytester,
        """
class Base:
    class TestInner:
        def setup_method(self): see("setup")
        def test_it(self): see("test")

@scoped
class TestSub(Base): pass
""",
        ["setup", "test"],
    )


def test_pytest_runs_a_partial_in_a_class_in_the_scope(
    pytester: pytest.Pytester,
) -> None:
    run_in_one_scope(
        pytester,
        """
from functools import partial

def check(*given, name): see(name)

@scoped
class TestIt:
    test_partial = partial(check, name="test")
""",
        ["test"],
    )


def test_a_partial_in_a_class_is_bound_as_it_was(scope: Recorder) -> None:
    def check(*given: Any) -> tuple[int, bool]:
        return len(given), scope.is_open

    class Case:
        test_partial = functools.partial(check, 1)

    wrapped: Any = wrap(Case, scope)
    bound = sys.version_info >= (3, 14)  # as functions are, since then

    assert wrapped().test_partial() == (1 + bound, True)
    assert wrapped.test_partial() == (1, True)
    assert (scope.opened, scope.closed) == (2, 2)


@pytest.mark.parametrize(
    ("hooks", "expected"),
    [
        (["setup_method"], ["setup_method", "test"]),
        (["teardown_method"], ["test", "teardown_method"]),
        (
            ["setup_method", "teardown_method"],
            ["setup_method", "test", "teardown_method"],
        ),
    ],
    ids=" and ".join,
)
@pytest.mark.parametrize("parameters", ["self", "self, method"])
def test_setup_and_teardown_hooks_run_in_the_scope_of_the_test(
    hooks: list[str], expected: list[str], parameters: str, pytester: pytest.Pytester
) -> None:
    written = "\n".join(
        f"    def {hook}({parameters}): see('{hook}')" for hook in hooks
    )
    source = f"""
class TestHooks:
{written}
    def test_it(self): see("test")

scoped(TestHooks)
"""
    run_in_one_scope(pytester, source, expected)


def run_in_one_scope(
    pytester: pytest.Pytester, source: str, expected: list[str]
) -> None:
    """
    Run the one test of *source*: all that it sees, it sees while its scope is open.
    """
    program = f"""
import unittest
from apigw_mock.wrap import wrap
from test_wrap import Recorder

scope, seen = Recorder(), []

def scoped(target): return wrap(target, scope)
def see(name): seen.append((name, scope.is_open))
{source}
def test_seen():
    assert seen == {[(name, True) for name in expected]}
    assert (scope.opened, scope.closed) == (1, 1)
"""
    pytester.makepyfile(test_program=program)
    pytester.syspathinsert(inspect.getfile(Recorder).rpartition("/")[0])
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=2)


def test_a_failing_setup_hook_closes_the_scope(scope: Recorder) -> None:
    class Case:
        def setup_method(self) -> None:
            raise ValueError

        def test_it(self) -> None:
            """Never runs."""

    wrapped: Any = wrap(Case, scope)

    with pytest.raises(ValueError):  # noqa: PT011  # raised above, without a word
        wrapped().setup_method(None)
    assert (scope.opened, scope.closed) == (1, 1)


def test_hooks_of_a_class_decorated_twice_close_both_scopes(scope: Recorder) -> None:
    class Case:
        def setup_method(self) -> None:
            """Open something."""

        def test_it(self) -> None:
            """Never runs."""

    wrapped: Any = wrap(wrap(Case, scope), scope)
    case = wrapped()
    case.setup_method(None)
    opened = scope.opened, scope.closed
    case.teardown_method(None)

    assert opened == (2, 0)
    assert (scope.opened, scope.closed) == (2, 2)


def test_hooks_of_a_class_with_slots_run_in_the_scope_too(scope: Recorder) -> None:
    class Case:
        __slots__ = ()

        def setup_method(self) -> bool:
            return scope.is_open

        def test_it(self) -> bool:
            return scope.is_open

    wrapped: Any = wrap(Case, scope)
    case = wrapped()
    case.setup_method(None)
    inside = case.test_it()
    case.teardown_method(None)

    assert inside
    assert (scope.opened, scope.closed) == (1, 1)
    assert case.test_it()  # without its hooks
    assert (scope.opened, scope.closed) == (2, 2)


# What a class decorated with `scoped` and its subclass write, and what then runs.
FAMILIES = {
    "the other hook": (
        """
@scoped
class Base:
    def setup_method(self): see("setup")
    def test_it(self): see("test of the base")

class TestSub(Base):
    def test_it(self): see("test")
    def teardown_method(self): see("teardown")
""",
        ["setup", "test", "teardown"],
    ),
    "the other hook, the mirror case": (
        """
@scoped
class Base:
    def test_it(self): see("test")
    def teardown_method(self): see("teardown")

class TestSub(Base):
    def setup_method(self, method): see(method.__name__)
""",
        ["test_it", "test", "teardown"],
    ),
    "both hooks": (
        """
class TestSub(BOTH):
    def setup_method(self): see("setup of the subclass")
    def test_it(self): see("test")
    def teardown_method(self): see("teardown of the subclass")
""",
        ["setup of the subclass", "test", "teardown of the subclass"],
    ),
    "hooks that call the base's": (
        """
class TestSub(BOTH):
    def setup_method(self):
        super().setup_method()
        see("more setup")
    def teardown_method(self, method):
        super().teardown_method(method)
        see("more teardown")
""",
        ["setup", "more setup", "test", "teardown", "more teardown"],
    ),
    "several levels": (
        """
class Middle(BOTH):
    def teardown_method(self): see("teardown of the middle")

class TestSub(Middle):
    def setup_method(self): see("setup of the subclass")
""",
        ["setup of the subclass", "test", "teardown of the middle"],
    ),
    "two branches": (
        """
class Left(BOTH): pass

class Right(BOTH):
    def setup_method(self):
        super().setup_method()
        see("setup of the right")

class TestSub(Left, Right): pass
""",
        ["setup", "setup of the right", "test", "teardown"],
    ),
    "a mixin": (
        """
class Mixin:
    def teardown_method(self):
        see("teardown of the mixin")
        super().teardown_method()

class TestSub(Mixin, BOTH): pass
""",
        ["setup", "test", "teardown of the mixin", "teardown"],
    ),
    "a mixin that another extends": (
        """
class Mixin:
    def setup_method(self): see("setup of the mixin")

class More(Mixin):
    def setup_method(self):
        super().setup_method()
        see("more setup")

class Sub(Mixin, BOTH): pass
class TestSub(Sub, More): pass
""",
        ["setup of the mixin", "more setup", "test", "teardown"],
    ),
    "keywords of the base": (
        """
@scoped
class Base:
    def __init_subclass__(cls, *, word, **named):
        super().__init_subclass__(**named)
        cls.word = word
    def setup_method(self): see(self.word)
    def test_it(self): see("test")

class TestSub(Base, word="hello"):
    def teardown_method(self): see("teardown")
""",
        ["hello", "test", "teardown"],
    ),
    "keywords of another base": (
        """
class Worded:
    def __init_subclass__(cls, *, word): cls.word = word

class TestSub(BOTH, Worded, word="hello"):
    def setup_method(self): see(self.word)
""",
        ["hello", "test", "teardown"],
    ),
    "hooks of other kinds": (
        """
class TestSub(BOTH):
    @staticmethod
    def setup_method(): see("static setup")
    @classmethod
    def teardown_method(cls): see(cls.__name__)
""",
        ["static setup", "test", "TestSub"],
    ),
    "a TestCase": (
        """
class TestSub(BOTH, unittest.TestCase):
    def setUp(self): see("setUp")
    def teardown_method(self): see("teardown of the subclass")
""",
        ["setup", "setUp", "test", "teardown of the subclass"],
    ),
    "a TestCase with a mixin of both worlds": (
        """
@scoped
class Mixin:
    def setup_method(self): see("setup")
    def setUp(self): see("setUp")
    def test_it(self): see("test")

class TestSub(Mixin, unittest.TestCase):
    def teardown_method(self): see("teardown")
""",
        ["setup", "setUp", "test", "teardown"],
    ),
}


@pytest.mark.parametrize(("written", "expected"), FAMILIES.values(), ids=FAMILIES)
def test_hooks_of_a_subclass_run_in_the_scope_of_the_test(
    written: str, expected: list[str], pytester: pytest.Pytester
) -> None:
    run_in_one_scope(
        pytester,
        f"""
@scoped
class BOTH:
    def setup_method(self): see("setup")
    def test_it(self): see("test")
    def teardown_method(self): see("teardown")
{written}
""",
        expected,
    )


def test_a_decorated_subclass_has_a_scope_in_that_of_its_base(scope: Recorder) -> None:
    class Base:
        def setup_method(self) -> None:
            """Open something."""

        def test_it(self) -> None:
            """Never runs."""

    class Derived(wrap(Base, scope)):  # type: ignore[misc]  # a class made here
        def teardown_method(self) -> None:
            assert (scope.opened, scope.closed) == (2, 0)

    case: Any = wrap(Derived, scope)()
    case.setup_method(None)
    case.teardown_method(None)

    assert (scope.opened, scope.closed) == (2, 2)


def test_a_setup_hook_that_fails_after_its_bases_closes_the_scope(
    scope: Recorder,
) -> None:
    class Base:
        def setup_method(self) -> None:
            """Open something."""

        def test_it(self) -> bool:
            return scope.is_open

    class Derived(wrap(Base, scope)):  # type: ignore[misc]  # a class made here
        def setup_method(self) -> None:
            super().setup_method()
            raise ValueError

    case = Derived()

    with pytest.raises(ValueError):  # noqa: PT011  # raised above, without a word
        case.setup_method()
    assert (scope.opened, scope.closed) == (1, 1)
    assert case.test_it()  # nothing is held for it


def test_a_fixture_with_the_name_of_a_hook_stays_one(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile("""
        from contextlib import nullcontext

        import pytest
        from apigw_mock.wrap import wrap

        class TestIt:
            @pytest.fixture(autouse=True)
            def setup_method(self):
                self.number = 1

            def test_it(self):
                assert self.number == 1

            def teardown_method(self):
                assert self.number == 1

        wrap(TestIt, nullcontext)
    """)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=1)


# --- unittest ---------------------------------------------------------------------


def make_case(scope: Recorder, base: Any, seen: list[tuple[str, bool]]) -> Any:
    class Case(base):  # type: ignore[misc]  # a class made at run time
        def setUp(self) -> None:
            seen.append(("setUp", scope.is_open))
            self.addCleanup(lambda: seen.append(("cleanup", scope.is_open)))

        def test_one(self) -> None:
            seen.append(("test", scope.is_open))

        def tearDown(self) -> None:
            seen.append(("tearDown", scope.is_open))

    return Case


@pytest.mark.parametrize(
    "base",
    [unittest.TestCase, unittest.IsolatedAsyncioTestCase],
    ids=lambda b: b.__name__,
)
@pytest.mark.parametrize("runner", ["run", "debug"])
def test_a_test_case_is_in_scope_from_set_up_to_its_cleanups(
    base: Any, runner: str, scope: Recorder
) -> None:
    seen: list[tuple[str, bool]] = []
    case = make_case(scope, base, seen)
    wrapped = wrap(case, scope)
    getattr(wrapped("test_one"), runner)()

    assert wrapped is case
    assert [name for name, _ in seen] == ["setUp", "test", "tearDown", "cleanup"]
    assert all(is_open for _, is_open in seen)
    assert (scope.opened, scope.closed) == (1, 1)


@pytest.mark.parametrize("runner", ["run", "debug"])
def test_a_class_with_set_up_is_in_scope_when_it_is_mixed_into_a_test_case(
    runner: str, scope: Recorder
) -> None:
    seen: list[tuple[str, bool]] = []

    class Mixin:
        def setUp(self) -> None:
            seen.append(("setUp", scope.is_open))

        def test_it(self) -> None:
            seen.append(("test", scope.is_open))

    wrapped: Any = wrap(Mixin, scope)

    class Case(wrapped, unittest.TestCase):  # type: ignore[misc]  # a class made here
        def tearDown(self) -> None:
            seen.append(("tearDown", scope.is_open))

    getattr(Case("test_it"), runner)()

    assert seen == [("setUp", True), ("test", True), ("tearDown", True)]
    assert (scope.opened, scope.closed) == (1, 1)


# What a decorated mixin without tests has, and what then runs.
MIXINS = {
    "setUp": ["setUp", "test", "cleanup"],
    "tearDown": ["test", "tearDown", "cleanup"],
    "setUp and tearDown": ["setUp", "test", "tearDown", "cleanup"],
    "asyncSetUp": ["asyncSetUp", "test", "cleanup"],
    "asyncSetUp and asyncTearDown": [
        "asyncSetUp",
        "test",
        "asyncTearDown",
        "cleanup",
    ],
}


def make_mixin(scope: Recorder, hooks: str, seen: list[tuple[str, bool]]) -> Any:
    def see(name: str) -> Callable[[Any], None]:
        return lambda _: seen.append((name, scope.is_open))

    def see_later(name: str) -> Callable[[Any], Any]:
        async def hook(_: Any) -> None:
            see(name)(None)

        return hook

    written: dict[str, Any] = {
        name: see_later(name) if name.startswith("async") else see(name)
        for name in hooks.split(" and ")
    }
    return wrap(type("Mixin", (), written), scope)


@pytest.mark.parametrize("runner", ["run", "debug"])
@pytest.mark.parametrize(("hooks", "expected"), MIXINS.items(), ids=MIXINS)
def test_a_mixin_that_has_only_hooks_is_in_scope_to_the_last_cleanup(
    hooks: str, expected: list[str], runner: str, scope: Recorder
) -> None:
    seen: list[tuple[str, bool]] = []

    class Case(make_mixin(scope, hooks, seen), unittest.IsolatedAsyncioTestCase):  # type: ignore[misc]  # a class made here
        def test_it(self) -> None:
            self.addCleanup(lambda: seen.append(("cleanup", scope.is_open)))
            seen.append(("test", scope.is_open))

    getattr(Case("test_it"), runner)()

    assert seen == [(name, True) for name in expected]
    assert (scope.opened, scope.closed) == (1, 1)


def test_a_subclass_with_its_own_set_up_is_in_the_scope_of_its_mixin(
    scope: Recorder,
) -> None:
    seen: list[tuple[str, bool]] = []

    class Case(make_mixin(scope, "setUp", seen), unittest.TestCase):  # type: ignore[misc]  # a class made here
        def setUp(self) -> None:
            seen.append(("before", scope.is_open))
            super().setUp()
            seen.append(("after", scope.is_open))

        def test_it(self) -> None:
            seen.append(("test", scope.is_open))

    result = run(Case)

    assert result.wasSuccessful()
    assert seen == [(name, True) for name in ("before", "setUp", "after", "test")]
    assert (scope.opened, scope.closed) == (1, 1)


@pytest.mark.parametrize("failing", ["setUp", "test_it", "tearDown", "cleanup"])
def test_whatever_fails_closes_the_scope_of_a_mixin(
    failing: str, scope: Recorder
) -> None:
    seen: list[tuple[str, bool]] = []

    class Case(make_mixin(scope, "setUp", seen), unittest.TestCase):  # type: ignore[misc]  # a class made here
        def setUp(self) -> None:
            super().setUp()
            self.addCleanup(self.fail_in, "cleanup")
            self.fail_in("setUp")

        def test_it(self) -> None:
            self.fail_in("test_it")

        def tearDown(self) -> None:
            self.fail_in("tearDown")

        def fail_in(self, part: str) -> None:
            seen.append((part, scope.is_open))
            assert part != failing

    result = run(Case)

    assert len(result.failures) == 1
    assert seen[-1] == ("cleanup", True)
    assert (scope.opened, scope.closed) == (1, 1)


def test_pytest_runs_a_mixin_that_has_only_hooks_in_one_scope(
    pytester: pytest.Pytester,
) -> None:
    run_in_one_scope(
        pytester,
        """
@scoped
class Mixin:
    def setUp(self):
        self.addCleanup(see, "cleanup")
        see("setUp")

class TestSub(Mixin, unittest.TestCase):
    def test_it(self): see("test")
    def tearDown(self): see("tearDown")
""",
        ["setUp", "test", "tearDown", "cleanup"],
    )


def test_a_run_of_the_mixins_own_is_in_the_scope_too(scope: Recorder) -> None:
    seen: list[tuple[str, bool]] = []

    class Base(unittest.TestCase):
        def test_it(self) -> None:
            seen.append(("test", scope.is_open))

    class Mixin:
        def setUp(self) -> None:
            seen.append(("setUp", scope.is_open))

        def run(self, result: Any = None) -> None:
            seen.append(("run", scope.is_open))
            super().run(result)  # type: ignore[misc]  # a TestCase's

    class Case(wrap(Mixin, scope), Base):  # type: ignore[misc]  # a class made here
        pass

    run(Case)

    assert seen == [("run", True), ("setUp", True), ("test", True)]
    assert (scope.opened, scope.closed) == (1, 1)


def test_a_subclass_of_a_test_case_is_in_scope_with_its_own_set_up(
    scope: Recorder,
) -> None:
    seen: list[tuple[str, bool]] = []
    case = wrap(make_case(scope, unittest.TestCase, seen), scope)

    class Derived(case):  # type: ignore[misc]  # a class made at run time
        def setUp(self) -> None:
            seen.append(("own setUp", scope.is_open))

    Derived("test_one").run()

    assert seen == [("own setUp", True), ("test", True), ("tearDown", True)]
    assert (scope.opened, scope.closed) == (1, 1)


def test_the_coroutines_of_an_async_test_case_are_in_scope(scope: Recorder) -> None:
    seen: list[bool] = []

    class Case(unittest.IsolatedAsyncioTestCase):
        async def asyncSetUp(self) -> None:
            self.addAsyncCleanup(self.look)

        async def test_it(self) -> None:
            await self.look()

        async def asyncTearDown(self) -> None:
            await self.look()

        async def look(self) -> None:
            seen.append(scope.is_open)

    result = run(wrap(Case, scope))

    assert result.wasSuccessful()
    assert seen == [True, True, True]
    assert (scope.opened, scope.closed) == (1, 1)


def test_every_test_of_a_test_case_has_its_own_scope(scope: Recorder) -> None:
    class Case(unittest.TestCase):
        def test_one(self) -> None:
            assert scope.opened == 1

        def test_two(self) -> None:
            assert scope.opened == 2

    result = run(wrap(Case, scope))

    assert (result.testsRun, result.wasSuccessful()) == (2, True)
    assert scope.closed == 2


def test_a_failing_set_up_closes_the_scope(scope: Recorder) -> None:
    class Case(unittest.TestCase):
        def setUp(self) -> None:
            raise ValueError

        def test_it(self) -> None:
            """Never runs."""

    result = run(wrap(Case, scope))

    assert len(result.errors) == 1
    assert (scope.opened, scope.closed) == (1, 1)


def test_decorating_a_test_case_leaves_unittest_as_it_was(scope: Recorder) -> None:
    before = dict(vars(unittest.TestCase))
    wrap(make_case(scope, unittest.TestCase, []), scope)

    assert dict(vars(unittest.TestCase)) == before


# --- pytest -----------------------------------------------------------------------


def test_pytest_gives_a_wrapped_test_its_fixtures_and_parameters(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile("""
        from contextlib import nullcontext
        from unittest import mock

        import pytest
        from apigw_mock.wrap import wrap

        def scoped(target):
            return wrap(target, nullcontext)

        @pytest.fixture
        @scoped
        def yielded(tmp_path):
            yield tmp_path

        @scoped
        @pytest.mark.parametrize("number", [1, 2])
        @mock.patch("os.getcwd", return_value="here")
        def test_it(getcwd, number, yielded, tmp_path):
            import os

            assert yielded == tmp_path
            assert os.getcwd() == "here"

        @scoped
        class TestIt:
            @pytest.mark.parametrize("number", [1, 2])
            def test_it(self, number, yielded, tmp_path):
                assert yielded == tmp_path
    """)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=4)


# --- What cannot be wrapped -------------------------------------------------------


class Empty:
    def helper(self) -> None:
        """Never runs."""


@pytest.mark.parametrize(
    "target",
    [Empty, Empty(), "us-east-1", None, property(lambda self: self), 1],
    ids=["class without tests", "object", "text", "None", "property", "number"],
)
def test_what_cannot_be_wrapped_is_a_type_error_with_the_remedy(
    target: Any, scope: Recorder
) -> None:
    with pytest.raises(TypeError, match=r"cannot be decorated.*`with` block"):
        wrap(target, scope)


def test_above_a_fixture_the_remedy_is_to_go_below(scope: Recorder) -> None:
    fixture = pytest.fixture(generator)

    with pytest.raises(TypeError, match=r"below @pytest\.fixture"):
        wrap(fixture, scope)


def test_a_fixture_as_pytest_before_8_4_marks_it_is_recognised(scope: Recorder) -> None:
    def marked() -> None:
        """Never runs."""

    marked._pytestfixturefunction = object()  # type: ignore[attr-defined]  # noqa: SLF001

    with pytest.raises(TypeError, match=r"below @pytest\.fixture"):
        wrap(marked, scope)


@pytest.mark.parametrize(
    "function", [coroutine, generator, async_generator], ids=lambda kind: kind.__name__
)
def test_work_that_would_run_after_the_scope_is_refused(
    function: Any, scope: Recorder
) -> None:
    hidden = wrap(lambda: function(1), scope)

    with pytest.raises(TypeError, match="after the scope has closed"):
        hidden()
    assert (scope.opened, scope.closed) == (1, 1)


@contextmanager
def manager() -> Iterator[None]:
    yield


@asynccontextmanager
async def async_manager() -> AsyncIterator[None]:
    yield


@pytest.mark.parametrize(
    "function", [manager, async_manager], ids=lambda kind: kind.__name__
)
def test_above_a_context_manager_the_remedy_is_to_go_below(
    function: Any, scope: Recorder
) -> None:
    with pytest.raises(TypeError, match=r"below @contextmanager"):
        wrap(function, scope)
    hidden = wrap(lambda: function(), scope)  # noqa: PLW0108  # what hides it
    with pytest.raises(TypeError, match="after the scope has closed"):
        hidden()


def test_a_context_manager_as_decorator_is_none_of_these(scope: Recorder) -> None:
    @functools.partial(wrap, scope=scope)
    @manager()
    def function() -> bool:
        return scope.is_open

    @functools.partial(wrap, scope=scope)
    @async_manager()
    async def coroutine() -> bool:
        return scope.is_open

    assert function() is True
    assert asyncio.run(coroutine()) is True


def test_a_future_whose_work_would_run_after_the_scope_is_refused(
    scope: Recorder,
) -> None:
    started: list[asyncio.Task[None]] = []

    @functools.partial(wrap, scope=scope)
    def start() -> Any:
        started.append(asyncio.ensure_future(asyncio.sleep(0)))
        return started[0]

    async def use() -> None:
        with pytest.raises(TypeError, match=r"returned a Task.*after the scope has"):
            start()
        await asyncio.wait(started)

    asyncio.run(use())

    assert started[0].cancelled()
    assert (scope.opened, scope.closed) == (1, 1)
