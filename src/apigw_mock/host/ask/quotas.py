"""
How often API Gateway takes a call, and the clock that waits for it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SOURCE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"
EDGE, REGIONAL = "edge-optimized", "regional or private"
_V1, _V2 = "apigateway", "apigatewayv2"


class Quota(NamedTuple):
    """
    The time between two calls of one operation, by `SOURCE`.

    The page names operations without their service. Those that only one service has,
    or that the page gives to one, are in the table for that one.

    Args:
        interval: s
        of: the kind of API that a call makes, if only calls of that kind count.
    """

    service: str
    operation: str
    interval: float
    of: str = ""


QUOTAS = (
    Quota(_V1, "CreateApiKey", 0.2),
    Quota(_V1, "CreateDeployment", 5),
    Quota(_V2, "CreateDeployment", 5),
    Quota(_V1, "CreateDocumentationVersion", 20),
    Quota(_V1, "CreateDomainName", 30),
    Quota(_V2, "CreateDomainName", 30),
    Quota(_V1, "CreateResource", 0.2),
    Quota(_V1, "CreateRestApi", 3, REGIONAL),
    Quota(_V1, "CreateRestApi", 30, EDGE),
    Quota(_V2, "CreateVpcLink", 15),
    Quota(_V1, "DeleteApiKey", 0.2),
    Quota(_V1, "DeleteDomainName", 30),
    Quota(_V2, "DeleteDomainName", 30),
    Quota(_V1, "DeleteResource", 0.2),
    Quota(_V1, "DeleteRestApi", 30),
    Quota(_V1, "GetResources", 0.4),
    Quota(_V2, "DeleteVpcLink", 30),
    Quota(_V1, "ImportDocumentationParts", 30),
    Quota(_V1, "ImportRestApi", 3, REGIONAL),
    Quota(_V1, "ImportRestApi", 30, EDGE),
    Quota(_V1, "PutRestApi", 1),
    Quota(_V1, "UpdateAccount", 20),
    Quota(_V1, "UpdateDomainName", 30),
    Quota(_V2, "UpdateDomainName", 30),
    Quota(_V1, "UpdateUsagePlan", 20),
)
EVERY_CALL = 0.1  # s, ten calls a second; the burst of 40 stays unused
ANSWER = 0.15  # s that an answer takes, an estimate
_INTERVALS = {(one.service, one.operation, one.of): one.interval for one in QUOTAS}


class Clock(Protocol):
    """
    Tells the time in seconds, and waits.
    """

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class RealClock:
    """
    The machine's clock. Its waits end when *check* raises.
    """

    SLICE = 0.5  # s

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        self._check()
        end = self.now() + seconds
        while (left := end - self.now()) > 0:
            time.sleep(min(left, self.SLICE))
            self._check()


class CountingClock:
    """
    A clock that waits by adding up, for plans and tests.
    """

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


class Pace:
    """
    Waits before each call until its quota lets it through.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free: dict[tuple[str, str, str], float] = {}
        self._next = 0.0

    def wait(self, service: str, operation: str, request: Mapping[str, Any]) -> None:
        """
        Wait until the call may be made.

        Args:
            service: boto3's name of it.
            operation: AWS's name, for instance ``CreateRestApi``.
            request: what is sent, by which the kind of API is known.
        """
        if service not in {_V1, _V2}:
            return
        key, interval = quota_of(service, operation, request)
        free = max(self._next, self._free.get(key, 0.0))
        if (wait := free - self._clock.now()) > 0:
            self._clock.sleep(wait)
        now = self._clock.now()
        self._next = now + EVERY_CALL
        if interval:
            self._free[key] = now + interval


def quota_of(
    service: str, operation: str, request: Mapping[str, Any]
) -> tuple[tuple[str, str, str], float]:
    """
    Return which calls count together, and the time between two of them, in s.
    """
    for of in ("", kind_of_api(request)):
        key = service, operation, of
        if key in _INTERVALS:
            return key, _INTERVALS[key]
    return (service, operation, ""), 0.0


def kind_of_api(request: Mapping[str, Any]) -> str:
    """
    Return which kind of REST API a request makes. AWS's default is edge-optimized.
    """
    configuration = request.get("endpointConfiguration")
    of_import = request.get("parameters")
    types = configuration.get("types") if isinstance(configuration, dict) else None
    if isinstance(of_import, dict):
        types = [of_import.get("endpointConfigurationTypes")]
    is_edge = not types or not {"REGIONAL", "PRIVATE"} & {*map(str, types)}
    return EDGE if is_edge else REGIONAL
