"""Where reports come from: files, folders and archives, each named so that it can be opened again.

A file inside an archive is named ``archive.zip!inner/path``; one archive inside another is opened once.
"""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import cache, lru_cache, partial
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from audit.containers import MAX_FILE, MAX_MEMBERS, member_names, open_package, read_part
from audit.errors import NotFoundError, ReadError, trouble
from audit.patterns import regex
from audit.readers import formats, sniff

_Path = TypeVar("_Path", Path, PurePosixPath)
#: What stands beside reports in a folder without being one, unless a format declares it for reports.
_BESIDE_REPORTS = {
    ".csv", ".toml", ".json", ".jsonl", ".ipynb", ".py", ".pyc", ".parquet", ".db", ".ini", ".lnk", ".tmp", ".log",
}  # fmt: skip
#: What a batch writes besides pages, by which a folder of results is known.
MANIFEST, LEDGER = "manifest.jsonl", "ledger.xlsx"
#: The file in a folder of results that notes which ledgers the toolkit wrote there.
LEDGER_NOTES = ".gkaudit-ledgers.json"
#: What a ledger is called that was not written over one that somebody filled in.
_LEDGERS = regex(r"ledger(-\d+)?\.xlsx")
#: How browsers and office programs call the folder with a saved page's pictures, scripts and styles, beside the page.
_PARTS_OF_SAVED_PAGE = ("_files", ".files")
_SEPARATOR = "!"


def expand(paths: Sequence[str | Path], left_out: str = "") -> list[str]:
    """Every report source under ``paths``: files as they are, folders with all below them, archives with their files.

    Sorted within a folder or archive, no source twice. Hidden files, what browsers save besides a page, what the
    toolkit itself made, and the file ``left_out`` (a roster that lies among the reports), are passed over in folders. A
    path that does not exist, a folder without any report, and one that cannot be looked into, is kept, so that reading
    it says so.
    """
    found: list[str] = []
    seen = set[Path]()
    for path in map(Path, paths):
        inside = _reports(path) if _is_folder(path) else None
        files = (
            [path]
            if inside is None
            else [file for file in inside if not left_out or _real(file) != _real(Path(left_out))]
        )
        found += [] if files else [str(path)]
        for file in files:
            if (real := _real(file)) not in seen:
                seen.add(real)
                found += _sources_in(file)
    return list(dict.fromkeys(found))


def are_single_files(paths: Sequence[str]) -> bool:
    """Whether reports are given one by one: neither a folder nor an archive, which hold what was collected."""
    return bool(paths) and all(_is_file(Path(path)) and not path.lower().endswith(".zip") for path in paths)


def _real(path: Path) -> Path:
    """Where ``path`` leads, however it is written; itself where that cannot be told."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # a ring of links, a name that no system has
        return path


def _reports(folder: Path) -> list[Path]:
    """The files below ``folder`` that may be reports, and the folders there that cannot be looked into, sorted."""
    there = partial(_is_there, folder)
    wanted = (
        folder / name
        for name in _files_below(folder)
        if _may_be_report(name) and not _is_part_of_saved_page(name, there)
    )
    return sorted(path for path in wanted if (_is_file(path) or _is_folder(path)) and not _is_result(path))


def load(source: str) -> tuple[bytes, str]:
    """The bytes of ``source`` and the name they go by; ReadError says why they cannot be had."""
    path, parts = split(source)
    if not parts:
        return _read_file(path), path.name
    stamp = _stamp(path)
    inner = _inner_paths(path, parts, stamp)
    return _read_member(path, inner, stamp), PurePosixPath(inner[-1]).name


def split(source: str) -> tuple[Path, list[str]]:
    """The file on disk and the inner paths behind it; names of files and folders may hold the separator as well."""
    if _SEPARATOR not in source or _is_file(Path(source)):
        return Path(source), []
    parts = source.split(_SEPARATOR)
    splits = [(_SEPARATOR.join(parts[:count]), parts[count:]) for count in range(1, len(parts))]
    head, inner = next(((head, inner) for head, inner in splits if _is_file(Path(head))), splits[0])
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


def _files_below(folder: Path) -> Iterator[Path]:
    """Every file below ``folder``, named from there on; and every folder that cannot be looked into."""
    closed: list[str] = []
    for where, _, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        yield from (Path(where, name).relative_to(folder) for name in names)
    yield from (Path(name).relative_to(folder) for name in closed)


def _may_be_report(inner: PurePath) -> bool:
    """Whether a file in a folder or archive, named from there on, may be a report: not hidden, no kind that stands beside."""
    hidden = any(part.startswith(".") and part != ".." for part in inner.parts) or inner.name.startswith("~$")
    return not hidden and inner.suffix.lower() not in _passed_over() and not inner.name.upper().startswith("README")


@cache
def _passed_over() -> frozenset[str]:
    """The suffixes of files that are no reports in a folder or archive."""
    declared = {suffix for each in formats().values() for suffix in each.suffixes if suffix not in each.passed_over}
    return frozenset(_BESIDE_REPORTS - declared)


def _is_part_of_saved_page(path: _Path, is_file: Callable[[_Path], bool]) -> bool:
    """Whether ``path`` lies in the folder of a saved page's parts; ``is_file`` tells whether the page itself is there."""
    for folder in path.parents:
        stem = next((folder.name.removesuffix(end) for end in _PARTS_OF_SAVED_PAGE if folder.name.endswith(end)), "")
        if stem and any(is_file(folder.with_name(stem + ending)) for ending in formats()["html"].suffixes):
            return True
    return False


