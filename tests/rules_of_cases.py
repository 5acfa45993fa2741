"""
Could the cases of a file run at AWS? Returns the reasons against it, one a line.

The head of ``cases_runner.py`` says how a case names what its set-up made.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore import xform_name
from botocore.session import get_session
from cases_runner import TESTED, Case, long_text, stages

from apigw_mock.host.ask.names import HOLE, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = Any
Step = dict[str, Json]

KNOWN = {*surroundings({"Account": "", "Arn": "arn:aws"}, "", "")}
MODELS_OF_EVERY_API = {"Empty", "Error"}
# The kinds of faults that a case may have if its field says why.
EXCUSES = {"as_is": {"identifier"}, "mock_only": {"identifier", "resource"}}

_LITERALS = {
    "account": re.compile(r"(?<!\d)\d{12}(?!\d)"),
    "region": re.compile(
        r"\b[a-z]{2}(?:-[a-z]+)?-(?:central|(?:north|south)(?:east|west)?|east|west)-\d\b"
    ),
    "partition": re.compile(r"\barn:aws[\w-]*"),
    # In the caller's account and region, and a set-up can make it.
    "resource": re.compile(
        r"arn:\{partition\}:(?:iam::\{account\}:role/"
        r"|(?:acm|cognito-idp|elasticloadbalancing|servicediscovery)"
        r":\{region\}:\{account\}:)[^'\s]*"
    ),
}
_IDENTIFIER = re.compile(r"(?:^i|I)ds?$")
_REFERENCE = re.compile(
    r"A(?:rn|RN)s?$|(?:^c|C)redentials$|(?:^u|U)ri$|(?:^t|T)arget$|^$"
)
_MODELS = re.compile(r"(?:request|response)Models$")
_MAKING = re.compile(r"(?:create|import)_")


class Fault(NamedTuple):
    """
    Args:
        kind: ``identifier``, ``name``, ``step`` or a kind of literal.
        text: what is wrong, for the author of the case.
    """

    kind: str
    text: str


def faults(file: dict[str, Json]) -> list[str]:
    """
    Return why the cases of *file* could not run at AWS. *file* is the plain JSON.
    """
    return list(_Rules(file).faults())


class _Rules:
    def __init__(self, file: dict[str, Json]) -> None:
        self.file, self.cases = file, [Case("", row) for row in file["cases"]]
        self.service, self.operation = file["service"], file["operation"]
        made = {"created"} if "created" in file else set()
        self.created = made | file.get("keep", {}).keys()
        self.steps = [
            step
            for given in [[*file.get("givens", {})], *(one.given for one in self.cases)]
            for steps in stages(given, file)
            for step in steps
        ]
        made = [step for step in self.steps if step["call"] == "create_model"]
        named = {step["with"].get("name", "") for step in made}  # REST APIs'
        self.models = MODELS_OF_EVERY_API | named

    def faults(self) -> Iterator[str]:
        yield from (fault.text for fault in self.of_frame())
        for case in self.cases:
            fields = EXCUSES.keys() & case.row.keys()
            excused = {kind for field in fields for kind in EXCUSES[field]}
            found = [*self.of_case(case)]
            yield from (
                f"{case}: {text}" for kind, text in found if kind not in excused
            )
            if "as_is" in fields and excused.isdisjoint(kind for kind, _ in found):
                yield f"{case}: as_is excuses nothing"

    def of_frame(self) -> Iterator[Fault]:
        """
        Yield the faults outside the cases.
        """
        file = self.file
        yield from literals({name: file[name] for name in file if name != "cases"})
        kept = {name for step in self.steps for name in step.get("keep", {})}
        names = KNOWN | kept | self.created
        sent = {"call": self.operation, "with": file["target"]}
        same = [file["same"]] if "same" in file else []
        for step in [sent, *file.get("reads", []), *same]:
            yield from self.of_step(step, names)
        in_request = {*_operation(self.service, self.operation).input_shape.members}
        for step in file.get("undo", []):
            yield from self.of_step(step, names | in_request)

    def of_case(self, case: Case) -> Iterator[Fault]:
        said = {"source", "seen"}  # they name the region that was asked
        yield from literals({k: x for k, x in case.row.items() if k not in said})
        names = {*KNOWN}
        for steps in stages(case.given, self.file):
            for step in steps:
                yield from self.of_step(step, names)
                yield from keeping(step, self.service, names)
                names |= {*step.get("keep", {})}
        sent = {"call": self.operation, "with": case.row["request"]}
        yield from self.of_step(sent, names)
        shape = _operation(self.service, self.operation).output_shape
        then = case.expected.get("then", [])
        later = {name for step in then for name in step.get("keep", {})}
        for answer in ("answer", "changes"):
            shown = members(shape, case.expected.get(answer, {}))
            yield from self.of_members(shown, names | self.created | later)
        names |= self.created
        for step in then:
            yield from self.of_step(step, names)
            names |= {*step.get("keep", {})}

    def of_step(self, step: Step, names: set[str]) -> Iterator[Fault]:
        service, sent = step.get("service", self.service), step.get("with", {})
        if service in TESTED:
            shape = _operation(service, step["call"]).input_shape
            yield from self.of_members(members(shape, sent), names)
        else:
            yield from self.of_members((("", text) for text in texts(sent)), names)

    def of_members(
        self, found: Iterator[tuple[str, str]], names: set[str]
    ) -> Iterator[Fault]:
        for member, text in found:
            identifies, holes = _IDENTIFIER.search(member), {*HOLE.findall(text)}
            refers = identifies or (_REFERENCE.search(member) and HOLE.fullmatch(text))
            for name in holes - names if refers else ():
                yield Fault("name", f"nothing keeps {{{name}}} of {member}")
            is_unknown = _MODELS.search(member) and text not in self.models
            is_open = holes or not text or text.startswith("$")
            if (identifies or is_unknown) and not is_open:
                yield Fault("identifier", f"{member} {text!r} is made up")


def keeping(step: Step, service: str, names: set[str]) -> Iterator[Fault]:
    """
    Yield a fault for each name that *step* keeps again, and if it keeps nothing.
    """
    kept = {*step.get("keep", {})}
    for name in kept & names:
        yield Fault("step", f"{{{name}}} is kept a second time")
    is_made = _MAKING.match(step["call"]) and step.get("service", service) in TESTED
    if is_made and not kept and "times" not in step:
        yield Fault("step", f"{step['call']} keeps nothing of what it makes")


def literals(value: Json) -> Iterator[Fault]:
    """
    Yield a fault for each text that only holds in one account, region or partition.
    """
    for text in texts(value):
        for kind, literal in _LITERALS.items():
            for found in literal.finditer(text):
                yield Fault(kind, f"{found[0]!r} stands for one {kind}")


def texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def members(shape: Any, value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """
    Yield each text in *value*, after the name of its member.

    A text in a list or map has the name of the list or map. The value of a patch
    operation has the name at the end of its path. A value that does not fit its shape
    is left out.
    """
    kind, value = shape and shape.type_name, spelled_out(value)
    if kind == "structure" and isinstance(value, dict):
        of_path = _patched(value)
        for member, item in value.items():
            inner = shape.members.get(member)
            yield from members(inner, item, of_path.get(member, member))
    elif kind == "list" and isinstance(value, list):
        for item in value:
            yield from members(shape.member, item, name)
    elif kind == "map" and isinstance(value, dict):
        for item in value.values():
            yield from members(shape.value, item, name)
    elif isinstance(value, str):
        yield name, value


def spelled_out(value: Json) -> Json:
    return long_text(value) if isinstance(value, dict) else value


def _patched(operation: dict[str, Json]) -> dict[str, str]:
    path = operation.get("path")
    if not isinstance(path, str):
        return {}
    first, *rest = path.removeprefix("/").split("/")
    return {"value": first if _MODELS.search(first) else [first, *rest][-1]}


@cache
def _operation(service: str, call: str) -> Any:
    model = get_session().get_service_model(service)
    names = {xform_name(name): name for name in model.operation_names}
    return model.operation_model(names[call])
