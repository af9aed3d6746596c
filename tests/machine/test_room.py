"""Too little memory or a full temporary folder is named as that, and is nobody else's fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generate.formats import docx, flat
from tests.generate.formats.pdf import make_pdf
from tests.generate.report import truth

RTF = rb"{\rtf1\ansi\uc0 \u25910\u21040 12\u20214\par}"
#: Runs the rest of the command where a folder holds no more than so many bytes.
_SMALL = 'mount -t tmpfs -o size="$1" tmpfs "$2" && export TMPDIR="$2" && shift 2 && exec "$@"'
SPACE = ["unshare", "-m"] if hasattr(os, "getuid") and os.getuid() == 0 else ["unshare", "-rm"]


def audit(*arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "audit", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=600)


@pytest.fixture
def small(tmp_path):
    """What goes before a command so that its temporary folder holds so many kilobytes."""
    folder = tmp_path / "t"
    folder.mkdir()

    def before(kilobytes: int) -> tuple[str, ...]:
        return (*SPACE, "/bin/sh", "-c", _SMALL, "sh", f"{kilobytes}k", str(folder))

    return before


@pytest.mark.needs("libreoffice", "mounts of one's own")
def test_a_full_temporary_folder_is_named_and_no_file_is_said_to_be_damaged(small, tmp_path):
    (tmp_path / "旧.rtf").write_bytes(RTF)
    (tmp_path / "新.docx").write_bytes(docx.write(truth.make(3)))
    done = audit("check", str(tmp_path / "旧.rtf"), str(tmp_path / "新.docx"), before=small(40))
    assert done.returncode == 1
    assert f"临时文件夹“{tmp_path / 't'}”空间不足" in done.stderr
    assert "损坏" not in done.stderr
    assert done.stdout.count("■") == 1


@pytest.mark.needs("mounts of one's own")
def test_a_batch_that_finds_no_room_says_so(small, tmp_path):
    (tmp_path / "甲.txt").write_text(flat.write(truth.make(3)), "utf-8")
    done = audit("audit", str(tmp_path / "甲.txt"), "--out", str(tmp_path / "结果"), before=small(40))
    assert done.returncode == 3
    assert f"临时文件夹“{tmp_path / 't'}”空间不足" in done.stderr
    assert "Traceback" not in done.stderr
    assert "内部错误" not in done.stderr


def limited(kilobytes: int) -> tuple[str, ...]:
    return ("/bin/sh", "-c", f'ulimit -v {kilobytes} && exec "$@"', "sh")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
class TestWithLittleMemory:
    @pytest.fixture
    def folder(self, tmp_path) -> Path:
        made = tmp_path / "来件"
        made.mkdir()
        (made / "甲.docx").write_bytes(docx.write(truth.make(3, year=2024)))
        (made / "乙.pdf").write_bytes(make_pdf(truth.make(4, year=2024)))
        return made

    def test_reports_are_checked_and_compared(self, folder):
        done = audit("check", str(folder), before=limited(700_000))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("■ 长春市") == 2
        assert "■ 汇总：2份" in done.stdout

    def test_a_batch_says_at_once_that_it_needs_more(self, folder, tmp_path):
        done = audit("audit", str(folder), "--out", str(tmp_path / "结果"), before=limited(700_000))
        assert done.returncode == 3
        assert "内存上限为683MB" in done.stderr
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "结果").exists()
