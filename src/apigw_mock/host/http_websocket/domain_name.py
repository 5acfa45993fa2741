"""
Domain names: our actions of API Gateway v2 on them.

REST APIs have the same domain names. What is stored is a REST API's document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.rules.domain_name import DomainFacts
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.domain_name import DOMAIN_NAME as TABLE
from apigw_mock.host import state
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents
from apigw_mock.host.pages import listed
from apigw_mock.host.rest import domain_name as rest
from apigw_mock.host.rest import lookups, v2_domains
from apigw_mock.host.rest.documents import document_of

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request

_SETTINGS = [field.name for field in TABLE.fields]


def create_domain_name(backend: Any, request: Request) -> Answer:
    """
    Answer CreateDomainName.
    """
    body, of_rest = request.sent(), rest_of(backend)
    document = _judged(of_rest, body, None)
    names = {"domainName": body["domainName"], "tags": body.get("tags", {})}
    made = v2_domains.as_rest(names, document)
    rest.write(of_rest, {}, made, v2_domains.blank())
    return Answer(201, _shown(_found(of_rest, body["domainName"])))


def update_domain_name(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateDomainName. It shows an update that goes on; it ends with the answer.
    """
    body, of_rest = request.sent(), rest_of(backend)
    name, stored = request.target["DomainName"], managed(of_rest, request)
    check_tls(stored)
    settled = rest.settled(document_of(stored))
    before = v2_domains.as_v2(settled)
    kept = {one: before[one] for one in _SETTINGS if one in before}
    has_mode = "endpointAccessMode" in settled
    document = _judged(of_rest, body, kept, has_access_mode=has_mode)
    rest.write(of_rest, {}, v2_domains.as_rest(settled, document), stored)
    return Answer(200, _shown(_found(of_rest, name)))


def get_domain_name(backend: Any, request: Request) -> Answer:
    """
    Answer GetDomainName. It also shows a domain name at the edge.
    """
    return Answer(200, _settled(find(rest_of(backend), request)))


def get_domain_names(backend: Any, request: Request) -> Answer:
    """
    Answer GetDomainNames. It shows no private domain names.
    """
    domains = rest.every(rest_of(backend), {})
    public = [one for one in domains if "domainNameId" not in document_of(one)]
    return Answer(200, listed(public, request, _settled, "domainName"))


def delete_domain_name(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteDomainName. The mappings of the domain name go with it.
    """
    of_rest = rest_of(backend)
    managed(of_rest, request)
    rest.delete(of_rest, {"domainName": request.target["DomainName"]})
    return Answer(204, None)


# --- finding and judging ----------------------------------------------------------


def rest_of(backend: Any) -> Any:
    """
    Return the backend of REST APIs that has the same domain names.
    """
    return state.rest_backend(backend.account_id, backend.region_name)


def find(of_rest: Any, request: Request) -> Any:
    """
    Return the domain name that a URL names. A private one needs an id, which v2 lacks.
    """
    name = request.target["DomainName"]
    domain = lookups.domain_names_of(of_rest).get(name)
    if not domain or lookups.id_of_domain_name(of_rest, domain):
        raise existence.DOMAIN_NAME.error(name)
    return rest.own(of_rest, domain)


def managed(of_rest: Any, request: Request) -> Any:
    """
    Return the domain name that a URL names if API Gateway v2 manages it.
    """
    domain = find(of_rest, request)
    types = document_of(domain)["endpointConfiguration"]["types"]
    if types != ["REGIONAL"]:
        raise existence.REGIONAL_DOMAIN.error(request.target["DomainName"], types)
    return domain


def check_tls(domain: Any) -> None:
    document = document_of(domain)
    if document["securityPolicy"] == "TLS_1_0":
        raise existence.DOMAIN_ON_TLS_1_2.error(document["domainName"])


def _found(of_rest: Any, name: str) -> Any:
    return rest.find(of_rest, {"domainName": name})


def _judged(
    of_rest: Any, body: Document, before: Document | None, **more: bool
) -> Document:
    """
    Return the settings after Create, or after Update of *before*.
    """
    taken = lookups.domain_names_of(of_rest)
    ids = [lookups.id_of_domain_name(of_rest, one) for one in taken.values()]
    facts = DomainFacts(
        region=of_rest.region_name, taken=taken, count=ids.count(None), **more
    )
    return documents.judged(TABLE, "", facts, body, before)


# --- showing ----------------------------------------------------------------------


def _shown(domain: Any) -> Document:
    return v2_domains.as_v2(document_of(domain))


def _settled(domain: Any) -> Document:
    return v2_domains.as_v2(rest.settled(document_of(domain)))
