"""
The list of rules of HTTP and WebSocket APIs: the tables as lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.fields import boto3_name
from apigw_mock.apigatewayv2.openapi.constructs import (
    CONSTRUCTS,
    PAGE,
    REIMPORT_PAGE,
    REPLACED,
)
from apigw_mock.apigatewayv2.refusals import (
    MissingSubtypeParameters,
    UnknownSubtypeParameter,
)
from apigw_mock.apigatewayv2.subtypes import SUBTYPES
from apigw_mock.apigatewayv2.tables import sources
from apigw_mock.apigatewayv2.tables.api import API
from apigw_mock.apigatewayv2.tables.api_mapping import API_MAPPING
from apigw_mock.apigatewayv2.tables.authorizer import AUTHORIZER
from apigw_mock.apigatewayv2.tables.deployment import DEPLOYMENT
from apigw_mock.apigatewayv2.tables.domain_name import DOMAIN_NAME
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.apigatewayv2.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigatewayv2.tables.model import MODEL
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.apigatewayv2.tables.route_response import ROUTE_RESPONSE
from apigw_mock.apigatewayv2.tables.stage import STAGE
from apigw_mock.apigatewayv2.tables.vpc_link import VPC_LINK
from apigw_mock.listing import Answer, Line, answer_of, first_line, sample
from apigw_mock.openapi.constructs import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from apigw_mock.apigatewayv2.fields import Field, Rule, Table
    from apigw_mock.apigatewayv2.subtypes import Subtype
    from apigw_mock.refusal import Demand

    AnyTable = Table[Any]
    AnyRule = Rule[Any]

TABLES: tuple[AnyTable, ...] = (
    INTEGRATION,
    INTEGRATION_RESPONSE,
    ROUTE,
    ROUTE_RESPONSE,
    API,
    STAGE,
    DEPLOYMENT,
    AUTHORIZER,
    MODEL,
    VPC_LINK,
    DOMAIN_NAME,
    API_MAPPING,
)
_OF_ONE = ("Delete", "Get", "Update")  # the calls whose URL names the document itself


def lines() -> Iterator[Line]:
    """
    Yield what each table says: demands and rules in the order in which AWS checks.
    """
    for table in TABLES:
        yield from _demand_lines(table)
        yield from _rule_lines(table, table.rules_of.get("Create", ()), ["Create"])
        yield from _rule_lines(table, table.rules_of.get("Update", ()), ["Update"])
        yield from _rule_lines(table, table.rules, table.verbs)
        yield from (_field_line(table, field) for field in table.fields)
        if table is INTEGRATION:
            yield from _subtype_lines()
        yield from _rule_lines(table, table.rules_of.get("Delete", ()), ["Delete"])
    yield from lines_of(CONSTRUCTS, "apigatewayv2", "ImportApi, ReimportApi", PAGE)
    yield from lines_of(REPLACED, "apigatewayv2", "ReimportApi", REIMPORT_PAGE)


def _line(table: AnyTable, operations: Sequence[str], name: str, **said: Any) -> Line:
    setting, source = boto3_name(name), table.source
    if len(operations) == 1:  # each has a page of its own
        page = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", operations[0]).lower()
        source = f"{source.rpartition('/')[0]}/{page}.html"
    return Line(
        service="apigatewayv2",
        operation=", ".join(operations),
        path=setting,
        ops=(),
        source=source,
        takes_path=lambda path: path.lower() == setting.lower(),
        **said,
    )


def _demand_lines(table: AnyTable) -> Iterator[Line]:
    *_, own = table.demands or [""]
    for name, demand in table.demands.items():
        yield _demand_line(table, name, demand, _demanding(table, is_own=name == own))
    for operation, demands in table.demands_of.items():
        for name, demand in demands.items():
            yield _demand_line(table, name, demand, [operation])


def _demanding(table: AnyTable, *, is_own: bool) -> list[str]:
    """
    Return the operations that demand the document itself, or what is around it.
    """
    named = [f"{verb}{table.resource}" for verb in _OF_ONE]
    others = [f"Create{table.resource}", f"Get{table.resource}s"]
    return sorted(named if is_own else [*named, *others])


def _demand_line(
    table: AnyTable, name: str, demand: Demand, operations: Sequence[str]
) -> Line:
    return _line(
        table,
        operations,
        name,
        accepts=demand.name,
        otherwise=(answer_of(sample(demand.refusal), demand.evidence),),
        evidence=str(demand.evidence),
    )


def _rule_lines(
    table: AnyTable, rules: Iterable[AnyRule], verbs: Sequence[str]
) -> Iterator[Line]:
    for rule in rules:
        known = rule.sentences.items()
        yield _line(
            table,
            [f"{verb}{table.resource}" for verb in verbs],
            rule.setting,
            accepts=rule.name,
            otherwise=tuple(answer_of(sample(kind), by) for kind, by in known),
            evidence=str(rule.evidence),
        )


def _field_line(table: AnyTable, field: Field) -> Line:
    return _line(
        table,
        [f"{verb}{table.resource}" for verb in table.verbs],
        field.name,
        accepts=first_line(field.merge),
        otherwise=tuple(_dropped_by(field)),
        evidence=str(field.evidence),
    )


def _dropped_by(field: Field) -> Iterator[Answer]:
    warns = "dropped with a DroppedSettingWarning"
    if field.dropped:
        yield Answer(f"{warns}: {field.dropped}", str(field.evidence))
    for name, drop in field.drops.items():
        what = f"{boto3_name(name)} {warns}: {drop.reason}"
        yield Answer(what, str(drop.evidence))


def _subtype_lines() -> Iterator[Line]:
    for subtype in SUBTYPES.values():
        required, optional = sorted(subtype.required), sorted(subtype.optional)
        yield _line(
            INTEGRATION,
            [f"{verb}Integration" for verb in INTEGRATION.verbs],
            subtype.name,
            accepts=f"requires {', '.join(required)}; may have {', '.join(optional)}",
            otherwise=tuple(_answers_of(subtype)),
            evidence=str(sources.SUBTYPE_GUIDE),
        )


def _answers_of(subtype: Subtype) -> Iterator[Answer]:
    known = {
        kind: by for rule in INTEGRATION.rules for kind, by in rule.sentences.items()
    }
    unknown = UnknownSubtypeParameter("{name}", subtype.name)
    yield answer_of(unknown, known[UnknownSubtypeParameter])
    required = sorted(subtype.required)
    missing = MissingSubtypeParameters(subtype.name, required, required)
    yield answer_of(missing, subtype.evidence)
