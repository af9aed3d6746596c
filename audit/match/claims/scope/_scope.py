"""Of when and of whom a report's text speaks: scopes that words open, and that end by the rules below.

Scopes of time and of bodies are two stacks; the scope opened last is in force, “this year” and “this organ” where none is.

Opened    by the words of ``scopes.toml``, from the clause on that holds them. A body that something is done to or with in a
          clause without a figure (“组织各镇街开展培训，”) opens none.
Reach     “clause”: what is said beside (“（去年为69件）”). “item”: part of a year, to the semicolon. “sentence”: any other.
          “paragraph”: an announcement (“以下为2023年情况。”, “现将上半年情况通报如下。”), and in its paragraph, another
          year's sentence that states a figure of the form. “section”: an announcement that ends its paragraph, and a
          sub-heading, to the next one of its kind. What a bracket opens or closes ends with the bracket.
Closed    before that, where the words name this year (of time) or this organ (of bodies). Within its sentence, part of a
          year is closed only by words for the whole year: “截至11月30日，本年共收到5件”.
Doubted   behind a sentence of another body that states a figure of the form, and behind one without any figure that begins
          with another year or body by name: what follows in the paragraph may be of either.
"""

from __future__ import annotations

import re
from dataclasses import replace

from audit.match.claims.lexicon import ClauseSpan, Vocabulary
from audit.match.claims.numbers import width_folded
from audit.match.claims.scope._leftover import LEFT_OF_YEAR, LEFT_OVER
from audit.match.claims.scope._opened import Opened, Scopes, lasting, opened
from audit.match.claims.scope._partyear import part_of_year
from audit.model import Bound, Scope
from audit.words import CHINESE_YEAR, OWN, TOWN, YEAR, ending, endings, year_of

_YEAR = re.compile(rf"(?<!\d)({YEAR}|{CHINESE_YEAR})(?=年)")
_YEAR_COMPARED = re.compile(r"(?:[较比同与由从是]|相较)\s?$")
_CARRIED_BEFORE = re.compile(r"(?:结转|转结|转入|延续)(?:至|到|为|入)?\s?$")
_OWN = re.compile(OWN)
#: What adds up the figures of several bodies.
_SUMMED = re.compile("(?:[^，。；]者|以上|全[^，。；])?(?:合计|共计|总计|共)")
#: Shortest end of an organ's name that still names it.
_SHORTEST_NAME = 3
#: Longest abbreviation of a name looked for.
_LONGEST_SHORT = 10
_GOVERNMENT = re.compile(rf"{ending('seat_or_street')}")


def abbreviates(short: str, name: str) -> bool:
    """Whether ``short`` is an everyday form of ``name``: its characters in the same order, the same last one (“县卫健局”)."""
    rest = iter(name)
    return len(short) > 1 and short[-1:] == name[-1:] and all(char in rest for char in short)


