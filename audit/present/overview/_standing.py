"""What a review comes to in numbers, for its sentence and its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.assessment import Assessment
from audit.present.overview._faults import CommonFault
from audit.present.overview.listing import NOVELTY_NAMES, AgencyLine
from audit.present.problems.problemcounts import ProblemCounts

#: Faults that the sentence names; what fewer agencies have is not common.
_NAMED, _LEAST = 3, 2


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """How many agencies are due to report, have reported, have not; of how many reports something is to be corrected.

    ``due``, ``missing`` and ``unsettled`` are None without a roster. ``checked`` reports count once an agency: those with
    an error are ``wrong``; ``doubtful``, ``hinted`` and ``unsure`` have nothing graver than a doubt, a hint, something left
    open. ``unread`` were handed in and not checked to the end. ``problems`` are the sums over those that were checked,
    ``doubts`` the doubts of the ``doubtful`` alone, ``confirmed`` those among them that a person found true,
    ``confirmed_besides`` those among the others, ``common`` the faults that most of them have. ``arrived`` and ``renewed``
    count the reports that no earlier run has read; ``beside`` of both are not the reports to go by in the year.
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
    hinted: int
    unsure: int
    clean: int
    problems: ProblemCounts
    doubts: int
    confirmed: int
    confirmed_besides: int
    common: tuple[CommonFault, ...]
    arrived: int = 0
    renewed: int = 0
    beside: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say of it: a report was checked, or a roster tells who is due."""
        return self.checked > 0 or self.due is not None

    @property
    def grade(self) -> str:
        """How grave it is, as a class of the style sheet."""
        if self.wrong or self.missing:
            return "error"
        if self.doubtful:
            return "warning"
        return "clean" if self.checked else "open"

    def words(self) -> Iterator[tuple[str, bool]]:
        """The sentence of the review in pieces (Chinese), each with whether it stands out."""
        if self.due is not None:
            yield f"应报{self.due}家，已报{self.filed}家", False
            if self.missing:
                yield "，", False
                yield f"{self.missing}家未报", True
            yield (f"，{self.unsettled}家未能确定或未到期" if self.unsettled else "") + "；", False
        if new := self.news_words():
            yield f"本次{new}；", False
        checked = f"核对{self.checked}家的报告，"
        if not self.checked:
            yield "没有核对完成的报告", False
        elif self.wrong:
            yield checked, False
            yield f"{self.wrong}家须更正", True
            yield f"（共{self.problems.errors}处）", False
            yield f"，另有{self.doubtful}家有疑点、没有错误" if self.doubtful else "", False
        elif self.doubtful:
            yield f"{checked}未发现须更正之处，{self.doubtful}家有疑点、{self._doubtful_words()}", False
        else:
            yield f"{checked}未发现须更正之处", False
        yield self._common_words() + "。", False

    def _doubtful_words(self) -> str:
        """What is due on the doubts (Chinese): of what a person found true nothing is left to verify."""
        if self.confirmed == self.doubts:
            return "均已认定属实"
        return f"待人工核对{f'（其中{self.confirmed}处已认定属实）' if self.confirmed else ''}"

    def news_words(self) -> str:
        """What is new (Chinese); "" where nothing is."""
        counts = zip(NOVELTY_NAMES.values(), (self.arrived, self.renewed), strict=True)
        return "、".join(f"{words}{number}份" for words, number in counts if number)

    def _common_words(self) -> str:
        if not self.common:
            return ""
        place = f"前{'二三'[len(self.common) - 2]}位" if len(self.common) > 1 else ""
        named = (
            f"{one.title}（{'疑点，' if one.severity == 'warning' else ''}{one.agencies}家）" for one in self.common
        )
        return f"；共性问题{place}：{'、'.join(named)}"


def standing(review: Assessment, lines: Sequence[AgencyLine], faults: Sequence[CommonFault]) -> ReviewStanding:
    """The numbers of ``lines``, those that are listed; ``faults`` are in their order."""
    new = Counter(line.novelty for line in lines)
    own = [line for line in lines if line.is_listed]
    found = [line.counts for line in own if line.counts is not None]
    worst = Counter(one.gravest for one in found)
    unread = sum(line.state == "unread" or (line.state == "checked" and line.counts is None) for line in own)
    intake = review.intake()
    is_given = intake.due is not None
    return ReviewStanding(
        year=review.year,
        due=intake.due,
        filed=len(found) + unread if intake.filed is None else intake.filed,
        missing=intake.missing if is_given else None,
        unsettled=intake.unsettled if is_given else None,
        unread=unread,
        checked=len(found),
        wrong=worst["errors"],
        doubtful=worst["doubts"],
        hinted=worst["hints"],
        unsure=worst["open"],
        clean=worst[""],
        problems=ProblemCounts.total(found),
        doubts=sum(one.doubts for one in found if one.gravest == "doubts"),
        confirmed=sum(line.confirmed_doubts for line in own if line.counts and line.counts.gravest == "doubts"),
        confirmed_besides=sum(line.confirmed_doubts for line in own if line.counts and line.counts.gravest == "errors"),
        common=tuple(one for one in faults if one.agencies >= _LEAST and one.severity != "info")[:_NAMED],
        arrived=new["arrived"],
        renewed=new["renewed"],
        beside=sum(bool(line.novelty) and not line.is_listed for line in lines),
    )
