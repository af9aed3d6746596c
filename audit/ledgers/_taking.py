"""A filled ledger taken into a record."""

from __future__ import annotations

import datetime as dt
import stat
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audit import decisions
from audit.decisions import Standings
from audit.errors import UsageError, trouble
from audit.ledgerrows import CHINA
from audit.ledgers._files import is_open_elsewhere, is_saved_otherwise
from audit.ledgers._filled import filled
from audit.ledgers._plan import ImportPlan, plan

_MAX_BYTES = 100_000_000
#: How often the record is looked at again where others write meanwhile.
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: its plan, how many events were kept, and in which record (as people are told it)."""

    plan: ImportPlan
    kept: int
    place: str


def take(
    path: str | Path,
    record: str,
    who: str,
    tell: Callable[[ImportPlan, ImportPlan | None], None],
    *,
    dry_run: bool = False,
) -> Imported:
    """Take what the ledger at ``path`` says into ``record`` by ``who``; ``tell`` is given the plan before anything is kept.

    Where others write meanwhile it is given the new plan with the one that it was given before. With ``dry_run`` nothing is kept. UsageError, in Chinese, where the file cannot be read, is open elsewhere, or is no ledger;
    DecisionsError where the record cannot be used.
    """
    if is_saved_otherwise(Path(path)):
        raise UsageError(
            f"台账“{path}”是{Path(path).suffix.lower()}文件，没有导入。请在Excel、WPS或LibreOffice中打开，另存为.xlsx后再导入。"
        )
    ledger = filled(_read(Path(path)), str(path))
    today = dt.datetime.now(CHINA).date()
    is_file = not decisions.is_address(record)
    if is_file and not Path(record).is_file():
        found = plan(ledger, Standings(()), who, "", today)
        if dry_run or not found.taken:  # A record is not begun for nothing.
            tell(found, None)
            return Imported(found, 0, str(Path(record).resolve()))
    with decisions.open_record(record, reading=dry_run) as kept:
        place = str(Path(record).resolve()) if is_file else kept.place
        group = str(uuid.uuid4())
        told: ImportPlan | None = None
        for attempt in range(_ATTEMPTS):
            standings = kept.standings()
            found = plan(ledger, standings, who, group, today)
            if told is None or not found.says_as(told):
                tell(found, told)
                told = found
            if dry_run or not found.taken:
                return Imported(found, 0, place)
            seen = standings.events[-1].sequence if standings.events else 0
            try:
                made = kept.add([one.entry for one in found.taken], who, seen=seen)
            except decisions.OvertakenError:
                if attempt + 1 == _ATTEMPTS:
                    raise
            else:
                return Imported(found, len(made), place)
        raise AssertionError("unreachable")


def _read(path: Path) -> bytes:
    if lock := is_open_elsewhere(path):
        raise UsageError(
            f"台账“{path}”正在其他程序中打开，可能有尚未保存的内容，没有导入。请保存并关闭后再导入；"
            f"如确已关闭，请删除同一文件夹中的“{lock}”后重试。"
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError(f"台账“{path}”不是普通文件（是文件夹、管道或设备），没有导入。请检查路径。")
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise UsageError(f"台账“{path}”超过{_MAX_BYTES // 1_000_000}MB，没有导入。请使用本工具生成的台账填写。")
        return data
    except PermissionError as error:
        raise UsageError(f"台账“{path}”不能读取：没有权限，或正在其他程序中打开。请保存并关闭后再导入。") from error
    except OSError as error:
        raise UsageError(f"台账“{path}”不能读取：{trouble(error)}。请检查路径。") from error
