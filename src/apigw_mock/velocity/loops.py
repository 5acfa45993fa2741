"""
The value ``$foreach`` inside a loop.
"""

from __future__ import annotations

from dataclasses import dataclass

from apigw_mock.evidence import documented
from apigw_mock.velocity.methods.rows import IN_THE_WILD, PUBLIC, Method, Methods
from apigw_mock.velocity.values import Record, Value


@dataclass(eq=False)
class Loop(Record):
    """
    How far a loop is.

    Args:
        parent: the loop around it, if any.
    """

    parent: Value
    index: int = -1
    has_next: bool = False

    @property
    def topmost(self) -> Loop:
        loop = self
        while isinstance(loop.parent, Loop):
            loop = loop.parent
        return loop


_HAS_NEXT = documented("API Gateway developer guide, models and templates: hasNext")


LOOPS = Methods(
    "$foreach",
    (
        Method("getCount", (), lambda loop: loop.index + 1, IN_THE_WILD),
        Method("getIndex", (), lambda loop: loop.index, IN_THE_WILD),
        Method("getParent", (), lambda loop: loop.parent, PUBLIC),
        Method("getTopmost", (), lambda loop: loop.topmost, PUBLIC),
        Method("hasNext", (), lambda loop: loop.has_next, _HAS_NEXT),
        Method("isFirst", (), lambda loop: loop.index == 0, PUBLIC),
        Method("isLast", (), lambda loop: not loop.has_next, PUBLIC),
    ),
    {
        "count": "getCount",
        "first": "isFirst",
        "hasNext": "hasNext",
        "index": "getIndex",
        "last": "isLast",
        "parent": "getParent",
        "topmost": "getTopmost",
    },
)
