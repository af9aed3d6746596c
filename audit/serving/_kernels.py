"""The kernels of the desk: one a page, ended when its page is gone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, Literal

from ipykernel.kernelspec import RESOURCES
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets.config import Config

#: Seconds for which a kernel waits for its page: to come for the first time, and to come back.
_FIRST, _AGAIN = 90.0, 15.0
#: Bytes of one message from the page; files are handed over in pieces of 1 MiB.
LARGEST_MESSAGE = 4 * 1024 * 1024
#: Why a kernel ends: another page took the desk over, it died by itself, or its page was gone for long, or is not wanted.
EndReason = Literal["taken", "died", "left"]
#: What a page may ask of its kernel: to speak with its widgets, and nothing to execute.
ALLOWED = ("comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request")
#: A kernel looks after its server only once it has started, which takes longer than a server may live; the desk is begun
#: while the browser still loads the page.
_FIRST_LINE = (
    "from audit import desk; from audit.machine import children; "
    f"children.end_with_parent({os.getpid()}); desk.begin(); del children, desk"
)
#: Nothing is kept of what is executed.
_OPTIONS = (
    "--InteractiveShellApp.ignore_cwd=True",
    "--HistoryManager.enabled=False",
    f"--InteractiveShellApp.exec_lines={_FIRST_LINE}",
)


class Specs(KernelSpecManager):
    """The kernel of this interpreter and no other, whatever the user has registered."""

    def find_kernel_specs(self) -> dict[str, str]:
        """The one kernel, by its name."""
        return {NATIVE_KERNEL_NAME: RESOURCES}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002 – whatever a notebook calls it
        """How it is started: nothing is imported from the work folder, in which there are documents of others."""
        command = [sys.executable, "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            resource_dir=RESOURCES, argv=[*command, *_OPTIONS], display_name="Python 3", language="python"
        )


def begun(folder: Path, scratch: Path, environment: Mapping[str, str], log: logging.Logger) -> Kernels:
    """The kernels of the desk of the work folder ``folder``; ``scratch`` is a folder of this user alone."""
    config = Config({"KernelRestarter": {"restart_limit": 0}})
    return Kernels(
        config=config,
        log=log,
        root_dir=str(folder),
        connection_dir=str(scratch),
        kernel_spec_manager=Specs(config=config, log=log),
        allowed_message_types=list(ALLOWED),
        environment=environment,
    )


class Kernels(AsyncMappingKernelManager):
    """Starts a kernel for each page, the first ahead of it; ends each that no page is connected with."""

    def __init__(self, *, environment: Mapping[str, str], **kwargs: Any) -> None:
        """``environment`` is what the kernels find set besides what we find ourselves."""
        super().__init__(**kwargs)
        self._environment = environment
        #: What is called when the kernel of a page died that is open or on its way.
        self.died: Callable[[], None] = lambda: None
        #: What is called when another page came in the place of one that is not connected, or not yet.
        self.taken: Callable[[], None] = lambda: None
        self._ends: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Future[Any]] = set()
        self._spare: asyncio.Future[str] | None = None
        #: When that was started which is ahead of its page.
        self._prepared = 0.0
        #: Those that pages wait for.
        self._starting: set[asyncio.Future[str]] = set()
        self._is_over = False
        #: Why kernels have ended, by their ids.
        self._why: dict[str, EndReason] = {}

    def why_ended(self, kernel_id: str) -> EndReason | None:
        """Why the kernel has ended; None where it is not known, as of one of another server."""
        return self._why.get(kernel_id)

    async def prepare(self) -> None:
        """Start a kernel for the first page, which the browser needs some time to ask for; its process runs then."""
        self._prepared = time.monotonic()
        self._spare = self._doing(self._started())
        await asyncio.wait([self._spare])

    async def start_kernel(self, **_: Any) -> str:  # type: ignore[override]  # as its own base does
        """A kernel for a page: its id. It is ours to say how it is started."""
        if self._is_over:
            raise HTTPError(503)
        spare, self._spare = self._spare, None
        starting: asyncio.Future[str] = self._doing(self._ahead(spare) if spare else self._started())
        self._starting.add(starting)
        try:
            name = await starting
        finally:
            self._starting.discard(starting)
        self.add_restart_callback(name, lambda: self._lost(name), "dead")
        self._end_after(_FIRST, name)
        return name

    async def _ahead(self, spare: asyncio.Future[str]) -> str:
        """The kernel that was started ahead; another one where it died, or read long ago what the page is to show."""
        name = await spare
        if name in self and time.monotonic() - self._prepared < _FIRST and await self.is_alive(name):
            return name
        await self._end(name)
        return await self._started()

    async def _started(self) -> str:
        options: dict[str, Any] = {"stdin": DEVNULL, "stdout": DEVNULL, "stderr": DEVNULL, "path": ""}
        return await super().start_kernel(env={**os.environ, **self._environment}, **options)

    def notify_connect(self, kernel_id: str) -> None:
        """A page is connected."""
        super().notify_connect(kernel_id)
        if end := self._ends.pop(kernel_id, None):
            end.cancel()

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page is gone: closed, left for another one, or cut off for a moment."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self and not self.is_shown(kernel_id):
            self._end_after(_AGAIN, kernel_id)

    def is_shown(self, kernel_id: str | None = None) -> bool:
        """Whether a page is connected with the kernel, or with any."""
        counts = self._kernel_connections
        return bool(counts.get(kernel_id, 0)) if kernel_id is not None else any(counts.values())

    async def end_all_but_shown(self) -> None:
        """End the kernels whose pages are gone, at once: a new page comes in their place."""
        # One that is only just being started could not be ended, and two pages would have the desk.
        while self._starting:
            await asyncio.wait(set(self._starting))
            await asyncio.sleep(0)
        if over := [name for name in self.list_kernel_ids() if name in self._ends]:
            await asyncio.gather(*(self._end(name, "taken") for name in over))
            self.taken()

    async def end_shown(self) -> None:
        """End all kernels of pages."""
        await asyncio.gather(*(self._end(name, "taken") for name in self.list_kernel_ids() if self.is_shown(name)))

    async def end_all(self) -> None:
        """End every kernel, one that is only just being started too; none is started any more."""
        self._is_over = True
        if starting := {*self._starting, *filter(None, [self._spare])}:
            await asyncio.wait(starting)
        await asyncio.gather(*map(self._end, self.list_kernel_ids()))

    def _end_after(self, seconds: float, name: str) -> None:
        if before := self._ends.pop(name, None):
            before.cancel()
        loop = asyncio.get_running_loop()
        self._ends[name] = loop.call_later(seconds, lambda: self._doing(self._end(name)))

    async def _end(self, name: str, why: EndReason = "left") -> None:
        self._why.setdefault(name, why)
        if end := self._ends.pop(name, None):
            end.cancel()
        # It may have been ended otherwise meanwhile.
        with contextlib.suppress(KeyError, RuntimeError, HTTPError):
            await self.shutdown_kernel(name)

    def _lost(self, name: str) -> None:
        """The kernel died; an empty one in its place would be of no use to the page."""
        # A page that is still on its way is not connected yet, and would wait for ever.
        if self.is_shown(name) or not self.is_shown():
            self.died()
        self._doing(self._end(name, "died"))

    def _doing(self, what: Any) -> asyncio.Future[Any]:
        task: asyncio.Future[Any] = asyncio.ensure_future(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
