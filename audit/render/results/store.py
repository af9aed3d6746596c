"""Remembering which pages are up to date: the list of them in the folder, and what each was made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from audit import schema
from audit.assessment import Examined
from audit.disk import files
from audit.errors import RenderError, trouble
from audit.machine.installed import code
from audit.sources import MANIFEST

#: The files of a finished page.
ENDINGS = (".ipynb", ".html")
#: How the print of a page ends, and what the list says of one that is begun: the file there is ours.
PRINT_ENDING, PRINTING = ".pdf", "printing"
#: The kind of object that an entry of the list of pages is.
_KIND = "page"


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One finished page: its file name without ending, its report and that file's SHA-256, and all it was made of.

    ``pdf`` is the digest of the page whose print stands beside it, ``PRINTING`` where a print is begun, "" where there
    is none; a page is the same with and without. ``digest`` is that of the page's files as they were written, "" in the
    lists of earlier versions.
    """

    name: str
    source: str
    fingerprint: str
    sha256: str = ""
    pdf: str = field(default="", compare=False)
    digest: str = field(default="", compare=False)


def finished(folder: Path) -> dict[str, StoredPage]:
    """The pages that earlier runs finished, by name; a line that is no entry is passed over, as are fields not known."""
    known = {each.name for each in fields(StoredPage)}
    entries = {}
    for line in _lines(folder):
        try:
            entry = StoredPage(**{name: str(value) for name, value in line.items() if name in known})
        except TypeError:  # a field is missing
            continue
        if _is_name(entry.name) and _is_there(folder, entry):
            entries[entry.name] = entry
    return entries


def _is_there(folder: Path, entry: StoredPage) -> bool:
    """Whether the files of a page are there, as they were written where that is known."""
    found = _digest(folder, entry.name)
    return found is not None and entry.digest in ("", found)


def with_digest(folder: Path, entry: StoredPage) -> StoredPage:
    """``entry`` with the digest of its files, which have just been written."""
    return replace(entry, digest=_digest(folder, entry.name) or "")


def _is_name(name: str) -> bool:
    """Whether a page may be called so: the name of a file, and of none outside of the folder."""
    return name not in ("", ".", "..") and not set(name) & set("/\\:\0")


def _digest(folder: Path, name: str) -> str | None:
    """A digest over the files of a page; None where one is not there."""
    whole = hashlib.sha256()
    try:
        for ending in ENDINGS:
            with (folder / f"{name}{ending}").open("rb") as stream:
                whole.update(hashlib.file_digest(stream, "sha256").digest())
    except OSError:
        return None
    return whole.hexdigest()


def refuse_newer(folder: Path) -> None:
    """RenderError where a later version wrote the list of pages so that this one would lose entries of it."""
    newer = {str(tag) for line in _lines(folder) if schema.is_newer(_KIND, tag := line.get(schema.NAME))}
    if newer:
        raise RenderError(
            f"输出文件夹“{folder}”由更新版本的工具写成（{MANIFEST}为{max(newer)}，本版本只认识到{schema.tag(_KIND)}），"
            "没有读取任何报告，其中的文件没有改动。请升级本工具，或用 --out 换一个文件夹。"
        )


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    """The objects of the list of pages; a line cut off by an interruption is passed over."""
    path = folder / MANIFEST
    try:
        text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    except OSError as error:
        advice = "请检查权限，或用 --out 换一个文件夹。"
        raise RenderError(f"无法读取“{path}”：{trouble(error, '读取')}。{advice}") from error
    for line in text.splitlines():
        with suppress(ValueError):
            data = json.loads(line)
            if isinstance(data, dict):
                yield data


def _line(entry: StoredPage) -> str:
    return json.dumps(schema.stamped(_KIND, asdict(entry)), ensure_ascii=True) + "\n"


def remember(folder: Path, entry: StoredPage) -> None:
    """Add one finished page to the manifest."""
    path = folder / MANIFEST
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(_line(entry))
    except OSError as error:
        raise files.unwritten(path, error) from error


def rewrite(folder: Path, entries: Iterable[StoredPage]) -> None:
    """Replace the manifest by ``entries`` alone, in the order of their names."""
    files.write(folder / MANIFEST, "".join(_line(entry) for entry in sorted(entries, key=lambda entry: entry.name)))


def discard(folder: Path, entry: StoredPage) -> None:
    """Remove a finished page; one that another program holds stays."""
    discard_print(folder, entry)
    for ending in ENDINGS:
        with suppress(OSError):
            (folder / f"{entry.name}{ending}").unlink(missing_ok=True)


def discard_print(folder: Path, entry: StoredPage) -> None:
    """Remove the print of a page, if it has one that we made; one that another program holds stays."""
    if entry.pdf:
        with suppress(OSError):
            (folder / f"{entry.name}{PRINT_ENDING}").unlink(missing_ok=True)


def fingerprint(sha256: str, *more: str) -> str:
    """What a page depends on: the report's digest, the toolkit itself, and ``more`` (earlier reports, a fixed date)."""
    return hashlib.sha256("\x1f".join((sha256, code.digest(), *more)).encode("utf-8", "replace")).hexdigest()


def shown_digest(examined: Examined, parameters: Mapping[str, object]) -> str:
    """A digest over all that a page shows besides the report itself.

    Of what is drawn from many reports, a median for instance, it is what the page prints that counts.
    """
    from audit.present import trend  # noqa: PLC0415 – not needed where nothing has changed

    shown = (
        [outcome.as_json() for outcome in examined.outcomes],
        [profile.digest for profile in examined.profiles],
        repr(examined.copied),
        examined.compared,
        str(trend.context(examined).text),
        [one.sha256 for one in examined.earlier],
        repr((examined.score, examined.rank, examined.rulings, examined.report.corrected)),
        examined.versions.words(examined.report.source) if examined.versions else "",
        repr((examined.asof, examined.office)),
        parameters,
    )
    return hashlib.sha256(json.dumps(shown, ensure_ascii=True, sort_keys=True).encode()).hexdigest()
