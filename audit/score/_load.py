"""Read a rubric file. Whoever edits it is an inspector: every fault is told in Chinese, with where and what to do."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from audit.errors import UsageError, trouble
from audit.findings import SEVERITIES, SEVERITY_NAMES, Severity
from audit.score._check import check
from audit.score._rubric import WILDCARD, Clause, Grade, Item, Per, Rubric, Veto
from audit.text import show

#: A rubric is a page or two; more is another file.
_LARGEST = 1_000_000
#: More points than any scheme gives.
_MOST = 10_000
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_UNIT = re.compile(r"=\s*-?\d+(?:\.\d+)?\s*([\u4e00-\u9fff%％]+)")
_FULL_WIDTH = "“”‘’，。＝［］｛｝＃：；"

_TOP = ("name", "total", "grades", "vetoes", "items", "not_scored", "not_rated")
_GRADE = ("name", "from")
_VETO = ("name", "rules", "severities", "score", "grade", "no_items")
_ITEM = ("name", "points", "about", "cap", "manual", "default", "judged_by", "deduct")
_DEDUCT = (
    "rules", "points", "severities", "per", "same_cell_once", "undecided", "confirm", "cap", "cap_per_rule",
)  # fmt: skip


def shipped() -> Path:
    """The rubric that comes with the toolkit: in the source tree, or inside the installed package."""
    package = Path(__file__).parent.parent
    source = package.parent / "data" / "rubric.toml"
    return source if source.is_file() else package / "data" / "rubric.toml"


def load(path: str | Path, known_rules: Collection[str]) -> Rubric:
    """The rubric in the TOML file ``path``; ``known_rules`` are the ids of all rules that there are.

    UsageError, in Chinese, for whatever is wrong with the file.
    """
    try:
        rubric, digest = _rubric(_parsed(Path(path))), hashlib.sha256(Path(path).read_bytes()).hexdigest()
        check(rubric, known_rules)
    except UsageError as error:
        raise UsageError(f"评分办法“{path}”不能使用：{error}") from error
    return replace(rubric, source=str(path), digest=digest)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError("文件过大，可能不是评分办法。请从data/rubric.toml复制一份修改。")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("文件不是UTF-8编码。请在编辑器中另存为UTF-8编码后重试。") from error
    except OSError as error:
        raise UsageError(f"无法打开（{trouble(error)}）。请核对路径。") from error
    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(_syntax(str(error), text)) from error
    except (RecursionError, ArithmeticError, ValueError) as error:
        raise UsageError("文件中有嵌套过深的内容或无法识别的数。请从data/rubric.toml复制一份修改。") from error


def _syntax(message: str, text: str) -> str:
    lines = text.splitlines() or [""]
    place = _PLACE.search(message)
    number = min(int(place[1]), len(lines)) if place else len(lines)
    line = lines[number - 1].strip()[:60]
    where = f"第{number}行第{place[2]}列" if place else f"文件末尾（第{number}行）"
    bare = re.sub(r"\"[^\"]*\"|#.*", "", line)
    wide = " ".join(dict.fromkeys(char for char in bare if char in _FULL_WIDTH))
    hint = "请检查引号、逗号、方括号是否成对，键名是否重复"
    if wide:
        hint = f"该行有全角符号（{wide}），应改为半角符号"
    elif unit := _UNIT.search(bare):
        hint = f"数后不写“{unit[1]}”，只写数"
    elif re.fullmatch(r"\[\[[^\[\]]+\]\]", bare.strip()):
        hint = "这类段落都应以两层方括号开头，请检查以上各段是否有只写一层的"
    return f"TOML语法错误，{where}：{line}。{hint}。"


def _rubric(data: Mapping[str, Any]) -> Rubric:
    _keys(data, _TOP, "文件顶层")
    return Rubric(
        name=_text(data, "name", "文件顶层"),
        total=_number(data, "total", "文件顶层"),
        items=tuple(_item(t, i) for i, t in enumerate(_tables(data, "items", "文件顶层", needed=True), 1)),
        grades=_grades(_tables(data, "grades", "文件顶层", needed=True)),
        vetoes=tuple(_veto(t, i) for i, t in enumerate(_tables(data, "vetoes", "文件顶层"), 1)),
        not_scored=_texts(data, "not_scored", "文件顶层"),
        not_rated=_texts(data, "not_rated", "文件顶层"),
    )


def _grades(tables: Sequence[Mapping[str, Any]]) -> tuple[Grade, ...]:
    """The grades, the best first; they may stand the other way round, but not in disorder."""
    given = tuple(map(_grade, tables))
    ordered = tuple(sorted(given, key=lambda grade: -grade.start))
    if given not in (ordered, ordered[::-1]) and len({grade.start for grade in given}) == len(given):
        falling = given[0].start > given[-1].start
        before, wrong = next((a, b) for a, b in pairwise(given) if (b.start > a.start) == falling)
        raise UsageError(
            f"等次“{before.name}”从{show(before.start)}分起，其后的“{wrong.name}”从{show(wrong.start)}分起，"
            "高低次序与其他等次不一致。请按分数从高到低写各等次，并核对from。"
        )
    return ordered


def _grade(table: Mapping[str, Any]) -> Grade:
    where = f"等次“{table.get('name', '')}”"
    _keys(table, _GRADE, where)
    return Grade(_text(table, "name", where), _number(table, "from", where))


def _veto(table: Mapping[str, Any], number: int) -> Veto:
    where = f"第{number}个一票否决“{table.get('name', '')}”"
    _keys(table, _VETO, where)
    return Veto(
        _text(table, "name", where),
        _texts(table, "rules", where, needed=True),
        _severities(table, where),
        _number(table, "score", where) if "score" in table else None,
        _text(table, "grade", where) if "grade" in table else None,
        _flag(table, "no_items", where),
    )


def _item(table: Mapping[str, Any], number: int) -> Item:
    where = f"第{number}个评分项“{table.get('name', '')}”"
    _keys(table, _ITEM, where)
    points, manual = _number(table, "points", where), _flag(table, "manual", where)
    clauses = tuple(_clause(t, f"{where}的第{i}条扣分") for i, t in enumerate(_tables(table, "deduct", where), 1))
    judged_by = _texts(table, "judged_by", where)
    if manual and judged_by:
        raise UsageError(f"{where}由人工评定（manual = true），不能写judged_by。")
    if manual and (clauses or "cap" in table):
        raise UsageError(f"{where}由人工评定（manual = true），不能再写扣分。请把自动扣分移到另一个评分项。")
    if not manual and not clauses:
        raise UsageError(f"{where}没有扣分内容。请写[[items.deduct]]，或写manual = true表示由人工评定。")
    if not manual and "default" in table:
        raise UsageError(f"{where}不是人工评定项，不能写default。")
    default = points if manual and table.get("default", "full") == "full" else Decimal(0)
    if manual and default != points:
        default = _number(table, "default", where)
    cap = _number(table, "cap", where) if "cap" in table else None
    for key, amount in (("default", default), ("cap", cap or Decimal(0))):
        if amount > points:
            raise UsageError(f"{where}的{key}为{show(amount)}，超过该项的{show(points)}分。")
    _caps(clauses, points, where)
    about = _text(table, "about", where) if "about" in table else ""
    return Item(_text(table, "name", where), points, about, clauses, manual, default, cap, judged_by)


def _caps(clauses: Iterable[Clause], points: Decimal, where: str) -> None:
    """A bound above the item's points bounds nothing: a slip of the pen."""
    for number, clause in enumerate(clauses, 1):
        for key, amount in (("cap", clause.cap), ("cap_per_rule", clause.cap_per_rule)):
            if amount is not None and amount > points:
                raise UsageError(
                    f"{where}的第{number}条扣分的{key}为{show(amount)}，超过该项的{show(points)}分，不起作用。"
                    f"请核对{key}；不设上限的，删去该行。"
                )


