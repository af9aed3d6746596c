"""Numbers and names of private people: whatever a report holds of them, nothing that the toolkit writes repeats it."""

from __future__ import annotations

import html as entities
import json
import zipfile
from dataclasses import replace

import pandas as pd
import pypdfium2
import pytest
from playwright.sync_api import sync_playwright

import audit
from audit.__main__ import main
from audit.render import audit_batch
from tests.components import CHROMIUM, demand
from tests.generate.formats import docx, flat, html, odt, ofd, pdf, scan, xlsx
from tests.generate.report import planting, truth
from tests.generate.report.layout import PLAIN
from tests.generate.report.pages import pages

IDENTITY, CARD, MOBILE, NAME = "330102199003074610", "6222021202020202026", "13912345678", "赵建国"
EMAIL = "zhaojianguo@qq.com"
SECRETS = {"identity card": IDENTITY, "bank card": CARD, "mobile": MOBILE, "name": NAME, "e-mail": EMAIL}
#: One sentence names the applicant by his role, the next by his name alone; both hold what other rules speak of.
PRIVATE = (
    f"申请人{NAME}（身份证号码：{IDENTITY}，手机{MOBILE}，邮箱{EMAIL}）申请将将退款存入银行卡{CARD}。"
    f"{NAME}对答复表示满意满意，全年未收到政府信息公开申请0件。其电话是{MOBILE}。"
)
WRITERS = {
    "docx": docx.write, "html": html.write, "mht": html.write_mht, "odt": odt.write, "ofd": ofd.make_ofd, "pdf": pdf.make_pdf,
    "txt": lambda made: flat.write(made).encode(), "xlsx": xlsx.write,
}  # fmt: skip


def with_private_data(seed):
    """A report with a wrong total that says in its first part, and in a part that others share, what is private."""
    made = planting.cell("A001", "applications.granted.total", 3, "").edit(truth.make(seed, year=2024))
    for section in (1, 5):
        places = [n for n, line in enumerate(made.lines) if line.section == section and line.kind != "heading"]
        line = made.lines[places[-1]]
        made = planting.with_line(made, places[-1], replace(line, text=line.text + PRIVATE))
    return made


def every_text(path):
    """What a file that the toolkit wrote holds as text, markup and escapes undone as well."""
    if path.suffix == ".parquet":
        raw = pd.read_parquet(path).to_csv()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            raw = "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    else:
        raw = path.read_text("utf-8")
    return raw + entities.unescape(raw) + raw.encode().decode("unicode_escape", "ignore")


def held(text):
    """Which of the secrets stand in ``text``."""
    return {what for what, secret in SECRETS.items() if secret in text or json.dumps(secret)[1:-1] in text}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("private")
    for seed, (ending, write) in enumerate(WRITERS.items(), 1):
        (made / f"报告{seed}.{ending}").write_bytes(write(with_private_data(seed)))
    return made


@pytest.mark.parametrize("ending", WRITERS)
def test_what_is_private_is_found_in_every_format_and_printed_by_no_command(folder, ending, capsys, tmp_path):
    (path,) = folder.glob(f"*.{ending}")
    report = audit.read(path)
    assert set(report.private) >= set(SECRETS.values())
    assert {outcome.rule for outcome in audit.check(report) if outcome.verdict == "fail"} >= {"A001", "W012"}
    commands = (["extract"], ["extract", "--json"], ["extract", "--explain"], ["extract", "--explain", "--json"])
    for name, *options in (*commands, ["check"], ["check", "--json"], ["extract", "--draw", str(tmp_path)]):
        main([name, str(path), *options])
        printed = capsys.readouterr()
        assert held(printed.out + printed.err) == set(), (name, options)
    assert [held(every_text(drawn)) for drawn in tmp_path.iterdir() if held(every_text(drawn))] == []


@pytest.mark.slow
def test_what_is_private_stands_in_no_file_of_a_batch(folder, tmp_path):
    out = tmp_path / "out"
    result = audit_batch([folder], out, date="2025-03-01", progress=False)
    assert not result.failed
    assert len(result.pages) == len(WRITERS)
    written = [path for path in out.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} >= {".html", ".ipynb", ".xlsx", ".parquet", ".jsonl"}
    assert {path.name: held(every_text(path)) for path in written if held(every_text(path))} == {}
    assert any("赵**" in path.read_text("utf-8") for path in result.pages.values())


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_what_is_private_stands_in_no_text_of_a_printed_page(folder, tmp_path):
    (path,) = folder.glob("*.docx")
    page_of_report = next(iter(audit_batch([path], tmp_path / "out", workers=1, progress=False).pages.values()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_page()
        shown.goto(page_of_report.as_uri())
        shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        printed = pypdfium2.PdfDocument(shown.pdf())
        browser.close()
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in printed)
    assert "赵**" in text
    assert held(text) == set()


@pytest.mark.slow
def test_what_is_private_in_a_scan_stands_in_no_part_of_its_page(tmp_path):
    demand("ocr")
    sheets = pages(with_private_data(2), PLAIN)
    images = [scan.picture(sheet, scan.CLEAN, number) for number, sheet in enumerate(sheets)]
    (tmp_path / "扫描.pdf").write_bytes(scan.image_pdf(images))
    result = audit_batch([tmp_path / "扫描.pdf"], tmp_path / "out", workers=1, progress=False)
    assert not result.failed
    for path in (path for path in (tmp_path / "out").rglob("*") if path.is_file()):
        assert held(every_text(path)) == set(), path.name


def test_what_was_found_once_is_hidden_wherever_it_stands(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(flat.write(with_private_data(4)), "utf-8")
    report = audit.read(path)
    shown = "".join(passage.shown() for passage in report.passages)
    assert held(shown) == set()
    assert len(shown) == sum(len(passage.text) for passage in report.passages)
    assert shown.count("赵**") == 4
