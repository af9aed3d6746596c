"""Whether a telephone number has as many digits as its area, or a mobile telephone, asks for."""

from __future__ import annotations

from audit.findings import miscounted
from audit.model import Passage
from audit.rules.completeness.particulars._areas import Area, area_of, areas
from audit.rules.completeness.particulars.telephones._telephones import Telephone
from audit.rules.kit import Case, Evidence, Outcome, part_name, passage_evidence, stated

#: Digits of a mobile number, and of fixed numbers without their area code.
_MOBILE_LENGTH, _FIXED_LENGTHS = 11, (7, 8)
_COUNTED = "为{expected}位号码，印出{digits}位"


def telephone_outcome(case: Case, passage: Passage, found: Telephone) -> Outcome:
    """The outcome on one number of the passage."""
    printed, number = found.printed, found.number
    place = passage_evidence(passage, found.start, found.end, part_name(passage))
    if found.kind == "fixed":
        return _fixed(case, place, found)
    if found.kind == "local":
        return _local(case, place, number, areas().get(found.code))
    if found.kind == "mobile":
        form = "电话{printed}为{digits}位，手机号码为{expected}位"
        facts = miscounted(form, printed=printed, digits=len(number), expected=_MOBILE_LENGTH)
        return case.outcome("fail", facts, printed, [place], confidence=0.9)
    if len(number) == (_MOBILE_LENGTH if number.startswith("1") else 10):
        return case.outcome("pass", stated("电话{printed}位数正确", printed=printed), printed, [place])
    return case.outcome("fail", stated("电话{printed}位数不正确", printed=printed), printed, [place])


def _fixed(case: Case, place: Evidence, found: Telephone) -> Outcome:
    printed, code, digits = found.printed, found.code, len(found.number)
    area = areas().get(code)
    if area is None:
        unknown = stated("电话{printed}的区号{code}不在区号表中", printed=printed, code=code)
        return case.outcome("fail", unknown, printed, [place], confidence=0.9)
    head, places = "电话{printed}：区号{code}（{places}）", area.places
    if digits == area.digits:
        form = head + "为{expected}位号码，相符"
        right = stated(form, printed=printed, code=code, places=places, expected=digits)
        return case.outcome("pass", right, printed, [place])
    if area.digits is not None:
        wrong = miscounted(
            head + _COUNTED, printed=printed, digits=digits, expected=area.digits, code=code, places=places
        )
        return case.outcome("fail", wrong, printed, [place])
    if digits in _FIXED_LENGTHS:
        unsure = stated(head + "的号码位数未能确定，不判位数", printed=printed, code=code, places=places)
        return case.outcome("undecided", unsure, printed, [place], severity="info")
    neither = stated(head + "为七或八位号码，印出{digits}位", printed=printed, code=code, places=places, digits=digits)
    return case.outcome("fail", neither, printed, [place], actual=digits)


def _local(case: Case, place: Evidence, number: str, printed: Area | None) -> Outcome:
    """A number without area code: judged by the code printed beside it, or by the city that the organ's name has."""
    area, digits = printed or area_of(case.report.agency or ""), len(number)
    if digits not in _FIXED_LENGTHS:
        neither = stated("电话{printed}为{digits}位，固定电话为七位或八位", printed=number, digits=digits)
        return case.outcome("fail", neither, number, [place], confidence=0.9)
    if area is None or area.digits is None:
        unsure = stated("电话{printed}没有印区号，无法核对位数", printed=number)
        return case.outcome("undecided", unsure, number, [place], severity="info")
    facts = miscounted(
        "电话{printed}：{place}区号{code}" + _COUNTED,
        printed=number,
        digits=digits,
        expected=area.digits,
        place=area.places[0],
        code=area.code,
    )
    return case.outcome("pass" if digits == area.digits else "fail", facts, number, [place])
