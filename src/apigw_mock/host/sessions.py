"""
botocore sessions that share what they load, so that each is cheap to make.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import boto3
import botocore
import botocore.loaders
import botocore.session
from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as VARIABLES
from botocore.configprovider import ConfigValueStore, ConstantProvider
from botocore.hooks import EVENT_ALIASES, EventAliaser
from moto.core.config import default_user_config

from apigw_mock.host.exceptions import SharingFactory
from apigw_mock.locks import Lock
from apigw_mock.patchers import unnoted
from apigw_mock.undo import undone_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# The default of each setting of a session, without environment and configuration files.
_DEFAULTS = {
    name: ConstantProvider(
        convert(default) if convert and default is not None else default
    )
    for name, (_, _, default, convert) in VARIABLES.items()
}
_DEFAULTS["config_file"] = _DEFAULTS["credentials_file"] = ConstantProvider(os.devnull)
# An endpoint in the user's environment would lead past moto.
_NO_FOREIGN_ENDPOINT = Config(
    ignore_configured_endpoint_urls=True,  # type: ignore[call-arg]  # stubs lack it
)


_create_loader = botocore.loaders.create_loader

# The data of botocore and boto3. All else may change between two tests.
_SHIPPED = frozenset(
    str(Path(str(package.__file__)).parent / "data") for package in (botocore, boto3)
)
_shared: dict[tuple[str, ...], dict[Any, Any]] = {}


class SharingLoader(botocore.loaders.Loader):
    """
    A loader of service models that reads each of botocore's files only once.

    Each session has its own loader and search paths. Loaders with the same search paths
    share what they have read. If one of the paths is the user's, they share nothing.
    What is shared is not copied: if you modify a client's service model, the next
    client has the change.
    """

    @property
    def _cache(self) -> dict[Any, Any]:
        places = tuple(dict.fromkeys(filter(self._counts, self.search_paths)))
        if _SHIPPED.issuperset(places):
            return _shared.setdefault(places, {})
        return self._own_cache

    @_cache.setter
    def _cache(self, empty: dict[Any, Any]) -> None:
        self._own_cache = empty

    def _counts(self, place: str) -> bool:
        # botocore also searches ~/.aws/models, which hardly anyone has
        return place != self.CUSTOMER_DATA_PATH or Path(place).is_dir()


class SharingAliaser(EventAliaser):
    """
    Looks up each event name once, in the form in which handlers are registered.

    The look-ups take a fifth of the time of a call and of a new session.
    """

    _names: ClassVar[dict[str, str]] = {}

    def __init__(self, event_emitter: Any, event_aliases: Any = None) -> None:
        super().__init__(event_emitter, event_aliases)
        if event_aliases in (None, EVENT_ALIASES):
            self._alias_name_cache = self._names


def create_loader(search_path_string: str | None = None) -> SharingLoader:
    """
    Replace botocore's function of this name while a scope is open.
    """
    with_paths = _create_loader(search_path_string)
    loader = SharingLoader()
    loader.search_paths[:] = with_paths.search_paths
    return loader


def loader() -> SharingLoader:
    """
    Return a loader of botocore's own data.
    """
    return SharingLoader()


class IsolatedSession(botocore.session.Session):
    """
    A session with the shared exception classes, even outside a scope.
    """

    def _register_exceptions_factory(self) -> None:
        components = vars(self)["_internal_components"]
        components.register_component("exceptions_factory", SharingFactory())


def isolated_session(region_name: str) -> Any:
    """
    Return a boto3 session that ignores the user's AWS configuration.

    Args:
        region_name: the region of its clients, for instance ``us-east-1``.
    """
    session = IsolatedSession()
    settings = {**_DEFAULTS, "region": ConstantProvider(region_name)}
    session.register_component("config_store", ConfigValueStore(settings))
    session.register_component("data_loader", loader())
    return boto3.Session(
        aws_access_key_id="testing",
        aws_secret_access_key="testing",  # noqa: S106  # moto takes any
        botocore_session=session,
    )


def client(session: Any, service: str, config: Any = None) -> Any:
    """
    Return a client of *session* that ignores configured endpoints.
    """
    merged = _NO_FOREIGN_ENDPOINT.merge(config) if config else _NO_FOREIGN_ENDPOINT
    return session.client(service, config=merged)


@cache
def regions() -> frozenset[str]:
    """
    Return the names of the regions that have API Gateway, in every partition.
    """
    session = isolated_session("us-east-1")
    return frozenset(
        region
        for service in ("apigateway", "apigatewayv2")
        for partition in session.get_available_partitions()
        for region in session.get_available_regions(service, partition_name=partition)
    )


@cache
def partitions() -> Mapping[str, str]:
    """
    Return the partition of each AWS region, for instance ``aws-cn``.
    """
    described = loader().load_data("partitions")["partitions"]
    return {
        region: partition["id"]
        for partition in described
        for region in partition["regions"]
        if not region.endswith("-global")  # a pseudo-region
    }


@cache
def suffixes() -> Mapping[str, str]:
    """
    Return the end of the names of hosts, by partition, for instance ``amazonaws.com``.
    """
    described = loader().load_data("partitions")["partitions"]
    return {one["id"]: one["outputs"]["dnsSuffix"] for one in described}


# --- boto3's default session ------------------------------------------------------


class _Layer:
    """
    Stands for a scope's default session, and keeps the one before it.
    """

    below: Any = None


_lock = Lock()
_layers: list[_Layer] = []  # boto3 uses the session of the last one


@contextmanager
def own_default_session() -> Iterator[None]:
    """
    Let boto3 make a new default session, and restore the previous one at the end.

    Contexts may overlap in any order and in several threads. boto3 uses the session of
    the newest open one.
    """
    if not default_user_config.get("core", {}).get("reset_boto3_session", True):
        yield
        return
    layer, place = _Layer(), (boto3, "DEFAULT_SESSION")
    with undone_by(lambda: _take_away(layer)), unnoted([place]):
        with _lock:
            layer.below = boto3.DEFAULT_SESSION
            _layers.append(layer)
            boto3.DEFAULT_SESSION = None
        yield


def _take_away(layer: _Layer) -> None:
    with _lock:
        if layer not in _layers:
            return
        above = _layers[_layers.index(layer) + 1 :]
        if above:
            above[0].below = layer.below
        else:
            boto3.DEFAULT_SESSION = layer.below
        _layers.remove(layer)


def in_turn(get_default_session: Callable[[], Any]) -> Callable[[], Any]:
    """
    Return boto3's function of this name, under the lock of the layers.

    So a scope in another thread cannot change the default session meanwhile.
    """

    def in_its_turn() -> Any:
        with _lock:
            return get_default_session()

    return in_its_turn
