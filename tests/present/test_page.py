"""What an inspector sees in a browser: the page of a report, and the panel in JupyterLab."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import expect, sync_playwright

from audit.present import agency, charts
from audit.present.html import join
from audit.render import audit_batch
from audit.render.lab import workfolder
from tests.build import examined
from tests.components import CHROMIUM
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.jupyterlab import lab

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLANTED = "<img src=x onerror=\"document.title='acted'\">"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.needs("chromium"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """The page of a faulty report whose text carries markup."""
    folder = tmp_path_factory.mktemp("page")
    lines = flat.write(truth.make(5, consistent=False)).split("\n")
    first = next(n for n, line in enumerate(lines) if line.startswith("一、"))
    lines.insert(first + 1, f"本年公开工作情况如下（{PLANTED}，")
    (folder / "report.txt").write_text("\n".join(lines), "utf-8")
    result = audit_batch([folder / "report.txt"], folder / "out", date="2025-03-01", workers=1, progress=False)
    assert not result.failed
    return next(iter(result.pages.values()))


@contextmanager
def opened(browser, address, **options):
    """A page at ``address``; its requests and what it printed on the console are kept."""
    context = browser.new_context(**options)
    page = context.new_page()
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    yield page, requests, errors
    context.close()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_nothing_of_a_list_is_split_between_columns(browser, page_file, media):
    with opened(browser, page_file.as_uri(), viewport={"width": 1280, "height": 900}) as (page, _, _):
        page.emulate_media(media=media)
        pieces = page.locator("article.card").first.evaluate(
            """card => {
                const item = `<li>${'据以比较的数字，第三部分，第2个表格第4行第4列，'.repeat(5)}</li>`;
                card.insertAdjacentHTML('beforeend', `<ul class="follow listed">${item.repeat(5)}</ul>`);
                return [...card.lastElementChild.children].map(one => one.getClientRects().length);
            }"""
        )
        assert pieces == [1] * 5


def test_the_page_shows_findings_and_every_chart_and_asks_for_nothing_else(browser, page_file):
    with opened(browser, page_file.as_uri()) as (page, requests, errors):
        assert page.locator("article.card.error").count() > 0
        expect(page.locator("article.card").first).to_be_visible()
        shown = page.locator("figure.gk-chart img")
        assert shown.count() == len(charts.CHARTS)
        for chart in shown.all():
            expect(chart).to_be_visible()
            assert chart.evaluate("image => image.complete && image.naturalWidth > 300")
        assert [url for url in requests if not url.startswith("data:")] == [page_file.as_uri()]
        assert errors == []


def test_markup_planted_in_a_report_is_shown_and_does_not_act(browser, page_file):
    with opened(browser, page_file.as_uri()) as (page, _, _):
        assert PLANTED[:12] in page.locator("body").inner_text()
        assert page.locator("img[onerror]").count() == 0
        assert page.title() != "acted"


def test_nothing_is_cut_off_at_the_side_on_screen_and_on_paper(browser, page_file):
    for media, width in (("screen", 1100), ("print", 700)):
        with opened(browser, page_file.as_uri(), viewport={"width": width, "height": 900}) as (page, _, _):
            page.emulate_media(media=media)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


#: Cells that print a number: of the form's tables, of the excerpts from them, of lists, of the overview.
NUMBERS = "table.form td, table.excerpt td, td.value, td.n"
#: How many of these cells print a run of digits on more than one line, how many tables, or the boxes that they scroll in, reach
#: beyond the window.
BROKEN = (
    f"() => [...document.querySelectorAll('{NUMBERS}')]"
    + """.filter(cell => {
    const text = [...cell.childNodes, ...(cell.querySelector('a')?.childNodes ?? [])].find(node => node.nodeType === 3 && /\\d\\d/.test(node.data));
    if (!text) return false;
    const range = document.createRange();
    range.selectNodeContents(text);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
}).length"""
)
BEYOND = """() => [...document.querySelectorAll('table')].map(table => table.closest('.scroll') || table).filter(
    box => box.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length"""


@pytest.mark.parametrize("width", [390, 1280])
def test_numbers_stay_whole_and_tables_scroll_in_their_frame(browser, page_file, width):
    for file in (page_file, page_file.parent / "index.html"):
        with opened(browser, file.as_uri(), viewport={"width": width, "height": 900}) as (page, _, _):
            assert page.evaluate(f"document.querySelectorAll('{NUMBERS}').length") > 0
            assert page.evaluate(BROKEN) == 0
            assert page.evaluate(BEYOND) == 0
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_marks_in_the_tables_lead_to_their_findings(browser, page_file):
    with opened(browser, page_file.as_uri()) as (page, _, _):
        mark = page.locator("table.form a.mark").first
        target = page.locator(mark.get_attribute("href"))
        expect(target).to_be_attached()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tables_in_jupyterlab_look_as_they_do_on_the_page(browser, clean, tmp_path, theme):
    """JupyterLab would align them to the right, give all columns one width and print light on white in its dark theme."""
    found = examined(*clean)
    shown = join(agency.head(found), agency.tables(found), agency.appendix(found))
    output = new_output("display_data", {"text/html": str(shown.text)})
    book = new_notebook(cells=[new_code_cell(outputs=[output])])
    file = tmp_path / "lab.html"
    file.write_text(HTMLExporter(template_name="lab", theme=theme).from_notebook_node(book)[0], "utf-8")
    with opened(browser, file.as_uri()) as (page, _, _):

        def looks(selector: str, name: str) -> str:
            return page.locator(selector).first.evaluate(f"e => getComputedStyle(e).getPropertyValue('{name}')")

        assert looks("table.facts td", "text-align") == "left"
        assert looks("table.form td", "text-align") == "center"
        assert looks("table.list td.value", "text-align") == "right"
        assert looks("table.facts", "table-layout") == "auto"
        assert looks("table.facts td", "color") == "rgb(26, 26, 26)"
        assert looks("div.gk", "background-color") == "rgb(255, 255, 255)"
        assert {looks(f"table.facts tr:nth-child({n})", "background-color") for n in (1, 2)} == {"rgba(0, 0, 0, 0)"}


@pytest.fixture(scope="module")
def jupyter(small_reports, tmp_path_factory):
    """A JupyterLab on a copy of the notebooks."""
    home = tmp_path_factory.mktemp("lab")
    workfolder.lay_out(home / "notebooks")
    explore = home / "notebooks" / "explore.ipynb"
    book = explore.read_text("utf-8")
    filled = json.dumps('folder = "样例"', ensure_ascii=False)[1:-1]
    assert book.count(filled) == 1
    explore.write_text(book.replace(filled, json.dumps(f'folder = "{small_reports}"')[1:-1]), "utf-8")
    with lab(home, home / "state", "--dir", "notebooks") as running:
        yield running


@pytest.fixture
def patience():
    """What is expected of a page may come late: a kernel answers when the machine lets it."""
    expect.set_options(timeout=120_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.mark.usefixtures("patience")
def test_a_notebook_shows_its_report_in_jupyterlab_after_restart_and_run_all(browser, jupyter):
    with opened(browser, f"{jupyter.origin}/lab/tree/explore.ipynb?token={jupyter.token}&reset") as (page, _, _):
        page.set_default_timeout(120_000)
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        restart_and_run_all(page)
        # What is far above the last cell is taken out of the page.
        pictures = page.locator(".jp-OutputArea-output figure.gk-chart img")
        expect(pictures).to_have_count(4)
        expect(pictures.last).to_be_visible()


def restart_and_run_all(page):
    page.get_by_text("| 空闲").wait_for()
    page.get_by_role("menuitem", name="内核", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("重启内核 和 运行所有单元格")).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()


def forget_what_was_open(jupyter):
    """What somebody left open in JupyterLab comes back in front of what its address opens."""
    left = f"{jupyter.origin}/lab/api/workspaces/default"
    with suppress(urllib.error.HTTPError):  # nobody has opened anything
        urllib.request.urlopen(
            urllib.request.Request(left, method="DELETE", headers={"Authorization": f"token {jupyter.token}"})
        )


@pytest.mark.usefixtures("patience")
def test_the_desk_is_opened_first_in_chinese_without_any_question(browser, jupyter):
    forget_what_was_open(jupyter)
    with opened(browser, f"{jupyter.origin}/?token={jupyter.token}", locale="en-US") as (page, _, _):
        page.set_default_timeout(120_000)
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        assert page.url.endswith("/lab/tree/desk.ipynb")
        menus = ["文件", "编辑", "查看", "运行", "内核", "标签页", "设置", "帮助"]
        expect(page.locator(".lm-MenuBar-itemLabel")).to_have_text(menus, timeout=120_000)
        page.get_by_text("| 空闲").wait_for()
        assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
        restart_and_run_all(page)
        shown = page.locator(".jp-NotebookPanel:visible")
        shown.locator(".jp-OutputArea-output .gk-desk").wait_for()
        assert shown.locator(".jp-CodeCell .cm-content:visible").count() == 0
        assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
