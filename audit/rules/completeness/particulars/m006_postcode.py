"""邮政编码位数或所属地区不符

依据：邮政编码为六位数字，前两位代表省、自治区、直辖市（GB/T 2260配套的邮政编码规则，数据文件 postcodes.csv）；评估实务对联系方式差错扣分。
核对：“邮编”“邮政编码”之后的数字是否六位；前两位所属省份与同一段电话区号所属省份是否相同。
不判：没有写邮政编码的不作为差错；电话区号或前两位不在数据文件中的不比较省份；市县以下的对应关系不核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import miscounted
from audit.patterns import regex
from audit.rules.completeness.particulars._areas import areas, postcode_provinces
from audit.rules.kit import MOST_PLACES, Case, Outcome, part_name, passage_evidence, rule, stated

_POSTCODE = regex(r"邮\s*+(?:政\s*+)?编\s*+码?\s*+(?:为|是)?\s*+[:：]?\s*+(?P<code>\d[\d ]*\d|\d)")
_DIGITS = 6
_AREA = regex(r"(?<!\d)[（(]?(0\d{2,3})[)）]?[-—–―‐－ ]{1,2}\d{6,8}(?!\d)")


@rule(severity="warning", needs_form=False, matter="contact")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per different postcode; silent where there is none."""
    seen: set[str] = set()
    for passage in case.report.passages:
        for match in _POSTCODE.finditer(passage.text):
            code = match["code"].replace(" ", "")
            if code in seen or len(seen) >= MOST_PLACES:
                continue
            seen.add(code)
            places = [passage_evidence(passage, *match.span(), part_name(passage))]
            if len(code) != _DIGITS:
                form = "邮政编码{printed}为{digits}位，应为{expected}位"
                facts = miscounted(form, printed=code, digits=len(code), expected=_DIGITS)
                yield case.outcome("fail", facts, code, places)
                continue
            province = postcode_provinces().get(code[:2])
            codes = sorted({found for found in _AREA.findall(passage.text) if found in areas()})
            provinces = sorted({areas()[found].province for found in codes})
            if province is None:
                unknown = stated("邮政编码{printed}的前两位不在数据文件中", printed=code)
                yield case.outcome("undecided", unknown, code, places, severity="info")
            elif provinces and province not in provinces:
                form = "邮政编码{printed}属{province}，电话区号{codes}属{provinces}"
                elsewhere = stated(
                    form, printed=code, province=province, codes=tuple(codes), provinces=tuple(provinces)
                )
                yield case.outcome("fail", elsewhere, code, places, confidence=0.8)
            else:
                right = stated("邮政编码{printed}为六位数字，属{province}", printed=code, province=province)
                yield case.outcome("pass", right, code, places)
