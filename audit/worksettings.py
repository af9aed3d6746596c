"""``gkaudit.toml`` in the work folder: what holds for all commands there unless a call says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audit import settings
from audit.settings import SettingsTable

#: The file's name; it counts in the folder in which a command is called.
NAME = "gkaudit.toml"
#: Working days that an organ is given to correct its report where nothing is said.
_USUAL_DAYS = 15
_MAX_DAYS = 365
_LARGEST_TEAM = 64
_OFFICE = ("issuer", "contact", "telephone", "document_number", "correction_days")


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes the letters: the issuing organ (发文机关), its contact and telephone, and how its letters are numbered.

    ``correction_days`` are working days. "" is not given.
    """

    issuer: str = ""
    contact: str = ""
    telephone: str = ""
    document_number: str = ""
    correction_days: int = _USUAL_DAYS


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """What the file says; ``path`` is None where there is none. Paths are as written, seen from the file's folder.

    ``options`` are defaults of a call's options by their name: roster, rubric, asof, out and decisions (texts), profile and
    previous (tuples of texts), workers (a whole number). ``password`` is that of the database, shown nowhere.
    """

    path: Path | None = None
    assessor: str = ""
    office: Office = field(default_factory=Office)
    options: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict)
    password: str = field(default="", repr=False)


def load(folder: Path) -> WorkSettings:
    """The settings in ``folder``; UsageError, in Chinese, where its file cannot be used, with the place."""
    path = folder / NAME
    if not path.is_file():
        return WorkSettings()
    with settings.refusing("工作设置", path):
        return _settings(settings.parsed(settings.read(path)), path)


def _settings(table: SettingsTable, path: Path) -> WorkSettings:
    texts, lists = ("roster", "rubric", "asof", "out", "decisions"), ("profile", "previous")
    table.only("assessor", *texts, *lists, "workers", "office", "database")
    options: dict[str, str | int | tuple[str, ...]] = {key: table.text(key) for key in texts if key in table}
    options |= {key: table.texts(key, example='["2023年报告"]') for key in lists if key in table}
    if "workers" in table:
        workers = table.whole("workers", 1)
        if workers > _LARGEST_TEAM:
            raise table.wrong("workers", f"过大，最多为{_LARGEST_TEAM}。")
        options["workers"] = workers
    office = table.section("office").only(*_OFFICE)
    days = office.whole("correction_days", 1) if "correction_days" in office else _USUAL_DAYS
    if days > _MAX_DAYS:
        raise office.wrong("correction_days", f"过大，最多为{_MAX_DAYS}个工作日。")
    given = {key: office.text(key, "") for key in _OFFICE if key != "correction_days"}
    database = table.section("database").only("password")
    return WorkSettings(
        path, table.text("assessor", ""), Office(**given, correction_days=days), options, database.text("password", "")
    )
