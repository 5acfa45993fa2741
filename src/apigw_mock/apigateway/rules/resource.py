"""
Resources: their facts, and the checks of their place in the tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import (
    ChildOfGreedy,
    CyclicResources,
    PathPartTaken,
    ResourceNotFound,
    RootParent,
    RootPathPart,
    SecondPathVariable,
)
from apigw_mock.apigateway.rows import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.apigateway.rows import Given

_PATH_PART = re.compile(r"[\w.:-]+|\{[\w.:-]+\+?\}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class ResourceFacts(Facts):
    """
    The tree around a resource.

    Args:
        rest_api_id: the API.
        own_id: the resource; empty if it is about to be made.
        is_root: whether it is the API's root.
        part_of: returns the path part of a resource, None if there is no such one.
        parent_of: returns the id of its parent, None for the root.
        children_of: returns the path parts of its children, by their ids.
    """

    rest_api_id: str
    own_id: str
    is_root: bool
    part_of: Callable[[str], str | None]
    parent_of: Callable[[str], str | None]
    children_of: Callable[[str], Mapping[str, str]]


ResourceCall = Call[ResourceFacts]


def is_path_part(text: str | None) -> bool:
    return bool(_PATH_PART.fullmatch(text or ""))


def is_variable(part: str) -> bool:
    return part.startswith("{")


def is_greedy(part: str) -> bool:
    return part.endswith("+}")


def no_root_part(call: ResourceCall, _: Given) -> None:
    if call.facts.is_root:
        raise RootPathPart


def no_root_parent(call: ResourceCall, _: Given) -> None:
    if call.facts.is_root:
        raise RootParent


def known_parent(call: ResourceCall, given: Given) -> None:
    parent = given["parentId"] or ""
    if call.facts.part_of(parent) is None:
        raise ResourceNotFound(call.facts.rest_api_id, parent)


def no_cycle(call: ResourceCall, given: Given) -> None:
    above: str | None = given["parentId"]
    while above is not None:
        if above == call.facts.own_id:
            raise CyclicResources(given["parentId"])
        above = call.facts.parent_of(above)


def free_part(call: ResourceCall, _: Given) -> None:
    part = call.document["pathPart"]
    if part in siblings(call).values():
        raise PathPartTaken(part)


def one_variable(call: ResourceCall, _: Given) -> None:
    variables = filter(is_variable, siblings(call).values())
    other = next(variables, None)
    if other and is_variable(call.document["pathPart"]):
        raise SecondPathVariable(other)


def none_below_greedy(call: ResourceCall, _: Given) -> None:
    facts, own = call.facts, call.document["pathPart"]
    above = facts.part_of(call.document["parentId"]) or ""
    if is_greedy(above):
        raise ChildOfGreedy(above)
    if is_greedy(own) and facts.own_id and facts.children_of(facts.own_id):
        raise ChildOfGreedy(own)


def siblings(call: ResourceCall) -> dict[str, str]:
    """
    Return the path parts of the parent's other children, by their ids.
    """
    children = call.facts.children_of(call.document["parentId"]).items()
    return {one: part for one, part in children if one != call.facts.own_id}
