"""Filters and orders of the list of agencies that work by the style sheet alone: radio buttons, and what each one hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit import score as scoring
from audit.decisions import REACH_NAMES
from audit.present.overview.listing._agencies import NO_KIND, NO_REGION, NOVELTY_NAMES, AgencyLine

#: What people may look for, with the letter of its radio button and of the lines that it leaves.
_STATES: tuple[tuple[str, str, Callable[[AgencyLine], bool]], ...] = (
    ("se", "有错误", lambda line: bool(line.counts and line.counts.errors)),
    ("sd", "有疑点", lambda line: bool(line.counts and line.counts.doubts)),
    ("sh", "有提示", lambda line: bool(line.counts and line.counts.hints)),
    ("so", "有无法核对", lambda line: bool(line.counts and line.counts.open)),
    ("sc", "没有问题", lambda line: line.is_clean),
    ("sm", "未报送", lambda line: line.state == "missing"),
    ("su", "未能核对、未能确定或未到期", lambda line: line.state != "missing" and line.counts is None),
)
#: What is new, likewise.
_NOVELTIES: tuple[tuple[str, str, Callable[[AgencyLine], bool]], ...] = tuple(
    (f"n-{novelty}", words, lambda line, novelty=novelty: line.novelty == novelty)  # type: ignore[misc]
    for novelty, words in NOVELTY_NAMES.items()
)
#: How far people are with deciding, likewise.
_PROGRESS: tuple[tuple[str, str, Callable[[AgencyLine], bool]], ...] = (
    ("dy", "已认定", lambda line: bool(line.progress and line.progress.is_complete)),
    ("dn", "待认定", lambda line: bool(line.progress and line.progress.settled < line.progress.every)),
)
#: Where the review stands, likewise.
_REVIEW: tuple[tuple[str, str, Callable[[AgencyLine], bool]], ...] = tuple(
    (f"v-{reach}", words, lambda line, reach=reach: line.steps is not None and line.steps.reach == reach)  # type: ignore[misc]
    for reach, words in REACH_NAMES.items()
)
#: How far things are put right, likewise.
_CLOSING: tuple[tuple[str, str, Callable[[AgencyLine], bool]], ...] = (
    ("hy", "全部已销号", lambda line: line.closing.closed > 0 and not line.closing.unclosed),
    ("hp", "部分已销号", lambda line: line.closing.closed > 0 and line.closing.unclosed > 0),
    ("hl", "已过整改期限", lambda line: line.closing.overdue > 0),
)
#: What is said of an agency that is nobody's work.
_NOBODY = "未分工"
#: The filters that ask what lines are like, by their letters and what people call them.
_TESTED = (
    ("s", "情况", _STATES),
    ("d", "认定", _PROGRESS),
    ("v", "审核", _REVIEW),
    ("h", "整改", _CLOSING),
    ("n", "本次", _NOVELTIES),
)
#: Values of one filter beyond which its buttons are folded.
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One radio button: its id and class, its words, how many lines it leaves."""

    mark: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class LineFilter:
    """One group of radio buttons, of which the first, not listed, leaves everything; ``folded`` where there are many."""

    name: str
    legend: str
    choices: tuple[FilterChoice, ...]

    @property
    def folded(self) -> bool:
        """Whether there are more buttons than one looks through at once."""
        return len(self.choices) > _MOST_SHOWN


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line with the classes by which filters find it, and its places in the orders other than the first."""

    line: AgencyLine
    marks: str
    by_name: int
    by_score: int
    by_roster: int


def listed(lines: Sequence[AgencyLine]) -> tuple[list[ListedLine], list[LineFilter]]:
    """The lines as the page shows them, and the filters in which they differ; what is not listed counts for none."""
    own = [line for line in lines if line.is_listed]
    tested = [
        _filter(name, legend, [(mark, words, [test(line) for line in own]) for mark, words, test in tests])
        for name, legend, tests in _TESTED
    ]
    values = {
        "k": ("类别", [line.kind or NO_KIND for line in own]),
        "r": ("地区", [line.region or NO_REGION for line in own]),
        "a": ("分工", [line.assigned or _NOBODY for line in own]),
        "g": ("等次", [scoring.grade(line.score) if line.score else "未评分" for line in own]),
    }
    filters = tested
    marks = [[mark for _, _, tests in _TESTED for mark, _, test in tests if test(line)] for line in lines]
    for name, (legend, found) in values.items():
        known = _ordered(name, found, own)
        if len(known) < 2:
            continue
        numbers = {value: f"{name}{number}" for number, value in enumerate(known)}
        for each, value in zip(marks, found, strict=False):
            each.append(numbers[value])
        filters.append(
            _filter(name, legend, [(numbers[value], value, [one == value for one in found]) for value in known])
        )
    names, rank, roster = (_places(lines, key) for key in (_name, _score, _line))
    rows = [
        ListedLine(line, " ".join(marks[number]), names[number], rank[number], roster[number])
        for number, line in enumerate(lines)
    ]
    return rows, [each for each in filters if each.choices]


def _filter(name: str, legend: str, values: Sequence[tuple[str, str, Sequence[bool]]]) -> LineFilter:
    choices = (FilterChoice(mark, words, sum(found)) for mark, words, found in values)
    return LineFilter(name, legend, tuple(one for one in choices if one.number))


def _ordered(name: str, found: Sequence[str], lines: Sequence[AgencyLine]) -> list[str]:
    """The values of one filter: grades the best first, kinds and regions as the roster has them; what is not known last."""
    first = {value: number for number, value in reversed(list(enumerate(found)))}
    number = Counter(found)
    if name == "g":
        best = {
            value: max(_total(line) for line, one in zip(lines, found, strict=True) if one == value) for value in number
        }
        return sorted(number, key=lambda value: (-best[value], value))
    unknown = (NO_KIND, NO_REGION, _NOBODY)
    return sorted(number, key=lambda value: (value in unknown, lines[first[value]].place, value))


def _total(line: AgencyLine) -> float:
    return -1.0 if line.score is None or line.score.total is None else float(line.score.total)


def _places(lines: Sequence[AgencyLine], key: Callable[[AgencyLine], object]) -> list[int]:
    """The place of each line in the order by ``key``; equal ones stay as they are."""
    order = sorted(range(len(lines)), key=lambda number: key(lines[number]))  # type: ignore[arg-type,return-value]
    places = [0] * len(lines)
    for place, number in enumerate(order):
        places[number] = place
    return places


def _name(line: AgencyLine) -> bytes:
    """GB 18030 puts the common characters in the order of their sounds, as a Chinese directory does."""
    return line.name.encode("gb18030", "replace")


def _score(line: AgencyLine) -> tuple[float, float]:
    """The points that are its own in any case come first, as in the ranking."""
    low = line.score.low if line.score else None
    return (1.0 if low is None else -float(low)), -_total(line)


def _line(line: AgencyLine) -> int:
    return line.place
