"""The notebooks are thin, clean, and say what the library says."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import nbformat
import papermill
import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit.errors import RenderError
from audit.render import engine, notebook

FOLDER = Path(__file__).parents[1] / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def outputs(executed):
    return [output for cell in executed.cells for output in cell.get("outputs", ())]


def html(executed):
    return "\n".join(output.data["text/html"] for output in outputs(executed) if "text/html" in output.get("data", {}))


def test_all_notebooks_ship():
    assert {"agency", "explore", "overview", "rules", "trend"} <= {path.stem for path in PATHS}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_imports_only_the_toolkit(path):
    cells = code_cells(path)
    assert len(cells) <= 12
    for cell in cells:
        assert len(cell.source.splitlines()) <= (12 if "parameters" in cell.metadata.get("tags", ()) else 6)
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


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_parameters_are_literals_in_the_first_code_cell(path):
    first, *rest = code_cells(path)
    assert first.metadata.tags == ["parameters"]
    assert all("parameters" not in cell.metadata.get("tags", ()) for cell in rest)
    for statement in ast.parse(first.source).body:
        assert isinstance(statement, ast.Assign)
        ast.literal_eval(statement.value)


@pytest.mark.parametrize("name", ["clean", "faulty"])
def test_the_page_of_an_agency_shows_what_check_finds(name, small_reports, request):
    report, found = request.getfixturevalue(name)
    executed = engine.run(
        notebook("agency"), {"report": str(small_reports / f"{name}.txt"), "date": "2025-03-01"}, name
    )
    assert all(output.output_type == "execute_result" for output in outputs(executed))
    page = LexborHTMLParser(html(executed))
    shown = {card.attributes["data-key"] for card in page.css("article.finding")}
    assert shown == {outcome.key for outcome in found if outcome.verdict == "fail"}
    assert report.agency in page.css_first("h1").text()
    assert report.sha256 in page.css_first("table.facts").text()
    assert audit.__version__ in page.css_first("table.facts").text()
    assert len(page.css("figure.gk-chart img")) == 4
    assert len(page.css("table.form")) == 3


def test_an_executed_notebook_is_the_same_each_time(small_reports):
    given = {"report": str(small_reports / "clean.txt"), "date": "2025-03-01"}
    first, second = (nbformat.writes(engine.run(notebook("agency"), given, "")) for _ in range(2))
    assert first == second


def test_the_overview_lists_every_report_and_what_was_not_read(small_reports, tmp_path, clean, faulty):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    given = {
        "folder": [str(small_reports), str(tmp_path)],
        "pages": {clean[0].source: "某 页#1.html"},
        "failed": {"丢.txt": "内核未启动"},
        "date": "2025-03-01",
    }
    page = LexborHTMLParser(html(engine.run(notebook("overview"), given, "")))
    words = page.body.text()
    for report, _ in (clean, faulty):
        assert report.agency in words
    assert page.css_first("table.list a").attributes["href"] == "%E6%9F%90%20%E9%A1%B5%231.html"
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
    page = LexborHTMLParser(html(engine.run(notebook("agency"), given, "")))
    whole = {"folder": str(small_reports), "profile": given["profile"]}
    assert "停用规则：A301" in html(engine.run(notebook("overview"), whole, ""))
    assert "停用规则：A301" in page.css_first("table.facts").text()
    assert not [card for card in page.css("article.finding") if "A301" in card.text()]


def test_the_handbook_is_a_page_of_all_rules_without_code():
    executed = engine.run(notebook("rules"), {"profile": "生态环境", "samples": []}, "手册")
    assert all(output.output_type == "execute_result" for output in outputs(executed))
    page = LexborHTMLParser(engine.page(executed))
    assert {entry.id for entry in page.css("article.rule")} == {rule.id for rule in audit.catalogue()}
    targets = {link.attributes["href"] for link in page.css(".contents a")}
    assert targets == {f"#{rule.id}" for rule in audit.catalogue()}
    assert "环评受理公示" in page.body.text()
    assert "import audit" not in page.body.text()
    assert not page.css("script")


def test_explore_shows_a_panel(small_reports):
    executed = engine.run(notebook("explore"), {"folder": str(small_reports)}, "")
    assert any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in outputs(executed))
    assert all(output.output_type != "error" for output in outputs(executed))


def test_papermill_by_hand_runs_the_agency_notebook(small_reports, tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    executed = papermill.execute_notebook(
        str(notebook("agency")), None, {"report": str(small_reports / "clean.txt")}, progress_bar=False
    )
    assert "核查页" in html(executed)


def test_unknown_parameters_are_refused(small_reports):
    with pytest.raises(RenderError, match="没有参数：reports"):
        engine.run(notebook("agency"), {"reports": str(small_reports)}, "")


def test_a_failing_cell_is_told_with_its_cause(tmp_path):
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(broken, tmp_path / "broken.ipynb")
    with pytest.raises(RenderError, match="ZeroDivisionError"):
        engine.run(tmp_path / "broken.ipynb", {}, "")


def test_an_unreadable_report_gives_a_page_that_says_why(tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    executed = engine.run(notebook("agency"), {"report": str(tmp_path / "坏.docx")}, "")
    assert "未能读取" in html(executed)
    assert all(output.output_type == "execute_result" for output in outputs(executed))
