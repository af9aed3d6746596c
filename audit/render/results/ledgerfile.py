"""Where a batch writes its ledger: never over one that somebody filled in or has open.

What the toolkit wrote is known again by its digest, which is noted in the folder before the file has its name, so that a batch
that is killed in between finds its own ledger again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from audit.disk import files
from audit.errors import RenderError
from audit.ledgers import is_open_elsewhere
from audit.patterns import regex
from audit.sources import LEDGER, LEDGER_NOTES

_STEM, _ENDING = LEDGER.removesuffix(".xlsx"), ".xlsx"
_OURS = regex(rf"{re.escape(_STEM)}(-\d+)?{re.escape(_ENDING)}")

#: How the name of a ledger ends that is moved aside.
_ASIDE = ".old"
_TOUCHED = "台账{}在本次核查期间有人填写或打开，没有覆盖。请保存并关闭后再次运行同一命令，新的台账另起名称。"


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """The name of the ledger to write, and why it has a number (Chinese), "" where it has none."""

    name: str
    why: str = ""


def chosen(folder: Path) -> LedgerPlace:
    """The first name at which nothing is lost: no file there, or one that is as the toolkit left it and nobody has open."""
    _settle_left(folder)
    notes, why, names = _notes(folder), "", _names()
    while True:
        name = next(names)
        path = folder / name
        if not path.is_file():
            return LedgerPlace(name, why and f"{why}新的台账写在{name}。")
        if lock := is_open_elsewhere(path):
            why = why or f"台账{name}正在其他程序中打开（文件夹中有“{lock}”），没有覆盖；"
        elif _digest(path) in notes.get(name, ()):
            return LedgerPlace(name, why and f"{why}新的台账写在{name}。")
        else:
            why = why or f"台账{name}写出之后有人填写或改动过，没有覆盖；"


def noted(folder: Path, name: str, part: Path, make: Callable[[], object]) -> None:
    """Have ``make`` write the ledger into ``part``, and note that ``name`` may be this file from now on.

    RenderError where somebody has filled in or opened what stands there meanwhile.
    """
    make()
    notes = _notes(folder)
    known = notes.get(name, [])
    path = folder / name
    if path.is_file() and (is_open_elsewhere(path) or _digest(path) not in known):
        raise RenderError(_TOUCHED.format(name))
    if (made := _digest(part)) not in known:
        _keep(folder, {**notes, name: [*known, made]})


def place(part: Path, path: Path) -> None:
    """Give ``part``, which was ``noted``, the name ``path``; RenderError where what stands there is not what the toolkit wrote.

    What stands there is moved aside first and looked at where nobody saves any more, so that no save of somebody else's is
    replaced: then the name is free, or was taken by a save, which stays. A program that has the file open and writes into it
    where it lies, as some do on Linux, is seen until it is deleted. On Windows a file that is open cannot be moved, which is
    told as that it is open. A batch that is killed in between leaves the old ledger under a name that begins with a dot.
    """
    if path.is_dir():  # moved aside, it could not be put back
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    known = _notes(path.parent).get(path.name, [])
    name = f".{path.name}.{secrets.token_hex(4)}{_ASIDE}"
    aside: Path | None = path.with_name(name)
    try:
        path.rename(path.with_name(name))
    except FileNotFoundError:
        aside = None
    except PermissionError as error:
        raise RenderError(_TOUCHED.format(path.name)) from error
    try:
        if aside and _digest(aside) not in known:
            raise RenderError(_TOUCHED.format(path.name))
        files.link(part, path)
    except FileExistsError as error:
        raise RenderError(_TOUCHED.format(path.name)) from error
    finally:
        if aside:
            _settle_aside(aside, path, known)


def _settle_left(folder: Path) -> None:
    """Settle what a batch that was killed had moved aside."""
    for aside in sorted(folder.glob(f".{_STEM}*{_ENDING}.*{_ASIDE}")):
        path = folder / aside.name.removesuffix(_ASIDE)[1:].rpartition(".")[0]
        with suppress(OSError):
            _settle_aside(aside, path, _notes(folder).get(path.name, []))


def _settle_aside(aside: Path, path: Path, known: Sequence[str]) -> None:
    """Have the old ledger go if it is as it was written, else come back: under its name, or the next one that is free."""
    is_ours = _digest(aside) in known
    if is_ours and path.exists():
        aside.unlink(missing_ok=True)
        return
    for name in (path.name,) if is_ours else chain((path.name,), _names()):
        with suppress(FileExistsError):
            files.link(aside, path.with_name(name))
            aside.unlink(missing_ok=True)
            return


def settle(folder: Path, name: str) -> None:
    """Note the ledger ``name`` as it is; our own ones under other names, which show an earlier state, go."""
    notes = _notes(folder)
    for other, digests in notes.items():
        path = folder / other
        if other != name and path.is_file() and _digest(path) in digests and not is_open_elsewhere(path):
            with suppress(OSError):
                path.unlink()
    digest = _digest(folder / name)
    kept = [digest] if digest in notes.get(name, ()) else notes.get(name, [])
    left = {other: digests for other, digests in notes.items() if other != name and (folder / other).is_file()}
    if (now := {**left, name: kept}) != notes:
        _keep(folder, now)


def filled(folder: Path, name: str) -> list[str]:
    """The ledgers beside ``name`` that somebody has filled in or changed since the toolkit wrote them, by their numbers.

    Of one that is not noted it is not known whether anybody has.
    """
    others = {other: digests for other, digests in _notes(folder).items() if other != name}
    changed = [o for o, digests in others.items() if (folder / o).is_file() and _digest(folder / o) not in digests]
    return sorted(changed, key=lambda one: (len(one), one))


def _names() -> Iterator[str]:
    yield LEDGER
    yield from (f"{_STEM}-{number}{_ENDING}" for number in count(2))


def _notes(folder: Path) -> dict[str, list[str]]:
    """The digests of what was written, by name; what cannot be read is nothing, so that no ledger counts as ours."""
    try:
        found = json.loads((folder / LEDGER_NOTES).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(name): [str(one) for one in digests]
        for name, digests in found.items()
        if isinstance(digests, list) and _OURS.fullmatch(str(name))
    }


def _keep(folder: Path, notes: dict[str, list[str]]) -> None:
    files.write(folder / LEDGER_NOTES, json.dumps(notes, ensure_ascii=True, sort_keys=True) + "\n")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
