"""
Ordered rules over one call; the first that refuses wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from apigw_mock.apigatewayv2.refusals import LengthOutOfRange, UnknownWord
from apigw_mock.refusal import ApigwError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Mapping, Sequence

    from apigw_mock.evidence import Evidence

    Document = dict[str, Any]
    When = Callable[["Call"], object]
    Check = Callable[["Call"], None]


class Shape(Protocol):
    """
    What the service model says of one member: words, and bounds of its length.
    """

    @property
    def enum(self) -> Sequence[str]: ...
    @property
    def minimum(self) -> int | None: ...
    @property
    def maximum(self) -> int | None: ...
    @property
    def value(self) -> Shape | None: ...
    @property
    def members(self) -> Mapping[str, Shape]: ...


class Kind(NamedTuple):
    """
    What decides which rules hold for an integration.

    Args:
        protocol: of the API, ``HTTP`` or ``WEBSOCKET``.
        type: of the integration, for instance ``AWS_PROXY``.
        subtype: where the integration has one, for instance ``SQS-SendMessage``.
        connection: ``INTERNET`` or ``VPC_LINK``.
    """

    protocol: str
    type: str | None = None
    subtype: str | None = None
    connection: str | None = None


class Call(NamedTuple):
    """
    One call under judgement. Documents hold set members only, by their wire names.

    Args:
        account_id: of the API's owner.
        kind: of the integration as it would be.
        before: the stored document, None when the call creates one.
        change: what the request holds.
        merged: the document as it would be.
        shapes: the service model's word on each member of the request.
        siblings: the other documents under the same parent.
        links: ids of the account's VPC links for HTTP APIs.
        routes: ids of the routes that lead to the integration.
    """

    account_id: str
    kind: Kind
    before: Document | None
    change: Document
    merged: Document
    shapes: Mapping[str, Shape]
    siblings: Collection[Document] = ()
    links: Container[str] = ()
    routes: Sequence[str] = ()


@dataclass(frozen=True, eq=False)  # two rows are never the same
class Rule:
    """
    One line of AWS's checks.

    Args:
        name: what it accepts, as a sentence.
        field: the setting that it judges, by its wire name.
        on: says for which kinds it holds.
        when: says for which calls.
        check: returns if it accepts the call and raises *refusal* if not.
        refusal: the error that it raises.
        evidence: how we know that AWS checks so.
    """

    name: str
    field: str
    on: Callable[[Kind], object]
    when: When
    check: Check
    refusal: type[ApigwError]
    evidence: Evidence

    def __str__(self) -> str:
        return f"{self.field}: {self.name}"

    @property
    def ground(self) -> Evidence:
        """
        How it is known what this rule refuses.
        """
        return self.evidence


def judge(rules: tuple[Rule, ...], call: Call) -> None:
    """
    Return if every rule accepts *call*.

    Raises:
        ApigwError: the refusal of the first rule that does not; its ``rule`` is set.
    """
    for rule in rules_for(rules, call.kind):
        if rule.when(call):
            try:
                rule.check(call)
            except ApigwError as error:
                error.rule, error.evidence = rule, rule.evidence
                raise


def rules_for(rules: tuple[Rule, ...], kind: Kind) -> tuple[Rule, ...]:
    """
    Return those of *rules* that hold for *kind*, in their order.
    """
    is_short = sum(len(word or "") for word in kind) <= _KEPT
    return _kept_rules(rules, kind) if is_short else _rules_for(rules, kind)


def _rules_for(rules: tuple[Rule, ...], kind: Kind) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.on(kind))


_KEPT = 256  # characters; all words of AWS's together have less
_kept_rules = lru_cache(maxsize=256)(_rules_for)


def boto3_name(wire: str) -> str:
    """
    Return the name that boto3 and AWS's sentences use, for instance ``TlsConfig``.
    """
    return wire[:1].upper() + wire[1:]


# --- when a rule holds ------------------------------------------------------------


def always(_: Call) -> bool:
    return True


def creating(call: Call) -> bool:
    return call.before is None


def sent(name: str) -> When:
    """
    Return the condition that the request holds this setting, be it empty.
    """
    return lambda call: name in call.change


def filled(name: str) -> When:
    """
    Return the condition that the request holds this setting with something in it.
    """
    return lambda call: call.change.get(name)


def kept(name: str) -> When:
    """
    Return the condition that the request holds this setting and AWS does not drop it.
    """
    return lambda call: name in call.change and name in call.merged


def both(*conditions: Callable[[Kind], object]) -> Callable[[Kind], bool]:
    """
    Return the condition that all *conditions* hold for a kind.
    """
    return lambda kind: all(condition(kind) for condition in conditions)


# --- checks that the service model alone decides ----------------------------------


def one_of_the_words(name: str, *words: str) -> Check:
    """
    Return the check that a setting is one of *words*, or of the model's enum.

    A word that AWS would drop is judged, too.
    """

    def check(call: Call) -> None:
        value = call.change.get(name, call.merged.get(name))
        allowed = words or call.shapes[name].enum
        if value not in allowed:
            raise UnknownWord(boto3_name(name), value, allowed)

    return check


def length(name: str) -> Check:
    """
    Return the check that text is as long as the model says.
    """

    def check(call: Call) -> None:
        check_length(name, call.change[name], call.shapes[name])

    return check


def member_lengths(name: str) -> Check:
    """
    Return the check that each text of a structure is as long as the model says.
    """

    def check(call: Call) -> None:
        shapes = call.shapes[name].members
        for member, text in call.change[name].items():
            check_length(member, text, shapes[member])

    return check


def value_lengths(name: str) -> Check:
    """
    Return the check that each text of a map is as long as the model says.

    Empty text passes: where it is no value, it deletes.
    """

    def check(call: Call) -> None:
        for value in call.change[name].values():
            check_lengths_in(name, value, call.shapes[name].value)

    return check


def check_lengths_in(name: str, value: str | Document, shape: Shape | None) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            check_lengths_in(name, inner, shape and shape.value)
    elif value and shape:
        check_length(name, value, shape)


def check_length(name: str, text: str, shape: Shape) -> None:
    low, high = shape.minimum or 0, shape.maximum
    if high is not None and not low <= len(text) <= high:
        raise LengthOutOfRange(boto3_name(name), low, high, text)
