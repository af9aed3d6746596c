"""The list of agencies: one table, the worst first, with filters and orders that need no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit import score as scoring
from audit.assessment import Assessment
from audit.present.html import Html, brief, join, page
from audit.present.overview.decided import accounted
from audit.present.overview.listing._agencies import NOVELTY_NAMES, AgencyLine, gravest_words, lines
from audit.present.overview.listing._choices import ListedLine, listed
from audit.present.overview.listing._parts import MOST_LINES, LinePart, parts

#: Lines that paper prints of a long list, and that the page shows of a list that stands in files of its own.
WORST = 20
#: Lines of a list that paper prints whole; of a longer one the worst.
_ALL_ON_PAPER = 60
#: What lines are that the list shows only on demand.
_BESIDES: tuple[tuple[str, Callable[[ListedLine], bool]], ...] = (
    ("其他年度", lambda row: not row.line.current),
    ("同一年度另一份", lambda row: row.line.current),
)
#: Characters of what is to be corrected first.
_GRAVEST = 64


def agencies(
    review: Assessment,
    pages: Mapping[str, str] | None = None,
    news: Mapping[str, str] | None = None,
    most: int = MOST_LINES,
) -> Html:
    """The list of all agencies; where there are more than ``most`` the worst of them, with links to the files of ``split``.

    Without ``pages`` there are no such files, and all of them are listed. ``news`` tells by source what is new. What people
    decided and does not count, and what they corrected and added, follows.
    """
    every, left = lines(review, pages, news), accounted(review, pages or {})
    rest = [left] if left else []
    files = parts(every, most) if pages else []
    if not files:
        return join(table(every, review), *rest)
    worst = table([line for line in every if line.is_listed][:WORST], review, filters=False)
    whole = page("overview/parts.html.j2", parts=files, number=len(every), worst=worst, worst_number=WORST)
    return join(whole, *rest)


def split(
    review: Assessment, pages: Mapping[str, str], news: Mapping[str, str] | None = None, most: int = MOST_LINES
) -> list[LinePart]:
    """The files in which the list stands where it has more than ``most`` lines; none where it has not, or without pages."""
    return parts(lines(review, pages, news), most) if pages else []


def part(review: Assessment, one: LinePart) -> Html:
    """The list of one part alone, with a way back."""
    return page("overview/part.html.j2", part=one, year=review.year, table=table(one.lines, review, covers=one.name))


def table(found: Sequence[AgencyLine], review: Assessment, *, filters: bool = True, covers: str = "") -> Html:
    """The lines as a table; ``covers`` says of which agencies they are, "" for all."""
    rows, groups = listed(found)
    own, left = ([row for row in rows if row.line.is_listed is wanted] for wanted in (True, False))
    cut = len(own) > _ALL_ON_PAPER
    return page(
        "overview/agencies.html.j2",
        rows=own,
        earlier=left,
        besides="、".join(name for name, any_ in _BESIDES if any(map(any_, left))),
        filters=groups if filters else [],
        orders=_orders(review) if filters else [],
        scored=any(row.line.score for row in rows),
        marked=any(
            scoring.rank_mark(row.line.rank) or (row.line.score and scoring.ungiven(row.line.score).mark)
            for row in rows
        ),
        year=review.year,
        covers=covers,
        anchored=filters,
        worst=WORST,
        cut=cut,
        cut_wrong=sum(bool(row.line.counts and row.line.counts.errors) for row in own[WORST:]) if cut else 0,
        gravest=_words,
        figure=scoring.figure,
        ungiven=scoring.ungiven,
        between=scoring.open_grade,
        place=scoring.place,
        rank_mark=scoring.rank_mark,
        novelties=NOVELTY_NAMES,
    )


def _orders(review: Assessment) -> list[tuple[str, str]]:
    """The orders besides the first one: mark and words."""
    found = [("by-name", "机关名称")]
    found += [("by-score", "得分")] if review.scores else []
    found += [("by-roster", "名录次序")] if review.corpus.roster.given else []
    return found


def _words(line: AgencyLine) -> str:
    """What is to be corrected first, on one line; "" where there is nothing."""
    text = brief(gravest_words(line))
    return text if len(text) <= _GRAVEST else f"{text[: _GRAVEST - 1]}…"
