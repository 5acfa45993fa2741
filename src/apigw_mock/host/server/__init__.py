"""
The same moto behind HTTP, for clients that are separate programs.

A `Gate` calls moto's own application. Where moto answers with HTML, a status of 5xx or
an exception, the gate answers as AWS does: with JSON and ``x-amzn-errortype``.
"""

from __future__ import annotations

from apigw_mock.host.server.process import CannotServe, serve

__all__ = ["CannotServe", "serve"]
