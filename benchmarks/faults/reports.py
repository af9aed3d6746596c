"""Whole reports with a fault in what they say: the clean reports they are made from, and what is found of the fault."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import audit
from audit.document import Place
from audit.findings import Comparison, Listing, Outcome, Side, WrongWords, within
from audit.model import Passage, Report
from audit.text import Value
from benchmarks.clean import EDITION, YEAR, written
from tests.generate.formats import docx, html
from tests.generate.report.layout import PLAIN, Variant
from tests.generate.report.planting import with_line
from tests.generate.report.truth import TextLine, Truth, make

#: Generated reports of which the first seed is that of number 0; how far last year's seed is from this year's.
_FIRST, _EARLIER = 31_000, 500
_SIZES = ("small", "medium", "large")
_DIGITS = frozenset("0123456789")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a clean report's text that was decided to be right.

    ``line`` is the line's place among the report's lines, ``start`` and ``end`` are where in the printed line it stands.
    ``cells`` are those it was held against, ``kind`` is the rule's family of facts. ``usual`` says that it agrees with the
    tables by the usual way of counting, ``ways`` are what all documented ways give. ``listed`` says what it is in a list
    that adds up: its "total", a "part" of it; "" in no such list.
    """

    line: int
    start: int
    end: int
    cells: tuple[str, ...]
    kind: str
    usual: bool = False
    ways: frozenset[Value] = frozenset()
    listed: str = ""


@dataclass(frozen=True)
class Clean:
    """A clean report, its prose generated or ``written`` by people, read and checked from a document in ``folder``."""

    truth: Truth
    written: bool
    as_page: bool
    folder: Path = field(repr=False)

    @cached_property
    def read(self) -> tuple[Report, tuple[Outcome, ...]]:
        """The report and what is found in it."""
        return self.check(self.truth)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers of the text on which an outcome passes."""
        report, outcomes = self.read
        printed = {line.printed: index for index, line in enumerate(self.truth.lines)}
        found: dict[tuple[int, int], Figure] = {}
        for outcome in outcomes:
            if outcome.verdict != "pass" or outcome.family != "consistency" or outcome.facts is None:
                continue
            for passage in report.passages:
                for start, end in spans(outcome, passage) if passage.text in printed else ():
                    numbers = [*_NUMBER.finditer(passage.text, start, end)]
                    if len(numbers) == 1 and passage.text[numbers[0].start() - 1 : numbers[0].start()] not in _DIGITS:
                        place = (printed[passage.text], numbers[0].start())
                        figure = _figure(outcome, *place, numbers[0].end(), passage.text)
                        known = found.get(place)
                        found[place] = figure if known is None or not known.cells else known
        return tuple(found.values())

    @cached_property
    def earlier(self) -> Mapping[str, str]:
        """The cells of another year."""
        size = _size(self.truth)
        return make(self.truth.seed + _EARLIER, self.truth.edition, size).cells

    def check(self, truth: Truth, variant: Variant = PLAIN) -> tuple[Report, tuple[Outcome, ...]]:
        """Write, read and check a report as a user does."""
        path = self.folder / ("report.html" if self.as_page else "report.docx")
        path.write_bytes(html.write(truth, variant) if self.as_page else docx.write(truth, docx.Layout(variant)))
        report = audit.read(path)
        return report, tuple(audit.check(report))


def _figure(outcome: Outcome, line: int, start: int, end: int, text: str) -> Figure:
    """The figure at ``start`` to ``end`` of the printed line ``text``, on which ``outcome`` passes."""
    facts = outcome.facts
    kind = facts.kind if facts is not None else ""
    if isinstance(facts, Comparison):
        ways = frozenset(way.value for way in (facts.table, *facts.others) if way.value is not None)
        usual = facts.result == "agrees" and not facts.counted_by
        return Figure(line, start, end, outcome.cells, kind, usual, ways)
    if isinstance(facts, Listing) and facts.result == "agrees":
        of = facts.total
        begin = text.find(of.sentence) + of.sentence.find(of.words)
        listed = "total" if begin <= start < begin + len(of.words) else "part"
        return Figure(line, start, end, outcome.cells, kind, listed=listed)
    return Figure(line, start, end, outcome.cells, kind)


def _size(truth: Truth) -> str:
    return next(
        (size for size in _SIZES if make(truth.seed, truth.edition, size, year=truth.year).cells == truth.cells),
        "large",
    )


def cleans(folder: Path, count: int) -> Iterator[Clean]:
    """``count`` generated reports, then all that people wrote; Word files and web pages by turns."""
    for number in range(count):
        truth = make(_FIRST + number, EDITION, _SIZES[number % 3], year=YEAR)
        yield Clean(truth, written=False, as_page=number % 2 == 1, folder=folder)
    for number, item in enumerate(written()):
        yield Clean(item.truth(), written=True, as_page=number % 2 == 1, folder=folder)


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with one fault.

    The fault stands at ``start`` to ``end`` of the printed line ``line`` (a number among the report's lines); where
    something is missing or a whole part is wrong, a finding must say one of ``says`` instead. ``right`` is what stood
    there, "" where that cannot be told. ``cells`` are those changed with it. ``noted`` says that an undecided outcome
    is all that the rules say of it.
    """

    truth: Truth
    line: int = -1
    start: int = 0
    end: int = 0
    says: tuple[str, ...] = ()
    right: str = ""
    cells: frozenset[str] = frozenset()
    variant: Variant = PLAIN
    noted: bool = False

    @property
    def words(self) -> str:
        """The printed line with the fault marked."""
        if self.line < 0:
            return "、".join(self.says)
        text = self.truth.lines[self.line].printed
        return f"{text[: self.start]}⟦{text[self.start : self.end]}⟧{text[self.end :]}"


