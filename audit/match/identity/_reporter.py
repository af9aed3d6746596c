"""How a report speaks of who makes it: “我局”, “我县”, its government's site; what follows for a name that leaves out its place.

None of it names an organ by itself; together it says which government reports, or where “区住房城乡建设局” is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.match.identity._agencyframes import flat
from audit.model import Passage
from audit.patterns import regex
from audit.words import (
    CITY,
    COUNTY,
    OWN_ORGAN,
    PROVINCE,
    REGION,
    TOWNS,
    ending,
    in_front,
    is_named,
    is_phrase,
    is_zone,
    relation,
)

#: Words by which an organ speaks of itself.
_SELF = regex(
    rf"""
      [我本] (?P<kind> 自治[{COUNTY}州] | {OWN_ORGAN} )                               # 我局, 本县
    | (?P<inner> 局 | {TOWNS} ) (?: {ending("party")} | 机关 | 属 | 领导班子 )        # 局党组, 镇机关
    """,
    re.VERBOSE,
)
#: The work of a whole region in figures: only its government counts that.
_WHOLE = regex(
    rf"""
    全 (?P<level>[{REGION}]) (?: 各级行政机关 | 行政机关 )?
    (?:全年)? (?: 共 | 累计 )?
    (?: 受理 | 收到 | 新收 | 接收 | 办理 | 主动公开 | 制发 )
    """,
    re.VERBOSE,
)
#: Whose committee a report speaks of: “区委十一届九次全会”. The organ's own is that of the lowest level.
_OVER = regex(rf"(?P<level>[{REGION}])委(?![员托派会])")
_RANKS = (PROVINCE, CITY, COUNTY)
#: What names the government of a place: its site, its office as the one to ask or that gave the order.
_GOVERNMENT = regex(
    r"""
    (?P<place> [\u4e00-\u9fff]{2,16}? ) (?:人民)? 政府
    (?= [\u4e00-\u9fff]{0,8}? (?: 网 | 中心 | 办公 ) )    # its site, its centre, its office
    """,
    re.VERBOSE,
)
#: Characters in front of a place that belong to no name, and those that do in a few (从江县, 和县).
_NEVER, _SELDOM = "在由与请过录见可网及按据对经", "从和于向到"
_SOME = "某局"
#: Characters from which a region behind 从 or 和 is a whole name.
_SHORTEST_WHOLE_REGION = 3


@dataclass(frozen=True, slots=True)
class Reporter:
    """What the text says of who reports.

    ``kinds`` are the words behind 我 and 本, and those of an organ's own insides; ``whole`` and ``over`` are the levels of the region whose
    whole work is told or whose committee leads; ``seats`` the places with a government that the text goes by, as printed.
    """

    kinds: frozenset[str]
    whole: frozenset[str]
    over: frozenset[str]
    seats: tuple[str, ...]

    def is_regions(self) -> bool:
        """Whether the text speaks of a whole region, as a government's does: “我县”, never “我局”."""
        return bool(self.whole) or (bool(self.kinds) and self.kinds <= set(REGION))

    def government(self) -> str | None:
        """The government that reports: the text speaks of its region as “我县” and of no organ, and names one such place."""
        levels = {kind for kind in self.kinds if kind in REGION} | self.whole
        if self.kinds - levels or len(levels) != 1:
            return None
        place = self._seat(levels.pop())
        return f"{place}人民政府" if place and not is_zone(place) else None

    def region(self, name: str) -> bool:
        """Whether ``name``, a region that acts in the text, is the one whose government reports."""
        level = name[-1:]
        return not self.kinds - {level} and self._seat(level).endswith(name) and not is_zone(name)

    def placed(self, name: str) -> str:
        """``name`` with the place that it leaves out, where the text names one place of its level; else as it is."""
        regions, rest = in_front(name)
        levels = {regions[0]} if regions else set(self.over)
        place = self._seat(levels.pop()) if len(levels) == 1 and not any(map(is_named, regions)) else ""
        return place + rest if place else name

    def _seat(self, level: str) -> str:
        """The one place of ``level`` that the text names, in its longest form; "" for none or several."""
        found = sorted({seat for seat in self.seats if seat.endswith(level)}, key=lambda seat: (-len(seat), seat))
        one = found and all(relation(f"{seat}人民政府", f"{found[0]}人民政府") == "same" for seat in found)
        return found[0] if one else ""


def reporter(passages: Sequence[Passage]) -> Reporter:
    """How the running text speaks of who reports."""
    texts = [flat(p.text) for p in passages if not p.heading and not p.in_table]
    selves = [match["kind"] or match["inner"] for text in texts for match in _SELF.finditer(text)]
    over = {match["level"] for text in texts for match in _OVER.finditer(text)}
    lowest = next((over & set(rank) for rank in reversed(_RANKS) if over & set(rank)), over)
    whole = [match["level"] for text in texts for match in _WHOLE.finditer(text)]
    seats = dict.fromkeys(seat for text in texts for match in _GOVERNMENT.finditer(text) for seat in _places(match))
    return Reporter(
        frozenset(kind[-1] if kind.startswith("自治") else kind for kind in selves),
        frozenset(whole),
        frozenset(lowest),
        tuple(seats),
    )


def _places(match: re.Match[str]) -> Iterable[str]:
    """The place in front of 政府, cut off from the words before it; nothing where that is no place's name."""
    words = re.split(f"[{_NEVER}]", match["place"])[-1]
    if words == match["place"] and re.match("[\u4e00-\u9fff]", match.string[max(0, match.start() - 1) : match.start()]):
        return
    shorter = re.split(f"[{_SELDOM}]", words)[-1]
    for place in dict.fromkeys((shorter, words)):
        regions, rest = in_front(f"{place}{_SOME}")
        whole = rest == _SOME and regions and is_named(regions[-1]) and not is_phrase(place, town=True)
        # What is left behind 从 or 和 may be the rest of a name: 从江县.
        cut = place != words and any(len(region) < _SHORTEST_WHOLE_REGION for region in regions)
        if whole and not cut and not re.search(f"[{_SELDOM}]", place[1:]):
            yield place
            return
