"""
Parses templates.

Source: the grammar of Velocity 1.7. What it reads as text where one expects a directive
or an error, and which blanks a directive takes along, was asked from Velocity itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apigw_mock.velocity.directives import (
    Break,
    Define,
    Evaluate,
    Foreach,
    If,
    MacroCall,
    Set,
    Stop,
    Text,
)
from apigw_mock.velocity.expression_parser import REFERENCE, ExpressionParser
from apigw_mock.velocity.expressions import Interpolated, Literal
from apigw_mock.velocity.references import Call, Escaped, Index, Property, Reference
from apigw_mock.velocity.run import Block, Macro, Source
from apigw_mock.velocity.scanner import LINE_END

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.velocity.run import Expression, Node, Place, Run

_SPECIAL = re.compile(r"[\\$#]")
_BACKSLASHES = re.compile(r"\\+")
_DOLLAR = re.compile(r"\$(?:\\*!)?")
_SET = re.compile(r"#(?:set|\{set\})[ \t]*\(")
_WORD = re.compile(
    r"#(?:(?P<bare>[a-zA-Z_@][a-zA-Z0-9_]*)|\{(?P<braced>[a-zA-Z_@][a-zA-Z0-9_]*)\})"
)
_COMMENT = re.compile(r"##[^\r\n]*(?:\r\n|\n|\r)?")
_TEXT_BLOCK = re.compile(r"#\[\[(?P<text>.*?)\]\]#", re.DOTALL)
_PARENTHESIS = re.compile(r"[ \t\r\n]*\(")
_IDENTIFIER = re.compile(r"[a-zA-Z_][a-zA-Z0-9_-]*")
_IN = re.compile(r"[ \t\r\n]+[a-zA-Z_][a-zA-Z0-9_]*")  # Velocity takes any word
_NAME = re.compile(r"[ \t\r\n]*(?P<name>[a-zA-Z_][a-zA-Z0-9_]*)")
_BETWEEN = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_ENDS = ("end", "else", "elseif")


class Parser(ExpressionParser):
    """
    Parses one text.

    Args:
        macros: those that are known, to which those of the text are added.
        assigned: the variables that are set somewhere, to which those of the text are
            added.
    """

    def __init__(
        self,
        source: Source,
        macros: dict[str, Macro],
        assigned: set[str],
        level: int = 0,
    ) -> None:
        super().__init__(source, level)
        self.macros = macros
        self.assigned = assigned
        self.token = 0  # where the last token ended
        self._lone_end = -1  # and the last $ or # that began nothing
        self._reference_end = -1  # and the last reference
        self._property_end = -1  # and the last reference with a property at its end
        self._nodes: list[Node] = []
        self._texts: list[str] = []

    def template(self) -> Block:
        """
        Return the whole text as a block.
        """
        body, _ = self.block(())
        return body

    def interpolated(self, text: str, at: int) -> Block:
        inner = Source(text, self.source, at)
        return Parser(inner, self.macros, self.assigned, self.level).template()

    # --- Blocks ---

    def block(self, ends: tuple[str, ...]) -> tuple[Block, str]:
        """
        Read up to one of the words that end the block, and return both.
        """
        self.deeper()
        around = self._nodes, self._texts
        self._nodes, self._texts = [], []
        self.token = self.at
        word = self._parts(ends)
        self._flush()
        body = Block(tuple(self._nodes))
        self._nodes, self._texts = around
        self.shallower()
        return body, word

    def _parts(self, ends: tuple[str, ...]) -> str:
        while special := _SPECIAL.search(self.text, self.at):
            self._texts.append(self.text[self.at : special.start()])
            self.at = special.start()
            if special[0] == "\\":
                self._escape()
            elif special[0] == "$":
                self._dollar()
            elif word := self._hash(ends):
                return word
        self._texts.append(self.text[self.at :])
        self.at = len(self.text)
        if ends:
            self.fail("#end")
        return ""

    def _flush(self) -> None:
        text = "".join(self._texts)
        self._texts = []
        if text:
            self._nodes.append(Text(text))

    def _add(self, node: Node) -> None:
        self._flush()
        self._nodes.append(node)

    def _print(self, text: str) -> None:
        self._texts.append(text)

    # --- What is no directive ---

    def _escape(self) -> None:
        r"""
        Read backslashes: ``\$a`` and ``\#if`` are text, ``\\$a`` is not.
        """
        slashes = self.demand(_BACKSLASHES, "\\")[0]
        half = slashes[: len(slashes) // 2]
        is_escaped = len(slashes) % 2 == 1
        if REFERENCE.match(self.text, self.at):
            self._print(half)
            self._referenced(is_escaped=is_escaped)
        elif word := _WORD.match(self.text, self.at):
            self._escaped_word(word, slashes, half, is_escaped=is_escaped)
        else:
            self._print(slashes)
        self.token = self.at

    def _escaped_word(
        self, word: re.Match[str], slashes: str, half: str, *, is_escaped: bool
    ) -> None:
        name = word["bare"] or word["braced"]
        is_known = name in _DIRECTIVES or name in _ENDS or name in self.macros
        if is_escaped:
            is_known = is_known or name == "set"
            self._print((half if is_known else slashes) + word[0])
            self.at = word.end()
        else:
            self._print(half if is_known else slashes)

    def _dollar(self) -> None:
        if REFERENCE.match(self.text, self.at):
            self._referenced(is_escaped=False)
        else:
            self._lone(self.demand(_DOLLAR, "$")[0])
        self.token = self.at

    def _lone(self, sign: str) -> None:
        """
        Print a $ or # that begins nothing. Velocity refuses it at the end.
        """
        self._print(sign)
        if self.at == len(self.text):
            self.fail("more after $ or #")
        self._lone_end = self.at

    def _referenced(self, *, is_escaped: bool) -> None:
        reference = self.reference()
        self._reference_end = self.at if reference.written[-1] != "}" else -1
        if reference.steps and isinstance(reference.steps[-1], Property):
            self._property_end = self._reference_end
        if is_escaped:
            self._add(Escaped(reference, reference.written))
        else:
            self._add(reference)
        if reference.steps and isinstance(reference.steps[-1], Call | Index):
            self._print_name()

    def _print_name(self) -> None:
        """
        Print a name directly after a call. Velocity reads it as a token of its own.
        """
        if self._reference_end == self.at and (name := self.take(_IDENTIFIER)):
            self._print(name[0])

    # --- Directives ---

    def _hash(self, ends: tuple[str, ...]) -> str:
        """
        Read what begins with ``#``. Return the word if it ends the block.
        """
        if self._is_comment() or self._is_set() or self._is_text_block():
            self.token = self.at
            return ""
        word = _WORD.match(self.text, self.at)
        name = (word["bare"] or word["braced"]) if word else ""
        if name in _ENDS:
            if name not in ends:
                self.fail("no " + name)
            self.at = word.end() if word else self.at
            if name != "elseif":
                self.take(LINE_END)
            return name
        self._directive(word, name)
        self.token = self.at
        return ""

    def _is_comment(self) -> bool:
        if self.is_at("##") and self.at == self._property_end:
            self._print("##")  # Velocity takes it for text there
            self.at += 2
            return True
        if self.take(_COMMENT):
            return True
        if not self.is_at("#*"):
            return False
        end = self.text.find("*#", self.at + 2)
        self.at = len(self.text) if end < 0 else end + 2
        return True

    def _is_text_block(self) -> bool:
        if not self.is_at("#[["):
            return False
        self._print(self.demand(_TEXT_BLOCK, "]]#")["text"])
        return True

    def _is_set(self) -> bool:
        begin = self.at
        if not self.take(_SET):
            return False
        follows_reference = self._reference_end == self.token
        follows_reference &= not self.text[self.token : begin].strip(" \t")
        self._drop_blanks(begin)
        self.blanks()
        target = self.reference()
        self.assigned.add(target.name)
        self.need("=")
        expression = self.expression()
        self._close()
        if follows_reference and self.is_at("["):
            self.fail("no index")  # Velocity reads it as one of that reference
        self._add(Set(target, expression))
        return True

    def _drop_blanks(self, begin: int) -> None:
        """
        Take back the blanks before ``#set``, if nothing else is after the last token.

        A $ or # that began nothing is lost with them.
        """
        blanks = self.text[self.token : begin]
        if not blanks.strip(" \t"):
            lost = len(blanks) + (self._lone_end == self.token)
            text = "".join(self._texts)
            self._texts = [text[: len(text) - lost]]

    def _close(self) -> None:
        self.need(")")
        self.take(LINE_END)

    def _directive(self, word: re.Match[str] | None, name: str) -> None:
        if word is None:
            self.at += 1
            self._lone("#")
            return
        begin = self.at
        self.at = word.end()
        if read := _DIRECTIVES.get(name):
            read(self, begin)
        else:
            self._macro_call(name, begin)

    def _open(self, name: str) -> None:
        if not self.take(_PARENTHESIS):
            self.fail(f"( after #{name}")

    def if_(self, _: int) -> None:
        arms: list[tuple[Expression, Block]] = []
        word = "elseif"
        while word == "elseif":
            self._open("if")
            condition = self.expression()
            self._close()
            body, word = self.block(_ENDS)
            arms.append((condition, body))
        otherwise = Block(())
        if word == "else":
            otherwise, _word = self.block(("end",))
        self._add(If(tuple(arms), otherwise))

    def foreach(self, _: int) -> None:
        self._open("foreach")
        self.blanks()
        name = self.reference().name
        self.assigned |= {name, "foreach", "velocityCount", "velocityHasNext"}
        self.demand(_IN, "in")
        items = self.operand()
        self._close()
        body, _word = self.block(("end",))
        self._add(Foreach(name, items, body))

    def define(self, _: int) -> None:
        self._open("define")
        self.blanks()
        name = self.reference().name
        self.assigned.add(name)
        self._close()
        body, _word = self.block(("end",))
        self._add(Define(name, body))

    def macro(self, _: int) -> None:
        self._open("macro")
        name = self.demand(_NAME, "a name")["name"]
        parameters: list[str] = []
        self.take(_BETWEEN)
        while not self.is_at(")"):
            parameters.append(self.reference().name)
            self.take(_BETWEEN)
        self._close()
        self.assigned.update(parameters, {"bodyContent"})
        body, _word = self.block(("end",))
        self.macros.setdefault(name, Macro(name, tuple(parameters), body))

    def evaluate(self, begin: int) -> None:
        place = self.here()
        self._open("evaluate")
        argument = self.operand()
        if not isinstance(argument, Reference | Interpolated) and not (
            isinstance(argument, Literal) and isinstance(argument.constant, str)
        ):
            self.at = begin
            self.fail("a text or reference as the argument of #evaluate")
        self._close()
        self._add(Evaluate(place, argument, parse_inside))

    def stop(self, _: int) -> None:
        self._optional_arguments()
        self._add(Stop())

    def break_(self, _: int) -> None:
        place = self.here()
        arguments = self._optional_arguments()
        self._add(Break(place, arguments[0] if arguments else None))

    def literal(self, _: int) -> None:
        self._open("literal")
        self._close()
        begin = self.at
        self.block(("end",))
        text = self.text[begin : self.at]
        self._print(text[: text.rindex("#")])

    def outside(self, begin: int) -> None:
        self.at = begin
        self.fail("no other resource: there is none")

    def _optional_arguments(self) -> tuple[Expression, ...]:
        return self._macro_arguments() if self.take(_PARENTHESIS) else ()

    def _macro_arguments(self) -> tuple[Expression, ...]:
        arguments: list[Expression] = []
        self.deeper()
        self.take(_BETWEEN)
        while not self.is_at(")"):
            arguments.append(self.operand())
            self.take(_BETWEEN)
        self.shallower()
        self._close()
        return tuple(arguments)

    def _macro_call(self, name: str, begin: int) -> None:
        place = self.here()
        has_arguments = self.take(_PARENTHESIS) is not None
        arguments = self._macro_arguments() if has_arguments else ()
        body = None
        if name.startswith("@") and has_arguments:
            body, _word = self.block(("end",))
        written = self.text[begin : self.at]
        plain = name.removeprefix("@")
        self._add(MacroCall(place, written, plain, arguments, body))


_DIRECTIVES: dict[str, Callable[[Parser, int], None]] = {
    "break": Parser.break_,
    "define": Parser.define,
    "evaluate": Parser.evaluate,
    "foreach": Parser.foreach,
    "if": Parser.if_,
    "include": Parser.outside,
    "literal": Parser.literal,
    "macro": Parser.macro,
    "parse": Parser.outside,
    "stop": Parser.stop,
}


def parse_inside(text: str, place: Place, run: Run) -> Block:
    """
    Return the block of a text that a template evaluates.
    """
    source = Source(text, place.source, place.offset)
    return Parser(source, run.macros, run.assigned).template()
