"""
Shared by the tests that run Node: packages of npm.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from needs import NODE as NEEDED

IN_CI = bool(os.environ.get("CI"))
OPTIONS = ("--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries", "5")
NODE, NPM = shutil.which("node"), shutil.which("npm") or "npm"
# In CI, where nobody would see a skip, it must be there.
NEEDS_NODE = pytest.mark.skipif(not NODE and not IN_CI, reason=NEEDED)


def installed(config: pytest.Config, sources: Path) -> Path:
    """
    Return a folder with the script of *sources* and the packages that it needs.

    The folder is kept for the next time.
    """
    assert config.cache
    assert NODE, NEEDED
    folder = Path(config.cache.mkdir(f"apigw-mock-{sources.name}"))
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)  # of two workers, one installs and the other finds it
        install(folder, sources)
    return folder


def install(folder: Path, sources: Path) -> None:
    """
    Put the script and the packages into *folder*, the packages unless they are there.
    """
    for script in sources.glob("*.mjs"):
        shutil.copy(script, folder)
    wanted, there = sources / "package.json", folder / "installed.json"
    if there.exists() and there.read_text() == wanted.read_text():
        return
    shutil.copy(wanted, folder)
    # In CI, it must succeed.
    done = subprocess.run(
        [NPM, "install", *OPTIONS],
        check=IN_CI,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        timeout=300,
    )
    if done.returncode:
        pytest.skip("npm cannot install the packages: its output is above")
    shutil.copy(wanted, there)
