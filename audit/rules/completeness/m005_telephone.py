"""联系电话位数与区号不符

依据：固定电话号码长度由区号确定（公用电信网编号计划，数据文件 area_codes.csv）；评估实务对电话差错扣分。
核对：引言及含有“电话”“传真”“联系”的段落中的每个电话号码：区号是否存在，号码位数是否与该区号相符；手机号、400号码、政务热线格式正确即可。
不判：位数不能确定的区号只核对是否为七位或八位；没有印区号且机关所在城市不明的号码不判；同一段中另有号码印有区号的，视为承前省略，按该区号核对；号码是否属于该机关不判；没有写联系电话的仅注明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Evidence, Outcome
from audit.model import Passage
from audit.rules import Case, rule
from audit.rules._passages import MOST_PLACES, evidence, where
from audit.rules.completeness._lookup import Area, areas
from audit.text import fold

_CONTACT = re.compile(r"电\s*话|传\s*真|联系方式|咨询|热线|座机")
_DASH = "[-—–―‐－─~]"
_SEPARATED = rf"(?:{_DASH}{{1,2}}|[ \u3000]{{1,2}})"
#: Area code in brackets or in front of a dash, then the number in one piece, then perhaps an extension.
_FIXED = re.compile(
    rf"(?<![\dA-Za-z_./=])(?:[（(](?P<bracketed>0\d{{2,3}})[)）]\s*{_DASH}?\s*|(?P<plain>0\d{{2,3}})\s?{_SEPARATED}\s?)"
    rf"(?P<number>\d{{3,12}}(?:[ \u3000]\d{{4}}(?!\d))?)(?!\d)"
)
_RUN_TOGETHER = re.compile(r"(?<![\dA-Za-z_./=-])0\d{9,11}(?!\d)")
_OTHER = re.compile(rf"(?<![\d.])(?:400|800){_DASH}?\d{{3,4}}{_DASH}?\d{{3,4}}(?!\d)|(?<!\d)1[3-9]\d{{9}}(?!\d)")
#: Behind the word for a telephone: a mobile number short of a digit or with one too many.
_MOBILE_LENGTH = 11
_MISCOUNTED = re.compile(
    r"(?:电\s*话|手\s*机|联系方式)(?:号码)?\s*[:：]?\s*(?P<number>1[3-9](?:\d{7,8}|\d{10,11}))(?!\d|[-—.年])"
)
_LOCAL = re.compile(
    rf"(?:电\s*话|传\s*真|热线)(?:/传真|号码)?\s*[:：]?\s*(?P<number>[2-9]\d{{5,8}})(?!\d)(?!{_DASH}?\d)"
)


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per different number; one undecided outcome where the report names none."""
    seen: set[str] = set()
    for passage in case.report.passages:
        if passage.in_table or not (passage.section == 0 or _CONTACT.search(passage.text)):
            continue
        for outcome in _numbers(case, passage):
            if outcome.locus not in seen:
                yield outcome
            seen.add(outcome.locus)
            if len(seen) >= MOST_PLACES:
                return
    if not seen:
        yield case.outcome("undecided", "未见联系电话", "none", severity="info")


def _numbers(case: Case, passage: Passage) -> Iterator[Outcome]:
    text = passage.text
    codes = {match["bracketed"] or match["plain"] for match in _FIXED.finditer(text)}
    printed = areas().get(codes.pop()) if len(codes) == 1 else None
    for match in _FIXED.finditer(text):
        code, number = match["bracketed"] or match["plain"], re.sub(r"\s", "", match["number"])
        yield _judge(case, _shown(passage, match), code, number)
    for match in _RUN_TOGETHER.finditer(text):
        code = next((c for c in (match[0][:4], match[0][:3]) if c in areas()), None)
        if code:
            yield _judge(case, _shown(passage, match), code, match[0][len(code) :])
    for match in _OTHER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        good = len(digits) == (11 if digits.startswith("1") else 10)
        said = "位数正确" if good else "位数不正确"
        yield case.outcome("pass" if good else "fail", f"电话{match[0]}{said}", match[0], [_shown(passage, match)])
    for match in _MISCOUNTED.finditer(text):
        number = match["number"]
        message = f"电话{number}为{len(number)}位，手机号码为{_MOBILE_LENGTH}位"
        place = evidence(passage, *match.span("number"), where(passage))
        yield case.outcome(
            "fail", message, number, [place], confidence=0.9, expected=_MOBILE_LENGTH, actual=len(number)
        )
    for match in _LOCAL.finditer(text):
        yield _local(case, _shown(passage, match), match["number"], printed)


def _shown(passage: Passage, match: re.Match[str]) -> Evidence:
    return evidence(passage, *match.span(), where(passage))


def _judge(case: Case, place: Evidence, code: str, number: str) -> Outcome:
    printed, area = f"{code}-{number}", areas().get(code)
    if area is None:
        return case.outcome("fail", f"电话{printed}的区号{code}不在区号表中", printed, [place], confidence=0.9)
    places = "、".join(area.places)
    if area.digits is None:
        if len(number) in (7, 8):
            message = f"电话{printed}：区号{code}（{places}）的号码位数未能确定，不判位数"
            return case.outcome("undecided", message, printed, [place], severity="info")
    elif len(number) == area.digits:
        return case.outcome(
            "pass", f"电话{printed}：区号{code}（{places}）为{area.digits}位号码，相符", printed, [place]
        )
    due = area.digits or "七或八"
    message = f"电话{printed}：区号{code}（{places}）为{due}位号码，印出{len(number)}位"
    return case.outcome("fail", message, printed, [place], expected=area.digits, actual=len(number))


def _local(case: Case, place: Evidence, number: str, printed: Area | None) -> Outcome:
    """A number without area code: judged by the code printed beside it, or where the organ’s name begins with a city of one area."""
    area = printed or _home(case.report.agency or "")
    if len(number) not in (7, 8):
        return case.outcome(
            "fail", f"电话{number}为{len(number)}位，固定电话为七位或八位", number, [place], confidence=0.9
        )
    if area is None or area.digits is None:
        return case.outcome("undecided", f"电话{number}没有印区号，无法核对位数", number, [place], severity="info")
    same = len(number) == area.digits
    message = f"电话{number}：{area.places[0]}区号{area.code}为{area.digits}位号码，印出{len(number)}位"
    return case.outcome("pass" if same else "fail", message, number, [place], expected=area.digits, actual=len(number))


def _home(agency: str) -> Area | None:
    name = fold(agency)
    found = [a for a in areas().values() if any(f"{p}市" in name for p in a.places)]
    return found[0] if len(found) == 1 else None
