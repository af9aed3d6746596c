"""The server: Voilà with one notebook, and of its parts only those that this notebook needs."""

from __future__ import annotations

import socket
from typing import Any

from tornado.httpserver import HTTPServer
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration

from audit.machine.installed.resources import HOME
from audit.serving import _pages
from audit.serving._gate import ENTER, Gate
from audit.serving._kernels import LARGEST_MESSAGE, Kernels, Specs
from audit.serving._news import PageNews
from audit.serving._notices import TEMPLATES, PageNotice
from audit.serving._service import Service
from audit.serving.reached import Address

_NOTEBOOKS = HOME / "notebooks"
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
#: Bytes that a request may carry: words alone; files come by the socket.
_LARGEST_REQUEST = 64 * 1024
_ENDED = "已保存的认定都在人工记录中。可以关闭本页；再次核查请运行 gkaudit desk。"
#: What the parts of Voilà and Jupyter are told.
_CONFIG = {
    "VoilaConfiguration": {
        "allow_template_override": "NO",
        "allow_theme_override": "NO",
        "extension_config": {},
        "file_allowlist": [],
        "kernel_spec_manager_class": Specs,
        # The heartbeat for proxies is a script inside the page; there is no proxy.
        "http_keep_alive_timeout": 24 * 3600,
        "show_tracebacks": False,
    },
    # The kernel is ours, and what it says is never dropped.
    "ZMQChannelsWebsocketConnection": {"limit_rate": False},
    "VoilaExecutor": {"timeout": None},
}


async def serve(listening: socket.socket, address: Address, service: Service, kernels: Kernels) -> str:
    """As ``audit.serving.serve``, with ``kernels``, of which the first is begun."""
    news = PageNews()
    kernels.died = lambda: news.over(_pages.DIED)
    kernels.taken = lambda: news.over(_pages.TAKEN)
    app = DeskApp(
        config=Config(_CONFIG),
        log=kernels.log,
        notebook_path=str(_NOTEBOOKS / "desk.ipynb"),
        root_dir=str(_NOTEBOOKS),
        connection_dir=kernels.connection_dir,
        port=address.port,
    )
    app.initialize()
    settings = app.init_settings() | {"kernel_manager": kernels}
    app.app = gate = Gate(address, websocket_max_message_size=LARGEST_MESSAGE, **settings)
    gate.add_handlers(".*$", app.routes(news, kernels, service))
    server = HTTPServer(gate, max_body_size=_LARGEST_REQUEST, max_buffer_size=2 * LARGEST_MESSAGE)
    server.add_socket(listening)
    why = ""
    try:
        why = await news.left(service.idle_seconds)
        return why
    finally:
        news.over(PageNotice("核查台已结束", f"{why}{'，核查台自动结束。' if why else ''}{_ENDED}"))
        server.stop()
        await kernels.end_all()
        await server.close_all_connections()


class DeskApp(Voila):
    """Voilà without the files of settings that lie about on a machine, and without all that the desk does not need."""

    def initialize(self, argv: list[str] | None = None) -> None:  # noqa: ARG002 – nothing is taken from a command line
        """Take what was given to the constructor, and nothing else."""
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.template_paths = [str(TEMPLATES)]

    def routes(self, news: PageNews, kernels: Kernels, service: Service) -> list[Any]:
        """All that is served, as tornado takes it."""
        asked = {"news": news, "kernels": kernels}
        page = {
            "notebook_path": "desk.ipynb",
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        return [
            ("/", _pages.Page, page),
            (ENTER, _pages.Enter),
            ("/desk/news", _pages.Listen, asked),
            ("/desk/state", _pages.State, asked),
            ("/desk/active", _pages.Active, asked),
            ("/desk/take", _pages.Take, asked),
            ("/desk/leave", _pages.Leave, asked),
            (r"/desk/(page\.js|page\.css|window\.js|elsewhere\.js)", _pages.Files, {"path": str(_pages.STATIC)}),
            (r"/desk/desk\.js", _pages.Made, {"kind": "text/javascript", "text": service.script}),
            (r"/desk/desk\.css", _pages.Made, {"kind": "text/css", "text": service.style}),
            (rf"/api/kernels/{_KERNEL}", _pages.Model),
            (rf"/api/kernels/{_KERNEL}/channels", _pages.Channels),
        ]
