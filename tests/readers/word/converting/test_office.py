"""Documents that LibreOffice turns into .docx first: the same figures, and a clear word where that is not possible."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

import audit
from audit import readers
from audit.cells import read_cell
from audit.errors import ReadError
from audit.limits import meter
from audit.match import match
from audit.readers.word.converting import office, soffice
from audit.readers.word.docx import read as read_docx
from tests import components
from tests.generate.formats import docx
from tests.generate.report.layout import LayoutTable, Variant, blocks
from tests.generate.report.truth import make

pytestmark = pytest.mark.slow

SOFFICE = soffice.program()
needs_office = pytest.mark.needs("libreoffice")
LAYOUTS = {
    "plain": docx.Layout(),
    "stub in pieces": docx.Layout(Variant(vertical_stub=True, broken_labels=True)),
    "cut tables": docx.Layout(Variant(split=7), tracked=True),
}
RTF = rb"{\rtf1\ansi\uc0 \u25910\u21040 12\u20214\par}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every layout as .doc and .rtf, as LibreOffice itself writes them."""
    components.demand("libreoffice")
    folder = tmp_path_factory.mktemp("office")
    sources = []
    for name, layout in LAYOUTS.items():
        path = folder / f"{name}.docx"
        path.write_bytes(docx.write(make(21), layout))
        sources.append(str(path))
    profile = (folder / "profile").as_uri()
    for suffix in ("doc", "rtf"):
        command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(folder), *sources], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def converted(folder):
    """Every file of the folder, converted in one batch, as the .docx reader sees it."""
    paths = [folder / f"{name}.{suffix}" for name in LAYOUTS for suffix in ("doc", "rtf")]
    results = office.to_docx_many([path.read_bytes() for path in paths])
    return {path.name: read_docx(result) for path, result in zip(paths, results, strict=True)}


@pytest.mark.parametrize("suffix", ["doc", "rtf"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_cell_is_read_as_printed(converted, name, suffix):
    report = match(converted[f"{name}.{suffix}"], name, "")
    made = (item for item in blocks(make(21), LAYOUTS[name].variant) if isinstance(item, LayoutTable))
    expected = {c.key: read_cell(c.text) for item in made for _, _, c in item.placed() if c.key}
    assert len(expected) == 200
    assert {key: (c.kind, c.value) for key, c in report.cells.items()} == {
        key: (reading.kind, reading.value) for key, reading in expected.items()
    }
    assert (report.status, report.agency, report.year) == ("read", make(21).agency, make(21).year)


@pytest.mark.parametrize(
    ("made", "name", "format_"),
    [
        ("plain.doc", "报告.wps", "wps"),
        ("plain.rtf", "报告.doc", "rtf"),
    ],
)
def test_a_file_is_read_as_what_it_is_and_a_wrong_name_is_said(folder, tmp_path, made, name, format_):
    path = tmp_path / name
    path.write_bytes((folder / made).read_bytes())
    report = audit.read(path)
    assert (report.format, len(report.cells)) == (format_, 200)
    assert any("文件名后缀" in note for note in report.notes) == (name == "报告.doc")


@needs_office
def test_a_batch_keeps_its_order_and_starts_the_program_once(folder, monkeypatch):
    starts = []
    convert = soffice.convert
    monkeypatch.setattr(soffice, "convert", lambda *given: starts.append(given) or convert(*given))
    whole = (folder / "plain.doc").read_bytes()
    results = office.to_docx_many([RTF, b"", whole, whole[:30_000], RTF])
    assert [isinstance(result, bytes) for result in results] == [True, False, True, False, True]
    assert len(starts) == 1


@needs_office
def test_what_was_prepared_is_not_converted_again_nor_in_other_processes(tmp_path, monkeypatch):
    (tmp_path / "完整.rtf").write_bytes(RTF)
    (tmp_path / "残缺.rtf").write_bytes(RTF[:-8])
    with readers.prepared([RTF, RTF[:-8], b"text"]):
        monkeypatch.setattr(soffice, "program", lambda: pytest.fail("LibreOffice was started"))
        assert [p.text for p in readers.read(RTF, "完整.rtf").paragraphs] == ["收到12件"]
        assert "不完整" in (audit.read(tmp_path / "残缺.rtf").error or "")
        script = "import sys; from audit.readers import read; print(read(open(0, 'rb').read(), '').format)"
        environment = os.environ | {"PATH": ""}
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, input=RTF, capture_output=True, check=True, env=environment)
        assert done.stdout.split() == [b"rtf"]
    with pytest.raises(pytest.fail.Exception, match="was started"):
        readers.read(RTF, "完整.rtf")


class _Remote(BaseHTTPRequestHandler):
    """Counts whatever is asked of it."""

    asked: ClassVar[list[str]] = []

    def handle(self):
        self.asked.append(str(self.client_address))


@needs_office
def test_nothing_is_fetched_and_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), _Remote) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/a".encode()
        template = rb"{\*\template " + address + b"}"
        field = b"".join(
            rb"{\field{\*\fldinst " + code + b' "' + address + rb'"}{\fldrslt x}}'
            for code in (b"INCLUDEPICTURE", b"INCLUDETEXT", b"LINK Word.Document.8")
        )
        converted = office.to_docx(RTF[:-1] + template + field + b"}")
        server.shutdown()
    assert converted.startswith(b"PK")
    assert _Remote.asked == []
    assert list(tmp_path.iterdir()) == []


