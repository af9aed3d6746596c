"""Profiles out of TOML files: every key and value is one that is known, or the file is refused with a word on why."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from audit import settings
from audit.errors import UsageError
from audit.findings import SEVERITIES, SEVERITY_NAMES, SEVERITY_WORDS, Severity
from audit.profiles._profile import Profile, Requirement, Setting
from audit.profiles._shipped import shipped, shipped_file
from audit.settings import SettingsTable

_SECTIONS = range(1, 7)
_LEVELS = "、".join(f"{each}（{SEVERITY_NAMES[each]}）" for each in SEVERITIES)
#: Keys that list rules.
_LISTS: Mapping[str, Setting] = {"off": "off", "on": "on"}


def load(names: Iterable[str], rules: Collection[str]) -> tuple[Profile, ...]:
    """The profiles ``names``, in their order: one that ships by its name, any other by the path of its .toml file.

    ``rules`` are the ids that a profile may speak of. UsageError, in Chinese with file, key and what is allowed, for
    whatever is unknown or of another kind.
    """
    return tuple(parse(_bytes(name), name, rules) for name in names)


def parse(data: bytes, name: str, rules: Collection[str]) -> Profile:
    """The profile that ``data`` spells; ``name`` is what UsageError calls the file."""
    with settings.refusing("核查方案", name):
        top = settings.parsed(data).only("name", "about", "applies_to", "rules", "words", "requires")
        words = top.section("words").only("wrong", "except")
        return Profile(
            name=top.text("name"),
            about=top.text("about", ""),
            applies_to=top.texts("applies_to", ()),
            settings=_settings(top.section("rules"), rules),
            words=_words(words.section("wrong")),
            correct=words.texts("except", ()),
            requires=_requirements(top),
            digest=hashlib.sha256(data).hexdigest(),
        )


def _bytes(name: str) -> bytes:
    if name.lower().endswith(".toml"):
        with settings.refusing("核查方案", name):
            return settings.read(name)
    if name not in shipped():
        known = "、".join(shipped())
        raise UsageError(f"没有名为“{name}”的核查方案。随附的方案：{known}；使用自己的方案，请写.toml文件的路径。")
    return shipped_file(name).read_bytes()


def _settings(table: SettingsTable, rules: Collection[str]) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for key in table.data:
        listed = _LISTS.get(key)
        named = table.texts(key, example='["W008"]') if listed else (key,)
        setting = listed or _level(table, key, "；停用的规则写在off列表中")
        for rule in (written.upper() for written in named):
            if rule not in rules:
                hint = settings.nearest(rule, sorted(rules)) or "。"
                where = f"{table.where}的{key}" if listed else table.where
                advice = "可写off、on或规则编号，查看全部规则：gkaudit rules"
                raise UsageError(f"{where}有不存在的规则“{rule}”{hint}{advice}")
            if rule in found:
                raise UsageError(f"{table.where}中规则{rule}写了两次。每条规则只能停用、启用或指定一个级别。")
            found[rule] = setting
    return found


def _level(table: SettingsTable, key: str, more: str = "") -> Severity:
    return table.choice(key, SEVERITY_WORDS, "info", f"{_LEVELS}之一{more}")


def _words(table: SettingsTable) -> dict[str, str]:
    if any(not wrong.strip() for wrong in table.data):
        raise UsageError(f'{table.where}中错误的写法不能为空。请写作"错误的写法" = "正确的写法"。')
    return {wrong.strip(): table.text(wrong) for wrong in table.data}


def _requirements(top: SettingsTable) -> tuple[Requirement, ...]:
    found = tuple(map(_requirement, top.sections("requires", "项内容要求")))
    if again := settings.twice(one.name for one in found):
        raise UsageError(f"内容要求“{again}”写了两次。各项要求的名称不能相同。")
    return found


def _requirement(one: SettingsTable) -> Requirement:
    one.only("name", "any_of", "sections", "severity", "basis", "message")
    name, sections = one.text("name"), one.data.get("sections", [])
    if not isinstance(sections, list) or any(type(number) is not int or number not in _SECTIONS for number in sections):
        raise one.wrong("sections", "应为部分序号（1至6）的列表，如[1, 5]；省略即为全文。")
    return Requirement(
        name=name,
        any_of=one.texts("any_of"),
        severity=_level(one, "severity"),
        basis=one.text("basis"),
        message=one.text("message", f"未写明{name}"),
        sections=tuple(dict.fromkeys(sections)),
    )
