"""Whose note and proposal stand on a cause: those entered last, whoever decided since without saying any."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from audit.decisions.events import DecisionEvent, Words


def last_said(
    words: Words, by: Iterable[DecisionEvent], before: Callable[[DecisionEvent], Iterable[DecisionEvent]]
) -> tuple[DecisionEvent, ...]:
    """The decisions whose note or proposal stands where ``by`` hold; ``before`` gives those whose place one takes.

    Several where people wrote without knowing of each other, in an order that does not depend on whose record was joined to
    whose; none where whoever spoke last emptied it.
    """
    found: dict[str, DecisionEvent] = {}
    replaced, met = set[str](), set[tuple[str, bool]]()
    waiting = [(event, False) for event in by]
    while waiting:
        event, is_behind = waiting.pop()
        if (event.uuid, is_behind) in met:
            continue
        met.add((event.uuid, is_behind))
        if event.said(words) is not None:
            if is_behind:
                replaced.add(event.uuid)
            else:
                found[event.uuid] = event
            is_behind = True
        waiting += [(one, is_behind) for one in before(event)]
    standing = (event for uuid, event in found.items() if uuid not in replaced and event.said(words))
    return tuple(sorted(standing, key=lambda event: (event.who, event.uuid)))
