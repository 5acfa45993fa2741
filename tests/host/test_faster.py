"""
What is kept, or done in another way, returns what the original returns.
"""

from __future__ import annotations

import inspect
import pkgutil
import random
import sys
from contextlib import suppress
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import moto.backend_index
import moto.core.models
import moto.core.responses
import moto.s3.urls
import pytest
from botocore.exceptions import ClientError
from dateutil.tz import tzlocal, tzutc
from moto import settings
from moto.backends import get_backend
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.responses import BaseResponse
from moto.moto_api._internal.moto_random import MotoRandom

from apigw_mock import mock_apigw_updates
from apigw_mock.host.faster import FASTER, replacements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# By name: what an entry does in the original's place.
OURS: dict[str, Any] = {one.name: one.value for one in replacements()}
THEIRS: dict[str, Any] = {
    name: vars(holder)[name] for holder, name, _, _ in FASTER if name in vars(holder)
}
SERVICES = sorted({name for name, _ in moto.backend_index.backend_url_patterns})


def test_every_entry_has_its_original() -> None:
    assert OURS.keys() == THEIRS.keys() == {name for _, name, _, _ in FASTER}


# --- Names of methods -------------------------------------------------------------


def every_response() -> Iterator[type]:
    """
    Yield the classes of moto's actions, those of all services that can be imported.
    """
    for package in pkgutil.iter_modules(moto.__path__):
        # What only moto[all] brings, or no service.
        with suppress(ImportError):
            import_module(f"moto.{package.name}.responses")
    seen, left = set(), [BaseResponse]
    while left:
        kind: Any = left.pop()
        if kind not in seen:
            seen.add(kind)
            left += kind.__subclasses__()
    yield from seen


def test_the_methods_of_every_class_of_moto_s_are_the_same() -> None:
    ours, theirs = OURS["method_names_from_class"], THEIRS["method_names_from_class"]
    classes = [*every_response()]

    assert len(classes) > 10
    assert [kind for kind in classes if ours(kind) != theirs(kind)] == []


class Meta(type):
    def more(cls) -> None:
        """Be no method of the class."""


class Odd:
    plain = len
    value = 1
    also = staticmethod(lambda: None)
    made = classmethod(lambda cls: cls)
    shown = property(lambda self: self)
    called = lambda self: self  # noqa: E731  # a function all the same

    class Inner:
        pass

    def method(self) -> None: ...

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Below(Odd):
    method = None  # type: ignore[assignment]  # no function any more
    inherited = Odd.method


class WithMeta(Odd, metaclass=Meta):
    pass


@pytest.mark.parametrize("kind", [Odd, Below, WithMeta, object, int, ClientError])
def test_the_methods_of_any_class_are_the_same(kind: type) -> None:
    name = "method_names_from_class"

    assert OURS[name](kind) == THEIRS[name](kind)


# --- Random text ------------------------------------------------------------------


@pytest.mark.parametrize(
    "options", [*product([0, 1, 20, 52], [True, False], [True, False])], ids=str
)
def test_each_seed_gives_the_same_text(options: tuple[int, bool, bool]) -> None:
    theirs, ours = MotoRandom(), MotoRandom()
    name = "get_random_string"
    texts = []
    for seed in range(200):
        theirs.seed(seed)
        ours.seed(seed)
        texts.append((OURS[name](ours, *options), THEIRS[name](theirs, *options)))

    assert [one for one in texts if one[0] != one[1]] == []
    assert ours.getstate() == theirs.getstate()
    assert len(OURS[name](ours)) == 20


def test_a_choice_of_the_user_s_is_asked() -> None:
    with patch.object(random.Random, "choice", lambda *_: "a"):
        assert OURS["get_random_string"](MotoRandom(), 3) == "aaa"
    own = MotoRandom()
    with patch.object(own, "choice", lambda _: "b"):
        assert OURS["get_random_string"](own, 3) == "bbb"


# --- Times ------------------------------------------------------------------------

TIMES = [
    "2026-11-29T12:00:00Z",
    "2026-11-29T12:00:00.5Z",
    "2026-11-29T12:00:00.123456Z",
    "2026-11-29T12:00:00+01:00",
    "2026-11-29T12:00:00",
    "2026-11-29",
    "2026-13-29T12:00:00Z",
    "Sun, 29 Nov 2026 12:00:00 GMT",
    "1793361600",
    1793361600,
    1793361600.5,
    "",
    None,
]


@pytest.mark.parametrize("tzinfo", [tzutc, tzlocal])
@pytest.mark.parametrize("value", TIMES, ids=repr)
def test_each_time_is_read_alike(value: Any, tzinfo: Any) -> None:
    name = "_parse_timestamp_with_tzinfo"
    theirs = outcome(lambda: THEIRS[name](value, tzinfo))

    assert outcome(lambda: OURS[name](value, tzinfo)) == theirs
    assert outcome(lambda: OURS[name](value, tzinfo)) == theirs  # kept by now


