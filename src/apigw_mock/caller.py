"""
The line of the user's code that made a call.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# Who makes a call for the user: the search starts above their frames.
_CLIENTS = frozenset({"aiobotocore", "botocore"})
# Who calls the user's code, or passes on a call of it.
_TOOLS = frozenset(
    {
        "_pytest",
        "aioboto3",
        "aiobotocore",
        "aiomoto",
        "anyio",
        "apigw_mock",
        "boto3",
        "botocore",
        "execnet",
        "hypothesis",
        "moto",
        "pluggy",
        "pytest",
        "pytest_asyncio",
        "xdist",
    }
)
_PATHS = sysconfig.get_paths()
_STDLIB = tuple({_PATHS["stdlib"] + os.sep, _PATHS["platstdlib"] + os.sep})
_PACKAGES = tuple({_PATHS["purelib"] + os.sep, _PATHS["platlib"] + os.sep})


class Line(NamedTuple):
    """
    A line of code, and the function that it is in.
    """

    path: str
    number: int
    function: str

    def __str__(self) -> str:
        return f"{_shown(self.path)}:{self.number} in {self.function}"


def caller() -> str:
    """
    Return the line of the user's code that called botocore, further up in this thread.

    If it is in an installed package, the nearest line outside is named as well. Empty
    if there is none: the call came over HTTP, or botocore is a thread's own function.

    For instance ``deploy.py:41 in open_cors``. It reads frames only, no source.
    """
    lines = _lines_of_user()
    nearest = next(lines, None)
    if nearest is None:
        return ""
    if not nearest.path.startswith(_PACKAGES):
        return str(nearest)
    outside = next((one for one in lines if not one.path.startswith(_PACKAGES)), None)
    return f"{nearest}, from {outside}" if outside else str(nearest)


def _lines_of_user() -> Iterator[Line]:
    """
    Yield the lines of the user's code below the call, nearest first.
    """
    frame: FrameType | None = sys._getframe()  # noqa: SLF001  # has no public name
    while frame and _package(frame) not in _CLIENTS:
        frame = frame.f_back
    while frame:
        code = frame.f_code
        if _package(frame) not in _TOOLS and _is_users(code.co_filename):
            yield Line(code.co_filename, frame.f_lineno, code.co_name)
        frame = frame.f_back


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]


@cache
def _is_users(path: str) -> bool:
    """
    Whether a file is neither Python's own nor made up, like ``<frozen importlib>``.
    """
    if path.startswith(_PACKAGES):
        return True
    return not path.startswith(("<", *_STDLIB))


def _shown(path: str) -> str:
    """
    Return a path as short as a reader can open it: below here, or as a package.
    """
    for start in (*_PACKAGES, *_here()):
        if path.startswith(start):
            return path[len(start) :]
    return path


def _here() -> list[str]:
    try:
        return [os.getcwd() + os.sep]  # noqa: PTH109  # a string is all that is needed
    except OSError:  # a test has deleted the directory that it is in
        return []
