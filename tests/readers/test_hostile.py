"""Every file made to harm ends in a Chinese reason or is read, within 20 seconds and 500 MB, and costs no other file."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import psutil
import pytest

import audit
from audit import readers
from audit.__main__ import main
from audit.limits import meter
from audit.match import match
from audit.readers.page import mark_unknown
from tests import hostile
from tests.generate.formats import broken, docx, flat, html, odt, ofd, pdf, xlsx
from tests.generate.formats.compound import compound, record
from tests.generate.report import truth

pytestmark = pytest.mark.slow

SECONDS, MEGABYTES = 20, 500
TRUTH = truth.make(7)
TITLE = "清溪县水务局2024年政府信息公开工作年度报告\n一、总体情况\n"
WORD, ODF, OFD, BOOK = docx.write(TRUTH), odt.write(TRUTH), ofd.make_ofd(TRUTH), xlsx.write(TRUTH)
EMPTY_WORD = docx.package(docx.paragraph("甲"))
MAIN, SHEET, CONTENT = "word/document.xml", "xl/worksheets/sheet1.xml", "content.xml"
#: The word that a report is expected to be read in spite of it all.
READ = "已读取"

Build = Callable[[], bytes]


def sheets(count: int) -> bytes:
    """A workbook that lists one sheet of 200,000 cells so many times."""
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 200}</row>" for _ in range(999))
    names = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, count + 1))
    book = f'<workbook xmlns:r="http://r"><sheets>{names}</sheets></workbook>'
    return hostile.replaced(
        BOOK, {SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>", "xl/workbook.xml": book}
    )


def doctype(data: bytes, part: str, prolog: str = hostile.BILLION, encoding: str = "utf-8", padding: int = 0) -> Build:
    return lambda: hostile.with_prolog(data, part, prolog, encoding, padding)


def in_utf8(text: str) -> bytes:
    return text.encode()


#: File name → what makes it, and words of every reason given for it; a tuple for the file’s own content.
HOSTILE: dict[str, tuple[Build, str]] = {
    # archives
    "巨大.zip": (lambda: hostile.zeros(400), "压缩炸弹"),
    "巨大的成员.zip": (lambda: hostile.zeros(250), "过大，超出上限|上限"),
    "套中套.zip": (lambda: hostile.archive(dict.fromkeys((f"{n}.zip" for n in range(20)), hostile.zeros(150))), "上限"),
    "三层.zip": (
        lambda: hostile.archive({"a.zip": hostile.archive({"b.zip": hostile.archive({"c.docx": WORD})})}),
        "压缩包里没有可以读取的报告",
    ),
    "少报大小.zip": (lambda: hostile.lying(hostile.zeros(400), 100), "损坏"),
    "多报大小.zip": (lambda: hostile.lying(hostile.archive({"a.txt": "1"}), 0xFFFFFFF0), "压缩炸弹"),
    "成员太多.zip": (lambda: hostile.crowded(60_000), "上限"),
    "成员极多.zip": (lambda: hostile.crowded(1_500_000), "上限"),
    "成员无名.zip": (lambda: hostile.archive({"": "1"}), "压缩包里没有可以读取的报告"),
    "设密码.zip": (lambda: hostile.locked(hostile.archive({"a.docx": WORD})), "已加密"),
    "指向外面.zip": (lambda: hostile.linked("/etc/passwd"), "不是政府信息公开工作年度报告|可能不是"),
    "只有说明.zip": (lambda: hostile.archive({"README.md": "x", "a.csv": "1"}), "没有可以读取的报告"),
    "没有尾部.zip": (lambda: hostile.archive({"a.docx": WORD})[:-40], "损坏"),
    # packages
    "哈哈.docx": (doctype(WORD, MAIN), "实体声明"),
    "藏得深的哈哈.docx": (doctype(WORD, MAIN, padding=9_000), "实体声明"),
    "另一编码的哈哈.docx": (doctype(WORD, MAIN, encoding="utf-16-be", padding=9_000), "实体声明|XML"),
    "外部实体.docx": (doctype(WORD, MAIN, hostile.OUTSIDE, "utf-16-be", 9_000), "实体声明"),
    "哈哈.odt": (doctype(ODF, CONTENT, padding=9_000), "实体声明"),
    "外部实体.odt": (doctype(ODF, CONTENT, hostile.OUTSIDE), "实体声明"),
    "哈哈.xlsx": (doctype(BOOK, SHEET, padding=9_000), "实体声明"),
    "外部实体.xlsx": (doctype(BOOK, "xl/workbook.xml", hostile.OUTSIDE), "实体声明"),
    "哈哈.ofd": (doctype(OFD, "Doc_0/Pages/Page_0/Content.xml", padding=9_000), "实体声明"),
    "炸弹.ofd": (lambda: hostile.zeros(400, "OFD.xml"), "压缩炸弹"),
    "少报大小.docx": (lambda: hostile.lying(hostile.replaced(WORD, {MAIN: b"<a>" * 9_000_000}), 100), "损坏"),
    "段落极多.docx": (lambda: docx.package("<w:p/>" * 3_000_000), "过多"),
    "属性极多.docx": (
        lambda: docx.package("<w:p " + " ".join(f'a{n}="1"' for n in range(2_000_000)) + "/>"),
        "过多|XML",
    ),
    "嵌套表格.docx": (lambda: docx.package("<w:tbl><w:tr><w:tc>" * 100_000), "XML"),
    "设密码.docx": (lambda: compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "打开密码"),
    "成员设密码.docx": (lambda: hostile.locked(WORD), "已加密"),
    "带宏.docm": (lambda: docx.write(TRUTH, docx.Layout(macros=True)), READ),
    "单元格极多.xlsx": (lambda: sheets(100), "过多|超过"),
    "样式极多.xlsx": (lambda: hostile.replaced(BOOK, {"xl/styles.xml": f"<a>{'<b/>' * 4_000_000}</a>"}), "过多"),
    "页面反复.ofd": (lambda: hostile.ofd_of("<ofd:X/>" * 400_000, pages=500), "超出上限|过多"),
    "文字反复.ofd": (
        lambda: hostile.ofd_of(
            "<ofd:TextObject Size='4'><ofd:TextCode>一二三四五</ofd:TextCode></ofd:TextObject>" * 9_000, 500
        ),
        "超出上限",
    ),
    "元素极多.ofd": (lambda: hostile.ofd_of("<a/>" * 18_000_000), "过多"),
    # web pages
    "哈哈.html": (lambda: hostile.BILLION.encode() + html.write(TRUTH), READ),
    "哈哈.mht": (lambda: html.write_mht(TRUTH).replace(b"<html", hostile.BILLION.encode() + b"<html"), READ),
    "跨十万列.html": (lambda: html.write(TRUTH).replace(b"<td", b"<td colspan=100000", 1), READ),
    "十万层.html": (lambda: TITLE.encode() + b"<html>" + b"<div>" * 100_000, "嵌套"),
    "属性很多.html": (lambda: html.write(TRUTH).replace(b"<body", b"<body " + b"a=1 " * 3_000_000, 1), READ),
    "实体很多.html": (lambda: html.write(TRUTH) + b"&nbsp;&#x4e00;" * 2_000_000, f"文字超过|{READ}"),
    # text
    "单行五十兆.txt": (lambda: TITLE.encode() + b"1" * 50_000_000, "超出上限"),
    "汉字一行.txt": (lambda: in_utf8(TITLE + "收到申请" * 400_000), "文字超过|一段文字"),
    "数字一行.txt": (lambda: in_utf8(TITLE + "1" * 3_000_000), "文字超过|一段文字"),
    "逗号一行.txt": (lambda: in_utf8(TITLE + "其中公开1件，" * 150_000), "文字超过|一段文字"),
    "括号一行.txt": (lambda: in_utf8(TITLE + "（" * 900_000), "文字超过|一段文字"),
    "空行很多.txt": (lambda: TITLE.encode() + b"\n" * 4_900_000, "超过.*行"),
    "制表符很多.txt": (lambda: TITLE.encode() + b"\t" * 4_900_000, "超出上限|超过|" + READ),
    "竖线很多.txt": (lambda: TITLE.encode() + b"|" * 4_900_000, "超出上限|超过|" + READ),
    "只有零字节.txt": (lambda: bytes(100_000_000), "文本"),
    "半个编码.txt": (lambda: TITLE.encode("gb18030")[:-1] + b"\x81", "编码|" + READ),
    "未知编码.txt": (lambda: (TITLE * 50).encode("utf-32"), "编码"),
    "只有空白.docx": (lambda: " \n\u3000\t".encode() * 10, "空白|可能不是"),
    # PDF
    "十万页.pdf": (lambda: hostile.pdf_of_pages(100_000), "超过上限500页"),
    "谎称页数.pdf": (lambda: hostile.pdf(hostile.TREE | {2: "<< /Type /Pages /Kids [] /Count 2147483647 >>"}), "页"),
    "页树成环.pdf": (
        lambda: hostile.pdf(hostile.TREE | {2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"}),
        "损坏|页",
    ),
    "目录成环.pdf": (lambda: hostile.pdf({1: "1 0 R"}), "损坏"),
    "引用表成环.pdf": (
        lambda: hostile.pdf(hostile.TREE | {3: hostile.PAGE.format("")}, "/Root 1 0 R /Prev {xref}"),
        "损坏|没有",
    ),
    "图形自引.pdf": (hostile.pdf_form_loop, "没有文字|损坏|没有"),
    "内容一千兆.pdf": (lambda: hostile.pdf_bomb(1_000), "已停止|异常退出|损坏|没有|过多"),
    "嵌套数组.pdf": (
        lambda: hostile.pdf(hostile.TREE | {3: hostile.PAGE.format("/A " + "[" * 500_000 + "]" * 500_000)}),
        "损坏|没有|异常退出",
    ),
    "打开即运行.pdf": (
        lambda: pdf.make_pdf(TRUTH).replace(
            b"/Type /Catalog",
            b"/OpenAction << /S /Launch /F (/bin/sh) /JS (app.launchURL\\('http://x'\\)) >> /Type /Catalog",
        ),
        READ,
    ),
    # compound files
    "链成环.xls": (lambda: compound({"Workbook": bytes(9_000)}, loop=True), "损坏|不完整"),
    "表反复.xls": (lambda: compound({"Workbook": hostile.biff(100, bytes(4) * 1_700_000)}), "指向同一处"),
    "谎称文字数.xls": (
        lambda: compound(
            {"Workbook": hostile.biff(1, b"").replace(b"\x0a\0\0\0", record(0xFC, b"\xff\xff\xff\x7f" * 2), 1)}
        ),
        "损坏",
    ),
    "没有页的表.xls": (lambda: compound({"Workbook": hostile.biff(0, b"")}), "没有工作表"),
    "设密码.xls": (
        lambda: compound({"Workbook": record(0x0809, b"\0\6\5\0" + bytes(12)) + record(0x2F, b"x")}),
        "已加密",
    ),
    "空的.doc": (lambda: compound({"WordDocument": b"\xec\xa5" + bytes(8) + b"\x00\x01"}), "已加密"),
    "什么也不是.wps": (lambda: compound({"Contents": b"x"}), "不是可识别"),
}

#: Reads what it is asked for, one line a path, and answers with what came of it and the memory that took.
_SERVE = """
import json, re, sys
from pathlib import Path
import audit
from audit import pipeline

