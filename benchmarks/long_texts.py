"""
Check that each judge of a text takes at most six times as long for four times the text.

Each text is made to slow a judge down. It repeats one token of the judge's grammar, or
two in turn, inside a frame that leads to the judge. `GRAMMARS` lists the tokens. Judges
are the values and keys of each row for REST APIs, each setting of HTTP and WebSocket
APIs, and a whole call with its failure report.
"""

from __future__ import annotations

import gc
import re
from contextlib import suppress
from itertools import product
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from comparing import Figure
from moto.apigateway.models import apigateway_backends

from apigw_mock import mock_apigw_updates
from apigw_mock.apigateway.patch import apply_patch
from apigw_mock.apigateway.rows import OPS, REMOVE, Operation
from apigw_mock.apigatewayv2.fields import Call
from apigw_mock.apigatewayv2.judging import judge
from apigw_mock.apigatewayv2.merge import merge
from apigw_mock.apigatewayv2.rules.api import ApiFacts
from apigw_mock.apigatewayv2.rules.deployment import DeploymentFacts
from apigw_mock.apigatewayv2.rules.integration import IntegrationFacts
from apigw_mock.apigatewayv2.rules.integration_response import IntegrationResponseFacts
from apigw_mock.apigatewayv2.rules.route import RouteFacts
from apigw_mock.apigatewayv2.rules.route_response import RouteResponseFacts
from apigw_mock.apigatewayv2.rules.stage import StageFacts
from apigw_mock.apigatewayv2.tables.api import API
from apigw_mock.apigatewayv2.tables.deployment import DEPLOYMENT
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.apigatewayv2.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.apigatewayv2.tables.route_response import ROUTE_RESPONSE
from apigw_mock.apigatewayv2.tables.stage import STAGE
from apigw_mock.errors import ApigwError
from apigw_mock.host.model import body_members
from apigw_mock.host.rest.integration import INTEGRATIONS
from apigw_mock.host.rest.resources import RESOURCES
from apigw_mock.jsonexpression import is_json_expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from apigw_mock.apigateway.rows import Row
    from apigw_mock.apigatewayv2.fields import Table
    from apigw_mock.backend import Backend
    from apigw_mock.host.rest.record import Resource

ACCOUNT = "123456789012"
LONG = 100_000  # characters of a text that repeats one token
LONG_OF_TWO = 12_500  # characters of a text that repeats two: there are many
TIMES = 4  # how much longer a text is than the one that it is compared with
LIMIT = 6
SURE = 5  # a smaller ratio is not measured again
ROUNDS = 9
MATTERS = 0.02  # seconds; a quadratic judge takes longer for these lengths


class Grammar(NamedTuple):
    """
    The pieces that texts are made of.

    Args:
        tokens: each opening, separator and the like of the grammar, and a word.
        around: frames to put before and behind the tokens. No frame is tried too.
    """

    tokens: tuple[str, ...]
    around: tuple[tuple[str, str], ...] = ()


