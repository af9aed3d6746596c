"""The batch: harmless names, whole files, resuming, nothing lost to one bad report."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import PureWindowsPath
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from selectolax.lexbor import LexborHTMLParser

from audit import pipeline, score, sources
from audit.__main__ import main
from audit.disk import files
from audit.disk.holding import LOCK, held
from audit.errors import RenderError, UsageError
from audit.machine.installed import libraries
from audit.pipeline import Review
from audit.render import audit_batch, batch, file_names, pageplan
from audit.render.notebooks import examine, find_input, notebook
from audit.render.results import safe_name, store
from tests.build import report
from tests.generate.formats import flat
from tests.generate.report import truth


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("青禾县水利局2024年", "青禾县水利局2024年"),
        ("../../x", "x"),
        ("con", "_con"),
        ("COM¹", "_COM1"),
        ("index", "_index"),
        ("<script>alert(1)</script>", "script_alert(1)_script"),
        ("a\u202eb\x00c:d|e", "a_b_c_d_e"),
        ("...", "report"),
        ("", "report"),
        ("名称末尾. ", "名称末尾"),
    ],
)
def test_names_are_harmless(wanted, name):
    assert safe_name(wanted) == name


@pytest.mark.parametrize("wanted", ["长" * 500, "𠀀" * 500, "é" * 500, "\ud800" * 9, "a.b" * 200, "ﷺ" * 50], ids=ascii)
def test_names_are_bounded_and_can_be_written_on_every_system(wanted, tmp_path):
    name = safe_name(wanted)
    assert 0 < len(name.encode()) <= 200
    assert not PureWindowsPath(name).is_reserved() if hasattr(PureWindowsPath, "is_reserved") else True
    (tmp_path / f"{name}.html").touch()


def test_names_are_unique_even_where_case_is_not_told_apart():
    papers = [
        replace(report({"agency": agency, "year": 2024}), source=str(number), sha256=f"{number:064x}")
        for number, agency in enumerate(["水务局A", "水务局a", "水务局", "水务局"])
    ]
    papers.append(replace(papers[3], source="copy"))
    names = file_names(papers)
    assert len({name.casefold() for name in names.values()}) == 5


def test_names_that_differ_in_case_alone_are_the_same_in_any_order():
    papers = [
        replace(report({"agency": agency, "year": 2024}), source=agency, sha256=digest * 64)
        for agency, digest in (("水务局A", "1"), ("水务局a", "2"))
    ]
    names = file_names(papers)
    assert names == file_names(papers[::-1])
    assert [name.rpartition("-")[2] for name in names.values()] == ["11111111", "22222222"]


def test_two_reports_of_one_organ_and_year_are_told_apart_by_what_their_files_are_called():
    organ = "青禾县云岭乡人民政府"
    sources = (
        f"收件/{organ}2024.docx",
        f"收件/{organ}2024（更正）.odt",
        "收件/ZFXXGK:017?.pdf",
        f"补报/{organ}2024（更正）.odt",
    )
    papers = [
        replace(report({"agency": organ, "year": 2024}), source=source, sha256=str(number) * 64)
        for number, source in enumerate(sources, 1)
    ]
    names = file_names(papers[:3])
    assert [names[one.source] for one in papers[:3]] == [
        f"{organ}2024年",
        f"{organ}2024年(更正)",
        f"{organ}2024年-ZFXXGK_017",
    ]
    assert names == file_names(papers[2::-1])
    # Files that are called alike have their digests.
    both = file_names(papers)
    assert [both[one.source] for one in papers[:2]] == [f"{organ}2024年", f"{organ}2024年(更正)-22222222"]
    assert both[papers[3].source] == f"{organ}2024年(更正)-44444444"


def test_a_name_does_not_change_when_other_reports_join():
    first = replace(report({"agency": "水务局"}), source="1")
    assert file_names([first])["1"] == file_names([first, replace(report({"agency": "民政局"}), source="2")])["1"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.html"
    files.write(path, "旧")
    with suppress(ValueError), files.whole(path) as part:
        part.write_text("新的一半", "utf-8")
        raise ValueError
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_what_an_interrupted_run_left_is_cleared_away(tmp_path):
    (tmp_path / ".x.html.77.part").write_text("half")
    (tmp_path / ".样例.77.part").mkdir()
    (tmp_path / ".样例.77.part" / "x.docx").write_text("half")
    (tmp_path / ".别的程序.part").write_text("half")
    with held(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [".别的程序.part"]


def test_a_folder_in_which_a_batch_is_at_work_is_closed_to_others(small_reports, tmp_path, capsys):
    """The other one reads nothing, writes nothing, and leaves alone what the first one is writing."""
    out = tmp_path / "out"
    with held(out):
        half = out / ".x.html.77.part"
        half.write_text("half")
        assert main(["audit", str(small_reports), "--out", str(out)]) == 3
        assert {path.name for path in out.iterdir()} == {LOCK, half.name}
    told = capsys.readouterr().err
    assert "正由另一次核查使用" in told
    assert "--out" in told
    assert "读取：" not in told
    with held(out):
        assert not half.exists()


def test_a_batch_that_was_killed_keeps_nobody_out(tmp_path):
    script = (
        "import os, signal\nfrom pathlib import Path\nfrom audit.disk.holding import held\n"
        f"with held(Path({str(tmp_path / 'out')!r})):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = notebook("agency").parents[1]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == -signal.SIGKILL
    assert [path.name for path in (tmp_path / "out").iterdir()] == [LOCK]
    with held(tmp_path / "out"):
        pass
    assert list((tmp_path / "out").iterdir()) == []


def test_folders_that_were_made_for_nothing_go_again(tmp_path):
    (tmp_path / "empty").mkdir()
    audit_batch([tmp_path / "empty"], tmp_path / "a" / "b", progress=False)
    with pytest.raises(UsageError):
        audit_batch([tmp_path], tmp_path / "a" / "b", review=Review(roster="没有.csv"), progress=False)
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


@pytest.mark.parametrize("inside", ["", "结果", "更深/结果"])
def test_an_output_folder_that_cannot_be_written_is_told_before_anything_is_read(
    inside, small_reports, tmp_path, capsys
):
    (tmp_path / "taken").write_text("文件")
    out = tmp_path / "taken" / inside
    assert main(["audit", str(small_reports), str(tmp_path / "没有.docx"), "--out", str(out)]) == 3
    told = capsys.readouterr().err
    assert "无法使用输出文件夹" in told
    assert "没有.docx" not in told
    assert "index.html" not in told


def test_a_manifest_line_cut_off_is_passed_over(tmp_path):
    for ending in (".ipynb", ".html"):
        (tmp_path / f"甲{ending}").touch()
    store.remember(tmp_path, store.StoredPage("甲", "a.txt", "1"))
    store.remember(tmp_path, store.StoredPage("乙", "b.txt", "2"))
    with (tmp_path / store.MANIFEST).open("a") as stream:
        stream.write('{"name": "丙", "so')
    assert set(store.finished(tmp_path)) == {"甲"}


def test_an_output_folder_that_cannot_be_used_is_said_in_chinese(tmp_path):
    (tmp_path / "taken").touch()
    with pytest.raises(RenderError, match="无法使用输出文件夹"):
        audit_batch([], tmp_path / "taken", progress=False)


def test_inputs_are_found_from_the_notebooks_folder_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.txt").touch()
    assert find_input("here.txt") == "here.txt"
    found = find_input("notebooks/agency.ipynb")
    assert found.endswith("notebooks/agency.ipynb")
    assert found != "notebooks/agency.ipynb"
    assert find_input("nowhere.zip!a.docx") == "nowhere.zip!a.docx"


def test_a_report_that_could_not_be_checked_is_never_shown_as_another_one(small_reports, monkeypatch):
    """A notebook on one report of a folder says what went wrong instead of taking the folder's first report."""
    check = pipeline.check

    def fails(paper, *more):
        if "faulty" in paper.source:
            raise RuntimeError("x")
        return check(paper, *more)

    monkeypatch.setattr(pipeline, "check", fails)
    assert examine(str(small_reports / "clean.txt"), str(small_reports)).report.source.endswith("clean.txt")
    with pytest.raises(RenderError, match=r"faulty\.txt.*未能核查.*RuntimeError"):
        examine(str(small_reports / "faulty.txt"), str(small_reports))


