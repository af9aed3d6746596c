"""A day at the desk, as a person sees it: in a real browser, on a real server, with a real record."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from audit import score
from tests.desk.sitting import samples
from tests.desk.window import window
from tests.serving.server import DeskProcess, environment

SOME = ("青禾县水利局2024.docx", "青禾县教育局2024.txt", "青禾县卫生健康局2024.docx")
WATER, SCHOOLS, HEALTH = "青禾县水利局", "青禾县教育局", "青禾县卫生健康局"
#: Causes of all three.
ALL = 12
NOTE = "已电话核实：cdqu 均为来信"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("chromium")]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where the user's programs keep state and cache."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A work folder with some of the samples."""
    work = tmp_path_factory.mktemp("work")
    samples(work / "报告", SOME)
    return work


@pytest.fixture(scope="module")
def served(home, folder):
    """A desk that is served on the work folder; ``restart`` ends it and starts another one."""
    running = []

    def start():
        running.append(DeskProcess(home, folder, "--who", "张三", "--rubric", score.shipped()))
        return running[-1]

    start.again = lambda: (running[-1].interrupt(), start())[1]
    yield start
    for one in running:
        one.interrupt()


def serious(page):
    """What axe finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}]


def open_by_browsing(desk):
    """Choose the folder of reports by walking to it."""
    desk.button("浏览…").click()
    dialog = desk.dialog("选择文件夹或文件")
    dialog.get_by_role("option", name=re.compile("报告")).click()
    assert serious(desk.page) == []
    dialog.get_by_role("button", name="打开所选").click()
    expect(desk.agency(WATER)).to_be_visible()


def decide_on_schools(desk):
    """Confirm one cause by mouse; dismiss the next by key, with a reason and a note."""
    desk.look_at(SCHOOLS, 2)
    desk.button("属实").click()
    desk.stands(2, "属实，张三")
    desk.press("ArrowDown")
    desk.shows(3)
    desk.press("d")
    expect(desk.dialog("认定为不属实")).to_be_visible()
    desk.press("1", "Enter")
    desk.stands(3, "不属实，张三")
    desk.press("n")
    desk.page.keyboard.type(NOTE)
    desk.press("Control+Enter")
    desk.stands(3, f"不属实，张三：.*，备注：.*{NOTE}")
    desk.decided(2, ALL)


def decide_on_many_and_undo(desk):
    """Decide on like causes at once, and take all of it back at once."""
    desk.look_at(HEALTH, 3)
    desk.press("a")
    dialog = desk.dialog("同类问题")
    expect(dialog.get_by_role("checkbox")).to_have_count(3)
    desk.button("选定未认定的", dialog).click()
    dialog.get_by_role("radio", name="属实", exact=True).check()
    assert serious(desk.page) == []
    dialog.get_by_role("button", name="认定所选").click()
    expect(dialog).to_be_hidden()
    desk.decided(5, ALL)
    desk.press("u")
    desk.decided(2, ALL)


def give_points(desk):
    """Give points for an item that the rubric leaves to people."""
    desk.look_at(WATER)
    desk.button("评分").click()
    dialog = desk.dialog("评分")
    points = dialog.get_by_role("textbox", name=re.compile("问题与措施质量的得分"))
    points.fill("88")
    desk.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("满分10分")
    points.fill("8")
    desk.press("Enter")
    expect(dialog.get_by_role("row", name=re.compile("问题与措施质量"))).to_contain_text("张三评定")
    assert serious(desk.page) == []
    desk.press("Escape")
    expect(desk.agency(WATER)).to_contain_text("88.50")


def correct_a_cell(desk):
    """Put a cell right that was misread, and see what moves."""
    desk.button("更正识读").click()
    dialog = desk.dialog("更正识读")
    cell = dialog.get_by_role("button", name=re.compile("（一）予以公开.*自然人：15"))
    cell.click()
    dialog.get_by_label("更正为").fill("12")
    dialog.get_by_label("理由", exact=True).fill("原件印作12")
    desk.press("Control+Enter")
    asked = desk.dialog("更正与原件所印不同")
    expect(asked).to_contain_text("原件印作“15”")
    desk.button("仍要更正", asked).click()
    expect(dialog).to_contain_text("问题由4处变为3处")
    assert serious(desk.page) == []
    desk.press("Escape")
    desk.decided(2, ALL - 1)


def everything_is_there(desk):
    """What was entered is what is seen, wherever the page or the server comes from."""
    expect(desk.agency(WATER)).to_contain_text("0/3")
    desk.decided(2, ALL - 1)
    desk.look_at(SCHOOLS, 3)
    desk.stands(2, "属实，张三")
    desk.stands(3, "不属实，张三")
    expect(desk.page.locator(".writing.note")).to_contain_text(NOTE)
    desk.look_at(WATER)
    desk.button("评分").click()
    expect(desk.page.get_by_role("textbox", name=re.compile("问题与措施质量的得分"))).to_have_value("8.00")
    desk.press("Escape")


def test_what_a_person_enters_is_there_after_reload_and_restart_and_on_the_page(browser, served, home, folder):
    desk_process = served()
    with window(browser, desk_process.entrance) as desk:
        open_by_browsing(desk)
        decide_on_schools(desk)
        assert serious(desk.page) == []
        decide_on_many_and_undo(desk)
        give_points(desk)
        correct_a_cell(desk)
        desk.page.reload()
        everything_is_there(desk)
        for kernel in desk_process.kernels():
            kernel.kill()
        for told in ("核查程序意外停止", "尚未保存的文字"):
            expect(desk.page.get_by_role("dialog")).to_contain_text(told)
        desk.page.reload()
        everything_is_there(desk)
    with window(browser, served.again().entrance, width=1600, height=900) as desk:
        everything_is_there(desk)
        assert desk.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    out = folder / "结果"
    command = [sys.executable, "-m", "audit", "audit", "报告", "--out", str(out), "--rubric", str(score.shipped())]
    subprocess.run(command, cwd=folder, env=environment(home), check=True, capture_output=True)
    pages = {name: next(out.glob(f"{name}*.html")).read_text("utf-8") for name in (SCHOOLS, WATER)}
    assert NOTE in pages[SCHOOLS]
    assert "认定为不属实的1处" in pages[SCHOOLS]
    assert "识读已更正为“12”" in pages[WATER]
