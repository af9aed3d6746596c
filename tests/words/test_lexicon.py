"""Each word of the lexicon stands once: no pattern and no comparison outside of ``audit/words`` and ``audit/forms`` spells a list out again."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import audit
from audit.forms import editions, load
from audit.words import PAGE_NUMBER, SIGNED_DAY, figure_groups, figures, filled, lists, watched, whole_number

ROOT = Path(audit.__file__).parent
#: Where the lexicon and the forms' words stand.
HOME = ("words", "forms")
LISTS: dict[str, frozenset[str]] = dict(lists())
#: What the form prints that nothing else means: a single one is a repetition.
PRINTED = frozenset(
    words
    for form in map(load, editions())
    for words in (
        *form.sections.values(),
        *(word for table in form.tables for line in table.lines for word in (line.label, table.article, table.corner)),
    )
    if len(words) >= 4
)
#: So many words of a list make it that list: measures are everyday words, of which few may meet by chance (“上一[篇条页]”).
FEWEST = {"measures": 4, "channels": 3, "figures": 3, "results": 3}
#: Other spellings than as a list: a year, a day, a page number, numerals in their order.
SPELT = {
    "numerals": re.compile("一二三|〇一二|零一二|十百千|百千万"),
    "years": re.compile(r"20\\d\\d|20\\d\{\{?2\}|20\[0-9\]|二\[[〇零○]"),
    "days": re.compile(r"\\d\{+1,2\}+月\\d\{+1,2\}+日"),
    "pages": re.compile(r"第\S*(?:\\d|\[\S*\0)\S*页|[-—–]\]\S*\\d\{+1,[34]\}+\S*\[[-—–]"),
}
#: What to do instead of spelling a list out.
TAKEN_FROM = (
    "Lists of the lexicon that are spelt out again: take them from audit.words (MEASURE, YEAR, NUMERAL, DAY_OF_YEAR, ending, "
    "…; its __init__ lists all), or by name in a data file ({year}, {numeral}, {region}: audit.words.filled), and what the "
    "form prints from audit.forms."
)
_CALLS = frozenset(("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"))
_COMPARING = frozenset(("startswith", "endswith", "removeprefix", "removesuffix", "find", "index", "count"))


class Repeated(NamedTuple):
    """A list of the lexicon that a literal spells out, and the words of it."""

    line: int
    name: str
    words: tuple[str, ...]


def repetitions(source: str) -> list[Repeated]:
    """The places of ``source`` that spell a list of the lexicon out; docstrings and messages do not count."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if id(node) in docstrings | inside:
            continue
        found += (
            [Repeated(node.lineno, *each) for each in _in(node)] if isinstance(node, ast.expr | ast.pattern) else []
        )
    return sorted(set(found))


def _in(node: ast.expr | ast.pattern) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = _text(node)
    if text is not None:
        for words in _choices(text):
            yield from _listed(words)
        yield from ((name, (match[0],)) for name, pattern in SPELT.items() if (match := pattern.search(text)))
    elements = _elements(node)
    if elements:
        yield from _listed([word for element in elements if (word := _text(element)) is not None])
    for compared in _compared(node):
        words = _text(compared) or ""
        yield from (("printed", (printed,)) for printed in PRINTED if printed in words)


def _text(node: ast.AST) -> str | None:
    """What a literal says, with a mark for each part of an f-string that is computed."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "\0" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        one, other = _text(node.left), _text(node.right)
        return None if one is None or other is None else one + other
    return None


def _elements(node: ast.AST) -> list[ast.expr]:
    """What stands side by side: in a collection, as keys, as cases of a match, or compared one after the other."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return node.elts
    if isinstance(node, ast.MatchOr):
        return [each.value for each in node.patterns if isinstance(each, ast.MatchValue)]
    if isinstance(node, ast.BoolOp):
        return [each for value in node.values for each in _compared(value)]
    return [key for key in node.keys if key] if isinstance(node, ast.Dict) else []


