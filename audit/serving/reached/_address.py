"""Where the desk listens: an address of this machine alone, and a free port."""

from __future__ import annotations

import errno
import ipaddress
import secrets
import socket
import sys
from dataclasses import dataclass, field

from audit.errors import UsageError, trouble

#: The port where nobody asks for another one, and how many behind it are tried.
USUAL_PORT, _TRIED = 8866, 50
_LARGEST_PORT = 65535
#: What the system says of a port that another program has. Windows says the second where that one wants it for itself,
#: and Python gives its WSAEACCES as EACCES; elsewhere that is said of a port that only the administrator may take.
_TAKEN = (errno.EADDRINUSE, errno.EACCES) if sys.platform == "win32" else (errno.EADDRINUSE,)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of this machine with its port, and the key without which nobody is let in."""

    ip: str
    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser writes them."""
        return f"http://{self._host}:{self.port}"

    @property
    def entrance(self) -> str:
        """The address that lets its holder in."""
        return f"{self.origin}/desk/enter?key={self.key}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser of this machine may call the server."""
        return frozenset(f"{name}:{self.port}" for name in (self._host, "localhost"))

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the key; browsers send cookies of one port to all others."""
        return f"gkaudit-desk-{self.port}"

    @property
    def _host(self) -> str:
        return f"[{self.ip}]" if ":" in self.ip else self.ip


def loopback(ip: str) -> str:
    """The loopback address ``ip``, or of the name localhost; UsageError, with the reason, for any other."""
    try:
        if ip.strip().lower() == "localhost" or ipaddress.ip_address(ip.strip("[] ")).is_loopback:
            return "127.0.0.1" if ip.strip().lower() == "localhost" else ip.strip("[] ")
    except ValueError:
        pass
    raise UsageError(
        f"--ip 不能是“{ip}”：核查台只供本机使用，其中有未公开的报告和认定，不向其他计算机开放。"
        "请写127.0.0.1，或不写 --ip；多人核查请各自在本机运行，共用一份人工记录。"
    )


def socket_on(ip: str, port: int | None) -> socket.socket:
    """A socket that listens on ``port``, or on the usual one or the next that is free; UsageError where there is none."""
    if port is not None and not 1 <= port <= _LARGEST_PORT:
        raise UsageError(f"--port 应为1至{_LARGEST_PORT}的整数，不能是{port}。")
    last: OSError | None = None
    for one in range(USUAL_PORT, USUAL_PORT + _TRIED) if port is None else (port,):
        try:
            return _listening(ip, one)
        except OSError as error:
            last = error
    if port is None:
        raise UsageError(
            f"{USUAL_PORT}至{USUAL_PORT + _TRIED - 1}的端口都不能使用，请用 --port 指定一个空闲的端口。"
        ) from last
    raise UsageError(
        f"端口{port}不能使用（{_reason(last)}）。请用 --port 换一个，或不写 --port，由工具选择空闲的端口。"
    ) from last


def _reason(error: OSError | None) -> str:
    known = error is not None and error.errno in _TAKEN
    return "已被其他程序占用" if known or error is None else trouble(error, "使用")


def _listening(ip: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # Without it another program could listen on the same port and be given the key.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((ip, port))
        made.listen(64)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made
