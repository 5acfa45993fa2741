"""
What a case needs beyond API Gateway's own, and whether it can be asked.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.host.ask.player import TESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from apigw_mock.host.ask.cases import Case, File, Folder, Step


class Use(NamedTuple):
    """
    A call of a case: of its set-up, or the one that it is about.
    """

    service: str
    call: str
    request: dict[str, Any]


class Need(NamedTuple):
    """
    Something that is left out unless a contributor names it.

    Args:
        word: the name of it on the command line.
        why: why it is left out.
        cost: AWS's page of the price. Empty if it costs nothing.
        is_needed_by: whether a call needs it.
    """

    word: str
    why: str
    cost: str
    is_needed_by: Callable[[Use], bool]


def of_service(*services: str) -> Callable[[Use], bool]:
    return lambda use: use.service in services and use.call not in READ_ONLY


def calls(*names: str) -> Callable[[Use], bool]:
    return lambda use: use.service in TESTED and use.call in names


def sets_a_cache(use: Use) -> bool:
    """
    Whether a call switches a cache cluster on.
    """
    operations = use.request.get("patchOperations")
    patches = operations if isinstance(operations, list) else []
    switched = (
        str(one.get("path", "")).strip("/") == "cacheClusterEnabled"
        and str(one.get("value", "")).lower() == "true"
        for one in patches
        if isinstance(one, dict)
    )
    return use.request.get("cacheClusterEnabled") is True or any(switched)


READ_ONLY = ("describe_subnets", "describe_vpcs", "describe_security_groups")
NEEDS = (
    Need(
        "certificates",
        "ACM must issue a certificate for a domain below example.com",
        "",
        of_service("acm"),
    ),
    Need("roles", "it makes roles in IAM", "", of_service("iam")),
    Need("user-pools", "it makes user pools in Cognito", "", of_service("cognito-idp")),
    Need(
        "load-balancers",
        "load balancers cost money",
        "https://aws.amazon.com/elasticloadbalancing/pricing/",
        of_service("elbv2"),
    ),
    Need(
        "cloud-map",
        "it makes a namespace in Cloud Map",
        "",
        of_service("servicediscovery"),
    ),
    Need(
        "vpc-endpoints",
        "interface endpoints cost money",
        "https://aws.amazon.com/privatelink/pricing/",
        of_service("ec2"),
    ),
    Need(
        "vpc-links",
        "VPC links lie in subnets of the account's default VPC",
        "",
        calls("create_vpc_link"),
    ),
    Need(
        "cache",
        "cache clusters cost money",
        "https://aws.amazon.com/api-gateway/pricing/",
        sets_a_cache,
    ),
    Need(
        "account",
        "it changes settings of the whole account, which are put back at the end",
        "",
        calls("update_account"),
    ),
)
WHOLE_ACCOUNT = Need(
    "lists",
    "it lists all that the account has, so the account must have nothing else",
    "",
    calls(
        "get_api_keys",
        "get_client_certificates",
        "get_domain_names",
        "get_usage_plans",
        "get_vpc_links",
    ),
)
WORDS = tuple(need.word for need in (*NEEDS, WHOLE_ACCOUNT))
STUBBED = "a backend of the mock answers, which AWS cannot reach"
IN_PROCESS = "the mock's own `invoke` makes the call, with bytes that boto3 cannot send"
# What `--write` changes of a case.
WRITTEN = {"evidence", "source", "seen"}


def reason_against(
    case: Case, folder: Folder, allowed: Collection[str] = ()
) -> str | None:
    """
    Return why a case is not asked, None if it is.

    Args:
        case: the case.
        folder: where its file is.
        allowed: the words of what a contributor named.
    """
    file = folder.load(case.file)
    if "mock_only" in case.row:
        return str(case.row["mock_only"])
    if "stubs" in {*case.row, *file}:
        return STUBBED
    if "invoke" in case.row:
        return IN_PROCESS
    for need in needs_of(case, folder):
        if need.word not in allowed:
            return f"{need.why} (--with {need.word})"
    return None


def needs_of(case: Case, folder: Folder) -> Iterator[Need]:
    """
    Yield what a case needs, each once.
    """
    uses = list(uses_of(case, folder))
    yield from (need for need in NEEDS if any(map(need.is_needed_by, uses)))
    if WHOLE_ACCOUNT.is_needed_by(uses[-1]) and not case.is_refused:
        yield WHOLE_ACCOUNT


def uses_of(case: Case, folder: Folder) -> Iterator[Use]:
    """
    Yield the calls of a set-up, and last the call that the case is about.
    """
    file = folder.load(case.file)
    for steps in folder.stages(case):
        yield from (use_of(step, file) for step in steps)
    request = {**file.get("target", {}), **case.row["request"]}
    yield Use(file["service"], file["operation"], request)


def use_of(step: Step, file: File) -> Use:
    service = step.get("service", file["service"])
    return Use(str(service), step["call"], step.get("with", {}))


def digest(case: Case, folder: Folder) -> str:
    """
    Return what tells a case from an earlier version of it, its set-up included.
    """
    asked = {name: one for name, one in case.row.items() if name not in WRITTEN}
    text = json.dumps([asked, *folder.stages(case)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
