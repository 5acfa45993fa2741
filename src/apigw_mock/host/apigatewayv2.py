"""
HTTP and WebSocket APIs: our actions on moto's objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ACTIONS: dict[str, Callable[[Any], Any]] = {}
