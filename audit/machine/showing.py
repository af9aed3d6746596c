"""A file opened for whoever sits at this machine, with the program that it has for such files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from audit.machine import passwords

#: What opens a file as a double click does, by system.
_OPENERS = {"darwin": "open", "linux": "xdg-open"}


def shown(path: Path) -> bool:
    """Have the system open ``path``; whether there is a program that is told to."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 – a file of ours
        except OSError:  # no program is known for such files
            return False
        return True
    program = shutil.which(_OPENERS.get(sys.platform, "xdg-open"))
    if program is None:
        return False
    subprocess.Popen(  # noqa: S603 – the system's own opener, with a path of ours
        [program, str(path)],
        env=passwords.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return True
