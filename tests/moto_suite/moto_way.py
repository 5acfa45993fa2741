"""
A pytest plugin: inside a scope, each call takes moto's own way to the action.
"""

from __future__ import annotations

from typing import Any

from moto.core.config import default_user_config

# A URL that no call has: moto looks at each call for it.
core: Any = default_user_config["core"]
core["passthrough"] = {"urls": ["https://nothing[.]example/"], "services": []}
