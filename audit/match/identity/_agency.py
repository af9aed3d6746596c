"""The organ that reports: what the title names, the preamble, the page, the signature, the contact, the text, the file.

A name is taken only from the words that frame one (“由××编制”, “现公布××2024年…”, “请与××联系”), only where it ends as organs'
names do and holds no word that no name holds. Better none than a wrong one: pronouns and half sentences are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from audit.document import Paragraph
from audit.match.identity import _agencyframes as frames
from audit.match.identity._agencyframes import acting, alone, flat, is_full, is_name, is_short, names
from audit.match.identity._reporter import Reporter, reporter
from audit.model import Passage
from audit.patterns import regex
from audit.text import clean, unspaced, widened, without_cited
from audit.words import DIGIT, REGION, ZERO, is_phrase, town_kind

_YEAR_WORD = regex(rf"(?:[（(]\s*+)?((?:19|20)\d{{2}}|二[{ZERO}0][{DIGIT}]{{2}})\s*+年?\s*+度?(?:\s*+[）)])?")
#: What a title says of the organ's work; a government's name and the word may share their “政府”.
_SUBJECT = regex(r"(?:关于)?(?P<who>.*?)(?:的)?(?:政府信息(?:和政务)?公开|政务公开|信息公开|政府信息工作|政府信息)")
_LABEL = regex(r"^(?:附件\d*|(?:信息|文件)?名称|标题|题名|\d+)[.、_:：-]*")
#: A column of the site, run into the title behind the organ's name.
_COLUMN_OF_SITE = regex(r"(?:政务|信息)?公开$")
#: What a title names instead of an organ: “清河县2024年度部门政府信息公开…”.
_NOBODY = regex(r"(?:部门|单位|系统)$")
#: What stands behind a name: a bracket, or the number of a note.
_TAIL = regex(r"(?:[（(][^（）()]*[）)]|[\[［〔]?\d{1,2}[\]］〕]?)$")
#: Web pages print their place in the site above the title: “首页 > 政务公开 > …”.
TRAIL_OF_PAGES = regex(r"[>＞»›→]|当前位置|所在位置|首页")

#: Characters of the shortest and the longest name of an organ in a title.
_SHORTEST_NAME, _LONGEST_NAME = 2, 60
#: Passages in which the preamble may stand, lines of the end that may sign, lines above the text that tell of the page.
_PREAMBLE_PASSAGES, _SIGNING_LINES, _LINES_OF_PAGE = 12, 4, 15


def organ_of_title(text: str) -> str | None:
    """The organ that a title names: what stands before “政府信息公开”, years and the like taken away."""
    title = unspaced(text)
    if TRAIL_OF_PAGES.search(title):
        return None
    match = _SUBJECT.match(_YEAR_WORD.sub("", title))
    if not match:
        return None
    # “清河县人民政府信息公开”: the organ's last word is the first of what it makes public.
    who = match["who"] + ("政府" if match["who"].endswith("人民") else "")
    who = _TAIL.sub("", re.sub(r"^[ -~]+", "", who)).strip("-—_.·:：，,《》<>【】[]的年度")
    who = re.split(r"[:：|｜]", _LABEL.sub("", who))[-1].removeprefix("关于").removesuffix("关于")
    who = _COLUMN_OF_SITE.sub("", who)
    if _NOBODY.search(who):
        return None
    return who if _SHORTEST_NAME <= len(who) <= _LONGEST_NAME and frames.is_plain(who) else None


def organ(
    titles: Iterable[str], more: Iterable[str], paragraphs: Sequence[Paragraph], passages: Sequence[Passage]
) -> str | None:
    """The reporting organ: the best of what title and text name; the full name before “县教育局” or “教育局”.

    ``titles`` are titles of the report; ``more`` what is asked last: the title that the file keeps of itself, the file's name.
    """
    found = [who for text in (*titles, *_entries(paragraphs)) if (who := organ_of_title(text))]
    if found and not is_short(found[0]):
        return found[0]
    texts = [
        without_cited(flat(passage.text), frames.CITED)
        for passage in passages[:_PREAMBLE_PASSAGES]
        if not passage.heading
    ]
    speaks = reporter(passages)
    found += _framed(texts, paragraphs, passages)
    found += [name for text in more if (name := organ_of_title(text))]
    if not found:
        return next(_unframed(texts, passages, speaks), None)
    if not is_short(found[0]):
        return found[0]
    further = [name for text in texts for name in names(frames.CONTACT, text)]
    further += [name for line in paragraphs[:_LINES_OF_PAGE] for name in alone(line)]
    core = re.escape(frames.RELATIVE.sub("", found[0]))
    placed = re.compile(rf"(?:^|[。；，：、年由向与请])(?P<who>[\u4e00-\u9fff]{{1,7}}[{REGION}]{core})")
    further += [name for passage in passages for name in names(placed, flat(passage.text))]
    return next((name for name in (*found, *further) if is_full(name, found[0])), speaks.placed(found[0]))


def _entries(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The report's title as the page's own data print it."""
    for line in paragraphs[:_LINES_OF_PAGE]:
        yield from (match["title"] for match in frames.ENTRY.finditer(clean(line.text)))


