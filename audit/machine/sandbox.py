"""Run a reader whose library cannot be trusted in a process of its own, with bounds on time and memory.

One child serves document after document; one that overruns a bound or dies is replaced by the next. The child is
started by a command of its own rather than by multiprocessing, so that scripts without a main guard, notebooks and
test runners are not imported a second time. Both ends are this module; nothing else is ever unpickled.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

import psutil

from audit.errors import OwnError, ReadError
from audit.machine import memory as machine
from audit.machine import meter
from audit.machine.memory import PICTURE_MEMORY, TEXT_MEMORY

#: Seconds of processor time that one document may take.
SECONDS = 20.0
#: Bytes that the child may hold in memory.
RESIDENT = 500 * 1024 * 1024
_ADVICE = "请用办公软件打开后另存一份（如.docx），或确认文件来源后再核查。"
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from audit.machine import sandbox; sandbox.serve()"
_SIZE = struct.Struct("<Q")
_Result = TypeVar("_Result")
#: The reader's module, what it reads, the memory that it may take, what else it is given.
_Request = tuple[str, bytes, int, tuple[object, ...]]


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
    request = pickle.dumps((module, memory, given)), data
    child = _children.setdefault(os.getpid(), _Child())
    with child.lock:
        kind, answer = child.ask(request, seconds)
        if kind in ("memory", "fault"):
            child.stop()
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
class _Child:
    """The process that reads, started when first asked and again after each that was lost."""

    process: subprocess.Popen[bytes] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, request: tuple[bytes, bytes], seconds: float) -> tuple[str, object]:
        """The child's answer, or the bound that it overran with the seconds granted, or ("dead", why)."""
        if self.process is None or self.process.poll() is not None:
            self.stop()
            self.process = _start()
        process, answered = self.process, False
        guard = meter.Guard(meter.Meter(psutil.Process(process.pid), seconds, RESIDENT), process.kill)
        try:
            with guard:
                kind, answer = _exchange(process, request)
                while kind == "more":
                    # The reader names its bound for the next step (a scanned page), and bounds the count of steps.
                    guard.grant(float(str(answer)))
                    kind, answer = _answered(process)
            answered = guard.overrun is None
            return kind, answer
        except (OSError, EOFError, struct.error):
            code = process.wait()
            return (guard.overrun, guard.seconds) if guard.overrun else ("dead", f"代码{code}")
        finally:
            # An answer that was not waited for would be taken for that to the next request.
            if not answered:
                self.stop()

    def stop(self) -> None:
        """End the process and close its pipes."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                # A request that the child no longer took is lost with it.
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


#: By process: one that was forked must not speak through its parent's pipes.
_children: dict[int, _Child] = {}


def process() -> subprocess.Popen[bytes] | None:
    """This process's child, if it has one."""
    child = _children.get(os.getpid())
    return child.process if child else None


@atexit.register
def stop() -> None:
    """End this process's child, if it has one."""
    child = _children.get(os.getpid())
    if child is not None:
        child.stop()


def more_memory() -> None:
    """Grant the document being read as much memory as recognising pictures takes; nothing outside a child."""
    if _answers is not None:
        _limit(PICTURE_MEMORY)


def more_time(seconds: float) -> None:
    """Called by a reader that runs apart: its next step may take ``seconds`` of processor time. Does nothing elsewhere.

    The reader must bound the number of such steps.
    """
    if _answers is not None:
        _put(_answers, pickle.dumps(("more", seconds)))
        _answers.flush()


#: The child’s way to its parent; None in any other process.
_answers: IO[bytes] | None = None


def serve() -> None:
    """The child: answer requests from standard input, and end with it, whatever is being read. What libraries print goes nowhere."""
    global _answers  # noqa: PLW0603 – set once, in a process of its own
    requests: queue.SimpleQueue[_Request] = queue.SimpleQueue()
    answers = _answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        _put(answers, _answer(*requests.get()))
        answers.flush()


def _listen(stream: IO[bytes], requests: queue.SimpleQueue[_Request]) -> None:
    """Pass on what is asked for, and end the child at once when nobody is there any more to ask."""
    try:
        while head := stream.read(_SIZE.size):
            module, memory, given = pickle.loads(_take(stream, head))  # noqa: S301 – from our own parent
            requests.put((module, _take(stream), memory, given))
    finally:
        os._exit(0)


def _answer(module: str, data: bytes, memory: int, given: tuple[object, ...]) -> bytes:
    try:
        reader = importlib.import_module(module)
        _limit(memory)
        return pickle.dumps(("read", reader.read(data, *given)))
    except ReadError as error:
        return pickle.dumps(("refused", str(error)))
    except MemoryError:
        return pickle.dumps(("memory", ""))
    except Exception as error:  # whatever it is, it must reach the parent, which says it
        _limit(None)
        return pickle.dumps(("fault", OwnError.of(error)))
    finally:
        _limit(None)


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


def _start() -> subprocess.Popen[bytes]:
    # -P: a folder full of reports must not offer modules to import.
    command = [sys.executable, "-P", "-c", _START, json.dumps([str(path) for path in sys.path])]
    # Each thread's own arena would reserve address space that nobody uses.
    environment = os.environ | {"MALLOC_ARENA_MAX": "2"}
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(  # noqa: S603 – this interpreter with our own arguments
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
    )


def _exchange(process: subprocess.Popen[bytes], request: tuple[bytes, bytes]) -> tuple[str, object]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    for part in request:
        _put(process.stdin, part)
    process.stdin.flush()
    return _answered(process)


def _answered(process: subprocess.Popen[bytes]) -> tuple[str, object]:
    if process.stdout is None:
        raise EOFError
    kind, answer = pickle.loads(_take(process.stdout))  # noqa: S301 – from our own child
    return kind, answer


def _put(stream: IO[bytes], data: bytes) -> None:
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)


def _take(stream: IO[bytes], head: bytes | None = None) -> bytes:
    (size,) = _SIZE.unpack(stream.read(_SIZE.size) if head is None else head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
