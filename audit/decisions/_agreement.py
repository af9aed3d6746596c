"""How far two people agree who decided on the same causes without knowing of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from audit.decisions.events import FORMER, KIND_NAMES, ORIGIN, SINGLE_HANDLING, DecisionEvent
from audit.decisions.standing import Standings, kinship

#: Kinds of events besides decisions that say one thing of one thing.
_SETTLED = frozenset(("points", "correction", "assignment", "choice", "review", "handling"))
#: What an event remembers of where it comes from, and does not say of its thing.
_BESIDE = frozenset((FORMER, "title", "ledger", "emptied", *ORIGIN))


@dataclass(frozen=True, slots=True)
class Difference:
    """A cause on which two records differ, with the decision of each."""

    one: DecisionEvent
    other: DecisionEvent


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two records say of the causes on which both decided.

    ``share`` is that of the causes on which they agree; ``kappa`` is Cohen's: the agreement beyond what chance gives, None
    where nothing can be said (no cause in common, or both always decide the same one way). ``only_one`` and ``only_other``
    count the causes on which but one record has a decision.
    """

    common: int
    agreed: int
    kappa: float | None
    differences: tuple[Difference, ...]
    only_one: int
    only_other: int

    @property
    def share(self) -> float | None:
        """The share of causes on which both agree; None where none is in common."""
        return self.agreed / self.common if self.common else None

    def words(self, first: str = "第一份", second: str = "第二份") -> str:
        """How far they agree (Chinese); ``first`` and ``second`` are what the records are called."""
        if self.share is None:
            return "两份记录没有共同认定的问题，无从比较。"
        kappa = "无法计算（认定全部相同或样本过少）" if self.kappa is None else f"{self.kappa:.2f}"
        return (
            f"两份记录共同认定{self.common}处，一致{self.agreed}处（{self.share:.1%}），κ为{kappa}；"
            f"只有{first}认定的{self.only_one}处，只有{second}认定的{self.only_other}处。"
        )


def compare(one: Iterable[DecisionEvent], other: Iterable[DecisionEvent]) -> Agreement:
    """Hold the decisions of two records against each other, cause by cause; what is disputed within one of them is left out."""
    ours, theirs = _decided(one), _decided(other)
    common = sorted(ours.keys() & theirs.keys())
    pairs = [(str(ours[key].data["ruling"]), str(theirs[key].data["ruling"])) for key in common]
    agreed = sum(a == b for a, b in pairs)
    different = tuple(Difference(ours[key], theirs[key]) for key, (a, b) in zip(common, pairs, strict=True) if a != b)
    alone = len(ours) - len(common), len(theirs) - len(common)
    return Agreement(len(common), agreed, _kappa(pairs), different, *alone)


def disputed(standings: Standings) -> list[tuple[DecisionEvent, ...]]:
    """The decisions on each cause on which people differ, which somebody has still to settle."""
    found: dict[frozenset[str], tuple[DecisionEvent, ...]] = {}
    for event in [one for one in standings.held() if one.kind == "decision"]:
        stands = standings.cause([event.about], event.evidence, is_ours=partial(_is_whose, event))
        if stands.state == "disputed":
            found[frozenset(one.uuid for one in stands.by)] = stands.by
    return list(found.values())


def _is_whose(event: DecisionEvent, other: DecisionEvent) -> bool:
    """Whether both are on one organ."""
    return kinship(other.agency, event.agency) == "same"


def contradictions(standings: Standings, events: Iterable[DecisionEvent]) -> str:
    """How many things of each kind besides decisions, of those that ``events`` are on, two people settled differently (Chinese); "" for none."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for event in events:
        if event.kind in _SETTLED:
            held = standings.holding(event.kind, event.about, event.agency, event.year)
            if _differ(held):
                found.setdefault(event.kind, set()).add(tuple(sorted(one.uuid for one in held)))
    return "、".join(f"{name}{len(found[kind])}处" for kind, name in KIND_NAMES.items() if kind in found)


def _differ(events: Sequence[DecisionEvent]) -> bool:
    """Whether ``events``, which hold on one thing, say of it what cannot hold together."""
    if events and events[0].kind == "handling":
        said = ({str(one.data.get(name) or "") for one in events} - {""} for name in SINGLE_HANDLING)
        return any(len(each) > 1 for each in said)
    told = [{name: value for name, value in one.data.items() if name not in _BESIDE} for one in events]
    return any(one != told[0] for one in told)


def _decided(events: Iterable[DecisionEvent]) -> dict[tuple[str, str], DecisionEvent]:
    """The decision on each cause and evidence, where one alone holds."""
    standings = Standings(events)
    holding: dict[tuple[str, str], list[DecisionEvent]] = {}
    for about in {event.about for event in standings.events if event.kind == "decision"}:
        for event in standings.holding("decision", about):
            holding.setdefault((event.about, event.evidence), []).append(event)
    return {key: found[-1] for key, found in holding.items() if len({one.data["ruling"] for one in found}) == 1}


def _kappa(pairs: list[tuple[str, str]]) -> float | None:
    if not pairs:
        return None
    count = len(pairs)
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(ours[ruling] * theirs[ruling] for ruling in ours) / count**2
    if by_chance == 1:
        return None
    return (sum(a == b for a, b in pairs) / count - by_chance) / (1 - by_chance)
