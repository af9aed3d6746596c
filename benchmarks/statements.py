"""Sentences with known answers: their data, the reports that they are put into, and what is found of them."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import audit
from audit.document import Place
from audit.findings import (
    Change,
    Comparison,
    FeeStatement,
    Listing,
    Monthly,
    Outcome,
    PointsMoved,
    Repeated,
    Share,
    Side,
    Verdict,
    within,
)
from audit.model import Report
from audit.text import added
from tests.generate.formats import html
from tests.generate.report.truth import TextLine, TextSection, Truth, make

FOLDER = Path(__file__).parent / "sentences"
#: The year that the sentences speak in, and how far the seed of an organ's earlier report is from that of this one.
YEAR, EARLIER = 2024, 500
#: What an attentive inspector says of the marked figure.
Answer = Literal["wrong", "right", "open"]
#: What the toolkit says of it; “silent” where no outcome stands on it.
Found = Literal["fail", "undecided", "pass", "silent"]
_OPENED, _CLOSED = "⟦", "⟧"
_NOTHING_ELSE = "没有其他需要报告的事项。"
#: Sentences of the generated text that count something.
_COUNTING = re.compile(r"[^。]*\d(?:条|件|元)[^。]*。")
#: The families whose failures accuse a sentence of its figures.
_FAMILIES = ("consistency", "hierarchy")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A sentence that is printed ``before`` or behind another one; for the other fields see ``neighbours.toml``."""

    text: str
    before: bool
    narrows: Literal["nothing", "itself", "what follows"]
    ended_by: str = ""

    def reaches(self, sentence: Sentence) -> bool:
        """Whether the sentence does not say itself of which time and body it speaks."""
        return not (self.ended_by and re.search(self.ended_by, sentence.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph of ``section`` with one marked figure, its ``start`` and ``end`` in ``text``, and the answer to it.

    ``cells`` are those that the figure is held against, none where the text or last year's report gives the answer.
    ``world`` is the number of the organ, ``hand`` who wrote the sentence, ``number`` its line in the hand's file,
    ``neighbour`` the bounds of the neighbour beside it in ``text``, empty where there is none.
    """

    world: int
    section: int
    text: str
    start: int
    end: int
    answer: Answer
    cells: tuple[str, ...]
    right_value: str
    kind: str
    hand: str
    number: int = 0
    neighbour: tuple[int, int] = (0, 0)

    @property
    def marked(self) -> str:
        """The text with its mark, as in the data."""
        return f"{self.text[: self.start]}{_OPENED}{self.text[self.start : self.end]}{_CLOSED}{self.text[self.end :]}"

    def beside(self, neighbour: Neighbour) -> Sentence:
        """The sentence with a neighbour in its paragraph."""
        if not neighbour.before:
            text = self.text + neighbour.text
            return replace(self, text=text, neighbour=(len(self.text), len(text)))
        moved = len(neighbour.text)
        start, end = self.start + moved, self.end + moved
        return replace(self, text=neighbour.text + self.text, start=start, end=end, neighbour=(0, moved))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the toolkit says of a sentence.

    ``named`` says that a failure stands on the marked figure itself and compares cells of the answer where it compares
    any and the answer has some. ``accused`` are failures on other figures of the paragraph.
    """

    found: Found
    named: bool
    accused: tuple[Outcome, ...]
    standing: tuple[Outcome, ...]

    @property
    def by_tables(self) -> bool:
        """Whether the figure is decided by cells, which an outcome on the text alone is not."""
        return any(item.cells and item.verdict != "undecided" for item in self.standing)


def sentences(path: Path) -> tuple[Sentence, ...]:
    """The sentences in a file of JSON lines; ValueError, with file and line, where one is not as the README says."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            found.append(_sentence(json.loads(line), number))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}, line {number}: {error!r}") from error
    return tuple(found)


def _sentence(data: Mapping[str, Any], number: int) -> Sentence:
    before, opened, rest = data["text"].partition(_OPENED)
    figure, closed, behind = rest.partition(_CLOSED)
    if not (opened and closed and figure) or _OPENED in behind or _CLOSED in behind:
        raise ValueError("one figure must be marked")
    if data["answer"] not in get_args(Answer):
        raise ValueError(f"unknown answer {data['answer']}")
    return Sentence(
        world=data["world"],
        section=data["section"],
        text=before + figure + behind,
        start=len(before),
        end=len(before) + len(figure),
        answer=data["answer"],
        cells=tuple(data["cells"]),
        right_value=data.get("right_value", ""),
        kind=data["kind"],
        hand=data["hand"],
        number=number,
    )


@cache
def neighbours() -> tuple[Neighbour, ...]:
    """The neighbours, in the order of the data."""
    return tuple(
        Neighbour(**item) for item in tomllib.loads((FOLDER / "neighbours.toml").read_text("utf-8"))["neighbour"]
    )


class World:
    """One organ with its tables of two years; reports are written to a folder and read from there as a user's are."""

    def __init__(self, number: int, seed: int, size: str, folder: Path) -> None:
        self.number = number
        self.truth = _without_figures(make(seed, "2021", size, year=YEAR))
        before = make(seed + EARLIER, "2021", size, year=YEAR - 1, agency=self.truth.body)
        self._path = folder / f"{number}.html"
        earlier = folder / f"{number}-{YEAR - 1}.html"
        earlier.write_bytes(html.write(before))
        self.earlier = audit.read(earlier)

    def judge(self, sentence: Sentence) -> Judged:
        """Put the sentence into the organ's report, read and check that, and look what is found of the sentence."""
        self._path.write_bytes(html.write(_with(self.truth, sentence)))
        report = audit.read(self._path)
        return judged(report, audit.check(report, [self.earlier]), sentence)


def worlds(folder: Path) -> dict[int, World]:
    """The organs by number; ``folder`` takes their reports."""
    items = tomllib.loads((FOLDER / "worlds.toml").read_text("utf-8"))["world"]
    return {item["number"]: World(**item, folder=folder) for item in items}


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for the reports, gone when it is left."""
    return tempfile.TemporaryDirectory(prefix="sentences-")


def _without_figures(made: Truth) -> Truth:
    """``made`` without sentences that count something, so that only the sentence in question does."""
    cleared = []
    for section in made.sections:
        lines = [
            replace(line, text=_COUNTING.sub("", line.text))
            for line in section.lines
            if line.kind != "text" or section.number != 6
        ]
        cleared.append(TextSection(section.number, tuple(line for line in lines if line.text)))
    return replace(made, sections=tuple(cleared))


def _with(made: Truth, sentence: Sentence) -> Truth:
    """The report with the paragraph behind the heading of its section; in the first section behind the opening."""
    found = []
    for section in made.sections:
        lines = list(section.lines)
        if section.number == sentence.section:
            lines.insert(2 if section.number == 1 else 1, TextLine(sentence.text, section=section.number))
        elif section.number == 6:
            lines.append(TextLine(_NOTHING_ELSE, section=6))
        found.append(TextSection(section.number, tuple(lines)))
    return replace(made, sections=tuple(found))


def judged(report: Report, outcomes: Sequence[Outcome], sentence: Sentence) -> Judged:
    """What ``outcomes`` say of the sentence's figure, the first of: fail, undecided, pass.

    Of an open sentence a pass comes before what is undecided, since to let it pass is the fault; that a list adds up,
    a number is repeated alike or a fee's figures do not contradict each other is no pass there: it says nothing of what
    the tables hold.
    """
    where = _place(report, sentence.text)
    standing = [item for item in outcomes if _stands_on(item, where, sentence)]
    told = [
        item
        for item in standing
        if sentence.answer != "open" or item.verdict != "pass" or not _of_text_alone(item, sentence)
    ]
    order: tuple[Verdict, ...] = (
        ("fail", "pass", "undecided") if sentence.answer == "open" else ("fail", "undecided", "pass")
    )
    found: Found = next((verdict for verdict in order if any(item.verdict == verdict for item in told)), "silent")
    named = any(item.verdict == "fail" and _names(item, sentence, report) for item in standing)
    accused = tuple(
        item
        for item in outcomes
        if item.verdict == "fail"
        and item.family in _FAMILIES
        and item not in standing
        and _is_in(item, where, sentence)
    )
    return Judged(found, named, accused, tuple(standing))


def _place(report: Report, text: str) -> Place:
    """The paragraph's place; ValueError where the report read does not hold it as printed."""
    for passage in report.passages:
        if passage.text == text:
            return passage.place
    raise ValueError(f"the report does not hold the paragraph: {text}")


def _spans(outcome: Outcome, where: Place, sentence: Sentence) -> list[tuple[int, int]]:
    """The characters of the paragraph that an outcome points at or compares."""
    spans = [
        (item.place.start, item.place.end)
        for item in outcome.places
        if item.place.start is not None
        and item.place.end is not None
        and item.place._replace(start=None, end=None) == where._replace(start=None, end=None)
    ]
    for side in within(outcome.facts, Side):
        at = sentence.text.find(side.sentence) if side.role == "text" and side.sentence else -1
        if at >= 0 and side.words in side.sentence:
            start = at + side.sentence.index(side.words)
            spans.append((start, start + len(side.words)))
    return spans


def _stands_on(outcome: Outcome, where: Place, sentence: Sentence) -> bool:
    """Whether an outcome stands on the figure, and not on figures of the neighbour as well: what it says is of that then."""
    first, last = sentence.neighbour
    spans = _spans(outcome, where, sentence)
    told = any(start < sentence.end and sentence.start < end for start, end in spans)
    return told and not any(first <= start < last for start, _ in spans)


def _is_in(outcome: Outcome, where: Place, sentence: Sentence) -> bool:
    return bool(_spans(outcome, where, sentence))


def _of_text_alone(outcome: Outcome, sentence: Sentence) -> bool:
    """Whether the outcome says nothing of what the tables hold for the figure itself: a share of it is right, say."""
    facts = outcome.facts
    if isinstance(facts, (Share, Change, PointsMoved, Monthly)):
        start = sentence.text.find(facts.text.sentence) + facts.text.sentence.find(facts.text.words)
        return not (start < sentence.end and sentence.start < start + len(facts.text.words))
    return isinstance(facts, (Listing, Repeated, FeeStatement))


def _names(outcome: Outcome, sentence: Sentence, report: Report) -> bool:
    """Whether a failure on the figure names what it should be: it compares cells of the answer, or the text alone."""
    due = set(sentence.cells)
    if not due or not outcome.cells:
        return True
    if isinstance(outcome.facts, Comparison):
        value = added(report.value(key) or 0 for key in due)
        return any(way.value == value and due & set(way.cells) for way in (outcome.facts.table, *outcome.facts.others))
    return bool(due & set(outcome.cells))
