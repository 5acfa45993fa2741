"""
The order in which Java's HashMap and HashSet keep their keys.

Source: java.util.HashMap, which API Gateway's logs and listings agree with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SMALLEST = 16  # places of a table
_LOAD = 0.75  # of the places are taken before the table grows
_INT = 0xFFFF_FFFF


def hash_order(names: Iterable[str]) -> list[str]:
    """
    Return *names* without repetition, in the order in which a HashMap has them.

    Source: API Gateway's ``$context.keySet()``, recorded by LocalStack.
    """
    distinct = list(dict.fromkeys(names))
    places = _SMALLEST
    while len(distinct) > places * _LOAD:
        places *= 2
    return sorted(distinct, key=lambda name: _spread(name) & (places - 1))


def _spread(name: str) -> int:
    code = hash_of_text(name) & _INT
    return code ^ code >> 16


def hash_of_text(text: str) -> int:
    """
    Return Java's ``hashCode`` of *text*.
    """
    code = 0
    data = text.encode("utf-16-le", "surrogatepass")
    for low, high in zip(data[::2], data[1::2], strict=True):
        code = 31 * code + (high << 8 | low) & _INT
    return signed(code)


def signed(code: int) -> int:
    """
    Return the lowest 32 bits of *code* as Java's int.
    """
    code &= _INT
    return code - (1 << 32) if code >> 31 else code
