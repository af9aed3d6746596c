"""Reports in folders, and one read from disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from audit.containers import MAX_FILE
from audit.errors import NotFoundError, ReadError, trouble
from audit.sources._notreports import is_part_of_saved_page, is_result, may_be_report
from audit.sources._ondisk import is_file, is_folder


def reports_below(folder: Path) -> list[Path]:
    """The files below ``folder`` that may be reports, and the folders there that cannot be looked into, sorted."""
    there = partial(_is_there, folder)
    wanted = (
        folder / name for name in _files_below(folder) if may_be_report(name) and not is_part_of_saved_page(name, there)
    )
    return sorted(path for path in wanted if (is_file(path) or is_folder(path)) and not is_result(path))


def _files_below(folder: Path) -> Iterator[Path]:
    """Every file below ``folder``, named from there on; and every folder that cannot be looked into."""
    closed: list[str] = []
    for where, _, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        yield from (Path(where, name).relative_to(folder) for name in names)
    yield from (Path(name).relative_to(folder) for name in closed)


def _is_there(folder: Path, name: Path) -> bool:
    return is_file(folder / name)


def read_file(path: Path) -> bytes:
    """The bytes of the file at ``path``; ReadError, in Chinese, where it is none, is too large, or cannot be read."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode) and not stat.S_ISDIR(state.st_mode):
            raise ReadError(f"“{path}”是设备或管道，不是普通文件，未读取。请给出报告文件的路径。")
        if stat.S_ISDIR(state.st_mode):
            os.scandir(path).close()  # says why it cannot be looked into, if so
            if reports_below(path):
                raise NotFoundError(f"“{path}”是文件夹，不是一份报告文件。请给出其中的文件。")
            raise NotFoundError(f"文件夹“{path}”中没有找到可以读取的报告文件。请核对路径。")
        size = state.st_size
        if size > MAX_FILE:
            raise ReadError(
                f"文件有{size // 1024 // 1024}MB，超过{MAX_FILE // 1024 // 1024}MB的上限，未读取。请确认文件是一份年度报告。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(f"找不到文件“{path}”。请核对路径。") from error
    except OSError as error:
        raise ReadError(f"无法打开文件“{path}”：{trouble(error, '读取')}。请检查文件名、权限或磁盘。") from error
    except ValueError as error:  # a null character
        raise ReadError(f"路径“{path}”含有不能用于文件名的字符。请核对路径。") from error
