"""Faults in the wording: wrong and doubled words, what is left of a template, names and years of others, marks."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from audit.rules.wording.wrongwords import Confusion, confusions
from benchmarks.faults.reports import Clean, Planted, Planter, altered, lines

_REST = (
    "【单位名称】",
    "（具体网址）",
    "[日期]",
    "{{年份}}",
    "XX",
    "（此处填写数字）",
    "【××单位】",
    "〔填写具体内容〕",
)
_DOUBLED = (
    "工作",
    "信息",
    "公开",
    "申请",
    "机关",
    "监督",
    "制度",
    "群众",
    "落实",
    "推进",
    "完善",
    "网站",
    "及时",
    "加强",
)
_NUMBERS = {
    "国办公开办函〔2021〕30号": (
        "国办公开办函〔2021〕33号",
        "国办公开办函〔2019〕60号",
        "国办发〔2021〕30号",
        "国办公开函〔2021〕30号",
    ),
    "国办函〔2020〕109号": ("国办函〔2020〕190号", "国办发〔2020〕109号", "国办函〔2021〕109号"),
    "国务院令第711号": ("国务院令第771号", "国务院令第492号", "国务院令第71号"),
}
_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[，；：](?=[\u4e00-\u9fff])")
_HALF = {"，": ",", "；": ";", "：": ":"}
_YEAR_OF_TITLE = re.compile(r"20\d\d(?=年)|20\d\d")
_PLACE = re.compile(r"^(?P<city>.{2,3}市)?(?P<county>.{1,4}?[县区])?(?P<office>.{2,})$")
_OTHERS = ("玉泉县", "白塔县", "南屏县", "长桥县")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")


def _texts(clean: Clean) -> list[tuple[int, str]]:
    """The paragraphs of the sections with the numbers of their lines, headings left out."""
    return [(n, line.printed) for n, line in lines(clean) if line.section and line.kind not in ("title", "heading")]


def wrong_word(rng: random.Random, clean: Clean) -> Planted | None:
    """A word in one of its wrong forms."""
    texts = _texts(clean)
    every: list[Confusion] = [known for known in confusions() if known.severity == "warning" and len(known.right) > 1]
    for known in rng.sample(every, len(every)):
        for index, text in texts:
            at = text.find(known.right)
            if at >= 0 and not any(m.start() <= at < m.end() for m in _QUOTED.finditer(text)):
                planted = altered(clean.truth, index, at, at + len(known.right), known.wrong)
                if planted and known.stands_at(planted.truth.lines[index].printed, at):
                    return planted
    return None


def doubled(rng: random.Random, clean: Clean) -> Planted | None:
    """A word printed twice."""
    found = [
        (index, match)
        for index, text in _texts(clean)
        for word in _DOUBLED
        for match in re.finditer(rf"{word}(?!{word})", text)
        if not any(m.start() <= match.start() < m.end() for m in _QUOTED.finditer(text))
    ]
    if not found:
        return None
    index, match = rng.choice(found)
    return altered(clean.truth, index, *match.span(), match[0] * 2)


def template_rest(rng: random.Random, clean: Clean) -> Planted | None:
    """What a template asks to be filled in, in place of the organ's own word for itself or of a number."""
    rest = rng.choice(_REST)
    pattern = r"\d+(?=[件条次期])" if rest == "XX" else r"(?<=，)(?=[\u4e00-\u9fff])"
    found = [(n, match) for n, text in _texts(clean) for match in re.finditer(pattern, text)]
    if not found:
        return None
    index, match = rng.choice(found)
    return altered(clean.truth, index, *match.span(), rest)


def document_number(rng: random.Random, clean: Clean) -> Planted | None:
    """A document cited by a wrong number."""
    found = [
        (n, number, at) for n, line in lines(clean) for number in _NUMBERS if (at := line.printed.find(number)) >= 0
    ]
    if not found:
        return None
    index, number, at = rng.choice(found)
    return altered(clean.truth, index, at, at + len(number), rng.choice(_NUMBERS[number]))


def other_organ(rng: random.Random, clean: Clean) -> Planted | None:
    """The organ's name in the text as that of the same organ elsewhere."""
    name = clean.truth.agency
    parts = _PLACE.match(name)
    found = [(n, m) for n, line in lines(clean) if line.kind != "title" for m in re.finditer(name, line.printed)]
    if not parts or not parts["county"] or not found:
        return None
    index, match = rng.choice(found)
    other = (parts["city"] or "") + rng.choice(_OTHERS) + parts["office"]
    return altered(clean.truth, index, *match.span(), other)


def half_width(rng: random.Random, clean: Clean) -> Planted | None:
    """A half-width mark between Chinese characters, some with a space behind."""
    found = [(n, match) for n, text in _texts(clean) for match in _MARK.finditer(text)]
    if not found:
        return None
    index, match = rng.choice(found)
    return altered(clean.truth, index, *match.span(), _HALF[match[0]] + rng.choice(("", " ")))


def title_year(rng: random.Random, clean: Clean) -> Planted | None:
    """Another year in the title."""
    for index, line in lines(clean, "title"):
        if match := _YEAR_OF_TITLE.search(line.printed):
            year = int(match[0]) + rng.choice((-1, -2, 1))
            return altered(clean.truth, index, *match.span(), str(year))
    return None


def last_years_sentence(rng: random.Random, clean: Clean) -> Planted | None:
    """A sentence of section 一 that begins with last year's number."""
    year = clean.truth.year
    found = [
        (n, match)
        for n, text in _texts(clean)
        if clean.truth.lines[n].section == 1
        for match in re.finditer(rf"(?:^|(?<=。)|(?<=[）])){year}(?=年，)", text)
    ]
    if not found:
        return None
    index, match = rng.choice(found)
    return altered(clean.truth, index, *match.span(), str(year - 1))


KINDS: Mapping[str, Planter] = {
    "wrong word": wrong_word,
    "doubled word": doubled,
    "rest of a template": template_rest,
    "wrong document number": document_number,
    "other organ's name": other_organ,
    "half-width mark": half_width,
    "wrong year in the title": title_year,
    "last year's sentence": last_years_sentence,
}
