"""
Which keys of AWS's extensions become which settings of an HTTP API.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.evidence import documented, inferred, recorded
from apigw_mock.openapi.document import text_of
from apigw_mock.openapi.values import (
    boolean,
    capitals,
    integer,
    maps_of_texts,
    members,
    only_texts,
    parted,
    texts,
)

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence
    from apigw_mock.openapi.values import Reader


@dataclass(frozen=True)
class Key:
    """
    One key of an extension.

    Args:
        name: in the document.
        setting: that it becomes, by its name on the wire.
        read: returns the setting's value, None if what is there is malformed.
        evidence: how it is known.
    """

    name: str
    setting: str
    read: Reader
    evidence: Evidence


# fmt: off
GUIDE = documented("API Gateway developer guide, api-gateway-swagger-extensions")
_TERRAFORM = recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: openAPI")
_MAPPED = inferred("API Gateway developer guide, http-api-parameter-mapping; AWS's answer to an import with it is unseen")

INTEGRATION = (
    Key("type", "integrationType", capitals, _TERRAFORM),
    Key("uri", "integrationUri", text_of, _TERRAFORM),
    Key("httpMethod", "integrationMethod", text_of, _TERRAFORM),
    Key("payloadFormatVersion", "payloadFormatVersion", text_of, _TERRAFORM),
    Key("connectionType", "connectionType", text_of, GUIDE),
    Key("connectionId", "connectionId", text_of, GUIDE),
    Key("credentials", "credentialsArn", text_of, GUIDE),
    Key("timeoutInMillis", "timeoutInMillis", integer, GUIDE),
    Key("integrationSubtype", "integrationSubtype", text_of, GUIDE),
    Key("requestParameters", "requestParameters", only_texts, GUIDE),
    Key("responseParameters", "responseParameters", maps_of_texts, _MAPPED),
    Key("tlsConfig", "tlsConfig", members(serverNameToVerify=text_of), GUIDE),
)

AUTHORIZER = (
    Key("type", "authorizerType", capitals, GUIDE),
    Key("identitySource", "identitySource", parted, GUIDE),
    Key("jwtConfiguration", "jwtConfiguration", members(audience=texts, issuer=text_of), GUIDE),
    Key("authorizerUri", "authorizerUri", text_of, GUIDE),
    Key("authorizerCredentials", "authorizerCredentialsArn", text_of, GUIDE),
    Key("authorizerPayloadFormatVersion", "authorizerPayloadFormatVersion", text_of, GUIDE),
    Key("authorizerResultTtlInSeconds", "authorizerResultTtlInSeconds", integer, GUIDE),
    Key("enableSimpleResponses", "enableSimpleResponses", boolean, GUIDE),
)

INFO = (
    Key("title", "name", text_of, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2, which put the own name back")),
    Key("description", "description", text_of, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2, which put the own description back: without one it is cleared")),
    Key("version", "version", text_of, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2; a number becomes a text: AWS CLI reference, apigatewayv2 import-api")),
)

CORS = (
    Key("allowCredentials", "allowCredentials", boolean, GUIDE),
    Key("allowHeaders", "allowHeaders", texts, GUIDE),
    Key("allowMethods", "allowMethods", texts, GUIDE),
    Key("allowOrigins", "allowOrigins", texts, GUIDE),
    Key("exposeHeaders", "exposeHeaders", texts, GUIDE),
    Key("maxAge", "maxAge", integer, GUIDE),
)
# fmt: on


def read(keys: tuple[Key, ...], extension: Any) -> tuple[dict[str, Any], list[str]]:
    """
    Return the settings that an extension becomes, and the keys that are malformed.
    """
    settings, malformed = {}, []
    for key in keys:
        if extension.get(key.name) is not None:
            value = key.read(extension[key.name])
            if value is None:
                malformed.append(key.name)
            else:
                settings[key.setting] = value
    return settings, malformed
