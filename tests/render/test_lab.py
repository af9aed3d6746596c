"""JupyterLab as an inspector opens it: what is said, where decisions go, and that one Ctrl-C ends all of it."""

from __future__ import annotations

import signal
import sys

import psutil
import pytest

from audit import decisions, desk
from tests.jupyterlab import LONG, lab

#: As a shell starts what a script runs in the background: Ctrl-C is not for it.
_IN_THE_BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize(
    ("kind", "by"),
    [(signal.SIGINT, ()), (signal.SIGTERM, _IN_THE_BACKGROUND)],
    ids=["Ctrl-C", "asked to end in the background"],
)
def test_one_request_ends_jupyterlab_and_its_kernels_and_all_that_is_said_is_chinese(tmp_path, kind, by):
    # A shell that runs the tests in the background lets them ignore Ctrl-C.
    with lab(tmp_path, tmp_path / "state", by=by) as opened:
        opened.api("api/kernels", {"name": "python3"})
        below = psutil.Process(opened.process.pid).children(recursive=True)
        assert len(below) >= 2
        opened.process.send_signal(kind)
        said = opened.rest()
    assert opened.process.returncode == 0, said
    assert f"笔记本已复制到{tmp_path / 'gkaudit-lab'}" in said
    assert said.rstrip().endswith("JupyterLab已关闭。")
    assert "再次运行同一命令" not in said
    english = [line for line in said.splitlines() if not any("\u4e00" <= char <= "\u9fff" for char in line)]
    assert english == [opened.address]
    assert psutil.wait_procs(below, LONG)[1] == []


@pytest.mark.slow
def test_a_killed_command_leaves_no_jupyterlab_behind(tmp_path):
    with lab(tmp_path, tmp_path / "state") as opened:
        opened.api("api/kernels", {"name": "python3"})
        below = psutil.Process(opened.process.pid).children(recursive=True)
        assert len(below) >= 2
        opened.process.kill()
        assert psutil.wait_procs(below, LONG)[1] == []


@pytest.mark.slow
def test_a_kernel_has_a_chinese_name_and_a_jupyterlab_that_cannot_run_is_told_with_what_it_said(tmp_path):
    with lab(tmp_path, tmp_path / "state") as opened:
        (spec,) = opened.api("api/kernelspecs")["kernelspecs"].values()
        assert (spec["name"], spec["spec"]["display_name"]) == ("python3", "年报核查（Python 3）")
    # An address that no machine has.
    with lab(tmp_path, tmp_path / "state", ip="192.0.2.1") as failed:
        said = failed.rest()
    assert failed.process.returncode == 3
    assert "JupyterLab未能正常运行" in said
    assert "其最后一行提示为：OSError: [Errno 99]" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_the_desk_in_jupyterlab_has_the_record_of_the_folder_of_the_call_and_says_what_it_leaves_aside(tmp_path):
    with decisions.open_record(str(tmp_path / "gkaudit-lab" / decisions.NAME)):
        pass
    (tmp_path / "gkaudit-lab" / "gkaudit.toml").write_text('assessor = "李某"\n', "utf-8")
    (tmp_path / "gkaudit.toml").write_text('decisions = "本局.sqlite"\n', "utf-8")
    with lab(tmp_path, tmp_path / "state") as opened:
        kernel = opened.api("api/kernels", {"name": "python3"})
        assert kernel["name"] == "python3"
        (process,) = [
            one
            for one in psutil.Process(opened.process.pid).children(recursive=True)
            if "ipykernel_launcher" in one.cmdline()
        ]
        given = desk.given(process.environ())
        assert (given.folder, given.who, given.record) == (tmp_path, "", "本局.sqlite")
    assert "核查台的人工记录：本局.sqlite。" in opened.said
    assert "“gkaudit-lab”中另有一份人工记录，本次不用。" in opened.said
    assert 'gkaudit decisions merge "本局.sqlite" "gkaudit-lab/核查记录.sqlite"' in opened.said
    assert f"请写入“{tmp_path / 'gkaudit.toml'}”" in opened.said
