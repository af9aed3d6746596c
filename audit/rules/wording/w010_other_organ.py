"""文中机关名称与报告机关不同

依据：{编制}由各行政机关就本机关的工作编制年度报告；评估实务对机关名称错误、套用其他单位文字扣分。
核对：“由某机关编制”“某机关编制本报告”“公布某机关政府信息公开”“请与某机关联系”“在某局党组领导下”各处，乡镇、街道报告中的“某镇党政办”，以及第一部分首句的主语（“2024年，某机关认真……”），机关名称与报告机关是否相同或相含；部门报告的落款单位、自称“我镇”“我乡”“我街道”的，第五部分“一是”“二是”后写作其他地方同类部门的，县级政府报告的联系单位属其他县区的，亦列出。
不判：党委、政府和可能的上级、主管机关的领导；简称、内设机构、办公室，共同工作、学习交流、并列列举和引用文件中的其他机关，政府和乡镇街道报告的联系单位（可由其他机关承担），以及名称相近的，均不作为差错；报告机关不明的不核对。
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from audit.findings import Outcome, stated
from audit.model import Passage
from audit.rules import Case, rule
from audit.rules._passages import narrative, one_per_hit, wrong
from audit.rules.wording._names import other_county, own_government, peer, same_organ, superior
from audit.text import fold, widened
from audit.words import DAY_OF_YEAR, ONE_TO_NINE, TOWN, TOWNS, YEAR, ending, endings, is_phrase, town_before

_NAME = (
    rf"(?P<who>[\u4e00-\u9fff]{{3,25}}?(?:{ending('bureau', 'township', 'seat', 'force', 'centre')})(?!(?<=委)[会办]))"
)
#: What is drawn up besides the report.
_OTHER_WORK = r"(?:完善|公开|主动公开|政务公开|政府信息公开|基层政务公开|标准|事项)*(?:目录|清单|规划|标准|指南|方案|预算|决算|制度|规范|台账|手册)"
_BY = re.compile(
    rf"""
      由 {_NAME} (?:依据|根据|按照|负责|组织)? [^，。；]{{0,30}}? 编制 (?!{_OTHER_WORK})      # 本报告由清河县水务局编制
    | (?:^|[，。；]) (?:现|特)? {_NAME.replace("who", "writer")}
      (?:组织|特|现|负责)? (?:编制|编写) (?:了|完成)? (?= 本 | {YEAR} | 《 | 年度 | 政府信息 )  # 清河县水务局编制了本报告
    """,
    re.VERBOSE,
)
_OF = re.compile(
    rf"""
    公布 (?:{YEAR}年?度?)? {_NAME} (?:{YEAR}年?度?)?
    政府信息 (?:公开)? (?:工作)? (?:{YEAR}年?)? 年?度? (?:报告|情况)
    """,
    re.VERBOSE,
)
_WITH = re.compile(rf"(?:请与|请向|联系单位：|编制单位：){_NAME}[^，。；：]{{0,20}}?(?:联系|咨询|反映)")
#: The subject of the sentence that section 一 opens with.
_FIRST = re.compile(
    rf"""
    \s*+ {YEAR}年度? (?:以来)? [，,]? \s*+ {_NAME}
    (?= 始终 | 继续 | 进一步 | 高度重视 | 认真 | 坚持 | 深入 | 严格 | 扎实 | 积极 | 持续 | 紧紧围绕 | 全面 | 以习近平
      | 紧扣 | 紧盯 | 聚焦 | 立足 | 围绕 | 牢牢 | 切实 | 着力 | 大力 | 不断 | 坚决 | 牢固 )         # how it works
    """,
    re.VERBOSE,
)
#: A line that is nothing but a name: the signature. The item that a problem or measure begins with.
_SIGNED = re.compile(rf"\s*+{_NAME}\s*+(?:{YEAR}年{DAY_OF_YEAR})?\s*$")
_ITEM = re.compile(rf"[{ONE_TO_NINE}]是{_NAME}(?!的?经验)")
#: A township's word for itself.
_OUR_TOWN = re.compile(f"(?P<who>我{TOWNS})(?![村级])")
#: Whose leadership is spoken of: a department's own party group.
_LED = re.compile(
    rf"""
    在 (?:中共)? (?P<who> [\u4e00-\u9fff]{{2,20}}? {ending("department")} )
    {ending("party")} (?:班子|书记)? (?:的)? (?:正确|坚强|统一|集中|有力|直接)* 领导下
    """,
    re.VERBOSE,
)
#: The organs of a town or street; what 政府 is only a part of (政府信息, 政府网站) names none.
_TOWN = re.compile(
    rf"""
    (?P<kind>{TOWNS})
    (?= 党政(?:综合)?办 | (?:人民政府)?{ending("office")} | {ending("party")} | 纪委 | 人大主席团 | 人大工委
      | 政府(?!信息|网|门户|公报|服务) )
    """,
    re.VERBOSE,
)
#: Words before and behind that explain the name of another organ: work done together, visits, examples.
_BEFORE = re.compile(rf"(?:联合|会同|协同|协助|对接|学习|借鉴|参观|考察|交流|观摩|对标|[{TOWN}道]、)[^，。；]{{0,6}}$")
_BEHIND = re.compile(r"[^，。；]{0,14}(?:共同|联合|联动|签订|签署|合作|结对|共建|协作|交流)")
#: Offices that draw up a government's report for it.
_FOR_GOVERNMENTS = re.compile(r"政务服务|大数据|数据|行政审批|政务公开|信息公开")
_TITLES = re.compile(r"《[^《》]{1,120}》")
_NEAR = 24
_TOWNS = re.compile(rf"([\u4e00-\u9fff]{{2}}{TOWNS}){ending('government_full', 'town_office')}?$")
_OPEN_TO_OTHERS = re.compile(rf"{ending('government_full', 'street_office', 'town')}$")
_PROBLEMS, _LAST = 5, 6
_DEPARTMENTS = endings("department")
_PRONOUN = re.compile(r"我|本|各|相关|有关|上级|该")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where all places name the organ; undecided where it is not known."""
    agency = fold(case.report.agency or "")
    patterns = (_BY, _OF) if _OPEN_TO_OTHERS.search(agency) else (_BY, _OF, _WITH)
    found = [(p, span) for p in narrative(case.report) for pattern in patterns for span in _spans(pattern, p)]
    opening = next((p for p in narrative(case.report) if p.section == 1), None)
    match = _FIRST.match(widened(opening.text)) if opening else None
    if opening and match and (same_organ(fold(match["who"]), agency) or not own_government(fold(match["who"]), agency)):
        found.append((opening, match.span("who")))
    if agency.endswith(_DEPARTMENTS):
        led = [(p, span) for p in narrative(case.report) for span in _spans(_LED, p)]
        found += [(p, span) for p, span in led if not superior(fold(p.text[slice(*span)]), agency)]
    found += _signed(case, agency)
    named = [(p, span) for p, span in found if _is_name(p.text[slice(*span)])]
    if agency.endswith("政府"):
        named = [(p, span) for p, span in named if not _FOR_GOVERNMENTS.search(p.text[slice(*span)])]
    count = cache("\n".join(p.text for p in narrative(case.report)).count)
    towns = [(p, at) for p in narrative(case.report) for at in (*_other_towns(p, agency, count), *_others(p, agency))]
    if not named and not towns:
        return
    if not agency:
        yield case.outcome("undecided", stated("报告机关不明，无法核对机关名称"), "report", severity="info")
        return
    named = [(p, span) for p, span in named if not same_organ(fold(p.text[slice(*span)]), agency)]
    hits = [
        wrong(p, span, "{where}写有“{found}”，报告机关为“{correction}”", correction=case.report.agency or "")
        for p, span in dict.fromkeys((*named, *towns))
    ]
    yield from one_per_hit(case, hits, stated("{number}处机关名称与报告机关相同", number=len(found)), confidence=0.7)