# fmt: off
_STATEMENT = (
    '{"Statement":{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke",'
    '"Resource":['
)
GRAMMARS = {
    "regular expression": Grammar(
        ("a", "(", ")", "(?:", "(?<n>", "(?i)", "(?x)", "(?=", "(?", "[", "[^", "]",
         "&", "&&", "-", "|", "*", "{", "{1", "{1}", "\\", r"\Q", r"\E", r"\d",
         r"\x{41}", r"\p{", r"\p{IsLatin}", r"\N{", r"\N{DIGIT ONE}", r"\k<n>", "^",
         "#", "\n"),
        (("[", "a]"), ("[a-", "]"), ("(", ")"), ("(?x)", ""), ("(?x)#", "\n"),
         (r"\Q", r"\E")),
    ),
    "JSON expression": Grammar(
        (".a", "..", ".", "*", "[", "]", "[0]", "['a']", "'", '"', "1", ":", ",", "?",
         "[?@.a]", "@", "(", ")", "()", "length(", "!", "&&", "||", "==", "=~", "/",
         "/a/", "|", "&", "~", "$", "^", "_", "#", " ", " in ", "a", "\\", "{"),
        (("[?@.a==", "1]"), ("[?(", ")]"), ("['", "']"), ("[?@.a=~/", "/]"),
         ("[", "0]")),
    ),
    "source": Grammar(
        ("a", "$", "${", "}", "{", "$request.body", "$request.body.", "${request.body}",
         "${request.header.a}", "[", "[a]", "*", "()", ".", r"\$", "'", " ", "\n"),
        (("$request.body.", ""), ("${request.body.", "}"), ("$context.", "a"),
         ("route.request.body.", ""), ("integration.response.body.", "]"),
         ("{", "}"), ("'", "'")),
    ),
    "mapping": Grammar(
        ("a", ".", "'", "[", "[0]", "$", "multivalue", "method.request.header.",
         "method.request.path.", "method.request.body", "integration.response.body",
         "integration.response.header.", "context.", "stageVariables.", "%", "/", " "),
        (("'", "'"), ("method.request.body.", "]"), ("integration.response.body.", "]"),
         ("method.request.multivalueheader.", "%"), ("context.", "%")),
    ),
    "key": Grammar(
        ("a", ".", ":", "-", "$", "%", "~", "~0", "~1", "/", "append:header.",
         "remove:", "overwrite:path", "overwrite:statuscode", "200",
         "method.response.header.", "integration.request.header.",
         "method.request.querystring."),
        (("append:header.", "%"), ("method.response.header.", "%"),
         ("method.request.path.", "%"), ("integration.request.path.", "%"),
         ("gatewayresponse.header.", "%")),
    ),
    "media type": Grammar(  # in a path, where ~1 is a slash
        ("a", "~1", ";", "=", '"', " ", "\t", "*", "+", "a~1b", ";a=b", '; a="b"',
         '="', "/"),
        (("a~1b", '"'), ("a~1b;a=", '"'), ('a~1b;a="', "/"), ("a~1", "; ")),
    ),
    "URI": Grammar(
        ("a", "-", ":", "/", "{", "}", "${", "${stageVariables.a}", "?", "#", "%", " ",
         "arn:aws", "arn:aws:iam::", "arn:aws:lambda:", "arn:aws:apigateway:",
         "us-east-1:", "123456789012:", "role/", "function:", "/invocations",
         "lambda:path/2015-03-31/functions/", "s3:path/", "action/", "https://",
         "listener/app/", "service/", "log-group:", "deliverystream/"),
        (("https://", " "), ("arn:aws:iam::123456789012:role/", "\n"),
         ("arn:aws:lambda:us-east-1:123456789012:function:", "}"),
         ("arn:aws:apigateway:", ":lambda:path/2015-03-31/functions/a/invocations"),
         ("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/",
          "/invocations"),
         ("arn:aws:apigateway:us-east-1:", ":path/a"),
         ("arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/", " "),
         ("arn:aws:servicediscovery:us-east-1:123456789012:service/", " "),
         ("arn:aws:logs:us-east-1:123456789012:log-group:", "*"),
         ("arn:aws:firehose:us-east-1:123456789012:deliverystream/", " ")),
    ),
    "policy": Grammar(
        ("a", "{", "}", "[", "]", ",", ":", '"', "\\", '\\"', '"a":', '["a"]', "1",
         "1e", "-", "NaN", "null", " ", "execute-api:/", '"execute-api:/",'),
        (('{"Statement":[', "]}"), (_STATEMENT, '"execute-api:/"]}}'),
         ('{"Version":"', '"}')),
    ),
    "schema": Grammar(
        ("a", "{", "}", "[", "]", ",", ":", '"', "\\", '"a":', '"$ref":', '"#/', "1",
         "-", '"type":', '"string"', '"enum":', '["a"],', '"required":', "1e",
         '"properties":{', '"definitions":{', '"allOf":[', '{"not":', "null", " ",
         "https://apigateway.amazonaws.com/restapis/a/models/a"),
        (('{"properties":{"a":', "}}"), ('{"pattern":"', '"}'), ('{"$ref":"', '"}'),
         ('{"enum":[', "]}"), ('{"$schema":"', '"}')),
    ),
    "path part": Grammar(
        ("a", "{", "}", "+", "{a}", "{a+}", ".", ":", "-", "_", "!", "/"),
        (("{", "}"), ("{", "+}"), ("{", "+")),
    ),
    "log format": Grammar(
        ("a", "$", "$context.", "$context.requestI", "$context.extended", "{", "}"),
        (("$context.", "requestId"),),
    ),
    "variable": Grammar(("a", "_", "-", "~0", "~1", " ", "'"), (("a", "'"),)),
    "variable's value": Grammar(
        ("a", "0", "_", "-", ".", "~", ":", "/", "?", "#", "&", "=", ",", " ", "'"),
        (("a", "'"), ("/", "é")),
    ),
    "route key": Grammar(
        ("a", "/", "{", "}", "+", "+}", "{a}", "{a+}", "{a}/", "GET ", "ANY /", "GETa",
         "$", "$default", "$connect", ".", " ", "\t"),
        (("GET /", ""), ("GET /", "/"), ("GET /", " "), ("GET /", "+}"),
         ("GET /", "+}/a"), ("GET /{", "}"), ("GET /{a}/{", "}"), ("ANY /{", "+}"),
         ("$default", "/")),
    ),
    "origin": Grammar(
        ("a", "*", ".", "-", ":", "/", "//", "?", "#", "@", "%", "[", "]", " ",
         "http://", "https://", "HTTPS://", "a.", ":8"),
        (("https://", ""), ("https://", " "), ("https://", "/"), ("https://", "*"),
         ("HTTP://*", "a"), ("http", "://a")),
    ),
    "scope": Grammar(("a", ".", ":", "/", "*", " ", '"', "\\"), (("https://", "/a"),)),
}
ANY = Grammar(tuple({token: 0 for each in GRAMMARS.values() for token in each.tokens}))

