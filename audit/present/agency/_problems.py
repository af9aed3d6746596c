"""The problems of one report: cards as far as the page has room, the rest on lines of its own, what people added."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.assessment import Examined
from audit.causes import Problem, Problems
from audit.document import Crop
from audit.patterns import regex
from audit.present import decided, facts, putright
from audit.present.agency._cards import Card, PutRight, card_of
from audit.present.agency._decided import MARK
from audit.present.agency.evidence import MOST_ON_A_PAGE, PicturedPlace, pictured, pictures
from audit.present.html import Html, page, unread
from audit.present.problems.headlines import headline

#: Cards of one rule, and of a page, before the rest stands on lines of its own; lines before the rest is only counted.
_MOST_OF_A_RULE, _MOST_CARDS, _MOST_LINES = 50, 120, 120
#: Bytes of the part that shows the problems, without pictures and what is folded of the report's text, and cards that are shown whatever they take.
_MOST_BYTES, _LEAST_CARDS = 50_000, 10
_PICTURE, _WHOLE = regex(r"data:image/[^\"]*"), regex(r'(?s)<details class="whole".*?</details>')
#: Where no pictures are given.
_NO_CROPS: Mapping[PicturedPlace, Crop] = {}


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem that has no card: what is wrong in one sentence, how people decided on it and put it right, None where nobody has."""

    problem: Problem
    words: str
    decision: decided.ShownDecision | None
    handling: putright.ShownHandling | None


def problems(
    found: Examined,
    rules: Sequence[facts.RuleText] = (),
    handbook: str = "",
    crops: Mapping[PicturedPlace, Crop] = _NO_CROPS,
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
    put_right = putright.handlings(found.rulings, found.problems.all, found.asof, found.office.correction_days)
    cards = [
        card_of(problem, found, known, pictures(problem.number, shown, crops), put_right)
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
    crops: Mapping[PicturedPlace, Crop] = _NO_CROPS,
) -> Html:
    """``problem`` of the report alone, as its card, for whoever works on it; ``rules`` and ``crops`` as in ``problems``.

    That nobody has decided yet stands beside it, where it is decided; so does the note of the decision that holds.
    """
    shown = pictured(found, (problem,)) if crops else {}
    put_right = putright.handlings(found.rulings, found.problems.all, found.asof, found.office.correction_days)
    seen = pictures(problem.number, shown, crops)
    card = card_of(problem, found, {rule.id: rule for rule in rules}, seen, put_right)
    if card.decision and card.decision.state == "open":
        card = replace(card, decision=None)
    elif card.decision and len(card.decision.by) == 1 and card.decision.state != "lapsed":
        # The note has a place of its own, where it is edited.
        card = replace(card, decision=replace(card.decision, by=[replace(card.decision.by[0], note="")]))
    nothing = dict.fromkeys(("folded", "lines", "left", "rules", "folded_lines", "folded_left", "added"), ())
    return page(
        "agency/problems.html.j2",
        cards=[card],
        **nothing,
        dismissed=0,
        open_number=1,
        handbook="",
        most=None,
        mark=MARK,
    )


def _bytes(shown: Html) -> int:
    """How much of a page it takes."""
    return len(_WHOLE.sub("", _PICTURE.sub("", str(shown.text))).encode())


def _page(
    problems: Sequence[Problem], cards: Sequence[Card], found: Examined, handbook: str, put_right: PutRight
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
        mark=MARK,
    )


def _lines(problems: Sequence[Problem], found: Examined, put_right: PutRight) -> list[ProblemLine]:
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
