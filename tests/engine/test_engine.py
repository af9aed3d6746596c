"""papermill with our engine: the notebooks that a kernel gives, and a process of its own for each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from audit import engine

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
WAYS = ["fork", "spawn"]
#: Begins a process with papermill, which takes a third of the time to load without what it does not need, and our engine.
LOADED = """
from audit.machine import needless
with needless.not_found():
    import papermill
from audit import engine
engine.register()
"""
#: What a kernel gives for each of these is known to everybody who uses notebooks.
CELLS = [
    "count = 2\nprint('甲', end='');print('乙')\ncount",
    "import sys\nprint('注意', file=sys.stderr)",
    "from IPython.display import HTML, clear_output, display\nHTML('<b>3</b>')",
    "print(1)\nclear_output(wait=True)\nprint(2)",
    "shown = display('前', display_id=True)",
    "shown.update('后')",
    "%matplotlib inline\nfrom matplotlib import pyplot\npyplot.figure(figsize=(1, 1)).gca().plot([1, 2]);",
    "import asyncio\nawait asyncio.sleep(0, result='等到')",
    "%%capture kept\nprint('不显示')",
    "kept.stdout, len(In), _1, sorted(Out)",
    "display(HTML('<i>4</i>'), metadata={'isolated': True})",
    """import warnings
with warnings.catch_warnings(record=True) as warned:
    for kind in (UserWarning, DeprecationWarning, PendingDeprecationWarning, ResourceWarning):
        warnings.warn('旧', kind)
