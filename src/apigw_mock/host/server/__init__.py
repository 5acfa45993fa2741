"""
The same moto behind HTTP, for clients that are programs of their own.

A `Gate` stands before moto's own application. What moto answers with HTML, a status
of 5xx or an exception leaves it as AWS answers: JSON and ``x-amzn-errortype``.
"""

from __future__ import annotations

from apigw_mock.host.server.process import CannotServe, serve

__all__ = ["CannotServe", "serve"]
