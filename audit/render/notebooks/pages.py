"""Run one notebook with papermill, by our own engine, and turn it into one quiet page."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbconvert import HTMLExporter
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillException, PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from audit import engine, schema
from audit.disk import files
from audit.errors import OwnError, ReadError, RenderError, UsageError
from audit.machine.installed import resources
from audit.patterns import regex
from audit.persons import masked
from audit.present.html import Html
from audit.text.steering import as_title, css_string

#: Seconds of processor time that one cell may take.
CELL_SECONDS = 900
#: What a notebook raises where it cannot take what it is given.
_REFUSALS = {UsageError.__name__, ReadError.__name__}
_KERNEL = "python3"
#: How papermill writes Chinese characters and marks.
_ESCAPED = regex(r"(?<!\\)\\u([3-9][0-9a-f]{3}|ff[0-9a-f]{2})")
_TEMPLATES = resources.PACKAGE / "present" / "templates"


class _PageExporter(HTMLExporter):
    """nbconvert's exporter with our template, whose pages need nothing set right: no pass over the finished HTML."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The page and what nbconvert keeps of it."""
        text, kept = TemplateExporter.from_notebook_node(self, nb, resources, **options)
        return text, kept


def run(
    template: Path, parameters: Mapping[str, Any], title: str, provided: Mapping[str, Any] | None = None
) -> NotebookNode:
    """Execute ``template`` with ``parameters``; RenderError for unknown parameters, failing cells and lost processes.

    OwnError where the engine itself failed.

    ``provided`` is what the notebook need not find out anew, by the names under which it asks for it. The result holds
    nothing that changes from run to run by itself (times, random ids).
    """
    engine.register()
    known = _parameters(template)
    if unknown := sorted(set(parameters) - set(known)):
        raise RenderError(f"笔记本“{template.name}”没有参数：{'、'.join(unknown)}。可用参数：{'、'.join(known)}。")
    engine.provide(provided or {})
    try:
        # As papermill.execute_notebook does it, which turns the notebook into text twice more, to be written nowhere.
        executed = papermill_engines.execute_notebook_with_engine(
            engine.NAME,
            _prepared(template, parameters),
            kernel_name=_KERNEL,
            progress_bar=False,
            cell_seconds=CELL_SECONDS,
            imports_here=False,
            leaves_no_trace=True,
        )
        raise_for_execution_errors(executed, None)
    except PapermillExecutionError as error:
        if error.ename == engine.EngineFaultError.__name__:
            raise OwnError(error.evalue, error.traceback[-1]) from error
        if error.ename == engine.LostError.__name__:
            raise RenderError(f"笔记本“{template.name}”没有执行完：{error.evalue}") from error
        if error.ename in _REFUSALS:
            raise RenderError(f"笔记本“{template.name}”没有执行：{error.evalue}") from error
        raise RenderError(f"笔记本“{template.name}”执行出错：{error.ename}：{error.evalue}") from error
    except PapermillException as error:
        raise RenderError(f"笔记本“{template.name}”无法执行：{error}") from error
    finally:
        engine.provide({})
    return _settled(executed, title)


def make(
    template: Path, parameters: Mapping[str, Any], title: str, stem: Path, provided: Mapping[str, Any] | None = None
) -> None:
    """Run ``template`` and write ``stem`` + .ipynb and .html, each whole or not at all."""
    _write(run(template, parameters, title, provided), stem)


def rehearse(template: Path, parameters: Mapping[str, Any]) -> None:
    """Let this process execute the cells of ``template`` by itself, whatever they show, and make a page of nothing.

    What the processes forked from this one need is loaded then.
    """
    cells = _read(template).cells
    names: dict[str, Any] = {}
    for cell in cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, template.name, "exec"), names)  # noqa: S102 – a notebook of our own
        if "parameters" in cell.metadata.get("tags", ()):
            names |= parameters
    engine.register()
    prepared = _prepared(template, parameters)
    nbformat.writes(prepared)
    page(_settled(prepared, ""))


def keep(shown: Html, title: str, stem: Path) -> None:
    """Write ``shown`` as ``stem`` + .ipynb and .html, as if a notebook had been run that does nothing else."""
    result = new_output("execute_result", {"text/html": shown._repr_html_()}, execution_count=1)
    book = new_notebook(cells=[new_code_cell(execution_count=1, outputs=[result])])
    _write(_settled(book, title), stem)


def page(notebook: NotebookNode) -> str:
    """The executed notebook as one HTML page: no code, no script, nothing loaded from elsewhere."""
    text, _ = _exporter().from_notebook_node(notebook)
    return str(text)


def _write(executed: NotebookNode, stem: Path) -> None:
    text = page(executed)
    files.write(stem.with_name(f"{stem.name}.ipynb"), nbformat.writes(executed) + "\n")
    files.write(stem.with_name(f"{stem.name}.html"), text)


@cache
def _read(template: Path) -> NotebookNode:
    """A notebook as it ships, read by papermill; whoever executes it takes a copy."""
    book: NotebookNode = load_notebook_node(nbformat.reads(template.read_text("utf-8"), as_version=4))
    return book


def _prepared(template: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    """A copy of ``template`` that sets ``parameters``."""
    copied: NotebookNode = nbformat.from_dict(_read(template))
    given = {"kernel_name": _KERNEL, "language": "python", "engine_name": engine.NAME}
    return parameterize_notebook(copied, dict(parameters), **given) if parameters else copied


@cache
def _parameters(template: Path) -> Sequence[str]:
    """The names of the parameters that a notebook has."""
    return list(papermill.inspect_notebook(nbformat.from_dict(_read(template))))


@cache
def _exporter() -> HTMLExporter:
    """The exporter of this process; nothing in a notebook of ours has to be changed for the template."""
    made = _PageExporter(
        template_name="gkaudit",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_anchor_links=True,
        default_preprocessors=[],
    )
    made.register_filter("css_string", css_string)
    return made


def _without_people(parameters: str) -> str:
    """The cell of parameters, in which papermill escapes Chinese, without the people whom paths of reports name."""
    plain = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), parameters)
    shown = masked(plain)
    return parameters if shown == plain else shown


def _settled(executed: NotebookNode, title: str) -> NotebookNode:
    executed.metadata.pop("papermill", None)
    executed.metadata |= schema.stamped("notebook", {"title": as_title(title)})
    if "version" in executed.metadata.get("language_info", {}):
        executed.metadata.language_info["version"] = "{}.{}".format(*sys.version_info)
    for number, cell in enumerate(executed.cells, 1):
        cell["id"] = f"cell-{number}"
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell["source"] = _without_people(cell["source"])
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
    return executed