# The grammars of the rows and holes for REST APIs. Other rows take any text.
VALUES = {
    "/selectionPattern": "regular expression",
    "/responseParameters/{name}": "mapping",
    "/requestParameters/{name}": "mapping",
    "/identitySource": "source",
    "/identityValidationExpression": "regular expression",
    "/schema": "schema",
    "/properties": "schema",
    "/authorizerUri": "URI",
    "/authorizerCredentials": "URI",
    "/providerARNs": "URI",
    "/uri": "URI",
    "/credentials": "URI",
    "/accessLogSettings/destinationArn": "URI",
    "/accessLogSettings/format": "log format",
    "/canarySettings/stageVariableOverrides/{variable}": "variable",
    "/variables/{variable}": "variable",
    "/pathPart": "path part",
    "/policy": "policy",
}
KEYS = {
    "name": "key",
    "content_type": "media type",
    "media_type": "media type",
    "variable": "variable",
}
# What fills a hole while another text is judged. Other holes have some key.
FILLED = {"name": "method.response.header.a", "path": "pets", "method": "GET",
          "verb": "GET"}

# Settings of HTTP and WebSocket APIs, with … for the text. Each integration has them.
SETTINGS: tuple[tuple[str, Any], ...] = (
    ("URI", {"integrationUri": "…"}),
    ("URI", {"credentialsArn": "…"}),
    ("source", {"templateSelectionExpression": "…"}),
    ("source", {"requestParameters": {"append:header.a": "…"}}),
    ("source", {"requestParameters": {"integration.request.header.a": "…"}}),
    ("source", {"integrationSubtype": "SQS-SendMessage",
                "requestParameters": {"QueueUrl": "a", "MessageBody": "…"}}),
    ("source", {"responseParameters": {"200": {"append:header.a": "…"}}}),
    ("source", {"responseParameters": {"200": {"overwrite:statuscode": "…"}}}),
    ("key", {"requestParameters": {"…": "'a'"}}),
    ("key", {"integrationSubtype": "SQS-SendMessage", "requestParameters": {"…": "a"}}),
    ("key", {"responseParameters": {"…": {"append:header.a": "b"}}}),
    ("key", {"responseParameters": {"200": {"…": "b"}}}),
    ("", {"connectionId": "…"}),
    ("", {"connectionType": "…"}),
    ("", {"contentHandlingStrategy": "…"}),
    ("", {"description": "…"}),
    ("", {"integrationMethod": "…"}),
    ("", {"integrationSubtype": "…"}),
    ("", {"integrationType": "…"}),
    ("", {"passthroughBehavior": "…"}),
    ("", {"payloadFormatVersion": "…"}),
    ("", {"requestTemplates": {"a": "…"}}),
    ("", {"tlsConfig": {"serverNameToVerify": "…"}}),
)
RESPONSE_SETTINGS: tuple[tuple[str, Any], ...] = (
    ("regular expression", {"integrationResponseKey": "/…/"}),
    ("source", {"templateSelectionExpression": "…"}),
    ("source", {"responseParameters": {"method.response.header.a": "…"}}),
    ("mapping", {"responseParameters": {"method.response.header.a": "…"}}),
    ("key", {"responseParameters": {"…": "'a'"}}),
    ("", {"responseTemplates": {"a": "…"}}),
    ("", {"contentHandlingStrategy": "…"}),
)
_FUNCTION = (
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
    "arn:aws:lambda:us-east-1:123456789012:function:a/invocations"
)
_TOKEN = "method.request.header.a"
_URL = {"integrationUri": "https://example.com", "integrationMethod": "GET",
        "payloadFormatVersion": "1.0"}
