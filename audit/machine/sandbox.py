"""Run a reader whose library cannot be trusted in a process of its own, with bounds on time and memory.

One child serves document after document; one that overruns a bound or dies is replaced by the next. Both ends of the way
to it are this module.
"""

from __future__ import annotations

import atexit
import importlib
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

import psutil

from audit.errors import OwnError, ReadError
from audit.limits import memory as machine
from audit.limits import meter
from audit.limits.memory import PICTURE_MEMORY, TEXT_MEMORY
from audit.machine import children, frames, passwords
from audit.machine.children import Child

#: Seconds of processor time that one document may take.
SECONDS = 20.0
#: Bytes that the child may hold in memory.
RESIDENT = 500 * 1024 * 1024
_ADVICE = "请用办公软件打开后另存一份（如.docx），或确认文件来源后再核查。"
_Result = TypeVar("_Result")
#: The reader's module, what it reads, the memory that it may take, what else it is given.
_Request = tuple[str, pickle.PickleBuffer, int, tuple[object, ...]]
#: Each thread's own arena would reserve address space that nobody uses; whoever reads what strangers wrote has no password.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", passwords.PASSWORD: ""}


def run(
    module: str,
    data: bytes,
    result: type[_Result],
    *,
    memory: int = TEXT_MEMORY,
    seconds: float | None = None,
    given: tuple[object, ...] = (),
) -> _Result:
    """``module.read(data, *given)``, run apart; ReadError as the reader raises it, or where it overruns a bound or dies.

    OwnError where the reader itself is at fault.

    ``module`` is the full name of a module, ``result`` the class of what its ``read`` returns; ``memory`` bounds its
    address space in bytes, ``seconds`` its processor time (``SECONDS`` where it is None).
    """
    seconds = SECONDS if seconds is None else seconds
    reader = _readers.setdefault(os.getpid(), _Reader())
    with reader.lock:
        kind, answer = reader.ask((module, pickle.PickleBuffer(data), memory, given), seconds)
        if kind in ("memory", "fault"):
            reader.stop()
    if kind == "read" and isinstance(answer, result):
        return answer
    if kind == "refused":
        raise ReadError(str(answer))
    allowed = machine.limit()
    if kind in ("memory", "dead") and allowed is not None and allowed < memory + RESIDENT:
        reason = f"本次运行的内存上限为{allowed // 2**20}MB，不足以读取该文件，未读取。"
        raise ReadError(f"{reason}请放宽限制（ulimit -v）或在内存较大的机器上核查。")
    if kind == "time":
        raise ReadError(f"读取所用的处理器时间超过{answer:g}秒，已停止，未读取。{_ADVICE}")
    if kind == "idle":
        raise ReadError(f"读取停滞，长时间没有进展，已停止，未读取。{_ADVICE}")
    if kind == "memory":
        raise ReadError(f"读取所需内存超出上限（{memory // 1024 // 1024}MB），已停止，未读取。{_ADVICE}")
    if isinstance(answer, OwnError):
        raise answer
    raise ReadError(f"读取时程序异常退出（{answer}），可能是文件已损坏或所需内存过多，未读取。{_ADVICE}")


@dataclass(slots=True)
class _Reader:
    """The process that reads, begun when first asked and again after each that was lost."""

    child: Child | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, request: _Request, seconds: float) -> tuple[str, object]:
        """The child's answer, or the bound that it overran with the seconds granted, or ("dead", why)."""
        if self.child is None or not self.child.is_alive:
            self.stop()
            self.child = children.begin(f"{__name__}:{serve.__name__}", environment=_ENVIRONMENT)
        child, answered = self.child, False
        process = child.process
        guard = meter.Guard(meter.Meter(psutil.Process(process.pid), seconds, RESIDENT), process.kill)
        try:
            with guard:
                child.send(request)
                kind, answer = child.receive()
                while kind == "more":
                    # The reader names its bound for the next step (a scanned page), and bounds the count of steps.
                    guard.grant(float(str(answer)))
                    kind, answer = child.receive()
            answered = guard.overrun is None
            return kind, answer
        except (OSError, EOFError):
            code = process.wait()
            return (guard.overrun, guard.seconds) if guard.overrun else ("dead", f"代码{code}")
        finally:
            # An answer that was not waited for would be taken for that to the next request.
            if not answered:
                self.stop()

    def stop(self) -> None:
        """End the process."""
        child, self.child = self.child, None
        if child is not None:
            child.end()


#: By process: one that was forked must not speak through its parent's pipes.
_readers: dict[int, _Reader] = {}


def process() -> subprocess.Popen[bytes] | None:
    """This process's child, if it has one."""
    reader = _readers.get(os.getpid())
    return reader.child.process if reader and reader.child else None


@atexit.register
def stop() -> None:
    """End this process's child, if it has one."""
    reader = _readers.get(os.getpid())
    if reader is not None:
        reader.stop()


def more_memory() -> None:
    """Grant the document being read as much memory as recognising pictures takes; nothing outside a child."""
    if _answers is not None:
        _limit(PICTURE_MEMORY)


def more_time(seconds: float) -> None:
    """Called by a reader that runs apart: its next step may take ``seconds`` of processor time. Does nothing elsewhere.

    The reader must bound the number of such steps.
    """
    if _answers is not None:
        frames.send(_answers, ("more", seconds))


#: The child’s way to its parent; None in any other process.
_answers: IO[bytes] | None = None


def serve() -> None:
    """The child: answer requests, whatever libraries print, and end with its parent, whatever is being read."""
    global _answers
    requests, _answers = children.conversation()
    while True:
        _answer(_answers, *requests.get())


def _answer(answers: IO[bytes], module: str, data: bytes, memory: int, given: tuple[object, ...]) -> None:
    answer: tuple[str, object]
    try:
        reader = importlib.import_module(module)
        _limit(memory)
        frames.send(answers, ("read", reader.read(data, *given)))
    except ReadError as error:
        answer = "refused", str(error)
    except MemoryError:
        answer = "memory", ""
    except Exception as error:  # whatever it is, it must reach the parent, which says it
        answer = "fault", OwnError.of(error)
    else:
        return
    finally:
        _limit(None)
    frames.send(answers, answer)


def _limit(memory: int | None) -> None:
    """Bound the address space to ``memory`` bytes beyond what is held; None lifts the bound. Linux only."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 – not on every system

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = hard
    if memory is not None:
        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        soft = held + memory if hard == resource.RLIM_INFINITY else min(held + memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
