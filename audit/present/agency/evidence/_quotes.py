"""Quotations: the paragraphs that evidence stands in, with all its words marked, personal data hidden; what other reports print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from audit.findings import Evidence, Outcome, UnitsFirst, within
from audit.model import Passage, Report
from audit.patterns import regex
from audit.present import facts
from audit.present.agency.evidence._evidence import OF_THE_TEXT, numbered, passage_place
from audit.present.html import brief

#: Characters of a paragraph before and behind the words; a longer paragraph is cut between sentences.
_BEFORE, _BEHIND = 110, 80
#: Characters before or behind the words within which their sentence stands whole.
_MOST_OF_SENTENCE = 500
_END_OF_SENTENCE = regex(r"[。！？]")
#: Paragraphs that one problem quotes, and pieces of other evidence that it lists.
_MOST_QUOTES, _MOST_LISTED = 6, 60
#: Characters of words that are shown.
_MOST_CHARACTERS = 300
_LEFT_OUT = "……"

#: Characters of a quotation, and whether they are marked.
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Quote:
    """A paragraph, or what is left of it, in pieces; what stands there and where, in words; the paragraph's number.

    ``paragraph`` counts the passages of the report from 1, None for evidence that is no part of its text. ``whole`` is all
    of a paragraph of which ``pieces`` leave something out, () elsewhere. ``hides`` is whether private words of it are hidden.
    """

    label: str
    where: str
    pieces: Sequence[Piece]
    paragraph: int | None = None
    whole: Sequence[Piece] = ()
    hides: bool = False

    @property
    def length(self) -> int:
        """The characters of the whole paragraph."""
        return sum(len(text) for text, _ in self.whole)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations of a problem, those of the report's own text first, as they follow each other there; ``listed`` are short and are no part of it, ``telling`` those of them that are to be looked at first; how many more there are."""

    quoted: Sequence[Quote]
    telling: Sequence[Quote]
    listed: Sequence[Quote]
    more_quoted: int
    more_listed: int

    @property
    def are_in_order(self) -> bool:
        """Whether several paragraphs are quoted that follow each other as the report prints them."""
        return len({quote.paragraph for quote in self.quoted} - {None}) > 1


def units_first(outcomes: Iterable[Outcome]) -> list[str]:
    """The names of the units that ``outcomes`` say are to be looked at first."""
    return [str(name) for one in outcomes for units in within(one.facts, UnitsFirst) for name in units.items]


def quotes(report: Report, places: Iterable[Evidence], units: Collection[str] = ()) -> Quotes:
    """The quotations of ``places`` that are no cells of the form: each paragraph once, with all that is marked in it.

    ``units`` are those whose numbers tell the most.
    """
    known = numbered(report)
    cells = {cell.place for cell in report.cells.values()}
    spans: dict[int, tuple[Passage, list[Evidence]]] = {}
    longer: list[Quote] = []
    listed: dict[tuple[str, str, str], Quote] = {}
    for evidence in places:
        own = evidence.role in OF_THE_TEXT
        number, passage = known.get(passage_place(evidence.place), (0, None)) if own else (0, None)
        if own and (
            evidence.place in cells or (evidence.role is None and evidence.place.table is not None and not number)
        ):
            continue
        if passage is not None and "\n" not in evidence.raw:
            spans.setdefault(number, (passage, []))[1].append(evidence)
        elif "\n" in evidence.raw or len(evidence.raw) > _BEFORE:
            longer.append(_whole(evidence, number or None))
        else:
            one = _whole(evidence, number or None)
            listed.setdefault((one.label, one.where, evidence.raw), one)
    quoted = [*(_quote(passage, number, found) for number, (passage, found) in sorted(spans.items())), *longer]
    # The label of a unit's number is its name, then what the cell is called.
    begins = tuple(f"{name}表" for name in units)
    telling, rest = (
        [one for one in listed.values() if one.label.startswith(begins) is tells] for tells in (True, False)
    )
    return Quotes(
        quoted[:_MOST_QUOTES], telling, rest[:_MOST_LISTED],
        max(0, len(quoted) - _MOST_QUOTES), max(0, len(rest) - _MOST_LISTED),
    )  # fmt: skip


