"""中文之间使用半角标点

依据：GB/T 15834—2011《标点符号用法》：中文语句使用全角标点。
核对：标题、引言和正文中，两边均为汉字的半角逗号、分号、冒号、问号、叹号（其后可有空格），以及段末、或其后有空格的代替句号的半角句点，一份报告一个结果，列出各处。
不判：全文没有一个全角逗号（判句点时为没有一个全角句号）的文本，其标点由转换工具统一改为半角，并非报告所印；半角圆括号、连接号；序号之后的、其后没有空格的句点（外文人名、中文域名）和省略号；数字、字母、网址旁边的标点；表格内的文字；由图像识别的文字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Case, Outcome, narrative, part_name, passage_evidence, rule, stated
from audit.words import ORDINAL

_HALF = regex(r"(?<=[\u4e00-\u9fff）》”])[,;:?!](?=[ \u00a0\u3000]{0,3}[\u4e00-\u9fff（《“])")
#: A point in a full stop's place: at a paragraph's end, or with a blank before the next sentence.
_POINT = regex(
    rf"""
    (?<= [\u4e00-\u9fff）》”%] ) (?<! [{ORDINAL}] )      # behind a word or a share, not behind a heading's number
    (?<! 附件 ) (?<! 附表 )
    \. (?= $ | [ \u00a0\u3000]{{1,3}} (?: $ | [\u4e00-\u9fff（《“] ) )
    """,
    re.VERBOSE,
)
#: A sentence of fewer characters does not end with a point: “备注.”.
_SHORTEST_SENTENCE = 8
#: Places shown as evidence.
_PLACES_SHOWN = 20


@rule(severity="info", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report; none where a converter has made all marks half-width."""
    passages = [p for p in narrative(case.report) if not case.report.is_recognised(p.place)]
    if case.report.recognised and not passages:
        return
    found = [(passage, match) for passage in passages for match in (*_HALF.finditer(passage.text), *_points(passage))]
    printed = {mark for passage in case.report.passages for mark in "，。" if mark in passage.text}
    if found and "，" not in printed:
        return
    found = [(passage, match) for passage, match in found if match[0] != "." or "。" in printed]
    if found:
        marks = tuple(stated("“{found}”", found=mark) for mark in sorted({match[0] for _, match in found}))
        facts = stated("中文之间有{number}处半角标点{marks}", number=len(found), marks=marks)
        places = [
            passage_evidence(passage, *match.span(), part_name(passage)) for passage, match in found[:_PLACES_SHOWN]
        ]
        yield case.outcome("fail", facts, "report", places)
    else:
        yield case.outcome("pass", stated("中文之间未见半角标点"), "report")


def _points(passage: Passage) -> Iterator[re.Match[str]]:
    """Points that end a sentence of the passage."""
    return (
        match
        for match in _POINT.finditer(passage.text)
        if len(passage.text[: match.start()].strip()) >= _SHORTEST_SENTENCE
    )
