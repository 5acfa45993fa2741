"""
API Gateway's update calls in your tests, as AWS answers them.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes as long as all the rest
if TYPE_CHECKING:
    from typing import Any

    from apigw_mock.backend import (
        ApiKeyTarget,
        Backend,
        DomainNameTarget,
        IntegrationResponseTarget,
        IntegrationTarget,
        RestApiTarget,
        StageTarget,
        UsagePlanTarget,
        V2ApiTarget,
        V2IntegrationTarget,
        V2RouteTarget,
        V2StageTarget,
    )
    from apigw_mock.invocations import Invocation
    from apigw_mock.mock import mock_apigw_updates
    from apigw_mock.servers import ServerUrl
    from apigw_mock.stubs import MissingStub, StubRequest
    from apigw_mock.updates import Refusal, Update, Updates, absent

__version__ = "0.1.0"
__all__ = [
    "ApiKeyTarget",
    "Backend",
    "DomainNameTarget",
    "IntegrationResponseTarget",
    "IntegrationTarget",
    "Invocation",
    "MissingStub",
    "Refusal",
    "RestApiTarget",
    "ServerUrl",
    "StageTarget",
    "StubRequest",
    "Update",
    "Updates",
    "UsagePlanTarget",
    "V2ApiTarget",
    "V2IntegrationTarget",
    "V2RouteTarget",
    "V2StageTarget",
    "__version__",
    "absent",
    "mock_apigw_updates",
]

# Imported when asked for: importing this package must not import moto.
_HOMES = {
    "ApiKeyTarget": "backend",
    "Backend": "backend",
    "DomainNameTarget": "backend",
    "IntegrationResponseTarget": "backend",
    "IntegrationTarget": "backend",
    "Invocation": "invocations",
    "MissingStub": "stubs",
    "Refusal": "updates",
    "RestApiTarget": "backend",
    "ServerUrl": "servers",
    "StageTarget": "backend",
    "StubRequest": "stubs",
    "Update": "updates",
    "Updates": "updates",
    "UsagePlanTarget": "backend",
    "V2ApiTarget": "backend",
    "V2IntegrationTarget": "backend",
    "V2RouteTarget": "backend",
    "V2StageTarget": "backend",
    "absent": "updates",
    "mock_apigw_updates": "mock",
}
_ON_MOTO = {"apigw_mock.backend", "apigw_mock.mock"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import sys  # noqa: PLC0415  # only when asked for, as all here
    from importlib import import_module  # noqa: PLC0415

    home = f"{__name__}.{_HOMES[name]}"
    if home in _ON_MOTO and home not in sys.modules:
        from apigw_mock.environment import overlay  # noqa: PLC0415
        from apigw_mock.host.variables import own_variables  # noqa: PLC0415

        # moto of older releases reads the user's configuration when it is imported.
        with overlay(own_variables("us-east-1")):
            import_module(home)
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
