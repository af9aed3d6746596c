"""How much memory the system lets a process of this run have."""

from __future__ import annotations

import sys

from audit.errors import RoomError

#: Bytes of address space that a batch takes: a notebook's kernel with its libraries reserves most of it.
BATCH = 1280 * 1024 * 1024
#: Address space that one document may take in a process apart, beyond what that holds already, in bytes: of text, and of
#: pictures that are recognised, whose libraries reserve about twice what they fill.
TEXT_MEMORY, PICTURE_MEMORY = 400 * 1024 * 1024, 1024 * 1024 * 1024


def limit() -> int | None:
    """Bytes of address space that a process may have; None where there is no limit, or none that can be known."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 – not on every system

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft


def demand(size: int) -> None:
    """RoomError, in Chinese, where a process may not have ``size`` bytes: libraries hang or crash that run out of it."""
    allowed = limit()
    if allowed is not None and allowed < size:
        raise RoomError(
            f"本次运行的内存上限为{allowed // 2**20}MB，批量核查至少需要{size // 2**20}MB，没有执行任何操作。"
            "请放宽限制（ulimit -v）后重试，或用gkaudit check核查。"
        )
