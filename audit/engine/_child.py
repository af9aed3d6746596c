"""The process that executes notebooks: forked for one alone, or started by a command and kept for the next."""

from __future__ import annotations

import os
import random
import sys
import threading
import warnings
from collections.abc import Collection
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from audit.engine import _handed
from audit.engine._events import Event, Request
from audit.engine._shell import INLINE, Cells, metadata
from audit.engine._streams import Streams
from audit.machine import resources
from audit.machine.frames import listen, send

#: What lies here is no notebook's own, wherever the notebook runs: the libraries and this toolkit.
_STAY = (sys.prefix + os.sep, str(resources.PACKAGE) + os.sep)


def prepare() -> None:
    """Load what settling in takes, as far as this process has the libraries, for the processes that are forked from it."""
    if numpy := sys.modules.get("numpy"):
        _ = numpy.random
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcsetup.validate_backend(INLINE)  # reads what every installed package offers


def execute(request: Request, answers: IO[bytes]) -> None:
    """Execute the cells of ``request`` in a fresh namespace, and write to ``answers`` what happens.

    The last event says whether the notebook left threads behind, which the next one must not meet.
    """
    threads = threading.active_count()
    #: The cell that is executed; what is printed before the first and after the last is no output of the notebook.
    index: int | None = None

    # Threads of a notebook may print at the same time.
    turn = threading.RLock()

    def post(event: Event) -> None:
        with turn:
            send(answers, event)

    def tell(kind: Any, data: Any = None, name: str = "") -> None:
        with turn:
            if index is not None:
                post(Event(kind, index, data, name))

    def show(output: dict[str, Any], name: str) -> None:
        if output["output_type"] != "stream":
            streams.flush()
        tell("output", output, name)

    def change(output: dict[str, Any], name: str) -> None:
        streams.flush()
        tell("update", output, name)

    def clear(wait: bool) -> None:
        streams.flush()
        tell("clear", wait)

    streams = Streams(show)
    _settle_in(request)
    shell = Cells(show, change, clear)
    streams.end_cell()
    for cell in request.cells:
        with turn:
            index = cell.index
            tell("start")
        count, failed = shell.run(cell.text)
        streams.end_cell()
        post(Event("end", index, count=count, failed=failed))
        if failed and not cell.may_fail:
            break
    about, alone = metadata(), threading.active_count() == threads
    with turn:
        index = None
        post(Event("done", data=about, last=not alone))


def _settle_in(request: Request) -> None:
    """Make this process look to the notebook like a kernel of its own."""
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 – it lasts as long as the process
    os.dup2(sys.stdin.fileno(), 0)
    _handed.replace(request.handed)
    os.chdir(request.folder)
    if request.imports_here and "" not in sys.path:
        sys.path.insert(0, "")
    _warn_as_python_does()
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # forked processes share the state of their parent's
    if "MPLBACKEND" not in os.environ:
        os.environ["MPLBACKEND"] = INLINE
        if matplotlib := sys.modules.get("matplotlib"):
            matplotlib.use(INLINE)


def _warn_as_python_does() -> None:
    """Warn of what an interpreter warns of that has just been started, whatever this one was told."""
    warnings.resetwarnings()
    for quiet in (ResourceWarning, ImportWarning, PendingDeprecationWarning, DeprecationWarning):
        warnings.simplefilter("ignore", quiet)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def serve() -> None:
    """Answer requests from standard input one after the other, and end with it, whatever is being executed."""
    requests: SimpleQueue[Request] = SimpleQueue()
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    threading.Thread(target=listen, args=(asked, requests), daemon=True).start()
    home, environment, path = Path.cwd(), dict(os.environ), list(sys.path)
    while True:
        request, before = requests.get(), set(sys.modules)
        execute(request, answers)
        _forget_modules(request.folder, before)
        os.chdir(home)
        os.environ.clear()
        os.environ |= environment
        sys.path[:] = path


def _forget_modules(folder: str, before: Collection[str]) -> None:
    """Let go of modules of ``folder`` that were not there ``before``: the next notebook may not take any, or has others."""
    for name in sys.modules.keys() - before:
        file = getattr(sys.modules[name], "__file__", None) or ""
        if file.startswith(folder + os.sep) and not file.startswith(_STAY):
            del sys.modules[name]
