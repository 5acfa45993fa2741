"""
What moto holds of API Gateway.
"""

from __future__ import annotations

from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends

from apigw_mock.host.answer import lock_of


def reset() -> None:
    """
    Empty API Gateway in every account and region; other services keep theirs.
    """
    both: tuple[Any, ...] = (apigateway_backends, apigatewayv2_backends)
    for backends in both:
        for account in list(backends.values()):
            for backend in list(account.values()):
                with lock_of(backend):
                    backend.reset()
