"""The desk begins, is one, and ends: by a person, by nobody's work, by Ctrl-C, and with its kernels."""

from __future__ import annotations

import json
import re
import socket
import stat
from pathlib import Path

import psutil
import pytest

from tests.roots import ROOT
from tests.serving.server import DeskProcess, call, wait_for

SAMPLES = ROOT / "data" / "samples"
#: As a shell starts what a script runs in the background: Ctrl-C is not for it.
_IN_THE_BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")


def test_a_path_that_leads_nowhere_is_told(tmp_path):
    code, said = call(tmp_path, tmp_path, "没有这个文件夹")
    assert code == 2
    assert "找不到“没有这个文件夹”" in said
    assert "到核查台中选择" in said


def test_the_desk_is_given_what_the_call_says_and_no_more(start, tmp_path):
    """A path in quotes, as it is copied from elsewhere, is taken."""
    work = tmp_path / "工作"
    (work / "gkaudit.toml").write_text('assessor = "李某"\nrubric = "通用"\n', "utf-8")
    desk = start(f'"{SAMPLES}"', "--roster", "样例", "--out", "结果", "--previous", "去年", "--who", "张三")
    assert desk.entrance
    assert "找不到" not in "".join(desk.said)
    wait_for(desk.kernels, "a kernel begins ahead of its page")
    given = Path(desk.kernels()[0].environ()["GKAUDIT_DESK"])
    assert stat.S_IMODE(given.stat().st_mode) == 0o600
    assert json.loads(given.read_text("utf-8")) == {
        "paths": [str(SAMPLES)],
        "folder": str(work),
        "who": "张三",
        "roster": "样例",
        "out": str(work / "结果"),
        "previous": [str(work / "去年")],
        "decisions": "",
        "rubric": "",
        "profile": [],
        "asof": "",
    }


def test_a_record_among_results_is_refused(tmp_path):
    code, said = call(tmp_path, tmp_path, "--decisions", "结果/核查记录.sqlite", "--out", "结果")
    assert code == 2
    assert "在输出目录中" in said


def test_a_port_that_is_taken(start, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = call(tmp_path, tmp_path, "--port", str(port))
        assert code == 2
        assert f"端口{port}不能使用（已被其他程序占用）" in said
    desk = start("--port", str(port))
    assert desk.port == port


def test_the_next_free_port_is_taken_and_said(start):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", 8866))
            other.listen()
        except OSError:
            pass  # another program on this machine has it already
        desk = start()
        assert desk.port > 8866
        assert f"端口8866已被占用，改用{desk.port}。" in "".join(desk.said)


def test_a_desk_that_is_open_already_is_named(running, tmp_path):
    entrance = running.entrance
    code, said = call(running.home, running.folder, SAMPLES, "--who", "赵六", "--rubric", "通用")
    assert code == 0
    assert "本次给出的核查人、评分办法没有采用，录入仍记在核查台下方所示的核查人名下；" in said
    assert f"核查台已经打开（进程{running.process.pid}）：{entrance}" in said
    assert "在核查台点“打开其他”，在选择页面右侧的“设置”中更换" in said
    assert "本次给出的路径没有打开" in said
    assert running.process.poll() is None
    other = DeskProcess(running.home, tmp_path)  # in another folder
    assert other.entrance != entrance
    other.interrupt()


def test_what_a_killed_desk_leaves_is_ignored(start):
    first = start()
    assert first.entrance
    kernels = first.kernels()
    first.process.kill()
    first.ended()
    psutil.wait_procs(kernels, 60)
    assert not [one for one in kernels if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    second = start()
    assert second.entrance != first.entrance


def test_a_page_is_shown_where_the_kernel_died_that_was_begun_ahead_of_it_and_ends_the_server_and_its_kernels(start):
    desk = start()
    desk.until("Ctrl-C")
    (ahead,) = desk.kernels()
    ahead.kill()
    answer = desk.ask("/", desk.own)
    assert (answer.status, answer.text.count("data-widget")) == (200, 1)
    assert ahead not in (kernels := desk.kernels())
    assert kernels
    assert desk.ask("/desk/leave", desk.own, "POST").status == 204
    assert desk.ended() == 0
    assert "核查台已结束。已保存的认定都在人工记录中。" in "".join(desk.said)
    assert psutil.wait_procs(kernels, 60)[1] == []
    assert all(re.search(r"[\u4e00-\u9fff]", line) for line in desk.said if line and "http" not in line), desk.said


@pytest.mark.parametrize("by", [(), _IN_THE_BACKGROUND], ids=["by itself", "in the background of a script"])
def test_a_request_to_end_is_heard(start, by):
    """Ctrl-C, which comes from a terminal, is what ends the desks of the other tests."""
    desk = start(by=by)
    desk.until("Ctrl-C")
    wait_for(desk.kernels, "a kernel begins ahead of its page")
    kernels = desk.kernels()
    desk.process.terminate()
    assert desk.ended() == 0
    assert "核查台已结束" in "".join(desk.said)
    assert "Traceback" not in "".join(desk.said)
    assert psutil.wait_procs(kernels, 60)[1] == []


def test_nobody_at_work_ends_it_and_whoever_has_a_page_open_is_told_why(start):
    desk = start("--idle", "0.004")
    assert "已闲置0.004小时，核查台自动结束。已保存的认定都在人工记录中。" in desk.heard()
    assert desk.ended() == 0
    assert "已闲置0.004小时，核查台已结束。" in "".join(desk.said)


def test_the_browser_is_opened_by_a_file_that_only_this_user_reads(start, tmp_path):
    program = tmp_path / "browser.sh"
    program.write_text(
        '#!/bin/sh\nprintf "%s" "$1" > "$(dirname "$0")/address.part"\ncp -p "${1#file://}" "$(dirname "$0")/page.html"\nmv "$(dirname "$0")/address.part" "$(dirname "$0")/address"\n',
        "utf-8",
    )
    program.chmod(0o700)
    desk = start(browser=f"{program} %s")
    wait_for((tmp_path / "address").exists, "the browser is called")
    address = (tmp_path / "address").read_text("utf-8")
    assert address.startswith("file://")
    assert desk.key not in address
    assert desk.entrance in (tmp_path / "page.html").read_text("utf-8")
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) & 0o077 == 0


def test_without_a_browser_the_address_is_printed(start, tmp_path):
    desk = start(browser=str(tmp_path / "kein-browser"))
    assert desk.entrance
    assert "没有找到浏览器。请将以下地址复制到本机的浏览器打开" in "".join(desk.said)
