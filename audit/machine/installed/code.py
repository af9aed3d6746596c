"""Which code runs: a digest over the toolkit's version, its code and data, and what it runs on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from audit.machine.installed import libraries, resources

#: What Python itself writes.
_COMPILED = "__pycache__"
_NOTEBOOKS = "notebooks"


@cache
def toolkit_version() -> str:
    """The installed toolkit's version."""
    try:
        return version(libraries.DISTRIBUTION)
    except PackageNotFoundError:
        return "未安装（源码运行）"


def digest(without: Collection[str] = ()) -> str:
    """A digest over all but the rooms ``without`` (names of folders or modules of the package): the same, the same results."""
    whole = hashlib.sha256("\x1f".join((toolkit_version(), libraries.runtime(), libraries.digest())).encode())
    for room, own in _rooms().items():
        if room not in without:
            whole.update(f"{room}={own}\n".encode())
    return whole.hexdigest()


@cache
def _rooms() -> Mapping[str, str]:
    """A digest over the files of each room, by its name; the notebooks are a room of their own."""
    root = resources.PACKAGE
    # A wheel has data and notebooks below the package; of the data a result depends on what the user is given of them.
    apart = (root / "data", root / _NOTEBOOKS)
    paths = {path for path in root.rglob("*") if path.is_file() and _COMPILED not in path.parts}
    rooms: dict[str, list[Path]] = {_NOTEBOOKS: sorted((resources.HOME / _NOTEBOOKS).glob("*.ipynb"))}
    for path in sorted(paths):
        if not any(path.is_relative_to(folder) for folder in apart):
            rooms.setdefault(path.relative_to(root).parts[0].removesuffix(".py"), []).append(path)
    return {name: _over(found, resources.HOME if name == _NOTEBOOKS else root) for name, found in sorted(rooms.items())}


def _over(paths: Collection[Path], root: Path) -> str:
    own = hashlib.sha256()
    for path in paths:
        # What is kept names its classes by their modules: a module that moved is another one.
        own.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return own.hexdigest()
