"""What passes between a process that executes a notebook and the one that asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

#: What happens while a notebook is executed: a cell begins, puts out something, clears its output, has ended; with
#: ``done`` the notebook has, and with ``fault`` we have failed at it ourselves.
Kind = Literal["start", "output", "update", "clear", "end", "done", "fault"]


@dataclass(frozen=True, slots=True)
class CellSource:
    """A code cell to execute: its place in the notebook, its text, whether the notebook goes on where it fails."""

    index: int
    text: str
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A notebook to execute: its code cells in order, the folder it runs in, what it is provided with by memory.

    ``imports_here`` lets it import modules of that folder, as a kernel does. One that ``leaves_no_trace`` changes nothing
    but its own names: no options of libraries, no environment; it starts no threads and no processes.
    """

    cells: Sequence[CellSource]
    folder: str
    imports_here: bool = True
    leaves_no_trace: bool = False
    provided: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in the cell at ``index``.

    ``data`` is the output as a notebook keeps it (``output``, ``update``), whether to wait for the next one (``clear``),
    the metadata of the notebook (``done``), an OwnError (``fault``); ``name`` the display that an output goes by,
    ``count`` the number of the execution, ``failed`` whether the cell raised.
    """

    kind: Kind
    index: int = 0
    data: Any = None
    name: str = ""
    count: int | None = None
    failed: bool = False
