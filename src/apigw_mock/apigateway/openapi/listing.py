"""
What an import of a REST API reads, leaves out and refuses, as lines of the list of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.openapi import (
    forms,
    operations,
    options,
    schemas,
    security,
    settings,
)
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGES
from apigw_mock.listing import demand_line
from apigw_mock.openapi import structure
from apigw_mock.openapi.constructs import lines_of
from apigw_mock.openapi.sentences import READABLE, SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.listing import Line
    from apigw_mock.openapi.constructs import Construct
    from apigw_mock.refusal import Demand


_SERVICE = "apigateway"
IMPORT, PUT, PARTS = "ImportRestApi", "PutRestApi", "ImportDocumentationParts"
BOTH = f"{IMPORT}, {PUT}"
_DEMANDS: dict[str, tuple[Demand, ...]] = {
    BOTH: (SHORT, READABLE, options.WORDS),
    IMPORT: (),
    PUT: (options.MODE, existence.API),
    PARTS: (options.MODE, SHORT, options.DOCUMENTATION, existence.API),
}
_CONSTRUCTS: dict[str, tuple[Construct, ...]] = {
    BOTH: (
        *options.OF_ALL,
        *settings.CONSTRUCTS,
        *operations.CONSTRUCTS,
        *forms.CONSTRUCTS,
        *schemas.CONSTRUCTS,
        *security.CONSTRUCTS,
        *structure.CONSTRUCTS,
    ),
    IMPORT: options.OF_IMPORT,
    PUT: options.OF_PUT,
    PARTS: (*options.OF_PARTS, *settings.PART.constructs),
}


def lines() -> Iterator[Line]:
    """
    Yield the lines of the three calls.
    """
    for operation in (BOTH, IMPORT, PUT, PARTS):
        source = f"{PAGES}API_{operation.split(',', maxsplit=1)[0]}.html"
        for demand in _DEMANDS[operation]:
            yield demand_line(_SERVICE, operation, demand, source)
        yield from lines_of(_CONSTRUCTS[operation], _SERVICE, operation, source)
