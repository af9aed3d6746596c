"""正文的“没有”“均”“全部”与表格不一致

依据：{内容条}、{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文写“未收到申请”“无行政复议、行政诉讼”“未制发规范性文件”等的，与表格对应数字是否为0比较；写复议、诉讼“均获维持”的，与表四纠正、其他结果、尚未审结比较；写“均胜诉”“无败诉”“未被纠错”的，与表四结果纠正比较（前面没有写明案件数的只列出，不判不符）；写若干件“已审结”“正在审理”、件数与表四总计相同的，与表四尚未审结比较；写申请“全部办结”的，与表三结转下年度比较；写“均由某类申请人提出”“均予以公开”“均属某项”“均为未经复议直接起诉”“除……外其余均”等的，与表三、表四同一行、同一列中的其他各格比较。
不判：涉及其他年度、其他单位或分渠道的不判；说行政决定没有引发复议、诉讼的不判；“全部胜诉”而有其他结果、尚未审结案件的，只列出；“全部办结”而表中有结转、“均获维持”而表中只有尚未审结的，只列出，不判不符；表中空白与“没有”不矛盾。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.model import JUDGED_SCOPES
from audit.rules.consistency.all_or_none import judge
from audit.rules.consistency.comparison import against_tables
from audit.rules.kit import Case, Outcome, rule

#: The section on problems and measures, whose words speak of parts and examples.
_PROBLEMS = 5


@rule(severity="warning", misread="here")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per denial, and per statement on all or none, that the tables can answer."""
    seen: Counter[str] = Counter()
    for claim in case.report.claims:
        if claim.denies and claim.subject and claim.scope in JUDGED_SCOPES:
            seen[claim.subject] += 1
            outcome = against_tables(case, claim, f"denial:{claim.subject}#{seen[claim.subject]}")
            if outcome is not None:
                yield outcome
    for number, statement in enumerate(case.report.sets):
        if statement.scope in JUDGED_SCOPES and statement.section != _PROBLEMS:
            outcome = judge(case, statement, f"all#{number}")
            if outcome is not None:
                yield outcome
