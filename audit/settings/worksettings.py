"""``gkaudit.toml`` in the work folder: what holds for all commands there unless a call says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from audit import settings
from audit.settings import SettingsTable

#: The file's name; it counts in the folder in which a command is called.
NAME = "gkaudit.toml"
_MAX_DAYS = 365
_LARGEST_TEAM = 64
#: Options of calls by how they are written.
_TEXTS = ("roster", "rubric", "asof", "decisions", "out", "scheduler")
_LISTS = ("previous", "profile")
_OFFICE = ("issuer", "contact", "telephone", "correction_days")
#: A key of earlier versions, by which letters were to be numbered; no letters are written.
_NUMBERING = "document_number"
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
    "office.issuer": "核查单位",
    "office.contact": "核查单位联系人",
    "office.telephone": "核查单位电话",
    "office.correction_days": "整改天数（工作日）",
    "database.password": "数据库密码",
}


@dataclass(frozen=True, slots=True)
class Office:
    """The office that checks the reports (核查单位): its name, who answers for it, its telephone; "" is not given.

    ``correction_days`` are the working days within which an organ is to put right what was found true, see
    ``audit.workdays``; 0 is not said, and nothing has a time limit then.
    """

    issuer: str = ""
    contact: str = ""
    telephone: str = ""
    correction_days: int = 0

    @property
    def words(self) -> str:
        """Who it is and how it is reached, in one line (Chinese): “青禾县人民政府办公室，联系人：李某，电话：0000-1234567”; "" where nothing is given."""
        named = (("", self.issuer), ("联系人：", self.contact), ("电话：", self.telephone))
        return "，".join(f"{name}{text}" for name, text in named if text)


#: Where nobody has said which office it is.
NO_OFFICE = Office()


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """What the file says; ``path`` is None where there is none. Paths are as written, seen from the file's folder.

    ``assessor`` is whoever decides. ``options`` are defaults of a call's options by their name: texts, lists of texts
    (profile, previous), a whole number (workers). ``review`` is whether a report passes 初审, 复审 and 终审. ``password`` is
    that of the database, shown nowhere. ``given`` are the keys that the file has. ``unused`` says which key of earlier versions it has that counts nowhere (Chinese), "" for none.
    """

    path: Path | None = None
    assessor: str = ""
    office: Office = NO_OFFICE
    options: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict)
    password: str = field(default="", repr=False)
    review: bool = True
    given: frozenset[str] = frozenset()
    unused: str = ""


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
    office = table.section("office")
    return WorkSettings(
        path,
        table.text("assessor", ""),
        _office(office),
        options,
        database.text("password", ""),
        table.flag("review", default=True),
        frozenset(_given(table)),
        f"{NAME}中的office.{_NUMBERING}不再使用：本版本不制发文书。可以删去这一行。" if _NUMBERING in office else "",
    )


def _office(table: SettingsTable) -> Office:
    table.only(*_OFFICE, _NUMBERING)
    days = _bounded(table, "correction_days", _MAX_DAYS, "个工作日") if "correction_days" in table else 0
    given = {key: table.text(key, "") for key in ("issuer", "contact", "telephone")}
    return Office(**given, correction_days=days)


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
