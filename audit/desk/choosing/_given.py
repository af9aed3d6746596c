"""What the desk is opened on: by the server that shows it, else by the settings of the folder that JupyterLab runs in."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from audit import recordplace, sources
from audit.decisions import NAME, PASSWORD
from audit.desk._names import ENVIRONMENT, SETTING_NAMES
from audit.disk import files
from audit.errors import UsageError, trouble
from audit.pipeline import Review
from audit.settings import worksettings
from audit.settings.worksettings import NO_OFFICE, Office, WorkSettings

#: Where a setting comes from (Chinese).
_BY_CALL, _CHOSEN, _USUAL = "命令所给", "在此选定", "默认"


@dataclass(frozen=True, slots=True)
class Given:
    """What to open and on which terms: ``paths`` of reports, () to choose at the desk; ``folder`` is the work folder.

    The others are as in ``pipeline.Review``; ``who`` decides, ``out`` is where results go. ``whence`` says by name of a
    setting where it comes from (Chinese). ``is_reviewed`` is whether reports pass 初审, 复审 and 终审, ``office`` is the
    one that checks.
    """

    paths: tuple[str, ...] = ()
    folder: Path = Path()
    who: str = ""
    decisions: str = ""
    out: str = ""
    roster: str = ""
    rubric: str = ""
    previous: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    asof: str = ""
    whence: Mapping[str, str] = field(default_factory=dict)
    is_reviewed: bool = True
    office: Office = NO_OFFICE
    #: What tells the call that gave it from others; "" where none did.
    call: str = ""

    def chosen(self, settings: Mapping[str, Any]) -> Given:
        """The same with settings that were chosen at the desk, those that a call gave left as they are."""
        known = {name: _kind(name, value) for name, value in settings.items() if name in SETTING_NAMES}
        new = {name: value for name, value in known.items() if self.whence.get(name) != _BY_CALL}
        return replace(self, **new, whence={**self.whence, **dict.fromkeys(new, _CHOSEN)})

    @property
    def choices(self) -> dict[str, Any]:
        """The settings that were chosen at the desk."""
        return {name: getattr(self, name) for name, whence in self.whence.items() if whence == _CHOSEN}

    def for_paths(self, paths: Sequence[str]) -> Given:
        """The same for ``paths``: the roster of the work folder says who has to file, and counts where all that was collected is looked at."""
        is_usual = self.whence.get("roster") == worksettings.NAME
        roster = "" if is_usual and sources.are_single_files(paths) else self.roster
        return replace(self, paths=tuple(paths), roster=roster)

    @property
    def record(self) -> str:
        """The place of the record of decisions, which may have to be made yet; UsageError where it cannot be kept there."""
        where = self.decisions or str(self.folder / NAME)
        return recordplace.kept_at(where, self.out)

    def review(self) -> Review:
        """What is asked for besides the reports; what was decided is known of the record that is open."""
        return Review(self.previous, self.roster, self.rubric, self.profile, self.asof, in_steps=self.is_reviewed)

    def settings(self) -> list[dict[str, str]]:
        """Every setting with its value and where it comes from (Chinese), as the desk shows them."""
        values = {name: getattr(self, name) for name in SETTING_NAMES}
        values["decisions"] = self.decisions or NAME
        return [
            {
                "name": name,
                "label": label,
                "value": "；".join(value) if isinstance(value, tuple) else value,
                "whence": self.whence.get(name, _USUAL) if value else "",
            }
            for name, label in SETTING_NAMES.items()
            for value in [values[name]]
        ]


def hand_over(scratch: Path, folder: Path, said: Mapping[str, object]) -> Mapping[str, str]:
    """Have a desk that is begun elsewhere open on the work folder ``folder`` what a call has ``said``, settings by their names and ``paths``.

    It stands in a new file in the folder ``scratch``; what is returned has to be in the environment of the desk.
    """
    path = scratch / "desk.json"
    files.write_private(path, json.dumps({**said, "folder": str(folder)}, ensure_ascii=False))
    return {ENVIRONMENT: str(path)}


def given(environment: Mapping[str, str] = os.environ) -> Given:
    """What the server gave, and for the rest what ``gkaudit.toml`` in the work folder says; UsageError, in Chinese, where either cannot be used."""
    said = _said(environment.get(ENVIRONMENT, ""))
    folder = Path(said.get("folder") or ".").absolute()
    work = worksettings.load(folder)
    if work.password and not os.environ.get(PASSWORD):
        os.environ[PASSWORD] = work.password
    from_file = _from_file(work, folder)
    by_call = {name: _kind(name, value) for name, value in said.items() if name in _NAMES and value}
    by_call.pop("folder", None)
    whence = dict.fromkeys(from_file, worksettings.NAME) | dict.fromkeys(by_call, _BY_CALL)
    return Given(
        folder=folder,
        **(from_file | by_call),
        whence=whence,
        is_reviewed=work.review,
        office=work.office,
        # Each call has a folder of its own for the file.
        call=environment[ENVIRONMENT] if said else "",
    )


_NAMES = frozenset(one.name for one in fields(Given)) - {"whence", "is_reviewed", "office", "call"}
_LISTS = ("paths", "previous", "profile")


def _from_file(work: WorkSettings, folder: Path) -> dict[str, Any]:
    """What the settings of the work folder say, with the paths as they are seen from elsewhere."""
    found: dict[str, Any] = {name: value for name, value in work.options.items() if name in SETTING_NAMES and value}
    for name in ("out", "roster", "rubric", "decisions"):
        if name in found:
            found[name] = _seen_from(folder, str(found[name]))
    for name in ("previous", "profile"):
        if name in found:
            found[name] = tuple(_seen_from(folder, path) for path in found[name])
    return found | ({"who": work.assessor} if work.assessor else {})


def _seen_from(folder: Path, path: str) -> str:
    """A path as written in the work folder; what is no file there is the name of something supplied, or an address."""
    below = folder / path
    return str(below) if folder != Path.cwd() and below.exists() else path


def _said(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        found = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"核查台的启动文件“{path}”无法读取：{trouble(error)}。请重新运行 gkaudit desk。") from error
    except ValueError as error:
        raise UsageError(f"核查台的启动文件“{path}”已损坏。请重新运行 gkaudit desk。") from error
    if not isinstance(found, dict):
        raise UsageError(f"核查台的启动文件“{path}”已损坏。请重新运行 gkaudit desk。")
    return found


def _kind(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
    return str(value)
