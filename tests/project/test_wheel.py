"""The wheel by itself: installed in an environment of its own, in an empty folder, away from the source tree.

The environment borrows the libraries of the one that runs the tests, so that nothing is downloaded; the toolkit in it
is the wheel's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from audit import catalogue
from tests.roots import ROOT

pytestmark = pytest.mark.needs("hatchling")

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: What is left of the samples where notebooks are run: files of several formats, two years of one organ.
FEW = ("青禾县水利局", "青禾县教育局", "青禾县民政局", "云州市水利局2024.ofd", "云州市财政局2024.pdf")
NOTEBOOKS = ("desk", "explore", "agency", "overview", "trend", "rules")
#: Runs notebooks as “run all cells” in JupyterLab does, and tells last from where their kernels have the toolkit.
RUN_ALL = """
import sys
from audit.machine import needless
with needless.not_found():
    import nbclient, nbformat
for name in sys.argv[1:]:
    book = nbformat.read(f"{name}.ipynb", 4)
    book.cells.append(nbformat.v4.new_code_cell("__import__('audit').__file__"))
    nbclient.NotebookClient(book, kernel_name="python3", skip_cells_with_tag="no such tag").execute()
    nbformat.write(book, f"../{name}.ipynb")
"""


def build(source: Path, out: Path, *kinds: str) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run([*command, *(f"--target={kind}" for kind in kinds)], cwd=source, check=True, capture_output=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, Path]:
    """The wheel and the source package."""
    out = tmp_path_factory.mktemp("dist")
    build(ROOT, out, "wheel", "sdist")
    ((wheel,), (source,)) = out.glob("*.whl"), out.glob("*.tar.gz")
    return wheel, source


class Installed:
    """The wheel in an environment of its own, with an empty folder to work in."""

    def __init__(self, wheel: Path, home: Path) -> None:
        venv.create(home / "环境")
        scheme = {"base": str(home / "环境"), "platbase": str(home / "环境")}
        self.packages, self.scripts = (Path(sysconfig.get_path(key, "venv", scheme)) for key in ("purelib", "scripts"))
        self.folder = home / "空 文件夹"
        self.folder.mkdir()
        (self.python,) = self.scripts.glob("python.exe" if os.name == "nt" else "python")
        shares = {"JUPYTER_PATH": str(Path(sys.prefix, "share", "jupyter")), "IPYTHONDIR": str(home / "ipython")}
        self.environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | shares
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "-q", "--no-deps", "--no-index"]
        subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
        # A path in such a file is searched after the environment's own, and its own such files are not looked at: those
        # of an editable installation would lead to the source tree.
        borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (self.packages / "borrowed.pth").write_text("\n".join(sorted(borrowed)), "utf-8")

    def run(self, *command: str | Path, cwd: Path | None = None) -> str:
        """What the command prints, of both kinds; it must end well."""
        done = subprocess.run(
            list(map(str, command)),
            cwd=cwd or self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def gkaudit(self, *arguments: str) -> str:
        return self.run(self.scripts / "gkaudit", *arguments)


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory) -> Installed:
    return Installed(built[0], tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def work(installed: Installed) -> Path:
    """The work folder that ``gkaudit lab`` makes in the empty folder."""
    installed.gkaudit("lab", "--copy-only")
    return installed.folder / "gkaudit-lab"


def test_a_wheel_from_the_source_package_is_the_same(built, tmp_path):
    wheel, source = built
    with tarfile.open(source) as package:
        package.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.iterdir()
    build(tree, tmp_path / "again", "wheel")
    assert (tmp_path / "again" / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_wheel_carries_what_belongs_to_it_and_nothing_else(built):
    wheel, _ = built
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    assert {name.split("/")[0] for name in names} == {"audit", f"{wheel.name.split('-py3')[0]}.dist-info"}
    listed = subprocess.run(
        ["git", "ls-files", "-z", "audit"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed.returncode == 0:  # a source package has no such list
        assert {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()} <= names
    assert {
        f"audit/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "data").rglob("*") if path.is_file()
    } <= names
    assert wheel.stat().st_size < 8_000_000


def test_the_metadata_say_all_that_an_index_asks(built):
    wheel, _ = built
    with zipfile.ZipFile(wheel) as package:
        (name,) = (name for name in package.namelist() if name.endswith(".dist-info/METADATA"))
        found: Message = message_from_bytes(package.read(name))
        licences = {each for each in package.namelist() if "/licenses/" in each}
    assert (found["Name"], found["Version"]) == (PROJECT["name"], PROJECT["version"])
    assert found["Requires-Python"] == ">=3.11"
    assert found["License-Expression"] == "MIT AND OFL-1.1"
    assert len(licences) == len(found.get_all("License-File")) == 2
    assert found["Description-Content-Type"] == "text/markdown"
    assert all(found[key] for key in ("Summary", "Author", "Keywords"))
    pythons = re.findall(r"Python :: (3\.\d+)", "\n".join(found.get_all("Classifier")))
    assert pythons == ["3.11", "3.12", "3.13"]  # those of constraints.txt
    assert {"cluster", "ocr", "team", "test"} == set(found.get_all("Provides-Extra"))


def test_what_runs_is_the_wheel(installed):
    assert installed.gkaudit("--version").strip() == f"gkaudit {PROJECT['version']}"
    told = installed.run(
        installed.python, "-c", "import audit, audit.machine.installed.resources as r; print(audit.__file__, r.HOME)"
    )
    assert told.split() == [str(installed.packages / "audit" / "__init__.py"), str(installed.packages / "audit")]
    rules = [line.split("\t")[0] for line in installed.gkaudit("rules").splitlines()]
    assert rules == [rule.id for rule in catalogue()]


def test_the_main_job_runs_from_the_wheel(installed, work):
    reports = installed.folder / "年度 报告"
    reports.mkdir()
    for name in ("青禾县水利局2023.docx", "青禾县水利局2024.docx"):
        shutil.copy(work / "样例" / name, reports)
    said = installed.gkaudit("audit", reports.name, "--roster", "样例", "--rubric", "通用", "--out", "核查 结果")
    out = installed.folder / "核查 结果"
    assert "收到2个文件，核查2份报告" in said
    assert {f"青禾县水利局{year}年{end}" for year in (2023, 2024) for end in (".html", ".ipynb")} | {
        "index.html", "rules.html", "ledger.xlsx", "reports.parquet",
    } <= {path.name for path in out.iterdir()}  # fmt: skip
    page = LexborHTMLParser((out / "青禾县水利局2024年.html").read_text("utf-8"))
    assert len(page.css("table.form")) == 3
    assert len(page.css("figure.gk-chart img")) >= 4
    assert {"A001", "C201", "W009", "W007"} <= set(re.findall(r"[A-Z]\d{3}", page.css_first("body").text()))
    settings = openpyxl.load_workbook(out / "ledger.xlsx")["核查设置"]
    listed = "\n".join(str(cell) for row in settings.iter_rows(values_only=True) for cell in row)
    assert "样例（31家）" in listed
    assert "（通用）" in listed
    assert str(installed.packages) not in listed


def test_every_notebook_of_the_work_folder_runs_as_it_is(installed, work):
    for path in (work / "样例").iterdir():
        if not path.name.startswith(FEW):
            path.unlink()
    installed.run(installed.python, "-c", RUN_ALL, *NOTEBOOKS, cwd=work)
    shown = {}
    for name in NOTEBOOKS:
        cells = json.loads((installed.folder / f"{name}.ipynb").read_text("utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        assert {output["output_type"] for output in outputs} == {"execute_result"}, name
        *_, last = outputs
        assert "".join(last["data"]["text/plain"]) == repr(str(installed.packages / "audit" / "__init__.py"))
        shown[name] = "".join(text for o in outputs for text in o["data"].get("text/html", ()))
        assert ("application/vnd.jupyter.widget-view+json" in str(outputs)) == (name == "desk")
    assert "青禾县水利局" in shown["agency"]
    assert "未找到本机关上年度报告" not in shown["agency"]
    assert "未评分" not in shown["agency"]
    assert all(re.match(r"\D+", name)[0] in shown["overview"] for name in FEW)
    assert "没有给出评分办法" not in shown["overview"]
    assert "2023" in shown["trend"]
    assert "2024" in shown["trend"]
    assert "青禾县" in shown["rules"]  # the examples
