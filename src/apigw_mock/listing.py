"""
The list of rules: each line says what is accepted, and AWS's answers otherwise.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError, Demand

T = TypeVar("T")


class Answer(NamedTuple):
    """
    One of AWS's refusals, as ``status code: sentence``, and how we know it.

    The facts of a call stand in braces.

    Args:
        refusal: the class of `apigw_mock.errors`. Empty if it is no refusal.
    """

    text: str
    evidence: str
    refusal: str = ""


@dataclass(frozen=True)
class Line:
    """
    One path or rule.

    Args:
        service: boto3's name of it, ``apigateway`` or ``apigatewayv2``.
        operation: AWS's name of it. Operations that share a table share a line and
            are separated by commas.
        path: a patch path with its holes, or the name of a setting.
        ops: the ops that the path takes; empty for settings.
        accepts: what is accepted, in words.
        otherwise: AWS's answers to anything else.
        evidence: how we know what is accepted.
        source: AWS's page on the operation.
        takes_path: whether a path that a user gives belongs to this line.
        rows_of: the update whose rows judge the operation, if it is another one.
    """

    service: str
    operation: str
    path: str
    ops: tuple[str, ...]
    accepts: str
    otherwise: tuple[Answer, ...]
    evidence: str
    source: str
    takes_path: Callable[[str], bool] = dataclasses.field(repr=False, compare=False)
    rows_of: str = ""

    @property
    def heading(self) -> str:
        by = f", by the rows of {self.rows_of}" if self.rows_of else ""
        return f"{self.service} {self.operation}{by}"

    def is_of(self, name: str) -> bool:
        """
        Whether *name*, in any spelling, is an operation of this line.
        """
        names = self.operation.split(", ")
        return _plain(name) in {
            _plain(spelling)
            for one in names
            for spelling in (one, f"{self.service} {one}")
        }

    def as_dict(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in _SHOWN}
        return {**said, "otherwise": [one._asdict() for one in self.otherwise]}


_SHOWN = [one.name for one in dataclasses.fields(Line) if one.name != "takes_path"]


def _plain(name: str) -> str:
    """
    Return *name* in a common spelling of UpdateIntegration and update-integration.
    """
    return re.sub(r"[\W_]", "", name).lower()


def answer_of(error: ApigwError, evidence: Evidence) -> Answer:
    """
    Return AWS's answer as a line shows it.
    """
    text = f"{error.status} {error.code}: {error}"
    return Answer(text, str(evidence), type(error).__name__)


def demand_line(
    service: str, operation: str, demand: Demand, source: str, *, path: str = "(URL)"
) -> Line:
    """
    Return the line of what a call requires before it is judged.
    """
    return Line(
        service=service,
        operation=operation,
        path=path,
        ops=(),
        accepts=demand.name,
        otherwise=(answer_of(sample(demand.refusal), demand.evidence),),
        evidence=str(demand.evidence),
        source=source,
        takes_path=lambda _: False,
    )


def sample(kind: Callable[..., T]) -> T:
    """
    Return an error, or an item of one, with its facts' names in braces as facts.

    Args:
        kind: its class, or a function that makes it from its facts.
    """
    facts = inspect.signature(kind).parameters.values()
    return kind(*(_placeholder(fact.name, str(fact.annotation)) for fact in facts))


def _placeholder(name: str, kind: str) -> Any:
    hole = f"{{{name}}}"
    if kind.startswith(("dict", "Mapping")):
        return {hole: hole}
    return [hole] if kind.startswith(("Sequence", "tuple", "list")) else hole


def first_line(check: Any) -> str:
    """
    Return what a check accepts, taken from the first line of its docstring.
    """
    line = (inspect.getdoc(check) or "").partition("\n")[0].removesuffix(".")
    clause = line.removeprefix("Accept ").replace("``", "")
    is_word = not clause[:2].isupper()  # VPC_LINK stays in capitals
    return clause[:1].lower() + clause[1:] if is_word else clause
