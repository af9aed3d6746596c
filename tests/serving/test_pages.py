"""The desk in a real browser: its page, a second tab, a reload, and what is said when it ends or breaks off."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from audit.decisions import NAME, open_record
from tests.components import CHROMIUM
from tests.desk.sitting import ORGAN, samples
from tests.desk.window import Window
from tests.serving.server import LONG, environment, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium"), pytest.mark.slow]

SHOWN = ".gk-desk"
#: One report with several problems: what is shown here is the same with one and with many.
ONE = ("青禾县水利局2024.docx",)
HOOK = Path(__file__).parent / "hook"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def person(browser):
    """Somebody's browser; what it asked for and what it complained of are kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    context.set_default_timeout(LONG * 1000)
    context.asked, context.complaints = [], []
    context.on("request", lambda request: context.asked.append(request.url))
    context.on("console", lambda said: context.complaints.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: context.complaints.append(str(error.error)))
    yield context
    context.close()


def opened(person, running):
    page = person.new_page()
    page.goto(running.entrance)
    page.wait_for_selector(SHOWN)
    return page


def dialog(page) -> str:
    """The words of the page's own dialog, as soon as it is there."""
    page.wait_for_selector("dialog.notice[open]")
    return page.inner_text("dialog.notice[open]")


def test_the_desk_is_shown_from_this_machine_alone(person, running):
    page = opened(person, running)
    assert page.url == f"http://127.0.0.1:{running.port}/"
    assert page.title() == "核查台"
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
    for point in ("5, 5", "640, 400", "1275, 795"):
        assert page.evaluate(f"document.elementFromPoint({point}).closest('.gk-desk') !== null")
    assert {urlsplit(url).hostname for url in person.asked if not url.startswith(("blob:", "data:"))} == {"127.0.0.1"}
    assert not person.complaints
    assert page.evaluate("fetch('https://example.org').then(() => 1, () => 0)") == 0
    # What the browser's own tools evaluate may do so; what runs later is the page's.
    later = "new Promise(told => setTimeout(() => { try { told(eval('1')) } catch { told(0) } }))"
    assert page.evaluate(later) == 0


def test_one_tab_has_the_desk_and_its_kernel_goes_with_it(person, running):
    first = opened(person, running)
    second = person.new_page()
    second.goto(f"http://127.0.0.1:{running.port}/")
    second.wait_for_selector("#elsewhere", state="visible")
    assert "核查台已在另一个标签页打开" in second.inner_text("#elsewhere")
    kernel = first.get_attribute("#desk", "data-kernel")
    second.click("#take")
    second.wait_for_selector(SHOWN)
    assert "核查台已改在另一个标签页打开" in dialog(first)
    # A page that did not hear of it asks; one of another server is not told what is not known.
    for name, said in ((kernel, "核查台已改在另一个标签页打开"), (kernel[::-1], "本页已失效")):
        answer = running.ask(f"/api/kernels/{name}", running.own)
        assert (answer.status, json.loads(answer.text)[0]) == (404, said)
    first.close()

    (before,) = running.kernels()
    second.reload()
    second.wait_for_selector(SHOWN)
    wait_for(lambda: len(running.kernels()) == 1, "the old kernel ends")
    assert running.kernels() != [before]

    second.close()
    wait_for(lambda: not running.kernels(), "the kernel ends with its page")


