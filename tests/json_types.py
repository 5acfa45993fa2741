"""
JSON of each type, as the service model has it and otherwise.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botocore.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend
    from apigw_mock.host.model import Member

VALUES: dict[str, Any] = {
    "string": "a",
    "integer": 1,
    "boolean": True,
    "list": ["a"],
    "map": {"a": "b"},
}
# How JSON says what it has no type for, and what has another name there.
AS_JSON = {"structure": "map", "double": "integer", "timestamp": "integer"}


def of_another_type(member: Member) -> Iterator[Any]:
    """
    Yield a value of each JSON type that is not the one of *member*, in any depth.
    """
    own = AS_JSON.get(member.type, member.type)
    yield from (value for name, value in VALUES.items() if name != own)
    if member.value:
        for value in of_another_type(member.value):
            yield [value] if own == "list" else {"a": value}
    for name, inner in member.members.items():
        yield from ({name: value} for value in of_another_type(inner))


def of_its_type(member: Member) -> Any:
    """
    Return a value that *member* takes, with all that there may be in it.
    """
    if member.members:
        return {name: of_its_type(inner) for name, inner in member.members.items()}
    if member.value:
        inner = of_its_type(member.value)
        return [inner] if member.type == "list" else {"a": inner}
    return VALUES[AS_JSON.get(member.type, member.type)]


class Sender:
    """
    Sends bodies that boto3 would not.
    """

    def __init__(self, backend: Backend, service: str) -> None:
        once = {"total_max_attempts": 1}
        config = Config(parameter_validation=False, retries=once)
        self.body: Any = {}
        self.client = backend.client(service, config=config)
        self.client.meta.events.register("before-call", self.replace_body)

    def replace_body(self, params: dict[str, Any], **_: Any) -> None:
        params["body"] = json.dumps(self.body)

    def send(self, action: str, body: Any, **named: Any) -> Any:
        """
        Call *action* with *body*, and return the answer.
        """
        self.body = body
        return getattr(self.client, action)(**named)
