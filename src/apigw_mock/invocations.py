"""
What a method answered to a test invocation.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from apigw_mock.bounded import cut, shortened, size_of
from apigw_mock.locks import computed_once
from apigw_mock.report import last_lines, lines_of, shown
from apigw_mock.stubs import StubRequest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPERATION = "TestInvokeMethod"
_SHOWN = 400  # characters of what an integration was sent


@dataclass(frozen=True)
class Invocation:
    """
    A method's answer to `apigw_mock.Backend.invoke`.

    Args:
        status: the HTTP status.
        headers: all values of each header.
        body: of the answer.
        log: what AWS writes about each step, line by line.
        sent: what the integration was sent: an `apigw_mock.StubRequest`, or the event
            of a function. None for MOCK, which is sent nothing, and if a step before
            failed.
        response: the status code of the integration response that was chosen. None if
            a gateway response answered before that.
        pattern: the selection pattern of that response. None if it has none.
    """

    status: int
    headers: dict[str, list[str]]
    body: bytes
    log: str
    sent: Any = None
    response: str | None = None
    pattern: str | None = None

    @property
    def text(self) -> str:
        """
        The body as text.
        """
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """
        Return the body's JSON.

        Raises:
            ValueError: the body is not JSON.
        """
        return json.loads(self.body)


def requested(
    path: str,
    query: Mapping[str, str | Sequence[str]] | None,
    headers: Mapping[str, str | Sequence[str]] | None,
    body: str | bytes,
    stage_variables: Mapping[str, str] | None,
) -> dict[str, Any]:
    """
    Return the arguments of ``test_invoke_method`` for a request.
    """
    asked = urlencode(query or {}, doseq=True, errors="surrogatepass")
    text = as_text(body) if isinstance(body, bytes) else body
    several = {name: _listed(value) for name, value in (headers or {}).items()}
    arguments = {
        "pathWithQueryString": f"{path}{_joint(path) if asked else ''}{asked}",
        "multiValueHeaders": several,
        "body": text,
        "stageVariables": dict(stage_variables or {}),
    }
    return {name: value for name, value in arguments.items() if value}


def as_bytes(body: str | bytes) -> bytes:
    """
    Return a request's body as it is sent.
    """
    if isinstance(body, str):
        return body.encode("utf-8", "replace")
    return body or b""  # what is neither text nor bytes, boto3 refuses


def as_text(body: bytes) -> str:
    """
    Return a body as TestInvokeMethod and events carry it: what is not UTF-8 in base64.
    """
    try:
        return body.decode()
    except UnicodeDecodeError:
        return b64encode(body).decode()


def sent_line(sent: Any) -> str:
    """
    Return what an integration was sent, in one line. Empty if it was sent nothing.
    """
    if sent is None:
        return ""
    if isinstance(sent, StubRequest):
        line = f"{sent} {as_text(sent.body)}".rstrip()
    else:
        line = f"event {shown(sent)}"
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _joint(path: str) -> str:
    return "&" if "?" in path else "?"


def _listed(value: str | Sequence[str]) -> list[str]:
    # Whatever else it is, botocore judges it.
    return [*value] if isinstance(value, list | tuple) else [value]  # type: ignore[list-item]  # see above


@dataclass(frozen=True)
class InvocationEntry:
    """
    A test invocation in the failure report.

    Args:
        target: the identifiers that it names, as boto3's arguments.
        request: the rest of what was sent, as boto3's arguments.
        status: of the answer. None if nothing answered.
        is_failed: whether a gateway response answered, or nothing did.
        cause: more about the failure than AWS says, or empty.
        response: the status code of the integration response, or None.
        pattern: its selection pattern, or None.
        log: of the invocation, empty if nothing answered.
        sent: what the integration was sent, in a line; empty if nothing was.
        remedy: the Python that makes it succeed, or empty.
    """

    target: dict[str, str]
    request: dict[str, Any]
    status: int | None
    is_failed: bool
    cause: str
    response: str | None = None
    pattern: str | None = None
    log: str = ""
    sent: str = ""
    remedy: str = ""

    @computed_once
    def size(self) -> int:
        """
        How many bytes it takes in memory.
        """
        texts = self.log, self.cause, self.pattern, self.sent, self.remedy
        return size_of(self.target, self.request, *texts)

    def within(self, limit: int) -> InvocationEntry:
        """
        Return it, cut if it takes more than *limit* bytes.
        """
        if self.size <= limit:
            return self
        share = limit // 4
        return replace(
            self,
            target=cut(self.target, share),
            request=cut(self.request, share),
            pattern=self.pattern and shortened(self.pattern),
            cause=shortened(self.cause),
            log="\n".join(last_lines(self.log)),
            remedy=shortened(self.remedy),
        )

    def record(self) -> dict[str, Any]:
        """
        Return the invocation as plain data. What calls of any kind have comes first.
        """
        members = {one.name: getattr(self, one.name) for one in fields(self)}
        target, request = members.pop("target"), members.pop("request")
        return {
            "operation": OPERATION,
            "target": target,
            "request": request,
            "refusal": None,
            "judged": True,
            "invocation": members,
        }

    def __str__(self) -> str:
        return "\n".join(line.text for line in lines_of(self.record()))