def test_without_the_program_the_message_names_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "INSTALLED", ())
    path = tmp_path / "报告.rtf"
    path.write_bytes(RTF)
    report = audit.read(path)
    assert report.status == "unreadable"
    assert "请安装LibreOffice" in (report.error or "")
    assert "apt install libreoffice-writer" in (report.error or "")


def test_a_program_that_cannot_be_started_costs_only_the_documents_that_need_it(tmp_path, monkeypatch):
    """A batch converts all old documents at one start: it must go on with the others where that fails."""

    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(soffice, "program", lambda: "soffice")
    monkeypatch.setattr(soffice, "convert", refuse)
    with readers.prepared([RTF, b"text"]):
        path = tmp_path / "报告.rtf"
        path.write_bytes(RTF)
        report = audit.read(path)
    assert report.status == "unreadable"
    assert "另存为.docx" in (report.error or "")


def test_no_room_for_converted_documents_costs_no_other_file(monkeypatch):
    """What is prepared for the whole batch at once only saves time: without it each document is converted by itself."""

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(office, "to_docx_many", lambda items: [b"PK" for _ in items])
    with monkeypatch.context() as without, readers.prepared([]):
        without.setattr(Path, "write_bytes", full)
        with readers.prepared([RTF]):
            assert office.to_docx(RTF) == b"PK"


