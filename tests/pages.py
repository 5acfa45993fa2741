"""
What the tests read of README.md and docs.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# Those that a person wrote. Sphinx writes the ones below docs/fidelity.
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
        *sorted(DOCS.glob("*.md")),
        *sorted(DOCS.glob("how-to/*.md")),
        *sorted(DOCS.glob("reference/*.md")),
    )
}
BLOCK = re.compile(
    r"^(?:<!-- (?P<name>.*?) -->\n)?^```(?P<language>\S*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def block(page: str, name: str) -> str:
    """
    Return the text of the block of a page behind the comment ``<!-- name -->``.
    """
    found = [one["text"] for one in BLOCK.finditer(PAGES[page]) if one["name"] == name]
    assert len(found) == 1, f"{page} has {len(found)} blocks: {name}"
    return found[0]


def section(page: str, heading: str) -> str:
    """
    Return the text below a heading of a page, up to the next of the same level.
    """
    level, _, _ = heading.partition(" ")
    _, _, rest = f"{PAGES[page]}\n{level} ".partition(f"\n{heading}\n")
    assert rest, f"{page} has no {heading}"
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def anchors(text: str) -> set[str]:
    """
    Return the names by which links lead to the headings of a page.
    """
    headings = re.findall(r"^#+ (.*)$", BLOCK.sub("", text), flags=re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
        for heading in headings
    }


def links(text: str) -> list[str]:
    """
    Return the links of a page that do not lead to another host.
    """
    return re.findall(r"\]\((?!http)(.*?)\)", BLOCK.sub("", text))
