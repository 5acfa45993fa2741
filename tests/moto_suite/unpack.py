"""
Unpack moto's own tests of API Gateway here, as published with the moto installed.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

WANTED = ("tests/test_apigateway/", "tests/test_apigatewayv2/")
SHARED = (
    "pyproject.toml",
    "tests/__init__.py",
    "tests/conftest.py",
    "tests/markers.py",
)


def download(folder: Path) -> Path:
    """
    Return the source distribution of the installed moto, from the package index.
    """
    options = ["--quiet", "--no-deps", "--no-binary", "moto", "--dest", str(folder)]
    moto = f"moto=={version('moto')}"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", *options, moto], check=True
    )
    (found,) = folder.glob("moto-*.tar.gz")
    return found


def unpack(source: Path, folder: Path) -> None:
    """
    Write what the two suites need to *folder*, without the name of moto's version.
    """
    # Python 3.10 has it from 3.10.12 on; moto's own archive is harmless without.
    filtered = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(source) as archive:
        for member in archive.getmembers():
            member.name = member.name.partition("/")[2]
            if member.name.startswith(WANTED) or member.name in SHARED:
                archive.extract(member, folder, **filtered)


if __name__ == "__main__":
    unpack(download(Path.cwd()), Path.cwd())
