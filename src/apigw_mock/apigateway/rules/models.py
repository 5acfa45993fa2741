"""
The check of references to an API's models, for methods and method responses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from apigw_mock.apigateway.refusals import InvalidModel
from apigw_mock.apigateway.rows import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.rows import Given

ModelsT = TypeVar("ModelsT", bound="ModelFacts")


@dataclass(frozen=True, kw_only=True)
class ModelFacts(Facts):
    """
    The surroundings of a method response. Those of a method have more.

    Args:
        has_model: whether the API has a model with this name.
    """

    has_model: Callable[[str], bool]


def known_models(call: Call[ModelsT], given: Given) -> None:
    for name in given.values():
        if not call.facts.has_model(name):
            raise InvalidModel(name)
