"""A list that is too long for one file, cut into files by region, else by kind, else by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from audit.present.overview.listing._agencies import NO_KIND, NO_REGION, AgencyLine

#: Lines of one file: more are slow to open and to filter.
MOST_LINES = 2000
#: Files into which one property cuts the list; one with more values tells too little of each.
_MOST_FILES = 200
_KEYS: tuple[Callable[[AgencyLine], str], ...] = (
    lambda line: line.region or NO_REGION,
    lambda line: line.kind or NO_KIND,
)


@dataclass(frozen=True, slots=True)
class LinePart:
    """The lines of one file: what they have in common (Chinese), the file's name, the lines in their order."""

    name: str
    file: str
    lines: tuple[AgencyLine, ...]


def parts(lines: Sequence[AgencyLine], most: int) -> list[LinePart]:
    """The files of a list that is longer than ``most``, in the roster's order; none for a shorter one."""
    if len(lines) <= most:
        return []
    cut = _cut("", lines, most, _KEYS)
    return [LinePart(name, f"index-{number}.html", tuple(own)) for number, (name, own) in enumerate(cut, 1)]


def _cut(
    name: str, lines: Sequence[AgencyLine], most: int, keys: Sequence[Callable[[AgencyLine], str]]
) -> Iterable[tuple[str, Sequence[AgencyLine]]]:
    if not keys:
        for number, start in enumerate(range(0, len(lines), most), 1):
            yield f"{name or '全部'}（之{number}）", lines[start : start + most]
        return
    groups: dict[str, list[AgencyLine]] = {}
    for line in lines:
        groups.setdefault(keys[0](line), []).append(line)
    if len(groups) == 1 or len(groups) > _MOST_FILES:
        yield from _cut(name, lines, most, keys[1:])
        return
    for value, own in sorted(groups.items(), key=lambda group: (min(line.place for line in group[1]), group[0])):
        called = f"{name}　{value}" if name else value
        if len(own) <= most:
            yield called, own
        else:
            yield from _cut(called, own, most, keys[1:])
