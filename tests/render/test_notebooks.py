"""The notebooks are thin, clean, and say what the library says."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import nbformat
import papermill
import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit.assessment import Examined
from audit.errors import RenderError, UsageError
from audit.present import agency
from audit.render import accept, notebook
from audit.render.notebooks import pages
from audit.score import shipped
from tests.roots import ROOT

FOLDER = ROOT / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def outputs(executed):
    return [output for cell in executed.cells for output in cell.get("outputs", ())]


def html(executed):
    return "\n".join(output.data["text/html"] for output in outputs(executed) if "text/html" in output.get("data", {}))


def test_all_notebooks_ship():
    assert {"agency", "desk", "explore", "overview", "rules", "trend"} <= {path.stem for path in PATHS}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_imports_only_the_toolkit(path):
    cells = code_cells(path)
    assert len(cells) <= 12
    for cell in cells:
        assert len(cell.source.splitlines()) <= (14 if "parameters" in cell.metadata.get("tags", ()) else 6)
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Try | ast.Lambda)
            if isinstance(node, ast.Import):
                assert [alias.name for alias in node.names] == ["audit"]
            if isinstance(node, ast.ImportFrom):
                assert node.module == "audit"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_outputs(path):
    raw = json.loads(path.read_text("utf-8"))
    for cell in raw["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
    assert "widgets" not in raw["metadata"]


@pytest.mark.parametrize("path", [path for path in PATHS if path.stem != "desk"], ids=lambda path: path.stem)
def test_parameters_are_literals_in_the_first_code_cell(path):
    first, *rest = code_cells(path)
    assert first.metadata.tags == ["parameters"]
    assert all("parameters" not in cell.metadata.get("tags", ()) for cell in rest)
    for statement in ast.parse(first.source).body:
        assert isinstance(statement, ast.Assign)
        ast.literal_eval(statement.value)


def page_of(name, folder):
    """The notebook of one of the small reports, executed."""
    return pages.run(notebook("agency"), {"report": str(folder / f"{name}.txt"), "date": "2025-03-01"}, name)


@pytest.fixture(scope="module")
def page_of_clean(small_reports):
    return page_of("clean", small_reports)


@pytest.mark.parametrize("name", ["clean", "faulty"])
def test_the_page_of_an_agency_shows_what_check_finds(name, small_reports, request):
    report, found = request.getfixturevalue(name)
    executed = request.getfixturevalue("page_of_clean") if name == "clean" else page_of(name, small_reports)
    assert all(output.output_type == "execute_result" for output in outputs(executed))
    page = LexborHTMLParser(html(executed))
    shown = {key for card in page.css("[data-keys]") for key in card.attributes["data-keys"].split()}
    assert shown == {outcome.key for outcome in found if outcome.verdict != "pass"}
    assert report.agency in page.css_first("h1").text()
    assert report.sha256 in page.css_first("table.facts").text()
    assert audit.__version__ in page.body.text()
    assert len(page.css("figure.gk-chart img")) == 4
    assert len(page.css("table.form")) == 3


def test_an_executed_notebook_is_the_same_each_time(small_reports, page_of_clean):
    assert nbformat.writes(page_of("clean", small_reports)) == nbformat.writes(page_of_clean)


def test_the_overview_lists_every_report_and_what_was_not_read(small_reports, tmp_path, clean, faulty):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    given = {
        "folder": [str(small_reports), str(tmp_path)],
        "pages": {clean[0].source: "某 页#1.html"},
        "failed": {"丢.txt": "内核未启动"},
        "date": "2025-03-01",
    }
    page = LexborHTMLParser(html(pages.run(notebook("overview"), given, "")))
    words = page.body.text()
    for report, _ in (clean, faulty):
        assert report.agency in words
    assert page.css_first(".agencies tbody th a").attributes["href"] == "%E6%9F%90%20%E9%A1%B5%231.html"
    assert "坏.docx" in words
    assert "内核未启动" in words
    assert len(page.css("figure.gk-chart img")) == 5


def test_pages_follow_the_profile_they_are_given(small_reports, tmp_path):
    (tmp_path / "本地.toml").write_text('name = "本地"\n[rules]\noff = ["A301"]', "utf-8")
    given = {
        "report": str(small_reports / "faulty.txt"),
        "profile": [str(tmp_path / "本地.toml")],
        "date": "2025-03-01",
    }
    page = LexborHTMLParser(html(pages.run(notebook("agency"), given, "")))
    whole = {"folder": str(small_reports), "profile": given["profile"]}
    assert "停用规则：A301" in html(pages.run(notebook("overview"), whole, ""))
    assert "停用规则：A301" in page.css_first("table.facts").text()
    assert not [card for card in page.css("article.card") if "A301" in card.text()]


def test_the_handbook_is_a_page_of_all_rules_without_code():
    executed = pages.run(notebook("rules"), {"profile": "生态环境", "samples": []}, "手册")
    assert all(output.output_type == "execute_result" for output in outputs(executed))
    page = LexborHTMLParser(pages.page(executed))
    assert {entry.id for entry in page.css("article.rule")} == {rule.id for rule in audit.catalogue()}
    targets = {link.attributes["href"] for link in page.css("nav.rules a")}
    assert targets == {f"#{rule.id}" for rule in audit.catalogue()}
    assert "环评受理公示" in page.body.text()
    assert "import audit" not in page.body.text()
    assert not page.css("script")


def test_explore_gives_frames_and_the_report_of_an_agency(small_reports, clean, faulty):
    given = {"folder": str(small_reports), "agency": clean[0].agency}
    executed = pages.run(notebook("explore"), given, "")
    assert all(output.output_type == "execute_result" for output in outputs(executed))
    page = LexborHTMLParser(html(executed))
    reports, outcomes = page.css("table.dataframe")
    assert {clean[0].agency, faulty[0].agency} <= set(reports.text(separator="\n").split("\n"))
    assert "fail" in outcomes.text()
    assert page.css_first("h1").text() == clean[0].agency
    assert len(page.css("table.form")) == 3


def test_papermill_by_hand_runs_the_agency_notebook(small_reports, tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    executed = papermill.execute_notebook(
        str(notebook("agency")), None, {"report": str(small_reports / "clean.txt")}, progress_bar=False
    )
    assert "核查页" in html(executed)


def test_unknown_parameters_are_refused(small_reports):
    with pytest.raises(RenderError, match="没有参数：reports"):
        pages.run(notebook("agency"), {"reports": str(small_reports)}, "")


def test_papermill_by_hand_refuses_a_mistyped_parameter(small_reports, tmp_path):
    """papermill itself adds any name without a word: the notebook would then speak of another report, or of none."""
    wrong = ["-p", "reprot", str(small_reports / "clean.txt")]
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        str(notebook("agency")),
        str(tmp_path / "o.ipynb"),
    ]
    environment = os.environ | {"IPYTHONDIR": str(tmp_path), "PYTHONPATH": str(FOLDER.parent)}
    done = subprocess.run([*command, *wrong], capture_output=True, text=True, env=environment, check=False, timeout=300)
    assert done.returncode
    *_, last = done.stderr.strip().splitlines()
    assert last == (
        "笔记本“agency.ipynb”没有参数“reprot”。是否为“report”？"
        "可用参数：report、folder、previous、roster、rubric、profile、asof、decisions、date、overview、handbook。"
    )
    cells = json.loads((tmp_path / "o.ipynb").read_text("utf-8"))["cells"]
    assert "gk" not in json.dumps(cells).replace("gkaudit", "")


CELLS = (
    'report = "a.docx"\nfolder = []\nprevious = []\nroster = ""\nrubric = ""\nprofile = []\nasof = ""\ndecisions = ""\ndate = ""\n'
    'overview = ""\nhandbook = ""',
)


def names_after(*cells, **more):
    """The names of a kernel that ran ``cells`` and now the one that asks."""
    names: dict[str, object] = {"In": ["", *cells, "render.accept(…)"]}
    for cell in cells:
        exec(cell, names)
    return names | more


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("agency", {}, "没有填写报告文件"),
        ("agency", {"report": "没有.docx"}, "找不到文件“没有.docx”"),
        ("agency", {"report": "notebooks"}, "参数“report”应为一份报告文件，“notebooks”是文件夹"),
        ("agency", {"report": 2024}, "参数“report”应为一段文字，不能是2024"),
        ("agency", {"report": "README.md", "previous": ["没有"]}, "找不到文件“没有”"),
        ("overview", {}, "没有填写报告所在位置"),
        ("overview", {"folder": ["README.md", "没有"]}, "找不到文件“没有”"),
        ("overview", {"folder": "audit/forms"}, "文件夹“.*”中没有找到可以读取的报告文件"),
        ("trend", {"reports": {"甲": "乙"}}, "参数“reports”应为一段文字，或者几段文字的列表"),
        ("trend", {"reports": ["没有.docx"]}, "找不到文件“没有.docx”"),
        (
            "explore",
            {"folder": "data/roster.csv", "roster": "没有.csv"},
            "机关名录“没有.csv”不能使用：无法打开",
        ),
        ("rules", {"samples": "没有"}, "找不到文件“没有”"),
    ],
)
def test_a_notebook_refuses_what_it_cannot_take_in_one_sentence(name, given, said):
    parameters, *rest = (cell.source for cell in code_cells(notebook(name)))
    filled_in = "\n".join(f"{key} = {value!r}" for key, value in given.items())
    with pytest.raises(UsageError, match=f"^{said}"):
        exec(rest[0], names_after(parameters, filled_in))


def test_the_sentence_of_a_refusal_is_all_that_a_batch_tells_of_it():
    with pytest.raises(RenderError, match=r"^笔记本“agency\.ipynb”没有执行：找不到文件“没有\.docx”"):
        pages.run(notebook("agency"), {"report": "没有.docx"}, "")


def test_names_that_are_no_parameters_are_found_whoever_wrote_them():
    accept("agency", names_after(*CELLS))
    accept("agency", names_after(*CELLS, '# Parameters\nreport = "b.docx"\nPAPERMILL_INPUT_PATH = "a.ipynb"\n'))
    accept("agency", names_after('rosster = "x"', *CELLS, "print(1)\nother = 2", "count = len(report)"))
    for wrong in (
        names_after(*CELLS, '# Parameters\nrosster = "x.csv"\n'),
        names_after(CELLS[0] + '\nrosster = "x.csv"'),
        names_after(*CELLS, 'report = "b.docx"', 'rosster = "x.csv"'),
    ):
        with pytest.raises(UsageError, match="没有参数“rosster”。是否为“roster”？"):
            accept("agency", wrong)
    with pytest.raises(UsageError, match="参数单元中缺少“date”。留空时写作 date = ''"):
        accept("agency", names_after(CELLS[0].replace('date = ""', "")))


def test_a_failing_cell_is_told_with_its_cause(tmp_path):
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(broken, tmp_path / "broken.ipynb")
    with pytest.raises(RenderError, match="ZeroDivisionError"):
        pages.run(tmp_path / "broken.ipynb", {}, "")


def test_an_unreadable_report_gives_a_page_that_says_why(tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    executed = pages.run(notebook("agency"), {"report": str(tmp_path / "坏.docx")}, "")
    assert "未能读取" in html(executed)
    assert all(output.output_type == "execute_result" for output in outputs(executed))


def test_a_page_on_an_unreadable_report_says_nowhere_that_something_is_in_order(tmp_path):
    (tmp_path / "清河县水务局2024.docx").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "名录.csv").write_text("机关名称\n清河县水务局\n", "utf-8")
    given = {
        "report": str(tmp_path / "清河县水务局2024.docx"),
        "roster": str(tmp_path / "名录.csv"),
        "rubric": str(shipped()),
        "date": "2025-03-01",
    }
    page = LexborHTMLParser(html(pages.run(notebook("agency"), given, "")))
    assert not page.css(".none-found")
    assert not page.css("table.counts")
    words = page.body.text()
    assert "本项没有核对" in words
    for green in ("未发现", "没有发现", "均已", "相符", "没有扣分", "100.00", "不适用的规则"):
        assert green not in words, green


def test_the_appendix_of_an_unreadable_report_lists_only_what_was_found_against_its_file(tmp_path, faulty):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    report = audit.read(tmp_path / "坏.docx")
    outcomes = faulty[1]
    page = LexborHTMLParser(str(agency.appendix(Examined(report, outcomes), audit.catalogue())))
    listed = {row.css_first("td").text() for row in page.css("table.list tbody tr")}
    assert listed == {outcome.rule for outcome in outcomes if outcome.verdict != "pass"}
    assert "相符" not in page.body.text()
    whole = LexborHTMLParser(str(agency.appendix(Examined(*faulty), audit.catalogue())))
    assert {row.css_first("td").text() for row in whole.css("table.list tbody tr")} >= {o.rule for o in outcomes}


def test_text_compared_with_no_other_report_is_not_said_to_be_original(page_of_clean):
    page = html(page_of_clean)
    assert "没有其他报告可以比对" in page
    assert "没有发现与其他机关" not in page
