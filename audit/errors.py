"""The toolkit's own failures; a report's faults are outcomes, never exceptions.

Every message is Chinese and says what happened, where, what had been expected
and what to do. The original exception is kept as ``__cause__``.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audit.text.steering import harmless

#: Steps of a fault's way through the code that are told, the last ones.
_STEPS = 40
#: What the system says, in words; the braces take what was wanted.
_TROUBLES = {
    errno.ENOENT: "找不到该文件",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: "没有{}权限",
    errno.EPERM: "没有{}权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "链接指向自身",
    errno.EIO: "磁盘读写出错",
}


def trouble(error: OSError, doing: str = "") -> str:
    """What the system says of a file that it cannot open or write, in Chinese; ``doing`` (读取) is what was wanted of it."""
    known = _TROUBLES.get(error.errno or 0)
    return known.format(doing) if known else f"系统错误{error.errno}" if error.errno else str(error)


class AuditError(Exception):
    """Any failure of the toolkit itself; ``str(error)`` is the Chinese message."""

    def __str__(self) -> str:
        return harmless(super().__str__())

    def _render_traceback_(self) -> list[str]:
        """What notebooks show of it: the message alone, which says what to do."""
        return [str(self)]


class ReadError(AuditError):
    """A document cannot be read (damaged, encrypted, too large, unknown format)."""


class NotFoundError(ReadError):
    """Nothing to read stands at a path: no such file, or a folder without reports."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A fault of the toolkit's own: the Chinese ``reason`` for people, and what a record may hold of it.

    That is where in the code it arose, and the document's structure by counts; no text of it.
    """

    reason: str
    trace: str
    structure: Mapping[str, int | str] = field(default_factory=dict)


class OwnError(AuditError):
    """The toolkit itself failed at a document or a step; says nothing about the document. ``trace`` is as ``trace``'s."""

    def __init__(self, message: str, trace: str) -> None:
        super().__init__(message)
        self.trace = trace

    def __reduce__(self) -> tuple[type[OwnError], tuple[str, str]]:
        return OwnError, (str(self), self.trace)

    @classmethod
    def of(cls, error: BaseException) -> OwnError:
        """``error`` as a fault of our own; itself where it is one already."""
        if isinstance(error, cls):
            return error
        reason = (
            f"工具内部错误（{type(error).__name__}：{error}），不是文件的问题。请将文件与本信息一并反馈给维护人员。"
        )
        return cls(reason, trace(error))


def trace(error: BaseException) -> str:
    """The way through the code to ``error`` and what it arose from: types, files and lines, never what was worked on."""
    parts: list[str] = []
    following: BaseException | None = error
    while following is not None and len(parts) < _STEPS:
        steps = [
            f"  {_code(Path(frame.f_code.co_filename))}:{line} {frame.f_code.co_qualname}"
            for frame, line in traceback.walk_tb(following.__traceback__)
        ]
        parts += ["\n".join([type(following).__qualname__, *steps[-_STEPS:]])]
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return "\n".join(parts)


def _code(path: Path) -> str:
    """A file of code from its package on: where the toolkit is installed is nobody's concern."""
    for root in (Path(__file__).parents[1], *(parent for parent in path.parents if parent.name == "site-packages")):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


class FormError(AuditError):
    """A form file (``audit/forms/*.toml``) contradicts itself."""


class RuleError(AuditError):
    """A rule file lacks a part of its documentation or its id is taken."""


class RenderError(AuditError):
    """A notebook or page could not be made."""


class RoomError(AuditError):
    """The machine lacks the memory, or the room in its temporary folder, that a step needs."""


class UsageError(AuditError):
    """A command was called with a value it cannot take."""


class DecisionsError(AuditError):
    """The record of what people decided cannot be read or written."""
