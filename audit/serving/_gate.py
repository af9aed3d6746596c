"""Who is let in: one gate before everything that is served, pages, files and the kernel's socket alike."""

from __future__ import annotations

import hmac
from functools import partial
from typing import Any

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import Application, OutputTransform, RequestHandler

from audit.serving._notices import NO_PAGE, PageNotice, notice
from audit.serving.reached import Address

#: The path that takes the key; nobody has a cookie yet there.
ENTER = "/desk/enter"


class Gate(Application):
    """Serves whoever calls this machine by its own name, from a page of ours, and has the key."""

    def __init__(self, address: Address, **settings: Any) -> None:
        super().__init__([], default_handler_class=GateRefusal, default_handler_args={"status": 404}, **settings)
        self.address = address
        self.add_transform(partial(_Headers, address))  # type: ignore[arg-type]  # it calls what it is given

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """The handler of a request, which is that of a refusal for whoever is not let in."""
        if status := self._refused(request):
            return self.get_handler_delegate(request, GateRefusal, {"status": status})
        return super().find_handler(request, **kwargs)

    def _refused(self, request: HTTPServerRequest) -> int:
        """The status with which a request is refused; 0 where it is not.

        Another host name is that of a site that had its name lead here; another origin is a page of somebody else's.
        """
        headers = request.headers
        if headers.get("Host", "").lower() not in self.address.hosts:
            return 421
        origin = headers.get("Origin")
        if origin is not None and origin.lower() != f"http://{headers['Host'].lower()}":
            return 403
        # A page of somebody else's may lead here, but take nothing from here into itself.
        is_taken = headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or headers.get("Sec-Fetch-Dest") == "iframe"
        if is_taken and headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return 403
        if request.path == ENTER:
            return 0
        shown = request.cookies.get(self.address.cookie)
        return 0 if shown is not None and self.admits(shown.value) else 401

    def admits(self, key: str) -> bool:
        """Whether ``key`` is the key."""
        return hmac.compare_digest(key.encode("utf-8", "replace"), self.address.key.encode())


class GateRefusal(RequestHandler):
    """Says in Chinese why nothing is served: to whoever is not let in, and where nothing is."""

    def initialize(self, status: int) -> None:
        """Take the status to answer with."""
        self._status = status

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here, whoever asks."""

    def prepare(self) -> None:
        """Answer every method alike."""
        self.set_status(self._status)
        self.finish(notice(_REFUSED[self._status]))


_REFUSED = {
    401: PageNotice(
        "没有打开核查台的钥匙", "请使用运行 gkaudit desk 时自动打开的页面或列出的地址；核查台每次启动，地址都不同。"
    ),
    403: PageNotice("不提供给其他网页", "核查台只接受自己页面的请求。"),
    404: NO_PAGE,
    421: PageNotice("地址不正确", "请使用运行 gkaudit desk 时列出的地址，以http://127.0.0.1开头。"),
}


class _Headers(OutputTransform):
    """What every answer says to the browser: nothing comes from outside, nothing is kept, no page shows the desk inside."""

    def __init__(self, address: Address, _: HTTPServerRequest) -> None:
        socket = address.origin.replace("http:", "ws:")
        self._policy = "; ".join(
            [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                f"connect-src 'self' {socket}",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "form-action 'none'",
            ]
        )

    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: ARG002
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add the headers."""
        headers["Content-Security-Policy"] = self._policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers.pop("Server", None)
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return status_code, headers, chunk
