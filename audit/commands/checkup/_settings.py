"""What counts in the work folder, each value with where it comes from, for ``gkaudit doctor``; no secret among them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit import decisions
from audit.commands.calls.defaults import USUAL_WORKERS
from audit.commands.checkup._component import Check
from audit.errors import UsageError
from audit.machine.installed import resources
from audit.settings.worksettings import KEYS, NAME, WorkSettings, load

_NONE = "没有给出"
#: Options that name files, with what is supplied under a name of its own.
_FILES: Mapping[str, tuple[str, ...]] = {
    "roster": tuple(resources.ROSTERS.files),
    "rubric": tuple(resources.RUBRICS.files),
    "previous": (),
}
#: Options whose values are read, so that they may be refused.
_READ = ("roster", "rubric", "profile", "asof", "decisions")


def work_settings() -> Check:
    """What counts in this folder, and whence."""
    work = load(Path())
    head = str(work.path.resolve()) if work.path else f"当前文件夹没有{NAME}，各项为默认"
    found = "\n".join((head, *_lines(work), *filter(None, (work.unused,))))
    absent, refused = _absent(work), _refused(work)
    if absent or refused:
        named = "、".join(f"{key}的“{name}”" for key, name in absent)
        missing = [f"找不到{named}"] if named else []
        cost = f"用到的命令会停下：{'；'.join((*missing, *refused)).rstrip('。')}。"
        return Check("settings", "工作设置", "fault", found, cost, f"在{NAME}中更正，或删去该行。")
    if _is_shared(work):
        cost = "其中有数据库密码，本机的其他用户可以读取。"
        return Check("settings", "工作设置", "lack", found, cost, f"执行 chmod 600 {NAME}。")
    return Check("settings", "工作设置", "ok", found)


def _lines(work: WorkSettings) -> list[str]:
    """A line for each key, in Chinese: what it is, its value, whence."""
    return [f"{what}（{key}）：{_value(work, key)}，{_whence(work, key)}" for key, what in KEYS.items()]


def _absent(work: WorkSettings) -> list[tuple[str, str]]:
    """The files that the settings name and that are not there, each behind its key."""
    found = []
    for key, supplied in _FILES.items():
        value = work.options.get(key, ())
        names = (value,) if isinstance(value, str) else value
        assert not isinstance(names, int)  # noqa: S101 – only workers is a number
        found += [(key, name) for name in names if name not in supplied and not Path(name).exists()]
    return found


def _refused(work: WorkSettings) -> list[str]:
    """Why commands that use the settings stop (Chinese), each value that they cannot use with its reason; files that are not there are told by ``_absent``."""
    missing = {key for key, _ in _absent(work)}
    found = []
    for key in (one for one in _READ if one in work.options and one not in missing):
        try:
            _refuse(work, key)
        except UsageError as error:
            found.append(f"{key}：{error}")
    return found


def _refuse(work: WorkSettings, key: str) -> None:
    """UsageError where the value of ``key`` cannot be used."""
    # What reads rosters and rules is loaded where there are settings that name them.
    from audit import pipeline, recordplace  # noqa: PLC0415

    given: Mapping[str, Any] = {key: work.options[key]}
    if key == "decisions":
        recordplace.kept_at(given[key], str(work.options.get("out", "")))
    else:
        pipeline.Review(**given).terms()


def _is_shared(work: WorkSettings) -> bool:
    """Whether others may read the file, which holds the password."""
    return bool(os.name == "posix" and work.password and work.path and work.path.stat().st_mode & 0o077)


def _whence(work: WorkSettings, key: str) -> str:
    if key == "database.password" and (set_in := os.environ.get(decisions.PASSWORD)) and set_in != work.password:
        return f"来自环境变量{decisions.PASSWORD}"
    return f"来自{NAME}" if key in work.given else "默认"


def _value(work: WorkSettings, key: str) -> str:
    section, _, name = key.rpartition(".")
    if section == "office":
        return str(getattr(work.office, name) or _NONE)
    if section == "database":
        return "已给出，不显示" if work.password or os.environ.get(decisions.PASSWORD) else _NONE
    if key == "assessor":
        return work.assessor or _NONE
    if key == "review":
        return "分三步" if work.review else "不分步"
    if key == "decisions":
        return _record(str(work.options.get(key, "")))
    value = work.options.get(key, USUAL_WORKERS if key == "workers" else "")
    return ("、".join(value) if isinstance(value, tuple) else str(value)) or _NONE


def _record(given: str) -> str:
    where = given or decisions.NAME
    if decisions.is_address(where):
        try:
            return decisions.address(where)
        except UsageError as error:
            return str(error)
    return where if Path(where).is_file() else f"{where}（现在没有这个文件）"
