"""The outputs of a notebook, put together from what its process tells, as a notebook editor does."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode

from audit.engine._events import Event


class Outputs:
    """The outputs of the cells of ``notebook``, which change with each event."""

    def __init__(self, notebook: NotebookNode) -> None:
        self._notebook = notebook
        self._displays: dict[str, list[NotebookNode]] = {}
        self._clear_before_next = False

    def take(self, event: Event) -> NotebookNode | None:
        """Let ``event`` change the outputs of its cell; the new output where there is one."""
        cell = self._notebook.cells[event.index]
        if event.kind == "start":
            cell.outputs, self._clear_before_next = [], False
        elif event.kind == "output":
            return self._add(cell, event.data, event.name)
        elif event.kind == "update":
            for known in self._displays.get(event.name, ()):
                known.update(_node({key: event.data[key] for key in ("data", "metadata")}))
        elif event.kind == "clear":
            self._clear_before_next = bool(event.data)
            cell.outputs = cell.outputs if event.data else []
        elif event.kind == "end":
            cell.execution_count = event.count
        return None

    def _add(self, cell: NotebookNode, output: dict[str, Any], name: str) -> NotebookNode:
        if self._clear_before_next:
            cell.outputs, self._clear_before_next = [], False
        last = cell.outputs[-1] if cell.outputs else None
        node = _node(output)
        if last is not None and node.output_type == "stream" == last.output_type and node.name == last.name:
            last.text += node.text
        else:
            cell.outputs.append(node)
        if name:
            self._displays.setdefault(name, []).append(node)
        return node


def _node(data: dict[str, Any]) -> NotebookNode:
    node: NotebookNode = nbformat.from_dict(data)
    return node
