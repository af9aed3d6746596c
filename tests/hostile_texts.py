"""Readable reports made to be slow: each kind repeats one thing that rules look for, as often as it is asked to.

A kind is a function of a number of characters. What it gives is a whole report (title, six parts, three tables) with so
many characters of that thing in it, as a web page or a text file: nothing about the container is damaged. Kinds of many
reports give a roster besides.
"""

from __future__ import annotations

import html as markup
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from audit.text import fold
from tests.generate.formats import html
from tests.generate.report.truth import make

TRUTH = make(7)
#: A whole report as a web page, with a place for more paragraphs behind each heading.
_PAGE = html.write(TRUTH).decode()
_HEADINGS = [match.end() for match in re.finditer(r"<p>\u3000\u3000[一二三四五六]、[^<]*</p>", _PAGE)]
#: Characters of the paragraphs that hold what is not printed as many short ones: as long as a paragraph may be.
LONG = 49_000

Unit = Callable[[int], str]


def _repeated(unit: Unit, characters: int) -> Iterator[str]:
    """The first units that together have so many characters."""
    count = number = 0
    while count < characters:
        text = unit(number)
        yield text
        count += len(text)
        number += 1


def page(paragraphs: list[str], tables: str = "") -> bytes:
    """The report as a web page with ``paragraphs`` shared out to its parts, in turn; ``tables`` stand behind table 三."""
    shares: list[list[str]] = [[] for _ in _HEADINGS]
    for number, text in enumerate(paragraphs):
        shares[number % len(shares)].append(f"<p>{markup.escape(text, quote=False)}</p>")
    made, last = [], 0
    for end, share in zip(_HEADINGS, shares, strict=True):
        made += [_PAGE[last:end], *share, tables if end == _HEADINGS[3] else ""]
        last = end
    return "".join((*made, _PAGE[last:])).encode("utf-8", "surrogatepass")


def many(unit: Unit, characters: int) -> bytes:
    """Each unit a paragraph of its own."""
    return page(list(_repeated(unit, characters)))


def long(unit: Unit, characters: int) -> bytes:
    """Units run together in paragraphs as long as may be."""
    text = "".join(_repeated(unit, characters))
    return page([text[at : at + LONG] for at in range(0, len(text), LONG)])


def lines(unit: Unit, characters: int) -> bytes:
    """A text file whose part 一 holds each unit as a line."""
    return f"{TRUTH.body.name}2021年政府信息公开工作年度报告\n一、总体情况\n".encode() + "\n".join(
        _repeated(unit, characters)
    ).encode("utf-8", "surrogatepass")


def _rows(width: int, cell: Unit, characters: int) -> bytes:
    cells = list(_repeated(cell, characters))
    rows = (cells[at : at + width] for at in range(0, len(cells), width))
    table = "".join(
        "<tr>" + "".join(f"<td>{markup.escape(c, quote=False)}</td>" for c in row) + "</tr>" for row in rows
    )
    return page([], f"<table>{table}</table>")


def _tables(cells: str, characters: int) -> bytes:
    row = "".join(f"<td>{cell}</td>" for cell in cells.split())
    count = characters // len(cells.replace(" ", ""))
    return page([], f"<table><tr>{row}</tr></table><p>表</p>" * count)


def _form_again(characters: int) -> bytes:
    found = re.findall(r"<table.*?</table>", _PAGE, re.DOTALL)
    count = characters // sum(len(re.sub("<[^>]*>", "", table)) for table in found)
    return page([], "<p>又一张表。</p>".join(found * count))


def same(text: str) -> Unit:
    """The same text for every number."""
    return lambda _: text


def counted(text: str) -> Unit:
    """``text`` with each “#” replaced by the unit's number."""
    return lambda number: text.replace("#", str(number))


_NUMERALS = "一二三四五六七八九十"


def _point(number: int) -> str:
    return f"{_NUMERALS[number % 10]}是加强信息公开"


def _characters(number: int) -> str:
    """Different Chinese characters in an order that does not come again soon."""
    return chr(0x4E00 + number * 7919 % 20_900)


def _part_heading(number: int) -> str:
    """The heading of a part, each in turn."""
    titles = (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    )
    return f"{_NUMERALS[number % 6]}、{titles[number % 6]}"


