"""The text of a generated report: title, preamble, six sections, signature, in several wordings, without faults."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from audit.forms import Form
from tests.generate.report.truth import Agency, TextLine, TextSection

_NUMERALS = "一二三四五六"
_HEADINGS = {
    1: ("总体情况",),
    2: ("主动公开政府信息情况", "行政机关主动公开政府信息情况"),
    3: ("收到和处理政府信息公开申请情况", "行政机关收到和处理政府信息公开申请情况"),
    4: (
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议及行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ),
    5: ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"),
    6: ("其他需要报告的事项",),
}
_ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
#: The title of the document that prescribes the form; that of an edition of 2019 is another one.
_NOTICE = "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
_NOTICES = {"2019": "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"}
_CHANNELS = ("政府门户网站", "政务新媒体", "政府公报", "新闻媒体", "政务服务大厅公开栏")
_DISCLOSED = ("政策文件", "工作动态", "公示公告", "财政信息", "其他信息")


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of section 一 and the problems, each with its remedy, that a report draws from.

    ``chosen`` says that all of them are printed, in their order; else each part takes two. ``openings`` and ``results``
    (of 考核、社会评议、责任追究, for governments) give one. ``units`` is a sentence on the figures of sub-units, or "".
    """

    openings: tuple[str, ...]
    disclosure: tuple[str, ...]
    requests: tuple[str, ...]
    management: tuple[str, ...]
    platform: tuple[str, ...]
    supervision: tuple[str, ...]
    results: str
    problems: tuple[tuple[str, str], ...]
    units: str = ""
    chosen: bool = False


_PROBLEMS = (
    "部分栏目更新不够及时，信息内容的完整性有待提高",
    "政策解读形式较为单一，群众的知晓率不高",
    "依申请公开答复的规范化水平还需提升",
    "基层工作人员变动较多，业务能力有待加强",
    "公开内容与群众实际需求的结合还不够紧密",
)
_REMEDIES = (
    "完善栏目更新提醒和通报机制，每月核对一次更新情况",
    "综合运用图片、视频、现场讲解等方式开展政策解读",
    "编印答复文书范本，组织典型案例研讨",
    "制定年度培训计划，对新任工作人员开展岗前培训",
    "通过问卷、座谈等方式收集公众需求，动态调整公开内容",
)


_WORDS = Words(
    openings=(
        "{year}年，{own}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开各项工作。",
        "{year}年，{own}按照上级政务公开工作部署，依法履行政府信息公开职责，工作质量稳步提升。",
    ),
    disclosure=(
        "坚持以公开为常态、不公开为例外，及时更新法定主动公开内容。",
        "围绕群众关心的重点领域，按时公开财政预算决算、重大项目和民生实事进展。",
        "落实政策文件与解读材料同步发布的要求，以图解、问答等形式解读重要政策。",
        "对照主动公开基本目录逐项核对，补齐了以前年度缺漏的栏目内容。",
        "重大行政决策事项在出台前公开征求意见，并公布意见采纳情况。",
    ),
    requests=(
        "完善登记、审核、办理、答复、归档各环节流程，答复文书使用统一格式。",
        "加强与申请人的沟通，主动了解其真实需求，提高答复的针对性。",
        "疑难申请由法律顾问参与会商，确保答复程序规范、依据准确。",
        "在门户网站公布受理机构、联系电话和在线申请入口，方便公众提出申请。",
    ),
    management=(
        "公文制发时同步确定公开属性，对拟不公开的文件逐件说明理由。",
        "定期清理已公开的文件，对失效、废止的文件及时标注。",
        "严格执行保密审查制度，信息发布前由承办科室、办公室、分管负责人逐级审核。",
        "建立信息更新台账，明确每个栏目的责任科室和更新时限。",
    ),
    platform=(
        "优化门户网站政府信息公开专栏的栏目设置，完善检索功能。",
        "加强政务新媒体日常管理，及时回应网民留言。",
        "在办事大厅设置政府信息查阅点，配备查询设备和工作人员。",
        "按照统一规范完成专栏改版，栏目名称和目录层级保持一致。",
    ),
    supervision=(
        "把政府信息公开工作纳入年度工作要点，主要负责同志听取专题汇报。",
        "组织工作人员参加业务培训，重点学习条例和依申请公开办理规范。",
        "对栏目更新情况开展季度自查，发现问题及时整改。",
        "主动接受社会监督，通过电话、信箱收集公众意见建议。",
    ),
    results="将政府信息公开纳入年度绩效考核，考核结果已通报；开展社会评议，群众满意度较高；全年未发生需要追究责任的情形。",
    problems=tuple(zip(_PROBLEMS, _REMEDIES, strict=True)),
)


