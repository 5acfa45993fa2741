"""
The real AWS CLI, in process: the commands on the pages of REST APIs, their resources,
deployments, stages, authorizers and models, and of what an account has beside them; and
those of HTTP and WebSocket APIs, their stages, deployments and routes, domain names and
mappings.

``aws_cli_pages.json`` holds the pages of ``awscli/examples/apigateway``, and of
``awscli/examples/apigatewayv2`` with ``v2`` before the name: the commands and the
members as printed, and what must exist. ``ids`` says which kept identifier stands in
place of the page's, and ``made`` which of the printed ones the command makes;
``made_as`` is its member, if not ``id``. The region's name is kept too.
Where a page prints no answer, ``asked`` holds what its command asks for. ``then`` is a
second command, with what it shows and what it lacks, or AWS's code. ``refused`` is
AWS's text where a stronger source says that it refuses the command.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jmespath
import pytest
from cases_runner import expand
from needs import AWS_CLI

from apigw_mock.host.ask.names import fill

pytest.importorskip("awscli", reason=AWS_CLI)

from awscli.clidriver import create_clidriver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

Json = Any

FILE = Path(__file__).with_name("aws_cli_pages.json")
PAGES = json.loads(FILE.read_text(encoding="utf-8"))
DATES = {
    "CreatedDate",
    "LastUpdatedDate",
    "certificateUploadDate",
    "createdDate",
    "expirationDate",
    "lastUpdatedDate",
}
ACCOUNT = "123456789012"

# Where a page contradicts a stronger source: what AWS's answer has beyond the page, and
# that source. Each of these pages is older than the members that it lacks.
API = "recorded: localstack test_update_rest_api_operation_add_remove"
STAGE = "recorded: localstack test_create_update_stages"
SETTING = "documented: the pages of get-stage and update-stage, which are newer"
AUTHORIZER = "documented: the pages of create-authorizer and update-authorizer"
NEWER_OF_API = (
    "apiKeySource",
    "disableExecuteApiEndpoint",
    "endpointConfiguration",
    "rootResourceId",
    "tags",
)
DOMAIN = "documented: the page of create-domain-name, which is newer"
ADDRESSES = "reported: go-to-k/cdk-real-drift, a regional domain name"
LINKS = "recorded: localstack test_vpc_link_lifecycle"
ROLE = "recorded: cloud-custodian/cloud-custodian, a recorded UpdateAccount"
NEWER_OF_DOMAIN = {
    **dict.fromkeys(("routingMode", "endpointConfiguration/ipAddressType"), ADDRESSES),
    "tags": LINKS.replace("recorded:", "inferred, recorded for VPC links:"),
}
OLDER_OF_DOMAIN = {
    "distributionHostedZoneId": DOMAIN,
    "domainNameStatus": DOMAIN,
    "endpointConfiguration": DOMAIN,
    "securityPolicy": DOMAIN,
    "domainNameArn": "documented: the page of get-domain-names, which is newer",
    **{name: NEWER_OF_DOMAIN[name] for name in ("routingMode", "tags")},
}
OF_ACCOUNT = {"features": ROLE, "apiKeyVersion": ROLE}
KEY = "recorded: localstack test_api_key_required_for_methods, UpdateApiKey"
POST = "item/0/methodSettings/~1resource~1subresource/POST"
V2_API = dict.fromkeys(
    ("DisableExecuteApiEndpoint", "IpAddressType"),
    "recorded: go-to-k/cdk-real-drift, documents of APIs",
)
ENDPOINT = "documented: the page of get-apis, which is newer"
_RECORDED = "recorded: go-to-k/cdk-real-drift, documents of domain names"
_NEWER = ("DomainNameArn", "DomainNameConfigurations/0/IpAddressType", "RoutingMode")
V2_DOMAIN = dict.fromkeys(_NEWER, _RECORDED)
V2_TAGS = {"Tags": "documented: the page of get-domain-name"}
OWN_NAMES = dict.fromkeys(
    [
        f"DomainNameConfigurations/0/{n}/"
        for n in ("ApiGatewayDomainName", "HostedZoneId")
    ],
    "AWS's own names, which the call makes",
)
OF_A_NEW_STAGE = (
    "reported: outcomes of calls to AWS, a new stage with AutoDeploy is deployed"
)
CONTRADICTED = {
    "v2 create-api": V2_API,
    "v2 create-api 2": {**V2_API, "ApiEndpoint": ENDPOINT},
    "v2 get-api": V2_API,
    "v2 get-apis": {
        f"Items/{n}/{one}": why for n in "01" for one, why in V2_API.items()
    },
    "v2 get-stages": {
        "Items/1/DeploymentId": OF_A_NEW_STAGE,
        "Items/1/LastDeploymentStatusMessage": OF_A_NEW_STAGE,
    },
    "v2 update-api": V2_API,
    "v2 create-domain-name": {**V2_DOMAIN, **V2_TAGS},
    "v2 get-domain-name": V2_DOMAIN,
    "v2 get-domain-names": {
        f"Items/0/{one}": why for one, why in {**V2_DOMAIN, **V2_TAGS}.items()
    },
    "v2 update-domain-name": {
        **V2_DOMAIN,
        **V2_TAGS,
        "DomainNameConfigurations/0/DomainNameStatusMessage": "recorded: "
        "cloud-custodian/cloud-custodian, a recorded UpdateDomainName of REST APIs",
    },
    "get-authorizer": {"authType": AUTHORIZER},
    "get-authorizers": {"items/0/authType": AUTHORIZER},
    "get-rest-api": dict.fromkeys(NEWER_OF_API, API),
    "get-rest-apis": {f"items/0/{name}": API for name in NEWER_OF_API},
    "get-account": OF_ACCOUNT,
    "update-account": OF_ACCOUNT,
    "get-domain-name": OLDER_OF_DOMAIN,
    "get-domain-name 2": NEWER_OF_DOMAIN,
    "get-domain-names": {
        f"items/0/{one}": OLDER_OF_DOMAIN[one] for one in OLDER_OF_DOMAIN
    },
    "get-domain-names 2": {
        **{
            f"items/{n}/{one}": why
            for n in "01"
            for one, why in NEWER_OF_DOMAIN.items()
        },
        "items/1/policy": "documented: the page of get-domain-name",
    },
    "get-api-key": {"tags": KEY.replace("recorded:", "inferred, recorded for Update:")},
    "update-api-key": {"tags": KEY},
    "update-api-key 2": {"tags": KEY},
    "get-stage": {"tracingEnabled": STAGE},
    "get-stages": {
        "item/0/tracingEnabled": STAGE,
        f"{POST}/requireAuthorizationForCacheControl": SETTING,
        f"{POST}/unauthorizedCacheControlHeaderStrategy": SETTING,
    },
}
# The same for a value: AWS's own differs from account to account, or is longer.
THROTTLED = {f"throttleSettings/{one}/": ROLE for one in ("burstLimit", "rateLimit")}
OTHERWISE = {
    "v2 create-api 2": {
        "RouteSelectionExpression/": "the page prints the quotes of the command's shell"
    },
    "v2 update-route": {
        "RequestParameters": "recorded: cloud-custodian/cloud-custodian#10022, a route"
    },
    "v2 create-domain-name": OWN_NAMES,
    "v2 update-domain-name": {
        **OWN_NAMES,
        "DomainName/": "the page prints another name than its command sends",
        "DomainNameConfigurations/0/DomainNameStatus/": "recorded: "
        "hashicorp/terraform-provider-aws waits until an update ends",
    },
    "get-account": THROTTLED,
    "update-account": THROTTLED,
    "create-authorizer 2": {
        "providerARNs/0/": "the page prints another user pool than its command sends"
    },
    "get-client-certificates": {
        "items/0/pemEncodedCertificate/": "the page leaves out the certificate"
    },
}


class Result(NamedTuple):
    """
    The result of a command of the AWS CLI: its exit code and what it prints.
    """

    code: int
    output: str
    error: str


class Aws:
    """
    The AWS CLI, and the identifiers that stand in place of a page's.
    """

    def __init__(self, ids: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
        self.ids, self.capsys = ids, capsys

    def named(self, text: str) -> str:
        for printed, actual in self.ids.items():
            text = re.sub(rf"\b{printed}\b", actual, text)
        return text

    def members(self, printed: Json) -> Json:
        return json.loads(self.named(json.dumps(printed)))

    def run(self, command: str) -> Result:
        arguments = shlex.split(self.named(command).replace("\\\n", ""))
        self.capsys.readouterr()
        code = create_clidriver().main(arguments[1:])
        return Result(code, *self.capsys.readouterr())

    def answer(self, command: str) -> Json:
        result = self.run(command)
        assert result.code == 0, result.error
        return json.loads(result.output or "{}")


def lacking(members: Json, answer: Json, at: str = "") -> Iterator[str]:
    """
    Yield where *answer* lacks one of *members*, or has another value. Dates may differ.
    """
    if members in ({}, []) and answer != members:
        yield at
    elif isinstance(members, dict) and isinstance(answer, dict):
        for name, value in members.items():
            if name not in answer:
                yield f"{at}{name}"
            elif name not in DATES:
                yield from lacking(value, answer[name], f"{at}{name}/")
    elif isinstance(members, list) and isinstance(answer, list):
        for number, item in enumerate(members):
            same = same_item(item, answer) if isinstance(item, dict) else answer[number]
            yield from lacking(item, same, f"{at}{number}/")
    elif members != answer:
        yield at


KEYS = (
    *("id", "stageName", "domainName", "basePath", "clientCertificateId"),
    *("ApiMappingId", "ApiId", "StageName", "DeploymentId", "RouteId"),
    *("DomainName", "CertificateArn"),
)


def same_item(item: Json, items: list[Json]) -> Json:
    """
    Return the one of *items* that has the id or name of *item*, or is equal to it.
    """
    if not isinstance(item, dict):
        return item if item in items else None
    key = next(name for name in KEYS if name in item)
    return next((one for one in items if one[key] == item[key]), None)


@pytest.fixture
def aws(
    apigw_backend: Backend,
    page: dict[str, Json],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Aws:
    """
    Make what *page* needs, and return the CLI in a shell without AWS configuration.
    """
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_DEFAULT_REGION", apigw_backend.region_name)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.delenv("AWS_DEFAULT_OUTPUT", raising=False)
    kept = {"account": ACCOUNT, "region": apigw_backend.region_name}
    for step in expand(page.get("given", []), PAGES["givens"]):
        client = apigw_backend.client(step.get("service", "apigateway"))
        call = getattr(client, step["call"])
        answer = call(**fill(step["with"], kept))
        for name, member in step.get("keep", {}).items():
            kept[name] = jmespath.search(member, answer)
    ids = page.get("ids", {})
    return Aws({printed: kept[name] for printed, name in ids.items()}, capsys)


def pages_with(member: str) -> Any:
    """
    Run a test with each page that has *member*.
    """
    pages = [page for page in PAGES["pages"] if member in page]
    return pytest.mark.parametrize("page", pages, ids=lambda page: page["id"])


@pages_with("printed")
def test_the_answer_is_what_the_page_prints(aws: Aws, page: dict[str, Json]) -> None:
    answer = aws.answer(page["command"])

    if "made" in page:
        aws.ids[page["made"]] = answer[page.get("made_as", "id")]
    members = aws.members(page["printed"])
    assert {*lacking(members, answer)} == set(OTHERWISE.get(page["id"], {}))
    beyond = {*lacking(only_printed_items(answer, members), members)}
    more = {where for where in beyond if not where.endswith("/")}
    assert more == set(CONTRADICTED.get(page["id"], {}))


def only_printed_items(answer: Json, members: Json) -> Json:
    """
    Return a list call's *answer* with only the items that the page prints.
    """
    return {
        name: [same_item(item, value) for item in members[name]]
        if isinstance(value, list) and isinstance(value[0], dict) and name in members
        else value
        for name, value in answer.items()
    }


@pages_with("asked")
def test_the_answer_has_what_the_command_asks_for(
    aws: Aws, page: dict[str, Json]
) -> None:
    answer = aws.answer(page["command"])

    assert [*lacking(aws.members(page["asked"]), answer)] == []


@pages_with("refused")
def test_a_page_that_a_stronger_source_contradicts_is_refused(
    aws: Aws, page: dict[str, Json]
) -> None:
    assert page["refused"] in aws.run(page["command"]).error


@pages_with("then")
def test_a_later_command_sees_the_change(aws: Aws, page: dict[str, Json]) -> None:
    then = page["then"]
    aws.answer(page["command"])

    later = aws.run(then["command"])

    if "refused" in then:
        assert f"({then['refused']})" in later.error
    else:
        shown = json.loads(later.output)
        assert [*lacking(then["shows"], shown)] == []
        assert shown.keys().isdisjoint(then.get("lacks", ()))