def test_of_two_tabs_that_come_at_once_one_has_the_desk_and_the_other_is_told(person, running):
    """As where a browser opens again what was open when it was closed."""
    tabs = [person.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto(running.entrance, wait_until="commit")

    def has_desk():
        return [one.locator(SHOWN).count() > 0 for one in tabs if "在另一个标签页打开" not in one.inner_text("body")]

    # The later one has it, unless the first was there already when it came.
    wait_for(lambda: has_desk() == [True], "one tab shows the desk, the other says that it is elsewhere")
    wait_for(lambda: len(running.kernels()) == 1, "one kernel for one desk")


def test_a_socket_that_breaks_off_is_opened_again_and_what_was_entered_meanwhile_is_kept(person, start, tmp_path):
    desk = start(samples(tmp_path / "报告", ONE), "--who", "张三")
    page, sockets = person.new_page(), []
    page.route_web_socket("**/channels?*", lambda one: sockets.append((one, one.connect_to_server())))
    page.goto(desk.entrance)
    seen = Window(page)
    expect(seen.agency(ORGAN)).to_be_visible(timeout=LONG * 1000)
    seen.look_at(ORGAN)
    for side in sockets[0]:
        side.close()
    seen.press("c")
    seen.stands(1, "属实，张三")
    assert len(sockets) == 2
    assert len(desk.kernels()) == 1


def test_a_page_on_its_way_is_told_that_its_kernel_died(person, running):
    page = person.new_page()
    page.add_init_script("window.WebSocket = class {}")  # it is never connected
    page.goto(running.entrance, wait_until="commit")
    page.wait_for_selector("[data-kernel]", state="attached")
    for kernel in running.kernels():
        kernel.kill()
    assert "核查程序意外停止" in dialog(page)
    page.close()
    opened(person, running)


def test_whoever_has_no_key_is_told_in_chinese(person, running):
    page = person.new_page()
    page.goto(f"http://127.0.0.1:{running.port}/")
    assert "没有打开核查台的钥匙" in page.inner_text("h1")
    assert page.get_attribute("html", "lang") == "zh-CN"


def test_a_kill_of_kernel_and_server_in_the_instant_of_a_write_leaves_it_whole_or_not_at_all(
    person, start, tmp_path, monkeypatch
):
    """The page says at once that the server is gone, and shows after the next start what the record has."""
    reports, record = samples(tmp_path / "报告", ONE), tmp_path / "工作" / NAME

    def desk_that_dies(happening, *arguments):
        """A desk that is killed at the next write once the file is there, in a window; and that file."""
        with monkeypatch.context() as patch:
            patch.setenv("KILL_WRITE", json.dumps([happening, str(armed := tmp_path / happening)]))
            patch.setenv("PYTHONPATH", str(HOOK))
            desk = start(*arguments, "--who", "张三")
            page = opened(person, desk)
        expect((seen := Window(page)).agency(ORGAN)).to_be_visible(timeout=LONG * 1000)
        seen.look_at(ORGAN)
        return desk, seen, armed

    def killed(desk, seen, armed):
        seen.cause(2).click()
        seen.shows(2)
        armed.touch()
        seen.press("q")
        assert "与核查台的连接已中断" in dialog(seen.page)
        assert desk.ended() == -signal.SIGKILL
        with open_record(record, reading=True) as kept:
            return len(kept.events())

    desk, seen, armed = desk_that_dies("commit", reports)
    seen.press("c")
    seen.stands(1, "属实，张三")
    assert killed(desk, seen, armed) == 1
    desk, seen, armed = desk_that_dies("checkin")
    seen.stands(1, "属实，张三")
    seen.stands(2, "未认定")
    assert killed(desk, seen, armed) == 2
    seen = Window(opened(person, start()))
    seen.look_at(ORGAN)
    seen.stands(1, "属实，张三")
    seen.stands(2, "待查，张三")


def test_a_batch_into_the_same_results_and_what_is_decided_meanwhile_stand_side_by_side(person, start, tmp_path):
    """The first desk is ended as its own button does, and its page says so."""
    reports, work = samples(tmp_path / "报告", ONE), tmp_path / "工作"
    desk = start(reports, "--out", "结果", "--who", "张三")
    page = opened(person, desk)
    seen = Window(page)
    expect(seen.agency(ORGAN)).to_be_visible(timeout=LONG * 1000)
    seen.look_at(ORGAN)
    batch = subprocess.Popen(
        [sys.executable, "-m", "audit", "audit", str(reports), "--out", "结果", "--decisions", "核查记录.sqlite"],
        cwd=work,
        env=environment(tmp_path / "home"),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    seen.press("c")
    seen.stands(1, "属实，张三")
    assert "结果在" in batch.communicate(timeout=LONG)[1]
    assert batch.returncode == 0
    assert page.evaluate("gkauditDesk.leave()") is True
    assert "核查台已结束" in dialog(page)
    assert desk.ended() == 0
    again = start(work / "结果", "--out", "结果", "--who", "张三")
    page = opened(person, again)
    Window(page).look_at(ORGAN)
    Window(page).stands(1, "属实，张三")
