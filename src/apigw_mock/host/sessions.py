"""
botocore sessions that share one loader, so that each is cheap to make.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

import boto3
import botocore
import botocore.loaders
import botocore.session
from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as VARIABLES
from botocore.configprovider import ConfigValueStore, ConstantProvider
from botocore.hooks import EVENT_ALIASES, EventAliaser

# Every setting of a session at its default: no environment, no configuration file.
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

# What botocore and boto3 ship; all else may change between two tests.
_SHIPPED = frozenset(
    str(Path(str(package.__file__)).parent / "data") for package in (botocore, boto3)
)
_shared: dict[tuple[str, ...], dict[Any, Any]] = {}


class SharingLoader(botocore.loaders.Loader):
    """
    A loader of service models that reads each file that botocore ships once.

    Each session has its own, with search paths of its own. What it has read is
    shared with the loaders that search the same places, and with none as soon as
    there is a place to search that is the user's. It is shared as botocore hands it
    out, in maps: who writes into a client's service model changes that of the next.
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
        # ~/.aws/models, which botocore searches and hardly anyone has
        return place != self.CUSTOMER_DATA_PATH or Path(place).is_dir()


class SharingAliaser(EventAliaser):
    """
    Event names in the form in which handlers are registered, looked up once.

    A fifth of a call goes into this, and as much of a new session.
    """

    _names: ClassVar[dict[str, str]] = {}

    def __init__(self, event_emitter: Any, event_aliases: Any = None) -> None:
        super().__init__(event_emitter, event_aliases)
        if event_aliases in (None, EVENT_ALIASES):
            self._alias_name_cache = self._names


def create_loader(search_path_string: str | None = None) -> SharingLoader:
    """
    Stand in for botocore's function of this name while a scope is open.
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


def isolated_session(region_name: str) -> Any:
    """
    Return a boto3 session that reads nothing of the user's AWS configuration.

    Args:
        region_name: the region of its clients, for instance ``us-east-1``.
    """
    session = botocore.session.Session()
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
    Return a client of *session* whose calls stay with moto.
    """
    merged = _NO_FOREIGN_ENDPOINT.merge(config) if config else _NO_FOREIGN_ENDPOINT
    return session.client(service, config=merged)
