"""小标题之下没有内容

依据：{内容条}规定年度报告应当包括的内容；{敷衍}。
核对：第一部分五个方面的小标题、第五部分“存在问题”“改进情况”一类小标题，在同级下一个小标题之前有无文字。
不判：写有“无”的不作为差错；内容是否充实不判；措辞不是方面名称的小标题、逐项列举的短句不判；该部分有未能读取的图片等，或文件在此中断的，为无法核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Part
from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Case, Outcome, data_file, narrative, passage_evidence, rule, stated, why_open
from audit.words.numbering import numbering

_LEAD = regex(r"\s*(?P<title>[^，；,;。：:\d]{2,20}?)(?:方面|情况)?\s*[。：:]?\s*")
_PROBLEMS = regex(
    r"\w{0,8}(?:问题|不足)(?:及原因)?|\w{0,6}(?:改进|整改)(?:情况|措施|方向|打算|计划|工作)?|下一步\w{0,8}"
)
_NUMBERED = ("section", "paragraph", "clause", "item")
_BARE = "{where}“{printed}”只有小标题"


@rule(severity="warning", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One failure per sub-heading that nothing follows, or one pass per section that has such sub-headings."""
    for section in (1, 5):
        lines = [p for p in narrative(case.report) if p.section == section and p.text.strip()]
        leads = [(index, title) for index, line in enumerate(lines) if (title := _title(line))]
        empty = [(lines[index], title) for index, title in leads if not _followed(lines, index)]
        for line, title in empty:
            printed, locus, places = line.text.strip(), f"lead:{section}:{title}", [passage_evidence(line)]
            if reason := why_open(case.report, section):
                form = _BARE + "，未读取到内容，{reason}，请人工核对"
                facts = stated(form, where=Part(section), printed=printed, reason=reason)
                yield case.outcome("undecided", facts, locus, places)
            else:
                facts = stated(_BARE + "，没有内容", where=Part(section), printed=printed)
                yield case.outcome("fail", facts, locus, places, confidence=0.8)
        if leads and not empty:
            facts = stated("{where}各小标题之下有内容", where=Part(section))
            yield case.outcome("pass", facts, f"leads:{section}")


def _title(line: Passage) -> str:
    """The words of a line that is nothing but a numbered sub-heading of its section; else ""."""
    count = numbering(line.text)
    match = _LEAD.fullmatch(line.text[count.end :]) if count and count.style in _NUMBERED else None
    if match is None:
        return ""
    title = match["title"].strip()
    if line.section == 1:
        named = any(word in title for words in data_file(__package__, "aspects").values() for word in words["headings"])
    else:
        named = _PROBLEMS.fullmatch(title) is not None
    return title if named else ""


def _followed(lines: list[Passage], index: int) -> bool:
    """Whether the line below the sub-heading at ``index`` is another thing than the next one of its kind."""
    if index + 1 == len(lines):
        return False
    own, following = numbering(lines[index].text), numbering(lines[index + 1].text)
    return following is None or own is None or following.style != own.style
