"""
16 threads at once, each with a client of its own, through the server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from needs import SERVER
from served import client_of
from threads import KINDS, NAMES, answers_to_threads, are_states_of_one_history

pytest.importorskip("flask", reason=SERVER)

from apigw_mock import Backend

if TYPE_CHECKING:
    from apigw_mock.servers import ServerUrl

pytestmark = pytest.mark.once


class Remote(Backend):
    """
    A backend whose clients talk to a server.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def client(self, service: str, *, config: Any = None) -> Any:
        assert config is None
        return client_of(self.url, service)


@KINDS
def test_threads_lose_no_key_through_the_server(
    kind: Any, apigw_server: ServerUrl
) -> None:
    answers, shown = answers_to_threads(kind, Remote(apigw_server))

    assert len(answers) == len(NAMES)
    assert len(shown) == len(NAMES)
    assert are_states_of_one_history(answers)
