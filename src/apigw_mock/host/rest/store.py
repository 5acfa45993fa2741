"""
Where moto keeps the members of a document.

A document is the resource as API Gateway shows it, without its child resources. Its
members are attributes of moto's object, so that moto's other calls see them. Members
that moto's class lacks are stored beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import moto.apigateway.models
from moto.core.common_models import BaseModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.apigateway.rows import Document

# Any: moto's annotations are narrower than what its classes take.
models: Any = moto.apigateway.models
BESIDE = "beside"  # the attribute for members that moto's classes do not have
_ON_MOTO = object()


@dataclass(frozen=True)
class Store:
    """
    Where moto keeps the members of a document.

    Args:
        model: moto's class, or a class of ours where moto has none.
        blank: the arguments that make an empty object.
        attributes: the attribute for each member. None means that the document does
            not have the member.
    """

    model: Any
    blank: tuple[Any, ...]
    attributes: Mapping[str, str]

    def make(self, document: Document, old: Any = None) -> Any:
        """
        Return a new moto object for *document*, with the children of the *old* one.
        """
        thing = object.__new__(self.model)  # moto's own __new__ keeps every instance
        if old is None:
            self.model.__init__(thing, *self.blank)
        else:
            vars(thing).update(vars(old))
        for member, name in self.attributes.items():
            setattr(thing, name, document.get(member))
        beside = {
            member: _ON_MOTO if member in self.attributes else value
            for member, value in document.items()
        }
        vars(thing)[BESIDE] = self, beside
        return thing

    def read(self, thing: Any) -> Document:
        """
        Return the document of an object from `make`, in the document's own order.
        """
        document = dict(vars(thing)[BESIDE][1])
        for member, name in self.attributes.items():
            document[member] = getattr(thing, name)
        return {name: value for name, value in document.items() if value is not None}


def copied(value: Any) -> Any:
    """
    Return a copy of moto's objects, with copies of what is in them.

    `copy.deepcopy` would leave ``__slotnames__`` on moto's classes.
    """
    if type(value) is dict:
        return {key: copied(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(copied, value))
    if not isinstance(value, BaseModel) and BESIDE not in getattr(
        value, "__dict__", {}
    ):
        return value
    thing = object.__new__(type(value))  # moto's own __new__ keeps every instance
    vars(thing).update(copied(vars(value)))
    return thing
