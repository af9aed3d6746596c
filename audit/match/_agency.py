"""The organ that reports: named by the title, else by the preamble, the page, the signature, the contact or the text.

A name is taken only from the words that frame one (“由××编制”, “现公布××2024年…”, “请与××联系”), only where it ends as organs'
names do and holds no word that no name holds. Better none than a wrong one: pronouns and half sentences are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from audit.document import Paragraph
from audit.model import Passage
from audit.text import clean, widened

_YEAR_WORD = re.compile(
    r"(?:[（(]\s*)?((?:19|20)\d{2}|二[〇零○0][〇零○一二三四五六七八九]{2})\s*年?\s*度?(?:\s*[）)])?"
)
#: What a title says of the organ's work; a government's name and the word may share their “政府”.
_SUBJECT = re.compile(
    r"(?:关于)?(?P<who>.*?)(?:的)?(?:政府信息(?:和政务)?公开|政务公开|信息公开|政府信息工作|政府信息)"
)
_LABEL = re.compile(r"^(?:附件\d*|(?:信息|文件)?名称|标题|题名|\d+)[.、_:：-]*")
#: A column of the site, run into the title behind the organ's name.
_COLUMN_OF_SITE = re.compile(r"(?:政务|信息)?公开$")
_BRACKETED_TAIL = re.compile(r"[（(][^（）()]*[）)]$")
#: Web pages print their place in the site above the title: “首页 > 政务公开 > …”.
TRAIL_OF_PAGES = re.compile(r"[>＞»›→]|当前位置|所在位置|首页")

_END = (
    r"(?:局|厅|署|委员会|委|人民政府|政府|办公厅|办公室|街道办事处|办事处|街道|镇|乡|苏木|管理委员会|管委会|分局|总队|支队|大队|"
    r"开发区|示范区|园区|新区|中心|院|所|处|站|社|联合会|协会|学校|公司|集团|海关|银行)"
)
_NAME = rf"(?P<who>[\u4e00-\u9fff]{{1,30}}?{_END}(?:(?<=政府)办公[室厅])?+)"
#: A whole region as the reporter: “公布清河县2024年政府信息公开…”.
_NAME_OR_REGION = rf"(?P<who>[\u4e00-\u9fff]{{1,30}}?(?:{_END}(?:(?<=政府)办公[室厅])?+|[省市县区州盟旗]))"
#: An office inside the organ.
_INNER = re.compile(r"(?<=[局厅委])(?:信息中心|办公室|\w{1,4}[科室股处])$")
_YEAR = r"(?:(?:20\d\d|二[〇零○]\w{2})年?度?)?+"
_WORK = r"(?:本级)?(?:的)?(?:政府信息|政务|信息)(?:和政务)?公开"
#: Words that no organ's name holds, and beginnings that are none.
_NO_NAME = re.compile(
    r"[我该您你]|^本(?!溪)|^[各局厅办委年度]|^单位|^部门|^全[县市区省局镇乡]|负责|协调|按照|根据|依据|要求|进行|以及|并|等|(?<!自)由|在|(?<!无)为|不|"
    r"及时|成立|办理|通过|落实|精神|部署|通知|情况|报告|年度|网站|门户|平台|有关|相关|上级|下属|所属|国务院|领导|具体|指定|接受|如对|^现|公布|发布|"
    r"[，。；、：《》“”（）()]"
)
#: Offices that answer for a report whichever organ makes it.
_ANYBODYS_OFFICE = re.compile(r"政府办|党政|综合|政务服务|政务公开|信息公开|行政审批|大数据|领导小组|信息中心|电子政务")
_RELATIVE = re.compile(r"^(?:自治[区州县旗]|[省市县区州旗镇乡])(?!.{0,3}[市县区旗州](?!场|政|域)\w)")
_PLACED = re.compile(r"[省市县区旗州盟国镇乡街京沪津渝]")
_VERB = (
    r"(?=认真|严格|全面|深入|坚持|坚决|积极|紧紧|高度|按照|根据|共|以|持续|始终|不断|切实|主动|贯彻|围绕|继续|进一步|大力|扎实|依法|"
    r"依托|未|收到|受理|通过|高质量|充分|稳步|加强|加大|利用|开展|组织|结合|建立|制定|累计|全年|在)"
)

#: Documents that the text cites, whose titles name other organs.
_CITED = re.compile(r"《[^》]*(?:通知|格式|意见|办法|要点|条例|规定|方案)[^》]*》")
_REPORT = r"(?:工作)?(?:的)?(?:情况)?(?:20\d\d年?度?)?(?:年度)?(?:工作)?(?:报告|年报|情况)"
_MADE = r"(?:公布|公开|发布|编制|制作|形成|撰写|印发|报告)"
_OFFICE = r"(?:\w{0,4}信息公开\w{0,10}(?:办公室|小组))?"
_PREAMBLE = (
    re.compile(rf"由{_NAME}{_OFFICE}(?:根据|依据|按照|结合|负责|组织|按|汇总|撰写|编制|编写)"),
    re.compile(rf"{_MADE}(?:了|如下)?[：《〈]?{_YEAR}{_NAME_OR_REGION}{_YEAR}{_WORK}{_REPORT}"),
    re.compile(rf"(?:现将|现就|就|对|将){_YEAR}{_NAME}{_YEAR}{_WORK}{_REPORT}"),
    re.compile(rf"(?:^|[。，；：]){_NAME}(?:现|特|将)*(?:向社会)?{_MADE}(?:了)?(?:[《〈本]|{_YEAR}{_WORK}|20\d\d)"),
    re.compile(rf"(?:^|[。，；：]){_NAME}(?:根据|依据|按照)[^。]{{2,120}}{_MADE}"),
)
_PUBLISHER = re.compile(
    r"(?:来\s*源|发布机构|发布机关|发文机关|发文机构|制发机关|公开机构|公开主体|发布单位|责任单位|责任部门|发布来源|信息来源)\s*[：:]?\s*[|｜]?\s*"
    rf"{_NAME}(?=\s|$|[\d|｜\]】［\[])"
)
_SIGNATURE = re.compile(rf"\s*{_NAME}\s*(?:[12二]\S{{3}}\s*年\s*\S{{1,3}}\s*月\s*\S{{1,3}}\s*日)?\s*")
_CONTACT = re.compile(
    rf"(?:请与|请向|请联系|请致电|联系单位|编制单位|联系部门)[：:]?{_NAME}(?:的)?(?:\w{{0,12}}(?:办公室|办|科|室|股|部|处))?(?=[（，。；]|联系|咨询|反映|地址|电话|$)"
)
_ACTOR = re.compile(rf"(?:^|[。；，]|[）.、])\s*(?:(?:在|自)?{_YEAR}(?:以来)?，?)?{_NAME}{_VERB}")
_OPENING = re.compile(rf"{_YEAR}(?:以来)?，?{_NAME}{_VERB}")
_PARTY = re.compile(r"委.{0,4}政府|党")
#: Passages in which the preamble may stand, lines of the end that may sign, lines above the text that tell of the page.
_FIRST, _LAST, _ABOVE = 12, 4, 15
_SHORTEST, _LONGEST = 3, 40


def organ_of_title(text: str) -> str | None:
    """The organ that a title names: what stands before “政府信息公开”, years and the like taken away."""
    flat = re.sub(r"\s+", "", clean(text))
    if TRAIL_OF_PAGES.search(flat):
        return None
    match = _SUBJECT.match(_YEAR_WORD.sub("", flat))
    if not match:
        return None
    # “清河县人民政府信息公开”: the organ's last word is the first of what it makes public.
    who = match["who"] + ("政府" if match["who"].endswith("人民") else "")
    who = _BRACKETED_TAIL.sub("", re.sub(r"^[ -~]+", "", who)).strip("-—_.·:：，,《》<>【】[]的年度")
    who = re.split(r"[:：|｜]", _LABEL.sub("", who))[-1].removeprefix("关于").removesuffix("关于")
    who = _COLUMN_OF_SITE.sub("", who)
    return who if 2 <= len(who) <= 60 and not _NO_NAME.search(who) else None


def organ(titles: Iterable[str], paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> str | None:
    """The reporting organ: the best of what ``titles`` and the text name; the full name before “县教育局” or “教育局”."""
    found = [who for text in titles if (who := organ_of_title(text))]
    if found and not _is_short(found[0]):
        return found[0]
    texts = [_CITED.sub("", _flat(passage.text)) for passage in passages[:_FIRST] if not passage.heading]
    found += _told(texts, paragraphs, passages)
    if not found or not _is_short(found[0]):
        return found[0] if found else None
    further = [who for text in texts for who in _names(_CONTACT, text)]
    further += [who for line in paragraphs[:_ABOVE] for who in _alone(line)]
    core = re.escape(_RELATIVE.sub("", found[0]))
    placed = re.compile(rf"(?:^|[。；，：、年由向与请])(?P<who>[\u4e00-\u9fff]{{1,7}}[省市县区旗州盟]{core})")
    further += [who for passage in passages for who in _names(placed, _flat(passage.text))]
    return next((name for name in (*found, *further) if _is_full(name, found[0])), found[0])


def _told(texts: Sequence[str], paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> list[str]:
    """Names that the text frames, the surest first."""
    by, *said = _PREAMBLE
    names = [who for text in texts for who in _names(by, text, offices=False)]
    names += [who for pattern in said for text in texts for who in _names(pattern, text)]
    names += [who for line in paragraphs[-_LAST:] for who in _alone(line)]
    above = [widened(clean(line.text)) for line in paragraphs[:_ABOVE]]
    names += [who for line in above for who in _names(_PUBLISHER, line, offices=False)]
    names += [who for text in texts for who in _names(_CONTACT, text, offices=False)]
    # “2024年，清河县水务局认真贯彻…”: who opens the text or acts again and again.
    opening = [match["who"] for text in texts if (match := _OPENING.match(text)) and _is_name(match["who"])]
    acting = Counter(who for passage in passages if passage.section in (0, 1) for who in _acting(passage))
    told = [who for who, count in acting.most_common(1) if count > 1]
    return names + [who for who in (*told, *opening[:1]) if not _is_short(who) and not _PARTY.search(who)]


def _alone(line: Paragraph) -> list[str]:
    match = _SIGNATURE.fullmatch(clean(line.text))
    return [match["who"]] if match and _is_name(match["who"]) else []


def _acting(passage: Passage) -> Iterator[str]:
    return _names(_ACTOR, _flat(passage.text))


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", widened(clean(text)))


def _names(pattern: re.Pattern[str], text: str, *, offices: bool = True) -> Iterator[str]:
    """The names that ``pattern`` frames; ``offices`` says whether one that answers for others may be the organ."""
    for match in pattern.finditer(text):
        who = _INNER.sub("", match["who"])
        # A site that belongs to a government says nothing of the organ: “来源：清河县人民政府”.
        site = who.endswith("政府") and "来源" in re.sub(r"\s", "", match[0])
        if _is_name(who) and not site and (offices or not _ANYBODYS_OFFICE.search(who)):
            yield who


def _is_name(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not _NO_NAME.search(text)


def _is_short(name: str) -> bool:
    """Whether ``name`` leaves out the place: “县教育局”, “教育局”."""
    return _RELATIVE.search(name) is not None or not _PLACED.search(name)


def _is_full(name: str, short: str) -> bool:
    """Whether ``name`` is ``short`` in full: it ends alike and holds its characters in the same order."""
    wanted, name = (text.replace("人民政府", "政府").replace("委员会", "委") for text in (short, name))
    rest = iter(name)
    return not _is_short(name) and name[-1:] == wanted[-1:] and all(char in rest for char in wanted)
