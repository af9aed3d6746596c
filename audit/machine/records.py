"""The record of a fault of our own: where it arose, versions, the document's structure by counts; no text of any report."""

from __future__ import annotations

import datetime as dt
import os
import platform
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from platformdirs import user_state_path

from audit.errors import Failure

#: The record's name in a folder of results; its ending is of those that are never taken for reports.
NAME = "failures.log"
#: Records kept where there is no folder of results, the latest ones.
_KEPT = 20
_LIBRARIES = ("gongkai-audit", "lxml", "numpy", "pypdfium2", "rapidfuzz", "rapidocr", "selectolax")


def keep(failures: Mapping[str, Failure], folder: Path | None = None) -> Path | None:
    """Write down ``failures``, by what they befell, in ``folder`` or else among the user's own records; the file's path.

    None where there are none, or where it can be written nowhere. The record of an earlier run in ``folder`` goes.
    """
    if folder is not None:
        _remove(folder / NAME)
    if not failures:
        return None
    text = "\n".join([_machine(), *(_entry(number, one) for number, one in enumerate(failures.values(), 1))])
    own = f"{dt.datetime.now().astimezone():%Y%m%dT%H%M%S.%f}-{os.getpid()}.log"
    places = [folder / NAME] if folder is not None else []
    for path in (
        *places,
        user_state_path("gkaudit", appauthor=False) / own,
        Path(tempfile.gettempdir()) / f"gkaudit-{own}",
    ):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with path.open("x", encoding="utf-8") as stream:
                stream.write(text)
        except OSError:
            continue
        if path.name == own:
            for old in sorted(path.parent.glob("*T*-*.log"))[:-_KEPT]:
                _remove(old)
        return path
    return None


def _remove(path: Path) -> None:
    """Remove a record; one that another program holds stays, and the next one is written elsewhere."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _machine() -> str:
    lines = [f"python {platform.python_version()} {platform.system()} {platform.machine()}"]
    for name in _LIBRARIES:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name} -")
    return "\n".join([*lines, ""])


def _entry(number: int, failure: Failure) -> str:
    return "\n".join(
        [f"[{number}]", *(f"{name}: {value}" for name, value in failure.structure.items()), failure.trace, ""]
    )
