"""
References: ``$a.b.c(1)[2]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from apigw_mock.velocity import dispatch
from apigw_mock.velocity.bounds import BLOCKS
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.printing import text_of
from apigw_mock.velocity.run import Broken
from apigw_mock.velocity.values import Special, Value

if TYPE_CHECKING:
    from apigw_mock.velocity.run import Block, Expression, Place, Run, Scope

_NULL = "null"  # the name by which templates compare with nothing


class Step(Protocol):
    """
    What leads from a value to another one.
    """

    def of(self, value: Value, run: Run) -> Value:
        """
        Return what the step leads to. None ends the reference.

        Raises:
            LookupError: the value has nothing like it.
        """

    def set(self, value: Value, new: Value, run: Run) -> None:
        """
        Set what the step leads to.

        Raises:
            LookupError: the value has nothing like it.
        """


@dataclass(frozen=True)
class Property:
    """
    ``.name``
    """

    name: str

    def of(self, value: Value, run: Run) -> Value:
        return dispatch.read(run.work, value, self.name)

    def set(self, value: Value, new: Value, run: Run) -> None:
        dispatch.write(run.work, value, self.name, new)

    def __str__(self) -> str:
        return f".{self.name}"


@dataclass(frozen=True)
class Call:
    """
    ``.name(argument, …)``
    """

    name: str
    arguments: tuple[Expression, ...]

    def of(self, value: Value, run: Run) -> Value:
        run.work.spend(len(self.arguments))
        arguments = [argument.value(run) for argument in self.arguments]
        try:
            return dispatch.call(run.work, value, self.name, arguments)
        except TemplateFault as fault:
            if not fault.line:
                fault.message = f"Invocation of method '{self.name}': {fault.message}"
            raise

    def set(self, value: Value, new: Value, run: Run) -> None:
        dispatch.write(run.work, value, self.name, new)

    def __str__(self) -> str:
        return f".{self.name}()"


@dataclass(frozen=True)
class Index:
    """
    ``[index]``
    """

    index: Expression

    def of(self, value: Value, run: Run) -> Value:
        return dispatch.item(run.work, value, self.index.value(run))

    def set(self, value: Value, new: Value, run: Run) -> None:
        dispatch.write_item(run.work, value, self.index.value(run), new)

    def __str__(self) -> str:
        return "[]"


@dataclass(frozen=True)
class Reference:
    """
    A variable, and the steps from its value.

    Args:
        written: the reference as it is written.
    """

    place: Place
    written: str
    name: str
    steps: tuple[Step, ...]

    def render(self, run: Run) -> None:
        """
        Print the value.
        """
        value = self.value(run)
        if isinstance(value, Defined):
            value.render(run, self.written)
        else:
            try:
                run.write(text_of(value, run.work))
            except TemplateFault as fault:
                raise self.place.locate(fault) from None

    def value(self, run: Run) -> Value:
        """
        Return the value; the empty text if there is none.
        """
        run.work.spend(1)
        value = run.scope.get(self.name, run)
        if value is None:
            if self.name not in run.assigned and self.name != _NULL:
                run.warn_of(f"${self.name} has no value", self.place)
            return ""
        return self._followed(value, self.steps, run)

    def _followed(self, value: Value, steps: tuple[Step, ...], run: Run) -> Value:
        for step in steps:
            run.work.spend(1)
            try:
                following = step.of(value, run)
            except LookupError:
                if value != "":  # which is what nothing reads as
                    kind = dispatch.methods_of(value).of
                    run.warn_of(f"A value of type {kind} has no {step}", self.place)
                return ""
            except TemplateFault as fault:
                raise self.place.locate(fault) from None
            if following is None:
                return ""
            value = following
        return value

    def truth(self, run: Run) -> bool:
        """
        Return whether the value is anything but false.
        """
        return self.value(run) is not False

    def set(self, new: Value, run: Run) -> None:
        """
        Set what the reference leads to, if it leads anywhere.
        """
        if not self.steps:
            run.scope.set(self.name, new, run)
            return
        value = run.scope.get(self.name, run)
        if value is None:
            run.warn_of(f"${self.name} has no value to set a member of", self.place)
            return
        for step in self.steps[:-1]:
            value = self._followed(value, (step,), run)
        try:
            self.steps[-1].set(value, new, run)
        except LookupError:
            kind = dispatch.methods_of(value).of
            what = f"A value of type {kind} has no {self.steps[-1]} to set"
            run.warn_of(what, self.place)
        except TemplateFault as fault:
            raise self.place.locate(fault) from None


@dataclass(frozen=True)
class Escaped:
    r"""
    ``\$a``: is evaluated, and printed as it is written.
    """

    reference: Reference
    printed: str

    def render(self, run: Run) -> None:
        """
        Print the text of the reference.
        """
        self.reference.value(run)
        run.write(self.printed)


class Defined(Special):
    """
    What ``#define`` or the call of a macro with a body makes: printed, it is rendered.
    """

    def __init__(self, body: Block, name: str, scope: Scope, run: Run) -> None:
        self._body = body
        self._name = name
        self._scope = scope
        self._run = run
        self._inside = 0

    def text(self) -> str:
        before = self._run.inside(self._scope)
        try:
            return self._run.captured(_Rendered(self))
        finally:
            self._run.scope = before

    def render(self, run: Run, written: str) -> None:
        """
        Print the block, and as *written* if it prints itself too often.
        """
        if self._inside >= BLOCKS.most:
            run.write(written)
            return
        self._inside += 1
        before = run.inside(self._scope)
        try:
            self._body.render(run)
        except Broken as broken:
            if broken.loop is not None:
                raise
        finally:
            self._inside -= 1
            run.scope = before

    @property
    def name(self) -> str:
        return self._name


class _Rendered:
    """
    A block as a node.
    """

    def __init__(self, block: Defined) -> None:
        self._block = block

    def render(self, run: Run) -> None:
        self._block.render(run, f"${self._block.name}")
