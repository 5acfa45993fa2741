"""
Directives, and the text between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.velocity.bounds import MACROS, ROUNDS
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.loops import Loop
from apigw_mock.velocity.printing import text_of
from apigw_mock.velocity.references import Defined
from apigw_mock.velocity.run import Broken, MacroScope, Stopped
from apigw_mock.velocity.values import items_of
from apigw_mock.velocity.work import exceeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.velocity.references import Reference
    from apigw_mock.velocity.run import Block, Expression, Place, Run
    from apigw_mock.velocity.values import Special, Value


@dataclass(frozen=True)
class Text:
    """
    What is printed as it stands.
    """

    text: str

    def render(self, run: Run) -> None:
        run.write(self.text)


@dataclass(frozen=True)
class Set:
    """
    ``#set($a = b)``
    """

    target: Reference
    expression: Expression

    def render(self, run: Run) -> None:
        value = self.expression.value(run)
        if value is not None:  # null leaves the old value
            self.target.set(value, run)


@dataclass(frozen=True)
class If:
    """
    ``#if(a) … #elseif(b) … #else … #end``
    """

    arms: tuple[tuple[Expression, Block], ...]
    otherwise: Block

    def render(self, run: Run) -> None:
        for condition, body in self.arms:
            run.work.spend(1)
            if condition.truth(run):
                body.render(run)
                return
        self.otherwise.render(run)


@dataclass(frozen=True)
class Foreach:
    """
    ``#foreach($a in b) … #end``
    """

    name: str
    items: Expression
    body: Block

    def render(self, run: Run) -> None:
        collection = self.items.value(run)
        items = items_of(collection)
        if items is None:
            return
        if isinstance(collection, list | dict):
            run.work.spend(len(collection) // _COPIED)
        names = (self.name, "velocityCount", "velocityHasNext", "foreach")
        before = {name: run.scope.get(name, run) for name in names}
        loop = Loop(before["foreach"])
        run.scope.set("foreach", loop, run)
        try:
            self._rounds(loop, items, run)
        except Broken as broken:
            if broken.loop is not None and broken.loop is not loop:
                raise
        finally:
            for name, value in before.items():
                run.scope.set(name, value, run)

    def _rounds(self, loop: Loop, items: Iterator[Value], run: Run) -> None:
        item = next(items, _NO_MORE)
        while item is not _NO_MORE and loop.index + 1 < ROUNDS.most:
            following = next(items, _NO_MORE)
            loop.index += 1
            loop.has_next = following is not _NO_MORE
            run.scope.set("velocityCount", loop.index + 1, run)
            run.scope.set("velocityHasNext", loop.has_next, run)
            run.scope.set(self.name, item, run)
            self.body.render(run)
            item = following


_NO_MORE = object()
_COPIED = 16  # items that take as long to copy as a step


@dataclass(frozen=True)
class Define:
    """
    ``#define($a) … #end``
    """

    name: str
    body: Block

    def render(self, run: Run) -> None:
        block = Defined(self.body, self.name, run.scope, run)
        run.scope.set(self.name, block, run)


@dataclass(frozen=True)
class MacroCall:
    """
    ``#name(a b)``, which prints as it stands if there is no such macro.

    Args:
        body: what is between ``#@name(…)`` and its end.
    """

    place: Place
    written: str
    name: str
    arguments: tuple[Expression, ...]
    body: Block | None

    def render(self, run: Run) -> None:
        macro = run.macros.get(self.name)
        if macro is None:
            self._print(run)
            return
        if run.calls >= MACROS.most:
            raise self.place.locate(exceeded(MACROS))
        run.work.spend(len(self.arguments))
        given: dict[str, Expression | Special]
        given = dict(zip(macro.parameters, self.arguments, strict=False))
        if self.body is not None:
            given["bodyContent"] = Defined(self.body, "bodyContent", run.scope, run)
        before = run.inside(MacroScope(given, run.scope))
        run.calls += 1
        try:
            macro.body.render(run)
        except Broken as broken:
            if broken.loop is not None:
                raise
        finally:
            run.calls -= 1
            run.scope = before

    def _print(self, run: Run) -> None:
        run.write(self.written)


@dataclass(frozen=True)
class Evaluate:
    """
    ``#evaluate(a)``

    Args:
        parse: makes a block of a text, and its macros known to the run.
    """

    place: Place
    argument: Expression
    parse: Callable[[str, Place, Run], Block]

    def render(self, run: Run) -> None:
        text = text_of(self.argument.value(run), run.work)
        run.work.spend(len(text))
        try:
            self.parse(text, self.place, run).render(run)
        except Broken as broken:
            if broken.loop is not None:
                raise


@dataclass(frozen=True)
class Stop:
    """
    ``#stop``
    """

    def render(self, run: Run) -> None:
        del run
        raise Stopped


@dataclass(frozen=True)
class Break:
    """
    ``#break``, or ``#break($foreach.parent)``
    """

    place: Place
    loop: Expression | None

    def render(self, run: Run) -> None:
        if self.loop is None:
            raise Broken
        loop = self.loop.value(run)
        if not isinstance(loop, Loop):
            raise self.place.locate(TemplateFault("#break takes a loop"))
        raise Broken(loop)
