"""
The direction in which the package's modules may import one another.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import apigw_mock

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(apigw_mock.__file__).parent
# The files from top to bottom, a package by its own name. An import leads to a later
# line: those of one line do not know each other.
LINES = (
    "__main__",
    "cli pytest_plugin",
    # Cases against a real API Gateway: for contributors, and for the tests.
    "host.ask.__main__",
    "host.ask.command",
    "host.ask.raising host.ask.running host.ask.summary",
    "host.ask.cleanup host.ask.plan host.ask.writing",
    "host.ask.account host.ask.needs",
    "host.ask.journal host.ask.kinds host.ask.player host.ask.quotas",
    "host.ask host.ask.cases host.ask.names host.ask.outcomes",
    "__init__",
    "asking mock servers",
    "backend fidelity wrap",
    # The server.
    "host.server",
    "host.server.process",
    "host.server.gate host.server.handler",
    "host.server.admission host.server.lines host.server.own",
    "host.server.calls host.server.turns",
    # What is put into moto.
    "host.install",
    "host.short_way",
    "host.rest.stacks host.typed host.urls",
    "host.http_websocket.actions",
    "host.http_websocket.imports",
    "host.http_websocket.api host.http_websocket.integration_response",
    "host.http_websocket.route_response host.http_websocket.stage",
    "host.http_websocket.api_mapping host.http_websocket.tags",
    "host.http_websocket.authorizer host.http_websocket.model",
    "host.http_websocket.vpc_link",
    "host.http_websocket.domain_name",
    "host.http_websocket.integration host.http_websocket.route",
    "host.http_websocket.deployment",
    "host.http_websocket host.http_websocket.documents host.http_websocket.lookups",
    "host.rest.actions",
    "host.rest.openapi",
    "host.rest.importing",
    "host.invoke",
    "host.endpoints",
    "host.rest.resources",
    "host.rest.deployment host.rest.gateway_response host.rest.integration_response",
    "host.rest.documentation_part host.rest.documentation_version",
    "host.rest.api_key host.rest.usage host.rest.usage_plan_key",
    "host.rest.usage_plan",
    "host.rest.authorizer host.rest.method host.rest.method_response host.rest.model",
    "host.rest.account host.rest.base_path_mapping host.rest.client_certificate",
    "host.rest.domain_name host.rest.vpc_link",
    "host.rest.request_validator host.rest.rest_api",
    "host.rest.integration host.rest.resource host.rest.stage",
    "host.rest.making",
    "host.rest.aside host.rest.clone host.rest.record",
    "host.rest.documents host.rest.lookups",
    "host.rest host.rest.imports host.rest.mapped host.rest.v2_domains",
    "host.rest.default_models",
    "host.rest.store",
    "host.ids host.logged host.pages host.state",
    "host.refused",
    "host.answer",
    "host.requests",
    "host.routes",
    "host.model",
    "host.check host.faster host.lacking host.bodies",
    "host.guard",
    "host.sessions",
    "host host.exceptions host.variables host.warn",
    "errors starting_points",
    # HTTP and WebSocket APIs.
    "apigatewayv2.listing",
    "apigatewayv2.openapi.constructs apigatewayv2.openapi.reading",
    "apigatewayv2.openapi.authorizers apigatewayv2.openapi.sentences",
    "apigatewayv2.openapi apigatewayv2.openapi.plan apigatewayv2.openapi.tables",
    "apigatewayv2.tables.api apigatewayv2.tables.integration",
    "apigatewayv2.tables.integration_response",
    "apigatewayv2.tables.authorizer apigatewayv2.tables.model",
    "apigatewayv2.tables.vpc_link",
    "apigatewayv2.tables.api_mapping apigatewayv2.tables.domain_name",
    "apigatewayv2.tables.deployment apigatewayv2.tables.stage",
    "apigatewayv2.tables.route apigatewayv2.tables.route_response",
    "apigatewayv2.tables apigatewayv2.tables.existence apigatewayv2.tables.sources",
    "apigatewayv2.remedies",
    "apigatewayv2.rules.authorizer apigatewayv2.rules.model",
    "apigatewayv2.rules.vpc_link",
    "apigatewayv2.rules.mapping apigatewayv2.rules.subtype apigatewayv2.rules.uri",
    "apigatewayv2.rules.integration_response apigatewayv2.rules.websocket",
    "apigatewayv2.rules.integration apigatewayv2.rules.modelled",
    "apigatewayv2.rules.api_mapping apigatewayv2.rules.domain_name",
    "apigatewayv2.rules.route apigatewayv2.rules.route_response",
    "apigatewayv2.rules apigatewayv2.rules.route_key",
    "apigatewayv2.rules.api apigatewayv2.rules.deployment apigatewayv2.rules.stage",
    "apigatewayv2.conditions apigatewayv2.judging apigatewayv2.merge",
    "apigatewayv2.fields",
    "apigatewayv2.defaults apigatewayv2.subtypes",
    "apigatewayv2.kinds",
    "apigatewayv2.mapping.destinations apigatewayv2.mapping.expressions",
    "apigatewayv2.mapping apigatewayv2.mapping.websocket",
    "apigatewayv2 apigatewayv2.api_refusals apigatewayv2.domain_refusals",
    "apigatewayv2.authorizer_refusals apigatewayv2.model_refusals",
    "apigatewayv2.refusals apigatewayv2.vpc_link_refusals",
    # REST APIs.
    "apigateway.openapi.listing apigateway.openapi.reading",
    "apigateway.openapi.operations",
    "apigateway.openapi.integrations apigateway.openapi.options",
    "apigateway.openapi.schemas apigateway.openapi.security",
    "apigateway.openapi.settings",
    "apigateway.openapi.forms apigateway.openapi.members",
    "apigateway.openapi apigateway.openapi.calls apigateway.openapi.sentences",
    "apigateway.openapi.sources",
    "apigateway.invoke.listing",
    "apigateway.invoke.run",
    "apigateway.invoke.integration_request apigateway.invoke.integration_response",
    "apigateway.invoke.calling apigateway.invoke.proxy",
    "apigateway.invoke.functions apigateway.invoke.sending",
    "apigateway.invoke.defaults apigateway.invoke.event apigateway.invoke.exchange",
    "apigateway.invoke.gateway apigateway.invoke.overrides",
    "apigateway.invoke.select apigateway.invoke.validate",
    "apigateway.invoke.running",
    "apigateway.invoke.log apigateway.invoke.templates apigateway.invoke.uri",
    "apigateway.invoke.context apigateway.invoke.schemas apigateway.invoke.sources",
    "apigateway.invoke.reasons apigateway.invoke.request",
    "apigateway.invoke.failures apigateway.invoke.headers",
    "apigateway.invoke.content apigateway.invoke.ecma apigateway.invoke.encoding",
    "apigateway.invoke.endpoints apigateway.invoke.facts",
    "apigateway.invoke.setup",
    "apigateway.invoke",
    "apigateway.gatewayresponses",
    "apigateway.tables.gateway_response apigateway.tables.integration",
    "apigateway.tables.integration_response apigateway.tables.method",
    "apigateway.tables.deployment apigateway.tables.method_response",
    "apigateway.tables.documentation_part apigateway.tables.documentation_version",
    "apigateway.tables.account apigateway.tables.base_path_mapping",
    "apigateway.tables.client_certificate apigateway.tables.domain_name",
    "apigateway.tables.vpc_link",
    "apigateway.tables.resource apigateway.tables.rest_api apigateway.tables.stage",
    "apigateway.tables.authorizer apigateway.tables.model",
    "apigateway.tables.request_validator",
    "apigateway.tables.api_key apigateway.tables.usage apigateway.tables.usage_plan",
    "apigateway.tables.path_lists apigateway.tables.stage_words",
    "apigateway.tables apigateway.tables.existence apigateway.tables.sources",
    "apigateway.rules.gateway_response apigateway.rules.integration",
    "apigateway.rules.integration_response apigateway.rules.method",
    "apigateway.rules.method_response apigateway.rules.resource",
    "apigateway.rules.documentation_part",
    "apigateway.rules.account apigateway.rules.base_path_mapping",
    "apigateway.rules.client_certificate apigateway.rules.domain_name",
    "apigateway.rules.vpc_link apigateway.zones",
    "apigateway.rules.api_key apigateway.rules.usage apigateway.rules.usage_plan",
    "apigateway.rules.rest_api apigateway.rules.stage",
    "apigateway.rules.authorizer apigateway.rules.model",
    "apigateway.rules.request_validator",
    "apigateway.rules apigateway.rules.models apigateway.schemas",
    "apigateway.remedies",
    "apigateway.patch apigateway.put",
    "apigateway.accepted apigateway.inputs apigateway.judging apigateway.keys",
    "apigateway.wording",
    "apigateway.rows",
    "apigateway.mapping apigateway.places apigateway.values",
    "apigateway.printed apigateway.refusals",
    "apigateway",
    # Templates.
    "velocity.listing velocity.template",
    "velocity.parser",
    "velocity.expression_parser",
    "velocity.directives velocity.scanner",
    "velocity.references",
    "velocity.expressions velocity.dispatch",
    "velocity.loops velocity.payload velocity.run velocity.util",
    "velocity.inputs",
    "velocity.context",
    "velocity.methods.collections velocity.methods.texts",
    "velocity.methods.numbers",
    "velocity.methods velocity.methods.rows",
    "velocity.paths",
    "velocity.paths.grammar",
    "velocity.paths.segments",
    "velocity.arithmetic velocity.paths.conditions",
    "velocity.jsonsmart velocity.printing",
    "velocity.values velocity.work",
    "velocity.bounds velocity.faults velocity.order velocity.utf16",
    "velocity",
    # Both.
    "openapi.reading",
    "openapi.structure",
    "openapi.constructs openapi.findings",
    "openapi.base_path openapi.sentences openapi.values openapi.yaml",
    "openapi openapi.document",
    "inputs jsonexpression listing",
    "javamatch jsonparser remedy",
    "refusal",
    "environment evidence invocations javaproperties javaregex updates",
    "caller junit patchers report strictjson",
    "bounded stubs",
    "handlers locks undo",
)
LINE_OF = {name: line for line, names in enumerate(LINES) for name in names.split()}
KINDS_OF_API = {"apigateway", "apigatewayv2"}
# Import others in the body alone.
LAZY = ("pytest_plugin", "cli", "servers", "__init__")
HOSTS = {"moto", "boto3", "botocore"}
SOURCES = sorted(PACKAGE.rglob("*.py"))


def name_of(source: Path) -> str:
    return source.relative_to(PACKAGE).as_posix()


def room_of(source: Path) -> str:
    return source.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """
    Yield the dotted names that *nodes* import, ``from a import b`` as ``a.b``.
    """
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(source: Path) -> str:
    """
    Return the name of a file's module inside the package, for instance ``host.model``.
    """
    parts = source.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "__init__"


def own_modules(names: Iterator[str]) -> set[str]:
    """
    Return the modules of this package that *names* lead to.
    """
    own = (name.split(".")[1:] for name in names if name.startswith("apigw_mock."))
    return {leads_to(parts) for parts in own}


def leads_to(parts: list[str]) -> str:
    while parts and ".".join(parts) not in MODULES:
        parts.pop()  # it names what a module holds
    return ".".join(parts) or "__init__"


MODULES = {module_of(source) for source in SOURCES}


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """
    Yield what runs when the module is imported: no bodies, nothing for type checkers.
    """
    for node in ast.iter_child_nodes(tree):
        later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if later or ast.unparse(node).startswith("if TYPE_CHECKING:"):
            continue
        yield node
        yield from at_import(node)


def test_every_file_has_one_line() -> None:
    listed = " ".join(LINES).split()

    assert sorted(listed) == sorted(MODULES)


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_imports_keep_their_direction(source: Path) -> None:
    module, tree = module_of(source), ast.parse(source.read_text(encoding="utf-8"))

    led_to = own_modules(imports(ast.walk(tree)))

    turned = {to for to in led_to if LINE_OF[to] <= LINE_OF[module]}
    assert not turned, f"{module} must not import {turned}"


@pytest.mark.parametrize(
    "source", [path for path in SOURCES if room_of(path) in KINDS_OF_API], ids=name_of
)
def test_kinds_of_api_do_not_know_each_other(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))

    rooms = {name.split(".")[0] for name in own_modules(imports(ast.walk(tree)))}

    assert rooms & KINDS_OF_API <= {room_of(source)}


@pytest.mark.parametrize(
    "source", [path for path in SOURCES if room_of(path) != "host"], ids=name_of
)
def test_host_alone_imports_moto_and_boto3(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))

    assert not {name.split(".")[0] for name in imports(ast.walk(tree))} & HOSTS


@pytest.mark.parametrize(
    "source", [path for path in SOURCES if room_of(path) in LAZY], ids=name_of
)
def test_lazy_modules_import_nothing_heavy(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))

    names = {name.split(".")[0] for name in imports(at_import(tree))}

    assert names <= {"pytest", "__future__", *sys.stdlib_module_names}
