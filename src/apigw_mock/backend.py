"""
What a scope hands out: ready clients and starting points.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from apigw_mock import starting_points, stubs
from apigw_mock.host import guard, sessions, state
from apigw_mock.host.invoke import carrying
from apigw_mock.host.model import input_members
from apigw_mock.invocations import Invocation, as_bytes, requested
from apigw_mock.locks import computed_once
from apigw_mock.starting_points import check_keywords, check_protocol, check_target
from apigw_mock.stubs import Stub
from apigw_mock.undo import Steps
from apigw_mock.updates import Updates

T = TypeVar("T")

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    # Any where boto3-stubs are not installed.
    from mypy_boto3_apigateway import APIGatewayClient
    from mypy_boto3_apigatewayv2 import ApiGatewayV2Client

    from apigw_mock.stubs import StubAnswer


class RestApiTarget(TypedDict):
    """
    The argument that names a REST API.
    """

    restApiId: str


class StageTarget(RestApiTarget):
    """
    The arguments that name a stage of a REST API.
    """

    stageName: str


class _DomainName(TypedDict):
    domainName: str


class DomainNameTarget(_DomainName, total=False):
    """
    The arguments that name a domain name of REST APIs: a private one has an id.
    """

    domainNameId: str


class UsagePlanTarget(TypedDict):
    """
    The argument that names a usage plan.
    """

    usagePlanId: str


class ApiKeyTarget(TypedDict):
    """
    The argument that names an API key.
    """

    apiKey: str


class IntegrationTarget(RestApiTarget):
    """
    The arguments that name a method's integration.
    """

    resourceId: str
    httpMethod: str


class IntegrationResponseTarget(IntegrationTarget):
    """
    The arguments that name an integration response.
    """

    statusCode: str


class V2ApiTarget(TypedDict):
    """
    The argument that names an HTTP or WebSocket API.
    """

    ApiId: str


class V2StageTarget(V2ApiTarget):
    """
    The arguments that name a stage of an HTTP or WebSocket API.
    """

    StageName: str


class V2IntegrationTarget(V2ApiTarget):
    """
    The arguments that name an integration of an HTTP or WebSocket API.
    """

    IntegrationId: str


class V2RouteTarget(V2ApiTarget):
    """
    The arguments that name a route of an HTTP or WebSocket API.
    """

    RouteId: str


class Backend:
    """
    The mocked API Gateway of one scope.

    Args:
        region_name: the region of the clients, for instance ``us-east-1``.

    Attributes:
        updates: the update calls since the scope was entered, oldest first. Each is an
            `apigw_mock.Update`.
    """

    def __init__(self, *, region_name: str = "us-east-1") -> None:
        self.region_name = region_name
        self.updates = Updates()
        self._is_closed = False
        self._at_end = Steps()
        self._stubs = object()  # their owner
        self._at_end.append(partial(stubs.take_back, self._stubs))

    def __repr__(self) -> str:
        return f"<Backend in {self.region_name}, updates: {len(self.updates)}>"

    @computed_once
    def apigateway(self) -> APIGatewayClient:
        """
        A boto3 client for REST APIs.
        """
        client: APIGatewayClient = self.client("apigateway")
        return client

    @computed_once
    def apigatewayv2(self) -> ApiGatewayV2Client:
        """
        A boto3 client for HTTP and WebSocket APIs.
        """
        client: ApiGatewayV2Client = self.client("apigatewayv2")
        return client

    def client(self, service: str, *, config: Any = None) -> Any:
        """
        Return a new boto3 client that ignores your AWS configuration.

        A call while no scope is open raises an `EscapedCall`.

        Args:
            service: boto3's name of it, for instance ``apigateway``.
            config: a ``botocore.config.Config`` with your own settings.
        """
        client = sessions.client(self._session, service, config)
        guard.stop_outside(client)
        return client

    def adopt(self, client: T) -> T:
        """
        Let moto answer *client* until the end of the scope, and return it.

        Args:
            client: a boto3 client or resource. It needs this if it, or its session,
                was made before moto was imported, or if there were no credentials. Any
                other is left as it is.

        Raises:
            TypeError: it is neither a client nor a resource.
            RuntimeError: the scope has been left.
        """
        if self._is_closed:
            raise RuntimeError(
                "The scope of this backend has been left, and moto no longer answers "
                "its clients: adopt the client inside the scope."
            )
        known, holder = guard.client_of(client), object()
        self._at_end.append(partial(guard.release, known, holder))
        guard.adopt(known, holder)
        return client

    def reset(self) -> None:
        """
        Empty API Gateway and the log, and take this backend's stubs back.

        moto's other services keep their state.
        """
        state.reset()
        stubs.take_back(self._stubs)
        self.updates.clear()

    def close(self) -> None:
        """
        End the log, the adoptions and the stubs. The scope calls it when it is left.
        """
        self._is_closed = True
        self._at_end.undo()

    @computed_once
    def _session(self) -> Any:
        return sessions.isolated_session(self.region_name)

    def _where(self) -> starting_points.Where:
        return starting_points.Where(self.region_name, state.account_id())

    # --- What an update did ---------------------------------------------------------

    def stub(self, target: str, answer: StubAnswer) -> None:
        """
        Register what answers an integration of a REST API, until the scope ends.

        It answers the invocations of every backend and client, in any thread. Of
        several targets the longest counts, of equal ones the newest. Nothing is sent
        over the network, whether something is registered or not.

        Args:
            target: the beginning of a URL, for instance ``https://pets.example``. It
                ends where a part of the URL ends, so that it does not answer
                ``https://pets.example.com``. Or a function by its ARN or name, in any
                version and alias if it names none.
            answer: of a URL ``(status, headers, body)``, or a function of the
                `apigw_mock.StubRequest` that returns one. Of a function what it
                returns, or a ``handler(event, context)``; what that raises is an error
                of the function. A `TimeoutError` from either is a time-out, and a
                ``ConnectionError`` from the former an endpoint that is not there.

        Raises:
            TypeError: *target* or *answer* cannot be used. The message has the remedy.
            RuntimeError: the scope has been left.
        """
        stub = Stub(target, answer)
        if self._is_closed:
            raise RuntimeError(
                "The scope of this backend has been left, and nothing would take the "
                "stub back: register it inside the scope."
            )
        stubs.register(self._stubs, stub)

    def invoke(  # noqa: PLR0913  # all by keyword
        self,
        *,
        restApiId: str,  # noqa: N803  # boto3's names, as the targets have them
        resourceId: str,  # noqa: N803
        httpMethod: str,  # noqa: N803
        statusCode: str = "",  # noqa: N803
        path: str = "",
        query: Mapping[str, str | Sequence[str]] | None = None,
        headers: Mapping[str, str | Sequence[str]] | None = None,
        body: str | bytes = "",
        stage_variables: Mapping[str, str] | None = None,
    ) -> Invocation:
        """
        Run a method of a REST API, and return what it answers.

        It makes the call ``test_invoke_method``. The first arguments are what the
        builders return: ``apigw_backend.invoke(**target)``.

        Args:
            restApiId: the API.
            resourceId: the resource.
            httpMethod: the HTTP method, for instance ``OPTIONS``.
            statusCode: has no effect; the arguments of an integration response have
                it.
            path: for instance ``/pets/1``. The resource's own path if it is left out.
            query: the parameters of the query string. A list has several values.
            headers: those of the request. A list has several values.
            body: of the request, also bytes that are no text.
            stage_variables: what ``$stageVariables`` reads.

        Raises:
            ClientError: AWS refuses the call, for instance because there is no such
                method.
            MissingStub: the method's integration needs a `stub`.
        """
        del statusCode
        target: Any = {
            "restApiId": restApiId,
            "resourceId": resourceId,
            "httpMethod": httpMethod,
        }
        if query and not path:
            path = self.apigateway.get_resource(
                restApiId=restApiId, resourceId=resourceId
            )["path"]
        request = requested(path, query, headers, body, stage_variables)
        with carrying(as_bytes(body)) as carried:
            answer = self.apigateway.test_invoke_method(**target, **request)
        return Invocation(
            status=answer["status"],
            headers=answer["multiValueHeaders"],
            log=answer["log"],
            **carried.members(answer["body"]),
        )

    # --- Starting points: one call makes all that an update needs -----------------

    def rest_api(self, **api: Any) -> RestApiTarget:
        """
        Make a REST API that has nothing but its root.

        Args:
            **api: arguments of ``create_rest_api``. ``name`` is filled in.

        Returns:
            The argument of ``update_rest_api`` that names the API.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords("rest_api", api, input_members)
        made = self.apigateway.create_rest_api(**starting_points.named(api))
        return {"restApiId": made["id"]}

    def stage(
        self,
        *,
        stage_name: str = "test",
        api: Mapping[str, Any] | None = None,
        deployment: Mapping[str, Any] | None = None,
        **stage: Any,
    ) -> StageTarget:
        """
        Make a REST API with one method, a deployment and a stage.

        Args:
            stage_name: for instance ``prod``.
            api: arguments of ``create_rest_api``. ``name`` is filled in, and the policy
                that a private API needs.
            deployment: arguments of ``create_deployment``.
            **stage: arguments of ``create_stage``.

        Returns:
            The arguments of ``update_stage`` that name the stage.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        maps = {"api": api, "deployment": deployment}
        check_keywords("stage", {**maps, **stage}, input_members)
        client = self.apigateway
        target = self.rest_api(**starting_points.deployed_api(api or {}))
        method: IntegrationTarget = {
            **target,
            "resourceId": self._root_of(target),
            "httpMethod": "GET",
        }
        client.put_method(**method, authorizationType="NONE")
        client.put_integration(**method, type="MOCK")
        made = client.create_deployment(**target, **dict(deployment or {}))
        named: StageTarget = {**target, "stageName": stage_name}
        client.create_stage(**named, deploymentId=made["id"], **stage)
        return named

    def domain_name(self, **domain: Any) -> DomainNameTarget:
        """
        Make a domain name of REST APIs, at the edge by default.

        Args:
            **domain: arguments of ``create_domain_name``. ``domainName`` and what the
                endpoint types and the security policy need are filled in; None leaves
                one out.

        Returns:
            The arguments of ``update_domain_name`` that name the domain name.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords("domain_name", domain, input_members)
        client = self.apigateway
        pages = client.get_paginator("get_domain_names").paginate()
        taken = {one["domainName"] for page in pages for one in page["items"]}
        filled = starting_points.domain_name(self._where(), domain, taken)
        made = client.create_domain_name(**filled)
        target: DomainNameTarget = {"domainName": made["domainName"]}
        if "domainNameId" in made:
            target["domainNameId"] = made["domainNameId"]
        return target

    def usage_plan(
        self, *, stage: StageTarget | None = None, **plan: Any
    ) -> UsagePlanTarget:
        """
        Make a usage plan.

        Args:
            stage: what `stage` returned. The plan has this stage, beside any in
                ``apiStages``.
            **plan: arguments of ``create_usage_plan``. ``name`` is filled in.

        Returns:
            The argument of ``update_usage_plan`` that names the plan.

        Raises:
            TypeError: a keyword belongs elsewhere, or *stage* names no stage; the
                message has the remedy.
        """
        check_keywords("usage_plan", plan, input_members)
        arguments = starting_points.usage_plan(plan, stage)
        made = self.apigateway.create_usage_plan(**arguments)
        return {"usagePlanId": made["id"]}

    def api_key(
        self, *, usage_plan: UsagePlanTarget | None = None, **key: Any
    ) -> ApiKeyTarget:
        """
        Make an API key.

        Args:
            usage_plan: what `usage_plan` returned. The key is added to this plan, so
                that ``update_usage(**usage_plan, keyId=key["apiKey"], …)`` finds it.
            **key: arguments of ``create_api_key``. ``name`` is filled in.

        Returns:
            The argument of ``update_api_key`` that names the key.

        Raises:
            TypeError: a keyword belongs elsewhere, or *usage_plan* names no plan; the
                message has the remedy.
        """
        check_keywords("api_key", key, input_members)
        plan = starting_points.plan_of_key(usage_plan)
        if plan:
            self.apigateway.get_usage_plan(**plan)  # fails before anything is made
        made = self.apigateway.create_api_key(**starting_points.named(key))
        if plan:
            self.apigateway.create_usage_plan_key(
                **plan, keyId=made["id"], keyType="API_KEY"
            )
        return {"apiKey": made["id"]}

    def _root_of(self, target: RestApiTarget) -> str:
        return self.apigateway.get_resources(**target)["items"][0]["id"]

    def integration(
        self,
        *,
        path: str = "pets",
        http_method: str = "GET",
        method: Mapping[str, Any] | None = None,
        **integration: Any,
    ) -> IntegrationTarget:
        """
        Make a REST API with one resource, a method and its integration.

        Args:
            path: the resource's ``pathPart``.
            http_method: the method, for instance ``OPTIONS``.
            method: more arguments of ``put_method``. ``authorizationType`` is NONE by
                default.
            **integration: arguments of ``put_integration``. ``type`` is MOCK by
                default. Arguments that another type needs are filled in; None leaves
                one out.

        Returns:
            The arguments of ``update_integration`` that name the integration.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords("integration", {"method": method, **integration}, input_members)
        client = self.apigateway
        api = self.rest_api()
        root = self._root_of(api)
        resource = client.create_resource(**api, parentId=root, pathPart=path)
        target: IntegrationTarget = {
            **api,
            "resourceId": resource["id"],
            "httpMethod": http_method,
        }
        more: dict[str, Any] = {"authorizationType": "NONE", **(method or {})}
        client.put_method(**target, **more)
        arguments = starting_points.rest_integration(self._where(), integration)
        client.put_integration(**target, **arguments)
        return target

    def integration_response(
        self,
        *,
        status_code: str = "200",
        headers: Iterable[str] | None = None,
        response: Mapping[str, Any] | None = None,
        method_response: Mapping[str, Any] | None = None,
        **integration: Any,
    ) -> IntegrationResponseTarget:
        """
        Make a REST API with an integration response and all that it needs.

        Args:
            status_code: of the method response and the integration response.
            headers: the headers that the method response declares, for instance
                ``["Access-Control-Allow-Origin"]``. None by default.
            response: more arguments of ``put_integration_response``.
            method_response: more arguments of ``put_method_response``.
            **integration: arguments of `integration`.

        Returns:
            The arguments of ``update_integration_response`` that name the response.

        Raises:
            TypeError: a keyword belongs elsewhere, or *headers* is not a list of
                names; the message has the remedy.
        """
        maps = {"response": response, "method_response": method_response}
        check_keywords("integration_response", {**maps, **integration}, input_members)
        declaring = {**starting_points.declared(headers), **(method_response or {})}
        client = self.apigateway
        target: IntegrationResponseTarget = {
            **self.integration(**integration),
            "statusCode": status_code,
        }
        client.put_method_response(**target, **declaring)
        client.put_integration_response(**target, **dict(response or {}))
        return target

    def http_api(self, **api: Any) -> V2ApiTarget:
        """
        Make an HTTP API that has nothing.

        Args:
            **api: arguments of ``create_api``. ``Name`` is filled in.

        Returns:
            The argument of ``update_api`` that names the API.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords("http_api", api, input_members)
        settings = {"ProtocolType": "HTTP", **api}
        check_protocol("http_api", settings)
        return self._v2_api(settings)

    def websocket_api(self, **api: Any) -> V2ApiTarget:
        """
        Make a WebSocket API that has nothing.

        Args:
            **api: arguments of ``create_api``. ``Name`` and
                ``RouteSelectionExpression`` are filled in.

        Returns:
            The argument of ``update_api`` that names the API.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords("websocket_api", api, input_members)
        settings = {**starting_points.WEBSOCKET_API, **api}
        check_protocol("websocket_api", settings)
        return self._v2_api(settings)

    def http_stage(
        self,
        *,
        stage_name: str = "test",
        api: Mapping[str, Any] | None = None,
        **stage: Any,
    ) -> V2StageTarget:
        """
        Make an HTTP API with a stage. The API has a route, ``GET /pets``.

        Args:
            stage_name: for instance ``prod``.
            api: more arguments of ``create_api``.
            **stage: arguments of ``create_stage``.

        Returns:
            The arguments of v2's ``update_stage`` that name the stage.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords("http_stage", {"api": api, **stage}, input_members)
        settings = {"ProtocolType": "HTTP", **(api or {})}
        check_protocol("http_stage", settings)
        target: V2ApiTarget = {"ApiId": self.http_route(api=api)["ApiId"]}
        filled = starting_points.over({"StageName": stage_name}, stage)
        self.apigatewayv2.create_stage(**target, **filled)
        return {**target, "StageName": stage_name}

    def http_api_integration(
        self, *, api: Mapping[str, Any] | None = None, **integration: Any
    ) -> V2IntegrationTarget:
        """
        Make an HTTP API with an integration, by default of a Lambda function.

        Args:
            api: more arguments of ``create_api``.
            **integration: arguments of ``create_integration``. Arguments that the
                ``IntegrationType``, ``IntegrationSubtype`` or ``ConnectionType`` needs
                are filled in; None leaves one out.

        Returns:
            The arguments of ``update_integration`` that name the integration.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords(
            "http_api_integration", {"api": api, **integration}, input_members
        )
        settings = {"ProtocolType": "HTTP", **(api or {})}
        check_protocol("http_api_integration", settings)
        filled = starting_points.http_api_integration(self._where(), integration)
        return self._v2(settings, filled)

    def websocket_integration(
        self, *, api: Mapping[str, Any] | None = None, **integration: Any
    ) -> V2IntegrationTarget:
        """
        Make a WebSocket API with an integration, by default of a Lambda function.

        Args:
            api: more arguments of ``create_api``.
            **integration: arguments of ``create_integration``. Arguments that the
                ``IntegrationType`` needs are filled in; None leaves one out.

        Returns:
            The arguments of ``update_integration`` that name the integration.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        check_keywords(
            "websocket_integration", {"api": api, **integration}, input_members
        )
        settings = {**starting_points.WEBSOCKET_API, **(api or {})}
        check_protocol("websocket_integration", settings)
        filled = starting_points.websocket_integration(self._where(), integration)
        return self._v2(settings, filled)

    def http_route(
        self,
        *,
        api: Mapping[str, Any] | None = None,
        integration: Mapping[str, Any] | None = None,
        **route: Any,
    ) -> V2RouteTarget:
        """
        Make an HTTP API with a route, by default ``GET /pets`` to a Lambda function.

        Args:
            api: more arguments of ``create_api``.
            integration: more arguments of ``create_integration``. With ``Target``,
                None too, no integration is made.
            **route: arguments of ``create_route``. An ``AuthorizationType`` that needs
                an authorizer gets one; None leaves an argument out.

        Returns:
            The arguments of ``update_route`` that name the route.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        maps = {"api": api, "integration": integration}
        check_keywords("http_route", {**maps, **route}, input_members)
        check_target("http_route", integration, route)
        settings = {"ProtocolType": "HTTP", **(api or {})}
        check_protocol("http_route", settings)
        filled = starting_points.http_api_integration(self._where(), integration or {})
        return self._v2_route(settings, filled, route)

    def websocket_route(
        self,
        *,
        api: Mapping[str, Any] | None = None,
        integration: Mapping[str, Any] | None = None,
        **route: Any,
    ) -> V2RouteTarget:
        """
        Make a WebSocket API with a route, by default ``$connect`` to a Lambda function.

        Args:
            api: more arguments of ``create_api``.
            integration: more arguments of ``create_integration``. With ``Target``,
                None too, no integration is made.
            **route: arguments of ``create_route``. An ``AuthorizationType`` that needs
                an authorizer gets one; None leaves an argument out.

        Returns:
            The arguments of ``update_route`` that name the route.

        Raises:
            TypeError: a keyword belongs elsewhere; the message says where.
        """
        maps = {"api": api, "integration": integration}
        check_keywords("websocket_route", {**maps, **route}, input_members)
        check_target("websocket_route", integration, route)
        settings = {**starting_points.WEBSOCKET_API, **(api or {})}
        check_protocol("websocket_route", settings)
        filled = starting_points.websocket_integration(self._where(), integration or {})
        return self._v2_route(settings, filled, route)

    def _v2_route(
        self,
        api: Mapping[str, Any],
        integration: Mapping[str, Any],
        route: Mapping[str, Any],
    ) -> V2RouteTarget:
        client, protocol = self.apigatewayv2, api["ProtocolType"]
        api_id = self._v2_api(api)["ApiId"]
        made = {}
        if "Target" not in route:
            target = client.create_integration(ApiId=api_id, **integration)
            made["Target"] = f"integrations/{target['IntegrationId']}"
        authorizer = starting_points.authorizer(self._where(), protocol, route)
        if authorizer:
            guard = client.create_authorizer(ApiId=api_id, **authorizer)
            made["AuthorizerId"] = guard["AuthorizerId"]
        filled = starting_points.route(protocol, route, made)
        created = client.create_route(ApiId=api_id, **filled)
        return {"ApiId": api_id, "RouteId": created["RouteId"]}

    def _v2(
        self, api: Mapping[str, Any], integration: Mapping[str, Any]
    ) -> V2IntegrationTarget:
        target = self._v2_api(api)
        made = self.apigatewayv2.create_integration(**target, **integration)
        return {**target, "IntegrationId": made["IntegrationId"]}

    def _v2_api(self, api: Mapping[str, Any]) -> V2ApiTarget:
        filled = starting_points.over({"Name": "apigw-mock"}, api)
        return {"ApiId": self.apigatewayv2.create_api(**filled)["ApiId"]}
