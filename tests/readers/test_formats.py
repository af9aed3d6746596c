"""One report in every format gives the same cells; a file is read as what it is, whatever its name."""

import io
import json
import zipfile

import pytest

import audit
from audit.__main__ import main
from tests.generate.formats import docx, flat, html, odt, ofd, pdf, xlsx
from tests.generate.report import truth

TRUTH = truth.make(21, size="medium")
WRITERS = {
    "报告.docx": docx.write,
    "报告.html": html.write,
    "报告.mht": html.write_mht,
    "报告.odt": odt.write,
    "报告.ofd": ofd.make_ofd,
    "报告.pdf": pdf.make_pdf,
    "报告.txt": lambda t: flat.write(t).encode(),
    "报告.xlsx": xlsx.write,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("各种格式")
    for name, write in WRITERS.items():
        (made / name).write_bytes(write(TRUTH))
    return made


def values(report):
    return {key: str(cell.value) for key, cell in report.cells.items()}


@pytest.mark.parametrize("name", WRITERS)
def test_each_format_gives_the_same_cells(folder, name):
    report = audit.read(folder / name)
    assert values(report) == dict(TRUTH.cells)
    assert (report.status, report.agency, report.year) == ("read", TRUTH.agency, TRUTH.year)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


def test_the_same_folder_gives_the_same_bytes_each_time(folder, capsys):
    printed = []
    for _ in range(2):
        assert main(["extract", str(folder), "--json"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) == len(WRITERS)


@pytest.mark.parametrize("name", WRITERS)
def test_a_renamed_file_is_read_as_what_it_is_with_a_note(folder, tmp_path, name):
    renamed = tmp_path / ("报告.pdf" if not name.endswith(".pdf") else "报告.docx")
    renamed.write_bytes((folder / name).read_bytes())
    report = audit.read(renamed)
    assert values(report) == dict(TRUTH.cells)
    assert any("后缀" in note for note in report.notes)


def archive(entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return buffer.getvalue()


def test_archives_are_opened_once_nested_and_each_report_keeps_its_inner_path(folder, tmp_path, capsys):
    document = (folder / "报告.docx").read_bytes()
    inner = archive({"乡镇/青石镇.docx": document})
    path = tmp_path / "全部.zip"
    path.write_bytes(
        archive({"局/水利局.docx": document, "乡镇.zip": inner, "../../外面.docx": document, "说明.csv": b"x"})
    )
    assert main(["extract", str(path), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {item["source"].removeprefix(str(path)) for item in found} == {
        "!局/水利局.docx",
        "!乡镇.zip!乡镇/青石镇.docx",
        "!../../外面.docx",
    }
    assert all(len(item["cells"]) == 200 for item in found)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["全部.zip"]


def test_names_written_in_gbk_by_windows_are_read(folder, tmp_path):
    path = tmp_path / "a.zip"
    raw = archive({"XXXXXXXXXX.docx": (folder / "报告.docx").read_bytes()})
    path.write_bytes(raw.replace(b"XXXXXXXXXX", "青禾水利局".encode("gbk")))
    (report,) = audit.read_all([path])
    assert report.source.endswith("!青禾水利局.docx")
    assert len(report.cells) == 200


def test_names_with_the_separators_of_windows_are_read(folder, tmp_path):
    """A path that leads upwards is only a name, and no hidden file; a lock file of an office program is none of them."""
    path = tmp_path / "a.zip"
    document = (folder / "报告.docx").read_bytes()
    path.write_bytes(archive({r"..\上级.docx": document, r"局\水利局.docx": document, r"局\~$水利局.docx": b"x"}))
    assert [report.source.split("!")[1] for report in audit.read_all([path])] == [r"..\上级.docx", r"局\水利局.docx"]


def test_an_archive_that_was_replaced_is_read_anew(folder, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"甲.docx": (folder / "报告.docx").read_bytes()}))
    assert len(audit.read(f"{path}!甲.docx").cells) == 200
    path.write_bytes(archive({"乙局.docx": (folder / "报告.docx").read_bytes()}))
    assert audit.read(f"{path}!甲.docx").status == "unreadable"
    assert len(audit.read(f"{path}!乙局.docx").cells) == 200


HOSTILE = {
    "空文件.docx": (b"", "空"),
    "空白.txt": (b" \n\t\n", "空"),
    "图片.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "图片"),
    "加密.docx": (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "未知.doc": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "格式"),
    "二进制.txt": (bytes(range(256)) * 8, "文本"),
    "别的.txt": ("今天天气很好，我们去公园。\n" * 20, "不是政府信息公开工作年度报告"),
    "截断.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "损坏"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_says_what_why_and_what_to_do(tmp_path, name):
    data, words = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    report = audit.read(path)
    assert report.status == "unreadable"
    assert words in report.error
    assert "请" in report.error
    assert report.cells == {}


def test_a_package_that_unpacks_to_gigabytes_is_refused(tmp_path):
    path = tmp_path / "炸弹.docx"
    path.write_bytes(archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"\0" * 400_000_000}))
    report = audit.read(path)
    assert report.status == "unreadable"
    assert "上限" in report.error


def test_names_written_in_utf8_without_saying_so_are_read(folder, tmp_path):
    path = tmp_path / "b.zip"
    name = "青禾水利局".encode()
    raw = archive({"X" * len(name) + ".docx": (folder / "报告.docx").read_bytes()})
    path.write_bytes(raw.replace(b"X" * len(name), name))
    (report,) = audit.read_all([path])
    assert report.source.endswith("!青禾水利局.docx")


@pytest.mark.parametrize(
    "number", ["110101190001011009", "110101 19000101 1009", "110101190001011008", "6228480402564890018"]
)
def test_no_output_repeats_a_personal_number(tmp_path, capsys, number):
    path = tmp_path / "报告.txt"
    text = flat.write(TRUTH).replace(
        "二、", f"2024年，收到申请人张某（身份证号{number}）提交的政府信息公开申请99件。\n二、", 1
    )
    path.write_text(text, "utf-8")
    for command in ("extract", "check"):
        assert main([command, str(path), "--json"]) == 0
        printed = capsys.readouterr().out
        assert number not in printed
        assert number.replace(" ", "") not in printed
    assert "W012" in printed


@pytest.mark.parametrize(
    "data", [b"PKxxxxx", "不是压缩包".encode(), b"PK\x03\x04" + b"\0" * 40], ids=["头", "文字", "残缺"]
)
def test_a_damaged_archive_is_called_one(data, tmp_path):
    (tmp_path / "假.zip").write_bytes(data)
    report = audit.read(tmp_path / "假.zip")
    assert report.status == "unreadable"
    assert "压缩包" in report.error


def test_a_page_or_text_that_prints_the_mark_of_a_pdf_is_read_as_what_it_is(tmp_path):
    for name, before in (
        ("报告.html", b"<html><!-- %PDF-1.4 -->"),
        ("报告.html", b"%PDF-1.7 "),
        ("报告.txt", b"%\n%PDF-1.4\n"),
    ):
        data = WRITERS[name](TRUTH)
        file = tmp_path / name
        file.write_bytes(before + data)
        report = audit.read(file)
        assert (report.format, values(report)) == ("html" if "html" in name else "text", dict(TRUTH.cells))


def test_a_pdf_behind_other_bytes_is_read_as_one(folder, tmp_path):
    file = tmp_path / "报告.pdf"
    file.write_bytes(b"HTTP/1.1 200 OK\r\n<html>\r\n" + (folder / "报告.pdf").read_bytes())
    assert values(audit.read(file)) == dict(TRUTH.cells)
