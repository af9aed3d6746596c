"""Pages on paper, for everybody and by keyboard: prints as PDF, what axe-core finds, windows of any width."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from audit import sources
from audit.__main__ import main
from audit.machine.programs import browser as machine_browser
from audit.render import audit_batch
from audit.render.notebooks import notebook
from audit.render.results import paper, store
from tests.components import CHROMIUM
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.present.test_page import ARGUMENTS, opened
from tests.roots import ROOT, SHARED

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium"), pytest.mark.slow]

#: The file of each kind of page among those that a batch makes.
KINDS = ("faulty", "clean", "index", "rules", "trend")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A batch of a faulty and of a clean report, printed; the pages' paths by kind, the trend's page among them."""
    folder = tmp_path_factory.mktemp("paper")
    reports = {"faulty": truth.make(5, consistent=False), "clean": truth.make(7)}
    for name, known in reports.items():
        (folder / f"{name}.txt").write_text(flat.write(known), "utf-8")
    out = folder / "out"
    result = audit_batch([folder / f"{name}.txt" for name in reports], out, date="2025-03-01", pdf=True, progress=False)
    assert not result.failed
    pages = {Path(source).stem: path for source, path in result.pages.items()}
    pages |= {"index": out / "index.html", "rules": out / "rules.html", "trend": out / "trend.html"}
    from audit.render.notebooks.pages import make as make_page

    samples = [str(ROOT / "data" / "samples" / f"青禾县水利局{year}.docx") for year in (2023, 2024)]
    make_page(notebook("trend"), {"reports": samples, "date": "2025-03-01"}, "青禾县水利局 历年对照", out / "trend")
    return pages


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


def sheets(path: Path) -> list[str]:
    """The text of each page of a PDF, without blanks."""
    with pypdfium2.PdfDocument(path) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("kind", ["faulty", "clean", "index", "rules"])
def test_a_print_says_what_the_page_says_and_numbers_its_sheets(made, browser, kind):
    found = sheets(made[kind].with_suffix(".pdf"))
    for number, sheet in enumerate(found, 1):
        assert f"第{number}页，共{len(found)}页" in sheet
    with opened(browser, made[kind].as_uri()) as (page, _, _):
        page.emulate_media(media="print")
        shown = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,.verdict p')].filter(e => e.checkVisibility() && e.clientWidth > 1).map(e => e.innerText)"
        )
    text = "".join(found)
    assert shown
    assert [words for words in shown if "".join(words.split()) not in text] == []


def test_a_clean_report_is_two_sheets(made):
    found = sheets(made["clean"].with_suffix(".pdf"))
    assert len(found) == 2
    assert "机器核查未发现须更正之处" in found[0]


def test_a_clean_report_with_roster_rubric_and_its_last_year_is_two_sheets(tmp_path):
    data = ROOT / "data"
    this, last = (str(data / "samples" / f"云州市财政局{year}.pdf") for year in (2024, 2023))
    options = ["--previous", last, "--roster", str(data / "roster.csv"), "--rubric", str(data / "rubric.toml")]
    assert main(["audit", this, *options, "--out", str(tmp_path), "--workers", "1", "--pdf"]) == 0
    (made,) = tmp_path.glob("云州市财政局2024年*.pdf")
    found = sheets(made)
    assert len(found) == 2
    assert all(words in "".join(found) for words in ("优秀", "历年主要数据", "行政诉讼结果", "文字比对"))


def filled(path: Path) -> list[float]:
    """How far down each sheet of a PDF but the last is printed, the footer left out, from 0 to 1."""
    with pypdfium2.PdfDocument(path) as document:
        pictures = [page.render(scale=0.5).to_numpy()[..., :3].min(axis=2) for page in document]
    found = []
    for picture in pictures[:-1]:
        rows = np.flatnonzero((picture[: int(picture.shape[0] * 0.93)] < 200).any(axis=1))
        found.append(float(rows[-1] / picture.shape[0]))
    return found


