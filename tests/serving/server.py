"""A desk that runs as an inspector starts it: ``gkaudit desk`` in a process of its own, with a state folder of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests.roots import ROOT

#: Seconds in which anything that is waited for has come on a busy machine.
LONG = 120


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    text: str


class DeskProcess:
    """A running ``gkaudit desk``; ``folder`` is its work folder, ``home`` holds what belongs to the user.

    ``by`` is the command that starts it, where it is not started by itself.
    """

    def __init__(
        self,
        home: Path,
        folder: Path,
        *arguments: str | Path,
        browser: str | None = None,
        tree: Path = ROOT,
        by: Sequence[str] = (),
    ) -> None:
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        options = [] if browser is not None else ["--no-browser"]
        self.process = subprocess.Popen(
            [*by, sys.executable, "-m", "audit", "desk", *map(str, arguments), *options],
            cwd=folder,
            env=environment(home, tree) | ({"BROWSER": browser} if browser is not None else {}),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with self.process.stderr as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)

    def until(self, pattern: str) -> str:
        """What the pattern finds in what the command says, as soon as it is said."""
        while not (found := re.search(pattern, "".join(self.said))):
            line = self._lines.get(timeout=LONG)
            assert line is not None, f"ended: {''.join(self.said)}"
            self.said.append(line)
        return found[0]

    @property
    def entrance(self) -> str:
        """The address with the key."""
        return self.until(r"http://\S+key=\S+")

    @property
    def port(self) -> int:
        return urlsplit(self.entrance).port

    @property
    def key(self) -> str:
        return self.entrance.partition("key=")[2]

    @property
    def cookie(self) -> dict[str, str]:
        """What a browser that was let in sends."""
        return {"Cookie": f"gkaudit-desk-{self.port}={self.key}"}

    @property
    def own(self) -> dict[str, str]:
        """What a page of the desk sends."""
        return self.cookie | {"Origin": f"http://127.0.0.1:{self.port}"}

    def ask(self, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: bytes = b"") -> Answer:
        """What is answered to a request, on a connection of its own."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)) as connection:
            connection.request(method, path, body or None, headers or {})
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode("utf-8", "replace"))

    def heard(self) -> str:
        """What a page is told from now on, until the server is gone."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)) as connection:
            connection.request("GET", "/desk/news", headers=self.own)
            try:
                return connection.getresponse().read().decode("utf-8")
            except http.client.IncompleteRead as cut:
                return cut.partial.decode("utf-8")

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return [
                one for one in psutil.Process(self.process.pid).children() if "ipykernel" in " ".join(one.cmdline())
            ]
        return []

    def ended(self) -> int:
        """Wait for the end: the exit code."""
        code = self.process.wait(LONG)
        self._reader.join(LONG)
        while not self._lines.empty():
            self.said.append(self._lines.get() or "")
        return code

    def interrupt(self) -> int:
        """Stop it as Ctrl-C does: the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.ended()


def environment(home: Path, tree: Path = ROOT) -> dict[str, str]:
    """That of a user whose state lies in ``home``, and of the toolkit whose source is ``tree``."""
    found = {key: value for key, value in os.environ.items() if key != "BROWSER"}
    python = os.pathsep.join(filter(None, [str(tree), os.environ.get("PYTHONPATH", "")]))
    return found | {
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "JUPYTER_DATA_DIR": str(home / "jupyter"),
        "PYTHONPATH": python,
    }


def call(home: Path, folder: Path, *arguments: str | Path) -> tuple[int, str]:
    """The exit code of a ``gkaudit desk`` that ends by itself, and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "audit", "desk", *map(str, arguments)],
        cwd=folder,
        env=environment(home),
        capture_output=True,
        encoding="utf-8",
        timeout=LONG,
        check=False,
    )
    return done.returncode, done.stderr


def wait_for(holds, what: str) -> None:
    """Wait until ``holds()``, which is looked at again and again."""
    waiting = threading.Event()
    for _ in range(LONG * 5):
        if holds():
            return
        waiting.wait(0.2)
    raise AssertionError(f"not seen: {what}")