Planter = Callable[[random.Random, Clean], Planted | None]


def altered(truth: Truth, index: int, start: int, end: int, new: str) -> Planted | None:
    """The fault of printing ``new`` at ``start`` to ``end`` of the printed line ``index``; None within its number."""
    line = truth.lines[index]
    before = len(line.number)
    if start < before:
        return None
    text = line.text[: start - before] + new + line.text[end - before :]
    right = line.printed[start:end]
    return Planted(with_line(truth, index, replace(line, text=text)), index, start, start + len(new), right=right)


def lines(clean: Clean, kind: str = "") -> Iterator[tuple[int, TextLine]]:
    """The lines of the report with their numbers among all; those of one ``kind`` where it is named."""
    return ((n, line) for n, line in enumerate(clean.truth.lines) if kind in ("", line.kind))


def spans(outcome: Outcome, passage: Passage) -> list[tuple[int, int]]:
    """The characters of a paragraph that an outcome points at or compares."""
    here = _of_paragraph(passage.place)
    found = [
        (item.place.start or 0, item.place.end if item.place.end is not None else len(passage.text))
        for item in outcome.places
        if _of_paragraph(item.place) == here
    ]
    for side in within(outcome.facts, Side):
        at = passage.text.find(side.sentence) if side.role == "text" and side.sentence else -1
        if at >= 0 and side.words and side.words in side.sentence:
            start = at + side.sentence.index(side.words)
            found.append((start, start + len(side.words)))
    return found


def _of_paragraph(place: Place) -> tuple[int | None, int | None]:
    return place.paragraph, place.line


@dataclass(frozen=True, slots=True)
class Judged:
    """What is found of a planted fault: anything new, something at the right place, there only an open question, a wrong
    correction, what else."""

    found: bool
    placed: bool
    open: bool
    misled: tuple[Outcome, ...]
    others: tuple[Outcome, ...]


def judged(clean: Clean, planted: Planted) -> Judged:
    """Check the report with the fault and compare with the clean one."""
    before = Counter((item.rule, item.message) for item in clean.read[1] if item.verdict != "pass")
    report, outcomes = clean.check(planted.truth, planted.variant)
    told = ("fail", "undecided") if planted.noted else ("fail",)
    changed = [item for item in outcomes if item.verdict != "pass" and not before[item.rule, item.message]]
    new = [item for item in changed if item.verdict in told]
    at = [item for item in new if _stands(item, planted, report)]
    unsure = not at and any(_stands(item, planted, report) for item in changed)
    misled = tuple(item for item in new if item.suggestion is not None or (item in at and _misleads(item, planted)))
    others = tuple(item for item in new if item not in at and item.verdict == "fail" and item.severity != "info")
    return Judged(bool(new), bool(at), unsure, misled, others)


def _stands(outcome: Outcome, planted: Planted, report: Report) -> bool:
    if any(word in outcome.message for word in planted.says) or planted.cells.intersection(outcome.cells):
        return True
    if planted.line < 0:
        return False
    line = planted.truth.lines[planted.line]
    text = line.printed
    if line.kind == "title" and any(item.role == "title" or item.label == "标题" for item in outcome.places):
        return True
    for passage in report.passages:
        if passage.text == text:
            marked = spans(outcome, passage)
            if any(start < planted.end and planted.start < end for start, end in marked):
                return True
            if outcome.facts is not None and any(
                (at := text.find(sentence)) >= 0 and at < planted.end and planted.start < at + len(sentence)
                for sentence in outcome.facts.sentences
            ):
                return True
    return False


def _misleads(outcome: Outcome, planted: Planted) -> bool:
    """Whether the outcome says that other words should stand there than those that did; names and years may be said in full."""
    facts = outcome.facts
    if not isinstance(facts, WrongWords) or not facts.correction or not planted.right:
        return False
    text = planted.truth.lines[planted.line].printed
    clean = text[: planted.start] + planted.right + text[planted.end :]
    near = text[max(0, planted.start - len(facts.found)) : planted.end + len(facts.found)]
    return text.replace(near, near.replace(facts.found, facts.correction, 1)) != clean and not (
        planted.right in facts.correction or facts.correction in planted.right
    )
