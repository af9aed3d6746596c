"""The folder of entries: one file each, whole or not at all, signed, bounded, and nobody's loss when it goes."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from audit.cache._key import own_key
from audit.cache._signed import opened, signed
from audit.disk import files, holding
from audit.errors import RenderError
from audit.patterns import regex

#: The folder below that of the results.
FOLDER = ".gkaudit-cache"
#: Bytes that all entries together may have; the ones that were used longest ago go first.
_MAX_BYTES = 2 * 1024**3
_ENDING = ".entry"
#: Bytes of one entry, beyond which it is none.
_MAX_ENTRY_BYTES = 512 * 1024**2
#: What the folders of versions are called.
_VERSION = regex("[0-9a-f]{16}")


class Cache:
    """Entries in ``results``, the folder of the results, made by the code whose digest is ``code``.

    An entry is found by its name, which says all that it depends on besides the code. Whatever cannot be read, was
    damaged, or was not signed by this user is as if it were not there. Where nothing can be written, nothing is kept.
    """

    def __init__(self, results: Path, code: str) -> None:
        self._root = results / FOLDER
        self._folder = self._root / hashlib.sha256(code.encode()).hexdigest()[:16]
        self._used: set[Path] = set()

    def take(self, name: str) -> Any | None:
        """What was kept under ``name``; None where there is nothing."""
        path = self._path(name)
        with suppress(Exception):  # signed by us, but perhaps by classes that have changed since
            found = opened(own_key(), self._signed_name(name), _read(path) if self._is_ours() else b"")
            if found is not None:
                self._used.add(path)
            return found
        return None

    def keep(self, name: str, packed: bytes) -> None:
        """Keep ``packed``, which ``pack`` made, under ``name``."""
        path = self._path(name)
        if os.path.lexists(self._root) and not self._is_ours():
            return
        with suppress(OSError, RenderError):
            # What was read stands in it as printed, private data too: it is for this user alone.
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with files.whole(path, lasting=False) as part:
                part.write_bytes(signed(own_key(), self._signed_name(name), packed))
            self._used.add(path)

    def forget(self, name: str) -> None:
        """Let the entry under ``name`` go."""
        with suppress(OSError):
            self._path(name).unlink(missing_ok=True)

    def settle(self, most: int = _MAX_BYTES) -> None:
        """Remove what other versions kept, what was left half written, and, beyond ``most`` bytes, what was not used longest."""
        if not self._is_ours():
            return
        with suppress(OSError):
            for other in self._root.iterdir():
                if other != self._folder and _VERSION.fullmatch(other.name) and _is_folder(other):
                    shutil.rmtree(other, ignore_errors=True)
        for path in self._used:
            with suppress(OSError):
                os.utime(path)
        held = 0
        for _, size, path in sorted(_entries(self._folder), reverse=True):
            held += size
            if (held > most and path.suffix == _ENDING) or path.suffix == files.PART:
                with suppress(OSError):
                    path.unlink()

    def _is_ours(self) -> bool:
        """Whether the folder is a folder of this user, and not a way to another one; so is that of this version, if it is there."""
        return _is_folder(self._root) and (not os.path.lexists(self._folder) or _is_folder(self._folder))

    def _path(self, name: str) -> Path:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / digest[:2] / f"{digest[2:40]}{_ENDING}"

    def _signed_name(self, name: str) -> str:
        return f"{self._folder.name}\0{name}"


def clear(results: Path) -> int:
    """Remove the cache of the folder ``results``; the bytes that it had.

    RenderError where it cannot be removed, or a batch is at work in the folder, which takes from it.
    """
    root = results / FOLDER
    if not _is_folder(root):
        return 0
    with holding.held(results, "没有清除缓存", ""):
        size = sum(size for _, size, _ in _entries(root))
        try:
            shutil.rmtree(root)
        except OSError as error:
            raise files.unwritten(root, error) from error
    return size


def _is_folder(path: Path) -> bool:
    """Whether ``path`` is itself a folder that belongs to this user."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and (not hasattr(os, "geteuid") or status.st_uid == os.geteuid())


def _read(path: Path) -> bytes:
    """The bytes of an entry; OSError for what is no ordinary file, or none that an entry could be."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_ENTRY_BYTES:
            raise OSError
        return stream.read()


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each file below ``folder`` was used last, its bytes, and its path."""
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where, name)
            with suppress(OSError):
                status = path.stat()
                yield status.st_mtime, status.st_size, path
