"""A JupyterLab that runs as an inspector opens it: ``gkaudit lab`` in a process of its own, with a state folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.roots import ROOT

#: Seconds in which anything that is waited for has come on a busy machine.
LONG = 180


class Lab:
    """A running ``gkaudit lab``: ``said`` is what it said so far, ``address`` leads to JupyterLab once it has said so."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.said = process, ""
        self.address = ""
        for line in process.stderr:
            self.said += line
            if line.startswith("http"):
                self.address = line.strip()
            if line.startswith("停止"):
                break

    @property
    def origin(self) -> str:
        """Where JupyterLab is."""
        return f"http://{urlsplit(self.address).netloc}"

    @property
    def token(self) -> str:
        """What lets in."""
        return parse_qs(urlsplit(self.address).query)["token"][0]

    def api(self, path: str, body: object = None) -> object:
        """What JupyterLab answers to a request."""
        assert self.address, self.said
        request = urllib.request.Request(f"{self.origin}/{path}", headers={"Authorization": f"token {self.token}"})
        if body is not None:
            request.data = json.dumps(body).encode()
        with urllib.request.urlopen(request, timeout=LONG) as answer:
            return json.loads(answer.read())

    def rest(self) -> str:
        """All that it said, when it has ended."""
        self.said += self.process.stderr.read()
        self.process.wait(LONG)
        return self.said


@contextmanager
def lab(work: Path, state: Path, *arguments: str, by: tuple[str, ...] = (), ip: str = "127.0.0.1") -> Iterator[Lab]:
    """``gkaudit lab`` called in the folder ``work``, by a user whose own files, and settings of JupyterLab, lie in ``state``."""
    names = ("XDG_STATE_HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own = {name: str(state / name) for name in names}
    settings = state / "JUPYTER_CONFIG_DIR" / "jupyter_server_config.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    # Any port: two that begin at once would find the same one free.
    settings.write_text(json.dumps({"ServerApp": {"ip": ip, "port": 0}}), "utf-8")
    command = [*by, sys.executable, "-m", "audit", "lab", "--no-browser", *arguments]
    process = subprocess.Popen(
        command,
        cwd=work,
        env=os.environ | own | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    guard = threading.Timer(LONG, process.kill)
    guard.start()
    try:
        yield Lab(process)
    finally:
        guard.cancel()
        process.kill()
        process.communicate()
