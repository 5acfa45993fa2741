"""
Folders of cases that are made for one test.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from cases_runner import CASES, HERE

from apigw_mock.host.ask.cases import Case, Folder

if TYPE_CHECKING:
    from pathlib import Path

INFERRED = {"evidence": "inferred", "source": "a test"}
OK = {"status": 200, "changes": {"name": "dogs"}}
NO = {
    "status": 400,
    "code": "BadRequestException",
    "message": "Invalid patch path /pets",
}
RENAMED = [{"op": "replace", "path": "/name", "value": "dogs"}]
API = {
    "call": "create_rest_api",
    "with": {"name": "pets"},
    "keep": {"api": "id", "root": "rootResourceId"},
}
GET = {"call": "get_rest_api", "with": {"restApiId": "{api}"}}
FRAME: dict[str, Any] = {
    "service": "apigateway",
    "operation": "update_rest_api",
    "target": {"restApiId": "{api}"},
    "reads": [GET],
    "same": GET,
    "givens": {"api": [API]},
}


def accepted(name: str = "taken", **more: Any) -> dict[str, Any]:
    request = {"patchOperations": RENAMED}
    row = {"id": name, "given": "api", "request": request, "expected": OK}
    return {**row, **INFERRED, **more}


def refused(name: str = "refused", **more: Any) -> dict[str, Any]:
    operation = {"op": "replace", "path": "/pets", "value": "x"}
    request = {"patchOperations": [operation]}
    row = {"id": name, "given": "api", "request": request, "expected": NO}
    return {**row, **INFERRED, **more}


def folder_of(path: Path, *rows: dict[str, Any], **frame: Any) -> Folder:
    """
    Make a folder with one file of cases, ``pets``, that update a REST API.
    """
    cases = path / "cases"
    cases.mkdir(exist_ok=True)
    shutil.copy(HERE / "common_givens.json", path)
    text = json.dumps({**FRAME, **frame, "cases": list(rows)}, indent=2)
    (cases / "pets.json").write_text(text, encoding="utf-8")
    return Folder(cases)


def copy_of(path: Path, *files: str) -> Folder:
    """
    Make a folder with some files of the repository's cases.
    """
    cases = path / "cases"
    cases.mkdir()
    shutil.copy(HERE / "common_givens.json", path)
    for file in files:
        shutil.copy(CASES / f"{file}.json", cases)
    return Folder(cases)


def only(folder: Folder, name: str) -> Case:
    return next(case for case in folder.cases("pets") if str(case) == name)
