"""
What tox runs by itself and what by its label ci: nothing is left out.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOX = ConfigParser(interpolation=None)
TOX.read(ROOT / "tox.ini", encoding="utf-8")
BY_HAND = {"bench", "fuzz"}  # what takes long; a contributor asks for it
CLASSIFIER = r'"Programming Language :: Python :: 3\.(\d+)"'


def expanded(names: str) -> set[str]:
    """
    Return the names that stand between commas or in lines, ``py3{10,11}`` as two.
    """
    parts = re.split(r"[,\s]+(?![^{]*\})", names.strip())
    choices = [re.split(r"\{(.*?)\}", part) for part in parts if part]
    return {
        "".join(chosen)
        for choice in choices
        for chosen in product(*(text.split(",") for text in choice))
    }


EVERY = TOX["testenv"]["commands"]
DEFAULT = expanded(TOX["tox"]["env_list"])
CI = expanded(TOX["tox"]["labels"].partition("=")[2])
SECTIONS = {
    name
    for section in TOX.sections()
    if section.startswith("testenv:")
    for name in expanded(section.removeprefix("testenv:"))
}


def test_what_a_contributor_runs_is_small() -> None:
    assert {"lint", "typing", "tests"} == DEFAULT


def test_ci_runs_what_is_not_run_already() -> None:
    assert set() == CI & DEFAULT
    assert set() == SECTIONS - DEFAULT - BY_HAND - CI


def test_every_python_that_is_supported_has_an_environment() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    supported = {f"py3{minor}" for minor in re.findall(CLASSIFIER, text)}

    assert len(supported) > 1
    assert supported - {name.partition("-")[0] for name in CI} == set()


def test_what_is_measured_is_there_before_it_is_judged() -> None:
    measured = {name for name in CI | DEFAULT if "coverage run" in commands_of(name)}

    assert measured == expanded(TOX["testenv:coverage"]["depends"])


def commands_of(name: str) -> str:
    for section in TOX.sections():
        if section.startswith("testenv:") and name in expanded(section[8:]):
            own = TOX[section].get("commands", EVERY)
            return own.replace("{[testenv]commands}", EVERY)
    return EVERY
