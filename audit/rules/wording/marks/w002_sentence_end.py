"""段落没有正常结束

依据：GB/T 15834—2011《标点符号用法》：句末使用句号、问号或叹号；公文段落应以完整的句子结束。
核对：各部分正文段落（十五字以上）的最后一个字符：以逗号、顿号结束为疑点；含有逗号或句号的长段落末尾没有标点为提示；各部分标题以逗号、顿号、分号结束的为提示。
不判：标题中的其他标点、小标题；以冒号引出下文的段落；以分号结束的并列项；段末为网址、日期或号码的；下一段接着写而可能是排版折行的，为无法核对；多数段落都没有句末标点（按行折断的文本）时不判；文件在句中中断的一段不判。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.kit import (
    MOST_PLACES,
    Case,
    Facts,
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
from audit.rules.wording.marks._ends import (
    COMMAS,
    SENTENCE_ENDS,
    SHORTEST_OF_TEXT,
    are_cut,
    goes_on,
    headings_going_on,
    is_heading,
    is_sentence,
    last_character,
    lines_of_text,
)

_BROKEN = "{where}一段以“{found}”结束，下一段接着写，可能是段落中间折行"
_COMMA_ENDS = "{where}一段以“{found}”结束，句子不完整"
_NO_MARK = "{where}一段末尾没有句末标点"
_HEADING_ENDS = "{where}的标题以“{found}”结束"
_CUT_LINES = "{number}行文字中{missing}行没有句末标点，文本可能按行折断，无法核对"


@rule(severity="warning", also=("info",), needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per paragraph that does not end; one pass where all do."""
    passages = [p for p in narrative(case.report) if p.section]
    body = [p for p in passages if len(p.text.strip()) >= SHORTEST_OF_TEXT and not is_heading(p)]
    after = dict(zip(map(id, passages), [*passages[1:], None], strict=False))
    endless = [p for p in body if not p.text.strip().endswith(SENTENCE_ENDS) and not is_cut(case.report, p)]
    if not body:
        facts: Facts = stated("没有读取到正文段落，无法核对段落结尾")
        yield case.outcome("undecided", facts, "report", severity="info")
        return
    lines, cut = lines_of_text(passages)
    if are_cut(lines, cut):
        facts = stated(_CUT_LINES, number=lines, missing=cut)
        yield case.outcome("undecided", facts, "report", severity="info")
        return
    bare = [wrong_words(one, last_character(one), _HEADING_ENDS) for one in headings_going_on(case.report.passages)]
    commas, broken = [], 0
    for passage in endless:
        last = passage.text.strip()[-1]
        if last in COMMAS and goes_on(passage, after[id(passage)]):
            broken += 1
            if broken > MOST_PLACES:
                continue
            facts = wrong_words(passage, last_character(passage), _BROKEN).facts
            place = passage_evidence(passage, *last_character(passage), part_name(passage))
            yield case.outcome("undecided", facts, f"broken:{passage.text[:12]}", [place], severity="info")
        elif last in COMMAS:
            commas.append(wrong_words(passage, last_character(passage), _COMMA_ENDS))
        elif is_sentence(passage) and not goes_on(passage, after[id(passage)]):
            bare.append(wrong_words(passage, last_character(passage), _NO_MARK))
    if commas or not bare:
        yield from one_per_hit(case, commas, stated("{number}个正文段落没有以逗号、顿号结束的", number=len(body)))
    if bare:
        yield from one_per_hit(case, bare, None, severity="info")
