"""
VPC links: their facts, and the checks before one is made or deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import vpc_link_refusals as refusals
from apigw_mock.apigatewayv2.fields import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Check = Callable[["VpcLinkCall"], None]


@dataclass(frozen=True, kw_only=True)
class VpcLinkFacts(Facts):
    """
    What is around a VPC link.

    Args:
        count: how many VPC links the account has in the region.
        uses: the routes that lead through the link, each as ``{method}:{id}``.
    """

    count: int
    uses: Sequence[str] = ()


VpcLinkCall = Call[VpcLinkFacts]


def fewer_than(quota: int) -> Check:
    """
    Return the check that the account has fewer VPC links than *quota*.
    """

    def check(call: VpcLinkCall) -> None:
        if call.facts.count >= quota:
            raise refusals.TooManyVpcLinks(quota)

    return check


def has_subnets(call: VpcLinkCall) -> None:
    if not call.change.get("subnetIds"):
        raise refusals.MissingSubnets


def leads_no_route(call: VpcLinkCall) -> None:
    if call.facts.uses:
        raise refusals.ReferencedVpcLink(call.document["vpcLinkId"], call.facts.uses)