def test_a_report_is_no_second_version_of_itself_however_its_path_is_written(small_reports, monkeypatch):
    monkeypatch.chdir(small_reports)
    rubric = str(score.shipped())
    whole = examine(str(small_reports / "clean.txt"), str(small_reports), rubric=rubric)
    assert examine("clean.txt", str(small_reports), rubric=rubric) == whole
    assert whole.score is not None


@pytest.fixture(scope="module")
def first_run(small_reports, tmp_path_factory):
    source = tmp_path_factory.mktemp("in")
    shutil.copytree(small_reports, source, dirs_exist_ok=True)
    (source / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    out = tmp_path_factory.mktemp("out")
    return source, out, audit_batch([source], out, date="2025-03-01", workers=1, progress=False)


def test_a_batch_makes_pages_index_ledger_and_data(first_run):
    _, out, result = first_run
    assert result.exit_code == 1
    assert not result.failed
    assert [reason for source, reason in result.unreadable if source.endswith("坏.docx")]
    assert len(result.pages) == 2
    for page in result.pages.values():
        assert page.with_suffix(".ipynb").is_file()
        assert page.stat().st_size <= 600_000
    index = LexborHTMLParser((out / "index.html").read_text("utf-8"))
    names = {page.name for page in result.pages.values()}
    assert {unquote(link.attributes["href"]) for link in index.css(".agencies tbody th a")} == names
    gravest = [unquote(link.attributes["href"]).split("#") for link in index.css(".agencies tbody td a")]
    assert gravest
    for name, anchor in gravest:
        assert name in names
        assert LexborHTMLParser((out / name).read_text("utf-8")).css_first(f"#{anchor}") is not None
    assert "坏.docx" in index.body.text()
    assert libraries.digest() in index.body.text()
    assert openpyxl.load_workbook(out / sources.LEDGER).sheetnames == [
        "整改台账", "无法核对", "汇总", "问题台账", "报告清单", "核查设置"
    ]  # fmt: skip
    assert len(pd.read_parquet(out / "cells.parquet")) == 400
    assert sorted(path.name for path in out.glob(".*")) == [".gkaudit-cache", ".gkaudit-ledgers.json"]


def test_every_file_for_programs_names_its_kind_and_version(first_run):
    _, out, result = first_run
    pages = [json.loads(line) for line in (out / sources.MANIFEST).read_text("utf-8").splitlines()]
    notebooks = [json.loads(path.read_text("utf-8"))["metadata"] for path in out.glob("*.ipynb")]
    tables = {path.stem: pd.read_parquet(path).attrs["schema"] for path in out.glob("*.parquet")}
    (named,) = openpyxl.load_workbook(out / sources.LEDGER).custom_doc_props.props
    assert {page["schema"] for page in pages} == {"gongkai-audit/page/1"}
    assert len(notebooks) == len(result.pages) + 2
    assert {each["schema"] for each in notebooks} == {"gongkai-audit/notebook/1"}
    assert all(each["title"] for each in notebooks)
    assert tables == {name: f"gongkai-audit/{name}-table/1" for name in ("cells", "outcomes", "rates", "reports")}
    assert (named.name, named.value) == ("schema", "gongkai-audit/ledger/1")


def test_pages_that_an_earlier_version_listed_are_not_made_again(first_run, tmp_path):
    """Its list names no kind and version."""
    source, made, before = first_run
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    lines = [json.loads(line) for line in (tmp_path / sources.MANIFEST).read_text("utf-8").splitlines()]
    plain = [{name: value for name, value in line.items() if name != "schema"} for line in lines]
    (tmp_path / sources.MANIFEST).write_text("".join(json.dumps(line) + "\n" for line in plain), "utf-8")
    again = audit_batch([source], tmp_path, date="2025-03-01", workers=1, progress=False)
    assert again.reused == len(before.pages)
    assert (tmp_path / sources.MANIFEST).read_bytes() == (made / sources.MANIFEST).read_bytes()


def test_what_a_batch_made_is_not_read_as_reports(first_run):
    _, out, _ = first_run
    assert sources.expand([out]) == [str(out)]
    assert [report.absence for report in pipeline.read_all([out])] == ["nowhere"]


def test_results_of_other_reports_in_the_folder_are_kept_and_listed(first_run, tmp_path, capsys):
    """Whoever audits other reports into the same folder finds all pages from its overview, and is told so."""
    source, made, before = first_run
    out, other = tmp_path / "out", tmp_path / "另一批"
    shutil.copytree(made, out)
    pages = {page.name: page.read_bytes() for page in before.pages.values()}
    other.mkdir()
    (other / "新.txt").write_text(flat.write(truth.make(7)), "utf-8")
    (other / "另一版.txt").write_text((source / "clean.txt").read_text("utf-8") + "\n另一版。\n", "utf-8")
    assert main(["audit", str(other), "--out", str(out), "--workers", "1"]) == 0
    assert "另有2个以前核查生成的页面" in capsys.readouterr().err
    assert {name: (out / name).read_bytes() for name in pages} == pages
    links = {unquote(link) for link in re.findall(r'<a href="([^"#]+\.html)"', (out / "index.html").read_text("utf-8"))}
    assert links >= set(pages)
    assert len(links - {"rules.html"}) == 4
    assert set(pages) <= {f"{name}.html" for name in store.finished(out)}
    assert len(pd.read_parquet(out / "reports.parquet")) == 2


def spoil(monkeypatch, name, spoiled):
    """Let a batch run the notebook ``spoiled`` in place of the one of that name."""
    job, instead = batch.PageJob, str(spoiled.with_suffix(""))
    for planned in (batch, pageplan):
        monkeypatch.setattr(planned, "PageJob", lambda one, *more: job(instead if one == name else one, *more))


def test_an_overview_that_could_not_be_made_is_not_recommended(first_run, tmp_path, monkeypatch, capsys):
    source, made, _ = first_run
    out, spoiled = tmp_path / "out", tmp_path / "overview.ipynb"
    shutil.copytree(made, out)
    text = notebook("overview").read_text("utf-8")
    spoiled.write_text(text.replace("import audit\\n", "1 / 0\\n"), "utf-8")
    spoil(monkeypatch, "overview", spoiled)
    assert main(["audit", str(source / "clean.txt"), "--out", str(out), "--workers", "1"]) == 3
    told = capsys.readouterr().err
    assert "未能生成：index.html：" in told
    assert "总览未能生成" in told
    assert "请打开其中的index.html" not in told
    assert not (out / "index.html").exists()


def test_pages_carry_no_script_and_reach_nowhere(first_run):
    _, out, result = first_run
    for path in (*result.pages.values(), out / "index.html"):
        text = path.read_text("utf-8")
        page = LexborHTMLParser(text)
        assert not page.css("script, link, iframe, object, embed")
        assert all(image.attributes["src"].startswith("data:") for image in page.css("img"))
        assert all(image.attributes.get("alt") for image in page.css("img"))
        assert "default-src 'none'" in page.css_first("meta[http-equiv]").attributes["content"]
        assert "import audit" not in page.body.text()


def test_a_second_run_makes_only_what_changed(first_run):
    source, out, result = first_run
    before = {page: page.stat().st_mtime_ns for page in result.pages.values()}
    changed = source / "faulty.txt"
    original = changed.read_text("utf-8")
    changed.write_text(original + "\n", "utf-8")
    again = audit_batch([source], out, date="2025-03-01", workers=1, progress=False)
    changed.write_text(original, "utf-8")
    assert again.reused == 1
    assert again.pages == result.pages
    new = {page for page, time in before.items() if page.stat().st_mtime_ns != time}
    assert new == {again.pages[str(changed)]}


def test_the_failure_of_one_page_costs_no_other(first_run, tmp_path, monkeypatch):
    source, _, _ = first_run
    spoiled = tmp_path / "agency.ipynb"
    text = notebook("agency").read_text("utf-8")
    spoiled.write_text(text.replace("import audit\\n", "import audit\\nassert 'faulty' not in report\\n"), "utf-8")
    spoil(monkeypatch, "agency", spoiled)
    lacking = str(tmp_path / "没有.docx")
    result = audit_batch([source], tmp_path / "out", review=Review(previous=[lacking]), workers=1, progress=False)
    assert result.exit_code == 3
    assert lacking in dict(result.unreadable)
    assert [source.endswith("faulty.txt") for source, _ in result.failed] == [True]
    assert "AssertionError" in result.failed[0][1]
    assert len(result.pages) == 1
    assert "未能生成核查页" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_file_that_another_program_holds_costs_neither_overview_nor_data(first_run, tmp_path):
    """Whoever has the old ledger open still gets a new overview, which says that the ledger is not of this run."""
    source, made, _ = first_run
    out = tmp_path / "out"
    shutil.copytree(made, out)
    for name in (sources.LEDGER, sources.MANIFEST, "index.html", "cells.parquet"):
        (out / name).unlink()
    (out / sources.LEDGER).mkdir()
    (out / sources.MANIFEST).mkdir()
    result = audit_batch([source], out, date="2025-03-01", workers=1, progress=False)
    assert result.exit_code == 3
    assert [name for name, _ in result.failed] == [sources.LEDGER, sources.MANIFEST]
    assert all("关闭正在使用该文件的程序" in reason for _, reason in result.failed)
    assert sources.LEDGER in (out / "index.html").read_text("utf-8")
    assert (out / "cells.parquet").is_file()
    assert len(result.pages) == 2
