"""Where reports come from: files, folders and archives, each named so that it can be opened again.

A file inside an archive is named ``archive.zip!inner/path``; one archive inside another is opened once.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

from audit.errors import ReadError
from audit.readers import _limits, sniff

#: What stands beside reports in a folder without being one.
_NO_REPORTS = {".csv", ".toml", ".json", ".ipynb", ".py", ".parquet", ".db", ".ini", ".lnk", ".tmp", ".log"}
_SEPARATOR = "!"


def expand(paths: Sequence[str | Path]) -> list[str]:
    """Every report source under ``paths``: files as they are, folders with all below them, archives with their files.

    Sorted within a folder or archive, no source twice. A path that does not exist is kept, so that reading it says so.
    """
    found: dict[str, None] = {}
    for path in map(Path, paths):
        if _is_folder(path):
            for file in sorted(p for p in path.rglob("*") if p.is_file() and _may_be_report(p)):
                found.update(dict.fromkeys(_inside(file)))
        else:
            found.update(dict.fromkeys(_inside(path)))
    return list(found)


def load(source: str) -> tuple[bytes, str]:
    """The bytes of ``source`` and the name they go by; ReadError says why they cannot be had."""
    path, inner = split(source)
    if not inner:
        return _file(path), path.name
    return _member(path, tuple(inner), _stamp(path)), PurePosixPath(inner[-1]).name


def split(source: str) -> tuple[Path, list[str]]:
    """The file on disk and the inner paths behind it."""
    if _SEPARATOR not in source or _is_file(Path(source)):
        return Path(source), []
    head, *inner = source.split(_SEPARATOR)
    return Path(head), inner


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long for the system: reading it will say so
        return False


def _may_be_report(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts[-2:]) or path.name.startswith("~$")
    return not hidden and path.suffix.lower() not in _NO_REPORTS and not path.name.upper().startswith("README")


def _file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _limits.MAX_FILE:
            raise ReadError(
                f"文件有{size // 1024 // 1024}MB，超过{_limits.MAX_FILE // 1024 // 1024}MB的上限，未读取。请确认文件是一份年度报告。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"找不到文件“{path}”。请核对路径。") from error
    except IsADirectoryError as error:
        raise ReadError(f"“{path}”是文件夹，不是文件。") from error
    except OSError as error:
        raise ReadError(f"无法打开文件“{path}”：{error.strerror or error}。请检查权限或磁盘。") from error


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:  # reading it will say why
        return None
    return status.st_mtime_ns, status.st_size


def _member(path: Path, inner: tuple[str, ...], stamp: tuple[int, int] | None) -> bytes:
    """The file behind the inner paths ``inner`` of the archive at ``path``."""
    package, names = _archive(path, inner[:-1], stamp)
    *outer, part = inner
    if part not in names:
        name = PurePosixPath(outer[-1]).name if outer else path.name
        raise ReadError(f"压缩包“{name}”中没有“{part}”。请核对路径。")
    return _limits.read_part(package, names[part], _limits.MAX_FILE)


@lru_cache(maxsize=2)
def _archive(
    path: Path, inner: tuple[str, ...], stamp: tuple[int, int] | None
) -> tuple[zipfile.ZipFile, Mapping[str, str]]:
    """The archive at ``path``, or the one inside it, with the names its members go by; ``stamp`` tells a changed file.

    Kept open, one and the one inside it, since members are asked for one after another.
    """
    package = _limits.open_package(_member(path, inner, stamp) if inner else _file(path))
    return package, {_name(member): member.filename for member in package.infolist()}


def _inside(path: Path) -> Iterator[str]:
    """``path`` itself, or the files of the archive that it is."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                yield str(path)
                return
        data = _file(path)
        if sniff(data) != "zip":
            yield str(path)
            return
        yield from _members(str(path), data, nested=True)
    except (ReadError, OSError):
        yield str(path)


def _members(prefix: str, data: bytes, *, nested: bool) -> Iterator[str]:
    package = _limits.open_package(data)
    count = 0
    for member in sorted(package.infolist(), key=_name):
        name = _name(member)
        if not name or name.endswith("/") or not _may_be_report(Path(PurePosixPath(name).name)) or "__MACOSX" in name:
            continue
        count += 1
        source = f"{prefix}{_SEPARATOR}{name}"
        if nested and name.lower().endswith(".zip"):
            inner = _limits.read_part(package, member.filename, _limits.MAX_FILE)
            if sniff(inner) == "zip":
                yield from _members(source, inner, nested=False)
                continue
        yield source
    if not count:
        yield prefix


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; without the flag for UTF-8, Linux still writes UTF-8 and Chinese Windows writes GBK."""
    if member.flag_bits & 0x800:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(encoding)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return member.filename