[str(one.category) for one in warned]""",
    "def wrong():\n    raise ValueError('错')\nwrong()",
    "print('不再执行')",
]


@pytest.fixture(autouse=True)
def known():
    """The engine by its name, whatever is installed."""
    engine.register()


def book(*cells: str, **metadata):
    code = [cell if not isinstance(cell, str) else new_code_cell(cell) for cell in cells]
    return new_notebook(cells=[new_markdown_cell("# 题"), *code], metadata=PYTHON | metadata)


def run(tmp_path, *cells, way="", engine_name=engine.NAME, **options):
    """The notebook of ``cells`` as papermill leaves it on disk, and the error that it raised."""
    out, error = tmp_path / f"{way or engine_name}.ipynb", None
    before = os.environ.get("GKAUDIT_ENGINE")
    os.environ["GKAUDIT_ENGINE"] = way
    try:
        papermill.execute_notebook(book(*cells), str(out), engine_name=engine_name, progress_bar=False, **options)
    except PapermillExecutionError as raised:
        error = raised
    finally:
        os.environ.pop("GKAUDIT_ENGINE") if before is None else os.environ.update(GKAUDIT_ENGINE=before)
    made = nbformat.read(out, as_version=4)
    nbformat.validate(made)
    return made, error


def shown(made):
    """All that a notebook shows but the colours of a traceback."""
    cells = [cell for cell in made.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", ())]
    code = [cell for cell in cells if cell.cell_type == "code"]
    for output in (output for cell in code for output in cell.outputs):
        output.pop("traceback", None)
    return [(cell.execution_count, cell.outputs, cell.metadata.papermill.status) for cell in code]


def test_a_notebook_gives_what_a_kernel_gives(tmp_path):
    by_kernel, its_error = run(tmp_path, *CELLS, engine_name=None)
    assert (its_error.ename, its_error.evalue) == ("ValueError", "错")
    for way in WAYS:
        ours, error = run(tmp_path, *CELLS, way=way)
        assert shown(ours) == shown(by_kernel)
        assert (error.ename, error.evalue, error.exec_count) == ("ValueError", "错", its_error.exec_count)
        assert ours.metadata.language_info == by_kernel.metadata.language_info


def test_what_libraries_and_programs_print_is_in_the_notebook_too(tmp_path):
    made, error = run(tmp_path, "import os\nprint('甲')\nos.system('echo 乙 >&2')\nos.write(1, '丙\\n'.encode());")
    assert error is None
    printed = {
        output.name: output.text for cell in made.cells for output in cell.get("outputs", ()) if "text" in output
    }
    assert printed == {"stdout": "甲\n丙\n", "stderr": "乙\n"}
    again, _ = run(tmp_path, *["import os\nos.write(1, b'x\\n');"] * 3)
    assert text_of(again) == "x\n" * 3


def text_of(made):
    return "".join(output.get("text", "") for cell in made.cells for output in cell.get("outputs", ()))


@pytest.mark.parametrize("way", WAYS)
def test_nothing_passes_from_one_notebook_to_the_next(tmp_path, way):
    planted = "import builtins, os, sys, random\nleft = builtins.len\nos.environ['LEFT'] = '1'\nos.chdir('/')\nsys.path.append('x')"
    run(tmp_path, planted, way=way)
    asked = "import os, sys\nprint('left' in globals(), 'LEFT' in os.environ, os.getcwd() == '/', 'x' in sys.path)"
    assert text_of(run(tmp_path, asked, way=way)[0]) == "False False False False\n"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("fatal", "name", "said"),
    [
        ("import os\nos._exit(3)", engine.LostError.__name__, "代码3"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", engine.LostError.__name__, "信号9"),
        ("import sys\nsys.exit('到此为止')", "SystemExit", "到此为止"),
        ("while True: pass", engine.LostError.__name__, "处理器时间超过1秒"),
    ],
)
def test_what_ends_a_notebook_costs_it_alone_and_is_written_into_it(tmp_path, way, fatal, name, said):
    made, error = run(tmp_path, "print('之前')", fatal, "print('之后')", way=way, cell_seconds=1)
    assert error.ename == name
    assert said in error.evalue
    assert "之前" in text_of(made)
    assert "之后" not in text_of(made)
    written = [output for cell in made.cells for output in cell.get("outputs", ()) if output.output_type == "error"]
    assert [(output.ename, output.evalue) for output in written] == [(name, error.evalue)]
    assert text_of(run(tmp_path, "print('下一份')", way=way)[0]) == "下一份\n"


def test_the_clock_bounds_a_cell_where_papermill_is_told_so(tmp_path):
    _, error = run(tmp_path, "import time\ntime.sleep(600)", execution_timeout=1)
    assert error.evalue == "一个单元超过1秒未完成，已停止。"


def test_cells_that_may_raise_or_are_skipped_are_as_their_tags_say(tmp_path):
    cells = [
        new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
        new_code_cell("print('跳过')", metadata={"tags": ["skip-execution"]}),
        "print('继续')",
    ]
    made, error = run(tmp_path, *cells)
    assert text_of(made) == "继续\n"
    assert error.ename == "ZeroDivisionError"  # as with a kernel, papermill tells it at the end


@pytest.mark.parametrize("way", WAYS)
def test_what_is_handed_on_is_there_and_gone_afterwards(tmp_path, way):
    asked = "from audit import engine\nprint(engine.provided('名'))"
    engine.provide({"名": ("甲", 1)})
    try:
        assert text_of(run(tmp_path, asked, way=way)[0]) == "('甲', 1)\n"
    finally:
        engine.provide({})
    assert text_of(run(tmp_path, asked, way=way)[0]) == "None\n"


def test_modules_of_the_folder_are_found_unless_they_may_not_be(tmp_path):
    (tmp_path / "beside.py").write_text("value = 7\n")
    asked = "import beside\nprint(beside.value)"
    assert text_of(run(tmp_path, asked, cwd=str(tmp_path))[0]) == "7\n"
    assert run(tmp_path, asked, cwd=str(tmp_path), imports_here=False)[1].ename == "ModuleNotFoundError"


def command(tmp_path: Path, made, *options: str) -> subprocess.CompletedProcess[str]:
    """The command line of papermill on a notebook; the engine stands in this environment's entry points."""
    nbformat.write(made, tmp_path / "in.ipynb")
    start = f"{LOADED}from papermill.cli import papermill; papermill()"
    given = [sys.executable, "-c", start, "in.ipynb", "out.ipynb", "--engine", engine.NAME, *options]
    root = str(Path(engine.__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": root}
    return subprocess.run(given, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_a_notebook_for_another_kernel_is_refused_with_a_sentence(tmp_path):
    other = book("1", kernelspec={"name": "ir", "display_name": "R", "language": "R"})
    done = command(tmp_path, other)
    assert done.returncode == 1
    assert "引擎gkaudit只执行Python笔记本，不执行内核或语言“ir”" in done.stderr
    assert "Traceback" not in done.stderr


def test_papermill_gives_parameters_and_keeps_times(tmp_path):
    parameters = new_code_cell("name = '甲'", metadata={"tags": ["parameters"]})
    done = command(tmp_path, book(parameters, "print(name)"), "-p", "name", "乙")
    assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "out.ipynb").read_text("utf-8"))
    assert made["metadata"]["papermill"]["start_time"]
    assert all(cell["metadata"]["papermill"]["status"] == "completed" for cell in made["cells"])
    assert [cell["outputs"][0]["text"] for cell in made["cells"][-1:]] == [["乙\n"]]


@pytest.mark.parametrize("way", WAYS)
def test_the_process_ends_with_the_one_that_asked(tmp_path, way):
    number = tmp_path / "number"
    made = book(
        f"import os, pathlib, time\npathlib.Path({str(number)!r}).write_text(str(os.getpid()))\ntime.sleep(600)"
    )
    nbformat.write(made, tmp_path / "in.ipynb")
    start = f"{LOADED}papermill.execute_notebook('in.ipynb', 'out.ipynb', engine_name='gkaudit', progress_bar=False)"
    environment = os.environ | {"PYTHONPATH": str(Path(engine.__file__).parents[2]), "GKAUDIT_ENGINE": way}
    with subprocess.Popen(
        [sys.executable, "-c", start], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL
    ) as asked:
        while not (number.exists() and number.read_text()):
            assert asked.poll() is None
            time.sleep(0.05)
        child = psutil.Process(int(number.read_text()))
        asked.kill()
    psutil.wait_procs([child], timeout=60)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_two_notebooks_at_once_keep_their_outputs_apart(tmp_path):
    def one(name):
        (tmp_path / name).mkdir()
        text = f"import time\nfor _ in range(5):\n    print('{name}')\n    time.sleep(0.02)"
        out = tmp_path / name / "out.ipynb"
        papermill.execute_notebook(book(text, text), str(out), engine_name=engine.NAME, progress_bar=False)
        return text_of(nbformat.read(out, as_version=4))

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(one, "甲乙")) == ["甲\n" * 10, "乙\n" * 10]