def write_text(
    rng: random.Random,
    body: Agency,
    year: int,
    form: Form,
    cells: Mapping[str, str],
    *,
    restate: bool,
    words: Words = _WORDS,
) -> tuple[tuple[TextLine, ...], tuple[TextSection, ...], tuple[TextLine, ...]]:
    """The lines before section 一, the six sections, the lines after section 六."""
    titles = {number: rng.choice(_HEADINGS[number]) for number in range(1, 7)}
    texts = {
        1: _overall(rng, body, year, form, cells if restate else None, words=words),
        5: _problems(rng, words),
        6: _others(rng, year),
    }
    sections = tuple(
        TextSection(
            number,
            (
                TextLine(titles[number], f"{_NUMERALS[number - 1]}、", "heading", number),
                *(TextLine(text, mark, "aspect" if mark else "text", number) for mark, text in texts.get(number, ())),
            ),
        )
        for number in range(1, 7)
    )
    back: tuple[TextLine, ...] = ()
    if rng.random() < 0.4:
        back = (TextLine(body.name, section=6), TextLine(f"{year + 1}年1月{rng.randint(5, 28)}日", section=6))
    return (*_title(rng, body, year), _preamble(rng, body, year, form, titles)), sections, back


def _title(rng: random.Random, body: Agency, year: int) -> tuple[TextLine, ...]:
    lines = rng.choice(
        (
            (f"{body.name}{year}年政府信息公开工作年度报告",),
            (f"{body.name}", f"{year}年政府信息公开工作年度报告"),
            (f"{year}年{body.name}", "政府信息公开工作年度报告"),
            (f"{body.name}政府信息公开工作{year}年度报告",),
        )
    )
    return tuple(TextLine(line, kind="title") for line in lines)


def _preamble(rng: random.Random, body: Agency, year: int, form: Form, titles: Mapping[int, str]) -> TextLine:
    names = "、".join(f"“{titles[number]}”" for number in range(1, 6))
    period = rng.choice(
        (
            f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止",
            f"报告中所列数据的统计期限为{year}年1月1日至{year}年12月31日",
            f"本报告数据统计期限从{year}年1月1日起，到{year}年12月31日止",
        )
    )
    contact = rng.choice(
        (
            f"如对本报告有疑问，请与{body.name}联系（地址：{body.address}，电话：{body.telephone}，邮编：{body.postcode}）。",
            f"如对本报告有异议，请联系{body.name}，地址：{body.address}，邮编：{body.postcode}，联系电话：{body.telephone}。",
        )
    )
    basis = f"{_NOTICES.get(form.edition, _NOTICE)}（{form.reference}）"
    text = (
        f"根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{basis}的要求，编制本报告。"
        f"本报告由{names}和“{titles[6]}”六个部分组成。{period}。{contact}"
    )
    return TextLine(text)


def _overall(
    rng: random.Random, body: Agency, year: int, form: Form, cells: Mapping[str, str] | None, *, words: Words
) -> list[tuple[str, str]]:
    def some(pool: tuple[str, ...]) -> str:
        return "".join(pool if words.chosen else rng.sample(pool, 2))

    own = body.own
    opening = rng.choice(words.openings).format(year=year, own=own)
    supervision = some(words.supervision)
    if body.government:
        supervision += words.results
    texts = (
        _channels(rng, own, year) + (_decisions(cells) if cells else "") + some(words.disclosure),
        (_requests(rng, own, cells) if cells else "") + words.units + some(words.requests),
        (_normative(form, cells) if cells else "") + some(words.management),
        some(words.platform),
        supervision,
    )
    style = rng.choice(("same", "own", "aspect"))
    lines: list[tuple[str, str]] = [("", opening)]
    for index, (name, text) in enumerate(zip(_ASPECTS, texts, strict=True)):
        mark = f"（{_NUMERALS[index]}）"
        if style == "own":
            lines += [(mark, f"{name}情况"), ("", text)]
        else:
            lines.append((mark, f"{name}{'方面' if style == 'aspect' else ''}。{text}"))
    return lines


