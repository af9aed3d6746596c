"""Writing whole files or none."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.errors import RenderError, trouble

#: How names of files end that are being written.
PART = ".part"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends well, and goes when it does not."""
    # Processes of several machines may have the same number.
    part = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{PART}")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise unwritten(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def unwritten(path: Path, error: OSError) -> RenderError:
    """The error that says why ``path`` cannot be written and what to do."""
    advice = "请关闭正在使用该文件的程序，检查磁盘空间和权限，然后重新运行。"
    return RenderError(f"无法写入“{path}”：{trouble(error)}。{advice}")


def write(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in UTF-8, whole or not at all."""
    with whole(path) as part:
        part.write_text(text, "utf-8", errors="replace", newline="\n")