@pytest.mark.parametrize("way", WAYS)
def test_threads_that_print_and_what_json_has_not_do_no_harm(tmp_path, way):
    threads = (
        "import threading\n"
        "def many():\n    for _ in range(300): print('x' * 3000)\n"
        "each = [threading.Thread(target=many) for _ in range(4)]\n"
        "[one.start() for one in each]; [one.join() for one in each];"
    )
    strange = "class A: pass\nfrom IPython.display import display\ndisplay({'text/plain': 'x'}, raw=True, metadata={'a': A()})"
    made, error = run(tmp_path, threads, "print('\\ud800')", strange, "print('后')", way=way)
    assert text_of(made).count("x" * 3000) >= 1200
    assert text_of(made).endswith("后\n") or error is not None


@pytest.mark.parametrize("way", WAYS)
def test_a_thread_that_prints_on_while_cells_end_tears_nothing(tmp_path, way):
    begin = "import threading, time\ndef on():\n    while True: print('y' * 50)\nthreading.Thread(target=on, daemon=True).start()"
    made, error = run(tmp_path, begin, *["import time\ntime.sleep(0.05)\nprint('甲')"] * 5, way=way)
    assert error is None
    assert text_of(made).count("甲") == 5
    assert set(text_of(made)) <= {"y", "甲", "\n"}


@pytest.mark.parametrize("way", WAYS)
def test_what_an_earlier_notebook_left_behind_prints_into_no_other(tmp_path, way):
    left = """import sys, threading
def print_on():
    while True:
        print('旧', file=sys.stderr, flush=True)
threading.Thread(target=print_on, daemon=True).start()"""
    run(tmp_path, "1", "2", left, way=way)
    made, error = run(tmp_path, "1", new_markdown_cell("# 二"), new_markdown_cell("# 三"), "2", way=way)
    assert error is None
    assert [output for cell in made.cells for output in cell.get("outputs", ()) if "text" in output] == []
