"""
What a template is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.velocity.context import Context


@dataclass(frozen=True)
class Inputs:
    """
    The values of one rendering.

    Args:
        body: what ``$input.body`` and ``$input.path(…)`` read.
        path: the parameters of the path, decoded.
        querystring: those of the query string, one value each.
        header: those of the headers, one value each.
        context: what ``$context`` reads and writes.
        stage_variables: what ``$stageVariables`` reads.
        warn: is called with a sentence for each unknown method or reference.
    """

    body: str
    path: Mapping[str, str]
    querystring: Mapping[str, str]
    header: Mapping[str, str]
    context: Context
    stage_variables: Mapping[str, str]
    warn: Callable[[str], None]
