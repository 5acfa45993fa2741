"""
What the log and the failure report say of a refused call, besides AWS's sentence.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Protocol

from apigw_mock.apigateway.accepted import accepted, demanded, words_of
from apigw_mock.apigateway.remedies import REMEDIES as REST
from apigw_mock.apigateway.rows import Case, Row, Rule
from apigw_mock.apigatewayv2.fields import Rule as V2Rule
from apigw_mock.apigatewayv2.fields import boto3_name
from apigw_mock.apigatewayv2.remedies import REMEDIES as HTTP_WEBSOCKET
from apigw_mock.caller import caller
from apigw_mock.errors import InvalidInput
from apigw_mock.remedy import Refused, remedy_of
from apigw_mock.updates import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apigw_mock.errors import ApigwError

_log = logging.getLogger(__name__)
_REMEDIES = {"apigateway": REST, "apigatewayv2": HTTP_WEBSOCKET}
_IN_PATCH = re.compile(r"patchOperations\.(\d+)\.member")


class Call(Protocol):
    """
    The call that was refused.
    """

    @property
    def service(self) -> str: ...
    @property
    def operation(self) -> str: ...
    @property
    def target(self) -> dict[str, str]: ...
    def sent(self) -> dict[str, Any]: ...
    def boto3_name(self, wire: str) -> str: ...


def refusal_of(error: ApigwError, call: Call) -> Refusal:
    """
    Return what is known of a refusal, with the line that made the call and the remedy.
    """
    request = call.sent()
    parts = tuple(dict.fromkeys(_parts(error, call, request)))
    refused = Refused(error, call.operation, call.target, request, parts)
    return Refusal(
        error.code,
        error.status,
        str(error),
        rule=str(error.rule or ""),
        evidence=str(error.evidence or ""),
        at=caller(),
        accepts=_accepts(error),
        remedy=_remedy(call, refused),
        parts=parts,
    )


def _remedy(call: Call, refused: Refused) -> str:
    try:
        return remedy_of(_REMEDIES[call.service], refused)
    except Exception:  # noqa: BLE001  # the refusal is the answer, not the remedy
        _log.exception("cannot tell a remedy for %s", call.operation)
        return ""


def _parts(
    error: ApigwError, call: Call, request: Mapping[str, Any]
) -> Iterator[int | str]:
    """
    Yield what AWS refused of what was sent: positions of operations, names of settings.
    """
    if isinstance(error.case, Case):
        yield from error.case.places
    if isinstance(error, InvalidInput):
        yield from _parts_at_fault(error, request)
    names = (call.boto3_name(wire) for wire in _members(error.rule))
    yield from (name for name in names if name in request)


def _parts_at_fault(
    error: InvalidInput, request: Mapping[str, Any]
) -> Iterator[int | str]:
    for fault in error.faults:
        operation = _IN_PATCH.search(fault.member)
        if operation:
            yield int(operation[1]) - 1  # AWS counts from 1
        else:
            yield from (name for name in fault.member.split(".") if name in request)


def _members(rule: object) -> list[str]:
    """
    Return the names on the wire of what a row or rule judges.
    """
    if isinstance(rule, Row):
        return [rule.member]
    if isinstance(rule, Rule):
        return [path.split("/")[1] for path in rule.on]
    return [rule.setting] if isinstance(rule, V2Rule) else []


def _accepts(error: ApigwError) -> str:
    """
    Return what the row or rule accepts, as the list of rules says it.
    """
    rule, case = error.rule, error.case
    if isinstance(rule, Row) and not rule.ops:
        return ""  # it stands in the table for its sentence
    if isinstance(rule, Row):
        what = (case.table, rule, case.call.members)
        if not case.places:
            return f"{rule.path}: {demanded(*what)}"
        return f"{rule.path} ({', '.join(words_of(rule.ops))}): {accepted(*what)}"
    setting = getattr(rule, "setting", "")
    text = str(rule or "")
    return f"{boto3_name(setting)}{text[len(setting) :]}" if setting else text
