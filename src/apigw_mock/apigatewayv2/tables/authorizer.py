"""
Authorizers of HTTP and WebSocket APIs: how settings merge, and what AWS refuses.

The same fields and rules judge Create and Update.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import authorizer_refusals as refusals
from apigw_mock.apigatewayv2 import kinds
from apigw_mock.apigatewayv2.conditions import filled, sent, sent_any
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.kinds import both, on_http, on_websocket, typed
from apigw_mock.apigatewayv2.merge import (
    identity_sources,
    per_member,
    replaced,
    replaced_or_cleared,
)
from apigw_mock.apigatewayv2.refusals import InvalidSettingWord, LengthOutOfRange
from apigw_mock.apigatewayv2.rules import authorizer
from apigw_mock.apigatewayv2.rules.authorizer import AuthorizerFacts
from apigw_mock.apigatewayv2.rules.modelled import (
    length,
    member_lengths,
    one_of_the_words,
    required_length,
)
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import documented, inferred, recorded, reported

_REQUEST, _JWT = typed("REQUEST"), typed("JWT")
_HTTP_REQUEST, _HTTP_JWT = both(on_http, _REQUEST), both(on_http, _JWT)

# fmt: off
_TYPE = inferred("hashicorp/terraform-provider-aws sends it where it changed, and no test changes it; that another type drops what does not fit it, and is accepted while a route has the authorizer, is unseen")
_SOURCES = recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: sources replace sources, [] is accepted on a WebSocket API; that the member is then absent, [] on an HTTP API and an empty source are inferred")
_JWT_MERGE = inferred("hashicorp/terraform-provider-aws changes the audience and sends both members; that members which are not sent stay is unseen, they do in UpdateApi")
_OTHER_TYPE = reported("go-to-k/cdkd: AWS refuses what belongs to the other type")
_UNKNOWN_WORDS = inferred("AWS refuses this as go-to-k/cdkd reports, its sentence is unseen")
_UNKNOWN_TTL = inferred("worded as the one on the other settings that a JWT authorizer does not have")
_ON_UPDATE = ", for CreateAuthorizer; for UpdateAuthorizer inferred"
_STACKD = reported("stackd, an emulator: worded as the recorded sentence on AuthorizerResultTtlInSeconds")

AUTHORIZER = Table[AuthorizerFacts](
    resource="Authorizer",
    source=sources.AUTHORIZER_PAGE,
    kind_of=kinds.of_authorizer,
    demands={"apiId": existence.API, "authorizerId": existence.AUTHORIZER},
    fields=(
        Field("authorizerCredentialsArn", replaced_or_cleared, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: an empty text clears; that a role replaces another one is inferred"), applies=_REQUEST),
        Field("authorizerPayloadFormatVersion", replaced_or_cleared, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: a version replaces another one; that an empty one counts as none is inferred"), applies=_HTTP_REQUEST),
        Field("authorizerResultTtlInSeconds", replaced, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2; go-to-k/cdkd, live: 300 becomes 0"), applies=_HTTP_REQUEST),
        Field("authorizerType", replaced, _TYPE),
        Field("authorizerUri", replaced, inferred("LocalStack's AWS-validated tests of apigatewayv2 send the stored URI again; that a new one replaces it is unseen"), applies=_REQUEST),
        Field("enableSimpleResponses", replaced, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2, with version 1.0; alone, and that false is shown, are inferred"), applies=_HTTP_REQUEST),
        Field("identitySource", identity_sources, _SOURCES),
        Field("identityValidationExpression", replaced_or_cleared, recorded("go-to-k/cdkd#716, live: read back from a REQUEST authorizer; that an empty text clears is inferred"), applies=_REQUEST),
        Field("jwtConfiguration", per_member, _JWT_MERGE, applies=_JWT),
        Field("name", replaced, sources.TERRAFORM),
    ),
    rules_of={
        "Create": (
            Rule("An API has at most 10 authorizers", "authorizerId",
                 authorizer.fewer_than(10), refusals.TooManyAuthorizers,
                 recorded("anomalyco/ion#513: HTTP 429 with ConflictException")),
        ),
        "Delete": (
            Rule("No route has the authorizer", "authorizerId",
                 authorizer.guards_no_route, refusals.ReferencedAuthorizer,
                 recorded("anomalyco/sst#5586, with one route; that the sentence names the first of several is inferred")),
        ),
    },
    rules=(
        # What fits the protocol.
        Rule("WebSocket APIs have REQUEST authorizers", "authorizerType",
             authorizer.request_type, refusals.AuthorizerNotForProtocol,
             preflight("websocket-authorizer-type" + _ON_UPDATE),
             applies=on_websocket, when=sent_any("authorizerType")),
        Rule("AuthorizerType is a word of the service model", "authorizerType",
             one_of_the_words("authorizerType"), InvalidSettingWord, sources.WORDS,
             applies=on_http, when=sent_any("authorizerType")),
        Rule("Authorizers of WebSocket APIs have no payload format version", "authorizerPayloadFormatVersion",
             authorizer.not_for_protocol("authorizerPayloadFormatVersion"), refusals.SettingNotForProtocol,
             reported(f"{_STACKD.source}; it refuses an empty one in CreateAuthorizer too, which is taken here"), applies=on_websocket, when=filled("authorizerPayloadFormatVersion")),
        Rule("Authorizers of WebSocket APIs keep no results", "authorizerResultTtlInSeconds",
             authorizer.not_for_protocol("authorizerResultTtlInSeconds"), refusals.SettingNotForProtocol,
             recorded("hashicorp/terraform-provider-aws#15232; anomalyco/sst#905; for CreateAuthorizer; for 0 seconds reported, for UpdateAuthorizer inferred"),
             applies=on_websocket, when=sent("authorizerResultTtlInSeconds")),
        Rule("Authorizers of WebSocket APIs have no simple responses", "enableSimpleResponses",
             authorizer.not_for_protocol("enableSimpleResponses"), refusals.SettingNotForProtocol,
             _STACKD, applies=on_websocket, when=sent("enableSimpleResponses")),
        Rule("Authorizers of WebSocket APIs have no JWT configuration", "jwtConfiguration",
             authorizer.not_for_protocol("jwtConfiguration"), refusals.SettingNotForProtocol,
             _STACKD, applies=on_websocket, when=filled("jwtConfiguration")),

        # What fits the type.
        Rule("AuthorizerCredentialsArn belongs to REQUEST authorizers", "authorizerCredentialsArn",
             authorizer.only_for("REQUEST", "authorizerCredentialsArn"), refusals.SettingNotForAuthorizer,
             _OTHER_TYPE, _UNKNOWN_WORDS, applies=_HTTP_JWT, when=filled("authorizerCredentialsArn")),
        Rule("AuthorizerPayloadFormatVersion belongs to REQUEST authorizers", "authorizerPayloadFormatVersion",
             authorizer.only_for("REQUEST", "authorizerPayloadFormatVersion"), refusals.SettingNotForAuthorizer,
             reported("go-to-k/cdkd: AWS refuses it on JWT authorizers"), _UNKNOWN_WORDS,
             applies=_HTTP_JWT, when=filled("authorizerPayloadFormatVersion")),
        Rule("AuthorizerResultTtlInSeconds belongs to REQUEST authorizers", "authorizerResultTtlInSeconds",
             authorizer.only_for("REQUEST", "authorizerResultTtlInSeconds"), refusals.SettingNotForAuthorizer,
             inferred("go-to-k/cdkd has it as valid on REQUEST authorizers only; that AWS refuses it on others is unseen"), _UNKNOWN_TTL,
             applies=_HTTP_JWT, when=sent("authorizerResultTtlInSeconds")),
        Rule("AuthorizerUri belongs to REQUEST authorizers", "authorizerUri",
             authorizer.only_for("REQUEST", "authorizerUri"), refusals.SettingNotForAuthorizer,
             _OTHER_TYPE, _UNKNOWN_WORDS, applies=_HTTP_JWT, when=filled("authorizerUri")),
        Rule("EnableSimpleResponses belongs to REQUEST authorizers", "enableSimpleResponses",
             authorizer.only_for("REQUEST", "enableSimpleResponses"), refusals.SettingNotForAuthorizer,
             reported("go-to-k/cdkd: AWS refuses it on JWT authorizers, even if it is false"), _UNKNOWN_WORDS,
             applies=_HTTP_JWT, when=sent("enableSimpleResponses")),
        Rule("IdentityValidationExpression belongs to REQUEST authorizers", "identityValidationExpression",
             authorizer.only_for("REQUEST", "identityValidationExpression"), refusals.SettingNotForAuthorizer,
             reported("go-to-k/cdkd#716: AWS refuses it on JWT authorizers"), _UNKNOWN_WORDS,
             applies=_HTTP_JWT, when=filled("identityValidationExpression")),
        Rule("JwtConfiguration belongs to JWT authorizers", "jwtConfiguration",
             authorizer.only_for("JWT", "jwtConfiguration"), refusals.SettingNotForAuthorizer,
             _OTHER_TYPE, _UNKNOWN_WORDS, applies=_HTTP_REQUEST, when=filled("jwtConfiguration")),

        # The name.
        Rule("An authorizer's name has 1 to 128 characters", "name",
             required_length("name"), LengthOutOfRange, sources.LENGTHS, when=sent_any("name")),
        Rule("Each authorizer of an API has its own name", "name",
             authorizer.unique_name, refusals.DuplicateAuthorizerName,
             recorded("aws/aws-cdk#20170 and #13711" + _ON_UPDATE), when=sent_any("name")),

        # The function.
        Rule("AuthorizerCredentialsArn is the ARN of a role", "authorizerCredentialsArn",
             authorizer.role, refusals.InvalidAuthorizerRole,
             reported("stackd, an emulator; botocore's service model says that it is a role"),
             applies=_REQUEST, when=filled("authorizerCredentialsArn")),
        Rule("A REQUEST authorizer of an HTTP API has a payload format version", "authorizerPayloadFormatVersion",
             authorizer.has_version, refusals.MissingAuthorizerVersion,
             recorded("hashicorp/terraform-provider-aws#15181; getmoto/moto#5474; badmintoncryer/cdk-preflight pf-apigwv2-request-authorizer-payload-version" + _ON_UPDATE),
             applies=_HTTP_REQUEST, when=sent_any("authorizerType", "authorizerPayloadFormatVersion")),
        Rule("AuthorizerPayloadFormatVersion is 1.0 or 2.0", "authorizerPayloadFormatVersion",
             one_of_the_words("authorizerPayloadFormatVersion", "1.0", "2.0"), InvalidSettingWord,
             documented("botocore, apigatewayv2 2018-11-29 service model"), sources.SENTENCE,
             applies=_HTTP_REQUEST, when=sent("authorizerPayloadFormatVersion")),
        Rule("Simple responses belong to payload format version 2.0", "enableSimpleResponses",
             authorizer.simple_version, refusals.SimpleResponsesNotForVersion,
             preflight("simple-responses-payload-version" + _ON_UPDATE),
             applies=_HTTP_REQUEST, when=sent_any("authorizerType", "authorizerPayloadFormatVersion", "enableSimpleResponses")),
        Rule("Results are kept for 0 to 3600 seconds", "authorizerResultTtlInSeconds",
             authorizer.ttl, refusals.AuthorizerTtlOutOfRange, preflight("authorizer-ttl-range" + _ON_UPDATE),
             applies=_HTTP_REQUEST, when=sent("authorizerResultTtlInSeconds")),
        Rule("An authorizer that keeps results has an identity source", "identitySource",
             authorizer.cached_by_source, refusals.CacheWithoutIdentitySource,
             preflight("authorizer-ttl-identity-source" + _ON_UPDATE),
             applies=_HTTP_REQUEST, when=sent_any("authorizerType", "authorizerResultTtlInSeconds", "identitySource")),
        Rule("An identity source of an HTTP API is of the request, the stage or the context", "identitySource",
             authorizer.http_sources, refusals.InvalidHttpIdentitySource,
             preflight("http-identity-source-expression" + _ON_UPDATE),
             applies=_HTTP_REQUEST, when=sent_any("authorizerType", "identitySource")),
        Rule("An identity source of a WebSocket API is of the request, the stage or the context", "identitySource",
             authorizer.websocket_sources, refusals.InvalidWebsocketIdentitySource,
             preflight("websocket-identity-source-expression" + _ON_UPDATE),
             reported("stackd, an emulator; recorded up to the words on stage variables: badmintoncryer/cdk-preflight"),
             applies=on_websocket, when=sent_any("identitySource")),
        Rule("AuthorizerUri has at most 2048 characters", "authorizerUri",
             length("authorizerUri"), LengthOutOfRange, sources.LENGTHS,
             applies=_REQUEST, when=filled("authorizerUri")),
        Rule("A REQUEST authorizer has a URI", "authorizerUri",
             authorizer.has_uri, refusals.MissingAuthorizerUri,
             preflight("request-authorizer-uri-required" + _ON_UPDATE),
             applies=_REQUEST, when=sent_any("authorizerType", "authorizerUri")),
        Rule("The URI of a REQUEST authorizer invokes a Lambda function", "authorizerUri",
             authorizer.invocation, refusals.NoInvocationUri,
             inferred("botocore's service model says that the URI must be well-formed; the sentence is recorded for REST APIs: hashicorp/terraform-provider-aws#1757, for a URI in a region that does not exist"),
             applies=_REQUEST, when=filled("authorizerUri")),
        Rule("IdentityValidationExpression has at most 1024 characters", "identityValidationExpression",
             length("identityValidationExpression"), LengthOutOfRange, sources.LENGTHS,
             applies=_REQUEST, when=sent("identityValidationExpression")),

        # The tokens.
        Rule("A JWT authorizer has one identity source", "identitySource",
             authorizer.one_source, refusals.NotOneIdentitySource,
             documented("botocore, apigatewayv2 2018-11-29 service model; go-to-k/cdkd reports that AWS refuses to reset it"), sources.SENTENCE,
             applies=_HTTP_JWT, when=sent_any("authorizerType", "identitySource")),
        Rule("The identity source of a JWT authorizer is a header or a query string parameter", "identitySource",
             authorizer.token_source, refusals.InvalidHttpIdentitySource,
             documented("botocore, apigatewayv2 2018-11-29 service model"), sources.SENTENCE,
             applies=_HTTP_JWT, when=sent_any("authorizerType", "identitySource")),
        Rule("A JWT authorizer has a JWT configuration", "jwtConfiguration",
             authorizer.has_configuration, refusals.MissingJwtConfiguration,
             preflight("jwt-authorizer-config" + _ON_UPDATE),
             applies=_HTTP_JWT, when=sent_any("authorizerType", "jwtConfiguration")),
        Rule("A JWT authorizer has an audience", "jwtConfiguration",
             authorizer.has_audience, refusals.MissingAudience,
             preflight("jwt-audience-required" + _ON_UPDATE),
             applies=_HTTP_JWT, when=sent_any("authorizerType", "jwtConfiguration")),
        Rule("A JWT authorizer has at most 50 audiences", "jwtConfiguration",
             authorizer.at_most_audiences(50), refusals.TooManyAudiences,
             documented("API Gateway developer guide, limits"), sources.SENTENCE,
             applies=_HTTP_JWT, when=sent_any("authorizerType", "jwtConfiguration")),
        Rule("The issuer of a JWT authorizer is an HTTPS URL", "jwtConfiguration",
             authorizer.https_issuer, refusals.InvalidIssuer,
             preflight("jwt-issuer-https" + _ON_UPDATE + "; no issuer and an empty one are inferred. AWS also asks the issuer for its discovery document: haandol/cognito-kakao-example#1; nothing is asked here"),
             applies=_HTTP_JWT, when=sent_any("authorizerType", "jwtConfiguration")),
        Rule("Issuer has at most 2048 characters", "jwtConfiguration",
             member_lengths("jwtConfiguration"), LengthOutOfRange, sources.LENGTHS,
             applies=_HTTP_JWT, when=filled("jwtConfiguration")),
    ),
)
# fmt: on
