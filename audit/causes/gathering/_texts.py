"""Causes in the text: sentences with what is wrong in them, and numbers of the tables that several of them speak against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.causes._draft import Draft, order
from audit.causes.gathering._places import is_in_text, of_locus, of_sentences, of_sum, sentences_of
from audit.document import whole
from audit.findings import CauseKind, Equation, Outcome, Remedy, Repeated
from audit.forms import Form
from audit.locate import CellChange, Solution, equations, holds
from audit.model import Report
from audit.text import Value

#: Kinds whose place is the sentence.
_IN_TEXT: frozenset[CauseKind] = frozenset(("figure", "wording"))
#: What a cell of the table has to be, by what several outcomes say.
_Remedied = tuple[str, Value]
#: The causes that ask for a number, by that number, by the sentence and its words that would have to say it.
_Corrections = dict[tuple[str, str], dict[Value, Draft]]


def cell_causes(outcomes: Iterable[Outcome], report: Report, form: Form) -> list[Draft]:
    """Cells that one other number would reconcile with several things at once: sentences, other years, other reports."""
    left = sorted((o for o in outcomes if o.verdict == "fail" and o.role != "identity"), key=order)
    drafts = []
    while found := _commonest(left, report, form):
        (cell, value), explained = found
        printed = report.cells[cell].value
        change = CellChange(cell, printed, int(value))
        drafts.append(Draft("cell", f"cell:{cell}", list(explained), changes=(change,)))
        left = [outcome for outcome in left if outcome not in explained]
    return drafts


def _commonest(left: Sequence[Outcome], report: Report, form: Form) -> tuple[_Remedied, list[Outcome]] | None:
    """The number for a cell that makes most outcomes right, which stand in different sentences; the first of equals."""
    by_remedy: dict[_Remedied, list[Outcome]] = {}
    for outcome in left:
        for cell, value in dict.fromkeys(_remedies(outcome)):
            if _is_free(cell, value, report, form):
                by_remedy.setdefault((cell, value), []).append(outcome)
    places = {key: place for place, key in enumerate(form.cells)}
    several = [(remedy, found) for remedy, found in by_remedy.items() if _are_apart(found, report)]
    return min(several, key=lambda item: (-len(item[1]), places[item[0][0]], item[0][1]), default=None)


def _remedies(outcome: Outcome) -> Iterable[_Remedied]:
    facts = outcome.facts
    return [(remedy.cell, remedy.value) for remedy in facts.remedies if remedy.cell] if facts else ()


def _is_free(cell: str, value: Value, report: Report, form: Form) -> bool:
    """Whether the cell may be a whole number like ``value`` and no sum that holds as printed would fail with it."""
    if cell not in form.cells or cell not in report.cells or value != int(value):
        return False
    sums = [equation for equation in equations(form) if cell in equation]
    return not any(holds(report, equation) for equation in sums)


def _are_apart(outcomes: Sequence[Outcome], report: Report) -> bool:
    """Whether they do not all stand in one sentence, which by itself might be wrong."""
    return len({sentences_of(outcome, report) for outcome in outcomes}) > 1


def sentence_causes(outcomes: Iterable[Outcome], report: Report | None, form: Form | None) -> list[Draft]:
    """What is left, a cause for each slip of a sentence; what names no sentence, for each thing and kind.

    What one correction of a sentence makes right is one slip, so are words that are found wrong at the same characters.
    An outcome over several sentences belongs to those whose corrections make it right, where they do; it follows from
    the first of them.
    """
    drafts: dict[tuple[str, str], list[Draft]] = {}
    several: list[Outcome] = []
    for outcome in sorted(outcomes, key=order):
        sentences = sentences_of(outcome, report) if outcome.cause_kind in _IN_TEXT else ()
        if len(sentences) > 1:
            several.append(outcome)
        else:
            _under(drafts, outcome, _place(outcome, sentences, report))
    due = _corrections(draft for found in drafts.values() for draft in found)
    for outcome in several:
        if known := _correcting(due, outcome):
            known.following.append(outcome)
        else:
            _under(drafts, outcome, of_sentences(sentences_of(outcome, report)))
    every = [draft for found in drafts.values() for draft in found]
    for draft in every:
        draft.candidates = _candidates(draft.outcomes[0], report, form)
    return every


def _under(drafts: dict[tuple[str, str], list[Draft]], outcome: Outcome, place: str) -> None:
    """Put the outcome under the cause of its kind at the place that it has in common, a new one where there is none."""
    known = drafts.setdefault((outcome.cause_kind, place), [])
    draft = next((draft for draft in known if not is_in_text(place) or _is_same_slip(draft.outcomes, outcome)), None)
    if draft is None:
        draft = Draft(outcome.cause_kind, place)
        known.append(draft)
    draft.outcomes.append(outcome)


def _is_same_slip(outcomes: Sequence[Outcome], other: Outcome) -> bool:
    """Whether one correction makes all of them right; of those that propose none, whether they show the same characters."""
    if other.cause_kind == "figure" and all(map(_proposed, (*outcomes, other))):
        return bool(set[Remedy].intersection(*map(_proposed, (*outcomes, other))))
    return any(_overlap(outcome, other) for outcome in outcomes)


def _proposed(outcome: Outcome) -> set[Remedy]:
    """The numbers each of which, in the text or in a cell, would make the outcome right."""
    return set(outcome.facts.remedies) if outcome.facts else set()


def _overlap(one: Outcome, other: Outcome) -> bool:
    """Whether what the two find wrong stands at the same characters; what stands nowhere may be the same thing."""
    first, second = ([p.place for p in outcome.places[:1]] for outcome in (one, other))
    if not first or not second or whole(first[0]) != whole(second[0]):
        return not (first and second)
    (a, b), (c, d) = ((place.start, place.end) for place in (first[0], second[0]))
    return None in (a, b, c, d) or ((a or 0) < (d or 0) and (c or 0) < (b or 0))


def _place(outcome: Outcome, sentences: tuple[str, ...], report: Report | None) -> str:
    in_text = of_sentences(sentences)
    if in_text != of_sentences(()):
        return in_text
    return of_sum(outcome.facts) if isinstance(outcome.facts, Equation) else of_locus(outcome, report)


def _corrections(drafts: Iterable[Draft]) -> _Corrections:
    """What the words of a sentence would have to say to make outcomes right, with the first cause that asks for it."""
    due: _Corrections = {}
    for draft in drafts:
        for outcome in draft.outcomes:
            for remedy in outcome.facts.remedies if outcome.facts else ():
                if remedy.sentence:
                    due.setdefault((remedy.sentence, remedy.words), {}).setdefault(remedy.value, draft)
    return due


def _correcting(due: _Corrections, outcome: Outcome) -> Draft | None:
    """The cause whose correction makes the outcome right as well, or the first of those that do so together."""
    facts = outcome.facts
    for remedy in facts.remedies if facts else ():
        if draft := due.get((remedy.sentence, remedy.words), {}).get(remedy.value):
            return draft
    if not isinstance(facts, Repeated):
        return None
    first = facts.statements[0]
    for value in dict.fromkeys((first.number, *due.get((first.sentence, first.words), {}))):
        wrong = [side for side in facts.statements if side.number != value]
        found = [due.get((side.sentence, side.words), {}).get(value) for side in wrong]
        if found and all(found):
            return found[0]
    return None


def _candidates(outcome: Outcome, report: Report | None, form: Form | None) -> tuple[Solution, ...]:
    """The cells any one of which would make the outcome right with another number, and no sum wrong."""
    if report is None or form is None:
        return ()
    free = [(cell, value) for cell, value in dict.fromkeys(_remedies(outcome)) if _is_free(cell, value, report, form)]
    return tuple(Solution((CellChange(cell, report.value(cell), int(value)),), 0, "", "cell") for cell, value in free)
