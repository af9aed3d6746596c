"""The problems of one report as cards: one a cause, with its evidence, the arithmetic and what to change."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.assessment import Examined
from audit.causes import Problem, Problems, words_of_choice, words_of_rest, words_of_ways
from audit.document import Crop
from audit.findings import DifferingCells, Equation, Outcome, PersonalData, within
from audit.model import Report
from audit.patterns import regex
from audit.present import decided, facts
from audit.present.agency.evidence import (
    MOST_ON_A_PAGE,
    AlikeText,
    AroundText,
    Excerpt,
    PicturedPlace,
    PlacePicture,
    Quote,
    Quotes,
    alike,
    arithmetic,
    around,
    cells_of,
    excerpts,
    faulty_places,
    is_on_alike_texts,
    pictured,
    pictures,
    quotes,
    speaking,
    testimony,
    units_first,
    vain_places,
)
from audit.present.headlines import headline, quoted_within
from audit.present.html import Html, page, unread

#: Cards of one rule, and of a page, before the rest stands on lines of its own; lines before the rest is only counted.
_MOST_OF_A_RULE, _MOST_CARDS, _MOST_LINES = 50, 120, 120
#: Bytes of the part that shows the problems, without pictures and what is folded of the report's text, and cards that are shown whatever they take.
_MOST_BYTES, _LEAST_CARDS = 50_000, 10
_PICTURE, _WHOLE = regex(r"data:image/[^\"]*"), regex(r'(?s)<details class="whole".*?</details>')
#: Findings that a card lists as following from its cause; cells whose place in the original it names.
_MOST_FOLLOWING, _PLACED_CELLS = 40, 4
#: How things are put right, by key.
_PutRight = Mapping[str, decided.ShownHandling]
#: Where no pictures are given.
NO_CROPS: Mapping[PicturedPlace, Crop] = {}


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that found something: what it asks, on which grounds, and where it gives no verdict."""

    rule: str
    title: str
    basis: str
    compares: str
    not_judged: str


