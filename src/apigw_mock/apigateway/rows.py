"""
The parts of a resource's table: rows, rules, keys and wording.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from apigw_mock.apigateway.places import Path, Steps
from apigw_mock.apigateway.refusals import Flaw
from apigw_mock.locks import computed_once
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from apigw_mock.apigateway.values import Members, Value
    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError, Demand

Document = dict[str, Any]


class Op(Flag):
    """
    The ops that a row may take. No row takes ``move`` or ``test``.
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
    One patch operation as it was sent. What was not sent is None.

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
        Return the operation of a JSON object in a request.
        """
        return cls(*map(item.get, ("op", "path", "value", "from")))

    @property
    def kind(self) -> Op:
        return OPS.get(self.op or "", Op.NONE)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """
    What rules read of a resource's surroundings. Each resource has a subclass.
    """


F = TypeVar("F", bound=Facts)


@dataclass
class Call(Generic[F]):
    """
    One call while it is judged.

    Args:
        document: as the operations so far have left it.
        facts: the resource's surroundings.
        members: the input members of the resource's Put or Create, by name in boto3.
        operations: of a patch; a Put has none.
        before: the document before the call; empty for a Put.
    """

    document: Document
    facts: F
    members: Members
    operations: Sequence[Operation] = ()
    before: Document = field(default_factory=dict)

    def refusal(self, sentence: Sentence, *facts: object) -> ApigwError:
        """
        Return the refusal, made of these facts and the members that it asks for.
        """
        return sentence.error(*facts, *map(self.document.get, sentence.members))


Condition = Callable[[Call[F]], bool]
# What a call set and is still there: by member, key or item if the rule is on one path
# with no hole further up, else by pointer.
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Copies:
    """
    What ``copy`` does on a row.

    Args:
        sources: the paths that ``from`` may name.
        merges: whether a copied map is merged over the existing one.
        absent: AWS's answer if the parent of the source is missing. If left out, such
            a copy changes nothing. A copy of a missing member never changes anything.
    """

    sources: tuple[str, ...]
    merges: bool = False
    absent: Sentence | None = None


Parent = Callable[[Call[F]], Any] | Sentence


@dataclass(frozen=True, eq=False)
class Row(Generic[F]):
    """
    One path of a resource.

    Args:
        path: as AWS lists it. ``{name}`` stands for a segment, ``{name...}`` for one
            or more, ``{_}`` for one that is ignored.
        ops: those that the path takes.
        value: how the value is read, and which values are refused.
        evidence: how we know what the path takes.
        into: the place in the document, as a JSON pointer with the holes of *path*.
            ``[x]`` is an item of a list, ``[{value}]`` the item that the value names.
            If left out, it is *path*.
        absent: AWS's answer if replace or remove finds nothing; its fact is the key or
            item. If left out, replace adds it and remove does nothing.
        when: conditions for single ops. The path takes such an op only if its
            condition holds.
        creates: makes a missing parent, by the parent's place; or AWS's answer, whose
            fact is the parent's key or item. If left out, the parent starts empty.
        copies: what ``copy`` may copy.
        wording: for refused paths and ops. If left out, the table's.
    """

    path: str
    ops: Op
    value: Value
    evidence: Evidence
    into: str = ""
    absent: Sentence | None = None
    when: Mapping[Op, Condition[F]] = field(default_factory=dict)
    creates: Mapping[str, Parent[F]] = field(default_factory=dict)
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
        The hole that names the key or item; empty if the row leads to a member.
        """
        return self.steps.last_hole

    @property
    def member(self) -> str:
        """
        The member of the document that the row changes.
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
        Return the ops that the path takes in this call.
        """
        barred = Op.NONE
        for op, holds in self.when.items():
            barred |= Op.NONE if holds(call) else op
        return self.ops & ~barred


@dataclass(frozen=True, eq=False)
class Rule(Generic[F]):
    """
    One of AWS's checks across members, or against the resource's surroundings.

    Args:
        name: what it accepts, as a noun phrase.
        on: the paths of the rows that it judges.
        check: takes the call and what it set on these rows, and raises *refusal* if
            AWS refuses that.
        refusal: the error that the check raises.
        evidence: how we know that AWS checks this.
        at_once: whether it judges after each operation, not the finished document.
        items: the items that the refusal may list, each with its evidence.
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
        Return how we know this refusal: the evidence of its first item, if it has any.
        """
        listed = map(type, getattr(refusal, "items", ()))
        return self.items.get(next(listed, Flaw), self.evidence)


