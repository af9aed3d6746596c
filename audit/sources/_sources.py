"""Where reports come from: files, folders and archives, each named so that it can be opened again.

A file inside an archive is named ``archive.zip!inner/path``; one archive inside another is opened once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from audit.sources._archives import SEPARATOR, files_in, inner_paths, read_member
from audit.sources._folders import read_file, reports_below
from audit.sources._ondisk import is_file, is_folder, real_path, stamp_of


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
        inside = reports_below(path) if is_folder(path) else None
        files = (
            [path]
            if inside is None
            else [file for file in inside if not left_out or real_path(file) != real_path(Path(left_out))]
        )
        found += [] if files else [str(path)]
        for file in files:
            if (real := real_path(file)) not in seen:
                seen.add(real)
                found += files_in(file) or [str(file)]
    return list(dict.fromkeys(found))


def are_single_files(paths: Sequence[str]) -> bool:
    """Whether reports are given one by one: neither a folder nor an archive, which hold what was collected."""
    return bool(paths) and all(is_file(Path(path)) and not path.lower().endswith(".zip") for path in paths)


def load(source: str) -> tuple[bytes, str]:
    """The bytes of ``source`` and the name they go by; ReadError says why they cannot be had."""
    path, parts = split(source)
    if not parts:
        return read_file(path), path.name
    stamp = stamp_of(path)
    inner = inner_paths(path, parts, stamp)
    return read_member(path, inner, stamp), PurePosixPath(inner[-1]).name


def split(source: str) -> tuple[Path, list[str]]:
    """The file on disk and the inner paths behind it; names of files and folders may hold the separator as well."""
    if SEPARATOR not in source or is_file(Path(source)):
        return Path(source), []
    parts = source.split(SEPARATOR)
    splits = [(SEPARATOR.join(parts[:count]), parts[count:]) for count in range(1, len(parts))]
    head, inner = next(((head, inner) for head, inner in splits if is_file(Path(head))), splits[0])
    return Path(head), inner
