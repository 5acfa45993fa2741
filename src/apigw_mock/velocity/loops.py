"""
The value ``$foreach`` inside a loop.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from apigw_mock.evidence import documented
from apigw_mock.velocity.methods.rows import IN_THE_WILD, PUBLIC, Method, Methods
from apigw_mock.velocity.printing import printed
from apigw_mock.velocity.values import Special, Value
from apigw_mock.velocity.work import Work


@dataclass(eq=False)
class Loop(Special):
    """
    How far a loop is.

    Args:
        parent: the loop around it, if any.
        members: what the template sets in it.
    """

    parent: Value
    index: int = -1
    has_next: bool = False
    members: dict[str, Value] = field(default_factory=dict)

    def text(self) -> str:
        return printed(self.members, Work())

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