INTEGRATIONS_V2: tuple[tuple[str, dict[str, Any]], ...] = (
    ("HTTP", {"integrationType": "AWS_PROXY", "payloadFormatVersion": "1.0",
              "credentialsArn": "arn:aws:iam::123456789012:role/a",
              "integrationUri": "arn:aws:lambda:us-east-1:123456789012:function:a"}),
    ("HTTP", {"integrationType": "HTTP_PROXY", **_URL}),
    ("HTTP", {"integrationType": "HTTP_PROXY", **_URL, "connectionType": "VPC_LINK",
              "connectionId": "a"}),
    ("WEBSOCKET", {"integrationType": "AWS_PROXY"}),
    ("WEBSOCKET", {"integrationType": "AWS"}),
    ("WEBSOCKET", {"integrationType": "HTTP", **_URL}),
    ("WEBSOCKET", {"integrationType": "MOCK"}),
)
API_SETTINGS: tuple[tuple[str, Any], ...] = (
    ("URI", {"target": "…"}),
    ("URI", {"credentialsArn": "…"}),
    ("route key", {"routeKey": "…"}),
    ("origin", {"corsConfiguration": {"allowOrigins": ["…"]}}),
    ("", {"corsConfiguration": {"allowMethods": ["…"]}}),
    ("", {"corsConfiguration": {"allowHeaders": ["…"], "exposeHeaders": ["…"]}}),
    ("source", {"routeSelectionExpression": "…"}),
    ("source", {"apiKeySelectionExpression": "…"}),
    ("", {"description": "…"}),
    ("", {"ipAddressType": "…"}),
    ("", {"name": "…"}),
    ("", {"version": "…"}),
)
STAGE_NAMES: tuple[tuple[str, Any], ...] = (("variable", {"stageName": "…"}),)
STAGE_SETTINGS: tuple[tuple[str, Any], ...] = (
    ("URI", {"accessLogSettings": {"destinationArn": "…"}}),
    ("log format", {"accessLogSettings": {"format": "…"}}),
    ("variable", {"stageVariables": {"…": "a"}}),
    ("variable's value", {"stageVariables": {"a": "…"}}),
    ("route key", {"routeSettings": {"…": {"throttlingBurstLimit": 1}}}),
    ("", {"routeSettings": {"GET /a": {"loggingLevel": "…"}}}),
    ("", {"defaultRouteSettings": {"loggingLevel": "…"}}),
    ("", {"clientCertificateId": "…"}),
    ("", {"deploymentId": "…"}),
    ("", {"description": "…"}),
)
ROUTE_SETTINGS: tuple[tuple[str, Any], ...] = (
    ("route key", {"routeKey": "…"}),
    ("URI", {"target": "…"}),
    ("URI", {"target": "integrations/…"}),
    ("scope", {"authorizationScopes": ["…"]}),
    ("", {"authorizationType": "…"}),
    ("", {"authorizationType": "CUSTOM", "authorizerId": "…"}),
    ("", {"operationName": "…"}),
    ("source", {"modelSelectionExpression": "…"}),
    ("source", {"routeResponseSelectionExpression": "…"}),
    ("", {"requestModels": {"a": "…"}}),
    ("", {"requestModels": {"…": "a"}}),
    ("key", {"requestParameters": {"…": {"required": True}}}),
)
ROUTE_RESPONSE_SETTINGS: tuple[tuple[str, Any], ...] = (
    ("route key", {"routeResponseKey": "…"}),
    ("source", {"modelSelectionExpression": "…"}),
    ("", {"responseModels": {"a": "…"}}),
    ("", {"responseModels": {"…": "a"}}),
    ("key", {"responseParameters": {"…": {"required": True}}}),
)
# fmt: on


