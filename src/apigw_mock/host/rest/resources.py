"""
The patchable resources of REST APIs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.host.rest.account import ACCOUNTS
from apigw_mock.host.rest.api_key import API_KEYS
from apigw_mock.host.rest.authorizer import AUTHORIZERS
from apigw_mock.host.rest.base_path_mapping import BASE_PATH_MAPPINGS
from apigw_mock.host.rest.client_certificate import CLIENT_CERTIFICATES
from apigw_mock.host.rest.deployment import DEPLOYMENTS
from apigw_mock.host.rest.documentation_part import DOCUMENTATION_PARTS
from apigw_mock.host.rest.documentation_version import DOCUMENTATION_VERSIONS
from apigw_mock.host.rest.domain_name import DOMAIN_NAMES
from apigw_mock.host.rest.gateway_response import GATEWAY_RESPONSES
from apigw_mock.host.rest.integration import INTEGRATIONS
from apigw_mock.host.rest.integration_response import INTEGRATION_RESPONSES
from apigw_mock.host.rest.method import METHODS
from apigw_mock.host.rest.method_response import METHOD_RESPONSES
from apigw_mock.host.rest.model import MODELS
from apigw_mock.host.rest.request_validator import REQUEST_VALIDATORS
from apigw_mock.host.rest.resource import TREE
from apigw_mock.host.rest.rest_api import REST_APIS
from apigw_mock.host.rest.stage import STAGES
from apigw_mock.host.rest.usage import USAGES
from apigw_mock.host.rest.usage_plan import USAGE_PLANS
from apigw_mock.host.rest.vpc_link import VPC_LINKS

if TYPE_CHECKING:
    from apigw_mock.host.rest.record import Resource

RESOURCES: tuple[Resource[Any], ...] = (
    INTEGRATION_RESPONSES,
    INTEGRATIONS,
    METHOD_RESPONSES,
    METHODS,
    GATEWAY_RESPONSES,
    TREE,
    REST_APIS,
    STAGES,
    DEPLOYMENTS,
    DOCUMENTATION_PARTS,
    DOCUMENTATION_VERSIONS,
    MODELS,
    REQUEST_VALIDATORS,
    AUTHORIZERS,
    ACCOUNTS,
    DOMAIN_NAMES,
    BASE_PATH_MAPPINGS,
    VPC_LINKS,
    CLIENT_CERTIFICATES,
    API_KEYS,
    USAGE_PLANS,
    USAGES,
)