def _is_name(text: str) -> bool:
    """Whether ``text`` is surely an organ's name: neither a pronoun nor half a sentence."""
    return not _PRONOUN.search(text) and not is_phrase(text)


def _spans(pattern: re.Pattern[str], passage: Passage) -> Iterator[tuple[int, int]]:
    """Where ``pattern`` finds a name."""
    for match in pattern.finditer(widened(passage.text)):
        yield match.span(match.lastgroup or "who")


def _signed(case: Case, agency: str) -> Iterator[tuple[Passage, tuple[int, int]]]:
    """The name that a department's report is signed with, a line of its own behind the last section."""
    for passage in case.report.passages if agency.endswith(_DEPARTMENTS) else ():
        match = _SIGNED.match(widened(passage.text)) if passage.section == _LAST and not passage.heading else None
        who = fold(match["who"]) if match else ""
        if match and (same_organ(who, agency) or not superior(who, agency)):
            yield passage, match.span("who")


def _others(passage: Passage, agency: str) -> Iterator[tuple[int, int]]:
    """What only another organ's report would say: “我镇” in a department's, a like office elsewhere, another county's contact."""
    text = widened(passage.text)
    if agency.endswith(_DEPARTMENTS):
        yield from (match.span("who") for match in _OUR_TOWN.finditer(text))
        yield from (
            m.span("who") for m in _ITEM.finditer(text) if passage.section == _PROBLEMS and peer(m["who"], agency)
        )
    if agency.endswith("人民政府"):
        yield from (match.span("who") for match in _WITH.finditer(text) if other_county(match["who"], agency))


def _other_towns(passage: Passage, agency: str, count: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """Where a township's report speaks of the office of another one: the last characters of the names differ.

    ``count`` says how often a word stands in the report: a name that nothing marks as one has to come again.
    """
    own = _TOWNS.search(agency)
    words = _TITLES.sub(lambda title: "》" * len(title[0]), passage.text)
    for match in _TOWN.finditer(words) if own else ():
        town = town_before(words, match.start())
        if own is None or town is None or match["kind"][-1] != own[1][-1]:
            continue
        name = words[town.start : match.end()]
        explained = _BEFORE.search(words[max(0, town.start - _NEAR) : town.start]) or _BEHIND.match(words, match.end())
        known = town.sure or count(name) > 1
        if known and not explained and not _PRONOUN.search(name) and name[-len(own[1]) :] not in own[1]:
            yield town.start, match.end()