class Updated(NamedTuple):
    """
    Documents of a resource of HTTP and WebSocket APIs, and the settings of each.
    """

    table: Table[Any]
    facts: Any
    documents: tuple[tuple[str, dict[str, Any]], ...]
    settings: tuple[tuple[str, Any], ...]
    verb: str = "Update"


ON_BOTH: tuple[tuple[str, dict[str, Any]], ...] = (("HTTP", {}), ("WEBSOCKET", {}))
STAGE_FACTS = StageFacts(stages=(), count=0, deployments=(), route_keys={"GET /a"})
ROUTE_FACTS = RouteFacts(
    keys=("GET /" + "{b}/" * (LONG // 4) + "b",), authorizers={"a": "JWT"}, route_id="a"
)
_BY_JWT = {"authorizationType": "JWT", "authorizerId": "a"}
V2 = (
    Updated(
        INTEGRATION,
        IntegrationFacts(account_id=ACCOUNT, count=0, routes=(), v2_links=()),
        INTEGRATIONS_V2,
        SETTINGS,
    ),
    Updated(
        INTEGRATION_RESPONSE,
        IntegrationResponseFacts(keys=()),
        (("WEBSOCKET", {}),),
        RESPONSE_SETTINGS,
    ),
    Updated(
        API,
        ApiFacts(quick=("target", "routeKey", "credentialsArn")),
        ON_BOTH,
        API_SETTINGS,
    ),
    Updated(STAGE, STAGE_FACTS, ON_BOTH, STAGE_NAMES, verb="Create"),
    Updated(STAGE, STAGE_FACTS, ON_BOTH, STAGE_SETTINGS),
    Updated(
        DEPLOYMENT,
        DeploymentFacts(has_routes=True, active=()),
        (("HTTP", {}),),
        (("", {"description": "…"}),),
    ),
    Updated(
        ROUTE,
        ROUTE_FACTS,
        (
            ("HTTP", {"routeKey": "GET /a"}),
            ("HTTP", {"routeKey": "GET /a", **_BY_JWT}),
            ("WEBSOCKET", {"routeKey": "$connect"}),
        ),
        ROUTE_SETTINGS,
    ),
    Updated(
        ROUTE_RESPONSE,
        RouteResponseFacts(keys=()),
        (("WEBSOCKET", {"routeResponseKey": "$default"}),),
        ROUTE_RESPONSE_SETTINGS,
    ),
)


class Place(NamedTuple):
    """
    A place where a text is judged, and the text's grammar.
    """

    name: str
    grammar: Grammar
    judge: Callable[[str], object]


def places(backend: Backend) -> Iterator[Place]:
    yield Place("JSON expression", GRAMMARS["JSON expression"], is_json_expression)
    yield from _rest_places(backend, "HTTP", RESOURCES)
    yield from _rest_places(backend, "AWS", (INTEGRATIONS,))
    yield from _rest_places(backend, "AWS_PROXY", (INTEGRATIONS,))
    yield from _v2_places()
    yield Place("a whole call and its report", ANY, _whole_call(backend))


# --- REST APIs --------------------------------------------------------------------


def _rest_places(
    backend: Backend, kind: str, resources: tuple[Resource[Any], ...]
) -> Iterator[Place]:
    target = _target(backend, kind)
    stage = f"{target['restApiId']}:{target['stageName']}"  # of the usage plan
    for resource in resources:
        operation = f"Update{resource.table.resource}"
        for row in resource.table.rows:
            patch = _patching(resource, target, row)
            name = f"{operation} {row.path} of {kind}"
            yield from _row_places(name, row, patch, FILLED | {"stage": stage})


def _target(backend: Backend, kind: str) -> dict[str, str]:
    """
    Return the names of one resource of each type, with an integration of this *kind*.
    """
    named: Any = backend.integration_response(type=kind, headers=["a"])
    of_api = _of_api(backend.apigateway, named["restApiId"])
    return {**named, **of_api, **_of_account(backend, of_api)}


def _of_api(client: Any, api_id: str) -> dict[str, str]:
    api = {"restApiId": api_id}
    deployment = client.create_deployment(**api, stageName="test")
    validator = client.create_request_validator(**api, name="a")
    authorizer = client.create_authorizer(
        **api, name="a", type="TOKEN", authorizerUri=_FUNCTION, identitySource=_TOKEN
    )
    location = {"type": "API"}
    part = client.create_documentation_part(**api, location=location, properties="{}")
    client.create_documentation_version(**api, documentationVersion="a")
    return {
        **api,
        "authorizerId": authorizer["id"],
        "deploymentId": deployment["id"],
        "documentationPartId": part["id"],
        "documentationVersion": "a",
        "modelName": "Empty",
        "requestValidatorId": validator["id"],
        "responseType": "DEFAULT_4XX",
        "stageName": "test",
    }


def _of_account(backend: Backend, of_api: Mapping[str, str]) -> dict[str, str]:
    client: Any = backend.apigateway
    plan = backend.usage_plan(
        stage={"restApiId": of_api["restApiId"], "stageName": of_api["stageName"]},
        quota={"limit": 1, "period": "DAY"},
        throttle={"rateLimit": 1, "burstLimit": 1},
    )
    key = backend.api_key(usage_plan=plan)
    domain = backend.domain_name()
    client.create_base_path_mapping(
        **domain, restApiId=of_api["restApiId"], basePath="a"
    )
    balancer = (
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/a"
    )
    link = client.create_vpc_link(name="a", targetArns=[balancer])
    certificate = client.generate_client_certificate()
    return {
        **plan,
        **key,
        **domain,
        "basePath": "a",
        "clientCertificateId": certificate["clientCertificateId"],
        "keyId": key["apiKey"],
        "vpcLinkId": link["id"],
    }


def _patching(
    resource: Resource[Any], target: Mapping[str, Any], row: Row[Any]
) -> Callable[[str, str], object]:
    """
    Return a function that applies an operation of *row* with a path and a value.
    """
    backend = apigateway_backends[ACCOUNT]["us-east-1"]
    document = resource.settled(resource.read(resource.find(backend, target), target))
    facts = resource.facts(backend, target)
    puts = [word for word, op in OPS.items() if op & row.ops & ~REMOVE]
    word = [*puts, "remove"][0]

    def patch(path: str, value: str) -> object:
        operation = Operation(word, path, value)
        return apply_patch(
            document, [operation], resource.table, facts, resource.members
        )

    return patch


def _row_places(
    name: str,
    row: Row[Any],
    patch: Callable[[str, str], object],
    filled: Mapping[str, str],
) -> Iterator[Place]:
    path = _path(row, filled)
    of_value = GRAMMARS.get(VALUES.get(row.path, ""), ANY)
    yield Place(f"{name}, value", of_value, lambda text: patch(path, text))
    for hole in row.pattern.holes:
        of_key = GRAMMARS.get(KEYS.get(hole, ""), ANY)

        def judge_key(text: str, hole: str = hole) -> object:
            return patch(_path(row, {**filled, hole: text}), "'a'")

        yield Place(f"{name}, {hole}", of_key, judge_key)


def _path(row: Row[Any], filled: Mapping[str, str]) -> str:
    """
    Return the row's path with the texts in its holes, and some key in the other holes.
    """
    return _HOLE.sub(lambda hole: filled.get(hole[1], "a"), row.path)


_HOLE = re.compile(r"\{(\w+)(?:\.\.\.)?\}")


# --- HTTP and WebSocket APIs ------------------------------------------------------


def _v2_places() -> Iterator[Place]:
    for updated in V2:
        operation = f"{updated.verb}{updated.table.resource}"
        pairs = product(updated.documents, updated.settings)
        for (protocol, document), (grammar, setting) in pairs:
            kind = updated.table.kind_of(protocol, document, {}).type
            yield Place(
                f"{operation} {setting} of {kind or 'any type'} on {protocol}",
                GRAMMARS.get(grammar, ANY),
                _judging(updated, protocol, document, setting),
            )


def _judging(
    updated: Updated, protocol: str, before: dict[str, Any], setting: Mapping[str, Any]
) -> Callable[[str], object]:
    """
    Return a function that judges an update of *setting* with a text in it.
    """
    table, verb = updated.table, updated.verb
    members = body_members("apigatewayv2", f"{verb}{table.resource}")

    def judge_text(text: str) -> None:
        change = _filled(setting, text)
        was = table.kind_of(protocol, before, {})
        kind = table.kind_of(protocol, before, change)
        document = merge(table.fields, before, change, was, kind).document
        call = Call(kind, change, document, updated.facts, members, before)
        judge(table.rules_of.get(verb, ()), call)
        judge(table.rules, call)

    return judge_text


def _filled(setting: Any, text: str) -> Any:
    if isinstance(setting, str):
        return setting.replace("…", text)
    if isinstance(setting, list):
        return [_filled(item, text) for item in setting]
    if not isinstance(setting, dict):
        return setting
    return {_filled(key, text): _filled(value, text) for key, value in setting.items()}


# --- a call from end to end -------------------------------------------------------


def _whole_call(backend: Backend) -> Callable[[str], object]:
    client: Any = backend.apigateway
    target = backend.integration_response(headers=["a"])

    def call(text: str) -> None:
        operation = {"op": "replace", "path": "/selectionPattern", "value": text}
        with suppress(client.exceptions.BadRequestException):
            client.update_integration_response(**target, patchOperations=[operation])
        str(backend.updates[-1])
        backend.updates.clear()

    return call


# --- the texts, and how long they take --------------------------------------------


class Text(NamedTuple):
    """
    A text of any length: as many *token* as fit between *before* and *behind*.
    """

    before: str
    token: str
    behind: str

    def __str__(self) -> str:
        return f"{self.before!r} {self.token!r}… {self.behind!r}"

    def of(self, length: int) -> str:
        room = length - len(self.before) - len(self.behind)
        return self.before + self.token * (room // len(self.token)) + self.behind


def texts(grammar: Grammar) -> Iterator[tuple[Text, int]]:
    """
    Yield the texts, and the length to make each.
    """
    for token, (before, behind) in product(grammar.tokens, [("", ""), *grammar.around]):
        yield Text(before, token, behind), LONG
    if grammar is not ANY:
        for first, second in product(grammar.tokens, repeat=2):
            yield Text("", first + second, ""), LONG_OF_TWO


def ratio(place: Place, text: Text, length: int) -> float:
    """
    Return the time for the text, divided by that for a part of it; 0 if it is short.
    """
    long, part = text.of(length), text.of(length // TIMES)
    of_long, of_part = [_taken(place, long)], [_taken(place, part)]
    if of_long[0] < MATTERS:
        return 0
    # Measure again in turn: a disturbance does not affect all.
    while min(of_long) > SURE * min(of_part) and len(of_long) < ROUNDS:
        of_long.append(_taken(place, long))
        of_part.append(_taken(place, part))
    return min(of_long) / min(of_part)


def _taken(place: Place, text: str) -> float:
    start = process_time()
    with suppress(ApigwError):
        place.judge(text)
    return process_time() - start


def ratios(place: Place) -> Iterator[tuple[float, str]]:
    """
    Yield the ratio for each text, and its name.
    """
    gc.collect()
    gc.disable()
    try:
        for text, length in texts(place.grammar):
            yield ratio(place, text, length), f"{place.name}: {text}"
    finally:
        gc.enable()


def measure() -> Figure:
    with mock_apigw_updates() as backend:
        found = [each for place in places(backend) for each in ratios(place)]
    value, note = max(found)
    question = f"judging {len(found)} texts made to slow a judge down, the worst"
    return Figure(question, "a fourth of the text", value, LIMIT, note=note)


if __name__ == "__main__":
    print(measure())
