"""Desks in a work folder of their own, on the samples; what is read once is in the cache from then on."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import expect, sync_playwright

from audit import desk
from tests.components import CHROMIUM, demand
from tests.decisions.server import postgresql_server
from tests.desk.sitting import ORGAN, Sitting, samples
from tests.desk.window import ARGUMENTS, LONG, PAGE, START, Window


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """Where the user's programs keep state and cache while the desk is tested."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield folder


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """A folder with some of the samples; nobody writes there."""
    return samples(tmp_path_factory.mktemp("desk") / "报告")


@pytest.fixture
def sit(home, reports, tmp_path):  # noqa: ARG001 – the desk remembers there
    """Opens the desk on paths in the work folder ``tmp_path``; on some of the samples where none are given."""
    found = []

    def opened(*paths, who="张三", **given):
        found.append(Sitting(tmp_path, paths or (reports,), who, **given))
        return found[-1]

    yield opened
    for one in found:
        one.ask("leave")


@pytest.fixture
def at_desk(sit):
    """The desk with some of the samples open."""
    return sit().opened()


@pytest.fixture(scope="session")
def server():
    """Makes a database of a name in a PostgreSQL of our own and gives its address, with the password."""
    demand("postgresql")
    with postgresql_server() as database:
        yield database


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        expect.set_options(timeout=LONG)
        yield chromium
        expect.set_options(timeout=5_000)
        chromium.close()


@pytest.fixture
def shown(browser, tmp_path, monkeypatch):
    """Shows a desk in a window: one of this process, or whatever answers, and what is in the list ``pushed`` from then on."""
    monkeypatch.chdir(tmp_path)
    widget = desk.show()
    contexts = []

    def show(answering, pushed=None):
        pushed = [] if pushed is None else pushed
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        contexts.append(context)
        found = Window(context.new_page())
        page = found.page
        page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=PAGE))
        page.expose_function(
            "answer", lambda said, packed: json.dumps(answering(said, [base64.b64decode(one) for one in packed]))
        )
        page.expose_function("pushed", lambda: [pushed.pop(0) for _ in range(len(pushed))])

        def start():
            page.goto("http://127.0.0.1/")
            # No page hears what was told before it was there.
            pushed.clear()
            page.evaluate(START, [widget._esm, widget._css])
            return found

        found.start = start
        return start()

    yield show
    for context in contexts:
        context.close()


@pytest.fixture
def opened(shown, at_desk):
    """The desk on some of the samples, in a window."""
    found = shown(at_desk.desk.answer, at_desk.pushed)
    expect(found.agency(ORGAN)).to_be_visible()
    return found
