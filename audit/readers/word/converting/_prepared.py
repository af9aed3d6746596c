"""Convert the old Word documents of a whole batch at one start of LibreOffice, for all processes that read them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path

from audit.disk import folders
from audit.errors import ReadError, RoomError
from audit.readers.word.converting import office

#: The environment variable that names the folder of results to this process and to those it starts.
CONVERTED = "GKAUDIT_CONVERTED"
#: Documents held in memory at a time.
_DOCUMENTS_OF_BATCH = 50


@contextmanager
def prepared(items: Iterable[bytes], within: Path | None = None) -> Iterator[None]:
    """Convert those of ``items`` that need it; while the context lasts, reading them again starts no LibreOffice.

    That holds for processes started meanwhile as well, and for those that are told the variable ``CONVERTED`` and see the
    folder ``within``, where the results stand; None is the system's own for temporary ones. What could not be converted
    keeps its reason. Where the results cannot be kept (no room left), reading converts each document by itself.
    """
    before = os.environ.get(CONVERTED)
    sweep()
    with ExitStack() as stack:
        with suppress(OSError, RoomError):
            folder = stack.enter_context(folders.temporary(within))
            os.environ[CONVERTED] = str(folder)
            _fill(folder, filter(office.is_convertible, items))
        try:
            yield
        finally:
            os.environ.pop(CONVERTED, None)
            if before is not None:
                os.environ[CONVERTED] = before


def sweep() -> None:
    """Remove what runs of this user that were killed have left among the temporary files."""
    with suppress(OSError):
        for left in folders.sweep():
            office.forget(left)


def to_docx(data: bytes) -> bytes:
    """The .docx of ``data``, prepared or made now; ReadError as ``office.to_docx`` raises it."""
    folder = os.environ.get(CONVERTED)
    if folder:
        docx, reason = _places(Path(folder), data)
        if docx.is_file():
            return docx.read_bytes()
        if reason.is_file():
            raise ReadError(reason.read_text("utf-8"))
    return office.to_docx(data)


def _fill(folder: Path, items: Iterator[bytes]) -> None:
    while batch := list(islice(items, _DOCUMENTS_OF_BATCH)):
        for data, result in zip(batch, office.to_docx_many(batch), strict=True):
            docx, reason = _places(folder, data)
            if isinstance(result, bytes):
                part = docx.with_suffix(".part")
                part.write_bytes(result)
                part.replace(docx)
            else:
                reason.write_text(str(result), "utf-8")


def _places(folder: Path, data: bytes) -> tuple[Path, Path]:
    name = hashlib.sha256(data).hexdigest()
    return folder / f"{name}.docx", folder / f"{name}.txt"
