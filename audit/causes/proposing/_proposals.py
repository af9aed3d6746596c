"""What the causes propose for an outcome: the ways to correct it, in words too, or that it agrees once another one is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from audit.causes._cause import Cause
from audit.causes.proposing._effects import further, values_of
from audit.findings import Outcome
from audit.forms import Form
from audit.locate import CellChange
from audit.text import Value, show

#: Ways to correct a problem that are named; with more of them none stands out.
MAX_WAYS = 4
#: Said of the cells of the only proposal, and of those of one way among several.
ALL_OF_THEM, TOGETHER = "以上各格都应改正", "此改法各格须一并改正"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make things agree: the printed names of cells with their numbers, all of them to be changed, and why.

    ``certain`` says that nothing else explains what was found. ``numbers`` are the same numbers by the keys of the cells.
    ``besides`` names the other problems that must be corrected too before the outcome agrees; it is None where it does not
    agree even then.
    """

    cells: tuple[tuple[str, Value], ...]
    reason: str = ""
    certain: bool = False
    numbers: tuple[tuple[str, Value], ...] = field(default=(), repr=False)
    besides: tuple[str, ...] | None = ()

    def remark(self, *, alone: bool = True) -> str:
        """What follows in brackets (Chinese): that several cells belong together, and what probably happened; "" for neither.

        ``alone`` is False where other ways are named beside this one.
        """
        whole = ALL_OF_THEM if alone else TOGETHER
        words = "；".join(part for part in (whole if len(self.cells) > 1 else "", self.reason) if part)
        return f"（{words}）" if words else ""


def ways(outcome: Outcome, cause: Cause | None, form: Form | None) -> tuple[Way, ...]:
    """The ways to correct ``outcome``, of which one is due, the likeliest first.

    The root of a cause has those of the cause, and what it explains has none besides; where the cause proposes nothing,
    those are given that the localisation found for the outcome itself.
    """
    if cause is not None and has_proposal(cause):
        return _of_cause(cause, form) if cause.root is outcome else ()
    if outcome.suggestion:
        due = {guess.cell: guess.value for guess in (outcome.suggestion, *outcome.candidates)}
        return (_way(due.items(), outcome.suggestion.reason, form, certain=True),)
    found = {(guess.cell, guess.value): guess.reason for guess in outcome.candidates}
    return tuple(_way((each,), reason, form) for each, reason in found.items())


def has_proposal(cause: Cause) -> bool:
    """Whether the cause says which numbers of the tables to correct; cells besides a sentence that is wrong do not count."""
    return bool(cause.changes or (cause.candidates and (cause.root.suggestion or cause.root.candidates)))


def correcting(outcome: Outcome, causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The causes, its own first, whose proposals make ``outcome`` agree although it is not the root of its own.

    None where it is a root, or where its own cause proposes nothing that helps.
    """
    own = next((cause for cause in causes if any(one is outcome for one in cause.following)), None)
    if own is None or not own.changes:
        return ()
    others = further(outcome, values_of(own.changes), causes)
    return () if others is None else (own, *others)


def settling(names: Iterable[str], by: Sequence[Cause]) -> str:
    """That nothing is to be changed where an outcome agrees once the roots of ``by``, called ``names``, are corrected (Chinese).

    Where a root has other ways to be corrected, it says that this holds for the first of them.
    """
    how = "按所列第一种改法" if any(cause.candidates and not cause.certain for cause in by) else ""
    return f"随{'、'.join(names)}{how}改正即相符，本处不必另改"


def words_of_ways(found: Sequence[Way]) -> list[str]:
    """The first ways to correct as people read them (Chinese)."""
    return [_words(way, alone=len(found) == 1) for way in found[:MAX_WAYS]]


def sentence_of_ways(found: Sequence[Way]) -> str:
    """All ways as one text (Chinese): alternatives with 或 between them, the cells of one proposal with ；."""
    head = f"{words_of_choice(found)}：" if words_of_choice(found) else ""
    rest = f"；{words_of_rest(found)}" if words_of_rest(found) else ""
    return f"{head}{'；或'.join(words_of_ways(found))}{rest}"


def words_of_choice(found: Sequence[Way]) -> str:
    """That one of several ways is due (Chinese); "" where there is just one."""
    if len(found) < 2:
        return ""
    return "其中一格" if all(len(way.cells) == 1 for way in found) else "以下改法之一"


def words_of_rest(found: Sequence[Way]) -> str:
    """How many ways are not named (Chinese); "" where all are."""
    more = len(found) - MAX_WAYS
    if more <= 0:
        return ""
    return f"另有{more}{'格' if all(len(way.cells) == 1 for way in found) else '种改法'}同样可能"


def _words(way: Way, *, alone: bool) -> str:
    if len(way.cells) == 1:
        ((label, value),) = way.cells
        if way.besides is None:
            return f"{label}，改为{show(value)}，单改此格仍不相符{way.remark()}"
        how = f"并改正{'、'.join(way.besides)}，" if way.besides else ""
        return f"{label}，如改为{show(value)}{how}则相符{way.remark()}"
    return "；".join(f"{label}，改为{show(value)}" for label, value in way.cells) + way.remark(alone=alone)


def _of_cause(cause: Cause, form: Form | None) -> tuple[Way, ...]:
    proposed = [_of_changes(cause.changes, cause.reason, form, certain=cause.certain)] if cause.changes else []
    others = () if proposed and cause.certain else cause.candidates
    return (*proposed, *(_of_changes(solution.changes, solution.reason, form) for solution in others))


def _of_changes(changes: Iterable[CellChange], reason: str, form: Form | None, *, certain: bool = False) -> Way:
    return _way(((change.cell, change.value) for change in changes), reason, form, certain=certain)


def _way(numbers: Iterable[tuple[str, Value]], reason: str, form: Form | None, *, certain: bool = False) -> Way:
    given = tuple(numbers)
    return Way(_named(given, form), reason, certain, given)


def _named(numbers: Iterable[tuple[str, Value]], form: Form | None) -> tuple[tuple[str, Value], ...]:
    """The cells by their printed names, by their keys where no form tells."""
    labels = form.cells if form else {}
    return tuple((labels[key].label if key in labels else key, value) for key, value in numbers)
