"""
The tables of HTTP and WebSocket APIs as lines of the list of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.fields import boto3_name
from apigw_mock.apigatewayv2.refusals import (
    MissingSubtypeParameters,
    UnknownSubtypeParameter,
)
from apigw_mock.apigatewayv2.subtypes import SUBTYPES
from apigw_mock.apigatewayv2.tables import sources
from apigw_mock.apigatewayv2.tables.api import API
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.apigatewayv2.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.listing import Line, answer_of, first_line, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apigw_mock.apigatewayv2.fields import Field, Rule, Table
    from apigw_mock.apigatewayv2.subtypes import Subtype
    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError, Demand

    AnyTable = Table[Any]
    AnyRule = Rule[Any]

TABLES: tuple[AnyTable, ...] = (INTEGRATION, INTEGRATION_RESPONSE, API)
_OF_ONE = ("Delete", "Get", "Update")  # the calls whose URL names the document itself


def lines() -> Iterator[Line]:
    """
    Yield what each table says, in the order in which AWS checks.
    """
    for table in TABLES:
        yield from _demand_lines(table)
        yield from _verb_lines(table, "Create")
        for rule in table.rules:
            yield from _rule_lines(table, rule, table.verbs)
        yield from (_field_line(table, field) for field in table.fields)
        if table is INTEGRATION:
            yield from _subtype_lines()
        yield from _verb_lines(table, "Delete")


def _line(table: AnyTable, operations: Sequence[str], name: str, **said: Any) -> Line:
    setting, source = boto3_name(name), table.source
    if len(operations) == 1:  # each has a page of its own
        verb = operations[0].removesuffix(table.resource)
        source = source.replace("update-", f"{verb.lower()}-")
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
        yield _demand_line(table, name, demand, is_own=name == own)


def _demand_line(table: AnyTable, name: str, demand: Demand, *, is_own: bool) -> Line:
    named = [f"{verb}{table.resource}" for verb in _OF_ONE]
    others = [f"Create{table.resource}", f"Get{table.resource}s"]
    return _line(
        table,
        sorted(named if is_own else [*named, *others]),
        name,
        accepts=demand.name,
        otherwise=(answer_of(sample(demand.refusal)),),
        evidence=str(demand.evidence),
        refusal=str(demand.evidence),
    )


def _verb_lines(table: AnyTable, verb: str) -> Iterator[Line]:
    """
    Yield the rules of a single verb.
    """
    for rule in table.rules_of.get(verb, ()):
        yield from _rule_lines(table, rule, (verb,))


def _rule_lines(table: AnyTable, rule: AnyRule, verbs: Sequence[str]) -> Iterator[Line]:
    """
    Yield a line for each way in which a sentence of the rule is known.
    """
    for refusal, evidence in rule.sentences.items():
        yield _line(
            table,
            [f"{verb}{table.resource}" for verb in verbs],
            rule.setting,
            accepts=rule.name,
            otherwise=(answer_of(sample(refusal)),),
            evidence=str(rule.evidence),
            refusal=str(evidence),
        )


def _field_line(table: AnyTable, field: Field) -> Line:
    dropped = f"dropped with a DroppedSettingWarning: {field.dropped}"
    return _line(
        table,
        [f"{verb}{table.resource}" for verb in table.verbs],
        field.name,
        accepts=first_line(field.merge),
        otherwise=(dropped,) if field.dropped else (),
        evidence=str(field.evidence),
        refusal=str(field.evidence),
    )


def _subtype_lines() -> Iterator[Line]:
    (unknown,) = (
        rule for rule in INTEGRATION.rules if rule.refusal is UnknownSubtypeParameter
    )
    for subtype in SUBTYPES.values():
        names = sorted(subtype.required)
        missing = MissingSubtypeParameters(subtype.name, names, names)
        yield _subtype_line(
            subtype, f"requires {', '.join(names)}", missing, subtype.evidence
        )
        other = UnknownSubtypeParameter("{name}", subtype.name)
        yield _subtype_line(
            subtype,
            f"may have {', '.join(sorted(subtype.optional))}",
            other,
            unknown.evidence_of(other),
        )


def _subtype_line(
    subtype: Subtype, accepts: str, refusal: ApigwError, evidence: Evidence
) -> Line:
    return _line(
        INTEGRATION,
        [f"{verb}Integration" for verb in INTEGRATION.verbs],
        subtype.name,
        accepts=accepts,
        otherwise=(answer_of(refusal),),
        evidence=str(sources.SUBTYPE_GUIDE),
        refusal=str(evidence),
    )