def _clause(table: Mapping[str, Any], where: str) -> Clause:
    _keys(table, _DEDUCT, where)
    points = _number(table, "points", where)
    per: Per = _choice(table, "per", get_args(Per), where, "finding")
    once = _flag(table, "same_cell_once", where)
    if once and per != "finding":
        raise UsageError(f'{where}：same_cell_once只能与per = "finding"同用。')
    if "cap_per_rule" in table and (once or per != "finding"):
        raise UsageError(
            f'{where}：cap_per_rule只能用于per = "finding"且不合并同一单元格的扣分。请改用cap，或把规则分成几条扣分。'
        )
    undecided = table.get("undecided", "none")
    amounts = {"none": Decimal(0), "manual": Decimal(0), "half": points / 2}
    amount = amounts[undecided] if isinstance(undecided, str) and undecided in amounts else None
    if amount is None:
        if isinstance(undecided, str):
            raise UsageError(f'{where}的undecided为“{undecided}”，应为"none"、"half"、"manual"或一个分值。')
        amount = _number(table, "undecided", where)
    if amount > points:
        raise UsageError(f"{where}：无法核对时扣{show(amount)}分，超过不符时的{show(points)}分。")
    return Clause(
        rules=_texts(table, "rules", where, needed=True),
        points=points,
        severities=_severities(table, where),
        per=per,
        same_cell_once=once,
        undecided=amount,
        manual=undecided == "manual",
        confirm=_flag(table, "confirm", where),
        cap=_number(table, "cap", where) if "cap" in table else None,
        cap_per_rule=_number(table, "cap_per_rule", where) if "cap_per_rule" in table else None,
    )


