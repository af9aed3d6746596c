"""Whose figures and of which time: what the words before a number say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.match._clauses import Clause
from audit.match._quantities import width_folded
from audit.match._vocabulary import Vocabulary
from audit.words import CHINESE_YEAR, DAY_OF_YEAR, OWN, TOWN, YEAR, ending, endings, year_of

_YEAR = re.compile(rf"(?<!\d)({YEAR}|{CHINESE_YEAR})(?=年)")
_YEAR_COMPARED = re.compile(r"(?:[较比同与由从是]|相较)\s?$")
_YEAR_CARRIED = re.compile(r"年度?(?:末)?(?:尚?未办结)?(?:结转|转结|遗留|转入)")
_CARRIED_BEFORE = re.compile(r"(?:结转|转结|转入|延续)(?:至|到|为|入)?\s?$")
_DATE = re.compile(rf"(?:{YEAR}年)?{DAY_OF_YEAR}")
#: Days that bound a part of the year: “截至11月30日”, “11月1日至12月31日”.
_UNTIL = re.compile(
    rf"""
      截[至止]到? (?:{YEAR}年)? (?:[1-9]|1[01]) 月
    | (?<!\d) (?:[2-9]|1[0-2]) 月 \d{{1,2}} 日 [至到~—-]
    | (?<!\d) 1月1日 [至到~—-] (?! (?:{YEAR}年)? 12月31日 ) (?=.{{0,5}}\d)
    """,
    re.VERBOSE,
)
_OWN = re.compile(OWN)
#: Shortest end of an organ's name that still names it.
_SHORTEST_NAME = 3
#: Longest abbreviation of a name looked for.
_LONGEST_SHORT = 10
_GOVERNMENT = re.compile(rf"{ending('seat_or_street')}")


def abbreviates(short: str, name: str) -> bool:
    """Whether ``short`` is an everyday form of ``name``: its characters in the same order, the same last one (“县卫健局”)."""
    rest = iter(name)
    return len(short) > 1 and short[-1:] == name[-1:] and all(char in rest for char in short)


@dataclass(slots=True)
class Focus:
    """What a paragraph has said so far of the time and the body it speaks of; "" means this year, this organ.

    ``earlier`` says that the era was set in a sentence before: “全年” may then be of this year again.
    """

    era: str = ""
    body: str = ""
    earlier: bool = False

    def next_sentence(self) -> None:
        """A sentence about another body leaves in doubt of whom the next one speaks; a past year goes on."""
        self.earlier = True
        if self.body:
            self.body = "unclear"
        if self.era == "part_year":
            self.era = ""


class Reader:
    """Reads scope words with one report's year and agency in mind."""

    def __init__(self, words: Vocabulary, year: int | None, agency: str | None) -> None:
        self.words = words
        self.year = year
        self.agency = width_folded(agency) if agency else ""
        self.names = [self.agency[start:] for start in range(max(1, len(self.agency) - _SHORTEST_NAME + 1))]
        self.names += [short for short in (*endings("street_office"), "街道") if short in self.agency]
        self.year_words = re.compile(rf"{year}年?度?" if year else "(?!)")

    def look(self, text: str, clause: Clause, focus: Focus, end: int | None = None) -> None:
        """Let ``focus`` take in what ``clause`` (up to ``end``) says of time and body."""
        piece = text[clause.start : clause.end if end is None else end]
        if text[clause.start - 1 : clause.start] in ("；", ";") and focus.era == "part_year":
            focus.era = ""
        era = self._era(piece, focus.era)
        if era == focus.era == "other_year" and focus.earlier and self.words.scope["whole_year"].search(piece):
            era = "unclear"
        focus.earlier = focus.earlier and era == focus.era
        focus.era = era
        focus.body = self._body(piece, focus.body)

    def _era(self, piece: str, before: str) -> str:
        scope = self.words.scope
        if scope["part"].search(_DATE.sub("", piece)) or _UNTIL.search(piece):
            return "part_year"
        years = [year_of(match[1]) for match in _YEAR.finditer(piece) if not self._aside(piece, match)]
        other = [year for year in years if year != self.year]
        if scope["past"].search(piece) or (other and self.year is not None):
            return "other_year"
        if other:
            return "unclear"
        if before == "part_year":
            return "" if scope["whole_year"].search(piece) else before
        if years or scope["this_year"].search(piece):
            return ""
        return before

    @staticmethod
    def _aside(piece: str, match: re.Match[str]) -> bool:
        start = max(0, match.start() - 4)
        return bool(
            _YEAR_COMPARED.search(piece, start, match.start())
            or _CARRIED_BEFORE.search(piece, start, match.start())
            or _YEAR_CARRIED.match(piece, match.end())
        )

    def _body(self, piece: str, before: str) -> str:
        scope = self.words.scope
        if scope["whole_body"].search(piece) and _GOVERNMENT.search(self.agency):
            return ""
        if scope["sub_unit"].search(piece):
            return "sub_unit"
        region = scope["region"].search(piece)
        if region and not self.is_own_region(region[0][1:]):
            return "sub_unit" if scope["system"].search(piece) else "unclear"
        if scope["own_level"].search(piece) and _GOVERNMENT.search(self.agency):
            return "unclear"
        if match := scope["body"].search(piece):
            return "" if self._is_own(match["name"]) else "sub_unit" if self.agency else "unclear"
        if _OWN.search(piece) or (self.agency and self.agency in piece):
            return ""
        return before

    def own_name(self, text: str) -> str:
        """The organ's name as ``text`` prints it, in full or without the places in front (“县水务局”); "" if it does not."""
        full = next((name for name in self.names if name and name in text), "")
        ends = [match.end() for match in re.finditer(re.escape(self.agency[-1:]), text)] if self.agency else []
        short = (
            text[max(0, end - size) : end] for end in ends for size in range(_LONGEST_SHORT, _SHORTEST_NAME - 1, -1)
        )
        return max(full, next((name for name in short if abbreviates(name, self.agency)), ""), key=len)

    def is_own_region(self, level: str) -> bool:
        return level in self.agency and bool(_GOVERNMENT.search(self.agency) or self.agency.endswith(tuple(TOWN)))

    def _is_own(self, name: str) -> bool:
        bare = self.words.known.sub("", _YEAR.sub("", name)).replace("年", "")
        if len(bare) < 2 or _OWN.search(name):
            return True
        return bool(self.agency) and (self.agency in name or abbreviates(bare, self.agency))
