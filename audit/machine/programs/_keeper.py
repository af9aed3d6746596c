"""Run a program that ends with whoever started it: ``python _keeper.py PROGRAM ARGUMENT …``, its exit code is ours.

Whoever starts this holds the other end of its standard input. Where that is closed, by its holder or because the holder
was killed, the program ends at once with all that it started. Run as a file by itself, so that nothing else is loaded.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path


def main() -> None:
    """Start the program, wait for its end or that of standard input, and leave nothing running."""
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 – as told
    threading.Thread(target=_end_with_input, args=(program,), daemon=True).start()
    code = program.wait()
    _end(program)
    os._exit(code if code >= 0 else 128 - code)


def _end_with_input(program: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1):
        pass
    _end(program)
    os._exit(1)


def _end(program: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started: a launcher alone would leave the rest running."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)
    elif program.poll() is None:
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        command = [str(taskkill), "/F", "/T", "/PID", str(program.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 – the system's own program


if __name__ == "__main__":
    main()
