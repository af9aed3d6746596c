"""``gkaudit.toml`` in the work folder: what holds for all commands there unless a call says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from audit import settings
from audit.settings import SettingsTable

#: The file's name; it counts in the folder in which a command is called.
NAME = "gkaudit.toml"
#: Working days that an organ is given to correct its report where nothing is said.
_USUAL_DAYS = 15
_MAX_DAYS = 365
_LARGEST_TEAM = 64
#: Options of calls by how they are written.
_TEXTS = ("roster", "rubric", "asof", "decisions", "out", "scheduler")
_LISTS = ("previous", "profile")
_OFFICE = ("issuer", "contact", "telephone", "document_number", "correction_days")
#: All keys of the file, those of a section behind its name, with what they say (Chinese).
KEYS: Mapping[str, str] = {
    "assessor": "核查人姓名",
    "review": "初审、复审、终审",
    "roster": "机关名录",
    "rubric": "评分办法",
    "profile": "核查方案",
    "previous": "以往年度的报告",
    "decisions": "人工记录",
    "out": "输出目录",
    "asof": "判断是否到期的日期",
    "workers": "同时处理的份数",
    "scheduler": "Dask集群的地址",
    "fail_on": "以退出码1结束的级别",
    "office.issuer": "发文机关",
    "office.contact": "联系人",
    "office.telephone": "电话",
    "office.document_number": "文号式样",
    "office.correction_days": "整改天数（工作日）",
    "database.password": "数据库密码",
}
#: What stands in the pattern of a letter's number for the year and for the number in the year.
_PLACES = ("{年}", "{号}")


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes the letters: the issuing organ (发文机关), its contact and telephone, and how its letters are numbered.

    In ``document_number`` stands {年} for the year and {号} for the number. ``correction_days`` are working days, see
    ``audit.workdays``. "" is not given.
    """

    issuer: str = ""
    contact: str = ""
    telephone: str = ""
    document_number: str = ""
    correction_days: int = _USUAL_DAYS


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """What the file says; ``path`` is None where there is none. Paths are as written, seen from the file's folder.

    ``assessor`` is whoever decides. ``options`` are defaults of a call's options by their name: texts, lists of texts
    (profile, previous), a whole number (workers). ``review`` is whether a report passes 初审, 复审 and 终审. ``password`` is
    that of the database, shown nowhere. ``given`` are the keys that the file has.
    """

    path: Path | None = None
    assessor: str = ""
    office: Office = field(default_factory=Office)
    options: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict)
    password: str = field(default="", repr=False)
    review: bool = True
    given: frozenset[str] = frozenset()

    @property
    def correction_days(self) -> int:
        """The working days that organs are given to correct what was found true; 0, which is no time limit, where there is no file."""
        return self.office.correction_days if self.path else 0


def load(folder: Path) -> WorkSettings:
    """The settings in ``folder``; UsageError, in Chinese, where its file cannot be used, with the place.

    No line of the file is shown, for it may hold the password.
    """
    path = folder / NAME
    if not path.is_file():
        return WorkSettings()
    with settings.refusing("工作设置", path):
        return _settings(settings.parsed(settings.read(path), is_secret=True), path)


def template() -> bytes:
    """A file in which every key stands with what it means, none of them in force."""
    return files("audit.settings").joinpath("worksettings.toml").read_bytes()


def _settings(table: SettingsTable, path: Path) -> WorkSettings:
    table.only(*dict.fromkeys(key.partition(".")[0] for key in KEYS))
    named: dict[str, str | tuple[str, ...]] = {key: table.text(key) for key in _TEXTS if key in table}
    named |= {key: table.texts(key, example='["2023年报告"]') for key in _LISTS if key in table}
    for key, value in named.items():
        if any(char < " " for text in ((value,) if isinstance(value, str) else value) for char in text):
            raise table.wrong(key, f"中有控制字符。{settings.BACKSLASH}。")
    options: dict[str, str | int | tuple[str, ...]] = dict(named)
    if "fail_on" in table:
        options["fail_on"] = table.choice("fail_on", {"error": "error", "warning": "warning"})
    if "workers" in table:
        options["workers"] = _bounded(table, "workers", _LARGEST_TEAM, "")
    database = table.section("database").only("password")
    return WorkSettings(
        path,
        table.text("assessor", ""),
        _office(table.section("office").only(*_OFFICE)),
        options,
        database.text("password", ""),
        table.flag("review", default=True),
        frozenset(_given(table)),
    )


def _office(table: SettingsTable) -> Office:
    days = _bounded(table, "correction_days", _MAX_DAYS, "个工作日") if "correction_days" in table else _USUAL_DAYS
    number = table.text("document_number", "")
    for place in re.findall(r"\{[^{}]*\}|[{}]", number):
        if place not in _PLACES:
            raise table.wrong("document_number", f"中的“{place}”不能识别，只能写{'和'.join(_PLACES)}。")
    if number and _PLACES[1] not in number:
        raise table.wrong(
            "document_number", f"中没有{_PLACES[1]}，各份文书的文号无法区分。应写作“某政公开〔{{年}}〕{{号}}号”。"
        )
    given = {key: table.text(key, "") for key in ("issuer", "contact", "telephone")}
    return Office(**given, document_number=number, correction_days=days)


def _bounded(table: SettingsTable, key: str, most: int, unit: str) -> int:
    value = table.whole(key, 1)
    if value > most:
        raise table.wrong(key, f"过大，最多为{most}{unit}。")
    return value


def _given(table: SettingsTable) -> Iterator[str]:
    for key in KEYS:
        section, _, name = key.rpartition(".")
        if name in (table.section(section) if section else table):
            yield key
