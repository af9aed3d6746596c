"""Causes in the text: sentences with what is wrong in them, and numbers of the tables that several of them speak against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.causes._draft import Draft, order
from audit.causes._places import of_locus, of_sentences, of_sum, sentences_of
from audit.findings import CauseKind, Equation, Outcome, Repeated
from audit.forms import Form
from audit.locate import Change, Solution, equations, holds
from audit.model import Report
from audit.text import Value

#: Kinds whose place is the sentence.
_IN_TEXT: frozenset[CauseKind] = frozenset(("figure", "wording"))
#: What a cell of the table has to be, by what several outcomes say.
_Remedied = tuple[str, Value]
#: What words of a sentence have to say instead of their number.
_InText = tuple[str, str, Value]


def cell_causes(outcomes: Iterable[Outcome], report: Report, form: Form) -> list[Draft]:
    """Cells that one other number would reconcile with several things at once: sentences, other years, other reports."""
    left = sorted((o for o in outcomes if o.verdict == "fail" and o.role != "identity"), key=order)
    drafts = []
    while found := _commonest(left, report, form):
        (cell, value), explained = found
        printed = report.cells[cell].value
        change = Change(cell, printed, int(value))
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
    """What is left, a cause for each sentence and kind; what names no sentence, for each thing and kind.

    An outcome over several sentences belongs to those whose corrections make it right, where they do; it follows from
    the first of them.
    """
    drafts: dict[tuple[str, str], Draft] = {}
    several: list[Outcome] = []
    for outcome in sorted(outcomes, key=order):
        sentences = sentences_of(outcome, report) if outcome.cause_kind in _IN_TEXT else ()
        if len(sentences) > 1:
            several.append(outcome)
        else:
            _under(drafts, outcome, _place(outcome, sentences, report))
    in_text = list(drafts.values())
    for outcome in several:
        one = next((draft for draft in in_text if _corrects(draft, outcome)), None)
        if found := one or _together(in_text, outcome):
            found.following.append(outcome)
        else:
            _under(drafts, outcome, of_sentences(sentences_of(outcome, report)))
    for draft in drafts.values():
        draft.candidates = _candidates(draft.outcomes[0], report, form)
    return list(drafts.values())


def _under(drafts: dict[tuple[str, str], Draft], outcome: Outcome, place: str) -> None:
    """Put the outcome under the cause of its kind at the place."""
    drafts.setdefault((outcome.cause_kind, place), Draft(outcome.cause_kind, place)).outcomes.append(outcome)


def _place(outcome: Outcome, sentences: tuple[str, ...], report: Report | None) -> str:
    in_text = of_sentences(sentences)
    if in_text != of_sentences(()):
        return in_text
    return of_sum(outcome.facts) if isinstance(outcome.facts, Equation) else of_locus(outcome, report)


def _wanted(draft: Draft) -> set[_InText]:
    """What would make outcomes of the cause right in its sentence."""
    facts = [outcome.facts for outcome in draft.outcomes if outcome.facts is not None]
    return {(r.sentence, r.words, r.value) for one in facts for r in one.remedies if r.sentence}


def _corrects(draft: Draft, outcome: Outcome) -> bool:
    """Whether what would make one of the cause's outcomes right in its sentence makes the outcome right as well."""
    remedies = outcome.facts.remedies if outcome.facts else ()
    return any((r.sentence, r.words, r.value) in _wanted(draft) for r in remedies)


def _together(drafts: Sequence[Draft], outcome: Outcome) -> Draft | None:
    """The first cause of several whose corrections make statements agree that are made more than once."""
    if not isinstance(outcome.facts, Repeated):
        return None
    sides = outcome.facts.statements
    for value in dict.fromkeys(side.number for side in sides):
        wrong = [side for side in sides if side.number != value]
        correcting = [
            next((d for d in drafts if (side.sentence, side.words, value) in _wanted(d)), None) for side in wrong
        ]
        if correcting and all(correcting):
            return correcting[0]
    return None


def _candidates(outcome: Outcome, report: Report | None, form: Form | None) -> tuple[Solution, ...]:
    """The cells any one of which would make the outcome right with another number, and no sum wrong."""
    if report is None or form is None:
        return ()
    free = [(cell, value) for cell, value in dict.fromkeys(_remedies(outcome)) if _is_free(cell, value, report, form)]
    return tuple(Solution((Change(cell, report.value(cell), int(value)),), 0, "", "cell") for cell, value in free)
