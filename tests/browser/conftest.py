"""
A real Chromium, which shows the page of a server of its own.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from needs import CHROMIUM, SELENIUM

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = ("chromium", "chromedriver")
OPTIONS = (
    "--headless=new",
    "--disable-dev-shm-usage",  # containers have little of it
    "--no-sandbox",  # needs rights that root and containers lack; the page is our own
    "--no-proxy-server",
    "--window-size=1100,1000",
)


@pytest.fixture(scope="session")
def programs() -> dict[str, str]:
    """
    Return the paths of Chromium and its driver. In CI, they must be there.
    """
    found = {name: shutil.which(name) for name in PROGRAMS}
    if not all(found.values()):
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(CHROMIUM)
    return {name: str(path) for name, path in found.items()}


@pytest.fixture(scope="session")
def driver(programs: dict[str, str]) -> Iterator[Any]:
    pytest.importorskip("selenium", reason=SELENIUM)
    from selenium.webdriver import Chrome, ChromeOptions  # noqa: PLC0415  # as above
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = ChromeOptions()
    options.binary_location = programs["chromium"]
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for option in OPTIONS:
        options.add_argument(option)
    chrome = Chrome(options, Service(programs["chromedriver"]))
    try:
        yield chrome
    finally:
        chrome.quit()


@pytest.fixture
def browser(driver: Any) -> Iterator[Any]:
    """
    Return the browser on an empty page. In the end, it must not have complained.
    """
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {})
    driver.get("about:blank")
    driver.get_log("browser")  # forgets what was there
    yield driver
    complaints = driver.get_log("browser")
    driver.get("about:blank")
    assert complaints == []
