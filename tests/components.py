"""What some tests need besides Python packages: a test that lacks it is skipped, but fails where CI is to be trusted.

Only material that is no part of the repository (``../shared``) may be missing there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from audit.readers import can_recognise, libreoffice
from tests.roots import SHARED

#: Where pdfium looks for fonts on Linux.
FONTS = ("/usr/share/fonts", "/usr/share/X11/fonts/Type1", "/usr/share/X11/fonts/TTF", "/usr/local/share/fonts")
CHROMIUM = Path("/usr/bin/chromium")


def without_fonts(command: Sequence[str]) -> list[str]:
    """``command`` run where the folders of fonts are empty."""
    hide = "; ".join(f"[ ! -d {folder} ] || mount -t tmpfs none {folder}" for folder in FONTS)
    inside = ["sh", "-ec", f'{hide}; exec "$@"', "sh", *command]
    return ["unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)), *inside]


def with_nothing_written(folder: Path, command: Sequence[str]) -> list[str]:
    """``command`` run where nothing can be written below ``folder``, as on a disk that is only read."""
    inside = ["sh", "-ec", 'mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"; exec "$@"', str(folder), *command]
    return ["unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)), *inside]


def hides_fonts() -> bool:
    """Whether the folders of fonts can be hidden from a process."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(without_fonts(["true"]), check=False, capture_output=True).returncode == 0


def postgresql() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version where several are there."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


#: Each component with how its presence is told and how it is installed.
COMPONENTS: Mapping[str, tuple[Callable[[], bool], str]] = {
    "chromium": (CHROMIUM.exists, "apt-get install chromium"),
    "distributed": (
        lambda: find_spec("distributed") is not None,
        "python -m pip install -c constraints.txt -e '.[cluster]'",
    ),
    "hatchling": (lambda: find_spec("hatchling") is not None, "python -m pip install -c constraints.txt -e '.[test]'"),
    "libreoffice": (lambda: libreoffice() is not None, "apt-get install libreoffice-writer libreoffice-calc"),
    "mounts of one's own": (hides_fonts, "run as root, or with unprivileged user namespaces"),
    "postgresql": (lambda: postgresql() is not None, "apt-get install postgresql"),
    "ocr": (can_recognise, "python -m pip install -e '.[ocr]'"),
}


#: How the reason begins of a test that is skipped for want of material beside the repository.
ABSENT = "not beside the repository: "


def trusted() -> bool:
    """Whether what passes here is taken for proven, so that what could not run must not pass."""
    return os.environ.get("CI") == "true"


def demand(*names: str) -> None:
    """Skip the running test where one of the components ``names`` is missing; fail it where CI is "true"."""
    for name in names:
        present, install = COMPONENTS[name]
        if not present():
            end = pytest.fail if trusted() else pytest.skip
            end(f"“{name}” is not installed: {install}")


def demand_shared(*paths: str) -> None:
    """Skip the running test where one of the ``paths`` below ``../shared`` is missing."""
    for path in paths:
        if not (SHARED / path).exists():
            pytest.skip(f"{ABSENT}{SHARED / path}")


def may_skip(reason: str) -> bool:
    """Whether a test may be skipped for the reason: where CI is "true", only for want of material beside the repository."""
    return not trusted() or reason.startswith(ABSENT)
