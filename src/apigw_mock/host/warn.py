"""
Warn users at their own line.
"""

from __future__ import annotations

import sys
import warnings
from traceback import walk_stack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

# Packages between this one and the line that made the call.
_ON_THE_WAY = frozenset(
    {
        "apigw_mock",
        "awscli",
        "boto3",
        "botocore",
        "moto",
        "requests",
        "responses",
        "urllib3",
    }
)
_SERVERS = frozenset({"flask", "werkzeug"})


def warn_user(warning: Warning) -> None:
    """
    Warn at the line that made the current call.

    For a call to a server, it does nothing: that line is in another process.

    Raises:
        Warning: the user turned warnings of this kind into errors.
    """
    stack = (frame for frame, _ in walk_stack(sys._getframe(1)))  # noqa: SLF001  # ours
    frame = next(frame for frame in stack if _package(frame) not in _ON_THE_WAY)
    if _package(frame) not in _SERVERS:
        warnings.warn_explicit(
            warning,
            category=type(warning),
            filename=frame.f_code.co_filename,
            lineno=frame.f_lineno,
            module=frame.f_globals.get("__name__"),
            registry=frame.f_globals.setdefault("__warningregistry__", {}),
        )


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]
