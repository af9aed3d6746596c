"""The desk in a real browser: what a person sees there and does, with every request that the page makes."""

from __future__ import annotations

import re
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import expect

#: Milliseconds in which anything that is waited for has come on a busy machine.
LONG = 120_000
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

#: A page whose window is the desk of this very process: what is asked goes to ``answer``, what is pushed is fetched.
PAGE = """<!DOCTYPE html><html lang="zh-CN"><title>核查台</title><style>html,body{margin:0;height:100%}</style><div id="host"></div>"""
START = """async ([code, style]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const widget = (await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })))).default;
  const heard = new Set(), tell = (message) => heard.forEach((one) => one(message));
  const packed = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
  window.sent = [];
  const model = {
    on: (_, hears) => heard.add(hears),
    off: (_, hears) => heard.delete(hears),
    send: async (message, _, buffers = []) => {
      window.sent.push(message);
      if (!window.dead) tell(JSON.parse(await answer(message, buffers.map(packed))));
    },
  };
  window.setInterval(async () => (await pushed()).forEach(tell), 40);
  widget.render({ model, el: document.querySelector("#host") });
}"""


class Window:
    """A page with the desk in it."""

    def __init__(self, page):
        self.page, self.requests, self.faults = page, [], []
        page.set_default_timeout(LONG)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    @property
    def root(self):
        return self.page.locator(".gk-desk")

    def press(self, *keys):
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name, within=None):
        """A button by its words, with or without the key that they name."""
        return (within or self.root).get_by_role("button", name=re.compile(rf"^{re.escape(name)}\s*\S?$")).first

    def dialog(self, title):
        return self.page.get_by_role("dialog", name=re.compile(title))

    @property
    def agencies(self):
        return self.page.get_by_role("listbox", name="单位，差的在前")

    @property
    def causes(self):
        return self.page.get_by_role("listbox", name="问题，重的在前")

    def agency(self, name, year=2024):
        return self.agencies.get_by_role("option", name=re.compile(f"^{name}{year}年"))

    def cause(self, number):
        return self.causes.get_by_role("option", name=re.compile(f"^问题{number}，"))

    def shows(self, number):
        """Wait until the evidence of the cause is seen."""
        expect(self.page.locator(".sheet .card .badge").first).to_contain_text(f"问题{number}")
        expect(self.page.locator(".pane.evidence:not([aria-busy]) .front[aria-busy=false]")).to_be_visible()

    def look_at(self, agency, number=1):
        """Choose an agency and one of its causes by mouse, and see its evidence."""
        self.agency(agency).click()
        expect(self.page.get_by_role("heading", level=2, name=agency, exact=True)).to_be_visible()
        self.cause(number).click()
        self.shows(number)

    def stands(self, number, words):
        """Wait until the list says of a cause how it stands."""
        expect(self.cause(number)).to_have_attribute("aria-label", re.compile(f"，{words}"))

    def decided(self, number, of):
        expect(self.page.locator(".progressed")).to_have_text(f"已认定 {number} / {of}")

    def elsewhere(self):
        """The hosts besides this machine that the page asked for anything."""
        hosts = {urlsplit(url).hostname for url in self.requests if urlsplit(url).scheme not in {"data", "blob"}}
        return hosts - {"127.0.0.1"}


@contextmanager
def window(browser, address, *, width=1280, height=800):
    """A window of the browser at the address; nothing in it may go wrong, nor leave this machine."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    try:
        found = Window(context.new_page())
        found.page.goto(address)
        yield found
        assert found.faults == []
        assert found.elsewhere() == set()
    finally:
        context.close()
