"""
Ids in AWS's form.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from moto.apigateway.utils import create_id

if TYPE_CHECKING:
    from collections.abc import Container


def new_id(length: int, taken: Container[str]) -> str:
    """
    Return an id of *length* characters that is not taken.
    """
    ids = iter(lambda: create_id()[:length], None)
    return next(one for one in ids if one not in taken)


def steady_id(length: int, backend: Any, *names: str) -> str:
    """
    Return an id for what moto made without one, which is always the same.

    Args:
        length: in characters.
        backend: of the account and region that have it.
        names: which tell it from all others there.
    """
    place = "/".join([backend.account_id, backend.region_name, *names])
    return sha256(place.encode()).hexdigest()[:length]
