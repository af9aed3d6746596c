"""Reports in archives, and in archives inside these."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

from audit.containers import MAX_FILE, MAX_MEMBERS, member_names, open_package, read_part
from audit.errors import NotFoundError, ReadError
from audit.readers import sniff
from audit.sources._folders import read_file
from audit.sources._notreports import is_part_of_saved_page, may_be_report
from audit.sources._ondisk import FileStamp

#: What stands between the name of an archive and that of a file in it.
SEPARATOR = "!"


def files_in(path: Path) -> list[str]:
    """The files of the archive ``path``; [] where it is none, or cannot be opened: reading it will say so."""
    try:
        if not path.is_file():
            return []
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return []
        data = read_file(path)
        return _list_members(str(path), data, nested=True) if sniff(data) == "zip" else []
    except (ReadError, OSError, ValueError):
        return []


def _list_members(prefix: str, data: bytes, *, nested: bool) -> list[str]:
    package = open_package(data)
    members = member_names(package)
    paths = set(map(PurePosixPath, members))
    found: list[str] = []
    for name, member in sorted(members.items()):
        path = PurePosixPath(name)
        if (
            not name
            or name.endswith("/")
            or not may_be_report(PurePosixPath(*re.split(r"[/\\]", name)))
            or "__MACOSX" in name
            or is_part_of_saved_page(path, paths.__contains__)
        ):
            continue
        source = f"{prefix}{SEPARATOR}{name}"
        # Beyond the bound an archive inside stays closed: reading it says that it has to be unpacked.
        opened = nested and name.lower().endswith(".zip") and len(found) < MAX_MEMBERS
        found += (_list_nested(package, member, source) if opened else []) or [source]
    return found or [prefix]


def _list_nested(package: zipfile.ZipFile, member: str, source: str) -> list[str]:
    """The files of an archive inside an archive; [] where it is none, or cannot be opened."""
    try:
        data = read_part(package, member, MAX_FILE)
        return _list_members(source, data, nested=False) if sniff(data) == "zip" else []
    except ReadError:
        return []


def inner_paths(path: Path, parts: Sequence[str], stamp: FileStamp | None) -> tuple[str, ...]:
    """The inner path in each archive, from ``parts`` between separators: a member’s own name may hold one as well."""
    found: tuple[str, ...] = ()
    while parts:
        names = _open_archive(path, found, stamp)[1]
        wanted = [SEPARATOR.join(parts[:count]) for count in range(len(parts), 0, -1)]
        part = next((each for each in wanted if each in names), None)
        if part is None:
            name = PurePosixPath(found[-1]).name if found else path.name
            raise NotFoundError(f"压缩包“{name}”中没有“{wanted[0]}”。请核对路径。")
        found, parts = (*found, part), parts[part.count(SEPARATOR) + 1 :]
    return found


def read_member(path: Path, inner: tuple[str, ...], stamp: FileStamp | None) -> bytes:
    """The file behind the inner paths ``inner`` of the archive at ``path``."""
    package, names = _open_archive(path, inner[:-1], stamp)
    return read_part(package, names[inner[-1]], MAX_FILE)


@lru_cache(maxsize=2)
def _open_archive(
    path: Path, inner: tuple[str, ...], stamp: FileStamp | None
) -> tuple[zipfile.ZipFile, Mapping[str, str]]:
    """The archive at ``path``, or the one inside it, with the names its members go by; ``stamp`` tells a changed file.

    Kept open, one and the one inside it, since members are asked for one after another.
    """
    package = open_package(read_member(path, inner, stamp) if inner else read_file(path))
    return package, member_names(package)
