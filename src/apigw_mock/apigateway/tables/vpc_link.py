"""
VpcLink: what UpdateVpcLink takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import EmptyVpcLinkName, TargetArnsStay
from apigw_mock.apigateway.rows import REPLACE, Facts, Op, Row, Table
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Value
from apigw_mock.apigateway.wording import naming_paths, with_unsupported
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Operation
    from apigw_mock.refusal import ApigwError

# fmt: off
_WORDS = inferred("recorded for other resources: localstack test_update_model, test_invalid_update_request_validator_operations")
_TARGETS = reported("hashicorp/terraform-provider-aws#2512")


def _targets_stay(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return TargetArnsStay(operation.op or "", operation.path)


_LISTS = naming_paths(unknown=_WORDS, unsupported=_WORDS, order=("/name",))
_KEEPS = with_unsupported(_LISTS, _targets_stay, _TARGETS)

VPC_LINK = Table[Facts](
    resource="VpcLink",
    source=f"{PAGE}#UpdateVpcLink-Patch",
    made_by="Create",
    demands=(existence.VPC_LINK, existence.ONE_TARGET, existence.TARGET_ARN, existence.UNUSED_LINK),
    wording=_LISTS,
    rows=(
        Row("/description", REPLACE, Value(empty=Empty.CLEARS), documented("AWS CLI example of update-vpc-link; clearing inferred from other descriptions")),
        Row("/name", REPLACE,
            Value(empty=Empty.REFUSED, nothing=Sentence(EmptyVpcLinkName, recorded("localstack test_create_vpc_link_invalid_parameters, for Create; for Update inferred"))),
            recorded("localstack test_vpc_link_lifecycle")),
        Row("/targetArns", Op.NONE, Value(), _TARGETS, wording=_KEEPS),
        Row("/targetArns/{target...}", Op.NONE, Value(), _TARGETS, into="/targetArns/[{target}]", wording=_KEEPS),
    ),
)
# fmt: on