def outcome(call: Callable[[], Any]) -> Any:
    try:
        read = call()
    except Exception as error:  # noqa: BLE001  # compared
        return repr(error)
    return read, repr(read), read.utcoffset()


def test_a_stopped_clock_reads_times_of_its_own() -> None:
    freezegun = pytest.importorskip("freezegun", reason="needs freezegun: tox")
    name, value = "_parse_timestamp_with_tzinfo", "2026-11-29T12:00:00Z"
    before = OURS[name](value, tzutc)
    with freezegun.freeze_time("2001-02-03"):
        stopped = OURS[name](value, tzutc)
        original = THEIRS[name](value, tzutc)

    assert type(stopped) is type(original)
    assert type(OURS[name](value, tzutc)) is type(before)


# --- URLs -------------------------------------------------------------------------


def every_backend() -> Iterator[Any]:
    for service in SERVICES:
        try:
            backends: Any = get_backend(service)  # type: ignore[call-overload]
        except ImportError:
            continue
        # Older releases name no region for some.
        if isinstance(backends, BackendDict) and backends["123456789012"].regions:
            yield first_of(backends)


def first_of(backends: Any) -> Any:
    """
    Return the backend whose URLs moto reads.
    """
    account = backends["123456789012"]
    return account["us-east-1" if "us-east-1" in account else account.regions[-1]]


def named(urls: dict[str, Any]) -> dict[str, Any]:
    # S3 makes its functions anew each time.
    return {url: getattr(one, "__qualname__", one) for url, one in urls.items()}


def test_the_urls_of_every_service_are_the_same() -> None:
    with moto.mock_aws():
        backends = [*every_backend()]
        different = [
            one
            for one in backends
            for _ in "12"
            if named(OURS["urls"].__get__(one)) != named(THEIRS["urls"].__get__(one))
        ]

    assert len(backends) > 10
    assert different == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MOTO_ENABLE_ISO_REGIONS", "true"),
        ("MOTO_S3_CUSTOM_ENDPOINTS", "https://s3.example"),
    ],
)
def test_the_urls_follow_the_environment(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with moto.mock_aws():
        backend: Any = first_of(get_backend("s3"))
        for setting in ("", value, ""):
            monkeypatch.setenv(name, setting)
            ours = OURS["urls"].__get__(backend)
            assert named(ours) == named(THEIRS["urls"].__get__(backend))


def test_a_changed_dict_of_urls_is_the_caller_s_own() -> None:
    with moto.mock_aws():
        backend: Any = first_of(get_backend("apigateway"))
        OURS["urls"].__get__(backend).clear()

        assert OURS["urls"].__get__(backend)


def test_a_module_of_urls_that_was_read_again_is_asked() -> None:
    with moto.mock_aws():
        backend: Any = first_of(get_backend("apigateway"))
        before = OURS["urls"].__get__(backend)
        module = sys.modules["moto.apigateway.urls"]
        paths: Any = {"{0}/pets$": len}
        with patch.object(module, "url_paths", paths):
            after = OURS["urls"].__get__(backend)

        assert set(after.values()) == {len}
        assert OURS["urls"].__get__(backend) == before


# --- Handlers and callbacks -------------------------------------------------------


@pytest.mark.parametrize(
    "handler",
    [
        lambda: None,
        lambda **_: None,
        lambda request, event_name, **more: (request, event_name, more),
        len,
        Odd().method,
        BaseBackend,
    ],
)
def test_what_a_handler_accepts_is_the_same(handler: Any) -> None:
    ours, theirs = (
        outcome_of(one["accepts_kwargs"], handler) for one in (OURS, THEIRS)
    )

    assert ours == theirs


def outcome_of(function: Callable[[Any], Any], value: Any) -> Any:
    try:
        return bool(function(value))
    except (TypeError, ValueError) as error:
        return repr(error)


def test_a_callback_is_equal_to_a_new_one() -> None:
    arguments: Any = {"method": "GET", "url": "https://pets.example", "callback": len}
    ours = OURS["CallbackResponse"](**arguments)
    ours.calls.add("a request", "its answer")
    again = OURS["CallbackResponse"](**arguments)
    theirs = THEIRS["CallbackResponse"](**arguments)

    assert again is ours
    assert (again.call_count, again.method, again.url, again.callback) == (
        theirs.call_count,
        theirs.method,
        theirs.url,
        theirs.callback,
    )


# --- After a scope ----------------------------------------------------------------


def test_nothing_is_left() -> None:
    before = [vars(owner).get(name, inspect) for _, name, owner, _ in FASTER]
    with mock_apigw_updates():
        inside = [vars(owner).get(name, inspect) for _, name, owner, _ in FASTER]
    after = [vars(owner).get(name, inspect) for _, name, owner, _ in FASTER]

    assert [a is b for a, b in zip(before, inside, strict=True)] == [False] * len(
        FASTER
    )
    assert [a is b for a, b in zip(before, after, strict=True)] == [True] * len(FASTER)
    assert settings.get_s3_custom_endpoints() == []