class ScopeReader:
    """Reads scope words with one report's year and agency in mind."""

    def __init__(self, words: Vocabulary, year: int | None, agency: str | None) -> None:
        self.words = words
        self.year = year
        self.agency = width_folded(agency) if agency else ""
        called = dict.fromkeys((self.agency, re.sub("(?:人民)?政府$", "", self.agency)))  # “枫桥镇收到申请7件”
        self.names = [name[at:] for name in called for at in range(max(1, len(name) - _SHORTEST_NAME + 1))]
        self.names += [short for short in (*endings("street_office"), "街道") if short in self.agency]
        self.ends = {name[-1] for name in self.names if name}
        self.is_government = _GOVERNMENT.search(self.agency) is not None
        self.year_words = re.compile(rf"{year}年?度?" if year else "(?!)")

    def scopes_after(
        self, text: str, clause: ClauseSpan, scopes: Scopes, sentence: tuple[int, int], *, counts: bool, may_open: bool
    ) -> Scopes:
        """The scopes behind the words of ``clause``, before those of its sentence's end are closed.

        ``sentence`` bounds its sentence in ``text``; ``counts`` says whether the clause holds a figure, ``may_open`` whether
        it may hold words of scopes (``Vocabulary.scopes_in_text``).
        """
        piece = text[clause.start : clause.end]
        if scopes.now and text[clause.start - 1 : clause.start] in ("；", ";"):
            scopes = scopes.without("item")
        time = self._time(piece, clause.start, scopes.time, sentence[0]) if may_open else scopes.time
        body = scopes.body
        beside = f"{text[sentence[0] : clause.start]}，{text[clause.end : sentence[1]]}" if counts else ""
        if body and counts and _SUMMED.match(piece) and self.words.scope["own_office"].search(beside):
            body = ()  # “局机关收到60件，局属单位收到6件，共计66件”
        if self._names_body(piece, may_open=may_open):
            body = self._body(piece, clause.start, body, counts=counts, beside=beside)
        if time is not scopes.time or body is not scopes.body:
            scopes = Scopes(time, body)
        if may_open and not counts and self._announces(text, clause):
            ends = not text[clause.end : sentence[1]].strip("。:;；,， ") and not text[sentence[1] :].strip()
            opening = self.words.scope["opening"].search(piece) is not None
            scopes = scopes.announced("section" if ends and not opening else "paragraph")
        return scopes

    def _announces(self, text: str, clause: ClauseSpan) -> bool:
        colon = text[clause.end : clause.end + 1] == ":"
        words = text[clause.start : clause.end + colon]
        return self.words.scope["announcing"].search(words) is not None

    def announces(self, text: str) -> bool:
        """Whether a paragraph holds words that announce what follows them."""
        return self.words.scope["announcing"].search(text) is not None

    def _time(self, piece: str, start: int, open_: tuple[Opened, ...], first: int) -> tuple[Opened, ...]:
        scope = self.words.scope
        last = open_[-1] if open_ else None
        years = _YEAR.finditer(piece) if "年" in piece else ()
        named = [match for match in years if not self._aside(piece, match)]
        others = [match for match in named if year_of(match[1]) != self.year]
        part = part_of_year(piece, scope["part"])
        if part and not any(other.end() + 1 == part.start() for other in others):  # “2025年1月底” is of that year
            return opened(open_, Opened("part_year", Bound("time", part[0], "item"), start + part.start()))
        for rule in ("cumulative", "past"):
            found = scope[rule].finditer(piece)
            if match := next((one for one in found if not LEFT_OVER.match(piece, one.end())), None):
                bound = Bound("cumulative" if rule == "cumulative" else "time", match[0], "sentence")
                return opened(open_, Opened("other_year", bound, start + match.start(), named=rule == "past"))
        if others:
            match = others[0]
            kind: Scope = "other_year" if self.year is not None else "unclear"
            return opened(
                open_, Opened(kind, Bound("time", f"{match[0]}年", "sentence"), start + match.start(), named=True)
            )
        if last is None:
            return open_
        this_year = bool(named) or scope["this_year"].search(piece) is not None
        whole = scope["whole_year"].search(piece) is not None
        if last.scope == "part_year" and last.start >= first:
            return open_[:-1] if whole else open_
        if this_year or (whole and last.scope == "part_year"):
            return ()
        if whole and last.scope == "other_year" and last.start < first and not last.announced:
            return (*open_[:-1], last.reaching(last.bound.reach, "unclear"))
        return open_

    @staticmethod
    def _aside(piece: str, match: re.Match[str]) -> bool:
        start = max(0, match.start() - 4)
        return bool(
            _YEAR_COMPARED.search(piece, start, match.start())
            or _CARRIED_BEFORE.search(piece, start, match.start())
            or LEFT_OF_YEAR.match(piece, match.end())
        )

    def _names_body(self, piece: str, *, may_open: bool) -> bool:
        words = self.words
        named = (may_open and words.bodies.search(piece)) or words.scope["body"].search(piece)
        return bool(named) or (self.agency != "" and self.agency in piece)

    def _body(
        self, piece: str, start: int, open_: tuple[Opened, ...], *, counts: bool, beside: str
    ) -> tuple[Opened, ...]:
        """The scopes of bodies behind ``piece``, which has ``beside`` around it in its sentence."""
        scope = self.words.scope
        if self.is_government and scope["whole_body"].search(piece):
            return ()
        left_out = scope["left_out"].search(piece)
        words_left = scope["left_out"].sub(lambda match: " " * len(match[0]), piece) if left_out else piece
        if match := scope["sub_unit"].search(words_left):
            if not counts and self._is_beside(words_left, match):
                return open_
            return opened(open_, Opened("sub_unit", Bound("body", match[0], "sentence"), start + match.start()))
        if (regional := self._of_region(words_left, start, open_, counts=counts)) is not None:
            return regional
        own_level = scope["own_level"].search(words_left if open_ else piece) if self.is_government else None
        if own_level:
            return opened(open_, Opened("unclear", Bound("body", own_level[0], "sentence"), start + own_level.start()))
        if left_out and scope["sub_unit"].search(left_out[0]) and not open_:
            return opened(open_, Opened("unclear", Bound("body", left_out[0], "sentence"), start + left_out.start()))
        if not self.is_government and (office := self._of_office(words_left, start, open_, beside)) is not None:
            return office
        if match := scope["body"].search(words_left):
            if self._is_own(match["name"]):
                return ()
            kind: Scope = "sub_unit" if self.agency else "unclear"
            at = start + match.start("name")
            return opened(open_, Opened(kind, Bound("body", match["name"], "sentence"), at, named=True))
        ended = open_ and (_OWN.search(words_left) or (self.agency and self.agency in words_left))
        return () if ended else open_

    def _of_office(
        self, words_left: str, start: int, open_: tuple[Opened, ...], beside: str
    ) -> tuple[Opened, ...] | None:
        """The scopes behind words for a department's own office; None where there are none.

        “局机关收到60件，局属单位收到6件”: whether the report is of both is open.
        """
        office = self.words.scope["own_office"].search(words_left)
        if office is None:
            return None
        if not self.words.scope["sub_unit"].search(beside):
            return ()
        return opened(open_, Opened("unclear", Bound("body", office[0], "sentence"), start + office.start()))

    def _of_region(
        self, piece: str, start: int, open_: tuple[Opened, ...], *, counts: bool
    ) -> tuple[Opened, ...] | None:
        """The scopes behind words for a whole region; None where these say nothing of whom is spoken of."""
        scope = self.words.scope
        region, system = scope["region"].search(piece), scope["system"].search(piece)
        if region is None:
            return None
        if system or not self.is_own_region(region[0][1:]):
            bound = Bound("body", region[0], "sentence")
            return opened(open_, Opened("sub_unit" if system else "unclear", bound, start + region.start()))
        return () if counts and self.is_government else None

    def _is_beside(self, piece: str, match: re.Match[str]) -> bool:
        """Whether something is done to or with the body named at ``match``."""
        scope = self.words.scope
        return bool(scope["done_with"].search(piece[: match.start()]) or scope["helping"].match(piece[match.end() :]))

    def under_heading(self, text: str, scopes: Scopes) -> Scopes:
        """The scopes under the sub-heading ``text``, which stands where ``scopes`` are open."""
        times = self._time(text, 0, scopes.time, 0)
        return replace(scopes, time=tuple(lasting(one, "section") for one in times))

    def own_name(self, text: str) -> str:
        """The organ's name as ``text`` prints it, in full or without the places in front (“县水务局”); "" if it does not."""
        if not any(end in text for end in self.ends):
            return ""
        full = next((name for name in self.names if name and name in text), "")
        ends = [match.end() for match in re.finditer(re.escape(self.agency[-1:]), text)] if self.agency else []
        short = (
            text[max(0, end - size) : end] for end in ends for size in range(_LONGEST_SHORT, _SHORTEST_NAME - 1, -1)
        )
        return max(full, next((name for name in short if abbreviates(name, self.agency)), ""), key=len)

    def without_region(self, text: str) -> str:
        """``text`` with words for all of the organ's own region (“全县”) blanked."""
        region = self.words.scope["region"].search(text)
        if region is None or not self.is_own_region(region[0][1:]):
            return text
        return text.replace(region[0], " " * len(region[0]))

    def is_own_region(self, level: str) -> bool:
        return level in self.agency and (self.is_government or self.agency.endswith(tuple(TOWN)))

    def _is_own(self, name: str) -> bool:
        bare = self.words.known.sub("", _YEAR.sub("", name)).replace("年", "")
        bare = self.without_region(bare)  # “全年全县办结”
        if len(bare.strip()) < 2 or _OWN.search(name):
            return True
        return bool(self.agency) and (self.agency in name or abbreviates(bare, self.agency))
