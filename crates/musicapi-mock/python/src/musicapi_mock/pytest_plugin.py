"""Fixtures: `musicapi`, a space for one test, and `musicapi_mock`, the running mock behind it."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPException

import pytest

from . import ControlError, Mock, Space

_SPACE = pytest.StashKey[Space]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "musicapi(**scenario): sets the space of the fixture `musicapi` up, in the words of a scenario")


@pytest.fixture(scope="session")
def musicapi_mock() -> Iterator[Mock]:
    """The mock: one for all tests of this process. Its time stands still until a test moves it."""
    with Mock() as mock:
        yield mock


@pytest.fixture
def musicapi(musicapi_mock: Mock, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Space]:
    """A service for this test alone. `MUSICAPI_BASE_URL` and `MUSICAPI_KEY` name it while the test runs."""
    scenario: dict[str, object] = {}
    for mark in reversed(list(request.node.iter_markers("musicapi"))):  # the nearest mark last: it goes before the others
        if mark.args:
            raise pytest.UsageError('@pytest.mark.musicapi takes a scenario by its words, as in musicapi(faults=["create_sonic:1:reset"])')
        scenario |= mark.kwargs
    space = musicapi_mock.space(**scenario)
    monkeypatch.setenv("MUSICAPI_BASE_URL", space.url)
    monkeypatch.setenv("MUSICAPI_KEY", space.key)
    request.node.stash[_SPACE] = space
    yield space
    space.end()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """A test that failed shows what the mock saw of it."""
    outcome = yield
    report = outcome.get_result()
    space = item.stash.get(_SPACE, None)
    if report.when == "call" and report.failed and space is not None:
        try:
            seen = space("report?format=text")
        except (ControlError, OSError, HTTPException) as error:
            # The space has ended, or the mock: the test's own failure is what counts.
            seen = f"the mock can't be asked what it saw: {error}"
        report.sections.append(("MusicAPI", seen))
