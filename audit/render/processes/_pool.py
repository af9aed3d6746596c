"""What a batch asks of those who do its work, wherever they are, and the line that says how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tqdm import tqdm

from audit.errors import AuditError

Job = TypeVar("Job")
Result = TypeVar("Result")
#: What became of a job: its result, or what kept it back.
Answer = tuple[Result | None, AuditError | None]
#: Times that a job is begun before its loss is told: a process may be lost to what others do to the machine.
ATTEMPTS = 2
LOST = "处理该文件的进程意外终止（可能内存不足）。请单独核查该文件。"
#: Seconds between two lines where they do not take each other's place.
_SELDOM = 10.0
_LINE = "{desc}：{n_fmt}/{total_fmt}份 {bar:20} {rate_fmt}，剩余{remaining}{postfix}"


class Pool(Protocol):
    """Processes that do the jobs of a batch: on this machine, or on several that share its folders."""

    @property
    def shared(self) -> Path | None:
        """A folder that all of them see, for what a batch lays out for them; None where any folder of this machine is one."""

    def run(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], label: str
    ) -> Iterator[tuple[Job, Result | None, AuditError | None]]:
        """Yield (job, result, None) or (job, None, what kept it back) as jobs end; each costs only itself.

        ``work`` is a function of a module. A job whose process dies is begun once more in another one.
        """


class ProgressLine:
    """One line that says how far the work is, at which rate it goes on, what time is left; it goes when the work is done."""

    def __init__(self, total: int, label: str, *, shown: bool) -> None:
        seldom = 0.1 if sys.stderr.isatty() else _SELDOM
        self._lost = 0
        self._line: tqdm[Any] = tqdm(
            total=total,
            desc=label,
            unit="份",
            disable=not shown or not total,
            leave=False,
            mininterval=seldom,
            bar_format=_LINE,
        )

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def step(self, error: AuditError | None) -> None:
        """Count one more job, which ``error`` may have kept back."""
        self._lost += error is not None
        self._line.set_postfix_str(f"失败{self._lost}" if self._lost else "", refresh=False)
        self._line.update()

    def say(self, sentence: str) -> None:
        """Print ``sentence`` above the line, if this is shown."""
        if not self._line.disable:
            self._line.write(sentence, file=sys.stderr)
