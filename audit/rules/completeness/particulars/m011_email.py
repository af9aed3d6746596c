"""电子邮箱地址有误

依据：电子邮箱地址为“用户名@域名”，只用半角字符，域名至少两级（RFC 5321、RFC 1035）；评估实务对联系方式差错扣分。
核对：“邮箱”“电子邮件”“E-mail”之后的地址，以及文中含“@”的地址：有无“@”，前后是否完整，域名是否有后缀，有无全角字符、空格、连续的点或常见的后缀误写。
不判：没有写邮箱的；以“#”“(at)”等代替“@”以防抓取的，只列出；地址是否真实有效、是否属于该机关；“局长信箱”一类栏目名称。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from audit.rules.completeness.particulars._addresses import (
    PrintedAddress,
    addresses,
    has_good_form,
    has_slip_at_end,
    in_half_width,
)
from audit.rules.kit import MOST_PLACES, Case, Outcome, Stated, part_name, passage_evidence, rule, stated


@rule(severity="warning", also=("info",), needs_form=False, matter="contact")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per different address; silent where there is none."""
    for one in islice(addresses(case.report), MOST_PLACES):
        yield _judge(case, one)


def _judge(case: Case, one: PrintedAddress) -> Outcome:
    address, places = one.text, [passage_evidence(one.passage, *one.span, part_name(one.passage))]
    if one.veil:
        veiled = stated("电子邮箱“{printed}”以“{found}”代替“@”，请人工核对", printed=address, found=one.veil)
        return case.outcome("undecided", veiled, address, places, severity="info")
    if fault := _fault(address):
        return case.outcome("fail", fault, address, places, severity="warning", confidence=0.9)
    if width := _width(address):
        return case.outcome("fail", width, address, places, severity="info", confidence=0.9)
    return case.outcome("pass", stated("电子邮箱{printed}格式正确", printed=address), address, places)


def _fault(address: str) -> Stated | None:
    """What is wrong with ``address`` whatever the width of its characters; None for nothing."""
    joined = in_half_width(address).replace(" ", "")
    name, at, domain = joined.partition("@")
    suffix = domain.rsplit(".", 1)[-1]
    if not at:
        return stated("电子邮箱“{printed}”没有“@”", printed=address)
    if not name or not domain:
        return stated("电子邮箱“{printed}”不完整", printed=address)
    if "." not in domain:
        return stated("电子邮箱“{printed}”的域名没有后缀", printed=address)
    if has_slip_at_end(joined):
        return stated("电子邮箱“{printed}”的后缀“.{suffix}”有误", printed=address, suffix=suffix)
    return None if has_good_form(joined) else stated("电子邮箱“{printed}”格式有误", printed=address)


def _width(address: str) -> Stated | None:
    """What is wrong with the characters of an ``address`` that is right without it; None for nothing."""
    if in_half_width(address) != address:
        return stated("电子邮箱“{printed}”含全角字符", printed=address)
    return stated("电子邮箱“{printed}”含空格", printed=address) if " " in address else None
