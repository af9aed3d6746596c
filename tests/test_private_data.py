"""Numbers and names of private people: whatever a report holds of them, nothing that the toolkit writes repeats it."""

from __future__ import annotations

import html as entities
import json
import re
import zipfile
from dataclasses import replace

import pandas as pd
import pypdfium2
import pytest
from playwright.sync_api import sync_playwright

import audit
from audit.__main__ import main
from audit.persons import masked
from audit.render import audit_batch
from tests.components import CHROMIUM, demand
from tests.generate.formats import docx, flat, html, odt, ofd, pdf, scan, xlsx
from tests.generate.report import planting, truth
from tests.generate.report.layout import PLAIN
from tests.generate.report.pages import pages

IDENTITY, CARD, MOBILE, NAME = "330102199003074610", "6222021202020202026", "13912345678", "赵建国"
EMAIL = "zhaojianguo@qq.com"
#: The same in the groups in which people write them, and names of which other words tell that they are a person's.
PARTED = {
    "identity card in groups": "330102-19851123-4011", "identity card digit by digit": "3 3 0 1 0 2 1 9 9 0 0 3 0 7 4 6 1 8",
    "bank card in groups": "6222-0212-0202-0202-026", "mobile in groups": "139 1234 5678", "mobile of the country": "8613912345678",
    "name behind a colon": "林建华", "name in quotes": "欧阳建军", "name in a row": "周小梅", "name with 女士": "陈美玲",
}  # fmt: skip
SECRETS = {"identity card": IDENTITY, "bank card": CARD, "mobile": MOBILE, "name": NAME, "e-mail": EMAIL} | PARTED
_PARTING = re.compile(r"\s")
#: Where a batch keeps what it read and found, for this user alone.
CACHE = ".gkaudit-cache"
#: One sentence names the applicant by his role, the next by his name alone; both hold what other rules speak of.
PRIVATE = (
    f"申请人{NAME}（身份证号码：{IDENTITY}，手机{MOBILE}，邮箱{EMAIL}）申请将将退款存入银行卡{CARD}。"
    f"{NAME}对答复表示满意满意，全年未收到政府信息公开申请0件。其电话是{MOBILE}。"
    f"申请人：林建华，身份证号330102-19851123-4011，手机139 1234 5678；申请人“欧阳建军”、周小梅提出将将来函（+8613912345678）。"
    f"对陈美玲女士的答复载明身份证号3 3 0 1 0 2 1 9 9 0 0 3 0 7 4 6 1 8和银行卡6222-0212-0202-0202-026。"
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


@pytest.fixture(scope="module")
def batch(folder, tmp_path_factory):
    """The folder of a batch of all formats, and what came of it."""
    out = tmp_path_factory.mktemp("batch") / "out"
    return out, audit_batch([folder], out, date="2025-03-01", progress=False)


#: Commands on a report. How it was read is of its format; what they say of a report that was read is not.
AS_READ = (["extract", "--explain"], ["extract", "--explain", "--json"], ["check", "--json"])
COMMANDS = (*AS_READ, ["extract"], ["extract", "--json"], ["check"])


@pytest.mark.parametrize("ending", WRITERS)
def test_what_is_private_is_found_in_every_format_and_printed_by_no_command(folder, ending, capsys, tmp_path):
    (path,) = folder.glob(f"*.{ending}")
    report = audit.read(path)
    # A reader of pages sees no blanks between figures.
    found = {_PARTING.sub("", words) for words in report.private}
    assert found >= {_PARTING.sub("", secret) for secret in SECRETS.values()}
    assert {outcome.rule for outcome in audit.check(report) if outcome.verdict == "fail"} >= {"A001", "W012"}
    commands = COMMANDS if ending == "docx" else AS_READ
    for name, *options in (*commands, ["extract", "--draw", str(tmp_path)]):
        main([name, str(path), *options])
        printed = capsys.readouterr()
        assert held(printed.out + printed.err) == set(), (name, options)
    assert [held(every_text(drawn)) for drawn in tmp_path.iterdir() if held(every_text(drawn))] == []


@pytest.mark.slow
def test_what_is_private_stands_in_no_file_of_a_batch(batch):
    out, result = batch
    assert not result.failed
    assert len(result.pages) == len(WRITERS)
    written = [path for path in out.rglob("*") if path.is_file() and CACHE not in path.parts]
    assert {path.suffix for path in written} >= {".html", ".ipynb", ".xlsx", ".parquet", ".jsonl"}
    assert {path.name: held(every_text(path)) for path in written if held(every_text(path))} == {}
    assert any("赵**" in path.read_text("utf-8") for path in result.pages.values())


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_what_is_private_stands_in_no_text_of_a_printed_page(batch):
    (page_of_report,) = (page for source, page in batch[1].pages.items() if source.endswith(".docx"))
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
    sheets = [sheet for sheet in pages(with_private_data(2), PLAIN) if any(MOBILE in text.text for text in sheet.texts)]
    images = [scan.picture(sheet, scan.CLEAN, number) for number, sheet in enumerate(sheets)]
    (tmp_path / "扫描.pdf").write_bytes(scan.image_pdf(images))
    result = audit_batch([tmp_path / "扫描.pdf"], tmp_path / "out", workers=1, progress=False)
    assert not result.failed
    (page,) = result.pages.values()
    assert "赵**" in page.read_text("utf-8")
    for path in (path for path in (tmp_path / "out").rglob("*") if path.is_file() and CACHE not in path.parts):
        assert held(every_text(path)) == set(), path.name


def test_what_was_found_once_is_hidden_wherever_it_stands(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(flat.write(with_private_data(4)), "utf-8")
    report = audit.read(path)
    shown = "".join(passage.shown() for passage in report.passages)
    assert held(shown) == set()
    assert len(shown) == sum(len(passage.text) for passage in report.passages)
    assert shown.count("赵**") == 4


#: An identity number that holds, and two halves of it.
HOLDS, FIRST, REST = "330102199003074618", "3301021990", "03074618"
#: HTML in which it, or a name, goes over the ends of lines, paragraphs and cells, or stands in tables that are not of the form.
OVER_JOINTS = {
    "line": f"<p>身份证号{FIRST}<br>{REST}，公开公开。</p>",
    "paragraphs": f"<p>身份证号{FIRST}</p><p>{REST}。公开公开。</p>",
    "cells": f"<table><tr><td>身份证号</td><td>{FIRST}</td><td>{REST}</td></tr></table>",
    "runs": f"<p>身份证号<b>{FIRST}</b><i>{REST}</i>。</p>",
    "columns": f"<table><tr><td>申请人</td><td>身份证号</td><td>银行卡</td></tr><tr><td>{NAME}</td><td>{HOLDS}</td><td>{CARD}</td></tr></table>",
}


@pytest.mark.parametrize("joint", OVER_JOINTS)
def test_what_goes_over_a_joint_of_the_document_is_known_and_hidden(joint, tmp_path):
    made = html.write(truth.make(5, year=2024)).decode()
    path = tmp_path / "报告.html"
    path.write_text(made.replace("</table>", f"</table>{OVER_JOINTS[joint]}", 1), "utf-8")
    report = audit.read(path)
    assert HOLDS in report.private
    told = [*report.notes, *(item.raw for item in report.unplaced), *(label.text for label in report.printed)]
    shown = "\n".join([*(passage.shown() for passage in report.passages), *told])
    assert not {HOLDS, FIRST, REST} & set(re.findall(r"\d+", shown))
    assert held(shown) == set()


def test_the_number_of_a_person_in_a_cell_of_the_form_is_no_count_and_a_doubtful_one_stays(tmp_path):
    path = tmp_path / "报告.html"
    made = html.write(truth.make(5, year=2024)).decode()
    path.write_text(re.sub(r"<td([^>]*)>0</td>", rf"<td\1>{HOLDS}</td>", made, count=1), "utf-8")
    (cell,) = (cell for cell in audit.read(path).cells.values() if "*" in cell.raw)
    assert (cell.kind, cell.value, cell.raw) == ("text", None, "330*************18")
    # Eleven digits may be a count as well: they are read as printed.
    path.write_text(re.sub(r"<td([^>]*)>0</td>", rf"<td\1>{MOBILE}</td>", made, count=1), "utf-8")
    assert int(MOBILE) in [cell.value for cell in audit.read(path).cells.values()]


ORDINARY = """
听取当事人陈述、申辩，保障申请人陈述的权利；申请人高度评价，申请人曾就此提出，申请人曾于2023年提出申请
申请人张家港市民政局，被申请人黄山市公安局、被申请人周口市的，第三人林业局提出，村民石桥镇的，居民田地的
2023年收到申请130件，2023-01-01至2023-12-31分别为120、130、0、0、1、1、0、2件，办件编号330102202401150001号
申请人认为、申请人对答复不满、申请人与我局、申请人的、公民、法人和其他组织、村民委员会、征求第三人意见
申请人姓名的、申请人：单位，申请人（公民），申请人：自然人，申请人 单位 时间，申请人（包括第三人），李先生、王女士
统一社会信用代码11220102MB1234567X，标识码2201220001，吉公网安备22010202000123号，电话0431-81234567 13912345678
""".strip().splitlines()


@pytest.mark.parametrize("line", ORDINARY)
def test_no_organ_place_count_day_or_number_of_a_file_is_hidden(line):
    assert masked(line) == line


def test_a_name_is_hidden_where_it_is_repeated_and_a_place_that_begins_like_it_is_not():
    assert masked("高明来电，高明区政府答复", ("高明",)) == "高*来电，高明区政府答复"


@pytest.mark.slow
def test_a_file_whose_name_tells_of_a_person_is_shown_without_it(tmp_path):
    made = truth.make(3, year=2024)
    path = tmp_path / f"申请人{NAME}申请（身份证号{HOLDS}）.html"
    path.write_text(html.write(made).decode().replace(made.body.name, ""), "utf-8")
    result = audit_batch([path], tmp_path / "out", workers=1, progress=False, date="2025-03-01")
    assert not result.failed
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and CACHE not in path.parts]
    assert {
        path.name for path in written if any(secret in path.name + every_text(path) for secret in (NAME, HOLDS))
    } == set()
    again = audit_batch([path], tmp_path / "out", workers=1, progress=False, date="2025-03-01")
    assert (again.reused, again.arrived, again.renewed) == (1, 0, 0)
