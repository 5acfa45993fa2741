"""
A JSONPath parser with bounded depth and time.

The library's parser needs a Python frame or more for each level of nesting. A text with
many unions, which are not JSONPath, takes it quadratic time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jsonpath import JSONPathEnvironment, JSONPathSyntaxError, Lexer
from jsonpath import token as tokens

from apigw_mock.javaregex import is_java_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonpath.token import Token

_FRAMES = 400  # of the 1,000 that Python allows; callers need some
_OPENING = {tokens.TOKEN_LBRACKET: 7, tokens.TOKEN_LPAREN: 2}  # frames for each
_CLOSING = {tokens.TOKEN_RBRACKET, tokens.TOKEN_RPAREN}
_OPERATORS = {
    tokens.TOKEN_AND,
    tokens.TOKEN_CONTAINS,
    tokens.TOKEN_EQ,
    tokens.TOKEN_GE,
    tokens.TOKEN_GT,
    tokens.TOKEN_IN,
    tokens.TOKEN_LE,
    tokens.TOKEN_LG,
    tokens.TOKEN_LT,
    tokens.TOKEN_NE,
    tokens.TOKEN_NOT,
    tokens.TOKEN_OR,
    tokens.TOKEN_RE,
}


class _Nesting:
    """
    Counts the frames that the parser is in after the tokens so far.
    """

    def __init__(self) -> None:
        self.frames = 0
        self._open: list[tuple[int, int]] = []  # frames before and after each opening

    def add(self, kind: str) -> None:
        if kind in _OPENING:
            before, self.frames = self.frames, self.frames + _OPENING[kind]
            self._open.append((before, self.frames))
        elif kind in _OPERATORS:  # the parser reads the right side inside it
            self.frames += 2
        elif kind == tokens.TOKEN_COMMA and self._open:
            self.frames = self._open[-1][1]
        elif kind in _CLOSING and self._open:
            self.frames = self._open.pop()[0]


class BoundedLexer(Lexer):
    """
    Reads the tokens of an expression, and refuses one that is nested too deep.
    """

    def tokenize(self, path: str) -> Iterator[Token]:
        nesting = _Nesting()
        for token in super().tokenize(path):
            nesting.add(token.kind)
            if nesting.frames > _FRAMES:
                raise JSONPathSyntaxError("nested too deep", token=token)
            yield self.judged(token)

    def judged(self, token: Token) -> Token:
        """
        Return the token that the parser is given for *token*.
        """
        return token


class _Lexer(BoundedLexer):
    """
    Empties regular expressions: they are Java's, and the parser would compile them.
    """

    def judged(self, token: Token) -> Token:
        if token.kind != tokens.TOKEN_RE_PATTERN:
            return token
        if not is_java_regex(token.value):
            raise JSONPathSyntaxError("no regular expression", token=token)
        return type(token)(token.kind, "", token.index, token.path)


class _Settings(JSONPathEnvironment):
    lexer_class = _Lexer
    union_token = ""
    intersection_token = ""


SETTINGS = _Settings()
