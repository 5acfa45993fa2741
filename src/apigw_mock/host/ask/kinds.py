"""
What a run can make outside an API, and how it is marked, found and deleted.

All else that cases make is part of an API, a domain name or a usage plan, and goes with
it.

The mark is a tag whose value is the word of the run. Names begin with that word only
where they must be unique in an account, or where a list shows no tags. All other names
and descriptions are as the case has them, those of its set-up too. Cases compare them,
change them, search by them and try their limits. With a word before them, AWS would be
asked something else, and an answer without the word would not be AWS's. The first
update of a name would also remove it.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, NamedTuple

import jmespath

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEY = "apigw-mock-ask"  # of the tag; its value is the word of the run
PREFIX = "apigw-ask-"  # of the word of every run, with which names begin
_RUN = re.compile(rf"{PREFIX}[0-9a-f]{{8}}(?![^-])")
_V1, _V2 = "apigateway", "apigatewayv2"


def new_run() -> str:
    """
    Return the word of a new run, for instance ``apigw-ask-1f2e3d4c``.
    """
    return f"{PREFIX}{secrets.token_hex(4)}"


class Kind(NamedTuple):
    """
    A kind of resource.

    Args:
        name: for people.
        service: boto3's name.
        made_by: the calls that make one. Only the first takes tags.
        id: what names it in the answer of that call, JMESPath.
        tags: the member of the request that takes tags.
        list: the call that lists all.
        each: id, name, tags of each, and what else its deletion names: JMESPath on
            the answer of the list.
        delete: the call that deletes it.
        argument: the member of that call that takes the id.
        arn: the end of its resource name, for calls on its tags.
    """

    name: str
    service: str
    made_by: tuple[str, ...]
    id: str
    tags: str
    list: str
    each: str
    delete: str
    argument: str
    arn: str = ""

    def deletes(self, other: str) -> bool:
        """
        Whether its deletion is one of a kind of this name, too.

        Both services delete each other's domain names.
        """
        is_domain = "domain name" in self.name and "domain name" in other
        return is_domain or other == self.name


# In the order in which they are deleted: what uses others comes before them.
KINDS = (
    Kind(
        "domain name",
        _V1,
        ("create_domain_name",),
        "domainName",
        "tags",
        "get_domain_names",
        "items[].[domainName, domainName, tags, {domainNameId: domainNameId}]",
        "delete_domain_name",
        "domainName",
        "/domainnames/{id}",
    ),
    Kind(
        "domain name of API Gateway v2",
        _V2,
        ("create_domain_name",),
        "DomainName",
        "Tags",
        "get_domain_names",
        "Items[].[DomainName, DomainName, Tags, `{}`]",
        "delete_domain_name",
        "DomainName",
        "/domainnames/{id}",
    ),
    Kind(
        "usage plan",
        _V1,
        ("create_usage_plan",),
        "id",
        "tags",
        "get_usage_plans",
        "items[].[id, name, tags, `{}`]",
        "delete_usage_plan",
        "usagePlanId",
        "/usageplans/{id}",
    ),
    Kind(
        "API key",
        _V1,
        ("create_api_key",),
        "id",
        "tags",
        "get_api_keys",
        "items[].[id, name, tags, `{}`]",
        "delete_api_key",
        "apiKey",
        "/apikeys/{id}",
    ),
    Kind(
        "REST API",
        _V1,
        ("create_rest_api", "import_rest_api"),
        "id",
        "tags",
        "get_rest_apis",
        "items[].[id, name, tags, `{}`]",
        "delete_rest_api",
        "restApiId",
        "/restapis/{id}",
    ),
    Kind(
        "HTTP or WebSocket API",
        _V2,
        ("create_api", "import_api"),
        "ApiId",
        "Tags",
        "get_apis",
        "Items[].[ApiId, Name, Tags, `{}`]",
        "delete_api",
        "ApiId",
        "/apis/{id}",
    ),
    Kind(
        "client certificate",
        _V1,
        ("generate_client_certificate",),
        "clientCertificateId",
        "tags",
        "get_client_certificates",
        "items[].[clientCertificateId, description, tags, `{}`]",
        "delete_client_certificate",
        "clientCertificateId",
        "/clientcertificates/{id}",
    ),
    Kind(
        "VPC link of REST APIs",
        _V1,
        ("create_vpc_link",),
        "id",
        "tags",
        "get_vpc_links",
        "items[].[id, name, tags, `{}`]",
        "delete_vpc_link",
        "vpcLinkId",
        "/vpclinks/{id}",
    ),
    Kind(
        "VPC link",
        _V2,
        ("create_vpc_link",),
        "VpcLinkId",
        "Tags",
        "get_vpc_links",
        "Items[].[VpcLinkId, Name, Tags, `{}`]",
        "delete_vpc_link",
        "VpcLinkId",
        "/vpclinks/{id}",
    ),
    Kind(
        "VPC endpoint",
        "ec2",
        ("create_vpc_endpoint",),
        "VpcEndpoint.VpcEndpointId",
        "TagSpecifications",
        "describe_vpc_endpoints",
        "VpcEndpoints[?!contains(['deleting', 'deleted'], State)]"
        ".[VpcEndpointId, '', Tags, `{}`]",
        "delete_vpc_endpoints",
        "VpcEndpointIds",
    ),
    Kind(
        "listener",
        "elbv2",
        ("create_listener",),
        "Listeners[0].ListenerArn",
        "Tags",
        "",  # goes with its load balancer
        "",
        "delete_listener",
        "ListenerArn",
    ),
    Kind(
        "load balancer",
        "elbv2",
        ("create_load_balancer",),
        "LoadBalancers[0].LoadBalancerArn",
        "Tags",
        "describe_load_balancers",
        "LoadBalancers[].[LoadBalancerArn, LoadBalancerName, '', `{}`]",
        "delete_load_balancer",
        "LoadBalancerArn",
    ),
    Kind(
        "service of Cloud Map",
        "servicediscovery",
        ("create_service",),
        "Service.Id",
        "Tags",
        "",  # its namespace says whose it is
        "",
        "delete_service",
        "Id",
    ),
    Kind(
        "namespace of Cloud Map",
        "servicediscovery",
        ("create_http_namespace",),
        "",  # the call answers with an operation; a list finds it by name
        "Tags",
        "list_namespaces",
        "Namespaces[].[Id, Name, '', `{}`]",
        "delete_namespace",
        "Id",
    ),
    Kind(
        "user pool",
        "cognito-idp",
        ("create_user_pool",),
        "UserPool.Id",
        "UserPoolTags",
        "list_user_pools",
        "UserPools[].[Id, Name, '', `{}`]",
        "delete_user_pool",
        "UserPoolId",
    ),
    Kind(
        "role",
        "iam",
        ("create_role",),
        "Role.RoleName",
        "Tags",
        "list_roles",
        "Roles[].[RoleName, RoleName, '', `{}`]",
        "delete_role",
        "RoleName",
    ),
    Kind(
        "certificate",
        "acm",
        ("request_certificate",),
        "CertificateArn",
        "Tags",
        "list_certificates",
        "CertificateSummaryList[].[CertificateArn, DomainName, '', `{}`]",
        "delete_certificate",
        "CertificateArn",
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
ORDER = {kind.name: number for number, kind in enumerate(KINDS)}
_MADE_BY = {(kind.service, call): kind for kind in KINDS for call in kind.made_by}
_DELETED_BY = {(kind.service, kind.delete): kind for kind in KINDS}
ROOM_FOR_TAGS = 40  # AWS takes 50; a case that tests this keeps its own alone
_AS_MAP = {_V1, _V2, "cognito-idp"}


class Listed(NamedTuple):
    """
    One item of a list, as `Kind.each` finds it.
    """

    id: str
    name: str
    tags: Any
    within: dict[str, str]


def made_by(service: str, call: str) -> Kind | None:
    return _MADE_BY.get((service, call))


def deleted_by(service: str, call: str) -> Kind | None:
    return _DELETED_BY.get((service, call))


def id_of(kind: Kind, answer: Mapping[str, Any]) -> str:
    """
    Return the id of what a call made. Empty if the answer has none.
    """
    return str((kind.id and jmespath.search(kind.id, dict(answer))) or "")


def listed(kind: Kind, answer: Mapping[str, Any]) -> Iterator[Listed]:
    for one in jmespath.search(kind.each, dict(answer)) or []:
        identifier, name, tags, within = one
        named = {member: text for member, text in within.items() if text}
        yield Listed(str(identifier), str(name or ""), tags, named)


def marked(
    kind: Kind, call: str, request: Mapping[str, Any], run: str
) -> dict[str, Any]:
    """
    Return a request with the tag of the run, as it is if it cannot take one.
    """
    tags, takes_tags = request.get(kind.tags, {}), call == kind.made_by[0]
    if not takes_tags or not isinstance(tags, dict) or len(tags) > ROOM_FOR_TAGS:
        return dict(request)
    if kind.service in _AS_MAP:
        return {**request, kind.tags: {**tags, KEY: run}}
    pairs = [{"Key": KEY, "Value": run}]
    if kind.tags == "TagSpecifications":
        return {
            **request,
            kind.tags: [{"ResourceType": "vpc-endpoint", "Tags": pairs}],
        }
    return {**request, kind.tags: pairs}


def is_marked(kind: Kind, request: Mapping[str, Any]) -> bool:
    return KEY in str(request.get(kind.tags, ""))


def run_of(tags: Any) -> str:
    """
    Return the word of the run that tags name. Empty if they name none.
    """
    if isinstance(tags, dict):
        return str(tags.get(KEY, ""))
    pairs = tags if isinstance(tags, list) else []
    return next((str(one["Value"]) for one in pairs if one.get("Key") == KEY), "")


def run_of_name(name: str) -> str:
    """
    Return the word of the run with which a name begins. Empty if it begins with none.

    A domain name may have labels before it: ``other.apigw-ask-1f2e3d4c.example.com``.
    """
    found = map(_RUN.match, name.split("."))
    return next((one[0] for one in found if one), "")


# --- What answers show of it ------------------------------------------------------

TAGS = ("tags", "Tags")


def without_mark(value: Any) -> Any:
    """
    Return an answer without the tag of a run, where there are others beside it.

    A map with nothing else stays: whether AWS shows an empty one is not known then.
    `resolved` decides it.
    """
    if isinstance(value, dict):
        return {name: _unmarked(name, item) for name, item in value.items()}
    return [without_mark(item) for item in value] if isinstance(value, list) else value


def _unmarked(name: str, value: Any) -> Any:
    if name in TAGS and isinstance(value, dict) and len(value) > 1:
        return {key: tag for key, tag in value.items() if key != KEY}
    return without_mark(value)


def resolved(seen: Any, wanted: Any) -> Any:
    """
    Return *seen* with an empty map of tags, or none, as *wanted* has it.

    This concerns only maps in which nothing but the tag of a run is.
    """
    if isinstance(seen, list):
        others = wanted if isinstance(wanted, list) else []
        padded = [*others, *[None] * len(seen)]
        return [resolved(*pair) for pair in zip(seen, padded, strict=False)]
    if not isinstance(seen, dict):
        return seen
    other = wanted if isinstance(wanted, dict) else {}
    kept = {k: v for k, v in seen.items() if k in other or not is_mark(k, v)}
    return {
        name: {} if is_mark(name, item) else resolved(item, other.get(name))
        for name, item in kept.items()
    }


def is_mark(name: str, value: Any) -> bool:
    """
    Whether a member holds the tag of a run and nothing else.
    """
    return name in TAGS and isinstance(value, dict) and list(value) == [KEY]
