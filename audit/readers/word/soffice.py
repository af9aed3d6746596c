"""Run LibreOffice without a window: a profile of its own, no macros, no network, bounds on time and memory."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from audit.machine import keeper, meter

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
    environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    environment |= {"TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(  # noqa: S603 – the installed program with our own arguments
        [sys.executable, "-I", "-S", keeper.__file__, *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return _watch(process, out)
        finally:
            if process.poll() is None:
                _kill(process)
                forget(profile)


def _watch(process: subprocess.Popen[bytes], out: Path) -> str:
    finished, bounds = 0, meter.Meter(psutil.Process(process.pid), SECONDS, RESIDENT)
    while True:
        try:
            code = process.wait(meter.LOOK)
        except subprocess.TimeoutExpired:
            made = sum(1 for _ in out.iterdir())
            if made > finished:
                finished = made
                bounds.grant(SECONDS)
            elif overrun := bounds.look():
                return _stopped(overrun)
        else:
            return "" if code == 0 else f"LibreOffice异常退出（代码{code}）"


def _stopped(overrun: meter.Overrun) -> str:
    if overrun == "time":
        return f"转换所用的处理器时间超过{SECONDS:g}秒，已停止"
    if overrun == "memory":
        return f"转换所需内存超出上限（{RESIDENT // 1024 // 1024}MB），已停止"
    return "转换停滞，长时间没有进展，已停止"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started: its keeper does so when nobody holds its input any more."""
    if process.stdin is not None:
        process.stdin.close()
    process.wait()


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
