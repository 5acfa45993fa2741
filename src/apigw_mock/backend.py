"""
What a scope hands out: clients that are ready to use.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from typing import Any, TypeVar

from apigw_mock.host import guard, sessions

T = TypeVar("T")


class Backend:
    """
    The mocked API Gateway of one scope.

    Args:
        region_name: the region of the clients, for instance ``us-east-1``.
    """

    def __init__(self, *, region_name: str = "us-east-1") -> None:
        self.region_name = region_name
        self._at_end = ExitStack()

    @cached_property
    def apigateway(self) -> Any:
        """
        A boto3 client of REST APIs.
        """
        return self.client("apigateway")

    @cached_property
    def apigatewayv2(self) -> Any:
        """
        A boto3 client of HTTP and WebSocket APIs.
        """
        return self.client("apigatewayv2")

    def client(self, service: str, *, config: Any = None) -> Any:
        """
        Return a new boto3 client that reads nothing of the user's AWS configuration.

        Args:
            service: boto3's name of it, for instance ``apigateway``.
            config: a ``botocore.config.Config`` with settings of your own.
        """
        return sessions.client(self._session, service, config)

    def adopt(self, client: T) -> T:
        """
        Return *client*, which moto answers from now on to the end of the scope.

        Args:
            client: a boto3 client or resource that was made before moto was imported
                or from a session that was; any other is left as it is.

        Raises:
            TypeError: it is neither client nor resource.
        """
        self._at_end.callback(guard.adopt(client))
        return client

    def close(self) -> None:
        """
        End what holds for the scope alone; the scope calls it when it is left.
        """
        self._at_end.close()

    @cached_property
    def _session(self) -> Any:
        return sessions.isolated_session(self.region_name)
