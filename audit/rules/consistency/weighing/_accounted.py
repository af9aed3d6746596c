"""Whether the sentence itself accounts for a figure that the tables do not give: as a sum, or as the share of one of several bodies.

Such a figure counts something else than its words are taken for: nobody is accused by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from audit.model import Claim
from audit.patterns import regex
from audit.rules.consistency.nearby import beside
from audit.rules.consistency.weighing._several import is_of_new, is_one_of_several
from audit.rules.kit import Case
from audit.text import Value, added, fold, minus
from audit.words import NUMERAL

#: What adds up figures before it.
_SUMS = regex(
    rf"合计|共计|总计|总共|之和|相加|加总|总和|加(?:在一)?起|合(?:在一)?起|[{NUMERAL}][者项类种端家部方路批]|二者"
)
#: Numbers that sum others up may come out by chance where they are small.
_LARGEST_BY_CHANCE = 10
#: Words that say of when a figure is, or nothing: none of them names a body.
_NO_BODY = regex(
    r"""
      全年度? | 本年度? | 今年 | 年内 | 当年 | 报告期内                                    # when
    | 其中 | 共计? | 合计 | 总计 | 累计 | 实际 | 新                                        # how it is counted
    | 已 | 也 | 又 | 则 | 还 | 均 | 都 | 并 | 按[时期] | 依法 | 及时 | [的了有为是达]      # how it is done, or nothing
    | \d+ | [\s“”]
    """,
    re.VERBOSE,
)
_MARKS = regex("[，,。；;：:、（）()]")
#: Figures on either side that are looked at for another body: no sentence of a report states more.
_FIGURES_ON_EACH_SIDE = 30
#: Characters of the longest clause.
_LONGEST_CLAUSE = 200


def is_accounted_for(case: Case, claim: Claim, due: Value | None) -> bool:
    """Whether the figures beside ``claim`` tell that it counts something else than the tables, which give ``due`` for its words."""
    if is_one_of_several(case, claim, due) or is_of_new(case, claim, due):
        return True
    if not claim.value or claim.role:
        return False
    near = [other for other in beside(case, claim) if not other.role and other.unit == claim.unit and other.exact]
    index = next((number for number, other in enumerate(near) if other.place == claim.place), None)
    if index is None:
        return False
    if due is not None and _is_reduced(claim, near[index + 1 :], due):
        return True
    before, behind = (
        near[max(0, index - _FIGURES_ON_EACH_SIDE) : index],
        near[index + 1 : index + _FIGURES_ON_EACH_SIDE],
    )
    return _is_sum(claim, before) or any(_is_of_another_body(claim, other) for other in (*before, *behind))


def _is_sum(claim: Claim, before: Sequence[Claim]) -> bool:
    """Whether the figure is the sum of those right before it, as words say, or as its size makes sure."""
    sums_up = _SUMS.search(claim.text) or _SUMS.search(_lead(claim))
    if not sums_up and (claim.fully_named or claim.value <= _LARGEST_BY_CHANCE):
        return False
    return claim.value in list(_sums(before))[1:]


def _is_reduced(claim: Claim, behind: Sequence[Claim], due: Value) -> bool:
    """Whether figures behind it bring it down to that of the tables: “收到14件，属于咨询的2件，登记12件”."""
    left = {other.value for other in behind if other.subject in (claim.subject, None)}
    return (
        _LARGEST_BY_CHANCE < due < claim.value and due in left and minus(claim.value, due) in {o.value for o in behind}
    )


def _sums(before: Sequence[Claim]) -> Iterator[Value]:
    yield from accumulate((claim.value for claim in reversed(before)), lambda one, other: added((one, other)))


def _is_of_another_body(claim: Claim, other: Claim) -> bool:
    """Whether both figures have the same words, but for whose they are: “部门承办4127件，乡镇承办1788件”."""
    if claim.subject is None or other.subject != claim.subject or other.value == claim.value:
        return False
    words, others = (re.sub(r"[\d,，.]+\D{0,2}$", "", fold(one.text)) for one in (claim, other))
    if words != others:
        return False
    bodies = [_NO_BODY.sub("", _lead(one)) for one in (claim, other)]
    return all(bodies) and bodies[0] != bodies[1]


def _lead(claim: Claim) -> str:
    """The words of the figure's own clause before those by which it was read."""
    return _clause_before(claim.sentence, claim.start)


@lru_cache(256)
def _clause_before(sentence: str, end: int) -> str:
    """The words of the clause that ends at ``end``, asked for once with each figure beside them."""
    return _MARKS.split(fold(sentence[max(0, end - _LONGEST_CLAUSE) : end]))[-1]
