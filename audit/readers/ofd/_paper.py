"""Text of an OFD page that nobody sees: too small to be read, or white with nothing coloured behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from audit.patterns import regex
from audit.readers.flow import POLICY, TINY_POINTS, Print, is_white
from audit.readers.page import Run

Area = tuple[float, float, float, float]
#: Coloured areas that are looked at; beyond them white text counts as seen.
_MAX_GROUNDS = 2_000
_DIGITS = regex(r"\d+")


@dataclass(slots=True)
class OfdPaper:
    """What is printed behind the text of one page, the places of white runs among its runs, and how many are not seen."""

    grounds: list[Area] = field(default_factory=list)
    white: list[int] = field(default_factory=list)
    unseen: int = 0

    def is_tiny(self, size: float) -> bool:
        """Whether text of this size, in points, is too small to be read; it is counted."""
        tiny = size <= TINY_POINTS
        self.unseen += tiny
        return tiny

    def ground(self, area: Area) -> None:
        """Take in an area that is printed in colour, or a picture."""
        if len(self.grounds) < _MAX_GROUNDS:
            self.grounds.append(area)

    def mark_white(self, runs: list[Run]) -> None:
        """Put words for the digits of white runs that stand on nothing coloured."""
        for place in self.white if len(self.grounds) < _MAX_GROUNDS else ():
            run = runs[place]
            if _DIGITS.search(run.text) and not any(_is_on(run, ground) for ground in self.grounds):
                runs[place] = run._replace(text=_DIGITS.sub(POLICY[Print.WHITE].mark, run.text))
                self.unseen += 1


def fills_white(item: etree._Element) -> bool:
    """Whether an object states that it is filled with white, of three channels or of one."""
    colour = next(item.iterchildren("{*}FillColor"), None)
    channels = re.findall(r"\d{1,3}", str(colour.get("Value", ""))) if colour is not None and not len(colour) else []
    return len(channels) in (1, 3) and is_white(map(int, channels))


def _is_on(run: Run, ground: Area) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]
