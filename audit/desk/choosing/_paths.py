"""What is opened is chosen: by typing a path, by looking into folders, by dropping files."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from audit import sources
from audit.desk._asked import Asked
from audit.desk.choosing._given import Given
from audit.errors import UsageError, trouble
from audit.patterns import regex
from audit.render import last_run
from audit.text.steering import harmless

#: Entries of a folder that are listed.
_MOST_LISTED = 2000
#: Marks that people copy along with a path.
_QUOTES = "\"'“”‘’"
#: A byte of a name that is no character, as Python has it in a path, and as the browser is given it.
_BYTES, _SENT = regex("[\\udc80-\\udcff]"), regex("\\ufffd([89A-F][0-9A-F])")
_FROM_RUN = "该次核查所用"


def cleaned(path: str, folder: Path) -> str:
    """A path as it was typed or pasted, without quotation marks around it, seen from the work folder; "" where none was typed."""
    shown = spelled(path.strip().strip(_QUOTES).strip())
    if not shown or Path(shown).is_absolute():
        return shown
    with suppress(RuntimeError):  # "~" of somebody whom this machine does not know is a name like others
        return str(folder / Path(shown).expanduser())
    return str(folder / shown)


def sent(path: str) -> str:
    """A path as a text that a browser can keep; old archives leave names behind that are none, of which each byte is written ``\ufffdXX``."""
    return _BYTES.sub(lambda found: f"\ufffd{ord(found[0]) - 0xDC00:02X}", path)


def spelled(path: str) -> str:
    """The path of which ``sent`` made ``path``."""
    return _SENT.sub(lambda found: chr(0xDC00 + int(found[1], 16)), path)


def found(paths: Sequence[str], given: Given) -> tuple[tuple[str, ...], Given]:
    """What to read where ``paths`` were chosen, and the terms: of a finished output what it was made from.

    UsageError, in Chinese, where nothing stands at one of them, or what an output was made from is not where it was.
    """
    known = [_as_batches_have_it(cleaned(path, given.folder), given.folder) for path in paths]
    if not known:
        raise UsageError("没有选择报告。")
    if not all(known):
        raise UsageError("没有填写报告所在的位置。请填写文件、文件夹或压缩包的路径，或在下面选择。")
    for path in known:
        if not _exists(sources.split(path)[0]):
            raise UsageError(f"找不到“{sent(path)}”。请核对路径，Windows路径可以照原样粘贴。")
    outputs = [path for path in known if Path(path).is_dir() and (Path(path) / sources.MANIFEST).is_file()]
    if not outputs:
        return tuple(known), given
    if len(known) > 1:
        raise UsageError(f"“{outputs[0]}”是核查的输出文件夹，请单独打开。")
    return _of_output(Path(outputs[0]), given)


def _as_batches_have_it(path: str, folder: Path) -> str:
    """A path as it is given to a batch that is run in the work ``folder``: from there on where it lies in it.

    So what is made here says of everything that it is from where a batch says so. Whole where we run in another folder.
    """
    is_there = path and Path.cwd() == folder and Path(path).is_relative_to(folder)
    return str(Path(path).relative_to(folder)) if is_there else path


def _of_output(out: Path, given: Given) -> tuple[tuple[str, ...], Given]:
    run = last_run(out)
    if not run.get("paths"):
        raise UsageError(f"输出文件夹“{out}”没有记下所核查的报告在何处。请选择报告所在的文件夹。")
    homes = (given.folder, out.parent, Path.cwd())
    paths = [_as_batches_have_it(_moved(path, homes), given.folder) for path in run["paths"]]
    if missing := next((path for path, now in zip(run["paths"], paths, strict=True) if not now), ""):
        raise UsageError(
            f"“{out}”是核查的输出文件夹，所核查的报告原在“{missing}”，现已不在原处。请选择报告现在所在的文件夹。"
        )
    settings: dict[str, Any] = {}
    for name in ("roster", "rubric", "decisions", "asof"):
        if (value := run.get(name)) and not getattr(given, name):
            settings[name] = value if name == "asof" else _moved(value, homes) or value
    for name in ("previous", "profile"):
        if (values := run.get(name)) and not getattr(given, name):
            settings[name] = tuple(_moved(value, homes) or value for value in values)
    whence = {**given.whence, **dict.fromkeys(settings, _FROM_RUN)}
    return tuple(paths), replace(given, **settings, out=str(out), whence=whence)


def _moved(path: str, homes: Sequence[Path]) -> str:
    """Where ``path``, as a run wrote it down, stands today; "" where it does not."""
    if Path(path).is_absolute():
        return path if _exists(sources.split(path)[0]) else ""
    return next((str(home / path) for home in homes if _exists(sources.split(str(home / path))[0])), "")


def browsed(asked: Asked, given: Given) -> Mapping[str, Any]:
    """The entries of a folder, its folders first, for choosing among them; of "" those of the work folder."""
    typed = asked.text("path", "")
    if typed == _DISKS:
        return _disks()
    path = Path(cleaned(typed, given.folder) or given.folder).absolute()
    try:
        with os.scandir(path) as there:
            entries = [one for one in there if not one.name.startswith((".", "~$"))]
    except OSError as error:
        raise UsageError(f"无法打开文件夹“{sent(str(path))}”：{trouble(error, '读取')}。请核对路径。") from error
    except ValueError as error:  # a zero in it
        raise UsageError(f"找不到“{path}”。请核对路径。") from error
    shown = sorted((_entry(one) for one in entries), key=lambda one: (not one["is_folder"], one["name"]))
    parent = str(path.parent) if path.parent != path else _DISKS if os.name == "nt" else ""
    more = f"只列出前{_MOST_LISTED}项。" if len(shown) > _MOST_LISTED else ""
    return {"path": sent(str(path)), "parent": sent(parent), "entries": shown[:_MOST_LISTED], "words": more}


#: The folder above all disks, where a system has several.
_DISKS = "此电脑"


def _disks() -> Mapping[str, Any]:
    names = sorted(disk.mountpoint for disk in psutil.disk_partitions())
    entries = [{"name": name, "path": name, "is_folder": True, "words": "磁盘"} for name in names]
    return {"path": _DISKS, "parent": "", "entries": entries, "words": ""}


def _entry(one: os.DirEntry[str]) -> dict[str, Any]:
    is_folder, words = False, ""
    with suppress(OSError):
        is_folder = one.is_dir()
        words = "文件夹" if is_folder else f"{max(1, round(one.stat().st_size / 1024))}KB"
        if is_folder and (Path(one.path) / sources.MANIFEST).is_file():
            words = "核查的输出文件夹"
    return {"name": harmless(one.name), "path": sent(one.path), "is_folder": is_folder, "words": words}


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_settings(asked: Asked) -> dict[str, Any]:
    """The settings that were chosen at the desk, by name."""
    chosen: dict[str, Any] = {
        name: asked.text(name).strip().strip(_QUOTES)
        for name in ("who", "roster", "rubric", "decisions")
        if name in asked.said
    }
    if "previous" in asked.said:
        value = asked.said["previous"]
        listed = asked.texts("previous") if not isinstance(value, str) else tuple(value.split("；"))
        chosen["previous"] = tuple(one.strip().strip(_QUOTES) for one in listed if one.strip())
    return chosen
