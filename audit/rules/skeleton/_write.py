"""The two files of a new rule, written into the source tree whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from audit.errors import UsageError
from audit.findings import FAMILY_NAMES
from audit.machine.installed.resources import HOME, IS_SOURCE_TREE
from audit.patterns import regex
from audit.rules._rule import FAMILY_OF_LETTER, RULE_FILE

#: The letter of the family, the part of the report (0: anywhere, 9: across years), two running digits.
_ID = regex(rf"[{''.join(FAMILY_OF_LETTER)}][0-69]\d\d")
#: Families whose rules are on many reports at once, on cells, and on the text; each has a skeleton of its own.
_TEMPLATES: Mapping[str, str] = {
    **dict.fromkeys(("filing", "hierarchy", "originality", "peers"), "reports"),
    "arithmetic": "cells",
    **dict.fromkeys(("completeness", "consistency", "wording"), "text"),
}
_RULES, _CASES = Path("audit/rules"), Path("tests/rules")
_LAST_OF_A_HUNDRED = 99


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The two files written for a new rule, below the source tree ``root``."""

    id: str
    root: Path
    rule: Path
    cases: Path


def new_rule(wanted: str, root: Path = HOME) -> Skeleton:
    """Write the files of the rule ``wanted``, which fail until they are filled in.

    UsageError, in Chinese, where the id is malformed or taken, or ``root`` is no source tree; then nothing is written.
    """
    rule_id = wanted.strip().upper()
    if not (IS_SOURCE_TREE and (root / _CASES).is_dir() and (root / _RULES).is_dir()):
        raise UsageError(
            f"当前运行的程序（{root}）不是源代码目录，不能写入新规则。"
            "请取得源代码，在源代码目录中执行 python -m audit new-rule 编号。"
        )
    if not _ID.fullmatch(rule_id):
        letters = "、".join(f"{letter}（{FAMILY_NAMES[family]}）" for letter, family in FAMILY_OF_LETTER.items())
        raise UsageError(
            f"规则编号“{wanted}”不符合要求：应为类别字母加三位数字，如W016。"
            f"字母为{letters}；第一位数字为报告的部分（0为全文，1至6为各部分，9为年度之间）。"
        )
    family, name = FAMILY_OF_LETTER[rule_id[0]], rule_id.lower()
    rule, cases = _RULES / family / f"{name}.py", _CASES / f"{name}.toml"
    taken = _known(root)
    if where := taken.get(rule_id) or (cases.as_posix() if (root / cases).exists() else None):
        raise UsageError(f"规则编号{rule_id}已经使用（{where}），请另取编号{_next(rule_id, taken)}。")
    template = _TEMPLATES[family]
    made = {rule: _filled(f"{template}.py.txt", rule_id), cases: _filled(f"{template}.toml.txt", rule_id)}
    _write({root / path: text for path, text in made.items()})
    return Skeleton(rule_id, root, rule, cases)


def _known(root: Path) -> dict[str, str]:
    """The rules in the source tree, finished or not: where each stands, by its id."""
    found = sorted((root / _RULES).rglob("*.py"))
    return {
        path.stem.partition("_")[0].upper(): path.relative_to(root).as_posix()
        for path in found
        if RULE_FILE.fullmatch(path.stem)
    }


def _next(rule_id: str, taken: Mapping[str, str]) -> str:
    """The next free id of the same letter and part, as words to add to a sentence; "" where there is none."""
    last = max((int(known[2:]) for known in taken if known[:2] == rule_id[:2]), default=0)
    return f"，如{rule_id[:2]}{last + 1:02}" if last < _LAST_OF_A_HUNDRED else ""


def _filled(template: str, rule_id: str) -> str:
    text = files(__package__).joinpath(template).read_text("utf-8")
    return text.replace("RULE_ID", rule_id)


def _write(made: Mapping[Path, str]) -> None:
    """Write every file of ``made``, none of which may be there already, or none where one cannot be written."""
    done: list[Path] = []
    try:
        for path, text in made.items():
            with path.open("xb") as file:
                done.append(path)
                file.write(text.encode())
    except BaseException as error:
        for path in done:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UsageError(f"无法写入{error.filename}：{error.strerror}。没有写入任何文件。") from error
        raise
