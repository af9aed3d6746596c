"""Executing the cells of one notebook in this process by IPython, as a kernel does, and telling what they put out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from ipykernel.jsonutil import encode_images, json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.core.profiledir import ProfileDir

from audit.engine._language import language_info

#: The backend by which matplotlib shows pictures in a notebook.
INLINE = "module://matplotlib_inline.backend_inline"
#: Takes an output as a notebook keeps it, and the name of the display that it goes by.
Show = Callable[[dict[str, Any], str], None]


class _Hook(DisplayHook):
    """Tells the value of a cell's last line."""

    shell: _QuietShell

    def write_output_prompt(self) -> None:
        """The output carries its number itself."""

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        """Tell the value in all its representations."""
        count = self.prompt_count
        self.shell.show(_bundle("execute_result", format_dict, md_dict, execution_count=count), "")

    def finish_displayhook(self) -> None:
        """Nothing has been printed that would have to end."""
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Tells what a cell displays."""

    shell: _QuietShell

    def publish(  # type: ignore[override]
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """Tell a display, or what takes the place of an earlier one."""
        self._validate_data(data, metadata)
        output = _bundle("display_data", data, metadata)
        name = str((transient or {}).get("display_id", ""))
        (self.shell.change if update else self.shell.show)(output, name)

    def clear_output(self, wait: bool = False) -> None:
        """Tell that what the cell has put out so far goes, at once or with what comes next."""
        self.shell.clear(wait)


class _QuietShell(InteractiveShell):
    """IPython that keeps no history, writes no profile, and tells its outputs."""

    displayhook_class = _Hook
    display_pub_class = _Publisher
    show: Show
    change: Show
    clear: Callable[[bool], None]

    def init_ipython_dir(self, ipython_dir: str | None) -> None:  # noqa: ARG002 – IPython's signature
        """A notebook does not depend on the settings of whoever runs it."""
        self.ipython_dir = ""

    def init_profile_dir(self, profile_dir: ProfileDir | None) -> None:  # noqa: ARG002 – IPython's signature
        """No profile is read, and none is written."""
        self.profile_dir = None

    def init_history(self) -> None:
        """Cells are numbered and kept in memory alone."""
        self.history_manager = HistoryManager(shell=self, parent=self, enabled=False, hist_file=":memory:")
        self.configurables.append(self.history_manager)  # type: ignore[arg-type]

    def init_virtualenv(self) -> None:
        """The interpreter is the one that runs already."""

    def enable_gui(self, gui: str | None = None) -> None:
        """No window can be opened, and nothing has to wait for one."""

    def _showtraceback(self, etype: type, evalue: object, stb: list[str]) -> None:
        error = {"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.show(json_clean(error), "")
        self._last_traceback = stb


class Cells:
    """A fresh namespace in which the cells of one notebook are executed one after the other.

    ``show`` is told each output, ``change`` what takes the place of an earlier display, ``clear`` that outputs go.
    """

    def __init__(self, show: Show, change: Show, clear: Callable[[bool], None]) -> None:
        self._shell = _ready.pop() if _ready else _make()
        self._shell.show, self._shell.change, self._shell.clear = show, change, clear
        if inline := sys.modules.get("matplotlib_inline.backend_inline"):
            # It has settled the pictures of another shell already, and settles each once only.
            inline.configure_inline_support.current_backend = None
            inline.configure_inline_support(self._shell, INLINE)

    def run(self, text: str) -> tuple[int, bool]:
        """Execute a cell; its number, and whether it raised."""
        count = self._shell.execution_count
        result: ExecutionResult = self._shell.run_cell(text, store_history=True)
        return count, not result.success


#: A shell that nothing has been executed in, for processes forked from this one.
_ready: list[_QuietShell] = []


def prepare() -> None:
    """Make a shell ahead."""
    if not _ready:
        _ready.append(_make())


def _make() -> _QuietShell:
    _QuietShell.clear_instance()
    shell: _QuietShell = _QuietShell.instance()
    return shell


def metadata() -> dict[str, Any]:
    """What a kernel of this interpreter says of its language, and the state of the widgets that were made."""
    return {"language_info": language_info(), **_widgets()}


def _widgets() -> dict[str, Any]:
    module = sys.modules.get("ipywidgets")
    state = json_clean(module.Widget.get_manager_state()) if module else {}
    return {"widgets": {"application/vnd.jupyter.widget-state+json": state}} if state.get("state") else {}


def _bundle(kind: str, data: Mapping[str, Any], metadata: Mapping[str, Any] | None, **more: Any) -> dict[str, Any]:
    """An output of several representations, in values that JSON has."""
    return {
        "output_type": kind,
        "data": json_clean(encode_images(dict(data))),
        "metadata": json_clean(dict(metadata or {})),
        **more,
    }
