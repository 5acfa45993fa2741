"""
RestApi: what UpdateRestApi takes, path by path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonpointer import JsonPointer

from apigw_mock.apigateway.refusals import (
    EmptyApiName,
    EmptyMapValue,
    InvalidCompressionSize,
    InvalidEndpointType,
    InvalidIpAddressType,
    InvalidPatchPath,
    InvalidPolicy,
    InvalidSecurityPolicy,
    MediaTypeNotFound,
    NoEndpointType,
    PrivateNotDualstack,
    SeveralEndpointTypes,
    UnsupportedTypesOp,
    VpcEndpointsNotPrivate,
)
from apigw_mock.apigateway.rows import (
    ADD,
    EVERY,
    REMOVE,
    REPLACE,
    Row,
    Rule,
    Table,
)
from apigw_mock.apigateway.rules import rest_api as rules
from apigw_mock.apigateway.rules.rest_api import ApiFacts
from apigw_mock.apigateway.tables import existence, sources
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import (
    Boolean,
    Empty,
    Integer,
    Parsed,
    Text,
    Value,
    Word,
)
from apigw_mock.apigateway.wording import naming_ops, with_unsupported
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Op, Operation
    from apigw_mock.refusal import ApigwError

# fmt: off
_ADDRESSES = recorded("localstack test_update_rest_api_ip_address_type")
_COMPRESSION = recorded("localstack test_update_rest_api_compression")
_MEDIA = recorded("localstack test_update_rest_api_operation_add_remove, test_update_rest_api_behaviour")
_VPC = reported("hashicorp/terraform-provider-aws#14269; badmintoncryer/cdk-preflight pf-apigw-vpc-endpoint, for Create")
_UNSEEN = inferred("the text is unseen; it is worded as that on authorization types")

_TYPES, _IDS = "/endpointConfiguration/types/{_}", "/endpointConfiguration/vpcEndpointIds"
_NEW = {"/endpointConfiguration": rules.new_configuration}


def _no_new_type(member: str, key: str) -> ApigwError:
    return InvalidPatchPath("replace", JsonPointer.from_parts([member, key]).path)


def _types_op(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return UnsupportedTypesOp(operation.path)


_WORDING = naming_ops(unknown=_MEDIA, unsupported=recorded("localstack test_update_rest_api_compression, test_update_rest_api_ip_address_type; for other members inferred"))
_LISTED = documented(PAGE)

REST_API = Table[ApiFacts](
    resource="RestApi",
    source=f"{PAGE}#UpdateRestApi-Patch",
    made_by="Create",
    demands=(existence.API.on("Get", "Update", "Delete"), existence.DESCRIBED, existence.CLONED, existence.UNMAPPED_API),
    wording=_WORDING,
    defaults={
        "apiKeySource": rules.cloned("apiKeySource", "HEADER"), "disableExecuteApiEndpoint": rules.cloned("disableExecuteApiEndpoint", False),
        "endpointConfiguration": rules.cloned_configuration, **{one: rules.cloned(one) for one in ("binaryMediaTypes", "minimumCompressionSize", "policy")},
    },
    derives={"endpointConfiguration": rules.configuration},
    rows=(
        Row("/apiKeySource", REPLACE, Word(what="API Key source", words=("HEADER", "AUTHORIZER"), evidence=_UNSEEN), _LISTED),
        Row("/binaryMediaTypes/{media_type}", EVERY,
            Value(empty=Empty.REFUSED, nothing=Sentence(_no_new_type, inferred("nobody has seen a replacement by nothing; worded as a path that is unknown"))), _MEDIA,
            into="/binaryMediaTypes/[{media_type}]",
            absent=Sentence(MediaTypeNotFound, inferred("worded as the recorded sentences on what is not there"))),
        Row("/description", EVERY, Value(empty=Empty.CLEARS), documented("API reference, UpdateRestApi; remove recorded: localstack test_update_rest_api_operation_add_remove")),
        Row("/disableExecuteApiEndpoint", REPLACE, Boolean(), documented("developer guide, rest-api-disable-default-endpoint")),
        Row("/endpointAccessMode", REPLACE, Word(name="endpointAccessMode", empty=Empty.CLEARS, evidence=_UNSEEN), _LISTED),
        Row("/endpointConfiguration/ipAddressType", REPLACE, Word(words=("ipv4", "dualstack"), refusal=InvalidIpAddressType, evidence=_ADDRESSES), _ADDRESSES, creates=_NEW),
        Row(_TYPES, REPLACE, Word(words=rules.TYPES, refusal=InvalidEndpointType, evidence=_ADDRESSES),
            recorded("localstack test_update_rest_api_ip_address_type; a type as last segment documented: developer guide, apigateway-api-migration"),
            into="/endpointConfiguration/types/0", wording=with_unsupported(_WORDING, _types_op, _ADDRESSES)),
        Row(_IDS, ADD | REMOVE, Value(empty=Empty.REFUSED, nothing=Sentence(lambda _, key: EmptyMapValue(key, key), sources.EMPTY_VALUES)), documented("developer guide, apigateway-private-apis; add recorded: localstack test_create_execute_api_vpc_endpoint"), into=f"{_IDS}/[{{value}}]"),
        Row(f"{_IDS}/{{endpoint}}", ADD | REMOVE, Value(), reported("aws-controllers-k8s/apigateway-controller"), into=f"{_IDS}/[{{endpoint}}]"),
        Row("/minimumCompressionSize", REPLACE, Integer(low=0, high=10485760, empty=Empty.CLEARS, otherwise=Sentence(InvalidCompressionSize, _COMPRESSION)), _COMPRESSION),
        Row("/name", REPLACE, Text(what="any text but an empty one", test=bool, otherwise=Sentence(EmptyApiName, inferred("the text is unseen"))), documented("AWS CLI examples of update-rest-api")),
        Row("/policy", REPLACE,
            Parsed(what="a resource policy", parse=rules.read_policy, empty=Empty.CLEARS,
                otherwise=Sentence(InvalidPolicy, reported("badmintoncryer/cdk-preflight pf-apigw-restapi-policy, for Create"))),
            recorded("localstack test_create_execute_api_vpc_endpoint; clearing reported: go-to-k/cdk-real-drift")),
        Row("/securityPolicy", REPLACE, Word(name="securityPolicy", refusal=InvalidSecurityPolicy, evidence=inferred("the text is unseen")), _LISTED),
    ),
    rules=(
        Rule("an endpoint type", (_TYPES,), rules.some_type, NoEndpointType, recorded("localstack, CreateRestApi without types")),
        Rule("one endpoint type", (_TYPES,), rules.one_type, SeveralEndpointTypes, recorded("localstack, CreateRestApi with several types")),
        Rule("both kinds of addresses on a private API", ("/endpointConfiguration/ipAddressType",), rules.dualstack_if_private, PrivateNotDualstack, _ADDRESSES, at_once=True),
        Rule("VPC endpoints only on a private API", (_TYPES, _IDS, f"{_IDS}/{{endpoint}}"), rules.endpoints_of_private, VpcEndpointsNotPrivate, _VPC),
    ),
)
# fmt: on
