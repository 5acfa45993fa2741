"""
The two ways of a call inside a scope: the short one and moto's own.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import pytest
from botocore.awsrequest import AWSRequest
from moto.core.config import default_user_config
from moto.core.models import botocore_stubber
from moto.moto_api._internal import mock_random
from needs import TIME_MACHINE

time_machine = pytest.importorskip("time_machine", reason=TIME_MACHINE)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "https://apigateway.us-east-1.amazonaws.com"

# A setting that matches no call, and that looks at each: so each goes moto's way.
_NOTHING = {"urls": ["https://nothing[.]example/"], "services": []}


# Python's own random identifiers have no seed: those of invocations and boto3's. Also
# how long an invocation took, and an object's address, which the oldest moto has in the
# ARNs of listeners.
_BY_CHANCE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<=oot=1-)[0-9a-f]{8}-[0-9a-f]{24}"
    r"|(?<=arent=)[0-9a-f]{16}"
    r"|(?<=lineage=)[0-9a-f]{8}"
    r"|(?<=latency: )\d+"
    r"|(?<=xtendedRequestId)[\\\":]+[A-Za-z0-9+/]{15}="
    r'|(?<="latency": )\d+'
    r"|(?<=[/F])[0-9]{14,}"
)


class Exchange(NamedTuple):
    """
    A request that moto was asked to answer, and the answer.

    Args:
        answer: the status, the headers with their order and the case of their names,
            and the body; the error, or None, where moto gives no answer.
    """

    method: str
    url: str
    sent: str
    answer: Any


@contextmanager
def moto_s_way() -> Iterator[None]:
    """
    Send each call moto's own way while the context is open.
    """
    core: Any = default_user_config["core"]
    with patch.dict(core, passthrough=_NOTHING):
        yield


@contextmanager
def exchanges() -> Iterator[list[Exchange]]:
    """
    Note each request that moto is asked to answer in a list.

    It opens inside a scope. The clock stands still, and moto's random numbers begin
    with the same one each time.
    """
    noted: list[Exchange] = []
    stubber = type(botocore_stubber)
    process_request = stubber.process_request

    def noting(own: Any, request: Any) -> Any:
        sent = request.method, request.url, plain(request.body)
        try:
            answer = process_request(own, request)
        except Exception as error:
            noted.append(Exchange(*sent, repr(error)))
            raise
        noted.append(Exchange(*sent, answer and seen(*answer)))
        return answer

    mock_random.seed(24)
    with (
        time_machine.travel("2026-11-29T12:00:00Z", tick=False),
        patch.object(stubber, "process_request", noting),
    ):
        yield noted


def seen(status: Any, headers: Any, body: Any) -> Any:
    """
    Return an answer as botocore is given it.
    """
    return status, type(status), type(headers), [*dict(headers).items()], plain(body)


def plain(body: Any) -> str:
    """
    Return a body without what differs each time.
    """
    return _BY_CHANCE.sub("{by chance}", repr(body))


def is_short(call: Callable[[], object]) -> bool:
    """
    Whether a call goes the short way: moto's own reads the request in `setup_class`.
    """
    ran = set()

    def note(frame: Any, event: str, _: object) -> None:
        if event == "call":
            ran.add(frame.f_code.co_name)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
    assert "process" in ran, "moto was not asked"
    return "setup_class" not in ran


def sent(
    method: str, url: str, body: Any = None, headers: dict[str, str] | None = None
) -> Any:
    """
    Return the answer to a request, or the error.
    """
    request = AWSRequest(method, url, headers or {}, body).prepare()
    try:
        answer = botocore_stubber.process_request(request)
    except Exception as error:  # noqa: BLE001  # compared
        return repr(error)
    return answer and seen(*answer)
