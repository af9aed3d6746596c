"""Writing whole files or none, and remembering which pages are up to date."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import audit
from audit import libraries, resources
from audit.errors import RenderError, trouble
from audit.present.facts import toolkit_version
from audit.render.inputs import notebook
from audit.sources import MANIFEST

#: How names of files end that are being written.
PART = ".part"
#: The files of a finished page.
ENDINGS = (".ipynb", ".html")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished page: its file name without ending, its report and that file's SHA-256, and all it was made of."""

    name: str
    source: str
    fingerprint: str
    sha256: str = ""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends well, and goes when it does not."""
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _unwritten(path: Path, error: OSError) -> RenderError:
    advice = "请关闭正在使用该文件的程序，检查磁盘空间和权限，然后重新运行。"
    return RenderError(f"无法写入“{path}”：{trouble(error)}。{advice}")


def write(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in UTF-8, whole or not at all."""
    with whole(path) as part:
        part.write_text(text, "utf-8", errors="replace", newline="\n")


def finished(folder: Path) -> dict[str, Entry]:
    """The pages that earlier runs finished, by name; a line cut off by an interruption is passed over."""
    path = folder / MANIFEST
    entries = {}
    for line in path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else ():
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue
        if all((folder / f"{entry.name}{ending}").is_file() for ending in ENDINGS):
            entries[entry.name] = entry
    return entries


def remember(folder: Path, entry: Entry) -> None:
    """Add one finished page to the manifest."""
    path = folder / MANIFEST
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(json.dumps(asdict(entry), ensure_ascii=True) + "\n")
    except OSError as error:
        raise _unwritten(path, error) from error


def rewrite(folder: Path, entries: Iterable[Entry]) -> None:
    """Replace the manifest by ``entries`` alone, in the order of their names."""
    lines = [json.dumps(asdict(entry), ensure_ascii=True) for entry in sorted(entries, key=lambda entry: entry.name)]
    write(folder / MANIFEST, "".join(f"{line}\n" for line in lines))


def discard(folder: Path, entry: Entry) -> None:
    """Remove a finished page; one that another program holds stays."""
    for ending in ENDINGS:
        with suppress(OSError):
            (folder / f"{entry.name}{ending}").unlink(missing_ok=True)


def fingerprint(sha256: str, *more: str) -> str:
    """What a page depends on: the report's digest, the toolkit itself, and ``more`` (earlier reports, a fixed date)."""
    return hashlib.sha256("\x1f".join((sha256, _toolkit(), *more)).encode("utf-8", "replace")).hexdigest()


@cache
def _toolkit() -> str:
    """A digest over the toolkit's version, code, forms, templates, notebooks, and the libraries and Python it runs on."""
    digest = hashlib.sha256("\x1f".join((toolkit_version(), libraries.runtime(), libraries.digest())).encode())
    root = Path(audit.__file__).parent
    files = {path for ending in ("py", "toml", "csv", "j2", "css") for path in root.rglob(f"*.{ending}")}
    files -= set(
        (resources.HOME / "data").rglob("*")
    )  # a wheel has them below the package; of them a page shows nothing
    for path in (*sorted(files), *(notebook(name) for name in ("agency", "rules"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
