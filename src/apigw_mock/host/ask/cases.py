"""
A folder of files with cases: its form, and the set-up that a case needs.

The head of ``tests/cases_runner.py`` says what a file of cases means.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

Json = Any
Step = dict[str, Json]
File = dict[str, Json]

REFUSED = 400  # the lowest status of a refusal
TEMPLATES = "velocity"  # its cases are templates, not calls


@dataclass(frozen=True)
class Case:
    file: str
    row: dict[str, Json]

    def __str__(self) -> str:
        return str(self.row["id"])

    @property
    def expected(self) -> dict[str, Json]:
        return dict(self.row["expected"])

    @property
    def is_refused(self) -> bool:
        return bool(self.row["expected"]["status"] >= REFUSED)

    @property
    def given(self) -> list[str | Step]:
        given = self.row.get("given", [])
        return [given] if isinstance(given, str) else given


class Folder:
    """
    A folder of cases, and the givens beside it that every file has.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files: dict[str, File] = {}
        self._common: File = {}

    def load(self, file: str) -> File:
        """
        Return a file by its name without the ending. Nobody changes it.
        """
        if file not in self._files:
            text = self.path_of(file).read_text(encoding="utf-8")
            self._files[file] = dict(json.loads(text, object_hook=long_text))
        return self._files[file]

    def path_of(self, file: str) -> Path:
        return self.path / f"{file}.json"

    @property
    def common_path(self) -> Path:
        return self.path.parent / "common_givens.json"

    @property
    def common(self) -> File:
        """
        What the file ``common_givens.json`` beside the folder holds.
        """
        if not self._common:
            text = self.common_path.read_text(encoding="utf-8")
            self._common.update(json.loads(text))
        return self._common

    @property
    def is_one(self) -> bool:
        return self.common_path.is_file() and bool(self.files())

    def cases(self, file: str) -> list[Case]:
        return [Case(file, row) for row in self.load(file)["cases"]]

    def files(self) -> list[str]:
        every = (path.stem for path in self.path.glob("*.json"))
        return sorted(file for file in every if file != TEMPLATES)

    def stages(self, case: Case) -> tuple[list[Step], list[Step]]:
        """
        Return the steps of a case that others share, and those for it alone.
        """
        return stages(case.given, self.load(case.file), self.common)


def long_text(value: dict[str, Json]) -> Json:
    if "$json" in value:
        return json.dumps(value["$json"])
    if "$repeat" not in value:
        return value
    text, times, before, after = [*value["$repeat"], "", ""][:4]
    return before + text * times + after


def stages(
    given: list[str | Step], file: File, common: File
) -> tuple[list[Step], list[Step]]:
    """
    Return the steps of *given* that cases share, and those for one case.

    Args:
        given: steps, and names of givens.
        file: has givens of its own.
        common: has the givens that every file has.
    """
    givens = {**common["givens"], **file.get("givens", {})}
    shared = {*common["shared"], *file.get("shared", [])}
    parts = [*expand(given, givens, shared)]
    first = [*expand([part for part in parts if isinstance(part, str)], givens)]
    return first, [step for step in parts if step not in [*shared, *first]]


def expand(
    given: Iterable[str | Step], givens: dict[str, Json], whole: Collection[str] = ()
) -> Iterator[Json]:
    """
    Yield the steps of *given*.

    Args:
        given: steps, and names of *givens*.
        givens: the steps that replace a name, the first time that it comes.
        whole: the names that stay names.
    """
    seen = set()

    def walk(parts: Iterable[str | Step]) -> Iterator[Json]:
        for part in parts:
            if not isinstance(part, str):
                yield part
            elif part not in seen:
                seen.add(part)
                yield from [part] if part in whole else walk(givens[part])

    return walk(given)
