"""Run LibreOffice without a window: a profile of its own, no macros, no network, bounds on time and memory."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

#: Seconds of processor time that one document may take; the first one includes the start of the program.
SECONDS = 16.0
#: Bytes that the program may hold in memory; a report takes some 300 MB.
RESIDENT = 700 * 1024 * 1024
#: Address space of the program in KiB, where the system's shell can bound it; 25.2 takes .6 million for a report.
_MEMORY = 2 * 1024 * 1024
#: Where the program puts its socket, whatever TMPDIR says.
_SOCKETS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 – nothing is written there by us

INSTALLED = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
#: No macros, no updates of links, and a proxy that nobody answers at, should anything try the network still.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def program() -> str | None:
    """The path of LibreOffice, or None; places of its installers come before the search path."""
    for path in INSTALLED:
        if Path(path).is_file():
            return path
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(soffice: str, folder: Path, names: Sequence[str]) -> str:
    """Convert the files ``names`` of ``folder`` into ``folder/out/*.docx``, in their order.

    Returns "" where the program ended by itself, which says nothing about the files; else the Chinese reason why it
    stopped. It is killed when it overruns a bound; ``SECONDS`` count anew with each file finished.
    """
    profile, out = folder / "profile", folder / "out"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    out.mkdir(exist_ok=True)
    options = ("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault", "--nofirststartwizard")
    command = [soffice, f"-env:UserInstallation={profile.resolve().as_uri()}", *options]
    command += ["--convert-to", "docx", "--outdir", str(out), *names]
    if os.name == "posix":
        command = ["/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', str(_MEMORY), *command]
    # Whatever it takes to watch a program is loaded where one is begun: few documents need it.
    from audit.machine import programs  # noqa: PLC0415

    bounds = programs.ProgramRun(SECONDS, RESIDENT, "转换", "LibreOffice")
    try:
        return programs.run(
            command, folder, bounds, {"SAL_USE_VCLPLUGIN": "svp"}, lambda: sum(1 for _ in out.iterdir())
        )
    finally:
        forget(profile)


def forget(profile: Path) -> None:
    """Take away the socket that a killed program leaves."""
    for path in sockets(profile):
        path.unlink(missing_ok=True)


def sockets(profile: Path) -> list[Path]:
    """Where the program with ``profile`` may have put its socket: outside its folder, named after the profile."""
    if os.name != "posix":
        return []
    digest = hashlib.md5(profile.resolve().as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    return [folder / f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}" for folder in _SOCKETS]


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )
