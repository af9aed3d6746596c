"""What the pages on adding something show, done as they show it, does what they say."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from audit.forms import form_for_year
from audit.present import charts
from tests.generate.formats import flat, html
from tests.generate.report import truth
from tests.roots import ROOT

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>{}</rootfiles></container>"""
BOOK = """<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="css" href="s.css" media-type="text/css"/>
<item id="p2" href="../text/b.xhtml#top"/><item id="p1" href="first%20page.xhtml"/></manifest>
<spine><itemref idref="p1"/><itemref idref="p2"/></spine></package>"""
ROOTFILE = '<rootfile full-path="book/content.opf"/>'
MORE = """<?xml version="1.0"?><html><head><title>又一页</title></head>
<body><p style="display:none">收到申请987654件</p>书末的话。</body></html>"""
SCRIPT = """
import json, sys
from pathlib import Path
import audit
assert Path(audit.__file__).is_relative_to(Path.cwd())
(report,) = audit.read_all([sys.argv[1]])
cells = {key: str(cell.value) for key, cell in report.cells.items()}
print(json.dumps([report.format, report.status, cells, [passage.text for passage in report.passages], report.error]))
"""
#: A year that no edition which ships begins with: the edition shown takes the place of the last one from then on.
FAR_YEAR = 2098
CHARTS = """
import json, sys
from pathlib import Path
import audit
assert Path(audit.__file__).is_relative_to(Path.cwd())
from audit.present import charts
page = charts.gallery(audit.read(sys.argv[1])).text
print(json.dumps(page.count("<img")))
"""


def blocks(page: str, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def copied(folder: Path) -> Path:
    """The package by itself in ``folder``."""
    shutil.copytree(ROOT / "audit", folder / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "audit"


def read(tree: Path, folder: Path) -> list[object]:
    """Format, status, cells, lines of text and error of the one report in ``folder``, read by the package in ``tree``."""
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, cwd=tree).stdout)


def epub(made: truth.Truth, rootfile: str = ROOTFILE) -> bytes:
    """``made`` as a book with a hidden figure behind each number, whose second page shows one line and hides another."""
    page = re.sub(rb"(\d)</td>", rb'\1<span class="unseen">9</span></td>', html.write(made))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", CONTAINER.format(rootfile))
        package.writestr("book/content.opf", BOOK)
        package.writestr("book/s.css", ".unseen { display: none }")
        package.writestr("book/first page.xhtml", page)
        package.writestr("text/b.xhtml", MORE)
    return book.getvalue()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The package with the family that is shown."""
    door, pages = blocks("adding-a-reader.md", "python")
    family = copied(tmp_path) / "readers" / "epub"
    family.mkdir()
    (family / "__init__.py").write_text(door, "utf-8")
    (family / "_pages.py").write_text(pages, "utf-8")
    (tmp_path / "年报").mkdir()
    return tmp_path


def test_the_reader_that_is_shown_reads_with_nothing_but_its_folder(tree: Path) -> None:
    made = truth.make(41)
    (tree / "年报" / "报告.epub").write_bytes(epub(made))
    name, status, cells, lines, _ = read(tree, tree / "年报")
    assert [name, status, cells] == ["epub", "read", dict(made.cells)]
    assert "书末的话。" in lines
    assert not any("987654" in line or "又一页" in line for line in lines)


def test_the_reader_that_is_shown_says_what_is_wrong_with_a_book(tree: Path) -> None:
    (tree / "年报" / "报告.epub").write_bytes(epub(truth.make(41), rootfile=""))
    _, status, _, _, error = read(tree, tree / "年报")
    assert status == "unreadable"
    assert "电子书没有写明内容所在的文件" in str(error)


def test_the_chart_that_is_shown_comes_on_the_page(tmp_path):
    function, listed = blocks("adding-a-chart.md", "python")
    module = copied(tmp_path) / "present" / "charts" / "_report.py"
    opening, _, line = listed.partition("    …\n")
    text = module.read_text("utf-8")
    assert text.count(opening) == 1
    before, behind = text.split(opening)
    module.write_text(before + function + "\n\n" + opening + line.rpartition("}")[0] + behind, "utf-8")
    report = tmp_path / "报告.txt"
    report.write_text(flat.write(truth.make(42)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHARTS, str(report)], check=True, capture_output=True, cwd=tmp_path, encoding="utf-8"
    )
    assert json.loads(done.stdout) == len(charts.CHARTS) + 1


def test_the_edition_that_is_shown_is_one_with_what_it_leaves_to_the_one_before(tmp_path):
    (block,) = blocks("adding-a-form-edition.md", "toml")
    shown = block.replace(re.findall(r'^edition = "(\d{4})"', block, re.MULTILINE)[0], str(FAR_YEAR))
    earlier = form_for_year(FAR_YEAR - 1).edition
    forms = copied(tmp_path) / "forms"
    before = (forms / f"{earlier}.toml").read_text("utf-8")
    names = re.findall(r"^(\w+) =", shown, re.MULTILINE)
    rest = re.sub(rf"^(?:{'|'.join(names)}) =.*\n", "", before, count=len(names), flags=re.MULTILINE)
    (forms / f"{FAR_YEAR}.toml").write_text(shown + rest, "utf-8")
    script = f"""
from audit.forms import form_for_year
before, shown = map(form_for_year, ({FAR_YEAR - 1}, {FAR_YEAR}))
print(before.edition, shown.edition, shown.reference)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, cwd=tmp_path, encoding="utf-8"
    )
    assert done.stdout.split() == [earlier, str(FAR_YEAR), f"国办公开办函〔{FAR_YEAR}〕1号"]
