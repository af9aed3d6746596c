"""The process that executes one notebook: forked for it, or begun by a command ahead of it."""

from __future__ import annotations

import os
import random
import sys
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import IO, Any

from audit.engine import _provided
from audit.engine._events import Event, Request
from audit.engine._shell import INLINE, Cells, metadata
from audit.engine._shell import prepare as prepare_shell
from audit.engine._streams import Streams
from audit.errors import OwnError
from audit.machine import children
from audit.machine.frames import send

#: Seconds after which a process ends that was begun ahead and that no notebook has come to.
_IDLE = 300.0


def prepare() -> None:
    """Load what settling in takes, as far as this process has the libraries, for the processes that are forked from it."""
    if numpy := sys.modules.get("numpy"):
        _ = numpy.random
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcsetup.validate_backend(INLINE)  # reads what every installed package offers


def execute(request: Request, answers: IO[bytes]) -> None:
    """Execute the cells of ``request``, write to ``answers`` what happens, and wait to be ended if it may leave a trace.

    Whoever asked ends this process together with all that the notebook started: while it is there, that is known.
    """
    children.keep_from_children(answers)
    children.adopt_orphans()
    threads = threading.active_count()
    try:
        _execute(request, answers)
    except MemoryError:  # the machine's lack, which the loss of this process tells
        os._exit(1)
    except Exception as error:  # whatever it is, it is ours, and must not be taken for the notebook's or the machine's
        with suppress(OSError):
            send(answers, Event("fault", data=OwnError.of(error)))
    if not request.leaves_no_trace:
        threading.Event().wait()
    if threading.active_count() > threads:  # it did, and the next notebook must not meet that
        os._exit(0)


def _execute(request: Request, answers: IO[bytes]) -> None:
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
    about = metadata()
    with turn:
        index = None
        post(Event("done", data=about))


def _settle_in(request: Request) -> None:
    """Make this process look to the notebook like a kernel of its own."""
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 – it lasts as long as the process
    os.dup2(sys.stdin.fileno(), 0)
    _provided.provide(request.provided)
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
    """A process begun by a command: execute the notebook that comes, and further ones as long as these leave no trace.

    Nothing else has been executed here; the environment, the folder and where modules are found are those of whoever began it.
    """
    requests, answers = children.conversation()
    prepare_shell()
    with suppress(Empty):
        while True:
            execute(requests.get(timeout=_IDLE), answers)
