"""What a cell prints: by Python's streams at once, by anything else (libraries in C, other programs) at the cell's end."""

from __future__ import annotations

import io
import locale
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Literal

Name = Literal["stdout", "stderr"]
#: Characters that are gathered before they are told: each telling costs time.
_GATHERED = 8192
#: Threads of a notebook print one after the other.
_TURN = threading.RLock()
_NUMBERS: dict[Name, int] = {"stdout": 1, "stderr": 2}


class CellStream(io.TextIOBase):
    """A stream of Python that gathers what is written, and tells it through ``show`` when it is flushed or full."""

    encoding = "utf-8"
    errors = "backslashreplace"

    #: The stream whose text comes before what is written here next.
    other: CellStream

    def __init__(self, name: Name, show: Callable[[dict[str, Any], str], None]) -> None:
        self.name, self._show = name, show
        self._gathered: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        """Gather ``text``; what the other stream holds comes before it."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        # Half of a pair of code units cannot be written into a notebook.
        text = text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
        with _TURN:
            self.other.flush()
            self._gathered.append(text)
            self._size += len(text)
            if self._size >= _GATHERED:
                self.flush()
        return len(text)

    def flush(self) -> None:
        """Tell what was gathered."""
        with _TURN:
            text, self._gathered, self._size = "".join(self._gathered), [], 0
            if text:
                self._show({"output_type": "stream", "name": self.name, "text": text}, "")

    def fileno(self) -> int:
        """The number by which other programs are given this stream."""
        return _NUMBERS[self.name]

    def writable(self) -> bool:
        """It can be written to."""
        return True


class Streams:
    """The two streams of this process while it executes a notebook; whatever else they led to gets nothing."""

    def __init__(self, show: Callable[[dict[str, Any], str], None]) -> None:
        self._show = show
        self._files: dict[Name, IO[bytes]] = {}
        #: Bytes of each file that were told.
        self._told: dict[Name, int] = dict.fromkeys(_NUMBERS, 0)
        for name, number in _NUMBERS.items():
            self._files[name] = file = tempfile.TemporaryFile("a+b", buffering=0)  # noqa: SIM115 – it lasts as long as the notebook
            os.dup2(file.fileno(), number)
        self.out, self.err = CellStream("stdout", show), CellStream("stderr", show)
        self.out.other, self.err.other = self.err, self.out
        sys.stdout, sys.stderr = self.out, self.err

    def flush(self) -> None:
        """Tell what Python printed."""
        self.out.flush()
        self.err.flush()

    def end_cell(self) -> None:
        """Tell all that was printed, by Python first."""
        self.flush()
        for name, file in self._files.items():
            text = _decoded(self._more(name, file))
            if text:
                self._show({"output_type": "stream", "name": name, "text": text}, "")

    def _more(self, name: Name, file: IO[bytes]) -> bytes:
        """What stands in a stream's file behind what was told of it; whoever prints goes on where the file ends."""
        told, size = self._told[name], os.fstat(file.fileno()).st_size
        self._told[name] = size
        if size <= told:
            return b""
        if hasattr(os, "pread"):
            return os.pread(file.fileno(), size - told, told)
        file.seek(told)
        data = file.read(size - told)
        file.seek(0, os.SEEK_END)
        return data


def _decoded(printed: bytes) -> str:
    """What programs and libraries have printed: in UTF-8, or else as this machine encodes text; what is neither is replaced."""
    for encoding in ("utf-8", locale.getencoding()):
        with suppress(UnicodeDecodeError, LookupError):
            return printed.decode(encoding)
    return printed.decode("utf-8", "replace")
