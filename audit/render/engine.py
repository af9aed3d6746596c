"""Run one notebook with papermill, in a kernel of this very interpreter, and turn it into one quiet page."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat
import papermill
import zmq
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.paths import jupyter_runtime_dir
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from papermill.exceptions import PapermillException, PapermillExecutionError
from traitlets import default

import audit
from audit import schema
from audit.errors import ReadError, RenderError, UsageError
from audit.machine import files
from audit.present.html import Html
from audit.steering import harmless

#: Seconds that one cell may take.
CELL_SECONDS = 900
#: Starts of a kernel before giving up: another process may take the port that was chosen for it.
_ATTEMPTS = 3
#: Longest folder in which a local socket's path stays within what systems allow.
_SOCKET_FOLDER = 50
#: What a notebook raises where it cannot take what it is given.
_REFUSALS = {UsageError.__name__, ReadError.__name__}
_TEMPLATES = Path(audit.__file__).parent / "present" / "templates"


class ThisInterpreter(AsyncKernelManager):
    """Starts kernels with the running interpreter, whatever kernels are installed on the machine."""

    @default("transport")
    def _quiet_transport(self) -> str:
        """Local sockets where the system has them: no ports to lose to another process, nothing on the network."""
        return "ipc" if os.name == "posix" and len(jupyter_runtime_dir()) <= _SOCKET_FOLDER else "tcp"

    @default("ip")
    def _own_address(self) -> str:
        """A socket path of its own for each kernel; the library's own default is one name for all."""
        if self.transport != "ipc":
            return "127.0.0.1"
        folder = Path(jupyter_runtime_dir())
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return str(folder / f"kernel-{uuid4().hex}")

    @property
    def kernel_spec(self) -> KernelSpec:
        """A kernel that keeps no history and does not import from the folder it runs in."""
        options = ["--HistoryManager.enabled=False", "--IPKernelApp.ignore_cwd=True", "--log-level=CRITICAL"]
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *options]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


def run(template: Path, parameters: Mapping[str, Any], title: str) -> nbformat.NotebookNode:
    """Execute ``template`` with ``parameters``; RenderError for unknown parameters, failing cells and dead kernels.

    The result holds nothing that changes from run to run by itself (times, random ids).
    """
    source = nbformat.reads(template.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    known = papermill.inspect_notebook(source)
    if unknown := sorted(set(parameters) - set(known)):
        raise RenderError(f"笔记本“{template.name}”没有参数：{'、'.join(unknown)}。可用参数：{'、'.join(known)}。")
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            executed = papermill.execute_notebook(
                source,
                None,
                parameters=dict(parameters),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                kernel_manager_class=ThisInterpreter,
                execution_timeout=CELL_SECONDS,
                record_timing=False,
            )
            return _settled(executed, title)
        except PapermillExecutionError as error:
            if error.ename in _REFUSALS:
                raise RenderError(f"笔记本“{template.name}”没有执行：{error.evalue}") from error
            raise RenderError(f"笔记本“{template.name}”执行出错：{error.ename}：{error.evalue}") from error
        except CellTimeoutError as error:
            raise RenderError(f"笔记本“{template.name}”的一个单元超过{CELL_SECONDS}秒未完成，已停止。") from error
        except PapermillException as error:
            raise RenderError(f"笔记本“{template.name}”无法执行：{error}") from error
        except (DeadKernelError, RuntimeError, zmq.ZMQError) as error:
            if attempt == _ATTEMPTS:
                raise RenderError(f"笔记本内核启动或运行失败（已尝试{_ATTEMPTS}次）：{error}") from error
    raise RenderError("笔记本没有执行。")


def make(template: Path, parameters: Mapping[str, Any], title: str, stem: Path) -> None:
    """Run ``template`` and write ``stem`` + .ipynb and .html, each whole or not at all."""
    _write(run(template, parameters, title), stem)


def _write(executed: nbformat.NotebookNode, stem: Path) -> None:
    text = page(executed)
    files.write(stem.with_name(f"{stem.name}.ipynb"), nbformat.writes(executed) + "\n")  # type: ignore[no-untyped-call]
    files.write(stem.with_name(f"{stem.name}.html"), text)


def keep(shown: Html, title: str, stem: Path) -> None:
    """Write ``shown`` as ``stem`` + .ipynb and .html, as if a notebook had been run that does nothing else."""
    result = new_output("execute_result", {"text/html": shown._repr_html_()}, execution_count=1)  # type: ignore[no-untyped-call]
    book = new_notebook(cells=[new_code_cell(execution_count=1, outputs=[result])])  # type: ignore[no-untyped-call]
    _write(_settled(book, title), stem)


def page(notebook: nbformat.NotebookNode) -> str:
    """The executed notebook as one HTML page: no code, no script, nothing loaded from elsewhere."""
    text, _ = _exporter().from_notebook_node(notebook)
    return str(text)


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="gkaudit", extra_template_basedirs=[str(_TEMPLATES)], exclude_anchor_links=True
    )


def _settled(executed: nbformat.NotebookNode, title: str) -> nbformat.NotebookNode:
    executed.metadata.pop("papermill", None)
    executed.metadata |= schema.stamped("notebook", {"title": harmless(title)})
    if "version" in executed.metadata.get("language_info", {}):
        executed.metadata.language_info["version"] = "{}.{}".format(*sys.version_info)
    for number, cell in enumerate(executed.cells, 1):
        cell["id"] = f"cell-{number}"
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
    return executed