def _compared(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for side in (node.left, *node.comparators):
            yield from _elements(side) or [side]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS | _COMPARING:
        for argument in node.args:
            yield from _elements(argument) or [argument]


def _listed(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, known in LISTS.items():
        if len(here := sorted(known & set(words))) >= FEWEST.get(name, 2):
            yield name, tuple(here)


def _choices(text: str) -> Iterator[list[str]]:
    """The words of each alternation and character class that ``text`` writes as a pattern, and of a string of characters."""
    if len(text) > 2 and any(all(char in known for char in text) for known in LISTS.values()):
        yield list(text)
    open_: list[list[str]] = [[""]]
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            open_[-1][-1] += text[at : at + 2]
            at += 2
            continue
        if char == "[" and (end := text.find("]", at + 2)) > 0:
            members = list(text[at + 1 : end])
            yield members
            if open_[-1][-1] == "":
                open_[-1][-1:] = [*members, ""]
            at = end
        elif char == "(":
            open_.append([""])
        elif char == ")" and len(open_) > 1:
            yield _bare(open_.pop())
        elif char == "|":
            open_[-1].append("")
        else:
            open_[-1][-1] += char
        at += 1
    for group in open_:
        yield _bare(group)


def _bare(alternatives: list[str]) -> list[str]:
    """Words without the signs of patterns around them; one alone is no choice."""
    words = [re.sub(r"^\?(?:P<\w+>|<?[:=!])|[\s^$?*+]", "", each) for each in alternatives]
    return words if len(words) > 1 else []


def _sources() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in HOME)


def test_no_list_of_the_lexicon_is_spelt_out_again() -> None:
    found = [
        f"{path.relative_to(ROOT.parent)}:{each.line}: {each.name}: {'、'.join(each.words)}"
        for path in _sources()
        for each in repetitions(path.read_text("utf-8"))
    ]
    assert not found, "\n".join((TAKEN_FROM, *found))


#: What a module may write, each a list spelt out again or a word of the form compared with, and the list it is of.
RESPELT = [
    ('import re\nx = re.compile(r"[一二三四五六七八九十]{1,3}、")', "numerals"),
    ('x = "〇一二三四五六七八九"', "numerals"),
    ('x = enumerate("一二三四五六", 1)', "numerals"),
    ('import re\nx = re.compile(r"(?:.{2,9})(?:局|委员会|办公室)$")', "organs"),
    ('import re\nx = re.compile(r"(?:(?<!分)局|厅(?!长))$")', "organs"),
    ('y = ""\nx = rf"{y}(?P<who>.{{2,9}}(?:中心|支队))"', "organs"),
    ('x = "清河县".endswith(("局", "厅"))', "organs"),
    ('x = {"镇", "乡"}', "organs"),
    ('x = ""\ny = x == "局" or x == "厅"', "organs"),
    ('x = ""\ny = not (x.endswith("局") or x.endswith("厅"))', "organs"),
    ('match "":\n    case "局" | "厅":\n        pass', "organs"),
    ('x = "(?:局|" + "厅)"', "organs"),
    ('x = "|".join(["局", "厅"])', "organs"),
    ('import re\nx = re.search(r"([^省市县]{2,4}[县区旗])人民政府", "")', "regions"),
    ('x = (("省", "自治区"), "省级")', "regions"),
    ('x = "省市县区旗州"', "regions"),
    ('import re\nx = re.compile(r"\\d+[件条个份项次]")', "measures"),
    ('import re\nx = re.findall(r"(20\\d\\d)年", "")', "years"),
    ('import re\nx = re.findall(r"(20\\d{2})年", "")', "years"),
    ('y = 1\nx = rf"{y}(20\\d{{2}})"', "years"),
    ('x = "二[〇零○][一-九]{2}年"', "years"),
    ('import re\nx = re.compile(r"\\s*[-—–]\\s*\\d{1,3}\\s*[-—–]\\s*")', "pages"),
    ('import re\nx = re.compile(r"第\\s*\\d{1,3}\\s*页")', "pages"),
    ('import re\nx = re.compile(r"(?:20..年)?\\d{1,2}月\\d{1,2}日")', "days"),
    ('x = "第二十条" in "第二十条第（一）项"', "printed"),
    ('x = "主动公开政府信息情况" == ""', "printed"),
    ('x = "".startswith(("信息内容", "其他"))', "printed"),
    ('x = ("litigation.review.total", "litigation.suit_direct.total", "applications.received.total")', "figures"),
    ('x = {"当面": 1, "信函": 2, "邮寄": 3}', "channels"),
    ('import re\nx = re.compile(r"(?:granted|partial|refused)\\.total")', "results"),
]
#: What is no list of the lexicon: words that merely hold one of its words, docstrings, what people read.
APART = [
    '"""Organs: 局|厅|委员会, years 20[0-9]."""',
    'def f():\n    """[一二三四五六]"""',
    'import re\nx = re.compile(r"上一[篇条页]|[万几]")',
    'import re\nx = re.compile(r"(?:教育局|公安)|[局面]")',
    'x = ("局", "1")',
    'x = "市教育局、县水务局和乡镇"',
    'x = f"第{1}页的表格没有边框"',
    'x = "一、总体情况"',
    'x = ("applications.received.total", "本年新收")',
    'x = "2024年" + "2025年"',
]


@pytest.mark.parametrize(("source", "name"), RESPELT)
def test_what_spells_a_list_out_again_is_found(source: str, name: str) -> None:
    assert name in {each.name for each in repetitions(source)}


@pytest.mark.parametrize("source", APART)
def test_what_is_no_list_is_left_alone(source: str) -> None:
    assert repetitions(source) == []


def test_a_word_that_is_added_to_the_lexicon_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    source = 'x = "(?:某某会|某某院)"'
    assert repetitions(source) == []
    monkeypatch.setitem(LISTS, "organs", LISTS["organs"] | {"某某会", "某某院"})
    assert [each.words for each in repetitions(source)] == [("某某会", "某某院")]


def test_each_word_stands_in_one_list_of_endings() -> None:
    organs = tomllib.loads((ROOT / "words" / "organs" / "organs.toml").read_text("utf-8"))["endings"]
    listed = [word for kind, words in organs.items() if not kind.startswith("cut") for word in words]
    assert len(listed) == len(set(listed))


def test_each_edition_says_what_stands_above_the_blocks_of_its_lines() -> None:
    for table in (table for edition in editions() for table in load(edition).tables if table.in_blocks):
        assert table.article
        assert table.corner
        assert all(line.group.startswith(table.article) for line in table.lines)


def test_figures_that_are_watched_are_cells_of_a_form_each_named_once() -> None:
    cells = {key for edition in editions() for key in load(edition).cells}
    assert {key for each in figures().values() for key in each.keys} <= cells
    assert len({each.name for each in figures().values()}) == len(figures())
    shown = [each.key for group in figure_groups().values() for each in group]
    assert len(shown) == len(set(shown))
    assert {each.key for where in ("spread", "peers") for each in watched(where)} <= cells


@pytest.mark.parametrize(
    "line",
    ["3", "- 3 -", "—3—", "第3页", "第三页", "第 3 页 共 12 页", "第3页，共12页", "3/12", " 12 ", "3页", "－12－"],
)
def test_a_line_that_numbers_a_page_is_known(line: str) -> None:
    assert PAGE_NUMBER.fullmatch(line)


@pytest.mark.parametrize("line", ["3件", "1234", "第三项", "3.5", "2024年", "3 5", "第页", "一", "-", ""])
def test_other_lines_number_no_page(line: str) -> None:
    assert not PAGE_NUMBER.fullmatch(line)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("清河县水务局2025年1月20日", (2025, 1, 20)),
        ("（清河县人民政府 二〇二五年一月二十日）", (2025, 1, 20)),
        ("二○二五年十二月三十一日", (2025, 12, 31)),
        ("２０２５年１月２０日", (2025, 1, 20)),
        ("清河县残疾人联合会  2025 年 1 月 20 日", (2025, 1, 20)),
    ],
)
def test_the_day_of_a_signature_is_read_in_any_numerals(line: str, day: tuple[int, int, int]) -> None:
    match = SIGNED_DAY.fullmatch(line)
    assert match
    assert tuple(whole_number(match[part]) for part in ("year", "month", "day")) == day


def test_a_sentence_with_a_day_is_no_signature() -> None:
    assert not SIGNED_DAY.fullmatch("我局于2025年1月20日公布本报告。")


def test_data_files_get_the_lexicon_s_patterns_by_name() -> None:
    assert re.fullmatch(filled("全{region}(?:{numeral}{1,2}次)?"), "全县十二次")
    with pytest.raises(KeyError):
        filled("{nothing}")
