"""正文所述的收到、结转与办结不平

依据：表三表头印有“第一项加第二项之和，等于第三项加第四项之和”（{格式}），正文所述同一事项应当符合；{不准确}。正文的统计口径可能与表格不同，故列为疑点。
核对：同一段写明新收、上年结转（或者两者之和）、办结和结转下年度件数的，新收 + 上年结转 = 办结 + 结转下年度，总数和各类申请人分别核对；写明复议、诉讼的收到、审结、尚未审结件数的，收到 = 审结 + 尚未审结，各种结果之和不得超过收到。没有表格、表格未能读取或者有的数字在表格中核对不了的，由此核对。
不判：约数、其他年度、其他单位、分渠道的数字不判；几项没有写全的不判；“收到”没有写明为新收而含上年结转即相平的判为相符；只写“答复”而同段提到撤回、终止、其他处理等情形的不判；各数都能与表格逐一核对的，由其他规则核对，不重复列出。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import TextBalance
from audit.rules.consistency._balances import equations, holds, is_in_tables
from audit.rules.consistency.comparison import ALTERNATIVE_CONFIDENCE, text_evidence, text_side
from audit.rules.kit import Case, Outcome, rule


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per equation between the text's own figures."""
    for number, equation in enumerate(equations(case), 1):
        left, right = (tuple(map(text_side, side)) for side in equation[:2])
        facts = TextBalance(left, right, equation.most)
        places = tuple(text_evidence(claim) for side in equation[:2] for claim in side)
        locus = f"balance#{number}"
        if facts.agrees:
            yield case.outcome("pass", facts, locus, places)
        elif not (holds(equation) or is_in_tables(case, equation)):
            yield case.outcome("fail", facts, locus, places, confidence=ALTERNATIVE_CONFIDENCE)
