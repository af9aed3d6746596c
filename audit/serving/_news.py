"""What the server and its pages tell each other: that somebody works, that the desk is over, and that it shall end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from audit.serving._notices import PageNotice

#: Seconds after which a loop without anything to do is gone through again: that of Windows hears Ctrl-C only then.
_LOOK = 1.0


class PageNews:
    """What is told to the pages that listen, and heard from them."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[PageNotice | None]] = set()
        self._left: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._active = time.monotonic()

    def over(self, said: PageNotice) -> None:
        """Tell every page that it is of no more use, and why."""
        for queue in self._listeners:
            queue.put_nowait(said)

    @contextmanager
    def heard(self) -> Iterator[asyncio.Queue[PageNotice | None]]:
        """What is told while the block runs; None puts an end to it."""
        queue: asyncio.Queue[PageNotice | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def active(self) -> None:
        """Somebody works."""
        self._active = time.monotonic()

    def leave(self, why: str = "") -> None:
        """End the server."""
        if not self._left.done():
            self._left.set_result(why)

    async def left(self, idle_seconds: float) -> str:
        """Wait until the server shall end, or nobody has worked for so long: why, in Chinese, or ""."""
        while True:
            rest = self._active + idle_seconds - time.monotonic()
            if rest <= 0:
                return f"已闲置{idle_seconds / 3600:g}小时"
            try:
                return await asyncio.wait_for(asyncio.shield(self._left), min(rest, _LOOK))
            except TimeoutError:
                continue
