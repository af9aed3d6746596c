"""What the server answers with: the desk's page, the notices in its place, and the few things that the page asks for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler, StaticFileHandler
from voila.handler import VoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from audit.machine.installed.resources import PACKAGE
from audit.serving._kernels import LARGEST_MESSAGE, EndReason, Kernels
from audit.serving._news import PageNews
from audit.serving._notices import NO_PAGE, PageNotice, notice

#: The folder of our own scripts and styles.
STATIC = PACKAGE / "serving" / "static"
_ELSEWHERE = PageNotice(
    "核查台已在另一个标签页打开",
    "同一时间只在一个标签页中核查，请转到该标签页。需要改在本页打开的，请先保存那里尚未保存的文字。",
)
#: What a page is told in whose place another one came.
TAKEN = PageNotice("核查台已改在另一个标签页打开", "本页已停用，可以关闭。已保存的认定都在人工记录中。")
#: What a page is told whose kernel died.
DIED = PageNotice(
    "核查程序意外停止", "已保存的认定都在人工记录中。请先复制本页尚未保存的文字，再刷新本页，即可从原处继续。"
)
#: What a page is told that has no kernel any more, by why.
ENDED: Mapping[EndReason, PageNotice] = {
    "taken": TAKEN,
    "died": DIED,
    "left": PageNotice(
        "本页已失效",
        "本页是以前打开的，或与核查台断开过久，核查台没有在本页中打开。已保存的认定都在人工记录中。请刷新本页。",
    ),
}
_FAULT = PageNotice(
    "工具内部出现故障",
    "请刷新本页；仍不能打开的，请结束后重新运行 gkaudit desk，或运行 gkaudit doctor 检查本机。",
    link="/",
)


class Chinese(RequestHandler):
    """Says in Chinese, and without where in the code it was, that something went wrong."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with a notice."""
        self.finish(notice(NO_PAGE if status_code in {400, 404, 405} else _FAULT))


class Enter(Chinese):
    """Takes the key out of the address and hands it over as a cookie."""

    def get(self) -> None:
        """Let in whoever has the key, by a page without it in its address."""
        if not self.application.admits(self.get_query_argument("key", "")):  # type: ignore[attr-defined]
            self.set_status(401)
            self.finish(
                notice(
                    PageNotice(
                        "地址中的钥匙不正确", "请使用运行 gkaudit desk 时列出的地址；核查台每次启动，地址都不同。"
                    )
                )
            )
            return
        address = self.application.address  # type: ignore[attr-defined]
        self.set_cookie(address.cookie, address.key, httponly=True, samesite="Lax", path="/")
        self.redirect("/")


class Page(Chinese, VoilaHandler):
    """The one page: the notebook executed by a kernel of its own, shown by Voilà."""

    def check_xsrf_cookie(self) -> None:
        """The gate looks at where a request comes from; this page is only read."""

    async def get(self) -> None:
        """Show the desk, or that another tab has it."""
        kernels: Kernels = self.kernel_manager
        if self.request.query:
            self.redirect("/")
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if kernels.is_shown():
            await self.finish(notice(_ELSEWHERE, "elsewhere.html.j2"))
            return
        await kernels.end_all_but_shown()
        try:
            async for part in self.get_generator():
                self.write(part)
                await self.flush()
        except StreamClosedError:
            return


class Model(Chinese, KernelHandler):
    """What the page is told of its kernel."""

    SUPPORTED_METHODS = ("GET",)

    async def get(self, kernel_id: str) -> None:
        """Say how the kernel is, or as title and text of a notice why there is none any more."""
        kernels = cast("Kernels", self.kernel_manager)
        if kernel_id in kernels:
            await super().get(kernel_id)  # type: ignore[misc]  # a coroutine, whatever its base says
            return
        said = ENDED[kernels.why_ended(kernel_id) or "left"]
        self.set_status(404)
        self.finish(json.dumps([said.title, said.text], ensure_ascii=False))


class Channels(VoilaKernelWebsocketHandler):
    """The socket between a page and its kernel."""

    @property
    def max_message_size(self) -> int:
        """Bytes of one message."""
        return LARGEST_MESSAGE


class _DeskRequest(Chinese):
    """Something that the page asks the server to do."""

    def initialize(self, news: PageNews, kernels: Kernels) -> None:
        """Take what is told to pages, and their kernels."""
        self.news, self.kernels = news, kernels

    def check_xsrf_cookie(self) -> None:
        """The gate lets in requests from our own page alone."""

    def prepare(self) -> None:
        """Refuse to do anything for a request that does not say where it comes from."""
        if self.request.method == "POST" and "Origin" not in self.request.headers:
            raise HTTPError(403)


class State(_DeskRequest):
    """Whether a page is open."""

    def get(self) -> None:
        """Answer with an object."""
        self.finish({"open": self.kernels.is_shown()})


class Take(_DeskRequest):
    """Has the desk opened in the tab that asks, and no longer in the other one."""

    async def post(self) -> None:
        """End the kernel of the other page."""
        self.news.over(TAKEN)
        await self.kernels.end_shown()
        self.set_status(204)


class Active(_DeskRequest):
    """Hears that somebody works at the page."""

    def post(self) -> None:
        """Count the idle hours from now."""
        self.news.active()
        self.set_status(204)


class Leave(_DeskRequest):
    """Ends the server."""

    def post(self) -> None:
        """Answer, then end."""
        self.set_status(204)
        self.finish()
        self.news.leave()


class Listen(_DeskRequest):
    """Tells a page what it has to know, when there is something."""

    _queue: asyncio.Queue[PageNotice | None] | None = None

    async def get(self) -> None:
        """Answer with events until the page is gone."""
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        with self.news.heard() as self._queue:
            try:
                self.write(":\n\n")
                await self.flush()
                while said := await self._queue.get():
                    self.write(f"event: over\ndata: {json.dumps([said.title, said.text], ensure_ascii=False)}\n\n")
                    await self.flush()
            except StreamClosedError:
                return

    def on_connection_close(self) -> None:
        """Nobody listens any more."""
        super().on_connection_close()
        if self._queue is not None:
            self._queue.put_nowait(None)


class Files(Chinese, StaticFileHandler):
    """Scripts and styles of what surrounds the desk."""


class Made(Chinese):
    """A script or style that is put together: that of the desk."""

    def initialize(self, kind: str, text: Callable[[], str]) -> None:
        """Take the kind of text (MIME), and what gives it."""
        self._kind, self._text = kind, text

    def get(self) -> None:
        """Answer with the text."""
        self.set_header("Content-Type", f"{self._kind}; charset=utf-8")
        self.finish(self._text())