#: What stands in one long paragraph after the other.
LONG_UNITS: Mapping[str, Unit] = {
    "短的数字": counted("受理#件。"),
    "数字不断句": counted("受理#件，"),
    "数字不断": same("办理1件"),
    "列举": counted("甲类#件、"),
    "其中": counted("共5件，其中甲#件，"),
    "先列后计": counted("甲#件，共5件，"),
    "分别": same("分别为1件、2件，"),
    "占比": counted("占#%，"),
    "办结率": same("办结率100%，"),
    "增长": counted("同比增长#%，"),
    "较上年": counted("较2020年（#件）下降29%，"),
    "未收到": same("未收到申请，"),
    "无": same("无"),
    "均": same("均按时答复，"),
    "数字": same("1"),
    "带空格的数字": same("1 "),
    "全角数字": same("１"),
    "千分位": same("1,000,"),
    "小数": same("1.1"),
    "汉字数字": same("一"),
    "组合符号": same("\u0301"),
    "带符号的字": same("a\u0301"),
    "没有标点": same("信息公开"),
    "没有标点的不同字": _characters,
    "左括号": same("（"),
    "括号成层": lambda number: "（" if number % 2_000 < 1_000 else "）",
    "右括号": same("）"),
    "左书名号": same("《"),
    "书名号里的通知": same("《通知"),
    "引号": same("“"),
    "半角标点": same(","),
    "点号连用": same("，。"),
    "直引号": same('"'),
    "冒号": same("："),
    "空白": same(" "),
    "全角空白": same("\u3000"),
    "不可见": same("\u200b"),
    "文号": counted("国办发〔2024〕#号"),
    "文号没有括": same("国办发〔2024"),
    "条例": same("政府信息公开条例（国务院令"),
    "按照": same("按照格式"),
    "电话": counted("电话0516-838#，"),
    "电话不断": same("0516-"),
    "手机": same("13812345678"),
    "身份证": same("11010519491231002X "),
    "身份证号": same("身份证号110105194912310021，"),
    "卡号": same("6222020200112345678,"),
    "姓名": same("申请人张三，"),
    "诉": same("张三诉某局案，"),
    "残疾": same("张三残疾"),
    "邮箱": counted("邮箱a#@b.cn，"),
    "邮箱不断": same("a."),
    "网址": counted("http://www.a#.cn/"),
    "邮编": same("邮编223300，"),
    "日期": counted("2024年1月1日，"),
    "期限": same("自2024年1月1日起至2024年12月31日止"),
    "年度": same("2024年"),
    "年度没有年": same("2024"),
    "机关": same("由清河县水务局编制"),
    "机关连写": same("清河县水务局"),
    "不同机关": lambda n: f"由{_characters(n)}{_characters(n + 1)}县水务局编制，",
    "联系": same("请与清河县水务局联系，"),
    "公布": same("公布清河县水务局"),
    "镇": same("清河镇党政办"),
    "党组领导": same("在清河县水务局党组领导下"),
    "主语": same("，水务局认真"),
    "一是": _point,
    "问题": same("存在问题不足整改措施，"),
    "重复的字": same("的"),
    "重复的词": same("公开公开"),
    "重复的分句": same("认真做好信息公开工作，"),
    "几乎重复的分句": counted("认真做好信息公开工作#，"),
    "重复的句子": same("认真做好信息公开工作并且及时更新各类栏目内容接受社会监督。"),
    "模板": same("XX年XX月XX日（具体网址）"),
    "空格和字": same("公开信息 条"),
    "收费": same("信息公开处理费"),
    "收费表述": same("发出收费通知0件，总金额0元，实际收取0元，"),
    "元": counted("#元"),
    "万元": counted("#.5万元"),
    "百分号": same("%"),
    "短横": same("-"),
    "星号": same("*"),
    "某某": same("某某"),
    "字母": same("a"),
    "字母和空格": same("ab "),
    "表情": same("\U0001f600"),
    "生僻字": same("\U00020000"),
    "章节名": same("一、总体情况"),
    "章节名有空格": same("一、总体情况 二、主动公开政府信息情况 "),
    "小标题": same("（一）主动公开"),
    "标题": same("2024年政府信息公开工作年度报告"),
    "申请": same("因政府信息公开申请引发的行政复议、行政诉讼"),
    "规范性文件": counted("制发规范性文件#件，废止#件，现行有效#件；"),
    "结转": counted("上年结转#件，办结#件，结转下年#件。"),
    "许可": counted("行政许可#件、行政处罚#件、"),
    "不是数": same("²①㈠"),
}
#: What stands as many paragraphs.
SHORT_UNITS: Mapping[str, Unit] = {
    "段：短的数字": counted("受理#件。"),
    "段：列举": counted("共5件，其中甲#件、乙2件。"),
    "段：一、": lambda n: f"{_NUMERALS[n % 10]}、总体",
    "段：（一）": lambda n: f"（{_NUMERALS[n % 10]}）公开",
    "段：（一）不变": same("（一）主动公开。认真做好。"),
    "段：1.": counted("#.公开"),
    "段：一是": _point,
    "段：章节": same("一、总体情况"),
    "段：六个章节": _part_heading,
    "段：字": same("字"),
    "段：数": counted("#"),
    "段：空白": same("\u3000 "),
    "段：重复": same("认真做好信息公开工作，及时更新。"),
    "段：几乎重复": counted("认真做好信息公开工作，及时更新第#期。"),
    "段：标题": same("2024年政府信息公开工作年度报告"),
    "段：括号": same("（"),
    "段：引号一半": same("“甲"),
    "段：引号另一半": lambda n: "”甲" if n % 2 else "“甲",
    "段：文号": counted("国办发〔2024〕#号。"),
    "段：电话": counted("电话：0516-8381#"),
    "段：日期": counted("2024年1月1日"),
    "段：机关": same("清河县水务局"),
    "段：申请人": same("申请人张三申请公开。"),
    "段：未收到": same("未收到申请。"),
    "段：增长": counted("同比增长#%。"),
    "段：行名": same("（一）予以公开"),
    "段：行名和数": same("规范性文件 1 2 3"),
    "段：数行": same("1 2 3 4 5 6 7"),
    "段：长句": lambda n: "".join(_characters(n * 40 + k) for k in range(40)) + "。",
    "段：规范性文件": counted("制发规范性文件#件。"),
    "段：收费": same("发出收费通知0件，总金额0元，实际收取0元。"),
    "段：问题": same("一是信息公开不及时。"),
}


