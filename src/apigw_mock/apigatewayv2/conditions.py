"""
For which calls a rule judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Call, Condition


def creating(call: Call[Any]) -> bool:
    return call.before is None


def updating(call: Call[Any]) -> bool:
    return not creating(call)


def sent(name: str) -> Condition:
    """
    Return the condition that the request holds this setting, even if it is empty.
    """
    return lambda call: name in call.change


def sent_any(*names: str) -> Condition:
    """
    Return the condition that a call creates, or sends one of these settings.
    """
    return lambda call: creating(call) or not call.change.keys().isdisjoint(names)


def updates(name: str) -> Condition:
    """
    Return the condition that a call updates this setting.
    """
    return lambda call: updating(call) and name in call.change


def changed(name: str) -> Condition:
    """
    Return the condition that the request holds this setting, with another value.
    """
    return lambda call: (
        name in call.change and call.change[name] != (call.before or {}).get(name)
    )


def filled(name: str) -> Condition:
    """
    Return the condition that the request holds this setting, and it is not empty.
    """
    return lambda call: call.change.get(name)


def kept(name: str) -> Condition:
    """
    Return the condition that the request holds this setting and AWS does not drop it.
    """
    return lambda call: name in call.change and name in call.document
