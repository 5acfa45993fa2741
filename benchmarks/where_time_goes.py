"""
Where plain moto's time goes: the profile of docs/speed.md.
"""

from __future__ import annotations

import cProfile
import pstats
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from moto import mock_aws
from starting_points import rest_target

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Part(NamedTuple):
    """
    A function, with all that it calls.

    Args:
        name: the function's name.
        file: the end of its file's path.
        what: what it does, in words.
    """

    name: str
    file: str
    what: str


CLIENTS = (
    Part("client", "boto3/__init__.py", "a new session and two clients"),
    Part("_wrapper", "botocore/loaders.py", "within it, botocore loads its files"),
    Part("_alias_event_name", "botocore/hooks.py", "within it, event names"),
)
SCOPE = (
    Part("_enable_patching", "moto/core/models.py", "moto makes callback objects"),
    Part("_should_match_querystring", "responses/__init__.py", "called for each"),
)
FIRST_CALL = (
    Part("urls", "moto/core/base_backend.py", "moto lists the URLs of the service"),
    Part("getmembers", "inspect.py", "moto lists the members of its response class"),
    Part("_alias_event_name", "botocore/hooks.py", "botocore looks up event names"),
)
RESPONSES = "moto/core/responses.py"
# A release of moto may lack a part: then its share is 0.
CALL = (
    Part("create_request", "botocore/endpoint.py", "botocore makes and signs it"),
    Part("process_request", "moto/core/botocore_stubber.py", "moto's way, in all"),
    Part("urls", "moto/core/base_backend.py", "within it, the URLs of the service"),
    Part("normalize_request", "moto/core/request.py", "another library's request"),
    Part("setup_class", RESPONSES, "all that a service may ask of a request"),
    Part("_get_action", RESPONSES, "the action"),
    Part("getmembers", "inspect.py", "the members of the response class"),
    Part("get_random_string", "moto/moto_api/_internal/moto_random.py", "identifiers"),
    Part("get_integration_response", "moto/apigateway/responses.py", "the action runs"),
)
IN_SCOPE = (
    Part("create_request", "botocore/endpoint.py", "botocore makes and signs it"),
    Part("process", "apigw_mock/host/short_way.py", "the short way, in all"),
    Part("answer", "apigw_mock/host/answer.py", "within it, our action"),
    Part("get_random_string", "apigw_mock/host/faster.py", "identifiers"),
)


def clients() -> None:
    with mock_aws():
        boto3.client("apigateway", "us-east-1")
        boto3.client("apigatewayv2", "us-east-1")


def scope() -> None:
    with mock_aws():
        pass


def main() -> None:
    show("mock_aws and two clients", clients, CLIENTS, loops=10)
    show("entering and leaving mock_aws", scope, SCOPE, loops=50)
    with mock_aws():
        target = rest_target(boto3.client("apigateway", "us-east-1"))
        new: Any = [boto3.client("apigateway", "us-east-1") for _ in range(31)]
        show(
            "the first call of a client, get_integration_response",
            lambda: new.pop().get_integration_response(**target),
            FIRST_CALL,
            loops=30,
        )
        client: Any = boto3.client("apigateway", "us-east-1")
        title, call = (
            "a later call, get_integration_response",
            lambda: client.get_integration_response(**target),
        )
        show(title, call, CALL, loops=100)
        with mock_apigw_updates():
            show(f"{title}, in a scope", call, IN_SCOPE, loops=100)


def show(
    title: str, work: Callable[[], object], parts: tuple[Part, ...], loops: int
) -> None:
    """
    Print which share of *work* each of *parts* takes, and how often it is called.
    """
    work()  # imports and fills caches, which is not measured
    with cProfile.Profile(process_time) as profile:  # without other processes' time
        for _ in range(loops):
            work()
    stats: Any = pstats.Stats(profile)
    print(f"{title}: {stats.total_tt / loops * 1000:.3g} ms under the profiler")
    for part in parts:
        rows = list(found(stats, part))
        calls = sum(calls for calls, _ in rows) / loops
        share = sum(spent for _, spent in rows) / stats.total_tt
        print(
            f"  {share:4.0%}  {part.what} ({part.file} {part.name}, {calls:.4g} calls)"
        )


def found(stats: Any, part: Part) -> Iterator[tuple[int, float]]:
    """
    Yield how often a function was called, and the seconds in it and what it calls.
    """
    for (file, _, name), (_, calls, _, spent, _) in stats.stats.items():
        if name == part.name and file.endswith(part.file):
            yield calls, spent


if __name__ == "__main__":
    main()
