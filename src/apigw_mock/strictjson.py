"""
JSON as its standard has it: Python also reads NaN and Infinity.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable


def read_json(
    text: str,
    parse_int: Callable[[str], Any] = int,
    parse_float: Callable[[str], Any] = float,
) -> Any:
    """
    Return the value of a JSON text.

    Args:
        text: the JSON.
        parse_int: reads an integer. The default refuses one of 5,000 digits.
        parse_float: reads other numbers. The default makes infinity of ``1e999``.

    Raises:
        ValueError: the text is not JSON.
        RecursionError: it is nested too deep to be read.
    """
    return json.loads(
        text, parse_constant=_refuse, parse_int=parse_int, parse_float=parse_float
    )


def finite(text: str) -> float:
    """
    Return a number.

    Raises:
        ValueError: it is too large for one of 64 bits.
    """
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
