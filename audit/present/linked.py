"""What belongs together on one report: which findings have one cause, and which agree once another one is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.causes import Cause, Way, by_outcome, correcting, has_proposal, settling, ways
from audit.findings import SEVERITY_NAMES, Outcome
from audit.forms import Form
from audit.present import facts
from audit.text import show

#: Ways to correct a finding of which one is due; with more of them none stands out.
MAX_WAYS = 4
#: Findings of one cause that are named before the rest is counted.
_MAX_NAMED = 8


class Linked:
    """The outcomes on one report under their causes; findings are named as the page numbers them (错误1, 疑点3)."""

    def __init__(self, outcomes: Iterable[Outcome], causes: Iterable[Cause]) -> None:
        """Number the findings among ``outcomes``; ``causes`` are those of the report."""
        self._causes = tuple(causes)
        self._of = by_outcome(self._causes)
        self._names = {
            id(outcome): f"{SEVERITY_NAMES[outcome.severity]}{number}"
            for number, outcome in enumerate(facts.findings(outcomes), 1)
        }

    def cause(self, outcome: Outcome) -> Cause | None:
        """Its cause."""
        return self._of.get(id(outcome))

    def name(self, outcome: Outcome) -> str:
        """What people find it by: severity and number on the page, rule and title where it has no number."""
        return self._names.get(id(outcome)) or f"“{outcome.rule} {outcome.title}”"

    def settled(self, outcome: Outcome) -> str:
        """That nothing is to be changed here since it agrees once others are corrected (Chinese); "" where that is not so."""
        by = correcting(outcome, self._causes)
        return settling([self.name(cause.root) for cause in by], by) if by else ""

    def together(self, outcome: Outcome) -> str:
        """With which findings it shares its cause, the root first, and where the proposal stands (Chinese); "" for none."""
        cause = self.cause(outcome)
        if cause is None or cause.is_open_as_a_whole:
            return ""
        others = [one for one in cause.outcomes if one is not outcome]
        named = [self.name(one) for one in others if one.verdict == "fail"]
        if not named:
            return ""
        rest = f"等{len(named)}项" if len(named) > _MAX_NAMED else ""
        words = f"与{'、'.join(named[:_MAX_NAMED])}{rest}同一原因（{cause.name}）"
        if not has_proposal(cause):
            return words
        return f"{words}，改正建议见{'本项' if cause.root is outcome else self.name(cause.root)}"

    def ways(self, outcome: Outcome, form: Form | None) -> tuple[Way, ...]:
        """The ways to correct it, see ``causes.ways``."""
        return ways(outcome, self.cause(outcome), form)


def in_words(found: Sequence[Way]) -> list[str]:
    """The first ways to correct as people read them (Chinese)."""
    return [_way_in_words(way, alone=len(found) == 1) for way in found[:MAX_WAYS]]


def _way_in_words(way: Way, *, alone: bool) -> str:
    if len(way.cells) == 1:
        ((label, value),) = way.cells
        return f"{label}，如改为{show(value)}则相符{way.remark()}"
    return "；".join(f"{label}，改为{show(value)}" for label, value in way.cells) + way.remark(alone=alone)


def all_in_words(found: Sequence[Way]) -> str:
    """All ways as one text (Chinese): alternatives with 或 between them, the cells of one proposal with ；."""
    head = f"{choice(found)}：" if choice(found) else ""
    return f"{head}{'；或'.join(in_words(found))}{rest(found)}"


def choice(found: Sequence[Way]) -> str:
    """That one of several ways is due (Chinese); "" where there is just one."""
    if len(found) < 2:
        return ""
    return "其中一格" if all(len(way.cells) == 1 for way in found) else "以下改法之一"


def rest(found: Sequence[Way]) -> str:
    """How many ways are not named (Chinese); "" where all are."""
    more = len(found) - MAX_WAYS
    if more <= 0:
        return ""
    return f"；另有{more}{'格' if all(len(way.cells) == 1 for way in found) else '种改法'}同样可能"
