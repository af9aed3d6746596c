"""电子邮箱地址有误

依据：电子邮箱地址为“用户名@域名”，只用半角字符，域名至少两级（RFC 5321、RFC 1035）；评估实务对联系方式差错扣分。
核对：“邮箱”“电子邮件”“E-mail”之后的地址，以及文中含“@”的地址：有无“@”，前后是否完整，域名是否有后缀，有无全角字符、空格、连续的点或常见的后缀误写。
不判：没有写邮箱的；以“#”“(at)”等代替“@”以防抓取的，只列出；地址是否真实有效、是否属于该机关；“局长信箱”一类栏目名称。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from audit.model import Passage
from audit.rules.kit import MOST_PLACES, Case, Outcome, Stated, part_name, passage_evidence, rule, stated

_PART = r"[A-Za-z0-9._%+\-Ａ-Ｚａ-ｚ０-９．＿－]"
_AT = r"(?P<at>[@＠]|[#＃]|[（(\[]?\s?(?:at|AT)\s?[)）\]])"
#: An address behind the word that announces it: at least one letter or sign, so that a telephone number is none.
_ANNOUNCED = re.compile(
    rf"""
    (?: 邮箱 | 电子邮件 | 电邮 | [Ee]-?[Mm]ail ) (?:地址)? \s*+ (?:为|是)? \s*+ [:：]? \s*+     # what it is called
    (?P<address>
        (?= [^，。；、\s]{{0,80}} [A-Za-z@＠Ａ-Ｚａ-ｚ] )                                      # no mere number
        {_PART}{{0,64}} \s? (?: {_AT} \s? {_PART}{{0,190}} )?
    )
    """,
    re.VERBOSE,
)
_ANYWHERE = re.compile(rf"(?P<address>{_PART}{{1,64}}(?P<at>[@＠]){_PART}{{0,190}})")
_GOOD = re.compile(
    r"""
    [A-Za-z0-9_%+-]+ (?: \. [A-Za-z0-9_%+-]+ )*               # who
    @
    (?: [A-Za-z0-9] (?: [A-Za-z0-9-]* [A-Za-z0-9] )? \. )+    # where, name by name
    [A-Za-z]{2,18}                                            # the end of the domain
    """,
    re.VERBOSE,
)
#: Ends of domains that are slips of the hand.
_SLIPS = frozenset(("con", "cmo", "ocm", "comm", "vom", "xom", "conm", "ccom"))


@rule(severity="warning", also=("info",), needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per different address; silent where there is none."""
    seen: set[str] = set()
    for passage in case.report.passages:
        for pattern in (_ANNOUNCED, _ANYWHERE):
            for match in () if passage.in_table else pattern.finditer(passage.text):
                address = match["address"].strip().strip(".．")
                known = any(address in other for other in seen)
                if len(address) > 2 and not known and len(seen) < MOST_PLACES:
                    seen.add(address)
                    yield _judge(case, passage, match, address)


def _judge(case: Case, passage: Passage, match: re.Match[str], address: str) -> Outcome:
    places = [passage_evidence(passage, *match.span("address"), part_name(passage))]
    if match["at"] and match["at"] not in "@＠":
        veiled = stated("电子邮箱“{printed}”以“{found}”代替“@”，请人工核对", printed=address, found=match["at"])
        return case.outcome("undecided", veiled, address, places, severity="info")
    if fault := _fault(address):
        return case.outcome("fail", fault, address, places, severity="warning", confidence=0.9)
    if width := _width(address):
        return case.outcome("fail", width, address, places, severity="info", confidence=0.9)
    return case.outcome("pass", stated("电子邮箱{printed}格式正确", printed=address), address, places)


def _fault(address: str) -> Stated | None:
    """What is wrong with ``address`` whatever the width of its characters; None for nothing."""
    joined = _plain(address).replace(" ", "")
    name, at, domain = joined.partition("@")
    suffix = domain.rsplit(".", 1)[-1]
    if not at:
        return stated("电子邮箱“{printed}”没有“@”", printed=address)
    if not name or not domain:
        return stated("电子邮箱“{printed}”不完整", printed=address)
    if "." not in domain:
        return stated("电子邮箱“{printed}”的域名没有后缀", printed=address)
    if suffix.lower() in _SLIPS:
        return stated("电子邮箱“{printed}”的后缀“.{suffix}”有误", printed=address, suffix=suffix)
    return None if _GOOD.fullmatch(joined) else stated("电子邮箱“{printed}”格式有误", printed=address)


def _width(address: str) -> Stated | None:
    """What is wrong with the characters of an ``address`` that is right without it; None for nothing."""
    if _plain(address) != address:
        return stated("电子邮箱“{printed}”含全角字符", printed=address)
    return stated("电子邮箱“{printed}”含空格", printed=address) if " " in address else None


def _plain(address: str) -> str:
    return unicodedata.normalize("NFKC", address)
