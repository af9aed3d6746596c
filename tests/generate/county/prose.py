"""The text of many agencies' reports: each its own, out of words and phrases that all of them use."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.generate.report.truth import Agency, TextLine, TextSection, Truth

WORDS = tomllib.loads(Path(__file__).with_name("county.toml").read_text("utf-8"))
ASPECTS = {
    "disclosure": "主动公开",
    "requests": "依申请公开",
    "management": "政府信息管理",
    "platform": "政府信息公开平台建设",
    "supervision": "监督保障",
}
_NUMERALS = "一二三四五六七八九"
_OPENINGS = (
    "{year}年，{own}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开各项工作。",
    "{year}年，{own}按照上级政务公开工作部署，依法履行政府信息公开职责，工作质量稳步提升。",
    "{year}年，在上级部门的指导下，{own}深入贯彻党中央、国务院关于全面推进政务公开的决策部署，持续做好信息公开工作。",
    "{year}年，{own}坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的二十大和二十届历次全会精神，坚持以人民为中心的发展思想，"
    "坚持以公开为常态、不公开为例外，切实保障人民群众的知情权、参与权、表达权、监督权，充分发挥政府信息对人民群众生产、生活和经济社会活动的服务作用，"
    "政府信息公开工作取得新进展。现将有关情况报告如下：",
)


@dataclass(slots=True)
class Draft:
    """The text of one report before it is printed: for each aspect its figures and its prose, problems, remedies.

    The prose is what may be copied; every text is one paragraph of whole sentences.
    """

    opening: str
    figures: list[str]
    aspects: list[str]
    problems: list[str]
    style: str
    extra: list[str] = field(default_factory=list)


def draft(rng: random.Random, body: Agency, office: str, year: int, cells: Mapping[str, str]) -> Draft:
    """A report's own text: the words are everybody's, what follows what is not."""
    topics = WORDS["topics"][office]
    problems = rng.randint(2, 3)
    return Draft(
        opening=rng.choices(_OPENINGS, (3, 2, 2, 3))[0].format(year=year, own=body.own),
        figures=_figures(rng, body, year, cells),
        aspects=[_paragraph(rng, aspect, topics) for aspect in ASPECTS],
        problems=[
            "存在的主要问题。" + _listed(_problem(rng, topics) for _ in range(problems)),
            "改进情况。" + _listed(_remedy(rng, topics) for _ in range(problems)),
        ],
        style=rng.choice(("same", "own", "aspect")),
    )


def printed(truth: Truth, text: Draft) -> tuple[TextSection, ...]:
    """The sections of ``truth`` with ``text`` in sections 一 and 五."""
    lines = {1: [TextLine(text.opening, section=1)], 5: []}
    for index, name in enumerate(ASPECTS.values()):
        mark, words = f"（{_NUMERALS[index]}）", text.figures[index] + text.aspects[index]
        if text.style == "own":
            lines[1] += [TextLine(f"{name}情况", mark, "aspect", 1), TextLine(words, section=1)]
        else:
            lines[1].append(TextLine(f"{name}{'方面' if text.style == 'aspect' else ''}。{words}", mark, "aspect", 1))
    lines[1] += [TextLine(words, section=1) for words in text.extra]
    lines[5] = [TextLine(words, f"（{_NUMERALS[index]}）", "aspect", 5) for index, words in enumerate(text.problems)]
    return tuple(
        TextSection(section.number, (section.lines[0], *lines[section.number])) if section.number in lines else section
        for section in truth.sections
    )


def _paragraph(rng: random.Random, aspect: str, topics: list[str]) -> str:
    sentences = []
    for _ in range(rng.randint(3, 5)):
        clauses = [_clause(rng, aspect, topics) for _ in range(rng.randint(2, 4))]
        sentences.append("，".join(clauses) + "。")
        if rng.random() < 0.15:
            sentences.append(_common(rng, WORDS["slogans"]["sentences"]))
    return "".join(sentences)


def _clause(rng: random.Random, aspect: str, topics: list[str]) -> str:
    if rng.random() < 0.22:
        return _common(rng, WORDS["phrases"][aspect])
    verb, topic = rng.choice(WORDS["verbs"]), rng.choice(topics)
    thing = rng.choice(WORDS["objects"][aspect]) + rng.choice(WORDS["tails"])
    form = rng.randrange(7)
    if form == 0:
        return f"{rng.choice(WORDS['when'])}{verb}{thing}"
    if form == 1:
        return f"由{rng.choice(WORDS['who'])}{verb}{topic}{thing}"
    if form == 2:
        return f"在{rng.choice(WORDS['where'])}{verb}{thing}"
    if form == 3:
        return f"以{rng.choice(WORDS['how'])}等形式说明{topic}{thing}"
    if form == 4:
        return f"会同{rng.choice(WORDS['who'])}{verb}{thing}和{rng.choice(WORDS['objects'][aspect])}"
    if form == 5:
        return f"对{topic}{thing}{rng.choice(WORDS['when'])}复核"
    return f"{verb}{topic}{thing}"


def _problem(rng: random.Random, topics: list[str]) -> str:
    words = WORDS["problems"]
    thing = rng.choice(topics) + rng.choice(WORDS["objects"][rng.choice(list(ASPECTS))])
    front = f"{rng.choice(words['lead'])}，" if rng.random() < 0.5 else ""
    end = f"，{rng.choice(words['close'])}" if rng.random() < 0.4 else ""
    return f"{front}{rng.choice(words['part'])}{thing}{rng.choice(words['what'])}{end}"


def _remedy(rng: random.Random, topics: list[str]) -> str:
    aspect = rng.choice(list(ASPECTS))
    return "，".join(_clause(rng, aspect, topics) for _ in range(rng.randint(2, 3)))


def _listed(items: object) -> str:
    return "；".join(f"{_NUMERALS[index]}是{item}" for index, item in enumerate(items)) + "。"


def _common(rng: random.Random, phrases: list[str]) -> str:
    """One of ``phrases``, the n-th about 1/n as often as the first."""
    return rng.choices(phrases, [1 / rank for rank in range(1, len(phrases) + 1)])[0]


def _figures(rng: random.Random, body: Agency, year: int, cells: Mapping[str, str]) -> list[str]:
    """What the text states of the tables, aspect by aspect."""
    count = {
        line: cells[f"applications.{line}.total"] for line in ("received", "carried_in", "concluded", "carried_out")
    }
    site, media = rng.randint(20, 600), rng.randint(5, 200)
    own = rng.choice((body.own, "全年", "本年度"))
    return [
        f"{year}年，{body.own}共主动公开政府信息{site + media}条，其中门户网站{site}条，政务新媒体{media}条。",
        f"{own}收到政府信息公开申请{count['received']}件，上年结转{count['carried_in']}件，"
        f"办结{count['concluded']}件，结转下年度继续办理{count['carried_out']}件。",
        f"本年制发行政规范性文件{cells['disclosure.normative_documents.issued']}件，"
        f"废止{cells['disclosure.normative_documents.repealed']}件，"
        f"现行有效{cells['disclosure.normative_documents.in_force']}件。",
        "",
        "将政府信息公开纳入年度绩效考核，考核结果已通报；开展社会评议，群众满意度较高；全年未发生需要追究责任的情形。"
        if body.government
        else "",
    ]
