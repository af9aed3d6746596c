"""The desk's window: one widget that carries messages, and the files that the browser is given."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import anywidget

from audit.desk._desk import Desk
from audit.desk.choosing import Given, given
from audit.errors import AuditError
from audit.present.html import stylesheet


def _joined(ending: str) -> str:
    """The files of the browser with this ending as one; the one that begins everything comes last, since it needs the others."""
    found = [one for one in files("audit.desk").joinpath("static").iterdir() if one.name.endswith(ending)]
    return "\n".join(
        one.read_text("utf-8") for one in sorted(found, key=lambda one: (one.name == f"desk{ending}", one.name))
    )


class DeskWidget(anywidget.AnyWidget):
    """The window of one desk. It has no state of its own: what is shown comes by messages."""

    _esm = _joined(".js")
    _css = stylesheet("desk") + _joined(".css")

    def __init__(self, opened: Given, fault: str = "") -> None:
        super().__init__()
        self._desk = Desk(opened, self.send, fault)
        self.on_msg(self._asked)

    def _asked(self, _: object, message: Mapping[str, Any], buffers: Sequence[memoryview]) -> None:
        self._desk.ask(message, buffers)


def show() -> DeskWidget:
    """The desk on what the server, or the work folder, gives; the last line of ``notebooks/desk.ipynb``."""
    try:
        found = given()
        # What stands in the work folder is called as in a batch that is run there.
        os.chdir(found.folder)
        return DeskWidget(found)
    except AuditError as error:  # settings that cannot be used: somebody at the desk is told so there
        return DeskWidget(Given(folder=Path.cwd()), str(error))
