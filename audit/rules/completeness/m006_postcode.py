"""邮政编码位数或所属地区不符

依据：邮政编码为六位数字，前两位代表省、自治区、直辖市（GB/T 2260配套的邮政编码规则，数据文件 postcodes.csv）；评估实务对联系方式差错扣分。
核对：“邮编”“邮政编码”之后的数字是否六位；前两位所属省份与同一段电话区号所属省份是否相同。
不判：没有写邮政编码的不作为差错；电话区号或前两位不在数据文件中的不比较省份；市县以下的对应关系不核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules._passages import MOST_PLACES, evidence, where
from audit.rules.completeness._lookup import areas, postcode_provinces

_POSTCODE = re.compile(r"邮\s*+(?:政\s*+)?编\s*+码?\s*+(?:为|是)?\s*+[:：]?\s*+(?P<code>\d[\d ]*\d|\d)")
_AREA = re.compile(r"(?<!\d)[（(]?(0\d{2,3})[)）]?[-—–―‐－ ]{1,2}\d{6,8}(?!\d)")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per different postcode; silent where there is none."""
    seen: set[str] = set()
    for passage in case.report.passages:
        for match in _POSTCODE.finditer(passage.text):
            code = match["code"].replace(" ", "")
            if code in seen or len(seen) >= MOST_PLACES:
                continue
            seen.add(code)
            places = [evidence(passage, *match.span(), where(passage))]
            if len(code) != 6:
                message = f"邮政编码{code}为{len(code)}位，应为6位"
                yield case.outcome("fail", message, code, places, expected=6, actual=len(code))
                continue
            province = postcode_provinces().get(code[:2])
            codes = {found for found in _AREA.findall(passage.text) if found in areas()}
            provinces = {areas()[found].province for found in codes}
            if province is None:
                yield case.outcome("undecided", f"邮政编码{code}的前两位不在数据文件中", code, places, severity="info")
            elif provinces and province not in provinces:
                message = (
                    f"邮政编码{code}属{province}，电话区号{'、'.join(sorted(codes))}属{'、'.join(sorted(provinces))}"
                )
                yield case.outcome("fail", message, code, places, confidence=0.8)
            else:
                yield case.outcome("pass", f"邮政编码{code}为六位数字，属{province}", code, places)
