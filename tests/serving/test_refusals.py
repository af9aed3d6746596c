"""Nobody but this person, from this machine, by a page of the desk, is served; and nothing but the desk."""

from __future__ import annotations

import contextlib
import json
import re
import socket

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.serving.server import LONG, call

#: Where Jupyter has its doors.
CLOSED = (
    "/api", "/api/contents", "/api/contents/desk.ipynb", "/api/sessions", "/api/kernels", "/api/kernelspecs", "/api/terminals",
    "/api/status", "/api/me", "/api/spec.yaml", "/files/desk.ipynb", "/voila/files/desk.ipynb", "/voila/render/desk.ipynb",
    "/voila/tree", "/voila/api/contents", "/voila/api/shutdown/x", "/login", "/logout", "/tree", "/lab", "/metrics",
    "/voila/templates/base/static/voila.js", "/voila/static/../index.html.j2", "/voila/static/..%2f..%2fbase%2fspinner.macro.html.j2",
    "/desk/_server.py", "/desk/..%2f_server.py", "/voila/labextensions/jupyterlab_pygments/package.json", "/desk.ipynb",
    "/voila/labextensions/anywidget/..%2f..%2f..%2fjupyter%2fvoila",
)  # fmt: skip


def test_only_this_machine_is_served(tmp_path):
    for ip in ("0.0.0.0", "::", "example.org"):
        code, said = call(tmp_path, tmp_path, "--ip", ip)
        assert code == 2
        assert f"--ip 不能是“{ip}”：核查台只供本机使用" in said


def test_the_server_listens_on_loopback_alone(running):
    addresses = {one.address for some in psutil.net_if_addrs().values() for one in some if one.family == socket.AF_INET}
    for address in addresses | {"127.0.0.1"}:
        with socket.socket() as stream:
            stream.settimeout(5)
            assert (stream.connect_ex((address, running.port)) == 0) == (address == "127.0.0.1")


def test_without_the_key_nothing_is_shown(running):
    for path in ("/", "/desk/page.js", "/desk/state", "/voila/static/voila.js", "/desk/news"):
        answer = running.ask(path)
        assert answer.status == 401
        assert "没有打开核查台的钥匙" in answer.text
    assert running.ask("/", {"Cookie": f"gkaudit-desk-{running.port}=falsch"}).status == 401
    wrong = running.ask("/desk/enter?key=falsch")
    assert wrong.status == 401
    assert "地址中的钥匙不正确" in wrong.text
    assert "set-cookie" not in wrong.headers


def test_the_key_leaves_the_address_for_a_cookie(running):
    answer = running.ask(f"/desk/enter?key={running.key}")
    assert (answer.status, answer.headers["location"]) == (302, "/")
    assert re.match(rf"gkaudit-desk-{running.port}=", answer.headers["set-cookie"])
    assert {"HttpOnly", "SameSite=Lax"} <= set(answer.headers["set-cookie"].split("; "))


def test_the_key_stands_in_no_list_of_processes_and_no_file_for_others(running):
    process = psutil.Process(running.process.pid)
    for one in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            assert running.key not in " ".join(one.cmdline())
            assert running.key not in json.dumps(one.environ())
    holding = [path for path in running.home.rglob("*") if path.is_file() and running.key.encode() in path.read_bytes()]
    assert holding
    assert all(path.stat().st_mode & 0o077 == 0 for path in holding)


@pytest.mark.parametrize("host", ["evil.example:{}", "127.0.0.1", "192.168.1.20:{}", "localhost:1"])
def test_a_site_that_has_its_name_lead_here_gets_nothing(running, host):
    answer = running.ask("/desk/state", running.cookie | {"Host": host.format(running.port)})
    assert answer.status == 421
    assert "地址不正确" in answer.text


def test_this_machine_may_be_called_localhost(running):
    assert running.ask("/desk/state", running.cookie | {"Host": f"localhost:{running.port}"}).status == 200


