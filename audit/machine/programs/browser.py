"""The machine's own browser of the Chromium family: where it stands, and a page printed by it into a PDF.

The page is taken for hostile: no script, no network, a profile of its own that goes with the folder, bounds on time and
memory.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from audit.machine.programs._run import ProgramRun, run

#: The environment variable that names the browser to be used, before all others.
VARIABLE = "GKAUDIT_BROWSER"
#: Names on the search path, the plainest first.
COMMANDS = (
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable",
    "microsoft-edge", "msedge",
)  # fmt: skip
#: Below the folders in which Windows keeps programs, then whole paths of macOS.
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe", "Chromium/Application/chrome.exe",
)  # fmt: skip
_MAC_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
#: Seconds of processor time that one page may take; an overview of a thousand agencies takes some twenty.
SECONDS = 180.0
#: Bytes that the browser may hold, what its processes share counted once for each.
RESIDENT = 3 * 1024**3
#: Whatever a page asks for leads nowhere: names are not resolved, and the proxy is one that nobody answers at.
_ALONE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
)
_QUIET = (
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-breakpad",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--use-mock-keychain",
)
#: The profile's own settings: scripts do not run, whatever a page says.
_PREFERENCES = {"profile": {"default_content_setting_values": {"javascript": 2}}}
#: Stands before all of the page: nothing is loaded from anywhere, files of the machine included.
_POLICY = (
    '<!DOCTYPE html><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
)
#: Names of the page and of its print in the folder of the job.
_PAGE, _MADE = "page.html", "page.pdf"


def program() -> str | None:
    """The path of the browser, or None: the one that ``VARIABLE`` names and no other, else the first that is found."""
    if chosen := os.environ.get(VARIABLE, "").strip():
        return shutil.which(chosen)
    found = (shutil.which(name) for name in COMMANDS)
    installed = (str(place) for place in _places() if place.is_file())
    return next(filter(None, found), None) or next(installed, None)


def is_chosen() -> bool:
    """Whether ``VARIABLE`` names a browser, be it there or not."""
    return bool(os.environ.get(VARIABLE, "").strip())


def _places() -> Iterator[Path]:
    for name in _WINDOWS_FOLDERS:
        if folder := os.environ.get(name):
            yield from (Path(folder, place) for place in _WINDOWS_PLACES)
    yield from map(Path, _MAC_PLACES)


def print_page(browser: str, folder: Path, text: str) -> Path | str:
    """Print the HTML page ``text`` in the empty ``folder``: the PDF there, or in Chinese why there is none."""
    (folder / _PAGE).write_text(_POLICY + text, "utf-8", errors="replace")
    settings = folder / "profile" / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(_PREFERENCES), "utf-8")
    options = [*_QUIET, *_ALONE, f"--user-data-dir={folder / 'profile'}"]
    if sys.platform == "linux" and os.geteuid() == 0:
        options.append("--no-sandbox")  # it does not run for root otherwise
    made = folder / _MADE
    printing = ["--no-pdf-header-footer", f"--print-to-pdf={made}", (folder / _PAGE).as_uri()]
    bounds = ProgramRun(SECONDS, RESIDENT, "打印", "浏览器")
    stopped = run([browser, *options, *printing], folder, bounds, {})
    if stopped or made.is_file():
        return stopped or made
    return "浏览器没有给出结果"