def memory(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

LINUX = sys.platform == "linux"
for line in sys.stdin:
    if LINUX:
        Path("/proc/self/clear_refs").write_text("5")
        before = memory("VmRSS")
    reports = list(audit.read_all([json.loads(line)]))
    for report in reports:
        audit.check(report)
    found = [(report.source, report.status, report.error, len(report.cells)) for report in reports]
    print(json.dumps([found, memory("VmHWM") - before if LINUX else 0]), flush=True)
"""


class Reading:
    """A process that reads files one after another; one that takes more than ``SECONDS`` of processor time is ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> tuple[list[tuple[str, str, str | None, int]], int]:
        """Source, status, reason and number of cells of each report, and the megabytes that reading took."""
        if self.process is None:
            command = [sys.executable, "-c", _SERVE]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        process = self.process
        with meter.Guard(meter.Meter(psutil.Process(process.pid), SECONDS), process.kill) as guard:
            guard.grant(SECONDS)  # its own readers have taken time for the files before
            print(json.dumps(str(path)), file=process.stdin, flush=True)
            answer = process.stdout.readline()
        if not answer:
            self.close()
            pytest.fail(f"{path.name}: no answer ({guard.overrun})")
        reports, memory = json.loads(answer)
        return [tuple(report) for report in reports], memory

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


@pytest.fixture(scope="module")
def reading():
    with closing(Reading()) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with every hostile file."""
    made = tmp_path_factory.mktemp("每个")
    for name, (build, _) in HOSTILE.items():
        (made / name).write_bytes(build())
    return made


#: Hostile files that lie in one folder: some of each kind, and those that end the process that reads them.
TOGETHER = dict.fromkeys((*list(HOSTILE)[::4], "内容一千兆.pdf", "嵌套数组.pdf"))


def test_a_page_that_ends_within_a_number_gives_no_number():
    made = truth.make(9, distinct=True)
    page = html.write(made)
    number = made.cells["applications.received.natural"].encode()
    assert len(number) > 1
    document = readers.read(page[: page.index(b">" + number + b"<") + 2], "a.html")
    assert "网页不完整" in " ".join(document.notes)
    assert "applications.received.natural" not in {
        key for key, cell in match(document, "a.html", "").cells.items() if cell.kind == "number"
    }


@pytest.mark.parametrize(
    "page", [None, *list(broken.PAGES.values())[:4]], ids=lambda page: "flat" if page is None else "broken"
)
def test_a_text_that_ends_within_a_number_gives_no_number(page):
    made = truth.make(9, distinct=True)
    whole = flat.write(made) if page is None else broken.write(made, page)
    for key in ("disclosure.penalties.decisions", "applications.received.total", "litigation.review.total"):
        number = made.cells[key]
        assert len(number) > 1
        report = match(readers.read(whole[: whole.index(number) + len(number) - 1].encode(), "a.txt"), "a.txt", "")
        assert all(cell.value == int(made.cells[name]) for name, cell in report.cells.items() if cell.kind == "number")


#: Reads one file and says how many megabytes its child processes held at most.
_CHILDREN = """
import resource, sys
import audit
report = audit.read(sys.argv[1])
print(report.status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
@pytest.mark.parametrize("name", ["膨胀的.pdf", "自引用的表单.pdf"])
def test_a_pdf_that_takes_all_memory_is_stopped_at_its_share(tmp_path, name):
    """The process that reads PDFs counts as well: it ends below 500 MB."""
    data = {"膨胀的.pdf": lambda: hostile.pdf_bomb(600), "自引用的表单.pdf": hostile.pdf_form_loop}[name]()
    (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", _CHILDREN, str(tmp_path / name)]
    status, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert status == "unreadable"
    assert int(memory) < MEGABYTES


def explained(error: str | None) -> bool:
    """Whether a reason is Chinese and says what to do."""
    return error is not None and "请" in error and "内部" not in error.replace("文件内部", "")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_explained_or_read_within_its_share_of_time_and_memory(reading, folder, name):
    reports, memory = reading.read(folder / name)
    expected = HOSTILE[name][1]
    assert reports
    for _, status, error, cells in reports:
        if status == "unreadable":
            assert explained(error), error
            assert re.search(expected, error), error
            assert cells == 0
        else:
            assert READ in expected
    assert memory < MEGABYTES


def test_many_of_them_in_one_folder_do_not_cost_the_good_report(folder, tmp_path):
    given = tmp_path / "收" / "来件"
    given.mkdir(parents=True)
    (given / "报告.txt").write_text(flat.write(TRUTH), "utf-8")
    for name in TOGETHER:
        (given / name).hardlink_to(folder / name)
    with (given / "两千兆.txt").open("wb") as sparse:
        sparse.truncate(2 * 1024**3)
    before = sorted(path.name for path in given.iterdir())
    command = [sys.executable, "-m", "audit", "extract", str(given), "--json"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600, cwd=given.parent)
    objects = [json.loads(line) for line in done.stdout.decode().splitlines()]
    files = {Path(item["source"].split("!")[0]).name: item for item in objects}
    assert done.returncode == 1
    assert set(files) == {"报告.txt", "两千兆.txt", *TOGETHER}
    assert {key: str(cell["value"]) for key, cell in files["报告.txt"]["cells"].items()} == dict(TRUTH.cells)
    assert "超过200MB" in files["两千兆.txt"]["error"]
    told = done.stderr.decode()
    assert "Traceback" not in told
    for item in objects:
        if item["status"] == "unreadable":
            assert f"未能读取：{item['source']}：{item['error']}" in told
    assert sorted(path.name for path in given.iterdir()) == before
    assert [path.name for path in given.parent.iterdir()] == [given.name]


CUT = {
    "docx": docx.write,
    "html": html.write,
    "mht": html.write_mht,
    "odt": odt.write,
    "ofd": ofd.make_ofd,
    "pdf": pdf.make_pdf,
    "txt": lambda made: flat.write(made).encode(),
    "xlsx": xlsx.write,
}


@pytest.mark.parametrize("ending", CUT)
def test_a_file_cut_short_gives_no_wrong_number_and_is_whole_only_with_every_cell(ending, tmp_path):
    made = truth.make(9, distinct=True)
    whole = CUT[ending](made)
    path = tmp_path / f"报告.{ending}"
    for share in (0.02, 0.3, 0.6, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        report = audit.read(path)
        assert report.status != "unreadable" or explained(report.error)
        assert report.status != "read" or len(report.cells) == len(made.cells)
        wrong = {key for key, cell in report.cells.items() if str(cell.value) != made.cells[key]}
        # The very last number of a text may be cut itself.
        assert len(wrong) <= (ending in ("txt", "html", "mht"))


class _Remote(BaseHTTPRequestHandler):
    """Counts whatever is asked of it."""

    asked: ClassVar[list[str]] = []

    def handle(self):
        self.asked.append(str(self.client_address))


def _asking(address: str) -> dict[str, bytes]:
    """Reports that name ``address`` wherever a program might fetch it."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kinds}/{kind}" Target="{address}" TargetMode="External"/>'
        for n, kind in enumerate(("attachedTemplate", "image", "hyperlink", "oleObject", "aFChunk", "frame"))
    )
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    field = docx.paragraph(content=docx.complex_field(f'INCLUDEPICTURE "{address}"', "图"))
    page = (
        f'<link rel=stylesheet href="{address}"><script src="{address}"></script><img src="{address}"><iframe src="{address}">'
        f'</iframe><object data="{address}"></object><base href="{address}"><style>@import "{address}"</style>'
    )
    body = docx.write(TRUTH)
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        document = package.read(MAIN).decode()
    action = f"/OpenAction << /S /URI /URI ({address}) >> /Type /Catalog".encode()
    return {
        "a.docx": hostile.replaced(
            body,
            {
                MAIN: document.replace("<w:body>", f"<w:body>{field}"),
                "word/_rels/document.xml.rels": relations,
                "word/_rels/settings.xml.rels": relations,
            },
        ),
        "b.html": html.write(TRUTH).replace(b"<body", page.encode() + b"<body", 1),
        "c.mht": html.write_mht(TRUTH, transfer="base64").replace(
            b"Content-Type: text/html", f"Content-Location: {address}\nContent-Type: text/html".encode()
        ),
        "d.odt": hostile.replaced(
            ODF,
            {
                CONTENT: _content().replace(
                    "<text:p",
                    f'<text:p><draw:image xlink:href="{address}" '
                    'xmlns:xlink="http://www.w3.org/1999/xlink"/></text:p><text:p',
                    1,
                )
            },
        ),
        "e.pdf": pdf.make_pdf(TRUTH).replace(b"/Type /Catalog", action),
    }


def _content() -> str:
    with zipfile.ZipFile(io.BytesIO(ODF)) as package:
        return package.read(CONTENT).decode()


def test_nothing_that_a_report_names_is_fetched(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was opened")

    with ThreadingHTTPServer(("127.0.0.1", 0), _Remote) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made = _asking(f"http://127.0.0.1:{server.server_port}/a")
        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        for name, data in made.items():
            (tmp_path / name).write_bytes(data)
        found = {Path(report.source).name: report.status for report in audit.read_all([tmp_path])}
        server.shutdown()
    assert found == dict.fromkeys(made, "read")
    assert _Remote.asked == []


def test_names_that_lead_elsewhere_are_only_names(tmp_path, capsys):
    good = flat.write(TRUTH).encode()
    names = ("../../外面.txt", "/绝对.txt", "C:\\盘符.txt", "甲!乙.txt", "深/" * 90 + "底.txt", "一\n二\x1b[31m.txt")
    folder = tmp_path / "收件!件"
    folder.mkdir()
    (folder / "全部!的.zip").write_bytes(hostile.archive(dict.fromkeys(names, good)))
    before = sorted(tmp_path.rglob("*"))
    assert main(["extract", str(folder), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(found) == len(names)
    assert all(len(item["cells"]) == len(TRUTH.cells) for item in found)
    assert sorted(tmp_path.rglob("*")) == before
    # Each can be opened again by the name that it is given.
    assert [audit.read(item["source"]).sha256 for item in found] == [item["sha256"] for item in found]


@pytest.mark.skipif(os.name != "posix", reason="devices, pipes and such links are of POSIX systems")
def test_devices_pipes_and_links_in_circles_do_not_hold_anyone_up(tmp_path):
    os.mkfifo(tmp_path / "管道.txt")
    (tmp_path / "圈.docx").symlink_to(tmp_path / "圈.docx")
    (tmp_path / "回.d").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "报告.txt").write_text(flat.write(TRUTH), "utf-8")
    assert [(Path(r.source).name, r.status) for r in audit.read_all([tmp_path])] == [("报告.txt", "read")]
    for path, words in (
        (tmp_path / "管道.txt", "设备或管道"),
        (Path("/dev/zero"), "设备或管道"),
        (tmp_path / "圈.docx", "链接指向自身"),
        (tmp_path / ("长" * 300 + ".docx"), "文件名过长"),
        (tmp_path / "没\0有.docx", "不能用于文件名"),
    ):
        (report,) = audit.read_all([path])
        assert report.status == "unreadable"
        assert words in report.error


def test_an_archive_with_one_bad_archive_inside_gives_its_other_reports(tmp_path):
    path = tmp_path / "全部.zip"
    good = flat.write(TRUTH)
    inside = {
        "好.zip": hostile.archive({"甲.txt": good}),
        "坏.zip": hostile.archive({"乙.txt": good})[:-9],
        "丙.txt": good,
    }
    path.write_bytes(hostile.archive(inside))
    found = {report.source.removeprefix(f"{path}!"): report.status for report in audit.read_all([path])}
    assert found == {"好.zip!甲.txt": "read", "坏.zip": "unreadable", "丙.txt": "read"}


def test_half_a_character_of_a_pdf_is_said_to_be_unknown():
    assert mark_unknown("甲\ud83d乙\udf4e丙") == "甲\ufffd乙\ufffd丙"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "x"])
def test_odd_numbers_in_the_markup_of_a_workbook_do_no_harm(number):
    made = BOOK
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        sheet = package.read(SHEET).decode()
    for name in ("r", "s"):
        odd = re.sub(rf'(<(?:row|c) [^>]*?\b{name}=")[^"]*', rf"\g<1>{number}", sheet)
        read = readers.read(hostile.replaced(made, {SHEET: odd}), "a.xlsx")
        assert read.blocks


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_are_no_utf8_are_read_and_checked(tmp_path, capsys):
    (tmp_path / os.fsdecode("水务局.txt".encode("gbk"))).write_text(flat.write(TRUTH), "utf-8")
    (tmp_path / os.fsdecode("空的.txt".encode("gbk"))).write_bytes(b"1")
    assert main(["extract", str(tmp_path), "--json"]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(item["status"] for item in found) == ["read", "unreadable"]
    assert all(audit.read(item["source"]).sha256 == item["sha256"] for item in found)
    assert main(["check", str(tmp_path), "--json"]) == 1
    assert all(json.loads(line)["key"] for line in capsys.readouterr().out.splitlines())


def test_a_batch_writes_nothing_outside_its_folder(tmp_path):
    folder = tmp_path / "收件"
    folder.mkdir()
    named = flat.write(TRUTH).replace(TRUTH.agency, "../../../外面水务局")
    (folder / "好.txt").write_text(named, "utf-8")
    (folder / "外.zip").write_bytes(hostile.archive({"../../../外面.txt": flat.write(TRUTH), "/绝对.txt": "1"}))
    (folder / "坏.docx").write_bytes(hostile.with_prolog(WORD, MAIN, hostile.OUTSIDE))
    before = set(tmp_path.rglob("*"))
    command = [sys.executable, "-m", "audit", "audit", str(folder), "--out", str(tmp_path / "结果"), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600, cwd=tmp_path)
    assert done.returncode == 1, done.stderr.decode()
    new = set(tmp_path.rglob("*")) - before
    assert new
    assert all(path.is_relative_to(tmp_path / "结果") for path in new)
    assert len([path for path in new if path.suffix == ".html"]) >= 3
