"""The server: Voilà with one notebook, and of its parts only those that this notebook needs."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path
from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.httpserver import HTTPServer
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.static_file_handler import MultiStaticFileHandler

from audit.disk import folders
from audit.machine.resources import HOME
from audit.serving import _pages
from audit.serving._address import Address
from audit.serving._gate import ENTER, Gate
from audit.serving._kernels import LARGEST_MESSAGE, Channels, Kernels, Specs
from audit.serving._log import quiet
from audit.serving._news import PageNews
from audit.serving._notices import TEMPLATES, PageNotice
from audit.serving._service import Service

#: The extensions of JupyterLab that show widgets; all others on this machine stay away.
_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
#: Bytes that a request may carry: words alone; files come by the socket.
_LARGEST_REQUEST = 64 * 1024
_DIED = PageNotice(
    "核查程序意外停止", "已保存的认定都在人工记录中。请先复制本页尚未保存的文字，再刷新本页，即可从原处继续。"
)
_ENDED = "已保存的认定都在人工记录中。可以关闭本页；再次核查请运行 gkaudit desk。"


def serve(listening: socket.socket, address: Address, service: Service) -> str:
    """As ``audit.serving.serve``."""
    with folders.temporary() as scratch, quiet() as log:
        app = DeskApp(
            config=_config(service.folder),
            log=log,
            notebook_path=str(HOME / "notebooks" / "desk.ipynb"),
            root_dir=str(HOME / "notebooks"),
            connection_dir=str(scratch),
            port=address.port,
        )
        app.initialize()
        # Tornado waits for sockets, which the usual loop of Windows cannot.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner, _stopped():
            return runner.run(_serving(app, listening, address, service, scratch))


async def _serving(app: DeskApp, listening: socket.socket, address: Address, service: Service, scratch: Path) -> str:
    news = PageNews()
    settings = app.init_settings()
    kernels: Kernels = app.kernel_manager
    kernels.environment = service.environment(scratch)
    kernels.died = lambda: news.over(_DIED)
    kernels.taken = lambda: news.over(_pages.TAKEN)
    app.app = gate = Gate(address, websocket_max_message_size=LARGEST_MESSAGE, **settings)
    gate.add_handlers(".*$", app.routes(news, kernels))
    server = HTTPServer(gate, max_body_size=_LARGEST_REQUEST, max_buffer_size=2 * LARGEST_MESSAGE)
    server.add_socket(listening)
    why = ""
    try:
        kernels.prepare()
        service.shown(scratch)
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
        self.static_paths = jupyter_path("voila", "templates", "base", "static")

    @property
    def labextensions_path(self) -> list[str]:
        """Where JupyterLab's and Voilà's extensions lie."""
        return jupyter_path("labextensions") + jupyter_path("voila", "labextensions")

    def routes(self, news: PageNews, kernels: Kernels) -> list[Any]:
        """All that is served, as tornado takes it."""
        asked = {"news": news, "kernels": kernels}
        page = {
            "notebook_path": "desk.ipynb",
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        themes = {"path": jupyter_path("voila", "themes"), "themes_url": "/voila/api/themes"}
        names = "|".join(_EXTENSIONS)
        return [
            ("/", _pages.Page, page),
            (ENTER, _pages.Enter),
            ("/desk/news", _pages.Listen, asked),
            ("/desk/state", _pages.State, asked),
            ("/desk/active", _pages.Active, asked),
            ("/desk/take", _pages.Take, asked),
            ("/desk/leave", _pages.Leave, asked),
            (r"/desk/(page\.js|page\.css|elsewhere\.js)", _pages.Files, {"path": str(_pages.STATIC)}),
            (rf"/api/kernels/{_KERNEL}", _pages.Model),
            (rf"/api/kernels/{_KERNEL}/channels", Channels),
            (r"/voila/static/([\w.-]+)", MultiStaticFileHandler, {"paths": self.static_paths}),
            (r"/voila/api/themes/(@jupyterlab/theme-light-extension/[\w./-]+)", ThemesHandler, themes),
            (rf"/voila/labextensions/((?:{names})/[\w./-]+)", FileFindHandler, {"path": self.labextensions_path}),
        ]


def _config(folder: Path) -> Config:
    """What the parts of Voilà and Jupyter are told."""
    return Config(
        {
            "VoilaConfiguration": {
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "extension_allowlist": list(_EXTENSIONS),
                "extension_denylist": [],
                "extension_config": {},
                "file_allowlist": [],
                "kernel_spec_manager_class": Specs,
                "multi_kernel_manager_class": Kernels,
                # The heartbeat for proxies is a script inside the page; there is no proxy.
                "http_keep_alive_timeout": 24 * 3600,
                "show_tracebacks": False,
            },
            "KernelRestarter": {"restart_limit": 0},
            "MappingKernelManager": {"root_dir": str(folder)},
            # The kernel is ours, and what it says is never dropped.
            "ZMQChannelsWebsocketConnection": {"limit_rate": False},
            "VoilaExecutor": {"timeout": None},
        }
    )


@contextmanager
def _stopped() -> Iterator[None]:
    """While the block runs, whoever asks the process to end is heard as from Ctrl-C."""
    kinds = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {kind: signal.signal(kind, lambda *_: signal.raise_signal(signal.SIGINT)) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
