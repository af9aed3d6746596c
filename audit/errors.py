"""The toolkit's own failures; a report's faults are outcomes, never exceptions.

Every message is Chinese and says what happened, where, what had been expected
and what to do. The original exception is kept as ``__cause__``.
"""

from __future__ import annotations

import errno

_TROUBLES = {
    errno.ENOENT: "找不到该文件",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EIO: "磁盘读写出错",
}


def trouble(error: OSError) -> str:
    """What the system says of a file that it cannot open or write, in Chinese."""
    return _TROUBLES.get(error.errno or 0, f"系统错误{error.errno}" if error.errno else str(error))


class AuditError(Exception):
    """Any failure of the toolkit itself; ``str(error)`` is the Chinese message."""


class ReadError(AuditError):
    """A document cannot be read (damaged, encrypted, too large, unknown format)."""


class FormError(AuditError):
    """A form file (``audit/forms/*.toml``) contradicts itself."""


class RuleError(AuditError):
    """A rule file lacks a part of its documentation or its id is taken."""


class RenderError(AuditError):
    """A notebook or page could not be made."""


class NotYetError(AuditError):
    """An option of the command line that this version does not offer yet."""


class UsageError(AuditError):
    """A command was called with a value it cannot take."""
