"""The desk's window: one widget that carries messages, and the files that the browser is given."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget

from audit.desk._desk import Desk
from audit.desk._files import script, style
from audit.desk.choosing import Given, given
from audit.errors import AuditError


class DeskWidget(anywidget.AnyWidget):
    """The window of one desk. It has no state of its own: what is shown comes by messages."""

    _esm = script()
    _css = style()

    def __init__(self, opened: Given, fault: str = "") -> None:
        super().__init__()
        self._desk = Desk(opened, self.send, fault)
        self.on_msg(self._asked)
        self._desk.begin()

    def _asked(self, _: object, message: Mapping[str, Any], buffers: Sequence[memoryview]) -> None:
        self._desk.ask(message, buffers)


#: The desk that was begun ahead of the page that will show it.
_ahead: list[DeskWidget] = []


def begin() -> None:
    """Begin the desk that is shown next: what is to be opened is read while the page is still on its way."""
    _ahead.append(_begun())


def show() -> DeskWidget:
    """The desk on what the server, or the work folder, gives; the last line of ``notebooks/desk.ipynb``."""
    return _ahead.pop() if _ahead else _begun()


def _begun() -> DeskWidget:
    try:
        found = given()
        # What stands in the work folder is called as in a batch that is run there.
        os.chdir(found.folder)
        return DeskWidget(found)
    except AuditError as error:  # settings that cannot be used: somebody at the desk is told so there
        return DeskWidget(Given(folder=Path.cwd()), str(error))