def test_no_sheet_of_a_report_with_faults_is_half_empty(made):
    assert min(filled(made["faulty"].with_suffix(".pdf"))) > 0.7


@pytest.mark.shared("real/洪泽区2023.pdf")
def test_no_sheet_of_a_real_report_is_half_empty(tmp_path):
    out = tmp_path / "out"
    result = audit_batch([SHARED / "real" / "洪泽区2023.pdf"], out, date="2025-03-01", pdf=True, progress=False)
    (page,) = result.pages.values()
    assert min(filled(page.with_suffix(".pdf"))) > 0.7
    ends = [sheet.partition("洪泽区人民政府2023核查页")[0][-4:] for sheet in sheets(page.with_suffix(".pdf"))]
    headings = ("问题", "三张表", "报告原文", "图表", "得分", "历年对照与同类比较", "文字比对")
    assert not [end for end in ends[:-1] if end.endswith(headings)]


def test_a_print_of_tables_that_could_not_be_read_is_light(tmp_path):
    """What tells a cell that was not read is printed as lines, not as a picture of the sheet for each cell."""
    whole = flat.write(truth.make(5))
    (tmp_path / "甲.txt").write_text(whole[: whole.index("四、")], "utf-8")
    result = audit_batch([tmp_path / "甲.txt"], tmp_path / "out", date="2025-03-01", pdf=True, progress=False)
    (page,) = result.pages.values()
    assert page.read_text("utf-8").count('class="unread"') > 10
    assert page.with_suffix(".pdf").stat().st_size < 1_000_000


def test_a_print_leads_nowhere_but_within_itself(made):
    for kind in ("faulty", "index"):
        data = made[kind].with_suffix(".pdf").read_bytes()
        assert not re.search(rb"file:|/URI\s*\(", data)


def test_a_page_printed_twice_has_the_same_text_and_pages(made, tmp_path):
    (tmp_path / "甲.html").write_bytes(made["faulty"].read_bytes())
    paper.print_page(paper.PrintJob(str(CHROMIUM), tmp_path, "甲"))
    assert sheets(tmp_path / "甲.pdf") == sheets(made["faulty"].with_suffix(".pdf"))


def test_prints_are_known_for_results_and_made_again_only_where_the_page_has_changed(made):
    folder = made["clean"].parent
    assert [path for path in sources.expand([folder.parent]) if path.endswith(".pdf")] == []
    known = store.finished(folder)
    assert paper.due(folder, known.values()) == ({}, {})
    made["clean"].with_suffix(".pdf").rename(folder / "beiseite.pdf")
    assert list(paper.due(folder, known.values())[0]) == [made["clean"].stem]
    (folder / "beiseite.pdf").rename(made["clean"].with_suffix(".pdf"))
    foreign = store.StoredPage(made["clean"].stem, "", "")
    begun, refused = paper.due(folder, [foreign])
    assert not begun
    assert "不是本工具生成的" in refused[f"{foreign.name}.pdf"]


def test_a_hostile_page_reaches_nothing_when_it_is_printed(tmp_path):
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "secret.html").write_text("<p>geheim", "utf-8")
    address = f"http://127.0.0.1:{server.server_port}"
    page = (
        f"<html><head><link rel=stylesheet href='{address}/s.css'></head><body><p>无害</p><img src='{address}/i.png'>"
        f"<iframe src='{(tmp_path / 'secret.html').as_uri()}'></iframe><iframe src='{address}/f'></iframe>"
        f"<script>document.write('ran'); fetch('{address}/x')</script><meta http-equiv=refresh content='0;{address}/r'>"
    )
    (tmp_path / "job").mkdir()
    made = machine_browser.print_page(str(CHROMIUM), tmp_path / "job", page)
    server.shutdown()
    server.server_close()
    assert asked == []
    if isinstance(made, Path):
        assert "ran" not in (text := "".join(sheets(made)))
        assert "geheim" not in text


