"""
Run every benchmark and print one table. Fail if a figure is over its limit.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import calls
import decorated_test
import floor
import import_documents
import import_package
import invoke
import long_texts
import many_operations
import many_resources
import many_scopes
import moto_suite
import outside_scope
import pytest_start
import scope_and_clients
import templates
import update_api
import update_rest
import update_v2
import whole_test

if TYPE_CHECKING:
    from collections.abc import Callable

    from comparing import Figure

MEASURES: list[Callable[[], Figure]] = [
    scope_and_clients.measure,
    decorated_test.measure,
    whole_test.measure,
    *(partial(calls.measure, name) for name in calls.CALLS),
    moto_suite.measure,
    update_rest.measure,
    invoke.measure,
    partial(update_api.measure, "update_rest_api", 1),
    partial(update_api.measure, "update_rest_api", 5_000),
    partial(update_api.measure, "update_stage", 1),
    partial(update_api.measure, "update_stage", 5_000),
    partial(update_api.measure, "update_authorizer", 1),
    partial(update_api.measure, "update_authorizer", 5_000),
    partial(update_api.measure, "update_request_validator", 1),
    partial(update_api.measure, "update_request_validator", 5_000),
    partial(update_api.measure, "update_account"),
    partial(update_api.measure, "update_base_path_mapping"),
    partial(update_api.measure, "update_usage_plan"),
    partial(update_api.measure, "update_api_key"),
    partial(update_v2.measure, "update_integration"),
    partial(update_v2.measure, "update_route"),
    partial(update_v2.measure, "update_api"),
    partial(update_v2.measure, "update_authorizer"),
    partial(update_v2.measure, "update_model"),
    partial(update_v2.measure, "update_vpc_link"),
    update_v2.stage,
    update_v2.domain,
    update_v2.mapping,
    outside_scope.measure,
    pytest_start.measure,
    import_package.measure,
    partial(import_documents.against_calls, "import_rest_api"),
    partial(import_documents.against_calls, "import_api"),
    partial(import_documents.each_path, "import_rest_api"),
    partial(import_documents.each_path, "import_api"),
    many_operations.measure,
    many_resources.measure,
    many_scopes.measure,
    many_scopes.memory,
    long_texts.measure,
    templates.measure,
    floor.measure,
]


def main() -> int:
    missed = []
    for measure in MEASURES:
        figure = measure()
        print(figure, flush=True)
        if not figure.reached:
            missed.append(figure.question)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
