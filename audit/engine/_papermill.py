"""The engine as papermill knows it: notebooks executed in a process of their own, without a kernel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import click
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager
from papermill.exceptions import PapermillException
from papermill.log import logger

from audit.engine import _process, _provided
from audit.engine._bounds import CellBounds
from audit.engine._events import CellSource, Event, Request
from audit.engine._language import language_info
from audit.engine._outputs import Outputs
from audit.errors import UsageError

_PYTHON = "python"
#: What kernels of Python are called that stand for no environment of their own.
_KERNELS = frozenset((_PYTHON, "python3"))
_time = dt.datetime.fromisoformat
#: Tags by which a cell is left out, or may raise, as notebook editors know them.
_SKIPPED, _MAY_RAISE = "skip-execution", "raises-exception"
#: What happens in a notebook of text alone, for which no process is begun.
_NOTHING_TO_EXECUTE = (Event("done", data={"language_info": language_info()}),)


class KernelRefusedError(PapermillException, click.ClickException):
    """A notebook of another language, or for another kernel; papermill’s command line prints it as one sentence."""


class GkauditEngine(Engine):
    """Executes Python notebooks in a process forked from this one, or in a warm one where nothing can be forked."""

    @classmethod
    def execute_managed_notebook(  # noqa: PLR0917 – papermill's signature
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: IO[str] | None = None,
        stderr_file: IO[str] | None = None,
        execution_timeout: float | None = None,
        **options: Any,
    ) -> None:
        """Execute the cells, the first that fails being the last; what papermill raises follows from their outputs.

        The cell at which a process is lost, or at which we fail ourselves, has that as its error.

        ``execution_timeout`` bounds the seconds of each cell on the clock; of the ``options`` of our own, ``cell_seconds``
        bounds those of processor time, ``imports_here`` False keeps the notebook from importing modules of the folder it
        runs in, ``leaves_no_trace`` says that it changes nothing but its own names, and may share a process with others
        of its kind. Options of other engines count for nothing.
        """
        cls._refuse_others(nb_man.nb, kernel_name)
        every = options.get("allow_errors", False)
        request = Request(
            list(_sources(nb_man.nb, may_fail=bool(every))),
            str(Path.cwd()),
            bool(options.get("imports_here", True)),
            bool(options.get("leaves_no_trace", False)),
            _provided.all_provided(),
        )
        bounds = CellBounds(options.get("cell_seconds"), execution_timeout or options.get("timeout"))
        writer = _NotebookWriter(nb_man, log_output, {"stdout": stdout_file, "stderr": stderr_file})
        try:
            for event in _process.execute(request, bounds) if request.cells else _NOTHING_TO_EXECUTE:
                writer.take(event)
        except (_process.LostError, _process.EngineFaultError) as error:
            writer.break_off(error)
        except UsageError as error:
            raise KernelRefusedError(str(error)) from error

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """The kernel that the notebook or its caller names; KernelRefusedError where that is not one of Python."""
        named: str = name or nb.metadata.get("kernelspec", {}).get("name") or "python3"
        cls._refuse_others(nb, named)
        return named

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:  # noqa: ARG003 – papermill's signature
        """Python, which is the only language; KernelRefusedError for others."""
        if language and language != _PYTHON:
            raise KernelRefusedError(_refusal(language))
        return _PYTHON

    @staticmethod
    def _refuse_others(nb: NotebookNode, kernel_name: str) -> None:
        own = nb.metadata.get("kernelspec", {})
        language = own.get("language") or nb.metadata.get("language_info", {}).get("name")
        is_own = kernel_name == own.get("name")
        known = language if is_own and language else kernel_name
        if str(known).lower() not in _KERNELS:
            raise KernelRefusedError(_refusal(kernel_name))


def _refusal(what: str) -> str:
    return (
        f"引擎gkaudit只执行Python笔记本，不执行内核或语言“{what}”。请去掉 --engine gkaudit，由papermill用该内核执行。"
    )


def _sources(nb: NotebookNode, *, may_fail: bool) -> Iterator[CellSource]:
    for index, cell in enumerate(nb.cells):
        tags = cell.metadata.get("tags", ())
        if cell.cell_type == "code" and cell.source.strip() and _SKIPPED not in tags:
            yield CellSource(index, cell.source, may_fail or _MAY_RAISE in tags)


class _NotebookWriter:
    """Writes into a notebook what its process tells, and lets papermill know, cell after cell."""

    def __init__(self, nb_man: NotebookExecutionManager, log: bool, files: Mapping[str, IO[str] | None]) -> None:
        self._manager, self._log, self._files = nb_man, log, files
        self._outputs = Outputs(nb_man.nb)
        #: The cell that was begun last, and the first that papermill has not been told of.
        self._begun, self._next = next((cell.index for cell in _sources(nb_man.nb, may_fail=False)), 0), 0
        self._failed = False

    def take(self, event: Event) -> None:
        """Pass on one event."""
        cells = self._manager.nb.cells
        if event.kind == "done":
            self._manager.nb.metadata.update(event.data)
            if not self._failed:
                self._pass_over(len(cells))
            return
        if event.kind == "start":
            self._pass_over(event.index)
            self._manager.cell_start(cells[event.index], event.index)
            self._begun, self._next = event.index, event.index + 1
        output = self._outputs.take(event)
        if output is not None:
            self._write(output)
            self._manager.autosave_cell()
        if event.kind == "end":
            if event.failed:
                self._fail(event.index)
            self._complete(event.index)

    def _fail(self, index: int) -> None:
        self._failed = True
        self._manager.cell_exception(self._manager.nb.cells[index], index)

    def break_off(self, error: _process.LostError | _process.EngineFaultError) -> None:
        """Write into the cell that was being executed, or was to be, why the notebook ends there."""
        index = self._begun
        steps = [error.trace] if isinstance(error, _process.EngineFaultError) else []
        why = {
            "output_type": "error",
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": [str(error), *steps],
        }
        self._outputs.take(Event("output", index, why))
        self._fail(index)
        self._complete(index)

    def _pass_over(self, end: int) -> None:
        """Tell papermill of the cells before ``end`` in which nothing is executed."""
        for index in range(self._next, end):
            self._manager.cell_start(self._manager.nb.cells[index], index)
            self._complete(index)
        self._next = max(self._next, end)

    def _complete(self, index: int) -> None:
        """Tell papermill that a cell is complete, and how long it took: to read when it began would take papermill longer."""
        cell = self._manager.nb.cells[index]
        own = cell.metadata.papermill
        began, own["start_time"] = own["start_time"], None
        self._manager.cell_complete(cell, index)
        if began:
            own["start_time"] = began
            own["duration"] = (_time(own["end_time"]) - _time(began)).total_seconds()

    def _write(self, output: NotebookNode) -> None:
        if output.output_type == "stream":
            if stream := self._files.get(output.name):
                stream.write(output.text)
                stream.flush()
            if self._log:
                (logger.warning if output.name == "stderr" else logger.info)(output.text)
        elif self._log and "text/plain" in output.get("data", {}):
            logger.info(output.data["text/plain"])
