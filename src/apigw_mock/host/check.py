"""
Check that the installed moto has all that we use.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from operator import attrgetter

import moto.settings

from apigw_mock.errors import UnsupportedMoto

OLDEST = "5.0.6"  # older releases find the action of a call in another way
WORKING = f"moto {OLDEST} and later 5.x (tried up to 5.2)"

# By module, the names that the rest of this package uses.
PARTS: dict[str, tuple[str, ...]] = {
    "moto": ("mock_aws",),
    "moto.settings": (
        "INITIAL_NO_AUTH_ACTION_COUNT",
        "TEST_SERVER_MODE",
        "allow_unknown_region",
        "enable_iso_regions",
        "get_s3_custom_endpoints",
        "is_test_proxy_mode",
    ),
    "moto.backend_index": ("backend_url_patterns",),
    "moto.backends": ("get_backend",),
    "moto.core.base_backend": ("BaseBackend.urls", "BaseBackend._url_module"),
    "moto.core.botocore_stubber": (
        "BotocoreStubber.process_request",
        "get_equivalent_url_in_aws_domain",
        "passthrough_service",
        "passthrough_url",
    ),
    "moto.core.config": (
        "default_user_config",
        "mock_credentials",
        "passthrough_service",
        "passthrough_url",
    ),
    "moto.core.exceptions": ("JsonRESTError",),
    "moto.core.models": (
        "DEFAULT_ACCOUNT_ID",
        "MockAWS._nested_count",
        "botocore_stubber.enabled",
        "responses_mock",
    ),
    "moto.core.responses": (
        "ActionAuthenticatorMixin.request_count",
        "BaseResponse.call_action",
        "BaseResponse.dispatch",
        "BaseResponse._dispatch",
        "BaseResponse._enrich_response",
        "BaseResponse.setup_class",
        "BaseResponse.get_access_key",
        "BaseResponse.get_current_account",
        "BaseResponse._transform_response",
        "gen_amzn_requestid_long",
    ),
    "moto.moto_api": ("recorder._user_enabled",),
    "moto.moto_api._internal.recorder.models": ("Recorder._record_request",),
    "moto.moto_api._internal.moto_random": ("MotoRandom",),
    "moto.core.utils": ("get_equivalent_url_in_aws_domain",),
    "moto.apigateway.urls": ("url_paths",),
    "moto.apigateway.models": (
        "apigateway_backends",
        "APIGatewayBackend",
        "BasePathMapping",
        "DomainName",
        "ApiKey",
        "GatewayResponse",
        "Integration",
        "IntegrationResponse",
        "Method",
        "MethodResponse",
        "RestAPI",
        "VpcLink",
        "UsagePlan",
        "UsagePlanKey",
    ),
    "moto.apigateway.responses": ("APIGatewayResponse.backend",),
    "moto.apigatewayv2.urls": ("url_paths",),
    "moto.apigatewayv2.models": (
        "apigatewayv2_backends",
        "Api",
        "Authorizer",
        "ApiMapping",
        "DomainName",
        "Integration",
        "IntegrationResponse",
        "Model",
        "Route",
        "RouteResponse",
        "Stage",
        "VpcLink",
    ),
    "moto.apigatewayv2.responses": ("ApiGatewayV2Response.apigatewayv2_backend",),
}


def check_host() -> None:
    """
    Check that moto can be extended in this process.

    Raises:
        UnsupportedMoto: moto lacks parts, which the message names together with the
            versions that work; or moto answers in another process, out of our reach.
    """
    check_parts()
    mode = _remote_mode()
    if mode:
        raise UnsupportedMoto(
            f"{mode} is set: moto answers in another process, where this scope has no "
            f"effect. Unset {mode} for these tests."
        )


def check_parts() -> None:
    """
    Check that moto has all that we use.

    Raises:
        UnsupportedMoto: moto lacks parts, which the message names.
    """
    missing = missing_parts()
    if missing:
        raise UnsupportedMoto(
            f"moto {moto.__version__} lacks {', '.join(missing)}. What works: "
            f"{WORKING}; install one with `pip install 'moto>={OLDEST},<6'`."
        )


def missing_parts() -> list[str]:
    """
    Return the names of `PARTS` that the installed moto does not have.
    """
    if _numbers(moto.__version__) < _numbers(OLDEST):
        return [f"the dispatch of moto {OLDEST}"]
    return [
        f"{module}.{name}"
        for module, names in PARTS.items()
        for name in names
        if not _has(module, name)
    ]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:3]))  # 5.3.0rc1 is (5, 3, 0)


def _has(module: str, name: str) -> bool:
    try:
        _getter(name)(import_module(module))
    except (ModuleNotFoundError, AttributeError):
        return False
    return True


# Cached: CPython 3.12 never frees an attribute's name that is made at run time.
_getter = cache(attrgetter)


def _remote_mode() -> str:
    if moto.settings.TEST_SERVER_MODE:
        return "TEST_SERVER_MODE"
    return "TEST_PROXY_MODE" if moto.settings.is_test_proxy_mode() else ""
