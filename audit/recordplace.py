"""Where a record of decisions may be kept: never among results, which may be deleted at any time."""

from __future__ import annotations

from pathlib import Path

from audit import decisions, sources
from audit.errors import UsageError


def kept_at(where: str, out: str) -> str:
    """The place ``where`` of a record, without any password.

    UsageError where it lies in the folder of results ``out`` or in another one, which may be deleted at any time, or where
    a password cannot be put aside.
    """
    if decisions.is_address(where):
        return decisions.address(where)
    # A link may lie among results, or lead there.
    for path in (Path(where).absolute(), Path(where).resolve()):
        if (out and path.resolve().is_relative_to(Path(out).resolve())) or any(map(_holds_results, path.parents)):
            raise UsageError(
                f"人工记录“{where}”在输出目录中，而输出目录可以随时删除。请把人工记录放在输出目录之外，如工作文件夹中。"
            )
    return str(where)


def _holds_results(folder: Path) -> bool:
    is_ours = (folder / sources.MANIFEST).is_file() and (folder / "index.html").is_file()
    return is_ours or (folder / sources.LEDGER_NOTES).is_file()
