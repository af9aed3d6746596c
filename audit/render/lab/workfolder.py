"""The inspector's work folder: the notebooks filled in with the samples, the samples, their roster, a rubric and settings to change.

What a person has changed is never written over. A hidden file in the folder keeps what each copy was made from, by
which a later version tells copies that nobody touched, which it renews, from all others.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.disk import files, folders
from audit.errors import RenderError, trouble
from audit.machine.installed import resources
from audit.render.notebooks import notebook
from audit.settings import worksettings

SAMPLES, ROSTER, RUBRIC = "样例", "样例名录.csv", "评分办法.toml"
#: The hidden file: by path below the work folder the SHA-256 of what was supplied when the copy was made.
RECORD = ".gkaudit-lab.json"
_COPIED_PARAMETERS = {"roster": ROSTER, "rubric": RUBRIC}
_YEARS = [f"{SAMPLES}/青禾县水利局{year}.docx" for year in (2023, 2024)]
#: The notebooks that are copied, the first of which is opened, and what the parameters of each are filled in with.
NOTEBOOKS: Mapping[str, Mapping[str, object]] = {
    "desk": {},
    "explore": {"folder": SAMPLES, **_COPIED_PARAMETERS},
    "agency": {"report": _YEARS[1], "previous": _YEARS[0], **_COPIED_PARAMETERS},
    "overview": {"folder": SAMPLES, **_COPIED_PARAMETERS},
    "trend": {"reports": _YEARS, "roster": ROSTER},
    "rules": {"samples": SAMPLES},
}
_NOTE = '# 已填写随附的样例。核查自己的报告时，请逐行改为自己的，不用的改为 ""\n'


@dataclass(frozen=True, slots=True)
class Laid:
    """What became of copies that another version had made, by name of the file or of the folder of samples.

    ``renewed`` are those that nobody had touched; ``other`` are left as they were.
    """

    renewed: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def lay_out(folder: Path) -> Laid:
    """Put into ``folder`` what is not there yet; RenderError, in Chinese, where it cannot be used.

    The samples are one thing: in a folder of that name from which some were taken away none is added to what is left.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folders.sweep(folder)  # what was being written when an earlier call was killed
        return _lay_out(folder)
    except OSError as error:
        raise RenderError(f"无法使用文件夹“{folder}”：{trouble(error)}。请换一个可写的文件夹。") from error


def _lay_out(folder: Path) -> Laid:
    record = before = _recorded(folder)
    renewed, other = [], []
    for name, given in _supplied().items():
        due = {path: hashlib.sha256(data).hexdigest() for path, data in given.items()}
        made_from = {path: digest for path, digest in before.items() if path.split("/")[0] == name}
        there = _files(folder, name)
        if there is None or (made_from != due and _holds(folder, there, made_from)):
            _put(folder, name, given)
            renewed += [name] if there is not None else []
        elif not _holds(folder, there, due):
            other += [name] if made_from != due else []
            continue
        record = {path: digest for path, digest in record.items() if path not in made_from} | due
    if record != before:
        files.write(folder / RECORD, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True))
    return Laid(tuple(renewed), tuple(other))


def _supplied() -> dict[str, dict[str, bytes]]:
    """What a work folder is given: by name its file, or its files, each by its path below the work folder."""
    samples = resources.HOME / "data" / "samples"
    found = {f"{name}.ipynb": {f"{name}.ipynb": _filled(name, values)} for name, values in NOTEBOOKS.items()}
    shown = (path for path in sorted(samples.iterdir()) if path.is_file() and not path.name.startswith((".", "~$")))
    found[SAMPLES] = {f"{SAMPLES}/{path.name}": path.read_bytes() for path in shown}
    for name, supplied in ((ROSTER, resources.ROSTERS.files["样例"]), (RUBRIC, resources.RUBRICS.files["通用"])):
        found[name] = {name: (resources.HOME / supplied).read_bytes()}
    found[worksettings.NAME] = {worksettings.NAME: worksettings.template()}
    return found


def _filled(name: str, values: Mapping[str, object]) -> bytes:
    """The notebook ``name`` with ``values`` in its cell of parameters, one to a line there, if it has such a cell."""
    book = json.loads(notebook(name).read_text("utf-8"))
    for cell in book["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            _fill_in(cell, values)
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()


def _fill_in(cell: dict[str, Any], values: Mapping[str, object]) -> None:
    for number, line in enumerate(cell["source"]):
        parameter = line.split(" = ")[0]
        if parameter in values:
            end = "\n" if line.endswith("\n") else ""
            cell["source"][number] = f"{parameter} = {json.dumps(values[parameter], ensure_ascii=False)}{end}"
    cell["source"].insert(0, _NOTE)


def _recorded(folder: Path) -> dict[str, str]:
    """What the copies in ``folder`` were made from; {} where nothing usable says so."""
    with suppress(FileNotFoundError, ValueError):
        found = json.loads((folder / RECORD).read_text("utf-8"))
        if isinstance(found, dict) and all(isinstance(digest, str) for digest in found.values()):
            return found
    return {}


def _files(folder: Path, name: str) -> set[str] | None:
    """The paths of the file ``name``, or of all files below the folder of that name; None where nothing is there."""
    path = folder / name
    if not os.path.lexists(path):
        return None
    if not path.is_dir():
        return {name}
    return {Path(where, file).relative_to(folder).as_posix() for where, _, names in os.walk(path) for file in names}


def _holds(folder: Path, there: Collection[str], given: Mapping[str, str]) -> bool:
    """Whether the paths ``there`` are those of ``given``, with the same content; no file at all is nobody's copy."""
    return bool(given) and set(given) == set(there) and all(_digest(folder / path) == given[path] for path in given)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; "" for what is none, such as a link that leads nowhere."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put(folder: Path, name: str, given: Mapping[str, bytes]) -> None:
    """Write the file or folder ``name``, whole or not at all, in place of what is there."""
    target = folder / name
    with folders.temporary(folder) as scratch:
        for path, data in given.items():
            written = scratch / path
            written.parent.mkdir(exist_ok=True)
            written.write_bytes(data)
        if target.is_dir():
            shutil.rmtree(target)
        (scratch / name).replace(target)
