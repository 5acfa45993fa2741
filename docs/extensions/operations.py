"""
The pages below Fidelity: one for each resource, made from the list of rules.

``docs/fidelity.md`` has the same in one file, too long for a page of a site. The site
shows its head alone, and a page for each resource in place of its tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from apigw_mock import fidelity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from apigw_mock.listing import Line

FOLDER = "fidelity"
KINDS = {
    "apigateway": "REST APIs",
    "apigatewayv2": "HTTP and WebSocket APIs",
    "apigateway and apigatewayv2": "Both kinds of API",
}
# Both kinds of API have stages, models and so on; in a list of pages, one says so.
KINDS_IN_TITLES = {"apigatewayv2": " (HTTP, WebSocket)"}
VERBS = "Create|Delete|Generate|Get|Import|Put|Reimport|Reset|Tag|Untag|Update"
# What is a part of a resource with another name.
PARTS = {
    "AccessLogSettings": "Stage",
    "AuthorizersCache": "Authorizer",
    "CorsConfiguration": "Api",
    "RouteRequestParameter": "Route",
    "RouteSettings": "Stage",
    "TestInvokeMethod": "Invocation",
    "UsagePlanKey": "UsagePlan",
}


class Page(NamedTuple):
    """
    One resource of one kind of API.
    """

    service: str
    resource: str

    @property
    def name(self) -> str:
        return f"{FOLDER}/{self.service.partition(' ')[0]}-{words(self.resource)}"

    @property
    def title(self) -> str:
        text = words(self.resource).replace("-", " ")
        for word in ("api", "rest", "vpc"):
            text = re.sub(rf"\b{word}\b", word.upper(), text)
        of = KINDS_IN_TITLES.get(self.service, "")
        return f"{text[:1].upper()}{text[1:]}{of}"


def words(name: str) -> str:
    """
    Return ``VpcLink`` as ``vpc-link``.
    """
    return re.sub(r"(?<=.)(?=[A-Z][a-z])", "-", name).replace(" ", "-").lower()


def page_of(line: Line) -> Page:
    """
    Return the page of a line: that of the resource that its operation is about.
    """
    first = line.operation.partition(",")[0]
    resource = re.sub(rf"^({VERBS})", "", first)
    single = resource if resource in ("Usage", *PARTS) else resource.removesuffix("s")
    return Page(line.service, PARTS.get(single, single))


def pages() -> dict[Page, list[Line]]:
    """
    Return the lines of each page, those of the updates first.
    """
    found: dict[Page, list[Line]] = defaultdict(list)
    for line in fidelity.lines():
        found[page_of(line)].append(line)
    return {page: found[page] for page in sorted(found)}


# --- A page ------------------------------------------------------------------------


def text_of(page: Page, lines: list[Line]) -> str:
    """
    Return a page in Markdown.
    """
    parts = [f"# {page.title}", ""]
    for heading, group in groupby(lines, lambda line: line.heading):
        parts.extend(section(heading.removeprefix(page.service).strip(), [*group]))
    return "\n".join(parts)


def section(heading: str, lines: list[Line]) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    yield f"AWS's page: <{lines[0].source}>"
    yield ""
    for line in lines:
        yield from entry(line)


def entry(line: Line) -> Iterator[str]:
    """
    Yield a line of the list as an item of a definition list.
    """
    ops = f" {', '.join(line.ops)}" if line.ops else ""
    yield f"{code(line.path)}{ops}"
    yield f": {escaped(line.accepts)}"
    if line.evidence not in {answer.evidence for answer in line.otherwise}:
        yield from known(line.evidence)
    for answer in line.otherwise:
        yield ""
        yield f"  Otherwise: {code(answer.text)}"
        yield from known(answer.evidence)
    yield ""


def known(evidence: str) -> Iterator[str]:
    """
    Yield how a fact is known, as a line of its own in the same paragraph.
    """
    yield f"  <br>[{escaped(evidence)}]{{.evidence}}"


def code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"


def escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>$#~|])", r"\\\1", text)


# --- The site ----------------------------------------------------------------------


def write(app: Sphinx) -> None:
    """
    Write the pages beside those that a person wrote.
    """
    folder = Path(app.srcdir) / FOLDER
    texts = {page.name: text_of(page, lines) for page, lines in pages().items()}
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.md"):
        if f"{FOLDER}/{old.stem}" not in texts:
            old.unlink()
    for name, text in texts.items():
        file = folder.parent / f"{name}.md"
        # A file that stays as it is need not be read again.
        if not file.is_file() or file.read_text("utf-8") != text:
            file.write_text(text, encoding="utf-8")


def shorten(_: Sphinx, name: str, source: list[str]) -> None:
    """
    Replace the tables of ``fidelity.md`` by a list of the pages.
    """
    if name == FOLDER:
        head = source[0].partition("\n## ")[0]
        trees = (
            tree(kind, [page for page in pages() if page.service == service])
            for service, kind in KINDS.items()
        )
        source[0] = "\n".join((head, *trees))


def tree(caption: str, listed: Iterable[Page]) -> str:
    names = "\n".join(f"/{page.name}" for page in listed)
    return f"\n## {caption}\n\n```{{toctree}}\n:maxdepth: 1\n\n{names}\n```\n"


def setup(app: Sphinx) -> dict[str, bool]:
    """
    Have the pages written before Sphinx looks for them.
    """
    app.connect("builder-inited", write)
    app.connect("source-read", shorten)
    return {"parallel_read_safe": True}
