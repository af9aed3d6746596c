"""Run an installed program on a hostile document: without a window's input, under a keeper, in bounds, and ended with all it starts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from audit.limits import meter
from audit.machine import passwords
from audit.machine.programs import _keeper


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """What a run may take: seconds of processor time, bytes held; and in Chinese the ``task`` and the program's ``name``."""

    seconds: float
    resident: int
    task: str
    name: str


def run(
    command: Sequence[str],
    folder: Path,
    bounds: ProgramRun,
    environment: Mapping[str, str],
    finished: Callable[[], int] = lambda: 0,
) -> str:
    """Run ``command`` in ``folder``, with ``environment`` added to ours, no proxy and no secret: "", or in Chinese why it was stopped or failed.

    ``finished`` counts what is done; the seconds are granted anew with each thing more.
    """
    ours = {key: value for key, value in passwords.environment().items() if not key.lower().endswith("_proxy")}
    with subprocess.Popen(  # noqa: S603 – the installed program with our own arguments
        [sys.executable, "-I", "-S", _keeper.__file__, *command],
        cwd=folder,
        env={**ours, "TMPDIR": str(folder), **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return _watched(process, bounds, finished)
        finally:
            # Its keeper ends all that it started when nobody holds its input any more.
            if process.poll() is None and process.stdin is not None:
                process.stdin.close()
                process.wait()


def _watched(process: subprocess.Popen[bytes], bounds: ProgramRun, finished: Callable[[], int]) -> str:
    done, meters = 0, meter.Meter(psutil.Process(process.pid), bounds.seconds, bounds.resident)
    while True:
        try:
            code = process.wait(meter.LOOK)
        except subprocess.TimeoutExpired:
            if (now := finished()) > done:
                done = now
                meters.grant(bounds.seconds)
            elif overrun := meters.look():
                return _stopped(overrun, bounds)
        else:
            return "" if code == 0 else f"{bounds.name}异常退出（代码{code}）"


def _stopped(overrun: meter.Overrun, bounds: ProgramRun) -> str:
    if overrun == "time":
        return f"{bounds.task}所用的处理器时间超过{bounds.seconds:g}秒，已停止"
    if overrun == "memory":
        return f"{bounds.task}所需内存超出上限（{bounds.resident // 1024**2}MB），已停止"
    return f"{bounds.task}停滞，长时间没有进展，已停止"
