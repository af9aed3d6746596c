"""The report as it was read: its paragraphs in printed order, what problems speak of marked, what was not read standing there as such."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit.assessment import Examined
from audit.causes import Problem, Problems, level
from audit.document import Place
from audit.findings import SECTION_NAMES, SKIPPED_NAMES
from audit.model import Passage, Report
from audit.present import facts
from audit.present.agency._decided import corrected
from audit.present.agency.paragraphs._marks import PassageMarks, Segment, marks, segments
from audit.present.agency.paragraphs._windows import EXTENTS, WHOLE, Windows, shown_parts
from audit.present.html import Html, page, unread

#: Things that were not read which one place of the page names before the rest is only counted.
_MOST_UNREAD = 20
#: Bytes of the part that shows the text.
_MOST_BYTES = 38_000


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as the page shows it: its number, its pieces with None where some are left out, problems of the whole of it.

    Of paragraphs that are left out one stands for those that follow it, ``others`` by number.
    """

    number: int
    pieces: Sequence[Segment | None]
    heading: bool
    in_table: bool
    whole: Sequence[Problem]
    css: str
    others: list[int] = field(default_factory=list)

    @property
    def left_out(self) -> bool:
        """Whether nothing of it is shown."""
        return not self.whole and not any(self.pieces)


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands between paragraphs: a table, or how the text was read; ``lost`` tells that something was not.

    A table has its number, the ``anchor`` of the page where it is shown, and the problems on it.
    """

    text: str
    table: str = ""
    anchor: str = ""
    problems: Sequence[Problem] = ()
    lost: bool = False


@dataclass(slots=True)
class ReadPart:
    """One part of the report: what people call it, its heading as printed, its lines in order, the problems that speak of it.

    ``counted`` are those that count here: each problem counts in one part, its own where it speaks of that.
    """

    name: str
    title: str = ""
    lines: list[ReadParagraph | Notice] = field(default_factory=list)
    problems: set[int] = field(default_factory=set)
    counted: set[int] = field(default_factory=set)
    unread: int = 0

    @property
    def besides(self) -> list[int]:
        """The problems that speak of it and count in another part."""
        return sorted(self.problems - self.counted)

    @property
    def open(self) -> bool:
        """Whether it stands open: where there is something to see."""
        return bool(self.problems or self.unread)


def as_read(found: Examined, *, whole: bool = False) -> Html:
    """The text of the report with its marks, part by part; parts in which nothing is marked are folded and not printed.

    Of a long text, or one with very many marks, as much is shown as a page has room for; ``whole`` shows all of it that
    anybody could read through, with every part unfolded.
    """
    if found.report.status == "unreadable":
        return unread()
    marked = marks(found.report, found.problems, found.outcomes, facts.form_of(found.report))
    texts = [passage.shown() for passage in found.report.passages]
    if whole:
        return _as_read(found, texts, marked, shown_parts(texts, marked, *WHOLE), is_unfolded=True)
    shown = None
    for extent in EXTENTS:
        shown = _as_read(found, texts, marked, shown_parts(texts, marked, *extent))
        if len(shown.text.encode()) <= _MOST_BYTES:
            break
    return shown or unread()


def _as_read(
    found: Examined,
    texts: Sequence[str],
    marked: Mapping[int, PassageMarks],
    windows: Sequence[Windows],
    *,
    is_unfolded: bool = False,
) -> Html:
    report = found.report
    before, behind = _notices(report, found.problems)
    parts: dict[int, ReadPart] = {}
    for number, passage in enumerate(report.passages, 1):
        part = parts.setdefault(passage.section, ReadPart(SECTION_NAMES.get(passage.section, "其他")))
        for notice in before.get(number, ()):
            _add(part, notice)
        own = marked.get(number, PassageMarks())
        part.problems |= {problem.number for problem in own.problems}
        if passage.heading and not part.title:
            part.title = texts[number - 1]
        paragraph = _paragraph(number, passage, texts[number - 1], own, windows[number - 1])
        last = part.lines[-1] if part.lines else None
        if paragraph.left_out and isinstance(last, ReadParagraph) and last.left_out:
            last.others.append(number)
        else:
            part.lines.append(paragraph)
        for notice in behind.get(number, ()):
            _add(part, notice)
    whole = sum(map(len, texts))
    nowhere = _count_once(found, parts)
    return page(
        "agency/as_read.html.j2",
        parts=list(parts.values()),
        is_unfolded=is_unfolded,
        loose=behind.get(0, []),
        nowhere=nowhere,
        cut=sum(end - start for shown in windows for start, end in shown) < whole,
        characters=whole,
        paragraphs=len(texts),
        compares=any(own.held for own in marked.values()),
    )


def _count_once(found: Examined, parts: Mapping[int, ReadPart]) -> list[Problem]:
    """Count each problem in the part that it belongs to, else in the first that it speaks of; those that speak of none are given."""
    nowhere = []
    for problem in found.problems.all:
        spoken_of = [number for number, part in parts.items() if problem.number in part.problems]
        own = facts.section_of(problem.root, found.report)
        if spoken_of:
            parts[own if own in spoken_of else spoken_of[0]].counted.add(problem.number)
        else:
            nowhere.append(problem)
    return nowhere


def _add(part: ReadPart, notice: Notice) -> None:
    part.lines.append(notice)
    part.unread += notice.lost
    part.problems |= {problem.number for problem in notice.problems}


def _paragraph(number: int, passage: Passage, text: str, own: PassageMarks, windows: Windows) -> ReadParagraph:
    pieces: list[Segment | None] = []
    last = 0
    for start, end in windows:
        if start > last:
            pieces.append(None)
        pieces += segments(text, own, start, end)
        last = end
    if last < len(text):
        pieces.append(None)
    whole = sorted(own.whole, key=lambda problem: problem.number)
    css = level(whole[0]) if whole else ""
    return ReadParagraph(number, pieces, passage.heading, passage.in_table, whole, css)


def _notices(report: Report, every: Problems) -> tuple[dict[int, list[Notice]], dict[int, list[Notice]]]:
    """What stands before and behind each passage, by its number; behind 0 what has no place in the text."""
    before: dict[int, list[Notice]] = {}
    behind: dict[int, list[Notice]] = {}
    for number, notice in _recognised(report):
        before.setdefault(number, []).append(notice)
    for number, notice in (*_tables(report, every), *_unread(report)):
        behind.setdefault(number, []).append(notice)
    if report.broken_off is not None:
        behind.setdefault(len(report.passages), []).append(
            Notice("文件到此中断，其后的内容没有取得，未作核对。", lost=True)
        )
    if report.ends_after is not None:
        ended = SECTION_NAMES.get(report.ends_after, "")
        text = f"文件在{ended}之后没有其他部分，可能不完整。"
        behind.setdefault(len(report.passages), []).append(Notice(text, lost=True))
    return before, behind


def _recognised(report: Report) -> Iterator[tuple[int, Notice]]:
    """Where a page begins whose text was recognised in a picture: the first passage of it, with how sure its figures are."""
    seen = set()
    for number, passage in enumerate(report.passages, 1):
        if (at := passage.place.page) is None or at not in report.recognised or at in seen:
            continue
        seen.add(at)
        sure = [cell.confidence for cell in report.cells.values() if cell.place.page == at]
        words = f"；该页读取的表格数字把握程度最低为{min(sure):.0%}" if sure else ""
        yield number, Notice(f"以下第{at}页为图像，文字和数字由图像识别取得，请对照原件{words}。")


def _tables(report: Report, every: Problems) -> Iterator[tuple[int, Notice]]:
    """Where each table of the form stands: behind the paragraph that its first cell follows, else behind the heading of its part."""
    form = facts.form_of(report)
    for table in form.tables if form else ():
        cells = [report.cells[cell.key].place for cell in table.cells if cell.key in report.cells]
        lacking = facts.lacking(report, every.outcomes, (cell.key for cell in table.cells))
        state = f"（其中{'，'.join(lacking.parts)}，不按0处理）" if any(lacking) else ""
        if lacking.unread == len(table.cells):
            state = "（未能读取，不按0处理）"
        title = form.sections[table.section] if form else ""
        keys = {cell.key for cell in table.cells}
        on_it = [one for one in every.standing if any(keys & set(outcome.cells) for outcome in one.outcomes)]
        notice = Notice(f"{title}{state}", table.number, f"sb-{table.section}", on_it)
        at = _before_table(report, table.section, cells)
        yield at, notice
        yield from ((at, Notice(words)) for words in corrected(report, form, sorted(keys)))


def _before_table(report: Report, section: int, cells: Sequence[Place]) -> int:
    """The number of the passage that a table of ``section`` with these ``cells`` follows."""
    first = min(cells, key=_position) if cells else Place()
    at = _last(report, _stands_before(first)) if _position(first) else 0
    own = [
        number for number, passage in enumerate(report.passages, 1) if passage.section == section and passage.heading
    ]
    return at or max(own, default=0) or _last(report, lambda passage: 0 < passage.section <= section)


def _unread(report: Report) -> Iterator[tuple[int, Notice]]:
    """What the document shows and nobody read, behind the paragraph that it follows; what has no place behind 0."""
    found: dict[int, list[str]] = {}
    for item in report.unread:
        if item.place.paragraph is not None or item.place.page is not None:
            at = _last(report, _stands_before(item.place))
        else:
            at = 0 if len(item.sections) > 1 else _end_of(report, max(item.sections, default=0))
        where = f"第{item.place.page}页的" if item.place.page else ""
        found.setdefault(at, []).append(f"{where}{SKIPPED_NAMES[item.kind]}")
    for at, things in found.items():
        counted = [f"{name}{things.count(name)}处" for name in dict.fromkeys(things)]
        more = f"等{len(counted)}种" if len(counted) > _MOST_UNREAD else ""
        yield at, Notice(f"此处另有{'、'.join(counted[:_MOST_UNREAD])}{more}未能读取，未作核对。", lost=True)


def _end_of(report: Report, section: int) -> int:
    return _last(report, lambda passage: passage.section == section)


def _last(report: Report, holds: Callable[[Passage], bool]) -> int:
    """The number of the last passage outside of tables for which ``holds``, 0 for none."""
    found = (at for at, passage in enumerate(report.passages, 1) if not passage.in_table and holds(passage))
    return max(found, default=0)


def _position(place: Place) -> tuple[float, ...]:
    """Where on the way through the document: its line, else its page and the height there; () where neither is known."""
    if place.line is not None:
        return (float(place.line),)
    return (float(place.page), place.bbox[1]) if place.page is not None and place.bbox else ()


def _stands_before(place: Place) -> Callable[[Passage], bool]:
    """Whether a passage surely stands before ``place``: by its line, by page and height, by its number, or by its page."""

    def before(passage: Passage) -> bool:
        own, other = _position(passage.place), _position(place)
        if own and len(own) == len(other):
            return own < other
        if place.paragraph is not None and passage.place.paragraph is not None:
            return passage.place.paragraph <= place.paragraph
        return place.page is not None and passage.place.page is not None and passage.place.page <= place.page

    return before
