"""
What the URL of a call must name, and what AWS answers otherwise.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2.api_refusals import (
    ImportNotForProtocol,
    UnknownDeployment,
    UnknownRouteOfSettings,
    UnknownStage,
)
from apigw_mock.apigatewayv2.authorizer_refusals import UnknownAuthorizer
from apigw_mock.apigatewayv2.domain_refusals import (
    NotOnTls12,
    NotRegional,
    UnknownApiMapping,
    UnknownDomainName,
)
from apigw_mock.apigatewayv2.model_refusals import UnknownModel
from apigw_mock.apigatewayv2.refusals import (
    ResponsesNotSupported,
    RouteResponsesNotSupported,
    UnknownIntegration,
    UnknownIntegrationResponse,
    UnknownRequestParameter,
    UnknownRoute,
    UnknownRouteResponse,
)
from apigw_mock.apigatewayv2.vpc_link_refusals import UnknownVpcLink
from apigw_mock.evidence import inferred, recorded
from apigw_mock.refusal import ApiNotFound, Demand

# fmt: off
API = Demand(ApiNotFound, recorded("anomalyco/sst#5059 for CreateIntegration, aws/aws-sam-cli#7030 for CreateStage; for the other calls inferred"), "The account has the API")
API_FOR_IMPORT = Demand(ImportNotForProtocol, inferred("botocore's service model says that import supports HTTP APIs only; AWS's sentence is unseen"), "HTTP APIs alone are imported")
INTEGRATION = Demand(UnknownIntegration, inferred("AWS's sentence is unseen; it is worded as the one on APIs"), "The API has the integration")
# Judged before the response is looked up.
WEBSOCKET = Demand(ResponsesNotSupported, recorded("badmintoncryer/cdk-preflight pf-apigwv2-integration-response-websocket-only for CreateIntegrationResponse; for the other calls inferred"), "Only WebSocket APIs have integration responses")
INTEGRATION_RESPONSE = Demand(UnknownIntegrationResponse, inferred("AWS's sentence is unseen; it is worded as the one on APIs"), "The integration has the response")
STAGE = Demand(UnknownStage, recorded("cloud-custodian/cloud-custodian, test_apigwv2_stage_delete for GetStage; for the other calls inferred"), "The API has the stage")
DEPLOYMENT = Demand(UnknownDeployment, inferred("AWS refuses this, its sentence is unseen; it is worded as the one on stages"), "The API has the deployment")
ROUTE_SETTINGS = Demand(UnknownRouteOfSettings, inferred("AWS answers 404, its sentence is unseen; this one is recorded for UpdateStage"), "The stage has settings for the route")
ROUTE = Demand(UnknownRoute, inferred("AWS's sentence is unseen; moto's, worded as the one on APIs"), "The API has the route")
ROUTE_ON_WEBSOCKET = Demand(RouteResponsesNotSupported, recorded("badmintoncryer/cdk-preflight pf-apigwv2-route-response-websocket-only for CreateRouteResponse; for the other calls inferred"), "Only WebSocket APIs have route responses")
ROUTE_RESPONSE = Demand(UnknownRouteResponse, inferred("AWS's sentence is unseen; moto's, worded as the one on APIs"), "The route has the response")
REQUEST_PARAMETER = Demand(UnknownRequestParameter, inferred("the service model has NotFoundException, AWS's sentence is unseen; it is worded as the one on routes"), "The route has the request parameter")
AUTHORIZER = Demand(UnknownAuthorizer, inferred("AWS's sentence is unseen; moto's, worded as the one on APIs"), "The API has the authorizer")
MODEL = Demand(UnknownModel, inferred("AWS's sentence is unseen; moto's, worded as the one on APIs"), "The API has the model")
VPC_LINK = Demand(UnknownVpcLink, inferred("AWS's sentence is unseen; moto's, worded as the one on APIs"), "The account has the VPC link")
DOMAIN_NAME = Demand(UnknownDomainName, recorded("hashicorp/terraform-provider-aws#27358; for a private domain name inferred: a call cannot name its id"), "The account has the public domain name")
REGIONAL_DOMAIN = Demand(NotRegional, recorded("amplify-education/serverless-domain-manager#359 and #401, for mappings of domain names at the edge; for the other calls, and for a domain name with both endpoint types, inferred"), "The domain name has the endpoint type REGIONAL and no other")
DOMAIN_ON_TLS_1_2 = Demand(NotOnTls12, recorded("amplify-education/serverless-domain-manager#341 and #381, for mappings; for UpdateDomainName inferred, against aws/aws-cli#7261, which reports that the policy stayed, and no error"), "The domain name does not have TLS 1.0")
API_MAPPING = Demand(UnknownApiMapping, inferred("AWS answers 404, its sentence is unseen; it is worded as the one on APIs"), "The domain name has the mapping")
# fmt: on
