"""A file opened for whoever sits at this machine, with the program that it has for such files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from audit.machine import passwords

#: What says that a Linux machine has a desktop on which a window can stand.
_DESKTOPS = ("DISPLAY", "WAYLAND_DISPLAY")
#: Seconds in which a program that cannot open a file says so.
_REFUSES_WITHIN = 2
#: What opens a file as a double click does, by system.
_OPENERS = {"darwin": "open", "linux": "xdg-open"}


def shown(path: Path) -> bool:
    """Have the system open ``path``; whether a program began that opens it."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 – a file of ours
        except OSError:  # no program is known for such files
            return False
        return True
    program = shutil.which(_OPENERS.get(sys.platform, "xdg-open"))
    if program is None or (sys.platform != "darwin" and not any(map(os.environ.get, _DESKTOPS))):
        return False
    try:
        opener = subprocess.Popen(  # noqa: S603 – the system's own opener, with a path of ours
            [program, str(path)],
            env=passwords.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return opener.wait(_REFUSES_WITHIN) == 0
    except OSError:
        return False
    except subprocess.TimeoutExpired:  # some stay as long as the file is open
        return True
