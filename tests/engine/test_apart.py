"""Each notebook has a process of its own: nothing passes to the next one, and nothing that it started outlives it."""

from __future__ import annotations

import errno
import locale
import os
import subprocess
import sys
import threading
import time

import nbformat
import papermill
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from audit import engine

WAYS = ["fork", "spawn"]
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="sessions and orphans are followed on Linux")


@pytest.fixture(autouse=True, params=WAYS)
def way(request, monkeypatch):
    """Both ways to a process, one after the other."""
    engine.register()
    monkeypatch.setenv("GKAUDIT_ENGINE", request.param)
    return request.param


@pytest.fixture
def run(tmp_path):
    """Executes code cells; the notebook as papermill leaves it on disk, and the error that it raised."""

    def executed(*cells: str, **options):
        out, error = tmp_path / "out.ipynb", None
        made = new_notebook(cells=[new_code_cell(cell) for cell in cells], metadata=PYTHON)
        try:
            papermill.execute_notebook(made, str(out), engine_name=engine.NAME, progress_bar=False, **options)
        except PapermillExecutionError as raised:
            error = raised
        done = nbformat.read(out, as_version=4)
        nbformat.validate(done)
        return done, error

    return executed


@pytest.fixture
def printed(run):
    """Executes code cells; what they print."""

    def text(*cells: str, **options) -> str:
        done, error = run(*cells, **options)
        assert error is None, error
        return text_of(done)

    return text


def text_of(done) -> str:
    return "".join(output.get("text", "") for cell in done.cells for output in cell.get("outputs", ()))


LEAVE = """import builtins, locale, logging, os, random, sys, warnings
import matplotlib, numpy, pandas
pandas.set_option('display.max_rows', 7)
matplotlib.rcParams['font.size'] = 3.5
warnings.simplefilter('error')
logging.getLogger().setLevel(5)
logging.getLogger().addHandler(logging.NullHandler())
locale.setlocale(locale.LC_ALL, 'C')
random.seed(1); numpy.random.seed(1)
os.environ['LEFT'] = '1'; sys.path.append('/left'); os.chdir('/')
builtins.left = 1; pandas.left = 1; sys.modules['left'] = os
sys.setrecursionlimit(5000)"""
LOOK = """import builtins, locale, logging, os, random, sys, warnings
import matplotlib, numpy, pandas
print(pandas.get_option('display.max_rows'), matplotlib.rcParams['font.size'], logging.getLogger().level,
      logging.getLogger().handlers, locale.setlocale(locale.LC_ALL), os.environ.get('LEFT'), '/left' in sys.path, os.getcwd(),
      hasattr(builtins, 'left'), hasattr(pandas, 'left'), 'left' in sys.modules, sys.getrecursionlimit(),
      [each for each in warnings.filters if each[0] == 'error'])"""
CHANCE = "import random, numpy\nprint(random.random(), numpy.random.random())"


def test_what_a_notebook_changes_in_libraries_and_in_its_process_is_as_before_in_the_next(printed):
    before = printed(LOOK)
    printed(LEAVE)
    assert printed(LOOK) == before
    numbers = [printed(CHANCE) for _ in range(3)]
    assert len(set(numbers)) == 3