def _channels(rng: random.Random, own: str, year: int) -> str:
    pool = rng.choice((_CHANNELS, _DISCLOSED))
    names = [*rng.sample(pool[:-1], 2), pool[-1]]
    counts = [rng.randint(5, 300) for _ in names]
    link, verb = ("通过", "公开") if pool is _CHANNELS else ("", "")
    parts = "、".join(f"{link}{name}{verb}{count}条" for name, count in zip(names, counts, strict=True))
    return f"{year}年，{own}共主动公开政府信息{sum(counts)}条，其中{parts}。"


def _decisions(cells: Mapping[str, str]) -> str:
    names = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"}
    parts = "、".join(f"{name}决定{cells[f'disclosure.{key}.decisions']}件" for key, name in names.items())
    return f"全年作出{parts}。"


def _requests(rng: random.Random, own: str, cells: Mapping[str, str]) -> str:
    def count(line: str, column: str = "total") -> int:
        return int(cells[f"applications.{line}.{column}"])

    received, carried = count("received"), count("carried_in")
    suits = int(cells["litigation.suit_direct.total"]) + int(cells["litigation.suit_after_review.total"])
    reviews = int(cells["litigation.review.total"])
    if received + carried == 0:
        text = rng.choice((f"本年度{own}未收到政府信息公开申请。", f"全年{own}没有收到政府信息公开申请。"))
    else:
        natural = count("received", "natural")
        verb = rng.choice(("收到", "共收到", "新收"))
        text = f"本年度{own}{verb}政府信息公开申请{received}件"
        if received:
            text += f"，其中自然人申请{natural}件，法人或其他组织申请{received - natural}件"
        text += f"；上年结转{carried}件。" if carried else "；无上年结转的申请。"
        outcomes = [f"{name}{number}件" for name, number in _outcomes(cells) if number]
        text += f"办结{count('concluded')}件" + (f"，其中{'、'.join(outcomes)}" if outcomes else "") + "；"
        text += f"结转下年度继续办理{count('carried_out')}件。"
    if reviews + suits == 0:
        return text + "未发生因政府信息公开引发的行政复议、行政诉讼。"
    return text + f"全年因政府信息公开引发行政复议{reviews}件、行政诉讼{suits}件。"


def _outcomes(cells: Mapping[str, str]) -> list[tuple[str, int]]:
    names = {
        "granted": "予以公开",
        "partial": "部分公开",
        "refused": "不予公开",
        "unavailable": "无法提供",
        "rejected": "不予处理",
        "other": "其他处理",
    }
    return [
        (
            name,
            sum(
                int(value)
                for key, value in cells.items()
                if key.startswith(f"applications.{group}.") and key.endswith(".total")
            ),
        )
        for group, name in names.items()
    ]


def _normative(form: Form, cells: Mapping[str, str]) -> str:
    prefix = "disclosure.normative_documents"
    if form.edition == "2019":
        return (
            f"本年新制作规范性文件{cells[f'{prefix}.made']}件，对外公开总数量{cells[f'{prefix}.total_disclosed']}件。"
        )
    return (
        f"本年制发行政规范性文件{cells[f'{prefix}.issued']}件，废止{cells[f'{prefix}.repealed']}件，"
        f"现行有效{cells[f'{prefix}.in_force']}件。"
    )


def _problems(rng: random.Random, words: Words) -> list[tuple[str, str]]:
    chosen = words.problems if words.chosen else rng.sample(words.problems, 2)
    wrong, better = (
        "；".join(f"{numeral}是{text}" for numeral, text in zip(_NUMERALS, texts, strict=False))
        for texts in zip(*chosen, strict=True)
    )
    return [("（一）", f"存在的主要问题。{wrong}。"), ("（二）", f"改进情况。{better}。")]


def _others(rng: random.Random, year: int) -> list[tuple[str, str]]:
    fee = "本年度未收取政府信息公开信息处理费。"
    if year >= 2021:
        fee = (
            "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）的规定，"
            + rng.choice(
                ("本年度未发出收费通知，未收取信息处理费。", "本年度发出收费通知0件，总金额0元，实际收取0元。")
            )
        )
    return [("", fee), *([("", "没有其他需要报告的事项。")] if rng.random() < 0.5 else [])]
