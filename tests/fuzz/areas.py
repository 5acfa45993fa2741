"""
What is fuzzed: each table with the files of its cases, which are the corpus.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from cases_runner import cases, load
from jsonpointer import JsonPointer, JsonPointerException

from apigw_mock.apigateway.rows import OPS, Op
from apigw_mock.apigateway.tables.account import ACCOUNT
from apigw_mock.apigateway.tables.api_key import API_KEY
from apigw_mock.apigateway.tables.authorizer import AUTHORIZER
from apigw_mock.apigateway.tables.base_path_mapping import BASE_PATH_MAPPING
from apigw_mock.apigateway.tables.client_certificate import CLIENT_CERTIFICATE
from apigw_mock.apigateway.tables.deployment import DEPLOYMENT
from apigw_mock.apigateway.tables.documentation_part import DOCUMENTATION_PART
from apigw_mock.apigateway.tables.documentation_version import DOCUMENTATION_VERSION
from apigw_mock.apigateway.tables.domain_name import DOMAIN_NAME
from apigw_mock.apigateway.tables.gateway_response import GATEWAY_RESPONSE
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE
from apigw_mock.apigateway.tables.model import MODEL
from apigw_mock.apigateway.tables.request_validator import REQUEST_VALIDATOR
from apigw_mock.apigateway.tables.resource import RESOURCE
from apigw_mock.apigateway.tables.rest_api import REST_API
from apigw_mock.apigateway.tables.stage import STAGE
from apigw_mock.apigateway.tables.usage import USAGE
from apigw_mock.apigateway.tables.usage_plan import USAGE_PLAN
from apigw_mock.apigateway.tables.vpc_link import VPC_LINK
from apigw_mock.apigatewayv2.authorizer_refusals import (
    SettingNotForAuthorizer,
    SettingNotForProtocol,
)
from apigw_mock.apigatewayv2.fields import Call, Facts
from apigw_mock.apigatewayv2.rules import api, subtype, uri
from apigw_mock.apigatewayv2.tables.api import API as V2_API
from apigw_mock.apigatewayv2.tables.api_mapping import API_MAPPING
from apigw_mock.apigatewayv2.tables.authorizer import AUTHORIZER as V2_AUTHORIZER
from apigw_mock.apigatewayv2.tables.deployment import DEPLOYMENT as V2_DEPLOYMENT
from apigw_mock.apigatewayv2.tables.domain_name import DOMAIN_NAME as V2_DOMAIN_NAME
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION as V2_INTEGRATION
from apigw_mock.apigatewayv2.tables.integration_response import (
    INTEGRATION_RESPONSE as V2_RESPONSE,
)
from apigw_mock.apigatewayv2.tables.model import MODEL as V2_MODEL
from apigw_mock.apigatewayv2.tables.route import ROUTE as V2_ROUTE
from apigw_mock.apigatewayv2.tables.route_response import (
    ROUTE_RESPONSE as V2_ROUTE_RESPONSE,
)
from apigw_mock.apigatewayv2.tables.stage import STAGE as V2_STAGE
from apigw_mock.apigatewayv2.tables.vpc_link import VPC_LINK as V2_VPC_LINK
from apigw_mock.host.model import body_members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cases_runner import Case

    from apigw_mock.apigateway.rows import Row, Table

Json = Any
TYPES = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "list": list,
    "map": dict,
    "structure": dict,
}
HTTP_KEY = re.compile(r"\S+ /|\$default")  # a WebSocket API's $default is judged alike
# What these judge they refuse: they accept by not being asked.
FORBID = {api.no_cors, uri.no_uri_on_mock, subtype.no_uri} | {
    rule.check
    for rule in V2_AUTHORIZER.rules
    if rule.refusal in {SettingNotForAuthorizer, SettingNotForProtocol}
}
LONG = 10  # calls of one step, from which on a starting point is too slow to repeat


class Done(NamedTuple):
    """
    An accepted call: what was sent, and the Get before and after.
    """

    file: str
    sent: dict[str, Json]
    before: Json
    after: Json


class Area(ABC):
    """
    One table, its cases, and which of its rows a call has to do with.
    """

    def __init__(self, name: str, *files: str) -> None:
        self.name, self.files = name, files

    def __str__(self) -> str:
        return self.name

    @property
    @abstractmethod
    def rows(self) -> Sequence[Any]:
        """
        The rows of the table.
        """

    def can_accept(self, _: Any) -> bool:
        """
        Whether a row accepts anything at all.
        """
        return True

    @abstractmethod
    def rows_of(self, done: Done) -> Iterator[Any]:
        """
        Yield the rows that have accepted a call.
        """

    @abstractmethod
    def rows_in(self, case: Case) -> Iterable[Any]:
        """
        Return the rows that *case* is likely to show.
        """

    @cached_property
    def cases(self) -> list[Case]:
        return list(chain.from_iterable(map(cases, self.files)))

    @cached_property
    def quick_cases(self) -> list[Case]:
        return [case for case in self.cases if not _is_slow(case)]


def _is_slow(case: Case) -> bool:
    given = case.row.get("given", [])
    parts = given if isinstance(given, list) else []
    return any(part.get("times", 1) > LONG for part in parts if isinstance(part, dict))


def accepts(case: Case) -> bool:
    return case.expected["status"] < 400


class Patched(Area):
    """
    A resource of a REST API.
    """

    def __init__(self, table: Table[Any], file: str) -> None:
        super().__init__(f"v1 {table.resource}", file)
        self.table = table

    @property
    def rows(self) -> Sequence[Row[Any]]:
        return self.table.rows

    def can_accept(self, row: Row[Any]) -> bool:
        return row.ops is not Op.NONE

    def row_of(self, operation: dict[str, Json]) -> Row[Any] | None:
        parts, op = _parts(operation.get("path")), OPS.get(operation.get("op"), Op.NONE)
        found = [row for row in self.rows if row.pattern.match(parts) is not None]
        taking = (row for row in found if op & row.ops)
        return next(taking, next(iter(found), None))

    def rows_of(self, done: Done) -> Iterator[Row[Any] | None]:
        for operation in done.sent.get("patchOperations") or []:
            yield self.row_of(operation)

    def rows_in(self, case: Case) -> Iterable[Row[Any]]:
        operations = case.row["request"].get("patchOperations") or []
        return filter(None, map(self.row_of, operations))

    @cached_property
    def operations(self) -> list[dict[str, Json]]:
        """
        What the cases send on paths that exist.
        """
        return list(self._operations(self.cases))

    @cached_property
    def accepted_operations(self) -> list[dict[str, Json]]:
        return list(self._operations(filter(accepts, self.cases)))

    def _operations(self, shown: Iterable[Case]) -> Iterator[dict[str, Json]]:
        for case in shown:
            for operation in case.row["request"].get("patchOperations") or []:
                if self.row_of(operation):
                    yield operation


def _parts(path: Json) -> list[str]:
    try:
        return list(JsonPointer(path if path[:1] == "/" else f"/{path}").parts)
    except (JsonPointerException, TypeError):
        return []


class Merged(Area):
    """
    A resource of HTTP and WebSocket APIs.
    """

    def __init__(self, table: Any, *files: str) -> None:
        super().__init__(f"v2 {table.resource}", *files)
        self.table = table

    @cached_property
    def rows(self) -> Sequence[Any]:
        return self.table.rules

    def rows_of(self, done: Done) -> Iterator[Any]:
        creating = done.before is None
        operation = "".join(w.title() for w in load(done.file)["operation"].split("_"))
        before, change, after = map(_wired, (done.before or {}, done.sent, done.after))
        if "routeKey" in change:  # of an API: it is quick create's, as its target is
            before.setdefault("target", "")
        kind = self.table.kind_of(_protocol(done.after), before, change)
        members = body_members("apigatewayv2", operation)
        was = None if creating else before
        call = Call(kind, change, after, Facts(), members, was)
        for rule in self.rows:
            if rule.applies(kind) and (rule.when(call) or rule.check in FORBID):
                yield rule

    def rows_in(self, case: Case) -> Iterable[Any]:
        return [rule for rule in self.rows if rule.name == case.row.get("rule")]

    def has(self, field: str) -> bool:
        return any(field == one.name for one in self.table.fields)

    @cache  # noqa: B019  # areas live as long as the process
    def values(self, field: str, kind: str) -> list[Json]:
        """
        Return what the cases send as *field*, by boto3's name and type of JSON.
        """
        requests = [case.row["request"] for case in self.cases]
        found = [request[field] for request in requests if field in request]
        return [value for value in found if isinstance(value, TYPES[kind])]


def _wired(document: dict[str, Json]) -> dict[str, Json]:
    return {name[:1].lower() + name[1:]: value for name, value in document.items()}


def _protocol(shown: dict[str, Json]) -> str:
    """
    Return the protocol of the API, by what Get shows on APIs of one protocol alone.
    """
    if "ProtocolType" in shown:
        return str(shown["ProtocolType"])
    if "DefaultRouteSettings" in shown:
        is_logged = "LoggingLevel" in shown["DefaultRouteSettings"]
        return "WEBSOCKET" if is_logged else "HTTP"
    if "AuthorizerType" in shown:
        is_request = shown["AuthorizerType"] == "REQUEST"
        has_version = "AuthorizerPayloadFormatVersion" in shown
        return "WEBSOCKET" if is_request and not has_version else "HTTP"
    on_http = "PassthroughBehavior" not in shown and "IntegrationId" in shown
    is_http_route = HTTP_KEY.match(shown.get("RouteKey", ""))
    return "HTTP" if on_http or is_http_route else "WEBSOCKET"


AREAS: tuple[Area, ...] = (
    Patched(AUTHORIZER, "update_authorizer"),
    Patched(ACCOUNT, "update_account"),
    Patched(BASE_PATH_MAPPING, "update_base_path_mapping"),
    Patched(CLIENT_CERTIFICATE, "update_client_certificate"),
    Patched(API_KEY, "update_api_key"),
    Patched(DEPLOYMENT, "update_deployment"),
    Patched(DOCUMENTATION_PART, "update_documentation_part"),
    Patched(DOCUMENTATION_VERSION, "update_documentation_version"),
    Patched(DOMAIN_NAME, "update_domain_name"),
    Patched(GATEWAY_RESPONSE, "update_gateway_response"),
    Patched(INTEGRATION, "update_rest_integration"),
    Patched(INTEGRATION_RESPONSE, "update_integration_response"),
    Patched(METHOD, "update_method"),
    Patched(METHOD_RESPONSE, "update_method_response"),
    Patched(MODEL, "update_model"),
    Patched(REQUEST_VALIDATOR, "update_request_validator"),
    Patched(RESOURCE, "update_resource"),
    Patched(REST_API, "update_rest_api"),
    Patched(STAGE, "update_stage"),
    Patched(VPC_LINK, "update_vpc_link"),
    Patched(USAGE, "update_usage"),
    Patched(USAGE_PLAN, "update_usage_plan"),
    Merged(V2_INTEGRATION, "update_integration", "create_integration"),
    Merged(
        V2_RESPONSE,
        "v2_update_integration_response",
        "v2_create_integration_response",
    ),
    Merged(V2_API, "update_api"),
    Merged(V2_DEPLOYMENT, "v2_update_deployment"),
    Merged(V2_STAGE, "v2_update_stage"),
    Merged(V2_ROUTE, "v2_update_route", "v2_create_route"),
    Merged(V2_ROUTE_RESPONSE, "v2_update_route_response", "v2_create_route_response"),
    Merged(V2_AUTHORIZER, "v2_update_authorizer", "v2_create_authorizer"),
    Merged(V2_MODEL, "v2_update_model", "v2_create_model"),
    Merged(V2_VPC_LINK, "v2_update_vpc_link"),
    Merged(V2_DOMAIN_NAME, "v2_update_domain_name"),
    Merged(API_MAPPING, "update_api_mapping"),
)
