"""What a review comes to in numbers, for its sentence and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.assessment import Assessment
from audit.causes import CauseCounts
from audit.present.overview._agencies import AgencyLine
from audit.present.overview._faults import CommonFault

#: Faults that the sentence names; what fewer agencies have is not common.
_NAMED, _LEAST = 3, 2


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """How many agencies are due to report, have reported, have not; of how many reports something is to be corrected.

    ``due``, ``missing`` and ``unsettled`` are None without a roster. ``checked`` reports count once an agency; ``wrong``,
    ``doubtful`` and ``unsure`` are those of them with something to correct, something to verify and nothing to correct, and
    only something left open; ``unread`` were handed in and not checked to the end. ``causes`` are the sums over them. ``common`` are the faults that most of them have.
    """

    year: int | None
    due: int | None
    filed: int
    missing: int | None
    unsettled: int | None
    unread: int
    checked: int
    wrong: int
    doubtful: int
    unsure: int
    clean: int
    causes: CauseCounts
    common: tuple[CommonFault, ...]


def standing(review: Assessment, lines: Iterable[AgencyLine], faults: Sequence[CommonFault]) -> ReviewStanding:
    """The numbers of ``lines``, those of the year under review that count; ``faults`` are in their order."""
    own = [line for line in lines if line.current and line.counted]
    found = [line.counts for line in own if line.counts is not None]
    unread = sum(line.state == "unread" or (line.state == "checked" and line.counts is None) for line in own)
    given = review.corpus.roster.given
    due = len(review.corpus.roster.agencies) if given else None
    absent = len(review.unfiled())
    return ReviewStanding(
        year=review.year,
        due=due,
        filed=due - absent if due is not None else len(found) + unread,
        missing=review.missing() if given else None,
        unsettled=absent - review.missing() if given else None,
        unread=unread,
        checked=len(found),
        wrong=sum(one.wrong > 0 for one in found),
        doubtful=sum(one.wrong == 0 and one.doubtful > 0 for one in found),
        unsure=sum(one.wrong == one.doubtful == 0 and one.open > 0 for one in found),
        clean=sum(one == (0, 0, 0) for one in found),
        causes=CauseCounts.total(found),
        common=tuple(one for one in faults if one.agencies >= _LEAST and one.severity != "info")[:_NAMED],
    )
