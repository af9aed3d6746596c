"""括号、引号或书名号不成对

依据：GB/T 15834—2011《标点符号用法》：括号、引号、书名号成对使用。
核对：逐段核对圆括号、方括号、六角括号、引号、书名号的左右两半是否相配，全角半角的同种括号视为一对；直引号按个数核对。
不判：“1）”“一）”等序号的右括号；英文缩写中的撇号；左半在本段、右半在其后三段之内的（可能跨段引用或排版折行）为无法核对；文件在句中中断的一段；表格内的文字。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.kit import (
    MOST_PLACES,
    Case,
    Hit,
    Outcome,
    is_cut,
    narrative,
    one_per_hit,
    part_name,
    passage_evidence,
    rule,
    stated,
    wrong_words,
)
from audit.rules.wording.marks._marks import is_elsewhere, singles

_ALONE, _ELSEWHERE = "{where}的“{found}”没有与之配对的符号", "，另一半可能在相邻段落"


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per half without its other half; one pass where all pair."""
    passages = [p for p in narrative(case.report) if not is_cut(case.report, p)]
    alone = [singles(passage) for passage in passages]
    marks = [{mark for _, mark in group} for group in alone]
    hits: list[Hit] = []
    undecided: list[Hit] = []
    for index, passage in enumerate(passages):
        for position, mark in alone[index]:
            elsewhere = is_elsewhere(mark, index, marks)
            hit = wrong_words(passage, (position, position + 1), _ALONE + _ELSEWHERE if elsewhere else _ALONE)
            (undecided if elsewhere else hits).append(hit)
    for hit in undecided[:MOST_PLACES]:
        place = passage_evidence(hit.passage, hit.start, hit.end, part_name(hit.passage))
        yield case.outcome("undecided", hit.facts, f"{hit.passage.text[:12]}:{hit.start}", [place], severity="info")
    if hits or not undecided:
        yield from one_per_hit(case, hits, stated("括号、引号、书名号均成对"))
