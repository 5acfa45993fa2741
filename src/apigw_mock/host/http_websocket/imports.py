"""
Import OpenAPI documents as HTTP APIs: our actions.

An API is built aside, by what judges the single calls, and takes its place in one step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.openapi.reading import basepath_of, plan_of
from apigw_mock.apigatewayv2.openapi.sentences import (
    RefusedAuthorizer,
    RefusedIntegration,
    RefusedRoute,
)
from apigw_mock.apigatewayv2.rules.api import ApiFacts
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.api import API
from apigw_mock.apigatewayv2.tables.authorizer import AUTHORIZER
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.errors import ApigwError
from apigw_mock.host import state
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import api as apis
from apigw_mock.host.http_websocket import (
    authorizer,
    documents,
    integration,
    lookups,
    route,
)
from apigw_mock.host.http_websocket.deployment import deploy_automatically
from apigw_mock.openapi.document import OPENAPI, name_of_untitled
from apigw_mock.openapi.findings import Findings
from apigw_mock.openapi.reading import read_document
from apigw_mock.openapi.sentences import SettingRefused
from apigw_mock.openapi.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigatewayv2.fields import Document, Table
    from apigw_mock.apigatewayv2.merge import Dropped
    from apigw_mock.apigatewayv2.openapi.plan import Plan, Route
    from apigw_mock.host.requests import Request

_HTTP = "HTTP"
# An import does not change these unless the document names them.
_STAY = ("disableExecuteApiEndpoint", "ipAddressType")


def import_api(backend: Any, request: Request) -> Answer:
    """
    Answer ImportApi.
    """
    findings = Findings()
    plan = _plan(backend, request, findings)
    built = _Built(backend, findings)
    built.make(plan, None)
    built.check(request)
    apis.keep(backend, built.api, dict(plan.tags or {}))
    return built.answer()


def reimport_api(backend: Any, request: Request) -> Answer:
    """
    Answer ReimportApi. Deploy to the stages that deploy by themselves after it.
    """
    findings = Findings()
    plan = _plan(backend, request, findings)
    stored = lookups.find_api(backend, request)
    if stored.protocol_type != _HTTP:
        raise existence.API_FOR_IMPORT.error(stored.protocol_type)
    built = _Built(backend, findings)
    built.make(plan, stored)
    built.check(request)
    if plan.tags is not None:
        backend.tagger.delete_all_tags_for_resource(stored.arn)
    apis.keep(backend, built.api, dict(plan.tags or {}))
    answer = built.answer()
    deploy_automatically(built.api)
    return answer


def _plan(backend: Any, request: Request, findings: Findings) -> Plan:
    """
    Return the calls that import the document that was sent.

    Raises:
        ApigwError: it cannot be read.
    """
    body, variables = request.sent().get("body"), state.variables_of(backend)
    document = read_document(body, variables, versions=(OPENAPI,))
    basepath = basepath_of(request.target.get("Basepath"))
    findings.warnings.extend(structure(document))
    return plan_of(document, basepath, name_of_untitled(), findings)


@dataclass
class _Built:
    """
    An API that is being built, which the backend does not know yet.
    """

    backend: Any
    findings: Findings
    api: Any = None
    dropped: list[tuple[Table[Any], Iterable[Dropped]]] = field(default_factory=list)
    authorizers: dict[str, Any] = field(default_factory=dict)  # moto's, by scheme
    shared: dict[str, Any] = field(default_factory=dict)  # integrations, by reference

    def make(self, plan: Plan, stored: Any) -> None:
        """
        Make what the calls of a plan make, in place of all that *stored* has.
        """
        self._make_api(plan, stored)
        if self.findings.errors:
            return
        for name, body in plan.authorizers.items():
            self._add_authorizer(name, body)
        for one in plan.routes:
            self._add_route(plan, one, self._target(one))

    def check(self, request: Request) -> None:
        """
        Return if nothing that was found aborts the import.

        Raises:
            ApigwError: something does.
        """
        fails = bool(request.target.get("FailOnWarnings"))
        self.findings.check(fail_on_warnings=fails)
        for table, dropped in self.dropped:
            documents.warn(table, dropped)

    def answer(self) -> Answer:
        shown = apis.shown(self.backend, self.api)
        return Answer(201, {**shown, **self.findings.shown()})

    def _make_api(self, plan: Plan, stored: Any) -> None:
        before = apis.read(stored) if stored else {}
        kept = {name: before[name] for name in _STAY if name in before}
        try:
            document = self._judged(API, ApiFacts(), {**kept, **plan.api})
        except ApigwError as error:
            self.findings.errors.append(SettingRefused(str(error)))
            return
        if stored:
            empty: dict[str, Any] = {"authorizers": {}, "integrations": {}}
            emptied = documents.copied(stored, routes={}, **empty)
            documents.write(emptied, document, API)
            self.api = emptied
        else:
            self.api = apis.make(self.backend, _HTTP, document)

    def _add_authorizer(self, name: str, body: Document) -> None:
        facts = authorizer.facts_of(self.api)
        try:
            document = self._judged(AUTHORIZER, facts, body)
        except ApigwError as error:
            self.findings.warnings.append(RefusedAuthorizer(name, str(error)))
        else:
            self.authorizers[name] = authorizer.add(self.api, document)

    def _target(self, planned: Route) -> str | None:
        """
        Return the target of a route, after making its integration. None without one.
        """
        if planned.shared in self.shared:
            made = self.shared[planned.shared]
        else:
            made = self._integration(planned.integration)
        if planned.shared:
            self.shared[planned.shared] = made
        return None if made is None else f"integrations/{made.id}"

    def _integration(self, body: Document | None) -> Any:
        if body is None:
            return None
        facts = integration.facts_of(self.backend, self.api)
        try:
            document = self._judged(INTEGRATION, facts, body)
        except ApigwError as error:
            self.findings.warnings.append(RefusedIntegration(str(error)))
            return None
        return integration.add(self.api, document)

    def _add_route(self, plan: Plan, planned: Route, target: str | None) -> None:
        body = {"routeKey": planned.key, **self._authorization(plan, planned)}
        if target:
            body["target"] = target
        if planned.operation_name:
            body["operationName"] = planned.operation_name
        try:
            document = self._judged(ROUTE, route.facts_of(self.api), body)
        except ApigwError as error:
            self.findings.errors.append(RefusedRoute(planned.key, str(error)))
        else:
            route.add(self.api, document)

    def _authorization(self, plan: Plan, planned: Route) -> Document:
        """
        Return a route's authorization: that of the first scheme which has one.
        """
        for name, scopes in planned.guards:
            if name in plan.signed:
                return {"authorizationType": "AWS_IAM"}
            found = self.authorizers.get(name)
            if found:
                of_jwt = found.authorizer_type == "JWT"
                scoped = {"authorizationScopes": scopes} if of_jwt and scopes else {}
                word = "JWT" if of_jwt else "CUSTOM"
                settings = {"authorizationType": word, "authorizerId": found.id}
                return {**settings, **scoped}
        return {}

    def _judged(self, table: Table[Any], facts: Any, body: Document) -> Document:
        document, dropped = documents.outcome(table, _HTTP, facts, body)
        self.dropped.append((table, dropped))
        return document
