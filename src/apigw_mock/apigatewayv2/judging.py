"""
The rules of a table over one call.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from apigw_mock.refusal import ApigwError

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Call, F, Rule
    from apigw_mock.apigatewayv2.kinds import Kind

    Rules = tuple[Rule[Any], ...]


def judge(rules: tuple[Rule[F], ...], call: Call[F]) -> None:
    """
    Return if every rule accepts *call*.

    Raises:
        ApigwError: the refusal of the first rule that does not accept it. Its
            ``rule``, its ``evidence`` and its ``case``, the call, are set.
    """
    for rule in rules_for(rules, call.kind):
        if rule.when(call):
            try:
                rule.check(call)
            except ApigwError as error:
                error.rule = rule
                error.evidence = rule.evidence_of(error)
                error.case = call
                raise


def rules_for(rules: Rules, kind: Kind) -> Rules:
    """
    Return the *rules* that hold for *kind*, in their order.
    """
    is_short = sum(len(word or "") for word in kind) <= _KEPT
    return _kept_rules(rules, kind) if is_short else _rules_for(rules, kind)


def _rules_for(rules: Rules, kind: Kind) -> Rules:
    return tuple(rule for rule in rules if rule.applies(kind))


_KEPT = 256  # characters; the words of any kind that AWS knows are shorter
_kept_rules = lru_cache(maxsize=256)(_rules_for)
