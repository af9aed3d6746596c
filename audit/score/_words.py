"""Scores in words: points, totals and grades as pages, ledger and terminal tell them, and what has to be known beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from audit.score._ranking import Rank
from audit.score._result import ItemScore, Score, State

#: What is said beside every score, since a good grade may stand beside something to correct.
NO_VERDICT = "得分和等次按评分办法计算，不代表核查结论；得分较高的报告，也可能有须更正之处。"
_STATES: Mapping[State, str] = {
    "judged": "",
    "assessed": "人工评定",
    "disputed": "",
    "unjudged": "没有核查结果，按满分计，待人工核实",
}
#: Why a person has still to give the points of an item, by how it came to those that count until then.
_DUE: Mapping[State, str] = {
    "default": "待人工评定",
    "unjudged": "没有核查结果，待人工核实",
    "judged": "仍有无法核对的事项，待人工评定",
    "disputed": "两人评分不一致，待仲裁",
}
#: What stands in lists behind figures that points which a person has still to give may change.
UNGIVEN_MARK = "†"
#: Rules that are called by their ids.
_NO_TITLES: Mapping[str, str] = {}


def amount(points: Decimal | None) -> str:
    """Points with two decimals, a dash where there are none."""
    return "—" if points is None else f"{points:.2f}"


def full(points: Decimal) -> str:
    """Full points, without decimals where there are none."""
    return f"{points:.2f}".removesuffix("00").removesuffix(".")


def figure(score: Score) -> str:
    """The total, or the range in which it lies where something is undecided that can change it."""
    return "～".join(dict.fromkeys((amount(score.low), amount(score.high))))


def item_figure(item: ItemScore) -> str:
    """The points of an item, or between which they lie where people contradict each other."""
    return (
        "～".join(dict.fromkeys((amount(item.low), amount(item.high))))
        if item.state == "disputed"
        else amount(item.earned)
    )


def grade(score: Score) -> str:
    """The grade, or between which grades it lies where something is undecided that can change it."""
    ends = open_grade(score)
    return f"待定（{ends}）" if ends else score.grade


def open_grade(score: Score) -> str:
    """Between which grades the score lies where something is undecided that can change it, "" elsewhere."""
    return "" if score.grade_low == score.grade_high else f"{score.grade_low}～{score.grade_high}"


def place(rank: Rank | None) -> str:
    """The place among all scores, or between which places it lies where something is open that can change it; a dash without one."""
    if rank is None:
        return "—"
    return "～".join(map(str, dict.fromkeys((rank.first, rank.last))))


def rank_mark(rank: Rank | None) -> str:
    """What stands behind a place in a list that points which are still to be given may move; "" behind another one."""
    return UNGIVEN_MARK if rank and rank.provisional else ""


def grade_and_rank(score: Score, rank: Rank | None) -> str:
    """Both in words, with the points that nobody has given: “优秀，12家中第3”, “优秀，其中25分待人工评定，12家中暂列第3”, “等次待定：合格～优秀，12家中第1～9，有待核事项，名次待定”."""
    ends, left = open_grade(score), ungiven(score)
    told = [f"等次待定：{ends}" if ends else score.grade, left.words]
    if rank is not None and rank.among > 1:
        told.append(f"{rank.among}家中{'暂列' if rank.provisional else ''}第{place(rank)}")
        told.append("" if rank.certain else "有待核事项，名次待定")
        # Who has been given all points has to learn why the place may still move.
        told.append("其他报告有得分待人工评定" if rank.provisional and not left.number else "")
    return "，".join(filter(None, told))


def automatic(score: Score) -> str:
    """What was scored automatically, of how many points."""
    if score.total is None or not score.items:
        return "—"
    return f"{amount(score.earned_of('judged', 'unjudged'))}／{full(score.points_of('judged', 'unjudged'))}"


class Ungiven(NamedTuple):
    """Points of a total that a person has still to give, as they count until then: how many, of how many items, and of which in words (Chinese)."""

    points: Decimal
    number: int
    items: str

    @property
    def words(self) -> str:
        """How many they are, beside the total (Chinese): “其中25分待人工评定”, “尚有1项待人工评定” where they count nothing; "" where there are none."""
        if self.points:
            return f"其中{full(self.points)}分待人工评定"
        return f"尚有{self.number}项待人工评定" if self.number else ""

    @property
    def mark(self) -> str:
        """What stands behind the total in a list, where there is no room for the words; "" where there are none."""
        return UNGIVEN_MARK if self.number else ""


#: There are no such points, or no score.
NOTHING_UNGIVEN = Ungiven(Decimal(0), 0, "")


def ungiven(score: Score) -> Ungiven:
    """What of the total a person has still to give: 25 points, “待人工评定：问题与措施质量10分；没有核查结果，待人工核实：时效性15分”."""
    due = [item for item in score.items if item.is_due]
    told = []
    for state, words in _DUE.items():
        if own := [f"{item.item}{full(item.earned)}分" for item in due if item.state == state]:
            told.append(f"{words}：{'、'.join(own)}")
    return Ungiven(sum((item.earned for item in due), Decimal(0)), len(due), "；".join(told))


def item_state(item: ItemScore, titles: Mapping[str, str] = _NO_TITLES) -> str:
    """How an item came to its points, where no outcome bears them out, and what of points awarded does not count; else "".

    ``titles`` are what rules are called, by id.
    """
    if item.state == "judged" and item.span:
        told = f"所列问题均已认定，仍有无法核对的事项，可在{full(item.span[0])}～{full(item.span[1])}分之间人工评定：{_left(item)}"
    elif item.state == "default":
        told = f"{_default(item.earned, item.points)}，待人工评定"
    else:
        told = _unchecked_rules(item, titles) if item.unchecked else _STATES[item.state]
    return "；".join(filter(None, (told, item.note)))


def _left(item: ItemScore) -> str:
    """What of an item stays open, and where that is shown; what another item shows is charged here, where its cause is."""
    own = [one.message for one in item.left if one.item == item.item]
    others = [f"“{one.item}”所列的{one.message}" for one in item.left if one.item != item.item]
    told = "；".join(dict.fromkeys((*own, *others)))
    return f"{told}（与本项的问题同一原因，只在本项计分）" if others else told


def why_open(score: Score) -> str:
    """Why the total is a range (Chinese): the items that can still come to other points, and between which; "" where it is none."""
    items = [f"{one.item}{amount(one.low)}～{amount(one.high)}分" for one in score.items if one.low != one.high]
    vetoes = [f"可能适用一票否决“{hit.name}”" for hit in score.vetoes if hit.pending]
    told = "；".join(filter(None, ("、".join(items), *vetoes)))
    return f"得分为区间，因有待核或者待人工评定的事项：{told}" if told and score.low != score.high else ""


def remarks(score: Score, *, marked: bool = False, titles: Mapping[str, str] = _NO_TITLES) -> list[str]:
    """What has to be known beside the total: why there is none, vetoes, what is pending, by default or unjudged.

    What the figure and the marks of the items tell already is left out where they are ``marked``. ``titles`` are what rules
    are called, by id.
    """
    if score.total is None or score.low is None or score.high is None:
        return [f"未评分：{score.reason}"]
    remarks = [
        (f"可能适用一票否决“{hit.name}”，待核：" if hit.pending else f"一票否决“{hit.name}”：")
        + "；".join(hit.messages)
        for hit in score.vetoes
    ]
    if not score.items:
        return remarks
    if score.open and not marked:
        remarks.append("有待人工评定或确认的事项")
    if score.low < score.total and not marked:
        remarks.append(f"待核：最多再扣{amount(score.total - score.low)}分")
    if score.high > score.total:
        remarks.append(f"待核事项已扣分，如不属实最多加回{amount(score.high - score.total)}分")
    remarks += [f"{item.item}：{item.note}" for item in score.items if item.note and item.state != "assessed"]
    if marked:
        unchecked = [_named(item) for item in score.items if item.unchecked or item.state == "unjudged"]
        return remarks + ([f"†未核查：{'、'.join(unchecked)}"] if unchecked else [])
    remarks.extend(_unchecked(score, titles))
    if points := score.points_of("default"):
        remarks.append(f"人工评定项目{full(points)}分，{_default(score.earned_of('default'), points)}，待人工评定")
    return remarks


def _unchecked(score: Score, titles: Mapping[str, str]) -> Iterator[str]:
    """The items that no result bears out, by name; those of which only something besides was checked, with the rules."""
    if plain := [f"{i.item}{full(i.points)}分" for i in score.items if i.state == "unjudged" and not i.unchecked]:
        yield f"{_STATES['unjudged']}：{'、'.join(plain)}"
    for item in score.items:
        if item.unchecked:
            yield f"{item.item}{full(item.points)}分：{_unchecked_rules(item, titles)}"


def _named(item: ItemScore) -> str:
    return item.item + (f"（{'、'.join(item.unchecked)}）" if item.unchecked else "")


def _unchecked_rules(item: ItemScore, titles: Mapping[str, str] = _NO_TITLES) -> str:
    rules = (f"“{titles[rule]}”（{rule}）" if rule in titles else rule for rule in item.unchecked)
    return f"{'、'.join(rules)}没有核查结果，未扣分，待人工核实"


def _default(earned: Decimal, points: Decimal) -> str:
    return "默认满分" if earned == points else f"默认计{full(earned)}分"
