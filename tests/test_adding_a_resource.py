"""
The walk-through of docs/adding-a-resource.md does what it says.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from botocore.loaders import Loader

import apigw_mock

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "adding-a-resource.md"
BLOCK = re.compile(
    r"^\*\*`(\S+)`\*\*(, at the end)?\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
# What the page tells its reader to add to a list: before which text, and what.
LISTS = {
    "src/apigw_mock/host/rest/resources.py": {
        "RESOURCES: ": "from apigw_mock.host.rest.kiosk import KIOSKS\n\n",
        "    METHODS,\n": "    KIOSKS,\n",
    },
    "tests/apigateway/test_cases.py": {
        "UPDATES = ": "from apigw_mock.apigateway.tables.kiosk import KIOSK\n\n",
        '    "update_method": ': '    "update_kiosk": KIOSK,\n',
    },
    "tests/test_rooms.py": {
        name: f"{name.rpartition('.')[0]}.kiosk "
        for name in (
            "apigateway.tables.method_response",
            "apigateway.rules.method_response",
            "host.rest.method_response",
        )
    },
}
TESTS = (
    "tests/apigateway/test_cases.py",
    "tests/apigateway/test_rows.py",
    "tests/test_fidelity.py",
    "tests/test_rooms.py",
    "tests/test_rules_of_cases.py",
)
# What has to do with the new resource.
CHOSEN = "kiosk or has_evidence or one_line or table or up_to_date"

# --- What botocore's service model says of a kiosk ------------------------------------

URL = "/restapis/{restapi_id}/kiosks/{kiosk_name}"
NAMED = {
    "restApiId": {"shape": "String", "location": "uri", "locationName": "restapi_id"},
    "kioskName": {"shape": "String", "location": "uri", "locationName": "kiosk_name"},
}
MEMBERS = {
    "title": {"shape": "String"},
    "hours": {"shape": "MapOfKioskHours"},
    "languages": {"shape": "ListOfString"},
    "menuModel": {"shape": "String"},
    "tags": {"shape": "MapOfStringToString"},
}
PATCH = {"patchOperations": {"shape": "ListOfPatchOperation"}}
HOUR = {"shape": "NullableInteger"}


def structure(**members: Any) -> dict[str, Any]:
    return {"type": "structure", "members": members}


def operation(name: str, method: str, status: int) -> dict[str, Any]:
    described = {
        "name": name,
        "http": {"method": method, "requestUri": URL, "responseCode": status},
        "input": {"shape": f"{name}Request"},
    }
    return (
        described if method == "DELETE" else described | {"output": {"shape": "Kiosk"}}
    )


def with_kiosks(model: dict[str, Any]) -> dict[str, Any]:
    """
    Return botocore's model of API Gateway with the calls on kiosks.
    """
    inputs: dict[str, dict[str, Any]] = {
        "PutKiosk": MEMBERS,
        "GetKiosk": {},
        "UpdateKiosk": PATCH,
        "DeleteKiosk": {},
    }
    methods = {"Put": ("PUT", 201), "Get": ("GET", 200), "Update": ("PATCH", 200)}
    return {
        **model,
        "operations": model["operations"]
        | {
            name: operation(name, *methods.get(name[:-5], ("DELETE", 204)))
            for name in inputs
        },
        "shapes": model["shapes"]
        | {
            **{
                f"{name}Request": {**structure(**NAMED, **more), "required": [*NAMED]}
                for name, more in inputs.items()
            },
            "Kiosk": structure(name={"shape": "String"}, **MEMBERS),
            "MapOfKioskHours": {
                "type": "map",
                "key": {"shape": "String"},
                "value": {"shape": "KioskHours"},
            },
            "KioskHours": structure(opens=HOUR, closes=HOUR),
        },
    }


# --- The walk-through ---------------------------------------------------------------


class Block(NamedTuple):
    path: str
    is_added: bool
    text: str


def blocks() -> Iterator[Block]:
    for path, added, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        yield Block(path, bool(added), text)


def follow(page: Iterator[Block], copy: Path) -> None:
    """
    Do to a copy of the project what the page says.
    """
    for block in page:
        file = copy / block.path
        assert file.exists() is block.is_added
        before = f"{file.read_text('utf-8')}\n\n" if block.is_added else ""
        file.write_text(before + block.text, encoding="utf-8")
    for path, entries in LISTS.items():
        file = copy / path
        text = file.read_text("utf-8")
        for place, entry in entries.items():
            assert text.count(place) == 1
            text = text.replace(place, f"{entry}{place}")
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """
    Return the directory of a copy of the project, to which a kiosk has been added.
    """
    project = tmp_path / "project"
    without = shutil.ignore_patterns("__pycache__")
    package = Path(apigw_mock.__file__).parent
    shutil.copytree(package, project / "src" / "apigw_mock", ignore=without)
    shutil.copytree(ROOT / "tests", project / "tests", ignore=without)
    shutil.copytree(ROOT / "docs", project / "docs")
    shutil.copy(ROOT / "pyproject.toml", project)
    follow(blocks(), project)
    models = tmp_path / ".aws" / "models" / "apigateway" / "2015-07-09"
    models.mkdir(parents=True)
    text = json.dumps(
        with_kiosks(Loader().load_service_model("apigateway", "service-2"))
    )
    (models / "service-2.json").write_text(text, encoding="utf-8")
    return project


def run(copy: Path, *arguments: str) -> str:
    """
    Return what a Python of the copy prints.
    """
    kept = {name: os.environ[name] for name in os.environ if "COVERAGE" not in name}
    done = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=copy,
        env={**kept, "HOME": str(copy.parent), "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_walk_through_passes_the_project_s_own_tests(copy: Path) -> None:
    page = run(copy, "-m", "apigw_mock", "rules", "--markdown")
    (copy / "docs" / "fidelity.md").write_text(page, encoding="utf-8")

    options = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-k", CHOSEN)
    printed = run(copy, "-m", "pytest", *options, *TESTS)

    assert "/hours/{day}/opens" in page
    (text,) = (block.text for block in blocks() if block.path.endswith(".json"))
    passed = re.search(r"(\d+) passed", printed)
    assert passed
    assert int(passed[1]) > len(json.loads(text)["cases"])


def test_the_walk_through_leaves_the_engine_alone() -> None:
    changed = {block.path for block in blocks() if block.is_added} | set(LISTS)

    assert changed == {
        "src/apigw_mock/apigateway/refusals.py",
        "src/apigw_mock/host/rest/resources.py",
        "tests/apigateway/test_cases.py",
        "tests/test_rooms.py",
    }
