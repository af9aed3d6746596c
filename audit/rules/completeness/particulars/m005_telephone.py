"""联系电话位数与区号不符

依据：固定电话号码长度由区号确定（公用电信网编号计划，数据文件 area_codes.csv）；评估实务对电话差错扣分。
核对：引言及含有“电话”“传真”“联系”的段落中的每个电话号码：区号是否存在，号码位数是否与该区号相符；手机号、400号码、政务热线格式正确即可。
不判：位数不能确定的区号只核对是否为七位或八位；没有印区号且机关所在城市不明的号码不判；同一段中另有号码印有区号的，视为承前省略，按该区号核对；号码是否属于该机关不判；没有写联系电话的仅注明。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import lacks
from audit.patterns import regex
from audit.rules.completeness.particulars.telephones import telephone_outcome, telephones
from audit.rules.kit import MOST_PLACES, Case, Outcome, rule

_CONTACT = regex(r"电\s*话|传\s*真|联系方式|咨询|热线|座机")


@rule(severity="warning", needs_form=False, matter="contact")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per different number; one undecided outcome where the report names none."""
    seen: set[str] = set()
    for passage in case.report.passages:
        if passage.in_table or not (passage.section == 0 or _CONTACT.search(passage.text)):
            continue
        for outcome in (telephone_outcome(case, passage, found) for found in telephones(passage.text)):
            if outcome.locus not in seen:
                yield outcome
            seen.add(outcome.locus)
            if len(seen) >= MOST_PLACES:
                return
    if not seen:
        yield case.outcome("undecided", lacks("未见{missing}", missing="联系电话"), "none", severity="info")
