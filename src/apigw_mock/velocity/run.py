"""
The state of one rendering: variables, output, macros.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from apigw_mock.velocity.values import Special, Value
from apigw_mock.velocity.work import Work, check_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.velocity.faults import TemplateFault


_WARNINGS = 100  # of one rendering


class Node(Protocol):
    """
    A part of a template.
    """

    def render(self, run: Run) -> None:
        """
        Print the part.
        """


class Expression(Protocol):
    """
    A part of a directive that has a value.
    """

    def value(self, run: Run) -> Value:
        """
        Return what the expression gives.
        """

    def truth(self, run: Run) -> bool:
        """
        Return whether the expression holds as a condition.
        """


@dataclass(frozen=True)
class Source:
    """
    A text with templates in it, and where it stands in another one.

    Args:
        around: the template that contains the text as a literal, if any.
        at: where in it.
    """

    text: str
    around: Source | None = None
    at: int = 0

    def place(self, offset: int) -> tuple[int, int]:
        """
        Return line and column of an offset in the outermost text.
        """
        source, where = self, offset
        while source.around:
            source, where = source.around, source.at
        before = source.text[:where]
        return before.count("\n") + 1, where - before.rfind("\n")


@dataclass(frozen=True)
class Place:
    """
    Where a part of a template stands.
    """

    source: Source
    offset: int

    def locate(self, fault: TemplateFault) -> TemplateFault:
        """
        Return *fault* with its place, unless it has one.
        """
        if not fault.line:
            fault.line, fault.column = self.source.place(self.offset)
        return fault


# --- Variables --------------------------------------------------------------------


class Scope:
    """
    The variables of a template.
    """

    def __init__(self, names: dict[str, Value]) -> None:
        self._names = names

    def get(self, name: str, run: Run) -> Value:
        del run
        return self._names.get(name)

    def set(self, name: str, value: Value, run: Run) -> None:
        del run
        self._names[name] = value


class MacroScope(Scope):
    """
    The variables inside a macro. Its parameters are evaluated anew at each use.

    Args:
        arguments: the parameters that the call gives a value to.
        around: the scope of the call, which has all other variables.
    """

    def __init__(
        self, arguments: dict[str, Expression | Special], around: Scope
    ) -> None:
        super().__init__({})
        self._arguments = arguments
        self._around = around

    def get(self, name: str, run: Run) -> Value:
        if name in self._names:
            return self._names[name]
        argument = self._arguments.get(name)
        if argument is None:
            return self._around.get(name, run)
        if isinstance(argument, Special):
            return argument
        with_around = run.inside(self._around)
        try:
            return argument.value(run)
        finally:
            run.scope = with_around

    def set(self, name: str, value: Value, run: Run) -> None:
        if name in self._arguments:
            self._names[name] = value
        self._around.set(name, value, run)


# --- What ends a part -------------------------------------------------------------


class Stopped(Exception):
    """
    ``#stop``: the template ends.
    """


class Broken(Exception):
    """
    ``#break``: a loop, macro or template ends.

    Args:
        loop: the scope of the loop that ends; None for the innermost.
    """

    def __init__(self, loop: Value = None) -> None:
        super().__init__()
        self.loop = loop


# --- The rendering ----------------------------------------------------------------


@dataclass
class Run:
    """
    One rendering of a template.

    Args:
        scope: the variables where the template is.
        warn: is called with a sentence.
        assigned: the variables that the template sets somewhere.
        macros: by their names.
        calls: how many macros are inside each other.
    """

    scope: Scope
    warn: Callable[[str], None]
    assigned: set[str]
    macros: dict[str, Macro]
    work: Work = field(default_factory=Work)
    calls: int = 0
    _output: list[str] = field(default_factory=list)
    _length: int = 0
    _warned: set[tuple[str, int]] = field(default_factory=set)

    def write(self, text: str) -> None:
        self._length += len(text)
        check_length(self._length)
        self._output.append(text)

    def written(self) -> str:
        return "".join(self._output)

    def captured(self, node: Node) -> str:
        """
        Return what *node* prints.
        """
        output, length = self._output, self._length
        self._output, self._length = [], 0
        try:
            node.render(self)
            return self.work.spend_on(self.written())
        finally:
            self._output, self._length = output, length

    def inside(self, scope: Scope) -> Scope:
        """
        Go into another scope, and return the one before.
        """
        before, self.scope = self.scope, scope
        return before

    def warn_of(self, what: str, place: Place) -> None:
        """
        Warn once of something unknown at *place*. To find the line takes time.
        """
        mark = (what, place.offset)
        if mark not in self._warned and len(self._warned) < _WARNINGS:
            self._warned.add(mark)
            line, column = place.source.place(place.offset)
            self.warn(f"{what} (line {line}, column {column}); it prints nothing")


@dataclass(frozen=True)
class Macro:
    """
    What ``#macro`` defines.
    """

    name: str
    parameters: tuple[str, ...]
    body: Node


@dataclass(frozen=True)
class Block:
    """
    The parts between a directive and its end.
    """

    nodes: tuple[Node, ...]

    def render(self, run: Run) -> None:
        run.work.enter()
        try:
            run.work.spend(len(self.nodes))
            for node in self.nodes:
                node.render(run)
        finally:
            run.work.leave()
