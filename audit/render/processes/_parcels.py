"""Jobs and results on their way between machines: files in a folder that these share, each whole, signed, and taken once."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.cache import opened, pack, signed
from audit.disk import files
from audit.errors import RenderError, trouble

#: The folder below that of the cache.
FOLDER = "jobs"
#: Seconds after which a shared folder shows what another machine has written into it.
_LATE = 10.0


@dataclass(frozen=True, slots=True)
class Parcels:
    """The files in ``folder`` of one run, which the ``key`` made for it signs: whatever it did not sign is not opened."""

    folder: Path
    key: bytes

    def put(self, name: str, what: Any) -> None:
        """Lay ``what`` down under ``name``; RenderError where that cannot be written."""
        with files.whole(self.folder / name, lasting=False) as part:
            part.write_bytes(signed(self.key, name, pack(what)))

    def take(self, name: str) -> Any:
        """What lies under ``name``; RenderError where nothing does, or nothing of this run."""
        what = opened(self.key, name, self._read(name))
        if what is None:
            raise RenderError(f"“{self.folder / name}”不是本次核查写入的内容，没有使用。请检查谁可以写入输出文件夹。")
        return what

    def drop(self, name: str) -> None:
        """Remove what lies under ``name``."""
        with suppress(OSError):
            (self.folder / name).unlink(missing_ok=True)

    def size(self, name: str) -> int:
        """The bytes of what lies under ``name``."""
        return (self.folder / name).stat().st_size

    def _read(self, name: str) -> bytes:
        path, until = self.folder / name, time.monotonic() + _LATE
        while True:
            try:
                return path.read_bytes()
            except FileNotFoundError as error:
                if time.monotonic() > until:
                    raise RenderError(f"在共享的输出文件夹中找不到“{path}”。请检查共享文件夹的连接。") from error
                time.sleep(0.1)
            except OSError as error:
                raise RenderError(f"无法读取“{path}”：{trouble(error, '读取')}。请检查共享文件夹的权限。") from error