#: All kinds: name → the file's ending, and its content for a number of characters.
KINDS: Mapping[str, tuple[str, Callable[[int], bytes]]] = {
    **{name: ("html", partial(long, unit)) for name, unit in LONG_UNITS.items()},
    **{name: ("html", partial(many, unit)) for name, unit in SHORT_UNITS.items()},
    **{name.replace("段", "行"): ("txt", partial(lines, unit)) for name, unit in SHORT_UNITS.items()},
    "行：折断的句子": ("txt", partial(lines, same("认真做好政府信息公开工作及时更新各类栏目内容接受社会监督"))),
    "行：折断的表头": ("txt", partial(lines, lambda n: ("本年收到", "行政许", "可", "自然", "人")[n % 5])),
    "表：大数": ("html", lambda n: _rows(1, same("1" * 40_000), n)),
    "表：数": ("html", partial(_rows, 5, same("1"))),
    "表：宽": ("html", partial(_rows, 20_000, same("1"))),
    "表：不同的字": ("html", partial(_rows, 4, lambda n: _characters(n) + _characters(n + 1))),
    "表：行名": ("html", partial(_rows, 2, lambda n: ("（一）予以公开", "3")[n % 2])),
    "表：列名": ("html", partial(_rows, 20_000, lambda n: ("自然人", "法人或其他组织", "总计")[n % 3])),
    "表：近似的行名": ("html", partial(_rows, 2, lambda n: (f"（一）予以公{_characters(n)}", "3")[n % 2])),
    "表：句子": ("html", partial(_rows, 1, same("收到申请1件，办结2件，结转下年度1件。"))),
    "表：空": ("html", lambda n: _rows(4, lambda k: " " if k % 4 else "字", n // 2)),
    "多张小表": ("html", partial(_tables, "规范性文件 1 2 3")),
    "多张他表": ("html", partial(_tables, "甲 乙 丙 丁")),
    "多张格式表": ("html", _form_again),
}


def _named(name: str, texts: list[str]) -> bytes:
    """A report of the organ ``name`` that says ``texts`` besides."""
    return page(texts).replace(TRUTH.body.name.encode(), name.encode())


def _sentences(characters: int, turn: int = 0) -> list[str]:
    """Paragraphs of different sentences, begun at the ``turn``-th part of three and gone through in a circle."""
    found = list(_repeated(lambda n: "".join(_characters(n * 40 + k) for k in range(40)) + "。", characters))
    at = len(found) * turn // 3
    return found[at:] + found[:at]


def _alike(count: int, text: Callable[[int], list[str]], roster: str = "") -> tuple[dict[str, bytes], str]:
    """So many reports of different organs."""
    names = [f"{_characters(n * 5)}{_characters(n * 5 + 2)}县水务局" for n in range(count)]
    return {f"{name}2021.html": _named(name, text(n)) for n, name in enumerate(names)}, roster


def _near_names(characters: int) -> tuple[dict[str, bytes], str]:
    """One report and a roster of names that differ by one character from its organ's."""
    name = TRUTH.body.name
    names = (name[: n % len(name)] + _characters(n) + name[n % len(name) + 1 :] for n in range(characters // len(name)))
    # Rarer forms of one character are one name to a roster.
    different = {fold(each): each for each in names}
    return {"报告2021.html": page([])}, "机关名称\n" + "\n".join(different.values())


#: Kinds of many reports: name → files by name, and a roster as CSV or "", for a number of characters of each text.
CORPORA: Mapping[str, Callable[[int], tuple[dict[str, bytes], str]]] = {
    "两份相同": lambda n: _alike(2, lambda _: _sentences(n)),
    "两份错位": lambda n: _alike(2, lambda turn: _sentences(n, turn)),
    "两份单调": lambda n: _alike(2, lambda _: ["信息公开" * (n // 24)] * 6),
    "八份错位": lambda n: _alike(8, lambda turn: _sentences(n // 4, turn)),
    "名录相近": _near_names,
}
