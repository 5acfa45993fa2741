"""
VPC links for HTTP APIs: how settings merge, and what AWS refuses.

Only the name can change: no update has subnets and security groups.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import kinds
from apigw_mock.apigatewayv2 import vpc_link_refusals as refusals
from apigw_mock.apigatewayv2.conditions import sent_any
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.merge import replaced
from apigw_mock.apigatewayv2.refusals import LengthOutOfRange
from apigw_mock.apigatewayv2.rules import vpc_link
from apigw_mock.apigatewayv2.rules.modelled import required_length
from apigw_mock.apigatewayv2.rules.vpc_link import VpcLinkFacts
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import recorded

# As the examples of create-vpc-link and get-vpc-link in the AWS CLI reference show them.
PENDING = {
    "vpcLinkStatus": "PENDING",
    "vpcLinkStatusMessage": "VPC link is provisioning ENIs",
    "vpcLinkVersion": "V2",
}
AVAILABLE = {
    "vpcLinkStatus": "AVAILABLE",
    "vpcLinkStatusMessage": "VPC link is ready to route traffic",
    "vpcLinkVersion": "V2",
}

# fmt: off
VPC_LINK = Table[VpcLinkFacts](
    resource="VpcLink",
    source=sources.VPC_LINK_PAGE,
    kind_of=kinds.of_protocol,
    demands={"vpcLinkId": existence.VPC_LINK},
    fields=(
        Field("name", replaced, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: a new name replaces the old one; that a call without one keeps it is inferred")),
    ),
    rules_of={
        "Create": (
            Rule("An account has at most 10 VPC links in a region", "vpcLinkId",
                 vpc_link.fewer_than(10), refusals.TooManyVpcLinks,
                 recorded("hashicorp/terraform-provider-aws#40500, acceptance tests of v2")),
            Rule("A VPC link has a subnet", "subnetIds",
                 vpc_link.has_subnets, refusals.MissingSubnets, preflight("vpc-link-subnets-required")),
        ),
        "Delete": (
            Rule("No route leads through the VPC link", "vpcLinkId",
                 vpc_link.leads_no_route, refusals.ReferencedVpcLink,
                 recorded("hashicorp/terraform-provider-aws#12195, with one route; that an integration without a route does not count, the method of a route that is not ANY, and several routes, are inferred")),
        ),
    },
    rules=(
        Rule("A VPC link's name has 1 to 128 characters", "name",
             required_length("name"), LengthOutOfRange,
             sources.LENGTHS, when=sent_any("name")),
    ),
)
# fmt: on