def test_pages_of_others_can_ask_for_nothing(running):
    for foreign in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{running.port}"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ):
        assert running.ask("/desk/state", running.cookie | foreign).status == 403
        assert running.ask("/desk/leave", running.cookie | foreign, "POST").status == 403
    assert running.ask("/desk/leave", running.cookie, "POST").status == 403
    assert running.process.poll() is None


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_of_jupyter_is_there_but_the_desk(running, path):
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = running.ask(path, running.own, method)
        assert answer.status in {403, 404, 405}, (method, answer.text)
        assert "Traceback" not in answer.text
        assert re.search(r"[\u4e00-\u9fff]", answer.text), answer.text


def test_a_kernel_cannot_be_ended_or_begun_by_a_request(running):
    kernel = running.kernels()
    for method in ("POST", "DELETE", "PUT"):
        assert running.ask("/api/kernels/0-0-0-0-0", running.own, method).status in {404, 405}
    assert running.kernels() == kernel


def test_template_and_theme_in_the_address_are_dropped(running):
    answer = running.ask("/?template=reveal&theme=dark", running.own)
    assert (answer.status, answer.headers["location"]) == (302, "/")


def test_every_answer_forbids_what_comes_from_outside(running):
    for answer in (running.ask("/"), running.ask("/desk/page.js", running.own), running.ask("/nichts", running.own)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert not re.search(r"https?:|\*", policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers


def test_a_request_carries_words_and_no_more(running):
    with contextlib.suppress(ConnectionError):
        assert running.ask("/desk/active", running.own, "POST", b"x" * 200_000).status in {400, 413}
    assert running.ask("/desk/state", running.own).status == 200


@contextlib.contextmanager
def socket_of(running, kernel: str, headers: dict[str, str], host: str = "127.0.0.1"):
    """A connection with the channels of a kernel, of a server that is called ``host``."""
    address = f"ws://{host}:{running.port}/api/kernels/{kernel}/channels?session_id=x"
    more = {"additional_headers": headers, "open_timeout": LONG, "max_size": None}
    with (
        socket.create_connection(("127.0.0.1", running.port)) as stream,
        connect(address, sock=stream, **more) as opened,
    ):
        yield opened


def asked(kind: str, content: dict) -> str:
    header = {"msg_id": kind, "msg_type": kind, "username": "", "session": "x", "version": "5.3", "date": ""}
    return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})


def kernel_of(running) -> str:
    """Asks for the page as a browser does; the kernel that it names."""
    page = running.ask("/", running.own)
    assert page.status == 200
    return re.search(r'data-kernel="([\w-]+)"', page.text)[1]


def test_the_socket_is_behind_the_same_gate_and_executes_nothing(running):
    kernel = kernel_of(running)
    evil = running.cookie | {"Origin": "http://evil.example"}
    for headers, host in (({}, "127.0.0.1"), (evil, "127.0.0.1"), (running.cookie, "evil.example")):
        with pytest.raises(InvalidStatus, match="HTTP 4"), socket_of(running, kernel, headers, host):
            pass
    with socket_of(running, kernel, running.own) as channels:
        for kind in ("execute_request", "complete_request", "inspect_request", "history_request", "shutdown_request"):
            code = {"code": "open('geschrieben', 'w')", "cursor_pos": 3, "silent": False, "restart": False}
            channels.send(asked(kind, code))
        channels.send(asked("kernel_info_request", {}))
        kinds = {json.loads(channels.recv(LONG))["header"]["msg_type"]}
        while "kernel_info_reply" not in kinds:
            kinds.add(json.loads(channels.recv(LONG))["header"]["msg_type"])
    refused = {"execute_reply", "execute_result", "complete_reply", "inspect_reply", "history_reply", "shutdown_reply"}
    assert not refused & kinds
    assert not (running.folder / "geschrieben").exists()


def test_a_message_through_the_socket_has_a_bound(running):
    with socket_of(running, kernel_of(running), running.own) as channels:
        with contextlib.suppress(ConnectionClosed):
            channels.send(asked("comm_msg", {"data": "x" * (5 * 1024 * 1024), "comm_id": "x"}))
        assert closed(channels)
    assert running.ask("/desk/state", running.own).status == 200


def closed(channels) -> bool:
    """Whether the server closes the socket instead of saying more and more."""
    with contextlib.suppress(ConnectionClosed):
        for _ in range(1000):
            channels.recv(LONG)
        return False
    return True
