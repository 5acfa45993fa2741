"""
What a table says of a resource of HTTP and WebSocket APIs: fields, rules, demands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from apigw_mock.apigatewayv2.kinds import Kind, any_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError, Demand

Document = dict[str, Any]


def boto3_name(wire: str) -> str:
    """
    Return the name that boto3 and AWS's sentences use, for instance ``TlsConfig``.
    """
    return wire[:1].upper() + wire[1:]


class Modelled(Protocol):
    """
    What the service model says of a member: its words, or its bounds.
    """

    @property
    def enum(self) -> Sequence[str]: ...
    @property
    def minimum(self) -> int | None: ...
    @property
    def maximum(self) -> int | None: ...
    @property
    def value(self) -> Modelled | None: ...
    @property
    def members(self) -> Mapping[str, Modelled]: ...


@dataclass(frozen=True, kw_only=True)
class Facts:
    """
    What the rules of a resource read of its surroundings; each resource has its own.
    """


F = TypeVar("F", bound=Facts)


@dataclass
class Call(Generic[F]):
    """
    One call under judgement. Documents hold only what is set, by its wire name.

    Args:
        kind: of the document after the call.
        change: the settings that the request holds.
        document: as it is after the call.
        facts: what is around the resource.
        members: what the service model says of each member of the request.
        before: the stored document, None where the call creates one.
    """

    kind: Kind
    change: Document
    document: Document
    facts: F
    members: Mapping[str, Modelled]
    before: Document | None = None


Merge = Callable[[Any, Any, Kind, Kind], Any]
Applies = Callable[[Kind], object]
Condition = Callable[[Call[Any]], object]


def nothing(_: Kind) -> None:
    return None


def any_call(_: Call[Any]) -> bool:
    return True


class Drop(NamedTuple):
    """
    Why AWS silently drops a member of a setting, and how that is known.
    """

    reason: str
    evidence: Evidence


@dataclass(frozen=True)
class Field:
    """
    One setting of a document.

    Args:
        name: on the wire.
        merge: returns the new value. It is given the stored value and the sent one,
            None if there is none, and the kinds before and after.
        evidence: how it is known that AWS merges so.
        applies: says which kinds have this setting.
        dropped: why AWS silently drops it from the other kinds. Empty if a rule
            refuses it instead.
        drops: what AWS silently drops of a list of maps, by the members' names. What
            stays as it is shown is not dropped.
        default: returns the value that a document without one gets.
    """

    name: str
    merge: Merge
    evidence: Evidence
    applies: Applies = any_kind
    dropped: str = ""
    drops: Mapping[str, Drop] = field(default_factory=dict)
    default: Callable[[Kind], Any] = nothing


@dataclass(frozen=True, eq=False)  # two rules are never the same
class Rule(Generic[F]):
    """
    One line of AWS's checks.

    Args:
        name: what it accepts, as a sentence.
        setting: what it judges, by its wire name.
        check: raises *refusal* unless it accepts the call.
        refusal: the error that it raises.
        evidence: how it is known that AWS checks so.
        sentence_evidence: how AWS's sentence is known. Left out, in the same way.
        items: subclasses of *refusal* whose sentence is known in another way.
        applies: says for which kinds the rule holds.
        when: says for which calls it judges.
    """

    name: str
    setting: str
    check: Callable[[Call[F]], None]
    refusal: type[ApigwError]
    evidence: Evidence
    sentence_evidence: Evidence | None = None
    items: Mapping[type[ApigwError], Evidence] = field(default_factory=dict)
    applies: Applies = any_kind
    when: Condition = any_call

    def __str__(self) -> str:
        return f"{self.setting}: {self.name}"

    @property
    def sentences(self) -> dict[type[ApigwError], Evidence]:
        """
        How each sentence of AWS's is known.
        """
        return {self.refusal: self.sentence_evidence or self.evidence, **self.items}

    def evidence_of(self, refusal: ApigwError) -> Evidence:
        """
        Return how it is known that AWS refuses so.
        """
        known = self.items.get(type(refusal), self.sentence_evidence or self.evidence)
        return refusal.evidence or known


@dataclass(frozen=True, eq=False)
class Table(Generic[F]):
    """
    The settings of one resource.

    Args:
        resource: AWS's name of it, as in ``Update{resource}``.
        source: AWS's page on its settings.
        kind_of: returns the kind, given protocol, stored document and request.
        fields: in the order in which the document shows them.
        rules: of Create and Update, in the order in which AWS checks. The first that
            refuses wins.
        demands: what must be there for a call to have something to work on, by the
            setting that names it, in the order in which AWS looks. The last demand
            is the document itself; Create and the list call do not name it.
        demands_of: what other operations on the document demand, by their names, or
            an operation of these beside *demands*.
        rules_of: rules of a single verb, by the verb. They judge before *rules*.
        verbs: of the calls that the fields and rules hold for.
    """

    resource: str
    source: str
    kind_of: Callable[[str, Document, Document], Kind]
    fields: tuple[Field, ...]
    rules: tuple[Rule[F], ...]
    demands: Mapping[str, Demand] = field(default_factory=dict)
    rules_of: Mapping[str, tuple[Rule[F], ...]] = field(default_factory=dict)
    demands_of: Mapping[str, Mapping[str, Demand]] = field(default_factory=dict)
    verbs: tuple[str, ...] = ("Create", "Update")
