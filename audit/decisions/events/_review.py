"""The review of a report by three people: which step is due, and who may take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from audit.decisions.events._events import STAGE_NAMES, DecisionEvent, DecisionSubject, Entry, Stage
from audit.errors import UsageError

_ORDER: Sequence[Stage] = tuple(STAGE_NAMES)
#: How far a review has reached, as people look for it: no step was passed, the last one that was, or it was sent back and nobody passed one since.
ReviewReach = Literal["none", "first", "second", "final", "back"]
#: What that is called (Chinese), in the order of the steps.
REACH_NAMES: Mapping[ReviewReach, str] = {
    "none": f"待{STAGE_NAMES[_ORDER[0]]}",
    **{stage: f"{name}通过" for stage, name in STAGE_NAMES.items()},
    "back": "已退回",
}


@dataclass(frozen=True, slots=True)
class ReviewSteps:
    """The steps of a report's review: all ``taken``, as they follow each other, and the ``latest``, of whose place none was taken."""

    taken: tuple[DecisionEvent, ...] = ()
    latest: tuple[DecisionEvent, ...] = ()

    @property
    def passed(self) -> Mapping[Stage, DecisionEvent]:
        """The steps that the report has passed and was not sent back behind, in their order, each with who passed it last.

        Where two people moved it without knowing of each other, the one that is less far counts, whoever stands first.
        """
        far = min(map(_reached, self.latest), default=-1)
        by: dict[Stage, DecisionEvent] = {move.data["stage"]: move for move in self.taken if move.data["passed"]}
        # A step that was taken back has not been passed, nor has what rests on it.
        return {stage: by[stage] for stage in takewhile(by.__contains__, _ORDER[: far + 1])}

    @property
    def stage(self) -> Stage | None:
        """The last step that the report has passed; None where there is none."""
        return next(reversed(tuple(self.passed)), None)

    @property
    def returned(self) -> DecisionEvent | None:
        """The step that sent the report back, as long as nobody passed one since."""
        last = self.taken[-1] if self.taken else None
        return last if last and not last.data["passed"] else None

    @property
    def reach(self) -> ReviewReach:
        """How far the review has reached, as people look for it."""
        return "back" if self.returned else self.stage or "none"

    @property
    def state(self) -> str:
        """How far the review is, in short (Chinese): “待初审”, “初审通过”, “复审退回”, “终审通过”."""
        last = self.returned or (self.passed[self.stage] if self.stage else None)
        return step_name(last) if last else REACH_NAMES["none"]

    @property
    def again(self) -> Stage | None:
        """The step that is to be taken once more since the report was sent back behind it; None where it was not sent back."""
        return _ORDER[len(self.passed)] if self.returned else None

    def own_latest(self, who: str) -> DecisionEvent | None:
        """The step that ``who`` took and may take back: nobody took its place, nor another one beside it; None where there is none."""
        return self.latest[0] if [move.who for move in self.latest] == [who] else None


def step_name(move: DecisionEvent) -> str:
    """What was done with a step of the review (Chinese): “初审通过”, “复审退回”."""
    return f"{STAGE_NAMES[move.data['stage']]}{'通过' if move.data['passed'] else '退回'}"


def _reached(move: DecisionEvent) -> int:
    """The place of the last step that the report has passed with ``move``: whoever sends back asks for the step before his own again."""
    return _ORDER.index(move.data["stage"]) - (0 if move.data["passed"] else 2)


def in_order(moves: Sequence[DecisionEvent], every: Sequence[DecisionEvent]) -> list[DecisionEvent]:
    """``moves`` as they follow each other by what each takes the place of among ``every``, in whatever order records were joined.

    Of those made without knowing of each other the one that is further comes first, and what was sent back last.
    """
    depths: dict[str, int] = {}
    left = {event.uuid: event for event in every}
    while left:
        # Of those that name each other none can be first.
        ready = [uuid for uuid, event in left.items() if left.keys().isdisjoint(event.after)] or list(left)
        depths |= dict.fromkeys(ready, len(left))
        left = {uuid: event for uuid, event in left.items() if uuid not in depths}

    def place(move: DecisionEvent) -> tuple[int, bool, int, str]:
        return -depths[move.uuid], not move.data["passed"], -_ORDER.index(move.data["stage"]), move.uuid

    return sorted(moves, key=place)


def possible(subject: DecisionSubject, who: str, steps: ReviewSteps) -> list[tuple[Stage, bool]]:
    """The steps that are for ``who`` to take now, in their order, each with whether it is passed or sent back; ``steps`` are those taken so far."""
    found: list[tuple[Stage, bool]] = []
    done = steps.passed
    for stage in _ORDER:
        for is_passed in (True, False):
            try:
                refuse(Entry("review", subject, data={"stage": stage, "passed": is_passed}), who, steps)
            except UsageError:
                continue
            # Whoever's step it is sends back to the one before, or, having passed it, thinks better of it.
            own = done[stage].who == who if stage in done else stage != _ORDER[0]
            if is_passed or own:
                found.append((stage, is_passed))
    return found


def refuse(entry: Entry, who: str, steps: ReviewSteps) -> None:
    """UsageError, in Chinese, for a step that is not due, or not for ``who`` to take; ``steps`` are those taken so far.

    Whoever passed or sent back at one step takes no other one of that report, unless he took it back.
    """
    stage: Stage = entry.data["stage"]
    name, report = STAGE_NAMES[stage], f"{entry.subject.agency}{entry.subject.year or ''}年度报告"
    done, place = steps.passed, _ORDER.index(stage)
    for before in _ORDER[:place]:
        if before not in done:
            raise UsageError(f"{report}还没有通过{STAGE_NAMES[before]}，不能{name}。")
    for after in _ORDER[place + 1 :]:
        if after in done:
            raise UsageError(
                f"{report}已由{done[after].who}通过{STAGE_NAMES[after]}，不能再{name}；须先由{STAGE_NAMES[after]}退回。"
            )
    if entry.data["passed"] and stage in done:
        raise UsageError(f"{report}已由{done[stage].who}通过{name}，不必再办。")
    if other := next((move for move in steps.taken if move.who == who and move.data["stage"] != stage), None):
        raise UsageError(
            f"{report}的{STAGE_NAMES[other.data['stage']]}是{who}办理的，{name}须由另一人办理：三步审核由三人分别进行。"
        )
