"""
What a table says of a resource of REST APIs: rows, rules and words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from apigw_mock.apigateway.places import Path, Steps
from apigw_mock.locks import computed_once

if TYPE_CHECKING:
    from apigw_mock.apigateway.refusals import Flaw
    from apigw_mock.apigateway.values import Members, Value
    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError, Demand, Sentence

Document = dict[str, Any]


class Op(Flag):
    """
    What a row's path takes; ``move`` and ``test`` no row takes.
    """

    NONE = 0
    ADD = auto()
    REPLACE = auto()
    REMOVE = auto()
    COPY = auto()


ADD, REPLACE, REMOVE, COPY = Op.ADD, Op.REPLACE, Op.REMOVE, Op.COPY
EVERY = ADD | REPLACE | REMOVE
OPS = {"add": ADD, "remove": REMOVE, "replace": REPLACE, "copy": COPY}  # AWS's order


@dataclass(frozen=True)
class Operation:
    """
    One patch operation as it was sent; what was not sent is None.

    Args:
        source: what ``from`` holds.
    """

    op: str | None
    path: str | None
    value: str | None = None
    source: str | None = None

    @classmethod
    def sent(cls, item: Mapping[str, str]) -> Operation:
        """
        Return the operation that a request's JSON object says.
        """
        return cls(*map(item.get, ("op", "path", "value", "from")))

    @property
    def kind(self) -> Op:
        return OPS.get(self.op or "", Op.NONE)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """
    What the rules of a resource read of its surroundings; each resource has its own.

    Args:
        left_out: maps and lists of which an import knows nothing. None of their keys
            is absent.
    """

    left_out: frozenset[str] = frozenset()


F = TypeVar("F", bound=Facts)


@dataclass
class Call(Generic[F]):
    """
    One call under judgement.

    Args:
        document: as far as the call has come; the finished one where rules judge.
        facts: what is around the resource.
        members: the members of the Put or Create that makes one, by name in boto3.
        operations: of a patch; a Put has none.
        before: the document before the call, empty where a Put makes one.
    """

    document: Document
    facts: F
    members: Members
    operations: Sequence[Operation] = ()
    before: Document = field(default_factory=dict)

    def is_known(self, name: str) -> bool:
        """
        Whether the document has the member *name* if AWS has: no import left it out.
        """
        return name not in self.facts.left_out


Condition = Callable[[Call[F]], bool]
Given = Mapping[str, Any]  # {key: value}: what a call has set, and what is left of it


@dataclass(frozen=True)
class Copies:
    """
    What ``copy`` does on a row.

    Args:
        sources: the paths that ``from`` may name.
        merges: whether a copied map is merged over the one that is there.
    """

    sources: tuple[str, ...]
    merges: bool = False


@dataclass(frozen=True, eq=False)
class Row(Generic[F]):
    """
    One path of a resource.

    Args:
        path: as AWS lists it. ``{name}`` stands for a segment, ``{name...}`` for one
            or more, ``{_}`` for one that plays no part.
        ops: those that the path takes.
        value: what becomes of the value's text, and what is refused.
        evidence: how it is known what the path takes.
        into: the place in the document, as a JSON pointer with the holes of *path*.
            ``[x]`` is an item of a list, ``[{value}]`` the item that the value names.
            Left out, it is *path*.
        absent: what is answered where replace or remove finds nothing. Left out,
            replace makes it and remove does nothing.
        when: bars an op where its condition does not hold.
        creates: makes a parent that is missing, by the parent's place. Left out, it
            starts empty.
        copies: what ``copy`` may copy.
        wording: of refused paths and ops, where it is not the table's.
    """

    path: str
    ops: Op
    value: Value
    evidence: Evidence
    into: str = ""
    absent: Sentence | None = None
    when: Mapping[Op, Condition[F]] = field(default_factory=dict)
    creates: Mapping[str, Callable[[Call[F]], Any]] = field(default_factory=dict)
    copies: Copies | None = None
    wording: Wording | None = None

    def __str__(self) -> str:
        return self.path

    @computed_once
    def pattern(self) -> Path:
        return Path(self.path)

    @computed_once
    def steps(self) -> Steps:
        return Steps(self.into or self.path)

    def evidence_of(self, _: ApigwError) -> Evidence:
        return self.evidence

    @property
    def last_hole(self) -> str:
        """
        The hole that names the key or item, empty where the row leads to a member.
        """
        return self.steps.last_hole

    @property
    def member(self) -> str:
        """
        The member of the document that the row has to do with.
        """
        return self.steps.parts[0]

    @property
    def is_member(self) -> bool:
        """
        Whether the row leads to a member, not to an entry of a map or list.
        """
        return not self.steps.has_holes

    def takes(self, call: Call[F]) -> Op:
        """
        Return the ops that the path takes on the resource at hand.
        """
        barred = Op.NONE
        for op, holds in self.when.items():
            barred |= Op.NONE if holds(call) else op
        return self.ops & ~barred


@dataclass(frozen=True, eq=False)
class Rule(Generic[F]):
    """
    One line of AWS's checks across members, and of what is around the resource.

    Args:
        name: what it accepts, as a sentence.
        on: the paths of the rows that make it judge.
        check: returns if it accepts what the call has *given* on these rows, and
            raises *refusal* if not.
        refusal: the error that it raises.
        evidence: how it is known that AWS checks so.
        at_once: whether it judges after the operation, not the finished document.
        items: the items that a refusal may list, each with its evidence, where it
            lists some.
    """

    name: str
    on: tuple[str, ...]
    check: Callable[[Call[F], Given], None]
    refusal: type[ApigwError]
    evidence: Evidence
    at_once: bool = False
    items: Mapping[type[Flaw], Evidence] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{', '.join(self.on)}: {self.name}"

    def evidence_of(self, refusal: ApigwError) -> Evidence:
        """
        Return how it is known that AWS refuses so: by the first item that is listed.
        """
        listed = map(type, getattr(refusal, "items", ()))
        return next((self.items[item] for item in listed), self.evidence)


@dataclass(frozen=True)
class Wording:
    """
    In which words a family of resources refuses a path, an op and a copy.

    Each sentence is given the table, the ops that the path takes and the operation.

    Args:
        unknown: for a path that no row has.
        unsupported: for an op that a known path does not take.
        no_copy: for a copy from a path that the row does not name. Left out, the path
            is unknown.
        nothing_to_copy: for a copy of what is not there. Left out, it changes nothing.
    """

    unknown: Sentence
    unsupported: Sentence
    no_copy: Sentence | None = None
    nothing_to_copy: Sentence | None = None


@dataclass(frozen=True, kw_only=True)
class Key:
    """
    What a hole of a path takes.

    Args:
        accepts: what it takes, in words.
        otherwise: what is answered to anything else, given the text.
        test: judges the text where something is put there.
        read: what the text stands for in the document; None is refused everywhere.
    """

    accepts: str
    otherwise: Sentence
    test: Callable[[Any], bool] = bool
    read: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Table(Generic[F]):
    """
    The paths of one resource.

    Args:
        resource: AWS's name of it, as in ``Update{resource}``.
        source: AWS's page on its paths.
        rows: by path.
        wording: of refused paths and ops.
        rules: in the order in which AWS checks: the first that refuses wins.
        demands: what must be there for a call to have something to work on.
        made_by: the verb of the call that makes one, empty where nothing does.
        keys: what a hole of a path takes, by the hole's name.
        defaults: what a Put or Create stores that leaves a member out.
        applies: which members a resource of this kind has; others are left out.
        drops: a list that loses what is removed from a map, by the map's name.
        shown_empty: maps and lists that are shown when a patch has emptied them.
        bare_paths: how it is known that a path may lack its leading slash. Left out,
            it may not.
    """

    resource: str
    source: str
    rows: tuple[Row[F], ...]
    wording: Wording
    rules: tuple[Rule[F], ...] = ()
    demands: tuple[Demand, ...] = ()
    made_by: str = "Put"
    keys: Mapping[str, Key] = field(default_factory=dict)
    defaults: Mapping[str, Callable[[Call[F]], Any]] = field(default_factory=dict)
    applies: Mapping[str, Condition[F]] = field(default_factory=dict)
    drops: Mapping[str, str] = field(default_factory=dict)
    shown_empty: frozenset[str] = frozenset()
    bare_paths: Evidence | None = None

    def read_keys(self, holes: Mapping[str, Any]) -> dict[str, Any]:
        """
        Return what the texts in the holes of a path stand for.

        Raises:
            ApigwError: one stands for nothing.
        """
        return {name: self._read_key(name, text) for name, text in holes.items()}

    def _read_key(self, name: str, text: Any) -> Any:
        key = self.keys.get(name)
        if key is None or key.read is None:
            return text
        value = key.read(text)
        if value is None:
            raise key.otherwise.error(text)
        return value

    def judge_key(self, row: Row[F], text: str) -> None:
        """
        Raise if AWS refuses *text* as the key of what is put on *row*.
        """
        key = self.keys.get(row.last_hole)
        if key and not key.test(text):
            raise key.otherwise.error(text)