def _framed(texts: Sequence[str], paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> list[str]:
    """Names that the text frames, the surest first."""
    by, *others = frames.PREAMBLE
    found = [who for text in texts for who in names(by, text, offices=False)]
    found += [who for pattern in others for text in texts for who in names(pattern, text)]
    found += [who for line in paragraphs[-_SIGNING_LINES:] for who in alone(line)]
    above = [widened(clean(line.text)) for line in paragraphs[:_LINES_OF_PAGE]]
    found += [who for line in above for who in names(frames.PUBLISHER, line, offices=False)]
    found += [who for text in texts for who in names(frames.CONTACT, text, offices=False)]
    return found + [who for who in _subjects(texts, passages) if not is_short(who) and not frames.PARTY.search(who)]


def _subjects(texts: Sequence[str], passages: Sequence[Passage]) -> list[str]:
    """“2024年，清河县水务局认真贯彻…”: who acts again and again, and who opens the text."""
    opening = [match["who"] for text in texts if (match := frames.OPENING.match(text)) and is_name(match["who"])]
    return [*_most_often_acting(passages), *opening[:1]]


def _most_often_acting(passages: Sequence[Passage]) -> list[str]:
    """Who acts most often in the text, more than once."""
    acts = Counter(who for passage in passages if passage.section in (0, 1) for who in acting(passage))
    return [who for who, count in acts.most_common(1) if count > 1]


def _unframed(texts: Sequence[str], passages: Sequence[Passage], who: Reporter) -> Iterator[str]:
    """Names that nothing frames, but the way in which the text speaks of its organ agrees with; the surest first."""
    bureaus = [name for name in _subjects(texts, passages) if frames.BUREAU.search(name)]
    if not who.is_regions():
        yield from (who.placed(name) for name in bureaus if not frames.COMMITTEE.search(name))
        yield from (
            who.placed(name) for name in _most_often_acting(passages) if frames.OFFICE_OF_GOVERNMENT.search(name)
        )
    contacts = [name for text in texts for name in names(frames.CONTACT, text)]
    yield from (name for name in contacts if who.kinds and name[-1:] in who.kinds and not is_short(name))
    addresses = [match["who"] for text in texts for match in frames.ADDRESS.finditer(text)]
    yield from (name for name in addresses if is_name(name) and town_kind(name) in who.kinds)
    acts = [m["who"] for p in passages if p.section in (0, 1) for m in frames.REGION_ACTS.finditer(flat(p.text))]
    yield from (name for name in acts if not is_phrase(name) and who.region(name))
    if government := who.government():
        yield government