@dataclass(frozen=True, slots=True)
class Card:
    """What one card prints; see the template.

    ``settled`` are the other things that its change settles, which that counts; ``following`` are the rest. ``hides`` is
    whether private words are hidden in what it shows.
    """

    problem: Problem
    kind: str
    headline: str
    section: str
    excerpts: Sequence[Excerpt]
    versions: DifferingCells | None
    quotes: Quotes
    alike: Sequence[tuple[AlikeText, AlikeText]]
    where: Sequence[str]
    sought: Sequence[Quote]
    around: Sequence[AroundText]
    pictures: Sequence[PlacePicture]
    sums: Sequence[str]
    change: str
    choice: str
    ways: Sequence[str]
    rest: str
    message: str
    settled: Sequence[str]
    following: Sequence[str]
    more_following: int
    hides: bool
    grounds: Sequence[Ground]
    decision: decided.ShownDecision | None
    handling: decided.ShownHandling | None


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem that has no card: what is wrong in one sentence, how people decided on it and put it right, None where nobody has."""

    problem: Problem
    words: str
    decision: decided.ShownDecision | None
    handling: decided.ShownHandling | None


def problems(
    found: Examined,
    rules: Sequence[facts.RuleText] = (),
    handbook: str = "",
    crops: Mapping[PicturedPlace, Crop] = NO_CROPS,
    keep: Callable[[Problem], bool] = lambda _: True,
) -> Html:
    """All problems of the report, the gravest first, what is open last, then what people added; a sentence where there are none.

    What people dismissed follows, folded.

    ``rules`` is the catalogue, which tells the grounds in full; ``handbook`` the file name of the rules' page, "" for none;
    ``crops`` are the pictures of the places that ``pictured`` names, as far as they could be made; ``keep`` says which problems are shown, under their numbers in the report.
    """
    if found.report.status == "unreadable":
        return unread()
    known = {rule.id: rule for rule in rules}
    every = found.problems
    shown = pictured(found) if crops else {}
    counted = [(problem, number) for problem, number in _counted(every) if keep(problem)]
    put_right = decided.handlings(found.rulings, found.asof, found.correction_days)
    cards = [
        _card(problem, found, known, pictures(problem.number, shown, crops), put_right)
        for problem, number in counted
        if number <= _MOST_OF_A_RULE
    ][:_MOST_CARDS]

    def shown_with(most: int) -> Html:
        return _page([problem for problem, _ in counted], cards[:most], found, handbook, put_right)

    whole = shown_with(len(cards))
    if _bytes(whole) <= _MOST_BYTES:
        return whole
    # The greatest number of cards with which the part is small enough, some in any case.
    return shown_with(
        max(_LEAST_CARDS, bisect_right(range(len(cards)), _MOST_BYTES, key=lambda n: _bytes(shown_with(n))) - 1)
    )


def one_problem(
    found: Examined,
    problem: Problem,
    rules: Sequence[facts.RuleText] = (),
    crops: Mapping[PicturedPlace, Crop] = NO_CROPS,
) -> Html:
    """``problem`` of the report alone, as its card, for whoever works on it; ``rules`` and ``crops`` as in ``problems``.

    That nobody has decided yet stands beside it, where it is decided.
    """
    shown = pictured(found, (problem,)) if crops else {}
    put_right = decided.handlings(found.rulings, found.asof, found.correction_days)
    seen = pictures(problem.number, shown, crops)
    card = _card(problem, found, {rule.id: rule for rule in rules}, seen, put_right)
    if card.decision and card.decision.state == "open":
        card = replace(card, decision=None)
    nothing = dict.fromkeys(("folded", "lines", "left", "rules", "folded_lines", "folded_left", "added"), ())
    return page("agency/problems.html.j2", cards=[card], **nothing, dismissed=0, open_number=1, handbook="", most=None)


def _bytes(shown: Html) -> int:
    """How much of a page it takes."""
    return len(_WHOLE.sub("", _PICTURE.sub("", str(shown.text))).encode())


def _page(
    problems: Sequence[Problem], cards: Sequence[Card], found: Examined, handbook: str, put_right: _PutRight
) -> Html:
    """The cards, then what has none on lines of its own, as many as there is room for; of the rest how many there are by rule."""
    drawn = {card.problem.number for card in cards}
    short = [problem for problem in problems if problem.number not in drawn]
    standing, dismissed = ([problem for problem in short if problem.stands is stands] for stands in (True, False))
    return page(
        "agency/problems.html.j2",
        cards=[card for card in cards if card.problem.stands],
        folded=[card for card in cards if not card.problem.stands],
        lines=_lines(standing, found, put_right),
        left=standing[_MOST_LINES:],
        rules=sorted(Counter(problem.root.rule for problem in standing).items()),
        folded_lines=_lines(dismissed, found, put_right),
        folded_left=dismissed[_MOST_LINES:],
        dismissed=sum(not problem.stands for problem in problems),
        open_number=sum(
            card.problem.stands and card.problem.verdict == "undecided" and card.problem.incompleteness is None
            for card in cards
        ),
        added=[(one, decided.line(one.event), put_right.get(one.event.about)) for one in found.rulings.added],
        handbook=handbook,
        most=MOST_ON_A_PAGE,
    )


def _lines(problems: Sequence[Problem], found: Examined, put_right: _PutRight) -> list[ProblemLine]:
    return [
        ProblemLine(
            one,
            headline(one, found.report),
            decided.decision(found.rulings.of(one.cause), used=False, cause=one.cause),
            put_right.get(one.cause.key) if one.cause else None,
        )
        for one in problems[:_MOST_LINES]
    ]


def _counted(every: Problems) -> list[tuple[Problem, int]]:
    """Each problem with its running number among those of its rule."""
    seen = Counter[str]()
    found = []
    for problem in (*every.standing, *every.dismissed):
        seen[problem.root.rule] += 1
        found.append((problem, seen[problem.root.rule]))
    return found


def _card(
    problem: Problem,
    found: Examined,
    rules: Mapping[str, facts.RuleText],
    seen: Sequence[PlacePicture],
    put_right: _PutRight,
) -> Card:
    report, every = found.report, found.problems
    root, cause = problem.root, problem.cause
    ways = every.ways(root, facts.form_of(report))
    told = headline(problem, report)
    shown = speaking(problem)
    versions = next(within(root.facts, DifferingCells), None)
    others = [one for one in problem.outcomes[1:] if not isinstance(one.facts, Equation)]
    change = every.promise(problem, report, facts.form_of(report))
    settled = [one for one in others if change and one.verdict == "fail"][:_MOST_FOLLOWING]
    following = [one for one in others if not any(one is other for other in settled)]
    possible = {cell for way in ways for cell, _ in way.numbers}
    quoted = [*faulty_places((one for one in shown if not is_on_alike_texts(one)), report), *testimony(cause, report)]
    in_text, texts = quotes(report, quoted, units_first(shown)), around(report, shown)
    personal = any(any(within(one.facts, PersonalData)) for one in shown)
    return Card(
        problem,
        problem.kind_name,
        told,
        facts.SECTION_NAMES[facts.section_of(root, report)],
        [] if versions else excerpts(report, shown, cause, possible),
        versions,
        in_text,
        alike(shown, report),
        _where(problem, report),
        quotes(report, vain_places(shown, report)).quoted,
        texts,
        seen,
        arithmetic(problem, report, told, settled),
        change,
        words_of_choice(ways),
        words_of_ways(ways),
        words_of_rest(ways),
        quoted_within(root.message) if _says_more(root, told) and not versions else "",
        list(map(_told, settled)),
        list(map(_told, following[:_MOST_FOLLOWING])),
        max(0, len(following) - _MOST_FOLLOWING),
        personal or any(one.hides for one in in_text.quoted) or any(one.hides for one in texts),
        [_ground(rule, problem, rules) for rule in dict.fromkeys(one.rule for one in problem.outcomes)],
        decided.decision(found.rulings.of(cause), used=found.rulings.used, cause=cause),
        put_right.get(cause.key) if cause else None,
    )


def _told(outcome: Outcome) -> str:
    """What an outcome says, behind its head (Chinese)."""
    return quoted_within(f"{outcome.head}：{outcome.message}")


def _where(problem: Problem, report: Report) -> list[str]:
    """Where in the original the cells stand that are to be changed, else those at issue where they are few, and other things of tables (Chinese)."""
    form = facts.form_of(report)
    changed = [change.cell for change in problem.cause.changes] if problem.cause else []
    keys = changed or [key for key in cells_of(problem.root) if key in report.cells]
    if form is None or (not changed and len(keys) > _PLACED_CELLS):
        keys = keys[-1:] if form and isinstance(problem.root.facts, Equation) else []
    placed = [(key, where) for key in keys if key in report.cells and (where := report.cells[key].place.describe())]
    cells = {cell.place for cell in report.cells.values()}
    others = [
        (one.label, one.place.describe())
        for one in faulty_places(speaking(problem), report)
        if one.role is None and one.place.table is not None and one.place not in cells
    ]
    found = [(form.cells[key].label, where) for key, where in placed if form] + others
    return [f"{label or '表格'}：{where}" for label, where in dict.fromkeys(found[:_MOST_FOLLOWING])]


def _says_more(root: Outcome, told: str) -> bool:
    """Whether the sentence of the finding says anything besides the headline and the sums."""
    begins = told.partition("，请核实")[0]
    return not isinstance(root.facts, Equation) and not quoted_within(root.message).startswith(begins)


def _ground(rule: str, problem: Problem, rules: Mapping[str, facts.RuleText]) -> Ground:
    first: Outcome = next(one for one in problem.outcomes if one.rule == rule)
    known = rules.get(rule)
    return Ground(rule, first.title, first.basis, getattr(known, "compares", ""), getattr(known, "not_judged", ""))
