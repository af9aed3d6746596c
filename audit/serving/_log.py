"""What the libraries of the server say: nothing on the terminal; what failed is kept among the records of our own faults."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from audit.errors import Failure, OwnError, trace
from audit.machine import records

#: The libraries' own logs, which would else be printed in English.
_LOGS = ("tornado", "asyncio", "traitlets")


class _Faults(logging.Handler):
    """Keeps what an exception was raised for, and drops all else."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record of a fault."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            records.keep({record.name: Failure(str(OwnError.of(error)), trace(error))})


@contextmanager
def quiet() -> Iterator[logging.Logger]:
    """While the block runs, the libraries print nothing; the log for those who are given one."""
    faults = _Faults(logging.ERROR)
    logs = [logging.getLogger(name) for name in ("gkaudit.desk", *_LOGS)]
    before = [log.propagate for log in logs]
    for log in logs:
        log.addHandler(faults)
        log.propagate = False
    try:
        yield logs[0]
    finally:
        for log, propagated in zip(logs, before, strict=True):
            log.removeHandler(faults)
            log.propagate = propagated
