"""
Where an integration leads: its URI with everything filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from apigw_mock.apigateway.invoke.encoding import Size
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import INVALID_ENDPOINT, NO_FUNCTION
from apigw_mock.apigateway.invoke.request import query_in
from apigw_mock.evidence import documented, inferred, recorded, reported

if TYPE_CHECKING:
    from collections.abc import Mapping

    Query = dict[str, list[str]]

_HOLE = re.compile(r"\$\{stageVariables\.([^{}]*)\}|\{([^{}]+)\}")
_URL = re.compile(r"https?://[^/?#\s{}$]+([/?#].*)?", re.DOTALL | re.IGNORECASE)
_AWS = re.compile(
    r"arn:([\w-]+):apigateway:([\w-]+):([\w.-]+):(path|action)/(.*)", re.DOTALL
)
_FUNCTION = re.compile(
    r"/?(\d{4}-\d\d-\d\d/functions/(.*)/(?:response-streaming-)?invocations)", re.DOTALL
)
_ARN = re.compile(
    r"arn:[\w-]+:lambda:[\w-]+:\d+:function:[\w-]+(?::[\w$-]+)?", re.ASCII
)
_SAFE = "/:@!$'()*,;~"  # what a value may have that takes a place in a URL
_KEPT = _SAFE + "&=+%{}"  # and what a URL may have
_DOMAINS = {"aws-cn": "amazonaws.com.cn"}

# fmt: off
FACTS = (
    Fact("stage variables", "${stageVariables.name} is replaced by the variable, by nothing if it is not there", recorded("localstack TestApigatewayTestInvoke: an address without a host is the failure")),
    Fact("path", "{name} is replaced by what was mapped to integration.request.path.name, escaped; it stays if nothing was", reported("localstack's integration URIs; that it is escaped is inferred")),
    Fact("query string", "that of the URI, then what was mapped", inferred("localstack sends both")),
    Fact("function", "the URI of a Lambda function leads to https://lambda.{region}.amazonaws.com/2015-03-31/functions/{arn}/invocations; two slashes before its path are one", recorded("localstack test_apigw_test_invoke_method_api, test_api_gateway_request_validator")),
    Fact("AWS service", "arn:aws:apigateway:{region}:{service}:path/{path} leads to https://{service}.{region}.amazonaws.com/{path}", documented("API reference, PutIntegration: uri")),
    Fact("action of an AWS service", "action/{name} leads to the service, with Action={name} in the query string", documented("API reference, PutIntegration: uri; the query string reported: published execution logs of AWS's")),
    Fact("AWS_PROXY", "nothing is mapped into the URI; stage variables are", reported("localstack's integration requests")),
)
# fmt: on


@dataclass(frozen=True)
class Address:
    """
    Where an integration leads.

    Args:
        url: without its query string.
        query: all values of each parameter of the query string.
        function: the ARN of a Lambda function, or empty.
        service: for instance ``dynamodb``. Empty for HTTP.
        action: for instance ``PutItem``, or empty.
    """

    url: str
    query: Query = field(default_factory=dict)
    function: str = ""
    service: str = ""
    action: str = ""

    def __str__(self) -> str:
        query = urlencode(self.query, doseq=True, errors="surrogatepass")
        return f"{self.url}{'?' if query else ''}{query}"


def filled(uri: str, path: Mapping[str, str], stage: Mapping[str, str]) -> str:
    """
    Return a URI with the values of its holes.

    Args:
        uri: of the integration.
        path: the mapped values, by the names in braces.
        stage: the stage variables.

    Raises:
        Exceeded: the values are longer than the output of a template may be.
    """
    size = Size()

    def value(hole: re.Match[str]) -> str:
        if hole[2] is None:
            return size.add(stage.get(hole[1], ""))
        return _escaped(size.add(path[hole[2]]), _SAFE) if hole[2] in path else hole[0]

    return _HOLE.sub(value, uri)


def address_of_url(uri: str) -> Address:
    """
    Return where an HTTP integration leads.

    Raises:
        Failed: the URI is not an HTTP URL.
    """
    if not _URL.fullmatch(uri):
        raise INVALID_ENDPOINT.error()
    url, _, query = uri.partition("#")[0].partition("?")
    return Address(_escaped(url, _KEPT), query_in(query))


def address_at_aws(uri: str) -> Address:
    """
    Return where an integration with a service of AWS's leads.

    Raises:
        Failed: the URI is not the ARN of one, or does not name a function of Lambda's.
    """
    found = _AWS.fullmatch(uri)
    if found is None:
        raise INVALID_ENDPOINT.error()
    partition, region, service, kind, rest = found.groups()
    base = f"https://{service}.{region}.{_DOMAINS.get(partition, 'amazonaws.com')}"
    if kind == "action":
        action, _, more = rest.partition("&")
        query = {"Action": [action], **query_in(more)}
        return Address(f"{base}/", query, service=service, action=action)
    function = _FUNCTION.fullmatch(rest) if service == "lambda" else None
    if function is None:
        path, _, text = rest.partition("?")
        url = f"{base}/{_escaped(path, _KEPT)}"
        return Address(url, query_in(text), service=service)
    path, arn = function.groups()
    if not _ARN.fullmatch(arn):
        raise NO_FUNCTION.error()
    return Address(f"{base}/{path}", function=arn, service=service)


def _escaped(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="replace")
