"""How much memory a command and all that it starts take while they work, by what each process is there for. Linux only."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.family import Family, descendants

#: What a process is there for: the command itself, the warm process, what is forked from it, what that forks.
ROLES = ("command", "warm", "worker", "notebook", "other")
_WARM = "nursery.serve("


@dataclass(frozen=True, slots=True)
class Size:
    """Megabytes of a process: ``rss`` counts pages that it shares with others in full, ``pss`` by its share of them."""

    rss: float
    pss: float


@dataclass(slots=True)
class Memory:
    """The sizes of the processes of each role, look after look, and of all processes together by their shares."""

    sizes: dict[str, list[Size]] = field(default_factory=lambda: {role: [] for role in ROLES})
    together: float = 0.0
    #: Whether a notebook has been executed yet, and by role how many looks came before.
    _at_work: bool = False
    _before: dict[str, int] = field(default_factory=dict)

    def look(self, family: Family) -> None:
        """Note the sizes of all that runs now."""
        found = [(role, size) for role, number in _roles(family) if (size := _size(number))]
        for role, size in found:
            self.sizes[role].append(size)
        self.together = max(self.together, sum(size.pss for _, size in found))
        self._at_work = self._at_work or any(role == "notebook" for role, _ in found)
        if not self._at_work:
            self._before = {role: len(known) for role, known in self.sizes.items()}

    def peak(self, role: str) -> Size:
        """The largest sizes of a process of the role."""
        known = self.sizes[role]
        return Size(max((one.rss for one in known), default=0.0), max((one.pss for one in known), default=0.0))

    def growth(self, role: str) -> tuple[Size, Size]:
        """The usual sizes over the first and over the last fifth of the time in which notebooks are executed."""
        known = self.sizes[role][self._before.get(role, 0) :]
        fifth = max(1, len(known) // 5)
        return _usual(known[:fifth]), _usual(known[-fifth:])


def _usual(known: list[Size]) -> Size:
    if not known:
        return Size(0.0, 0.0)
    return Size(statistics.median(one.rss for one in known), statistics.median(one.pss for one in known))


def _roles(family: Family) -> Iterator[tuple[str, int]]:
    """Every process that runs, with its role."""
    for head in family.heads():
        below_warm = False
        for number, depth in descendants(head):
            if number == family.process.pid:
                yield "command", number
                continue
            if depth <= 1:
                below_warm = _WARM in _command(number)
            yield (ROLES[depth] if below_warm and depth < 4 else "other"), number


def _command(number: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{number}/cmdline").read_text("utf-8", "replace")
    return ""


def _size(number: int) -> Size | None:
    """The sizes of a process; None where it has ended."""
    kilobytes = {}
    with suppress(OSError):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text("ascii", "replace").splitlines()[1:]:
            name, _, rest = line.partition(":")
            kilobytes[name] = float(rest.split()[0])
    if not kilobytes.get("Rss"):
        return None
    return Size(kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024)
