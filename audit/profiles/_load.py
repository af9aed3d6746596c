"""Profiles out of TOML files: every key and value is one that is known, or the file is refused with a word on why."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from audit.errors import UsageError
from audit.findings import SEVERITIES, SEVERITY_NAMES, Severity
from audit.profiles._profile import Profile, Requirement, Setting

#: Bytes of a profile; those that ship have some thousand.
_LARGEST = 1_000_000
_SECTIONS = range(1, 7)
#: A severity may be written as in the outside contract or as people read it.
_LEVELS = {word: severity for severity in SEVERITIES for word in (severity, SEVERITY_NAMES[severity])}

#: Keys that list rules.
_LISTS: Mapping[str, Setting] = {"off": "off", "on": "on"}


class _RefusedError(Exception):
    """A key that is wrong, and what is (Chinese)."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(f"“{key}”不正确：{what}。")


def load(names: Iterable[str], rules: Collection[str]) -> tuple[Profile, ...]:
    """The profiles ``names``, in their order: one that ships by its name, any other by the path of its .toml file.

    ``rules`` are the ids that a profile may speak of. UsageError, in Chinese with file, key and what is allowed, for
    whatever is unknown or of another kind.
    """
    return tuple(parse(_bytes(name), name, rules) for name in names)


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with the toolkit."""
    found = (entry.name for entry in files("audit.profiles").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def parse(data: bytes, name: str, rules: Collection[str]) -> Profile:
    """The profile that ``data`` spells; ``name`` is what UsageError calls the file."""
    try:
        top = _table(_parsed(data, name), "", ("name", "about", "applies_to", "rules", "words", "requires"))
        words = _table(top.get("words", {}), "words", ("wrong", "except"))
        return Profile(
            name=_text(top, "name"),
            about=_text(top, "about", default=""),
            applies_to=_texts(top, "applies_to", default=()),
            settings=_settings(_table(top.get("rules", {}), "rules"), rules),
            words=_words(_table(words.get("wrong", {}), "words.wrong")),
            correct=_texts(words, "except", "words.", default=()),
            requires=_requirements(top.get("requires", [])),
            digest=hashlib.sha256(data).hexdigest(),
        )
    except _RefusedError as error:
        raise UsageError(f"核查方案“{name}”的{error}") from error


def _bytes(name: str) -> bytes:
    if not name.lower().endswith(".toml"):
        if name not in shipped():
            known = "、".join(shipped())
            raise UsageError(f"没有名为“{name}”的核查方案。随附的方案：{known}；使用自己的方案，请写.toml文件的路径。")
        return files("audit.profiles").joinpath(f"{name}.toml").read_bytes()
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"无法读取核查方案“{name}”：文件不存在或没有读取权限。请核对路径。") from error
    if len(data) > _LARGEST:
        raise UsageError(f"核查方案“{name}”超过{_LARGEST // 1_000_000} MB，请核对是否为核查方案文件。")
    return data


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"核查方案“{name}”不是UTF-8编码。请以UTF-8编码另存后重试。") from error
    except (ValueError, RecursionError) as error:  # what a number or a nesting beyond all measure raises as well
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第{place[1]}行第{place[2]}列附近" if place else "文件末尾"
        raise UsageError(
            f"核查方案“{name}”的{where}不符合TOML语法。文字须加英文引号，列表用方括号，同一个键不能写两次。"
        ) from error


def _settings(table: Mapping[str, Any], rules: Collection[str]) -> dict[str, Setting]:
    settings: dict[str, Setting] = {}
    for key, value in table.items():
        listed = _LISTS.get(key)
        named = _texts(table, key, "rules.") if listed else (key,)
        setting = listed or _level(value, f"rules.{key}")
        for rule in (written.upper() for written in named):
            if rule not in rules:
                allowed = "可写 off、on 或规则编号，编号见 gkaudit rules"
                raise _RefusedError(f"rules.{key}", f"没有编号为“{rule}”的规则；{allowed}")
            if rule in settings:
                raise _RefusedError("rules", f"规则{rule}写了两次；每条规则只能停用、启用或指定一个级别")
            settings[rule] = setting
    return settings


def _level(value: Any, key: str) -> Severity:
    if not isinstance(value, str) or value not in _LEVELS:
        allowed = "、".join(f"{severity}（{SEVERITY_NAMES[severity]}）" for severity in SEVERITIES)
        raise _RefusedError(key, f"级别“{value}”不能识别，可用：{allowed}；停用的规则写在 off 列表中")
    return _LEVELS[value]


def _words(table: Mapping[str, Any]) -> dict[str, str]:
    if any(not wrong.strip() for wrong in table):
        raise _RefusedError("words.wrong", "错误的写法不能为空")
    return {wrong.strip(): _text(table, wrong, "words.wrong.") for wrong in table}


def _requirements(entries: Any) -> tuple[Requirement, ...]:
    if not isinstance(entries, list):
        raise _RefusedError("requires", "应写作 [[requires]]，一项要求一节")
    requirements = tuple(_requirement(entry, f"requires第{number}项") for number, entry in enumerate(entries, 1))
    names = [requirement.name for requirement in requirements]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise _RefusedError("requires", f"名称“{twice[0]}”写了两次，各项要求的名称不能相同")
    return requirements


def _requirement(entry: Any, key: str) -> Requirement:
    table = _table(entry, key, ("name", "any_of", "sections", "severity", "basis", "message"))
    where = f"{key}."
    name, sections = _text(table, "name", where), table.get("sections", [])
    if not isinstance(sections, list) or any(type(n) is not int or n not in _SECTIONS for n in sections):
        raise _RefusedError(f"{where}sections", "应为部分序号（1至6）的列表，如 [1, 5]；省略即为全文")
    return Requirement(
        name=name,
        any_of=_texts(table, "any_of", where),
        severity=_level(table.get("severity", "info"), f"{where}severity"),
        basis=_text(table, "basis", where),
        message=_text(table, "message", where, default=f"未写明{name}"),
        sections=tuple(dict.fromkeys(sections)),
    )


def _table(value: Any, key: str, allowed: tuple[str, ...] = ()) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _RefusedError(key, f"应写作 [{key}] 一节，下面逐行写“键 = 值”")
    if allowed and (unknown := [name for name in value if name not in allowed]):
        name = f"{key}.{unknown[0]}" if key else unknown[0]
        raise _RefusedError(name, f"没有这个键，可用的键：{'、'.join(allowed)}")
    return value


def _text(table: Mapping[str, Any], key: str, where: str = "", *, default: str | None = None) -> str:
    value = table.get(key, default)
    if key not in table and default is None:
        raise _RefusedError(where + key, "缺少该键，应为加引号的文字")
    if not isinstance(value, str) or not (value.strip() or value == default):
        raise _RefusedError(where + key, "应为加引号的文字，不能为空")
    return value.strip()


def _texts(
    table: Mapping[str, Any], key: str, where: str = "", *, default: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    if key not in table and default is not None:
        return default
    value = table.get(key)
    if not isinstance(value, list) or not value or any(not isinstance(v, str) or not v.strip() for v in value):
        raise _RefusedError(where + key, '应为文字的列表，如 ["甲", "乙"]，不能为空')
    return tuple(v.strip() for v in value)
