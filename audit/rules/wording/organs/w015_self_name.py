"""自称与报告机关的种类不同

依据：{编制}由各行政机关就本机关的工作编制年度报告；评估实务对套用其他单位文字、把办公室的工作写作政府工作的扣分。由自称的用语推断，故只作提示。
核对：政府的报告第一、五部分自称“我局”“我办”“我委”等多于“我县”“我市”等的；部门的报告自称“我县”“我市”作句子主语两处以上而没有自称“我局”等的；乡、镇、街道的报告自称互不相同的（镇的报告写“我街道”“我局”）。
不判：名称看不出种类的机关、政府的办公室、管委会（可为政府编制报告，可以有两种自称）；引号和书名号中的文字；没有自称的不核对；部门报告中的“我镇”“我乡”由W010核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Case, Outcome, data_file, narrative, organ_kind, part_name, passage_evidence, rule, stated
from audit.text import fold, widened
from audit.words import ending, town_kind

_SECTIONS = (1, 5)
#: Offices that may write for their government, and committees that manage a place as one does.
_EITHER = regex(rf"(?:政府{ending('office')}|{ending('committee')})$")
_CITED = regex("《[^《》]{1,120}》|“[^“”]{1,120}”|‘[^‘’]{1,60}’")


@rule(severity="info", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure where an organ calls itself what only one of another kind is; a pass where it calls itself rightly."""
    agency = fold(case.report.agency or "")
    lists = data_file(__package__, "self_names").get(_kind(agency) or "")
    if lists is None:
        return
    passages = [p for p in narrative(case.report) if p.section in _SECTIONS]
    own, other = (_found(passages, lists[key]) for key in ("own", "other"))
    # Who speaks of itself more often rightly than not may well speak of another organ.
    if other and len(other) >= lists.get("least", 1) and (not own if "least" in lists else len(other) > len(own)):
        passage, span = other[0]
        form = "{where}自称“{found}”（共{number}处），报告机关为“{agency}”，可能写的是另一机关的工作"
        word = passage.text[slice(*span)].strip("。；， 年")
        facts = stated(form, where=part_name(passage), found=word, number=len(other), agency=case.report.agency or "")
        places = [passage_evidence(p, *at, part_name(p)) for p, at in other[:3]]
        yield case.outcome("fail", facts, "self", places, confidence=0.6)
    elif own:
        yield case.outcome("pass", stated("自称与报告机关的种类相符，共{number}处", number=len(own)), "self")


def _kind(agency: str) -> str | None:
    """The list for the organ's kind; None where its name does not tell, or may stand for two."""
    found = organ_kind(agency)
    if found == "township":
        return town_kind(agency)
    if _EITHER.search(agency) or found == "unknown":
        return None
    return "government" if found == "government" else "department"


def _found(passages: list[Passage], pattern: str) -> list[tuple[Passage, tuple[int, int]]]:
    """Where the text, without what it cites, uses such words."""
    texts = ((p, _CITED.sub(lambda cited: "“" * len(cited[0]), widened(p.text))) for p in passages)
    return [(p, match.span()) for p, text in texts for match in re.finditer(pattern, text)]
