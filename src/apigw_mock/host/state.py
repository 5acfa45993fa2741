"""
moto's state of API Gateway: accounts, regions and backends.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import moto.settings
from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

from apigw_mock.host.answer import lock_of
from apigw_mock.host.sessions import partitions, regions, suffixes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def account_id() -> str:
    """
    Return the id of the account that moto uses.
    """
    return os.environ.get("MOTO_ACCOUNT_ID", DEFAULT_ACCOUNT_ID)


def has_region(name: str) -> bool:
    """
    Whether moto answers in a region, for instance ``us-east-1``.
    """
    return name in regions() or moto.settings.allow_unknown_region()


def is_in_partition(partition: str, region: str) -> bool:
    """
    Whether a partition, for instance ``aws-cn``, has or may have this region.
    """
    if region not in partitions():
        return bool(moto.settings.allow_unknown_region())
    return partitions()[region] == partition


def partition_of(region: str) -> str:
    """
    Return the partition of a region, for instance ``aws-cn``.
    """
    return partitions().get(region, "aws")


def variables_of(backend: Any) -> dict[str, str]:
    """
    Return what AWS's variables stand for in an OpenAPI document.
    """
    return {
        "AWS::AccountId": backend.account_id,
        "AWS::Partition": partition_of(backend.region_name),
        "AWS::Region": backend.region_name,
    }


def suffix_of(region: str) -> str:
    """
    Return the end of the hosts' names in a region, for instance ``amazonaws.com.cn``.
    """
    return suffixes().get(partition_of(region), "amazonaws.com")


def rest_backend(account: str, region: str) -> Any:
    """
    Return moto's backend of REST APIs. It is made if there is none.
    """
    backends: Any = apigateway_backends
    return backends[account][region]


def v2_domain_names(account: str, region: str) -> dict[str, Any]:
    """
    Return moto's objects of the domain names that API Gateway v2 has made.
    """
    backend = _v2_backend(account, region)
    return backend.domain_names if backend else {}


def v2_mappings(account: str, region: str) -> dict[str, Any]:
    """
    Return moto's objects of the API mappings that API Gateway v2 has made.
    """
    backend = _v2_backend(account, region)
    return backend.api_mappings if backend else {}


def v2_links(account: str, region: str) -> Collection[str]:
    """
    Return the ids of the VPC links that API Gateway v2 has made.
    """
    backend = _v2_backend(account, region)
    return backend.vpc_links if backend else ()


def v2_apis(account: str, region: str) -> Mapping[str, Any]:
    """
    Return moto's objects of the HTTP and WebSocket APIs, by their ids.
    """
    backend = _v2_backend(account, region)
    return backend.apis if backend else {}


def _v2_backend(account: str, region: str) -> Any:
    backends: Any = apigatewayv2_backends.get(account, {})  # get creates no backend
    return dict.get(backends, region)


def reset() -> None:
    """
    Empty API Gateway in every account and region. Other services keep their state.
    """
    both: tuple[Any, ...] = (apigateway_backends, apigatewayv2_backends)
    for backends in both:
        for account in list(backends.values()):
            for backend in list(account.values()):
                with lock_of(backend):
                    backend.reset()