def _whole(evidence: Evidence, number: int | None) -> Quote:
    """Evidence that stands for itself: it is longer than its paragraph, or no paragraph of the report."""
    raw = facts.file_name(evidence.raw) if evidence.role == "file_name" else evidence.raw
    words = brief(raw, _MOST_CHARACTERS) or "（空白）"
    return Quote(evidence.label, evidence.place.describe(), ((words, True),), number)


def _quote(passage: Passage, number: int, found: Sequence[Evidence]) -> Quote:
    """The paragraph with all words that evidence speaks of; evidence whose words are not in it stands for itself."""
    text = passage.shown()
    spans = sorted({span for one in found if (span := _span(one, text))})
    label = "、".join(dict.fromkeys(one.label for one in found if one.label))
    where = found[0].place.describe()
    if not spans:
        return Quote(label, where, _whole(found[0], number).pieces, number)
    marked: list[tuple[int, int]] = []
    for start, end in spans:
        first = max(start, marked[-1][1]) if marked else start
        marked += [(first, end)] if first < end else []
    pieces: list[Piece] = [(_tail(text[: marked[0][0]]), False)]
    whole: list[Piece] = [(text[: marked[0][0]], False)]
    for nr, (start, end) in enumerate(marked):
        following = marked[nr + 1][0] if nr + 1 < len(marked) else None
        rest = text[end:following]
        pieces += [(text[start:end], True), (_head(rest) if following is None else _between(rest), False)]
        whole += [(text[start:end], True), (rest, False)]
    hides = passage.hides and any("*" in words for words, _ in pieces)
    return Quote(label, where, _printed(pieces), number, _printed(whole) if pieces != whole else (), hides)


def _printed(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece[0]]


def _span(evidence: Evidence, text: str) -> tuple[int, int] | None:
    """The characters of a paragraph that the evidence speaks of, None where they are not in it."""
    place = evidence.place
    start = place.start if place.start is not None else text.find(evidence.raw)
    end = place.end if place.end is not None else start + len(evidence.raw)
    return (start, end) if 0 <= start < end <= len(text) else None


def _between(text: str) -> str:
    """What stands between marked words: all of it, or the beginning and the end of what is long."""
    if len(text) <= _BEFORE + _BEHIND or _first(text) >= _last(text):
        return text
    return f"{text[: _first(text)]}{_LEFT_OUT}{text[_last(text) :]}"


def _tail(text: str) -> str:
    """The end of what stands before the words: their sentence, and whole ones before it as far as there is room."""
    return text if _last(text) == 0 else _LEFT_OUT + text[_last(text) :]


def _head(text: str) -> str:
    """The beginning of what stands behind the words: the rest of their sentence."""
    return text if _first(text) == len(text) else text[: _first(text)] + _LEFT_OUT


def _last(text: str) -> int:
    """Where the end of ``text`` that is shown begins."""
    if len(text) <= _BEFORE:
        return 0
    ends = [0, *(found.end() for found in _END_OF_SENTENCE.finditer(text) if found.end() < len(text))]
    near = next((end for end in ends if end >= len(text) - _BEFORE), ends[-1])
    return near if near >= len(text) - _MOST_OF_SENTENCE else len(text) - _BEFORE


def _first(text: str) -> int:
    """Where the beginning of ``text`` that is shown ends."""
    if len(text) <= _BEHIND:
        return len(text)
    end = _END_OF_SENTENCE.search(text, 0, _MOST_OF_SENTENCE)
    if end:
        return end.end()
    return len(text) if len(text) <= _MOST_OF_SENTENCE else _BEHIND