def _severities(table: Mapping[str, Any], where: str) -> tuple[Severity, ...]:
    names = _texts(table, "severities", where) if "severities" in table else SEVERITIES
    if wrong := [name for name in names if name not in SEVERITY_NAMES]:
        raise UsageError(f"{where}的severities中有“{wrong[0]}”，应为error（错误）、warning（疑点）或info（提示）。")
    return tuple(name for name in SEVERITIES if name in names)


def _keys(table: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    for key in table:
        if key not in allowed:
            raise UsageError(f"{where}有不认识的键“{key}”{_nearest(key, allowed)}可用的键：{'、'.join(allowed)}。")


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"，是否为“{close[0]}”？" if close else "。"


def _tables(table: Mapping[str, Any], key: str, where: str, *, needed: bool = False) -> list[Mapping[str, Any]]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        full = f"items.{key}" if key == "deduct" else key
        raise UsageError(f"{where}的{key}应写成[[{full}]]（两层方括号）开头的段落。")
    if needed and not found:
        raise UsageError(f"{where}缺少[[{key}]]。")
    return found


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{where}缺少{key}，应为引号中的文字。")
    return value.strip()


def _texts(table: Mapping[str, Any], key: str, where: str, *, needed: bool = False) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip(WILDCARD) for entry in value):
        raise UsageError(f'{where}的{key}应为方括号中的若干文字，如["A001", "M1*"]。')
    if (needed or key in table) and not value and key not in ("not_scored", "not_rated"):
        raise UsageError(f"{where}缺少{key}，至少应有一项。")
    if twice := [entry for entry, count in Counter(value).items() if count > 1]:
        raise UsageError(f"{where}的{key}中“{twice[0]}”出现两次。")
    return tuple(value)


def _number(table: Mapping[str, Any], key: str, where: str) -> Decimal:
    value = table.get(key)
    if value is None:
        raise UsageError(f"{where}缺少{key}，应为分值。")
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise UsageError(f"{where}的{key}应为不带引号的数，如5或0.5。")
    if isinstance(value, Decimal) and not value.is_finite():
        raise UsageError(f"{where}的{key}应为一个确定的数。")
    if value < 0:
        raise UsageError(f"{where}的{key}为{value}，分值不能为负数；扣分也写正数。")
    if value > _MOST:
        raise UsageError(f"{where}的{key}过大，最多为{_MOST}。")
    number = Decimal(value)
    if number != round(number, 2):
        raise UsageError(f"{where}的{key}为{show(number)}，最多写两位小数。")
    return number


def _flag(table: Mapping[str, Any], key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise UsageError(f"{where}的{key}应为true或false（不带引号）。")
    return value


def _choice(table: Mapping[str, Any], key: str, allowed: Sequence[str], where: str, default: str) -> Any:
    value = table.get(key, default)
    if value not in allowed:
        raise UsageError(f"{where}的{key}应为{'、'.join(allowed)}之一。")
    return value
