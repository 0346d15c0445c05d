"""An offline MusicAPI for tests: runs the program `musicapi-mock`, and steers it.

    with Mock() as mock:
        space = mock.space(accounts={"a key": {"credits": 20}})
        ...  # let the program under test call `space.url` with `space.key`
        space.advance(180)  # every song is done

A `Space` is a service of its own within the running mock: its keys, credits, tasks and time are nobody else's, so that tests can
run side by side. What a space is asked and told are the words of the control API; `musicapi-mock schema` prints them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
import threading
import urllib.error
import urllib.request
from types import TracebackType
from typing import Any

__all__ = ["ControlError", "Mock", "MockError", "Space", "program"]

# What is asked here is on this machine, whatever proxy is set.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class MockError(Exception):
    """The mock didn't start."""


class ControlError(Exception):
    """The control API refused a call. `status` is its HTTP status, and the message says what is wrong."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def program() -> str:
    """The path of the program: what `MUSICAPI_MOCK` names, or the one of this environment, or the one on the PATH.

    Raises `MockError` if there is none.
    """
    if named := os.environ.get("MUSICAPI_MOCK"):
        return named
    found = shutil.which("musicapi-mock", path=sysconfig.get_path("scripts")) or shutil.which("musicapi-mock")
    if found is None:
        raise MockError("there is no program `musicapi-mock`: install this package from its wheel, or set MUSICAPI_MOCK to its path")
    return found


class Mock:
    """A running mock, with as many spaces as tests want.

    It stands still until a space moves its time (`speed=0`), and listens to this machine alone. `options` are further options of
    the program, as in `Mock("--rate-limit")`. It ends with `stop`, with its `with` block, or with this process.
    """

    def __init__(self, *options: str, speed: float = 0) -> None:
        # It ends with its standard input, so that none is left behind when this process is killed.
        command = [program(), "--listen", "127.0.0.1:0", "--speed", str(speed), "--exit-with-parent", *options]
        # A file takes whatever it says; a pipe that nobody reads would stop it.
        with tempfile.TemporaryFile("w+") as said:
            try:
                self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True)
            except OSError as error:
                raise MockError(f"{command[0]} can't be run: {error}") from error
            assert self._process.stdout is not None
            # The first two lines tell the addresses of the API and of its control.
            lines = [self._process.stdout.readline().split() for _ in range(2)]
            if not all(lines):
                self.stop()
                said.seek(0)
                raise MockError(f"{' '.join(command)} didn't start: {said.read().strip()}")
        self.url, self.control = (line[-1].rstrip("/") for line in lines)
        threading.Thread(target=self._process.stdout.read, daemon=True).start()

    def space(self, **scenario: Any) -> Space:
        """A new space, set up by a scenario: `mock.space(faults=["get_sonic_task:1:status=502"])`.

        It has keys of its own, in the order of the scenario's accounts, so that one scenario serves many tests at once.
        """
        made = _call(self.control, "spaces?own_keys=true", scenario, None)
        return Space(self, made["keys"])

    def stop(self) -> None:
        """Ends the mock, and all of its spaces."""
        self._process.terminate()
        self._process.wait()

    def __enter__(self) -> Mock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


class Space:
    """A service of its own within a mock: `url` is what a client is given as base URL, `key` its first key, `keys` all of them."""

    def __init__(self, mock: Mock, keys: list[str]) -> None:
        self.url = mock.url
        self.keys = keys
        self.key = keys[0]
        self._control = mock.control

    def __call__(self, path: str, body: Any = None, *, method: str | None = None) -> Any:
        """A call of the control API: `space("time", {"advance": 60})`. With a body it is POST, else GET."""
        return _call(self._control, path, body, self.key, method)

    def advance(self, seconds: float) -> None:
        """Moves the time of the space: what is due by then has happened."""
        self("time", {"advance": seconds})

    sleep = advance
    """What the program under test sleeps with, instead of `time.sleep`."""

    def fault(self, fault: str) -> None:
        """Something that goes wrong, in words: `create_sonic:1:after:reset`."""
        self("faults", fault)

    def lives(self, **lives: str) -> None:
        """What becomes of the tasks of an operation: `space.lives(create_sonic="stuck")`."""
        self("lives", {"lives": lives})

    def credits(self, credits: float) -> None:
        """Sets the monthly credits of the first key."""
        self("accounts", {"key": self.key, "credits": credits})

    def accounts(self) -> Any:
        """What each account has."""
        return self("accounts")

    def state(self) -> Any:
        """Tasks, clips, accounts, and how often what was called."""
        return self("state")

    def ledger(self) -> Any:
        """Each debit and refund, with its cause."""
        return self("ledger")

    def journal(self) -> Any:
        """Each request, and what was answered."""
        return self("journal")

    def callbacks(self) -> Any:
        """Each callback that was sent or waits."""
        return self("callbacks")

    def report(self) -> Any:
        """What the client did wrong, what it tried, and what that would have cost."""
        return self("report")

    def verify(self, **expected: Any) -> None:
        """Raises AssertionError unless the calls were those expected: `space.verify(called={"create_sonic": 1}, all_valid=True)`."""
        verified = self("verify", expected)
        if not verified["met"]:
            raise AssertionError("\n".join(verified["failures"]))

    def end(self) -> None:
        """Ends the space, if it hasn't ended yet: its keys are unknown from then on."""
        try:
            self("spaces", method="DELETE")
        except ControlError as error:
            if error.status != 404:  # it has ended by itself, or was ended before
                raise


def _call(control: str, path: str, body: Any, key: str | None, method: str | None = None) -> Any:
    headers = {"content-type": "application/json"} if body is not None else {}
    if key is not None:
        headers["x-mock-space"] = key
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{control}/{path}", data=data, headers=headers, method=method)
    try:
        with _direct.open(request, timeout=30) as answer:
            text = answer.read()
            is_json = "json" in answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        raise ControlError(error.code, error.read().decode()) from None
    if not text:
        return None
    return json.loads(text) if is_json else text.decode()