def test_each_notebook_has_the_surroundings_of_whoever_asks_for_it_then(printed, tmp_path, monkeypatch):
    asked = "import os, sys\nprint(os.environ.get('ASKED'), os.getcwd(), '/asked' in sys.path)"
    first = tmp_path / "first"
    first.mkdir()
    monkeypatch.chdir(first)
    assert printed(asked).split() == ["None", str(first), "False"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASKED", "1")
    monkeypatch.syspath_prepend("/asked")
    assert printed(asked).split() == ["1", str(tmp_path), "True"]
    monkeypatch.delenv("ASKED")
    assert printed(asked).split() == ["None", str(tmp_path), "True"]


def test_no_notebook_shares_a_process_and_one_that_waits_for_the_next_may_be_lost(printed):
    number = "import os\nprint(os.getpid())"
    first = printed(number)
    for each in psutil.Process().children():
        if "engine" in " ".join(each.cmdline()):
            each.kill()
    assert len({first, printed(number), printed(number)}) == 3


def test_notebooks_that_leave_no_trace_follow_each_other_in_one_process_and_others_have_none_of_it(printed, way):
    number = "import os\nprint(os.getpid(), 'left' in globals())\nleft = 1"
    ours = [printed(number, leaves_no_trace=True) for _ in range(3)]
    others = [printed(number) for _ in range(2)]
    assert len(set(ours)) == (3 if forked(way) else 1)
    assert len({*ours, *others}) == len(set(ours)) + 2
    assert all(text.endswith("False\n") for text in (*ours, *others))


def test_one_that_left_threads_behind_after_all_is_followed_by_no_other(printed):
    number = "import os\nprint(os.getpid())"
    left = f"{number}\nimport threading, time\nthreading.Thread(target=time.sleep, args=(900,), daemon=True).start()"
    assert printed(left, leaves_no_trace=True) != printed(number, leaves_no_trace=True)


def forked(way: str) -> bool:
    """Whether notebooks are forked from this process: not where it has other threads, as other tests may have left some."""
    return way == "fork" and threading.active_count() == 1


def gone(process: int) -> bool:
    return not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE


def wait_for_end(processes: list[int]) -> None:
    for _ in range(1200):
        if all(map(gone, processes)):
            return
        time.sleep(0.05)
    pytest.fail("still running")


START = """import subprocess, sys
one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(900)'])
print(one.pid, flush=True)"""
#: A process that takes no part in the session, begun by one that has ended.
DAEMON = """import os, pathlib, subprocess, sys, time
begin = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(900)'], start_new_session=True, stdout=2).pid)"
print(subprocess.run([sys.executable, '-c', begin], stdout=subprocess.PIPE, text=True).stdout)"""
FORKED = """import os, time
number = os.fork()
if number == 0:
    time.sleep(900)
print(number, flush=True)"""


@LINUX
@pytest.mark.parametrize("start", [START, DAEMON, FORKED])
def test_what_a_notebook_started_ends_with_it(printed, start):
    wait_for_end([int(printed(start))])


@LINUX
@pytest.mark.parametrize("start", [START, FORKED])
def test_it_ends_too_where_the_process_of_the_notebook_ends_itself_and_keeps_nobody_waiting(run, start):
    done, error = run(start, "import os\nos._exit(7)")
    assert "代码7" in error.evalue
    wait_for_end([int(text_of(done))])


def test_what_is_printed_in_another_encoding_is_shown_as_the_machine_writes_it_or_replaced(printed, monkeypatch, way):
    gbk = "import os\nos.write(1, '青禾县'.encode('gbk'));"
    assert "�" in printed(gbk)
    assert printed("import os\nos.write(1, '青禾县'.encode());") == "青禾县"
    if forked(way):  # what is set here holds there too
        monkeypatch.setattr(locale, "getencoding", lambda: "gbk")
        assert printed(gbk) == "青禾县"


FAULTY = """from IPython.core.interactiveshell import InteractiveShell
def fails(*_, **__):
    raise KeyError('r1_c2')
InteractiveShell.run_cell = fails"""


def test_a_fault_of_our_own_is_told_as_that_and_not_as_a_lack_of_memory(run, printed):
    done, error = run("from IPython import get_ipython\nprint('之前')", FAULTY, "print('之后')")
    assert error.ename == engine.EngineFaultError.__name__
    assert "工具内部错误（KeyError：'r1_c2'）" in error.evalue
    assert "内存" not in error.evalue
    assert any("audit/engine/_child.py" in line for line in error.traceback)
    assert text_of(done) == "之前\n"
    assert printed("print('下一份')") == "下一份\n"


def test_what_cannot_be_understood_is_not_told_as_a_lack_of_memory(run, monkeypatch):
    monkeypatch.setenv("GKAUDIT_ENGINE", "spawn")  # it has no other pipe than its own
    write = """import os, stat
for number in range(3, 256):
    try:
        if stat.S_ISFIFO(os.fstat(number).st_mode):
            os.write(number, b'x' * 64)
    except OSError:
        pass"""
    _, error = run(write)
    assert error.ename == engine.LostError.__name__
    assert "发来的内容无法识别" in error.evalue
    assert "内存" not in error.evalue


def test_where_no_process_can_be_begun_the_notebook_says_so(run, printed, monkeypatch):
    def fails(*_, **__):
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    printed("1")
    for each in psutil.Process().children():
        if "engine" in " ".join(each.cmdline()):
            each.kill()
    with monkeypatch.context() as without:
        without.setattr(os, "fork", fails)
        without.setattr(subprocess, "Popen", fails)
        _, error = run("print('之前')")
    assert error.ename == engine.LostError.__name__
    assert "未能启动执行笔记本的进程" in error.evalue
    assert printed("print('之后')") == "之后\n"


def test_a_notebook_without_code_is_left_as_it_is(tmp_path, monkeypatch):
    for where, name in ((os, "fork"), (subprocess, "Popen")):
        monkeypatch.setattr(where, name, lambda *_, **__: pytest.fail("nothing is to be executed"))
    for cells in ([], [new_markdown_cell("# 题")], [new_code_cell("")]):
        out = tmp_path / "out.ipynb"
        made = new_notebook(cells=cells, metadata=PYTHON)
        papermill.execute_notebook(made, str(out), engine_name=engine.NAME, progress_bar=False)
        done = nbformat.read(out, as_version=4)
        nbformat.validate(done)
        assert done.metadata.language_info["name"] == "python"
        assert [cell.cell_type for cell in done.cells] == [cell.cell_type for cell in cells]
        assert all(cell.metadata.papermill.status == "completed" for cell in done.cells)
