"""
How an invocation fails: the gateway response, the sentences of the answer and the log.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.evidence import documented, inferred, recorded, reported

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence

_INTERNAL = "Internal server error"
_SETUP = "Execution failed due to configuration error: "


class GatewayType(NamedTuple):
    """
    A type of gateway response.

    Args:
        name: for instance ``BAD_REQUEST_BODY``.
        status: the HTTP status, unless the API has its own.
        error: the value of the header ``x-amzn-ErrorType``.
        evidence: how the type, its status and its header are known.
    """

    name: str
    status: int
    error: str
    evidence: Evidence


# fmt: off
_VALIDATED = recorded("localstack test_api_gateway_request_validator")
PARAMETERS = GatewayType("BAD_REQUEST_PARAMETERS", 400, "BadRequestException", _VALIDATED)
BODY = GatewayType("BAD_REQUEST_BODY", 400, "BadRequestException", _VALIDATED)
MEDIA_TYPE = GatewayType("UNSUPPORTED_MEDIA_TYPE", 415, "BadRequestException", documented("developer guide, supported-gateway-response-types; the header is reported: localstack's gateway responses"))
INTEGRATION = GatewayType("INTEGRATION_FAILURE", 504, "InternalServerErrorException", documented("developer guide, supported-gateway-response-types; the header is recorded: localstack test_aws_proxy_response_payload_format_validation"))
TIMEOUT = GatewayType("INTEGRATION_TIMEOUT", 504, "InternalServerErrorException", documented("developer guide, supported-gateway-response-types; the header is reported: localstack's gateway responses"))
CONFIGURATION = GatewayType("API_CONFIGURATION_ERROR", 500, "InternalServerErrorException", recorded("localstack TestApiGatewayHeaderRemapping: the status and the header; the name of the type is inferred"))
# fmt: on
GATEWAY_TYPES = (PARAMETERS, BODY, MEDIA_TYPE, INTEGRATION, TIMEOUT, CONFIGURATION)
ERROR_TYPE = "x-amzn-ErrorType"


@dataclass(frozen=True)
class Failure:
    """
    A row: what may go wrong in a step.

    Args:
        name: what the step requires, in words.
        type: the gateway response that answers.
        message: the sentence of the answer. Its facts stand in braces.
        log: the line of the log. Its facts stand in braces.
        evidence: how the sentences are known.
        own_status: the HTTP status, where it is not that of the type.
    """

    name: str
    type: GatewayType
    message: str
    log: str
    evidence: Evidence
    own_status: int | None = None

    @property
    def status(self) -> int:
        """
        The HTTP status, unless the API has its own.
        """
        return self.own_status or self.type.status

    def error(self, *, cause: str = "", **facts: object) -> Failed:
        """
        Return the error with these facts, for the caller to raise.

        Args:
            cause: more for the author of the test than AWS says.
            **facts: those that stand in braces.
        """
        texts = {name: str(fact) for name, fact in facts.items()}
        message, line = _filled(self.message, texts), _filled(self.log, texts)
        return Failed(self, message, line, cause=cause)


def _filled(sentence: str, facts: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda hole: facts[hole[1]], sentence)


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__ (cpython#99856)
class Failed(Exception):
    """
    A step failed: a gateway response answers.

    Args:
        failure: the row.
        message: the sentence of the answer.
        log: the line of the log.
        reasons: why the body does not fit its model, as ``$context.error`` has it.
        cause: more for the author of the test than AWS says.
    """

    failure: Failure
    message: str
    log: str
    reasons: str = ""
    cause: str = ""


# fmt: off
# In the order of the steps.
MISSING_PARAMETERS = Failure("all required request parameters are there, and not blank", PARAMETERS, "Missing required request parameters: [{names}]", "Missing required request parameters: [{names}]", recorded("localstack test_api_gateway_request_validator; that a blank one is missing is documented: developer guide, api-gateway-method-request-validation; the line of the log is inferred"))
UNREADABLE_BODY = Failure("the body that a model judges is JSON, nested in no more than 100 levels, or fewer if a model that refers to itself takes many steps for each", BODY, "Invalid request body", "Request body does not match model schema for content type {content_type}: [Unknown error parsing request body]", reported("published execution logs of AWS's; the bound of the nesting is inferred"))
BODY_NO_MODEL = Failure("the body fits the model of its content type", BODY, "Invalid request body", "Request body does not match model schema for content type {content_type}: [{reasons}]", recorded("localstack test_api_gateway_request_validator; the line of the log is reported: published execution logs of AWS's"))
UNUSABLE_MODEL = Failure("the model can be applied: it is a schema, its $ref lead somewhere and end, and it needs no more than two seconds", CONFIGURATION, _INTERNAL, _SETUP + "Unable to validate the request body", inferred("AWS refuses such models when they are made; an import of moto's may have them"))
BAD_REQUEST_JSON = Failure("a body from which a mapping takes a part is JSON", BODY, "Invalid JSON in request body", "Invalid JSON in request body", reported("localstack's parameter mappings; the line of the log is inferred"))
UNSUPPORTED_MEDIA_TYPE = Failure("a request without a template of its content type may pass", MEDIA_TYPE, "Unsupported Media Type", "Unsupported Media Type", documented("developer guide, integration-passthrough-behaviors; the line of the log is inferred"))
BROKEN_PAYLOAD = Failure("a body of which a template takes a part is JSON, if it begins as JSON", BODY, "{sentence}", "{sentence}", reported("ToQoz/api-gateway-mapping-template, of 2015; the type and the line of the log are inferred"))
UNDECODABLE_REQUEST = Failure("a request that contentHandling makes bytes is base64, and has no template", CONFIGURATION, _INTERNAL, _SETUP + "Unable to transform request", recorded("localstack TestApiGatewayS3BinarySupport; the line of the log is reported: published execution logs of AWS's"))
BAD_REQUEST_TEMPLATE = Failure("the request mappings and template can be applied, and give no more than 10 MB", CONFIGURATION, _INTERNAL, _SETUP + "Unable to transform request", reported("published execution logs of AWS's; for templates that do not parse and for mappings that take too much work or give too much inferred"))
ILLEGAL_HEADER = Failure("no mapping or override sets a header that is API Gateway's own", CONFIGURATION, _INTERNAL, _SETUP + "{header} header already present", recorded("localstack TestApiGatewayHeaderRemapping for HTTP and AWS; for MOCK inferred; the line of the log is reported: localstack's comments"))
NO_STATUS_CODE = Failure("what the request template of a MOCK integration prints has a statusCode that is an integer of 64 bits", CONFIGURATION, _INTERNAL, _SETUP + "Unable to parse statusCode. It should be an integer that is defined in the request template.", reported("published execution logs of AWS's; localstack tests/unit/services/apigateway/test_mock_integration.py; the bound of the integer is inferred"))
INVALID_ENDPOINT = Failure("the URI, with stage variables and path parameters in it, leads to a host, and that of AWS_PROXY to a function", CONFIGURATION, _INTERNAL, _SETUP + "Invalid endpoint address", recorded("localstack TestApigatewayTestInvoke; of AWS and AWS_PROXY inferred"))
NO_FUNCTION = Failure("the URI of a Lambda function, with stage variables in it, has the ARN of one", INTEGRATION, _INTERNAL, _SETUP + "Invalid permissions on Lambda function", reported("published execution logs of AWS's; that it is the answer to an ARN that is none is inferred"), 500)
NOT_POST = Failure("a function is called by POST", INTEGRATION, _INTERNAL, _SETUP, recorded("localstack test_lambda_aws_proxy_integration_non_post_method, for AWS_PROXY; the line of the log is documented: AWS's knowledge center, api-gateway-lambda-template-invoke-error"), 500)
UNREACHABLE = Failure("the endpoint can be reached", INTEGRATION, "Network error communicating with endpoint", "Execution failed due to a network error communicating with endpoint", reported("published answers of AWS's; the line of the log: localstack's HTTP integrations"))
TIMED_OUT = Failure("the endpoint answers within timeoutInMillis", TIMEOUT, "Endpoint request timed out", "Execution failed due to a timeout error", reported("published execution logs of AWS's"))
FUNCTION_ERROR = Failure("the function of AWS_PROXY raises no error", INTEGRATION, _INTERNAL, "Lambda execution failed with status 200 due to customer function error: {message}. Lambda request id: {id}", reported("published execution logs of AWS's"), 502)
MALFORMED_PROXY = Failure("the function of AWS_PROXY returns what a proxy must", INTEGRATION, _INTERNAL, _SETUP + "Malformed Lambda proxy response", recorded("localstack test_aws_proxy_response_payload_format_validation; the line of the log is reported: published execution logs of AWS's"), 502)
NO_RESPONSE = Failure("a selection pattern matches, or a response has none", CONFIGURATION, _INTERNAL, _SETUP + "No match for output mapping and no default output mapping configured. Endpoint Response Status Code: {status}", reported("published execution logs of AWS's"))
NO_METHOD_RESPONSE = Failure("the method has a response with the status code of the integration response", CONFIGURATION, _INTERNAL, _SETUP + "Output mapping refers to an invalid method response: {status}", reported("published execution logs of AWS's"))
BAD_RESPONSE_JSON = Failure("a body of the endpoint from which a mapping takes a part is JSON, if it begins as JSON", CONFIGURATION, _INTERNAL, _SETUP + "Unable to transform response", reported("localstack's parameter mappings; the line of the log is inferred"))
UNDECODABLE_RESPONSE = Failure("an answer that contentHandling or Accept makes bytes is base64, and has no template", CONFIGURATION, _INTERNAL, _SETUP + "Unable to transform response", recorded("localstack TestApiGatewayS3BinarySupport; the line of the log is inferred, worded as that on requests"))
BAD_RESPONSE_TEMPLATE = Failure("the response mappings and template can be applied, and give no more than 10 MB with all headers", CONFIGURATION, _INTERNAL, _SETUP + "Unable to transform response", inferred("worded as the reported sentence on requests"))
# fmt: on
FAILURES = (
    MISSING_PARAMETERS,
    UNREADABLE_BODY,
    BODY_NO_MODEL,
    UNUSABLE_MODEL,
    BAD_REQUEST_JSON,
    UNSUPPORTED_MEDIA_TYPE,
    BROKEN_PAYLOAD,
    UNDECODABLE_REQUEST,
    BAD_REQUEST_TEMPLATE,
    ILLEGAL_HEADER,
    NO_STATUS_CODE,
    INVALID_ENDPOINT,
    NO_FUNCTION,
    NOT_POST,
    UNREACHABLE,
    TIMED_OUT,
    FUNCTION_ERROR,
    MALFORMED_PROXY,
    NO_RESPONSE,
    NO_METHOD_RESPONSE,
    BAD_RESPONSE_JSON,
    UNDECODABLE_RESPONSE,
    BAD_RESPONSE_TEMPLATE,
)