def _ole(*streams: tuple[str, bytes]) -> bytes:
    """A compound file with one sector of directory and a sector for each of up to three short-named streams."""
    entry = struct.Struct("<64sHBB3I16sI8s8sIQ")

    def named(name: str, kind: int, first: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return entry.pack(text, len(text), kind, 1, *[0xFFFFFFFF] * 3, b"", 0, b"", b"", first, size)

    sectors = [data.ljust(4096, b"\0") for _, data in streams]
    root = named("Root Entry", 5, 0xFFFFFFFE, 0)
    directory = root + b"".join(
        named(name, 2, 2 + 8 * number, len(sectors[number])) for number, (name, _) in enumerate(streams)
    )
    chain = [0xFFFFFFFD, 0xFFFFFFFE]
    for number in range(len(streams)):
        chain += [*range(3 + 8 * number, 10 + 8 * number), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<5I4I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:32]
    return (
        head.ljust(76, b"\0")
        + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
        + table
        + directory.ljust(512, b"\0")
        + b"".join(sectors)
    )


HOSTILE = {
    "an encrypted package": (_ole(("EncryptedPackage", b"x"), ("WordDocument", b"x")), "加密|密码"),
    "an encrypted Word file": (_ole(("WordDocument", bytes(10) + b"\x00\x01")), "密码"),
    "an OLE file of another program": (_ole(("Contents", b"x")), "没有所需的内容"),
    "an OLE head and nothing else": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "损坏|没有所需"),
    "random bytes after an OLE head": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(256)) * 40, "损坏|没有所需"),
    "an .rtf that was cut": (RTF[:-8], "不完整"),
    "an .rtf whose groups stay open": (rb"{\rtf1{\par 12}", "不完整"),
    "an .rtf of more rows than any report": (
        rb"{\rtf1" + rb"\trowd\cellx100\intbl 1\cell\row " * 20_000 + b"}",
        "远多于",
    ),
    "an .rtf of groups in groups": (rb"{\rtf1" + b"{" * 3_000 + b"}" * 3_001, "远多于"),
    "nothing": (b"", "不是有效"),
    "a page named .doc": (b"<html>12</html>", "不是有效"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_whole_word_document_is_refused_before_the_program_starts(name, monkeypatch):
    monkeypatch.setattr(soffice, "convert", lambda *_: pytest.fail("LibreOffice was started"))
    data, word = HOSTILE[name]
    with pytest.raises(ReadError, match=word):
        office.to_docx(data)


@needs_office
def test_a_word_file_of_garbage_gives_no_figures(tmp_path):
    path = tmp_path / "报告.doc"
    path.write_bytes(_ole(("WordDocument", struct.pack("<HH", 0xA5EC, 0xC1) + bytes(28) + os.urandom(4000))))
    report = audit.read(path)
    assert (report.status, report.cells) == ("unreadable", {})
    assert report.error


def _stub(folder: Path, monkeypatch, script: str) -> None:
    """LibreOffice replaced by a shell script; its arguments behind --outdir are the folder and the files."""
    program = folder / "soffice"
    program.write_text('#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2; shift 2\n' + script, "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(soffice, "program", lambda: str(program))


posix = pytest.mark.skipif(os.name != "posix", reason="the stub is a shell script")


@posix
@pytest.mark.parametrize(
    ("act", "said"),
    [("sleep 600 & wait", "没有进展，已停止"), ("while :; do :; done", "处理器时间超过1秒，已停止")],
)
def test_a_file_that_hangs_costs_only_itself(tmp_path, monkeypatch, act, said):
    made = tmp_path / "made.docx"
    made.write_bytes(docx.package(docx.paragraph("甲")))
    _stub(
        tmp_path,
        monkeypatch,
        f'for f; do if grep -q HANG $f; then {act}; fi; cp {made} "$out/${{f%.*}}.docx"; done\n',
    )
    monkeypatch.setattr(soffice, "SECONDS", 1.0)
    monkeypatch.setattr(meter, "IDLE", 2.0)
    first, hung, last = office.to_docx_many([RTF, rb"{\rtf1 HANG}", RTF])
    assert first == last == made.read_bytes()
    assert said in str(hung)


@posix
@needs_office
def test_a_program_that_was_stopped_leaves_nothing_outside_its_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(soffice, "SECONDS", 4.0)
    forget = soffice.forget
    monkeypatch.setattr(soffice, "forget", lambda profile: (seen.update(sockets()), forget(profile)))

    def sockets() -> set[Path]:
        return {path for folder in ("/tmp", "/var/tmp") for path in Path(folder).glob("OSL_PIPE_*")}

    before, seen = sockets(), set[Path]()
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1" + rb"\trowd\cellx100\intbl 1\cell\row " * 200_000 + b"}")
    assert "已停止" in soffice.convert(soffice.program(), tmp_path, ["a.rtf"])
    own = f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_"
    time.sleep(1.0)  # what was killed takes a moment to close its socket
    assert not [path for path in seen - before if path.name.startswith(own) and path in sockets() and not _owned(path)]


def _owned(path: Path) -> bool:
    """Whether a running program listens at the socket."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


@posix
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 0\n", "文件内容可能已损坏"),
        ("kill -9 $$\n", "异常退出"),
        ('for f; do : > "$out/${f%.*}.docx"; done\n', "文件内容可能已损坏"),
        ('for f; do printf PK > "$out/${f%.*}.docx"; done; exit 1\n', "异常退出"),
    ],
)
def test_success_is_believed_only_where_the_result_is_there(tmp_path, monkeypatch, script, said):
    _stub(tmp_path, monkeypatch, script)
    results = office.to_docx_many([RTF] * 5)
    assert all(isinstance(result, ReadError) and said in str(result) for result in results)
