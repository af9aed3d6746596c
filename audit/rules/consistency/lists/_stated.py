"""The lists that sentences state: each total with its items, in printed order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from audit.document import whole
from audit.model import Claim, Passage
from audit.rules.consistency.lists._completion import completed
from audit.rules.consistency.lists._each import is_of_each
from audit.rules.consistency.lists._lists import (
    is_change,
    items_before,
    parts_beside,
    parts_in_brackets,
    parts_of,
    parts_of_year,
)
from audit.rules.consistency.lists._openings import divides_anew, plain
from audit.rules.consistency.lists._sums import divides_several
from audit.rules.consistency.nearby import by_sentence
from audit.rules.kit import Case
from audit.text import added


class StatedList(NamedTuple):
    """A total and its items.

    ``way`` says where they stand: “behind” the total as what it is divided into, “beside” it and surely all, or “before”
    it, so that it sums them up.
    """

    passage: Passage
    total: Claim
    items: Sequence[Claim]
    way: Literal["behind", "beside", "before"] = "behind"


def stated_lists(case: Case) -> Iterator[StatedList]:
    """Every list of exact numbers in the text."""
    last: list[Claim] = []
    for printed, claims in by_sentence(case):
        passage = plain(printed)
        if last and whole(last[-1].place) != whole(claims[0].place):
            last = []
        carried = _divided_before(passage, last, claims)
        if carried is not None:
            yield carried
        # “按渠道分，……。按主题分，……。”: what is divided again is the same.
        last = [carried.total] if carried and divides_anew(passage, claims[0]) else claims
        yield from _within(passage, claims, carried.items if carried else ())


def _within(passage: Passage, claims: Sequence[Claim], taken: Sequence[Claim]) -> Iterator[StatedList]:
    """The lists of one sentence; the claims ``taken`` are items of a total of the sentence before."""
    for index, total in enumerate(claims):
        if is_change(total) or is_of_each(passage, total):
            continue
        before, behind = claims[:index], claims[index + 1 :]
        alone = _is_alone(total, before) and total not in taken
        items = parts_of(passage, total, behind, alone=alone) or parts_in_brackets(passage, total, behind)
        beside = parts_beside(passage, total, behind) if alone and not items else []
        if _is_exact(total, beside):
            yield StatedList(passage, total, beside, "beside")
        elif _is_exact(total, items):
            if not _is_of_several(total, before, items):
                yield StatedList(passage, total, _read_on(passage, total, items, behind))
        elif total.exact and (summed := _before(passage, before, total)):
            yield StatedList(passage, total, summed, "before")


def _before(passage: Passage, earlier: Sequence[Claim], total: Claim) -> list[Claim]:
    """The numbers that ``total`` sums up: parts of its year, or the items of a list."""
    return parts_of_year(passage, earlier, total) or items_before(passage, earlier, total)


def _divided_before(passage: Passage, last: Sequence[Claim], claims: Sequence[Claim]) -> StatedList | None:
    """The number of the sentence before, ``last``, that the list which opens this one divides, and the list's items."""
    if not last:
        return None
    if divides_anew(passage, claims[0]):
        same = [claim for claim in last if claim.unit == claims[0].unit and not is_change(claim)]
        if len(same) != 1:
            return None
        total, parts = same[0], parts_of(passage, same[0], claims, anew=True)
    else:
        total, parts = last[-1], parts_of(passage, last[-1], claims, alone=_is_alone(last[-1], last[:-1]))
    return StatedList(passage, total, _read_on(passage, total, parts, claims)) if _is_exact(total, parts) else None


def _is_exact(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether there is a list whose total and items are all exact numbers."""
    certain = all(one.exact and not (one.bound and one.bound.rule == "torn") for one in (total, *parts))
    return bool(parts) and total.unit not in ("", "%") and certain


def _read_on(passage: Passage, total: Claim, parts: Sequence[Claim], following: Sequence[Claim]) -> Sequence[Claim]:
    """The items, read on where they are less than the total and those behind them make it up exactly."""
    short = added(part.value for part in parts) < total.value
    return (completed(passage, total, parts, following) if short else []) or parts


def _is_alone(total: Claim, earlier: Sequence[Claim]) -> bool:
    """Whether no number of its unit stands before ``total`` in the sentence, so that what follows divides it alone."""
    return not is_change(total) and all(claim.unit != total.unit for claim in earlier)


def _is_of_several(total: Claim, earlier: Sequence[Claim], parts: Sequence[Claim]) -> bool:
    """Whether the items, too many for ``total``, may be of the numbers before it as well: “制发2件，废止1件，其中代拟3件”."""
    if divides_several(total, earlier, parts):
        return True
    stated = added(part.value for part in parts)
    route = (total.subject or "").startswith("litigation.suit_")
    others = (claim for claim in earlier if claim.unit == total.unit and not is_change(claim))
    # Suits of all kinds are not divided beside those of one kind, which are among them.
    together = added(claim.value for claim in others if not (route and claim.subject == "litigation.suit.total"))
    known = (total.subject or "").startswith("applications.")
    return not known and total.value < stated <= total.value + together
