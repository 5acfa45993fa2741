"""
Read moto's objects of HTTP and WebSocket APIs as documents, and write documents back.

moto's own objects hold the state. A write makes a new object and puts it into its
parent's map in one step, so that no Get sees half of it.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from botocore import xform_name

from apigw_mock.apigatewayv2.fields import Call, boto3_name
from apigw_mock.apigatewayv2.judging import judge
from apigw_mock.apigatewayv2.kinds import Kind
from apigw_mock.apigatewayv2.merge import Merged, merge
from apigw_mock.apigatewayv2.tables.api import API, QUICK
from apigw_mock.apigatewayv2.tables.authorizer import AUTHORIZER
from apigw_mock.apigatewayv2.tables.deployment import DEPLOYMENT
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.apigatewayv2.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigatewayv2.tables.model import MODEL
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.apigatewayv2.tables.route_response import ROUTE_RESPONSE
from apigw_mock.apigatewayv2.tables.stage import STAGE
from apigw_mock.apigatewayv2.tables.vpc_link import VPC_LINK
from apigw_mock.errors import DroppedSettingWarning
from apigw_mock.host.model import body_members
from apigw_mock.host.warn import warn_user

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apigw_mock.apigatewayv2.fields import Document, F, Table
    from apigw_mock.apigatewayv2.merge import Dropped
    from apigw_mock.host.model import Member


# The attributes of moto's objects, by resource and wire name.
ATTRIBUTES = {
    table.resource: {field.name: xform_name(field.name) for field in table.fields}
    for table in (
        API,
        AUTHORIZER,
        DEPLOYMENT,
        INTEGRATION,
        INTEGRATION_RESPONSE,
        MODEL,
        ROUTE,
        ROUTE_RESPONSE,
        STAGE,
        VPC_LINK,
    )
}
# moto has its own words for these.
ATTRIBUTES["Authorizer"] |= {
    "authorizerCredentialsArn": "auth_creds_arn",
    "authorizerPayloadFormatVersion": "auth_payload_format_version",
    "authorizerResultTtlInSeconds": "auth_result_ttl",
    "enableSimpleResponses": "enable_simple_response",
    "identityValidationExpression": "identity_validation_expr",
    "jwtConfiguration": "jwt_config",
}
for _name in QUICK:  # an API does not keep these
    del ATTRIBUTES["Api"][_name]


def members_of(table: Table[Any], verb: str) -> Mapping[str, Member]:
    """
    Return the members of a call's body, by wire name.
    """
    return body_members("apigatewayv2", f"{verb}{table.resource}")


def judged(
    table: Table[F],
    protocol: str,
    facts: F,
    body: Document,
    before: Document | None = None,
) -> Document:
    """
    Return the document after Create, or after Update of *before*.

    Raises:
        ApigwError: AWS refuses the call.
    """
    document, dropped = outcome(table, protocol, facts, body, before)
    warn(table, dropped)
    return document


def outcome(
    table: Table[F],
    protocol: str,
    facts: F,
    body: Document,
    before: Document | None = None,
) -> Merged:
    """
    Return what ``judged`` returns, with the settings to warn of.
    """
    stored, verb = before or {}, "Create" if before is None else "Update"
    kind = table.kind_of(protocol, stored, body)
    was = kind if before is None else table.kind_of(protocol, stored, {})
    merged = merge(table.fields, stored, body, was, kind)
    call = Call(kind, body, merged.document, facts, members_of(table, verb), before)
    judge(table.rules_of.get(verb, ()), call)
    judge(table.rules, call)
    return merged


def judge_delete(table: Table[F], protocol: str, facts: F, shown: Document) -> None:
    """
    Return if AWS deletes what Get shows so.

    Raises:
        ApigwError: AWS refuses the call.
    """
    call = Call(Kind(protocol), {}, shown, facts, {}, shown)
    judge(table.rules_of["Delete"], call)


def warn(table: Table[Any], dropped: Iterable[Dropped]) -> None:
    for name, reason in dropped:
        setting = ".".join(map(boto3_name, name.split(".")))
        warn_user(DroppedSettingWarning(setting, reason, table.source))


def read(stored: Any, table: Table[Any]) -> Document:
    attributes = ATTRIBUTES[table.resource].items()
    pairs = ((wire, getattr(stored, name, None)) for wire, name in attributes)
    return {wire: value for wire, value in pairs if value is not None and value != {}}


def completed(stored: Any, table: Table[Any], protocol: str) -> Document:
    """
    Return the document of one of moto's objects, with AWS's defaults.
    """
    return filled(read(stored, table), table, protocol)


def filled(document: Document, table: Table[Any], protocol: str) -> Document:
    kind = table.kind_of(protocol, document, {})
    return merge(table.fields, {}, document, kind, kind).document


def made(model: Any, attributes: Iterable[str]) -> Any:
    return model(**dict.fromkeys(attributes))


def write(created: Any, document: Document, table: Table[Any]) -> None:
    for wire, name in ATTRIBUTES[table.resource].items():
        setattr(created, name, document.get(wire))


def twin(stored: Any, document: Document, table: Table[Any]) -> Any:
    """
    Return a new object of moto's: a copy of *stored* that holds *document*.
    """
    twin = copied(stored)
    write(twin, document, table)
    return twin


def copied(stored: Any, **changed: Any) -> Any:
    """
    Return a copy of one of moto's objects, with some attributes changed.
    """
    copy = object.__new__(type(stored))  # moto's own __new__ keeps every instance
    vars(copy).update(vars(stored), **changed)
    return copy


def now(like: Any) -> Any:
    """
    Return the date of what is made or changed now, of the type that moto keeps.

    Args:
        like: a date of moto's: seconds up to moto 5.0, then local time that is shown
            as UTC.
    """
    date = datetime.now(tz=timezone.utc)
    return date.timestamp() if isinstance(like, float) else date


def shown_date(kept: Any) -> str:
    date = (
        datetime.fromtimestamp(kept, timezone.utc) if isinstance(kept, float) else kept
    )
    return str(date.strftime("%Y-%m-%dT%H:%M:%SZ"))