@dataclass(frozen=True)
class Wording:
    """
    The sentences with which a resource refuses a path, an op or a copy.

    The facts of each are the table, the ops that the path takes and the operation.

    Args:
        unknown: for a path that no row has.
        unsupported: for an op that a known path does not take, and for a copy from a
            path that the row does not name.
        by_op: replaces both for single ops.
    """

    unknown: Sentence
    unsupported: Sentence
    by_op: Mapping[Op, Sentence] = field(default_factory=dict)

    def sentence(self, op: Op, *, is_known: bool) -> Sentence:
        """
        Return the sentence that refuses *op*, on a known or an unknown path.
        """
        general = self.unsupported if is_known else self.unknown
        return self.by_op.get(op, general)


@dataclass(frozen=True, kw_only=True)
class Key:
    """
    What a hole of a path takes.

    Args:
        accepts: what it takes, in words.
        otherwise: AWS's answer to any other text; its fact is the text. If left out, a
            path with another text is unknown.
        test: whether something may be put at a path with this text.
        read: converts the text to the key in the document. None means that every op
            is refused.
    """

    accepts: str
    otherwise: Sentence | None = None
    test: Callable[[str], bool] = bool
    read: Callable[[str], Any] = str

    def takes(self, text: str) -> bool:
        return self.test(text) and self.read(text) is not None


@dataclass(frozen=True)
class Table(Generic[F]):
    """
    All that we know about the updates of one resource.

    Args:
        resource: AWS's name of it, as in ``Update{resource}``.
        source: AWS's page on its paths.
        rows: by path.
        wording: of refused paths and ops.
        rules: in the order in which AWS checks: the first refusal wins.
        demands: what must exist, or must not, before a call is judged.
        made_by: the verb of the call that makes the resource; empty if there is none.
        keys: what a hole of a path takes, by the hole's name.
        defaults: what Put or Create stores for a member that is left out.
        derives: what AWS makes of a member after each call, whatever was sent. None
            leaves the member as it is.
        applies: whether a resource of this kind has a member. If not, it is dropped.
        drops: by the name of a map, the list from which a removed key is removed too.
        shown_empty: places of the maps and lists that AWS shows even when empty.
        bare_paths: how we know that a path may lack its leading slash. If left out, it
            may not.
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
    derives: Mapping[str, Callable[[Call[F]], Any]] = field(default_factory=dict)
    applies: Mapping[str, Condition[F]] = field(default_factory=dict)
    drops: Mapping[str, str] = field(default_factory=dict)
    shown_empty: frozenset[str] = frozenset()
    bare_paths: Evidence | None = None

    def knows(self, holes: Mapping[str, str]) -> bool:
        """
        Whether the path is known with these texts in its holes.
        """
        found = ((self.keys.get(name), text) for name, text in holes.items())
        return all(key.takes(text) for key, text in found if key and not key.otherwise)

    def read_keys(self, holes: Mapping[str, str]) -> dict[str, Any]:
        """
        Return the keys that the texts in the holes of a path stand for.

        Raises:
            ApigwError: AWS refuses one of the texts.
        """
        return {name: self._read_key(name, text) for name, text in holes.items()}

    def _read_key(self, name: str, text: str) -> Any:
        key = self.keys.get(name)
        value = key.read(text) if key else text
        if key and key.otherwise and value is None:
            raise key.otherwise.error(text)
        return value

    def judge_keys(self, holes: Mapping[str, str]) -> None:
        """
        Raise if AWS puts nothing at a path with these texts in its holes.
        """
        for name, text in holes.items():
            key = self.keys.get(name)
            if key and key.otherwise and not key.test(text):
                raise key.otherwise.error(text)


@dataclass(frozen=True, eq=False)
class Case(Generic[F]):
    """
    What a refusal is about.

    Args:
        table: judged the call.
        call: with its document as it was then.
        places: the positions of the patch operations that AWS refused. Empty for a Put,
            and if AWS refused what none of them set.
    """

    table: Table[F]
    call: Call[F]
    places: tuple[int, ...] = ()
