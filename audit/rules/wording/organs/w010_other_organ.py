"""文中机关名称与报告机关不同

依据：{编制}由各行政机关就本机关的工作编制年度报告；评估实务对机关名称错误、套用其他单位文字扣分。
核对：“由某机关编制”“某机关编制本报告”“公布某机关政府信息公开”“请与某机关联系”“编制单位：某机关”“在某局党组领导下”各处，乡镇、街道报告中的“某镇党政办”，以及第一部分首句的主语（“2024年，某机关认真……”），机关名称与报告机关是否相同或相含；引言、正文各句写作其他县区的同一部门、政府的（清河县水务局的报告写“玉泉县水务局收到……”），部门的报告以本县区另一部门为主语写本机关的打算和政府信息公开工作的（农业农村局的报告写“县水务局将进一步……”），部门、县级政府报告的落款单位，部门报告自称“我镇”“我乡”“我街道”的，第五部分“一是”“二是”后写作其他地方同类部门的，县级政府报告的联系单位属其他县区的，亦列出。语句和机关见 organ_frames.toml。
不判：党委、政府和可能的上级、主管机关，统筹、指导公开工作的部门和可能由本机关管理的机构；简称、曾用的县区名称、内设机构、办公室，共同工作、学习交流、并列列举、引用文件、移送办理和复议诉讼中的其他机关，政府和乡镇街道报告的联系单位（可由其他机关承担），以及名称相近的，均不作为差错；报告机关不明的不核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.kit import Case, Outcome, one_per_hit, rule, stated, wrong_words
from audit.rules.wording.organs._colleagues import colleagues
from audit.rules.wording.organs._elsewhere import peers, towns
from audit.rules.wording.organs._framed import framed, is_department, own_towns
from audit.text import fold

_MESSAGE = "{where}写有“{found}”，报告机关为“{correction}”"


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where all places name the organ; undecided where it is not known."""
    agency = fold(case.report.agency or "")
    found = list(framed(case.report, agency))
    if not agency and found:
        yield case.outcome("undecided", stated("报告机关不明，无法核对机关名称"), "report", severity="info")
        return
    found += [*peers(case.report, agency), *colleagues(case.report, agency), *towns(case.report, agency)]
    found += own_towns(case.report) if is_department(agency) else ()
    # A name that two kinds of sentence hold is one slip.
    places = dict.fromkeys((one.passage, one.span) for one in found if one.wrong)
    hits = [wrong_words(passage, span, _MESSAGE, correction=case.report.agency or "") for passage, span in places]
    clean = stated("{number}处机关名称与报告机关相同", number=len(found)) if found else None
    yield from one_per_hit(case, hits, clean, confidence=0.7)
