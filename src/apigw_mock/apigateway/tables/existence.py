"""
What the URL of a call must name, and AWS's answer if that does not exist.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import (
    ApiKeyNotFound,
    ApiKeyValueTaken,
    ApiKeyValueTooLong,
    ApiKeyValueTooShort,
    ApiMapped,
    AuthorizerInUse,
    AuthorizerNotFound,
    BasePathMappingNotFound,
    CanaryOfNoStage,
    CanaryWithoutStage,
    ClientCertificateInUse,
    ClientCertificateNotFound,
    DeploymentInUse,
    DeploymentNotFound,
    DocumentationPartExists,
    DocumentationPartNotFound,
    DocumentationVersionExists,
    DocumentationVersionInUse,
    DocumentationVersionNotFound,
    DomainNameExists,
    DomainNameNotFound,
    EmptyDescription,
    EmptyDocumentationVersion,
    EmptyModelName,
    GatewayResponseNotSet,
    IntegrationNotFound,
    InvalidApiIdentifier,
    InvalidContentType,
    InvalidLocation,
    InvalidModelName,
    InvalidStageName,
    InvalidTargetArn,
    InvalidUsageDates,
    KeyNotInPlan,
    MethodExists,
    MethodNotFound,
    MethodResponseExists,
    ModelExists,
    ModelInUse,
    ModelNotFound,
    NoIntegrations,
    NoMethods,
    NoPolicy,
    RequestValidatorInUse,
    RequestValidatorNotFound,
    ResourceNotFound,
    RootStays,
    SeveralTargetArns,
    StageExists,
    StageMapped,
    StageNotFound,
    StatusCodeNotFound,
    UnnamedLocation,
    UnsupportedKeyType,
    UsagePlanInUse,
    UsagePlanNotFound,
    VpcLinkInUse,
    VpcLinkNotFound,
)
from apigw_mock.apigateway.values import invalid_http_method
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import ApiNotFound, Demand, EmptyDomainName

# fmt: off
API = Demand(ApiNotFound, recorded("localstack test_gateway_response_validation"), "the account has the API")
RESOURCE = Demand(ResourceNotFound, recorded("localstack test_integration_response_wrong_api, test_integration_response_wrong_resource, test_update_method_validation; for the calls on integrations, and for Get and Delete of methods and their responses, inferred"), "the API has the resource")
METHOD = Demand(MethodNotFound, recorded("localstack test_integration_response_wrong_method, test_method_lifecycle, test_update_method_validation; for integrations inferred"), "the resource has the method")
INTEGRATION = Demand(IntegrationNotFound, recorded("localstack test_integration_response_invalid_integration for GetIntegrationResponse; for the other calls inferred"), "the method has an integration")
METHOD_OF_INTEGRATION = Demand(IntegrationNotFound, recorded("localstack test_integration_response_wrong_method for DeleteIntegrationResponse; for DeleteIntegration inferred"), "the resource has the method", ("Delete",))
INTEGRATION_RESPONSE = Demand(StatusCodeNotFound, recorded("localstack test_integration_response_wrong_status_code for Get and Delete; for Update inferred"), "the integration has a response with the status code")
METHOD_RESPONSE = Demand(StatusCodeNotFound, recorded("localstack test_update_method_response_negative_tests for Update; for Get and Delete inferred"), "the method has a response with the status code")
GATEWAY_RESPONSE = Demand(GatewayResponseNotSet, recorded("localstack test_gateway_response_validation"), "the API has its own gateway response of this type", ("Delete",))

AUTHORIZER = Demand(AuthorizerNotFound, inferred("worded as the recorded sentences on models and request validators, which do not name the API either"), "the API has the authorizer")
AUTHORIZER_UNUSED = Demand(AuthorizerInUse, reported("hashicorp/terraform#6731, hashicorp/terraform-provider-aws#14812"), "no method has the authorizer", ("Delete",))

MODEL = Demand(ModelNotFound, recorded("localstack test_model_validation, test_update_model"), "the API has the model")
MODEL_NAMED = Demand(EmptyModelName, recorded("localstack test_model_validation"), "the model has a name", ("Create",))
MODEL_NAME = Demand(InvalidModelName, recorded("badmintoncryer/cdk-preflight, a model's name with a hyphen"), "letters and digits in the model's name", ("Create",))
MODEL_OF_TYPE = Demand(InvalidContentType, recorded("badmintoncryer/cdk-preflight, a model with the content type notacontenttype"), "the content type is a media type", ("Create",))
NO_MODEL = Demand(ModelExists, recorded("localstack test_model_validation"), "the API does not have the model yet", ("Create",))
MODEL_UNUSED = Demand(ModelInUse, recorded("localstack test_put_method_model; of responses reported: amazon-archives/aws-apigateway-importer#113"), "no method has the model", ("Delete",))

API_OF_VALIDATOR = Demand(InvalidApiIdentifier, recorded("localstack test_create_request_validator_invalid_api_id"), "the account has the API", ("Create",))
REQUEST_VALIDATOR = Demand(RequestValidatorNotFound, recorded("localstack test_request_validator_lifecycle, test_invalid_get_request_validator, test_invalid_delete_request_validator; for Update inferred"), "the API has the request validator")
VALIDATOR_UNUSED = Demand(RequestValidatorInUse, inferred("that it stays is reported: localstack/localstack#7846; the text is unseen, it is worded as that on authorizers"), "no method has the request validator", ("Delete",))

DESCRIBED = Demand(EmptyDescription, recorded("localstack test_create_rest_api_private_type"), "no empty description", ("Create",))
CLONED = Demand(ApiNotFound, inferred("recorded for the API that a URL names: localstack test_update_rest_api_invalid_api_id"), "the account has the API to clone", ("Create",))
NO_ROOT = Demand(RootStays, inferred("worded as the recorded sentences on updates of the root: localstack test_update_resource_on_root"), "the resource is not the root", ("Delete",))

STAGE = Demand(StageNotFound, reported("hashicorp/terraform-provider-aws#12756; where the API is missing, and for CreateDocumentationVersion, inferred"), "the API has the stage")
STAGE_NAME = Demand(InvalidStageName, recorded("badmintoncryer/cdk-preflight pf-apigw-stage-name; the service model's documentation allows a hyphen"), "letters, digits and underscores in the stage's name", ("Create",))
DEPLOYMENT = Demand(DeploymentNotFound, inferred("worded as the recorded sentences on other resources; getmoto/moto answers Delete so"), "the API has the deployment")
UNUSED = Demand(DeploymentInUse, recorded("localstack test_create_delete_deployments, test_create_update_deployments"), "no stage uses the deployment", ("Delete",))
HAS_METHODS = Demand(NoMethods, recorded("badmintoncryer/cdk-preflight pf-apigw-deployment-no-methods"), "the API has a method", ("Create",))
HAS_INTEGRATIONS = Demand(NoIntegrations, reported("squidfunk/terraform-aws-api-gateway-enable-cors#15; hashicorp/terraform-provider-aws#21210"), "each method has an integration", ("Create",))
HAS_POLICY = Demand(NoPolicy, reported("aws/serverless-application-model#1327"), "a private API has a policy", ("Create",))
CANARY_NAMED = Demand(CanaryWithoutStage, recorded("localstack test_create_canary_deployment_validation"), "a canary deployment names its stage", ("Create",))
CANARY_STAGE = Demand(CanaryOfNoStage, recorded("localstack test_create_canary_deployment_validation"), "the stage of a canary deployment exists", ("Create",))
NO_STAGE = Demand(StageExists, reported("getmoto/moto, which answers CreateStage so"), "the API does not have the stage yet", ("Create",))
DOCUMENTATION_PART = Demand(DocumentationPartNotFound, recorded("localstack test_invalid_get_documentation_part, test_invalid_update_documentation_part, test_invalid_delete_documentation_part"), "the API has the documentation part", ("Get", "Update", "Delete"))
LOCATION = Demand(InvalidLocation, recorded("badmintoncryer/cdk-preflight pf-apigw-documentation-part-location, of type API; for other types inferred from the service model's documentation"), "only members that a location of this type has", ("Create",))
NAMED_LOCATION = Demand(UnnamedLocation, inferred("the service model's documentation says which types must have a name; the text is worded as the recorded one on members that a type does not have"), "a name in the location of an authorizer, a model, a parameter or a header", ("Create",))
NO_DOCUMENTATION_PART = Demand(DocumentationPartExists, documented("developer guide, api-gateway-documenting-api-quick-start-with-restapi, of type API; for the members of other locations inferred"), "the API does not have a documentation part for the location yet", ("Create",))
DOCUMENTATION_VERSION = Demand(DocumentationVersionNotFound, reported("deliveryhero/serverless-aws-documentation, which compares Get's text; for the other calls inferred"), "the API has the documentation version", ("Get", "Update", "Delete"))
VERSION_UNUSED = Demand(DocumentationVersionInUse, reported("hashicorp/terraform-provider-aws#11550"), "no stage has the documentation version", ("Delete",))
NAMED_VERSION = Demand(EmptyDocumentationVersion, inferred("the text is unseen; no URL leads to an empty name"), "a name of the documentation version that is not empty", ("Create",))
NO_DOCUMENTATION_VERSION = Demand(DocumentationVersionExists, inferred("the text is unseen; it is worded as those on other resources"), "the API does not have the documentation version yet", ("Create",))
API_KEY = Demand(ApiKeyNotFound, reported("zappa/Zappa#1876, for UpdateApiKey; getmoto/moto answers the other calls so"), "the account has the API key", ("Get", "Update", "Delete"))
API_KEY_VALUE_SHORT = Demand(ApiKeyValueTooShort, recorded("localstack test_create_api_key_with_invalid_value"), "a value of 20 characters or more, or none", ("Create",))
API_KEY_VALUE_LONG = Demand(ApiKeyValueTooLong, recorded("localstack test_create_api_key_with_invalid_value"), "a value of 128 characters or fewer", ("Create",))
NO_API_KEY = Demand(ApiKeyValueTaken, reported("rrahul963/serverless-add-api-key#27, serverless/serverless#6458"), "the account does not have an API key with the value yet", ("Create",))
USAGE_PLAN = Demand(UsagePlanNotFound, recorded("localstack test_usage_plan_crud, for UpdateUsagePlan; for the other calls inferred"), "the account has the usage plan")
USAGE_PLAN_UNUSED = Demand(UsagePlanInUse, reported("aws/aws-sdk-js#3841, serverless/serverless#4006"), "the usage plan is not one of a stage", ("Delete",))
KEY_OF_USAGE = Demand(KeyNotInPlan, inferred("reported for GetUsage: aws/aws-cli#5344"), "the usage plan has the API key")
USAGE_DATES = Demand(InvalidUsageDates, inferred("the text is unseen"), "two days in order and within a year, as 2026-01-31", ("Get",))
KEY_TYPE = Demand(UnsupportedKeyType, inferred("the text is unseen"), "the key type API_KEY", ("Create",))
KEY_OF_PLAN = Demand(UsagePlanNotFound, inferred("getmoto/moto answers GetUsagePlanKey so"), "the usage plan has the API key", ("Get", "Delete"))
HTTP_METHOD = Demand(invalid_http_method, recorded("localstack test_put_method_validation"), "the URL names an HTTP method or ANY", ("Put",))
NO_METHOD = Demand(MethodExists, reported("aws/aws-cli#3992"), "the resource does not have the method yet", ("Put",))
NO_METHOD_RESPONSE = Demand(MethodResponseExists, reported("hashicorp/terraform#11395"), "the method does not have a response with the status code yet", ("Put",))

CLIENT_CERTIFICATE = Demand(ClientCertificateNotFound, inferred("documented that AWS answers with this error; worded as the recorded sentence on VPC links: localstack test_get_vpc_link_invalid_id"), "the account has the client certificate", ("Get", "Update", "Delete"))
UNUSED_CERTIFICATE = Demand(ClientCertificateInUse, inferred("worded as the refusals of what else is in use; nobody has reported one"), "no stage has the client certificate", ("Delete",))
VPC_LINK = Demand(VpcLinkNotFound, recorded("localstack test_get_vpc_link_invalid_id, test_update_vpc_link_invalid_id; for Delete inferred"), "the account has the VPC link", ("Get", "Update", "Delete"))
ONE_TARGET = Demand(SeveralTargetArns, reported("hashicorp/terraform-provider-aws#2512"), "no more than one target", ("Create",))
TARGET_ARN = Demand(InvalidTargetArn, recorded("localstack test_create_vpc_link_invalid_parameters"), "a target that is an ARN", ("Create",))
UNUSED_LINK = Demand(VpcLinkInUse, reported("klothoplatform/klotho#202; that what is deployed counts hashicorp/terraform#18392; for the canary of a stage inferred"), "no integration that is deployed on a stage uses the VPC link", ("Delete",))
NAMED_DOMAIN = Demand(EmptyDomainName, inferred("getmoto/moto has this text; the status is that of other empty names"), "a domain name that is not empty", ("Create",))
DOMAIN_NAME = Demand(DomainNameNotFound, reported("amplify-education/serverless-domain-manager#210, for Get; for the other calls inferred"), "the account has the domain name")
DOMAIN_NAME_ID = Demand(DomainNameNotFound, reported("ekristen/aws-nuke#533, for Delete; hashicorp/terraform-provider-aws#40699, for Get; for the other calls, another id and the id of a public domain name inferred"), "the call names a private domain name with its id, any other without")
NO_DOMAIN_NAME = Demand(DomainNameExists, reported("ebridges/elektrum, known issues"), "the account does not have the domain name yet", ("Create",))
UNMAPPED_API = Demand(ApiMapped, reported("glomex/gcdt#373, serverless/serverless#3638; of several domain names inferred"), "no base path mapping leads to the API", ("Delete",))
UNMAPPED_STAGE = Demand(StageMapped, reported("hashicorp/terraform-provider-aws#41651; of several domain names inferred"), "no base path mapping leads to the stage", ("Delete",))
BASE_PATH_MAPPING = Demand(BasePathMappingNotFound, reported("amplify-education/serverless-domain-manager#613, for Update; for the other calls inferred"), "the domain name has the base path mapping", ("Get", "Update", "Delete"))
# fmt: on

# What other calls demand, by operation.
READS = {
    "GetAuthorizers": (API,),
    "GetBasePathMappings": (DOMAIN_NAME, DOMAIN_NAME_ID),
    "CreateUsagePlanKey": (KEY_TYPE, API_KEY, USAGE_PLAN),
    "DeleteUsagePlanKey": (API_KEY, KEY_OF_PLAN),
    "GetDeployments": (API,),
    "GetDocumentationParts": (API,),
    "GetDocumentationVersions": (API,),
    "GetGatewayResponses": (API,),
    "GetModels": (API,),
    "GetRequestValidators": (API,),
    "GetResources": (API,),
    "GetStages": (API,),
    "GetUsagePlanKey": (API_KEY, KEY_OF_PLAN),
    "TestInvokeMethod": (API, RESOURCE, METHOD, INTEGRATION, CLIENT_CERTIFICATE),
}