def _is_there(folder: Path, name: Path) -> bool:
    return _is_file(folder / name)


def _is_result(path: Path) -> bool:
    """Whether a batch made the file: a page stands beside its notebook, the ledger beside the list of pages, which is none either."""
    if path.suffix == ".html":
        return _is_file(path.with_suffix(".ipynb"))
    if path.suffix == ".pdf":
        return _is_file(path.with_suffix(".html")) and path.stem in _printed(path.with_name(MANIFEST))
    return (path.name == MANIFEST or bool(_LEDGERS.fullmatch(path.name))) and _is_file(path.with_name(MANIFEST))


def _printed(manifest: Path) -> Set[str]:
    """The names of the pages that the list of pages says to have been printed into PDFs."""
    try:
        return _printed_at(manifest, manifest.stat().st_mtime_ns)
    except OSError:
        return frozenset()


@lru_cache(maxsize=8)
def _printed_at(manifest: Path, _changed: int) -> Set[str]:
    names = set()
    for line in manifest.read_text("utf-8", errors="replace").splitlines():
        with suppress(ValueError):
            page = json.loads(line)
            if isinstance(page, dict) and page.get("pdf"):
                names.add(str(page.get("name")))
    return names


def _read_file(path: Path) -> bytes:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode) and not stat.S_ISDIR(state.st_mode):
            raise ReadError(f"“{path}”是设备或管道，不是普通文件，未读取。请给出报告文件的路径。")
        if stat.S_ISDIR(state.st_mode):
            os.scandir(path).close()  # says why it cannot be looked into, if so
            if _reports(path):
                raise NotFoundError(f"“{path}”是文件夹，不是一份报告文件。请给出其中的文件。")
            raise NotFoundError(f"文件夹“{path}”中没有找到可以读取的报告文件。请核对路径。")
        size = state.st_size
        if size > MAX_FILE:
            raise ReadError(
                f"文件有{size // 1024 // 1024}MB，超过{MAX_FILE // 1024 // 1024}MB的上限，未读取。请确认文件是一份年度报告。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(f"找不到文件“{path}”。请核对路径。") from error
    except OSError as error:
        raise ReadError(f"无法打开文件“{path}”：{trouble(error, '读取')}。请检查文件名、权限或磁盘。") from error
    except ValueError as error:  # a null character
        raise ReadError(f"路径“{path}”含有不能用于文件名的字符。请核对路径。") from error


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:  # reading it will say why
        return None
    return status.st_mtime_ns, status.st_size


def _inner_paths(path: Path, parts: Sequence[str], stamp: tuple[int, int] | None) -> tuple[str, ...]:
    """The inner path in each archive, from ``parts`` between separators: a member’s own name may hold one as well."""
    found: tuple[str, ...] = ()
    while parts:
        names = _open_archive(path, found, stamp)[1]
        wanted = [_SEPARATOR.join(parts[:count]) for count in range(len(parts), 0, -1)]
        part = next((each for each in wanted if each in names), None)
        if part is None:
            name = PurePosixPath(found[-1]).name if found else path.name
            raise NotFoundError(f"压缩包“{name}”中没有“{wanted[0]}”。请核对路径。")
        found, parts = (*found, part), parts[part.count(_SEPARATOR) + 1 :]
    return found


def _read_member(path: Path, inner: tuple[str, ...], stamp: tuple[int, int] | None) -> bytes:
    """The file behind the inner paths ``inner`` of the archive at ``path``."""
    package, names = _open_archive(path, inner[:-1], stamp)
    return read_part(package, names[inner[-1]], MAX_FILE)


@lru_cache(maxsize=2)
def _open_archive(
    path: Path, inner: tuple[str, ...], stamp: tuple[int, int] | None
) -> tuple[zipfile.ZipFile, Mapping[str, str]]:
    """The archive at ``path``, or the one inside it, with the names its members go by; ``stamp`` tells a changed file.

    Kept open, one and the one inside it, since members are asked for one after another.
    """
    package = open_package(_read_member(path, inner, stamp) if inner else _read_file(path))
    return package, member_names(package)


def _sources_in(path: Path) -> Iterator[str]:
    """``path`` itself, or the files of the archive that it is."""
    yield from _list_archive(path) or [str(path)]


def _list_archive(path: Path) -> list[str]:
    """The files of the archive ``path``; [] where it is none, or cannot be opened: reading it will say so."""
    try:
        if not path.is_file():
            return []
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return []
        data = _read_file(path)
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
            or not _may_be_report(PurePosixPath(*re.split(r"[/\\]", name)))
            or "__MACOSX" in name
            or _is_part_of_saved_page(path, paths.__contains__)
        ):
            continue
        source = f"{prefix}{_SEPARATOR}{name}"
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
