"""
moto's own tests of API Gateway, each inside a scope, and in plain moto.

They come from the package index, with the moto that is installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from comparing import Figure, ratio

HERE = Path(__file__).parent
SUITE = HERE.parent / "tests" / "moto_suite"
OPTIONS = ("-p", "timed_tests", "-p", "no:cacheprovider", "-p", "no:randomly")
TIME = re.compile(r"^processor time: (.*)$", re.MULTILINE)


def run(folder: Path, *arguments: str, **variables: str) -> str:
    """
    Return what Python prints, in a folder with moto's tests.
    """
    path = os.pathsep.join([str(HERE), str(SUITE)])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **variables, "PYTHONPATH": path},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def spent(folder: Path, **variables: str) -> float:
    """
    Return the processor time of the tests' bodies, in seconds.
    """
    found = TIME.search(run(folder, "-m", "pytest", *OPTIONS, "tests", **variables))
    assert found
    return float(found[1])


def measure() -> Figure:
    with TemporaryDirectory() as name:
        folder = Path(name)
        run(folder, "-m", "unpack")
        value, note = ratio(
            lambda: spent(folder, SCOPE="1"), lambda: spent(folder), rounds=5
        )
    question = "moto's own tests, each in a scope, processor time"
    return Figure(question, "the same tests in plain moto", value, 0.65, note=note)
