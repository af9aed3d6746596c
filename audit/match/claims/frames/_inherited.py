"""What a number takes over from what was said before: from the item before, from what is divided, from the paragraph.

An item of a list names only what differs: “自然人新收86件，法人34件” counts twice those received. What kinds are taken
over, and from how far, says ``_takes_over``; where the words leave open whether one is, both subjects are possible.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.match.claims.frames._frame import ReadSoFar
from audit.match.claims.frames.quantities import NOTHING, Dimensions, subject

#: Kinds of which the words of a number may leave open whether they are those spoken of before.
_OPEN = ("case", "flow", "result")


def inherited(
    so_far: ReadSoFar, own: Dimensions, before: Dimensions, memory: Dimensions, routes: Sequence[str], *, inside: bool
) -> tuple[Dimensions, tuple[str, ...]]:
    """Add to ``own`` what the number takes over from numbers before it; second, the further subjects that it may have.

    ``before`` is what the sentence before counted last, ``memory`` the cases and documents that the paragraph named last,
    ``routes`` all cases that it has named.
    """
    full = dict(own)
    others: list[str | None] = []
    if len(own.get("column", ())) > 1:
        others.append(subject({**own, "column": ("organisations",)}))
    court = {"case": own["court"]} if "court" in own else NOTHING
    sources = ((so_far.last, so_far.head is not NOTHING), (so_far.head, True), (court, False), (before, False))
    for source, sure in (*sources, (memory, False)):
        for kind, names in source.items():
            if kind in full:
                divided = inside and kind == "case" and kind in so_far.head  # a bracket is of the cases before it
                if kind in _OPEN and kind not in own and names != full[kind] and not divided:
                    others.append(subject({**full, kind: names}))
            elif _takes_over(full, kind, source, so_far, sure=sure, inside=inside):
                if kind in ("flow", "result") and not sure:
                    others.append(subject(full))
                full[kind] = names
            elif source is before and _is_of_column(full, kind):
                others.append(subject({**full, kind: names}))
    others += _besides(so_far, own, full, memory, routes)
    if {"flow", "result"} & set(own) and "column" in before and "column" not in full:
        others.append(subject({**full, "column": before["column"]}))  # the sentence before spoke of these applicants
    return full, tuple(dict.fromkeys(name for name in others if name))


def _takes_over(own: Dimensions, kind: str, source: Dimensions, so_far: ReadSoFar, *, sure: bool, inside: bool) -> bool:
    """Whether an item that tells ``own`` takes over ``kind`` from ``source``, which is ``sure`` where a list is open."""
    close_by = source is so_far.last or source is so_far.head
    if kind == "column":
        return close_by and _takes_column(own, source, so_far, sure=sure, inside=inside)
    if kind == "besides":  # “热线诉求22050件，已办结22050件”
        return close_by and "flow" in own and set(own) <= {"flow", "rest", "apart", "inner"}
    if kind in ("flow", "result"):
        return close_by and _is_of_column(own, kind)
    if kind == "case":
        return "outcome" in own
    if kind == "outcome":
        return source is so_far.head and "case" in own
    return (kind == "document" and "state" in own) or (kind in ("handling", "tariff") and "charge" in own)


def _takes_column(own: Dimensions, source: Dimensions, so_far: ReadSoFar, *, sure: bool, inside: bool) -> bool:
    """Whether an item that tells ``own`` is of the applicants that ``source`` tells."""
    led = so_far.column and source is so_far.last and {"flow", "result"} & set(own)
    if led and not {"topic", "case", "outcome"} & set(own):
        return True  # “商业企业新收254件、上年结转14件，办结260件”
    return sure and ("result" in own or (inside and "flow" in own and "topic" not in own))


def _is_of_column(own: Dimensions, kind: str) -> bool:
    """Whether only applicants are named: “自然人86件” leaves open what became of them."""
    return kind in ("flow", "result") and "column" in own and not {"flow", "result"} & set(own)


def _besides(
    so_far: ReadSoFar, own: Dimensions, full: Dimensions, memory: Dimensions, routes: Sequence[str]
) -> list[str | None]:
    """Further subjects of an item: the same of the applicants of the item before, or of all cases that the paragraph has named."""
    others: list[str | None] = []
    if "result" in own and "column" not in full and "column" in so_far.last:
        others.append(subject({**full, "column": so_far.last["column"]}))
    if "outcome" in own and "case" not in own and len(memory.get("case", ())) > 1:
        others.append(subject({**full, "case": memory["case"]}))
    if "outcome" in own and not any("case" in source for source in (own, so_far.last, so_far.head)):
        # “……，另1件在复议后起诉中由法院纠正。尚未审结的5件”: of any of the cases, or of all.
        kinds = dict.fromkeys("suit" if route.startswith("suit") else route for route in routes)
        others += [subject({**full, "case": case}) for case in (tuple(kinds), *((kind,) for kind in kinds))]
    return others
