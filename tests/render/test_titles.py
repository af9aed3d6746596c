"""The name of a file is shown in title and foot of its page as it is, on one line, and steers nothing."""

from __future__ import annotations

import zipfile

import pypdfium2
import pytest
from playwright.sync_api import sync_playwright

from audit.render import audit_batch
from tests.components import CHROMIUM
from tests.generate.formats import flat
from tests.generate.report import planting, truth
from tests.present.test_page import ARGUMENTS

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]

NAME = '甲&<b>"\\a\n}} .verdict,.numbers,.card{display:none} .txt'


def test_the_name_of_a_file_hides_nothing_of_its_page_and_prints_in_the_foot(tmp_path):
    made = planting.cell("A001", "applications.granted.total", 3, "").edit(truth.make(3))
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as archive:
        archive.writestr(NAME, flat.write(made).replace(made.body.name, ""))
    given = [tmp_path / "in" / "a.zip"]
    result = audit_batch(given, tmp_path / "out", workers=1, progress=False, date="2025-03-01", pdf=True)
    assert not result.failed
    (page,) = result.pages.values()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        sheet = browser.new_page()
        sheet.goto(page.as_uri())
        for shown in (".verdict", ".card"):
            assert sheet.locator(shown).first.is_visible()
        title = sheet.title()
        browser.close()
    assert title.startswith('甲&<b>"')
    assert str(tmp_path) not in page.read_text("utf-8").partition("</title>")[0]
    with pypdfium2.PdfDocument(page.with_suffix(".pdf")) as document:
        foot = document[0].get_textpage().get_text_range()
    assert '甲&<b>"' in foot
    assert "&amp;" not in foot
