"""How fast this machine is here and now, so that a bound on processor time gives up no report because of the machine.

A slow processor takes twice the seconds for the same work, and so does one that shares its caches and units with others.
Bounds are therefore seconds of the machine that they were chosen on. Where one seems to be overrun, a fixed piece of work
is timed, and what the machine takes longer for that is granted to the document as well. It is timed then, and neither once
nor beforehand: a machine slows down while it works, and nothing is spent where no bound is met.
"""

from __future__ import annotations

import re
import time

#: Seconds that ``_work`` takes on the machine that bounds were chosen on.
_USUAL = 0.004
#: What is slower than this is stuck, and a hostile document has to end.
_SLOWEST = 8.0
_COUNTED = r"(?:[本全]年|其中)?(?:共?收到|受理|办结)(?:申请)?(\d{1,4})(?:件|份)"
_TEXT = "".join(
    f"全年共收到申请{number}件，其中受理{7 * number}件、办结{3 * number}份，较上年增长{number}%。"
    for number in range(60)
)


def slowness() -> float:
    """How many times as long work takes here as on the machine that bounds were chosen on: 1 or more, 8 at most."""
    re.compile(_COUNTED)  # what is done once only is no measure
    started = time.thread_time()
    _work()
    return min(_SLOWEST, max(1.0, (time.thread_time() - started) / _USUAL))


def _work() -> None:
    """What reading and checking are made of: patterns, pieces of text, dictionaries."""
    for _ in range(20):
        counted: dict[str, int] = {}
        for match in re.finditer(_COUNTED, _TEXT):
            piece = _TEXT[match.start() : match.end()].replace("件", "份")
            counted[match[1]] = counted.get(match[1], 0) + len(piece)
        sorted(counted.values())