def test_a_machine_without_a_browser_says_so_before_anything_is_read(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv(machine_browser.VARIABLE, str(tmp_path / "没有"))
    (tmp_path / "甲.txt").write_text("政府信息公开工作年度报告", "utf-8")
    code = main(["audit", str(tmp_path / "甲.txt"), "--out", str(tmp_path / "out"), "--pdf"])
    assert code == 3
    said = capsys.readouterr().err
    assert "Chromium、Chrome或Edge" in said
    assert machine_browser.VARIABLE in said
    assert not (tmp_path / "out").exists()


def test_a_browser_that_prints_nothing_is_told(tmp_path):
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    program.chmod(0o755)
    (tmp_path / "job").mkdir()
    assert machine_browser.print_page(str(program), tmp_path / "job", "<p>甲") == "浏览器没有给出结果"
    program.write_text("#!/bin/sh\nexit 7\n", "utf-8")
    (tmp_path / "again").mkdir()
    assert "代码7" in machine_browser.print_page(str(program), tmp_path / "again", "<p>甲")


#: Tables without a caption, heads without a scope, boxes that scroll and are not reached by keyboard.
UNNAMED = (
    "() => [...document.querySelectorAll('table')].filter(e => !e.caption || !e.caption.textContent.trim()).length"
)
WITHOUT_SCOPE = "() => document.querySelectorAll('th:not([scope])').length"
UNREACHED = """() => [...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0 && !e.querySelector('a'))
    .map(e => e.outerHTML.slice(0, 90))"""
#: Cells whose own text is wrapped at fewer than four characters' width, though it is longer.
NARROW = """() => [...document.querySelectorAll('table.list td, table.facts td, table.cards td')].filter(e => {
    const style = getComputedStyle(e), size = parseFloat(style.fontSize), range = document.createRange();
    range.selectNodeContents(e);
    const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top / size)));
    const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return e.checkVisibility() && !e.querySelector('br, div') && lines.size > 1 && room < 4 * size;
}).map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_keeps_within_any_window_and_on_paper_and_axe_finds_nothing_to_object_to(made, browser, kind):
    with opened(browser, made[kind].as_uri(), viewport={"width": 390, "height": 900}) as (page, _, _):
        assert page.evaluate(UNNAMED) == 0
        assert page.evaluate(WITHOUT_SCOPE) == 0
        for media, scheme, width in (("print", "light", 718), ("screen", "dark", 390), ("screen", "light", 1280)):
            page.emulate_media(media=media, color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            if media == "screen":
                page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
                assert page.evaluate(UNREACHED) == []
                assert objections(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            assert page.evaluate(NARROW) == []


def test_the_edge_of_a_table_at_which_it_goes_on_fades_and_the_table_is_reached_by_keyboard(made, browser):
    with opened(browser, made["faulty"].as_uri(), viewport={"width": 390, "height": 900}) as (page, _, _):
        box = page.locator("#sb .scroll").first
        edges = "e => ['--left', '--right'].map(name => getComputedStyle(e).getPropertyValue(name) === 'transparent')"
        assert box.evaluate(edges) == [False, True]
        box.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
        page.wait_for_function(f"() => String(({edges})(document.querySelector('#sb .scroll'))) === 'true,false'")
        box.focus()
        assert box.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        page.set_viewport_size({"width": 1280, "height": 900})
        page.wait_for_function(f"() => String(({edges})(document.querySelector('#sb .scroll'))) === 'false,false'")


def objections(page) -> list[tuple[str, int, str, str]]:
    """What axe-core objects to: its rule, at how many places, and the first of them."""
    return [
        (one["id"], len(one["nodes"]), json.dumps(one["nodes"][0]["target"]), one["nodes"][0]["html"][:200])
        for one in Axe().run(page).response["violations"]
    ]


def test_a_page_of_a_report_is_small(made):
    for kind in ("faulty", "clean"):
        assert made[kind].stat().st_size <= 250_000
