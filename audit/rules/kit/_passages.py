"""Looks at the report's text: gives its paragraphs, and makes outcomes of the places where a rule finds something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Unpack

from audit.findings import Details, Evidence, Facts, Outcome, Part, WrongWords, stated
from audit.model import Passage, Report
from audit.rules._case import Case
from audit.text import fold

#: A rule that finds more places than this in one report names the rest by their count only.
MOST_PLACES = 30
#: Characters shown before and behind the words that a finding is about.
_CHARACTERS_AROUND = 12
#: A paragraph of fewer characters may stand twice for good reason; one that stands twice ends as a sentence, folded.
_SHORTEST_PARAGRAPH, _SENTENCE_ENDS = 12, "。;!?:"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a rule finds: characters ``start`` to ``end`` of a passage, and the facts about them."""

    passage: Passage
    start: int
    end: int
    facts: Facts

    @property
    def words(self) -> str:
        """The characters found."""
        return self.passage.text[self.start : self.end]


def narrative(report: Report) -> Iterator[Passage]:
    """The paragraphs of the report's running text, without headings of sections and without what stands in tables."""
    return (p for p in report.passages if not p.heading and not p.in_table)


def repeated_paragraphs(report: Report) -> dict[Passage, None]:
    """The paragraphs that repeat, word for word, one before them in the same part of the report, in printed order.

    What ends no sentence is a heading, or the furniture of a web page (“打印本页”, “主办单位：…”), which pages print twice.
    """
    seen: set[tuple[int, str]] = set()
    found: dict[Passage, None] = {}
    for passage in narrative(report):
        key = (passage.section, fold(passage.text))
        whole = len(key[1]) >= _SHORTEST_PARAGRAPH and key[1][-1] in _SENTENCE_ENDS
        if passage.section and whole and key in seen:
            found[passage] = None
        seen.add(key)
    return found


def wrong_words(passage: Passage, span: tuple[int, int], form: str, *, shown: str = "", **more: str) -> Hit:
    """A place with wrong words, the characters ``span`` of a passage.

    ``form`` is the sentence that people read, with ``{where}``, ``{found}`` and ``{correction}`` in it; ``shown`` stands for
    the words found where these are too long to show; ``more`` are the other names in ``form`` (see ``WrongWords``).
    """
    facts = WrongWords(form, Part(passage.section), passage.text[slice(*span)], shown=shown, **more)
    return Hit(passage, *span, facts)


def part_name(passage: Passage) -> str:
    """What people call the part of the report that a passage stands in: “第一部分”, “引言”."""
    return Part(passage.section).message()


def passage_evidence(passage: Passage, start: int = 0, end: int | None = None, label: str = "") -> Evidence:
    """The characters ``start`` to ``end`` of a passage as evidence, shown with a few characters around them.

    Without ``end`` it is the whole paragraph. Numbers of identity cards and the like are masked.
    """
    if end is None:
        return Evidence(passage.place, passage.shown().strip(), label)
    # Cut out of the whole as it may be shown: a number at the edge would not be known by its half.
    raw = passage.shown()[max(0, start - _CHARACTERS_AROUND) : end + _CHARACTERS_AROUND].strip()
    return Evidence(passage.place.span(start, end), raw, label)


def one_per_hit(case: Case, hits: Iterable[Hit], clean: Facts | None, **details: Unpack[Details]) -> Iterator[Outcome]:
    """One failure for each hit; without hits one pass that states ``clean``, or nothing where that is None.

    ``details`` go to every failure (``severity``, ``confidence``). Beyond ``MOST_PLACES`` failures the rest is only counted,
    but for those in recognised text, of which one outcome is made that holds all.
    """
    seen: Counter[tuple[bool, str]] = Counter()
    counted = 0
    for hit in hits:
        doubtful = case.report.is_recognised(hit.passage.place)
        if not doubtful and counted == MOST_PLACES:
            facts = stated("同类问题超过{limit}处，其余不再列出", limit=MOST_PLACES)
            yield case.outcome("fail", facts, "rest", **details)
            return
        counted += not doubtful
        seen[doubtful, hit.words] += 1
        where = f"{hit.passage.section}:{hit.words}"
        locus = f"recognised:{where}" if doubtful else f"{where}:{seen[doubtful, hit.words]}"
        places = [passage_evidence(hit.passage, hit.start, hit.end, part_name(hit.passage))]
        yield case.outcome("fail", hit.facts, locus, places, **details)
    if clean and not seen:
        yield case.outcome("pass", clean, "report")
