"""What stands among reports in a folder or archive without being one: hidden files, parts of saved pages, our own results."""

from __future__ import annotations

import json
from collections.abc import Callable, Set
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from audit.patterns import regex
from audit.readers import formats
from audit.sources._ondisk import is_file

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


def may_be_report(inner: PurePath) -> bool:
    """Whether a file in a folder or archive, named from there on, may be a report: not hidden, no kind that stands beside."""
    hidden = any(part.startswith(".") and part != ".." for part in inner.parts) or inner.name.startswith("~$")
    return not hidden and inner.suffix.lower() not in _passed_over() and not inner.name.upper().startswith("README")


@cache
def _passed_over() -> frozenset[str]:
    """The suffixes of files that are no reports in a folder or archive."""
    declared = {suffix for each in formats().values() for suffix in each.suffixes if suffix not in each.passed_over}
    return frozenset(_BESIDE_REPORTS - declared)


def is_part_of_saved_page(path: _Path, is_there: Callable[[_Path], bool]) -> bool:
    """Whether ``path`` lies in the folder of a saved page's parts; ``is_there`` tells whether the page itself is there."""
    for folder in path.parents:
        stem = next((folder.name.removesuffix(end) for end in _PARTS_OF_SAVED_PAGE if folder.name.endswith(end)), "")
        if stem and any(is_there(folder.with_name(stem + ending)) for ending in formats()["html"].suffixes):
            return True
    return False


def is_result(path: Path) -> bool:
    """Whether a batch made the file: a page stands beside its notebook, the ledger beside the list of pages, which is none either."""
    if path.suffix == ".html":
        return is_file(path.with_suffix(".ipynb"))
    if path.suffix == ".pdf":
        return is_file(path.with_suffix(".html")) and path.stem in _printed(path.with_name(MANIFEST))
    return (path.name == MANIFEST or bool(_LEDGERS.fullmatch(path.name))) and is_file(path.with_name(MANIFEST))


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
