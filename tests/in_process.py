"""
Plays cases in a scope of the mock. Their stubs answer behind the methods.
"""

from __future__ import annotations

import builtins
from base64 import b64decode, b64encode
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from apigw_mock import StubRequest, mock_apigw_updates
from apigw_mock.host.ask.names import fill
from apigw_mock.host.ask.player import Account, Player

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock import Backend
    from apigw_mock.host.ask.cases import Case, Folder

Json = Any


class InProcess(Account):
    """
    The account of a scope.
    """

    def __init__(self, backend: Backend, folder: Folder, *, run: str) -> None:
        self.backend = backend
        super().__init__(backend.client, folder, run=run)

    def player(self, case: Case) -> Player:
        return InProcessPlayer(self, case, self.backend)

    def forget(self) -> None:
        """
        Forget what earlier cases made, so that a failure fails no case after it.
        """
        super().forget()
        self.backend.reset()


class InProcessPlayer(Player):
    """
    One case, whose call may be an invocation by `apigw_mock.Backend.invoke`.
    """

    def __init__(self, account: Account, case: Case, backend: Backend) -> None:
        super().__init__(account, case)
        self.backend = backend

    def answered(self) -> dict[str, Json]:
        """
        Make the call that is tested, with the case's stubs behind it.
        """
        row, sent = self.case.row, list[Json]()
        with ExitStack() as scope:
            if "stubs" in row:
                backend = scope.enter_context(mock_apigw_updates())
                for one in fill(row["stubs"], self.names):
                    backend.stub(one["target"], stub_of(one, sent))
            if "invoke" in row:
                answer = self.invoke(fill(row["invoke"], self.names), sent)
            else:
                answer = super().answered()
        if "invocation" in self.case.expected:
            answer["sent"] = sent[0] if sent else None
        return answer

    def invoke(self, asked: dict[str, Json], sent: list[Json]) -> dict[str, Json]:
        request = {k: one for k, one in asked.items() if k != "bodyBase64"}
        body = {"body": in_bytes(asked)} if "bodyBase64" in asked else {}
        target = fill(self.request, self.names)
        answer = self.backend.invoke(**target, **{**request, **body})
        if sent:
            assert as_row(answer.sent) == sent[0]
        return {
            "status": answer.status,
            "multiValueHeaders": answer.headers,
            "log": answer.log,
            "response": answer.response,
            "pattern": answer.pattern,
            "ResponseMetadata": {"HTTPStatusCode": 200},
            **in_text(answer.body),
        }


# --- Stubs ------------------------------------------------------------------------


def in_bytes(row: dict[str, Json]) -> bytes:
    if "bodyBase64" in row:
        return b64decode(row["bodyBase64"])
    return str(row.get("body", "")).encode()


def in_text(body: bytes) -> dict[str, str]:
    """
    Return a body as cases write it, in both ways.
    """
    text = body.decode("utf-8", "replace")
    return {"body": text, "bodyBase64": b64encode(body).decode()}


def stub_of(row: dict[str, Json], sent: list[Json]) -> Callable[..., Json]:
    """
    Return the function of a case's stub. It notes in *sent* what it gets.
    """

    def answer(got: Json, _context: Json = None) -> Json:
        sent.append(as_row(got))
        if "raises" in row:
            raise error_of(row["raises"])
        if "answer" not in row:
            return row["returns"]
        one = row["answer"]
        return one["status"], one.get("headers", {}), in_bytes(one)

    return answer


def as_row(sent: Json) -> Json:
    if not isinstance(sent, StubRequest):
        return {"event": sent, "wholeEvent": sent}
    return {**asdict(sent), **in_text(sent.body)}


def error_of(row: dict[str, Json]) -> Exception:
    kind = getattr(builtins, row["type"], None) or type(row["type"], (Exception,), {})
    made: Exception = kind(*[row["message"]] if "message" in row else [])
    return made
