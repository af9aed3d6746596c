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
from collections.abc import Iterable
from dataclasses import replace

from audit.forms import Form
from audit.match.claims.lexicon import ClauseSpan, Vocabulary
from audit.match.claims.scope._applicants import Applicants
from audit.match.claims.scope._bodies import bodies_after, names_body
from audit.match.claims.scope._opened import Scopes, lasting
from audit.match.claims.scope._organ import Organ
from audit.match.claims.scope._times import times_after
from audit.patterns import regex

#: What adds up the figures of several bodies.
_SUMMED = regex("(?:[^，。；]者|以上|全[^，。；])?(?:合计|共计|总计|共)")
#: Marks behind which no words of a clause follow.
_MARKS = "。:;；,， "


class ScopeReader:
    """Reads scope words with one report's ``year``, organ, and the ``forms`` that it may print in mind."""

    def __init__(self, words: Vocabulary, year: int | None, agency: str | None, forms: Iterable[Form]) -> None:
        self.words = words
        self.year = year
        self.organ = Organ(words, agency)
        self.applicants = Applicants(words, forms)
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
        time, body = scopes.time, scopes.body
        if may_open:
            time = times_after(
                self.words,
                self.year,
                piece,
                time,
                start=clause.start,
                sentence=sentence[0],
                before=text[sentence[0] : clause.start],
            )
        beside = f"{text[sentence[0] : clause.start]}，{text[clause.end : sentence[1]]}" if counts else ""
        if body and counts and _SUMMED.match(piece) and self.words.scope["own_office"].search(beside):
            body = ()  # “局机关收到60件，局属单位收到6件，共计66件”
        if names_body(self.words, self.organ, piece, may_open=may_open):
            start = clause.start
            body = bodies_after(
                self.words, self.organ, self.applicants, piece, body, start=start, counts=counts, beside=beside
            )
        if time is not scopes.time or body is not scopes.body:
            scopes = Scopes(time, body)
        if may_open and not counts and self._announces(text, clause):
            ends = not text[clause.end : sentence[1]].strip(_MARKS) and not text[sentence[1] :].strip()
            opening = self.words.scope["opening"].search(piece) is not None
            scopes = scopes.announced("section" if ends and not opening else "paragraph")
        return scopes

    def _announces(self, text: str, clause: ClauseSpan) -> bool:
        """Whether the clause, with a colon behind it, announces what follows: “有关数据如下：”."""
        colon = text[clause.end : clause.end + 1] == ":"
        words = text[clause.start : clause.end + colon]
        return self.words.scope["announcing"].search(words) is not None

    def announces(self, text: str) -> bool:
        """Whether a paragraph holds words that announce what follows them."""
        return self.words.scope["announcing"].search(text) is not None

    def under_heading(self, text: str, scopes: Scopes) -> Scopes:
        """The scopes under the sub-heading ``text``, which stands where ``scopes`` are open."""
        times = times_after(self.words, self.year, text, scopes.time, start=0, sentence=0)
        return replace(scopes, time=tuple(lasting(one, "section") for one in times))
