"""
Authorizer: what UpdateAuthorizer takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import (
    AuthorizerNameTaken,
    BlankAuthorizerName,
    CrossAccountRole,
    InvalidArn,
    InvalidAuthorizerUri,
    InvalidIdentitySource,
    InvalidResultTtl,
    NoIdentitySource,
    NoUserPool,
    UserPoolNotFound,
)
from apigw_mock.apigateway.rows import ADD, EVERY, REMOVE, REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules import authorizer as rules
from apigw_mock.apigateway.rules.authorizer import AuthorizerFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Integer, Text, Value, Word
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import documented, inferred, reported
from apigw_mock.refusal import InvalidRequestInput, Sentence

# fmt: off
_WORDS = inferred("recorded for UpdateResource, UpdateModel, UpdateRequestValidator, UpdateDocumentationPart and UpdateApiKey: localstack; that the answer lists paths is reported for replace /providerARNs/0")
_LISTED = documented(PAGE)
_CLI = documented("AWS CLI examples of update-authorizer")
_TERRAFORM = reported("hashicorp/terraform-provider-aws, authorizer.go and its live tests")
_CREATE = "recorded for Create: badmintoncryer/cdk-preflight"
_POOLS = inferred(f"{_CREATE}, a COGNITO_USER_POOLS authorizer without user pools; that the last one stays: hashicorp/terraform-provider-aws, authorizer.go")
_CREDENTIALS = "recorded for integrations"

_NAME, _TYPE, _URI, _SOURCE, _TTL = "/name", "/type", "/authorizerUri", "/identitySource", "/authorizerResultTtlInSeconds"
_ROLE, _USER_POOLS, _AUTH_TYPE, _VALIDATION = "/authorizerCredentials", "/providerARNs", "/authType", "/identityValidationExpression"
_CLEARED = Value(empty=Empty.CLEARS)



AUTHORIZER = Table[AuthorizerFacts](
    resource="Authorizer",
    source=f"{PAGE}#UpdateAuthorizer-Patch",
    made_by="Create",
    demands=(existence.API.on("Create"), existence.AUTHORIZER.on("Get", "Update", "Delete"), existence.AUTHORIZER_UNUSED),
    wording=naming_paths(unknown=_WORDS, unsupported=_WORDS, order=(_NAME, _TYPE, _AUTH_TYPE, _URI, _ROLE, _SOURCE, _VALIDATION, _TTL)),
    defaults={"authType": rules.auth_type},
    applies={"authorizerCredentials": rules.takes_credentials, "providerARNs": rules.has_user_pools},
    rows=(
        Row(_AUTH_TYPE, REPLACE, _CLEARED, documented(f"{PAGE}; that another type leaves it as it is is inferred")),
        Row(_ROLE, REPLACE, _CLEARED, documented(f"{PAGE}; on user pools reported: hashicorp/terraform-provider-aws#16613")),
        Row(_TTL, REPLACE, Integer(low=0, high=rules.LONGEST, empty=Empty.CLEARS, otherwise=Sentence(InvalidResultTtl, inferred(f"{_CREATE} pf-apigw-authorizer-ttl-range; for a text that is no number inferred"))), _TERRAFORM),
        Row(_URI, REPLACE, _CLEARED, _CLI),
        Row(_SOURCE, EVERY, _CLEARED, _LISTED),
        Row(_VALIDATION, REPLACE, _CLEARED, _TERRAFORM),
        Row(_NAME, REPLACE, Text(what="any text but a blank one", test=rules.is_not_blank, otherwise=Sentence(BlankAuthorizerName, inferred("worded as the recorded sentence on request validators"))), _CLI),
        Row(_USER_POOLS, ADD | REMOVE, Value(empty=Empty.REFUSED, nothing=Sentence(rules.no_pool, inferred("worded as the answer to a list without user pools"))),
            _TERRAFORM, into="/providerARNs/[{value}]", absent=Sentence(UserPoolNotFound, inferred("worded as the recorded sentences on what is not there"))),
        Row(_TYPE, REPLACE, Word(words=rules.TYPES, refusal=rules.no_type, evidence=inferred("the text is unseen; it is worded as that on authorization types")), _LISTED),
    ),
    rules=(
        Rule("a name that no other authorizer of the API has", (_NAME,), rules.free_name, AuthorizerNameTaken, inferred("reported for HTTP and WebSocket APIs: aws/aws-cdk#20170; its words name a RestApi"), at_once=True),
        Rule("the invocation of a Lambda function in a region that exists, with the types TOKEN and REQUEST", (_URI, _TYPE), rules.lambda_uri, InvalidAuthorizerUri,
             inferred(f"{_CREATE} pf-apigw-authorizer-uri-format; reported for Create: hashicorp/terraform-provider-aws#1757; for no URI inferred")),
        Rule("credentials that are an ARN", (_ROLE,), rules.credentials_are_an_arn, InvalidArn, inferred(f"{_CREDENTIALS}; nobody has seen the answer for authorizers")),
        Rule("credentials of the caller's own account", (_ROLE,), rules.credentials_are_own, CrossAccountRole, inferred(f"{_CREDENTIALS}; nobody has seen the answer for authorizers")),
        Rule("an identity source, with the types TOKEN and COGNITO_USER_POOLS", (_SOURCE, _TYPE), rules.token_source, NoIdentitySource, inferred(f"{_CREATE}, a TOKEN authorizer; documented for COGNITO_USER_POOLS: the service model")),
        Rule("an identity source, with the type REQUEST if results are kept", (_SOURCE, _TYPE, _TTL), rules.cached_source, InvalidRequestInput, inferred("reported for Create by CloudFormation")),
        Rule("expressions of the request, the stage or the context, with the type REQUEST", (_SOURCE, _TYPE), rules.request_sources, InvalidIdentitySource,
             inferred(f"{_CREATE} pf-apigw-request-authorizer-identity-source, where the end of the sentence is cut off")),
        Rule("a user pool, with the type COGNITO_USER_POOLS", (_USER_POOLS,), rules.some_user_pool, NoUserPool, _POOLS, at_once=True),
        Rule("a user pool, with the type COGNITO_USER_POOLS", (_TYPE,), rules.some_user_pool, NoUserPool, _POOLS),
        Rule("a configuration, with the type JWT", (_TYPE,), rules.jwt_configured, InvalidRequestInput, inferred("documented: the service model requires it; the answer is unseen")),
    ),
)
# fmt: on
