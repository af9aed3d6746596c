"""What was read is kept beside the results: used again, never believed from anybody else, and nobody's loss."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import zlib
from collections import Counter
from pathlib import Path

import pytest
from platformdirs import user_state_path
from selectolax.lexbor import LexborHTMLParser

import audit
from audit.__main__ import main
from audit.cache import FOLDER, Cache, own_key, pack
from audit.disk.holding import held
from audit.pipeline import Review
from audit.render import audit_batch
from audit.render.setting import Setting
from tests.generate.formats import flat
from tests.generate.report import truth

LOG = "运行记录.jsonl"


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    """A key of this test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    own_key.cache_clear()
    yield
    own_key.cache_clear()


def given(place):
    """The folder of three reports that a batch is given."""
    folder = place / "来件"
    folder.mkdir()
    for number in (3, 4, 5):
        (folder / f"{number}.txt").write_text(flat.write(truth.make(number)), "utf-8")
    return folder


@pytest.fixture
def reports(tmp_path):
    return given(tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Where a batch was run once, a copy of all that was there then, and the results."""
    place, kept = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("kept") / "once"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place / "state"))
        own_key.cache_clear()
        ways, first, result = run(given(place), place / "out")
    assert set(ways.values()) == {"read"}
    assert result.reused == 0
    shutil.copytree(place, kept)
    return place, kept, first


@pytest.fixture
def batch(once, monkeypatch):
    """A batch after its first run: its reports, its results' folder, and the results; in the same place each time."""
    place, kept, first = once
    shutil.rmtree(place)
    shutil.copytree(kept, place)
    monkeypatch.setenv("XDG_STATE_HOME", str(place / "state"))
    own_key.cache_clear()
    return place / "来件", place / "out", first


def run(reports, out):
    """How each file was had, and the results by name but for what tells of runs and what changes with the audit's day."""
    result = audit_batch([reports], out, date="2025-03-01", workers=1, progress=False)
    log = json.loads((out / LOG).read_text("utf-8").splitlines()[-1])
    ways = {Path(source).name: fate["reading"] for source, fate in log["files"].items()}
    made = {
        path.name: path.read_bytes()
        for path in out.iterdir()
        if path.is_file() and path.name[0] != "." and path.name != LOG
    }
    return ways, made, result


def test_a_report_is_read_once_and_a_changed_one_again(batch):
    reports, out, first = batch
    ways, second, result = run(reports, out)
    assert set(ways.values()) == {"unchanged"}
    assert second == first
    assert result.reused == 3
    (reports / "4.txt").write_text(flat.write(truth.make(4)) + "\n", "utf-8")
    ways, _, result = run(reports, out)
    assert ways == {"3.txt": "known", "4.txt": "read", "5.txt": "known"}
    assert (result.arrived, result.renewed) == (0, 1)


def test_what_has_arrived_is_told(batch, capsys):
    reports, out, _ = batch
    (reports / "6.txt").write_text(flat.write(truth.make(6)), "utf-8")
    (reports / "3.txt").write_text(flat.write(truth.make(3)) + "\n", "utf-8")
    assert main(["audit", str(reports), "--out", str(out), "--workers", "1"]) == 0
    assert "本次新到1份、新版本1份，见总览和台账。" in capsys.readouterr().err


def marks(out):
    """What the overview marks as new: the sentence, and the marks by the beginning of each line."""
    page = LexborHTMLParser((out / "index.html").read_text("utf-8"))
    said = re.search("；?本次(.*?)；", page.css_first(".verdict p").text())
    found = Counter(mark.text() for mark in page.css(".agencies b.new"))
    return (said[1] if said else ""), dict(found)


def test_the_overview_marks_what_the_latest_run_with_news_found(batch, tmp_path):
    reports, out, _ = batch
    assert marks(out) == ("", {})
    (reports / "6.txt").write_text(flat.write(truth.make(6)), "utf-8")
    (reports / "3.txt").write_text(flat.write(truth.make(3)) + "\n", "utf-8")
    _, first, _ = run(reports, out)
    found = ("新到1份、新版本1份", {"新到": 1, "新版本": 1})
    assert marks(out) == found
    # The same reports once more, whether or not anything has to be made again, are no reason to forget what was new.
    _, again, result = run(reports, out)
    assert (again, result.arrived) == (first, 0)
    (out / "index.html").unlink()
    _, again, result = run(reports, out)
    assert (again, result.arrived) == (first, 0)
    scored = audit_batch([reports], out, review=Review(rubric="通用"), date="2025-03-02", workers=1, progress=False)
    assert (scored.arrived, scored.renewed) == (0, 0)
    assert marks(out) == found
    # What is only compared with is no news, nor is a file that was moved, nor one that cannot be read.
    (reports / "6.txt").rename(reports / "7.txt")
    (reports / "坏.docx").write_bytes(b"PK")
    (tmp_path / "往年.txt").write_text(flat.write(truth.make(8, year=2022)), "utf-8")
    compared = Review(previous=[str(tmp_path / "往年.txt")])
    audit_batch([reports], out, review=compared, date="2025-03-02", workers=1, progress=False)
    assert marks(out) == found
    shutil.copy(tmp_path / "往年.txt", reports)
    _, _, result = run(reports, out)
    assert (result.arrived, result.renewed) == (1, 0)
    assert marks(out) == ("新到1份", {"新到": 1})


def test_a_record_that_cannot_be_used_marks_nothing(batch):
    reports, out, _ = batch
    lines = ["", "{", "[]", "{}", '{"files": 1}', '{"files": {"3.txt": {}}}', '{"files": {"3.txt": null}}']
    (out / LOG).write_text("\n".join(lines), "utf-8")
    (reports / "6.txt").write_text(flat.write(truth.make(6)), "utf-8")
    _, _, result = run(reports, out)
    assert (result.arrived, result.renewed) == (0, 0)
    assert marks(out) == ("", {})


def test_results_that_are_gone_are_made_again_from_what_is_known(batch):
    reports, out, first = batch
    pages = sorted(name for name in first if "年" in name)
    for name in first.keys() - set(pages[2:]):  # the page of one report, and its notebook, stand for the others
        (out / name).unlink()
        ways, again, _ = run(reports, out)
        assert set(ways.values()) == {"known"}, name
        assert again == first, name


def test_without_the_cache_the_results_are_the_same(batch, tmp_path, capsys):
    reports, out, first = batch
    assert main(["cache", "--clear", str(out)]) == 0
    assert "已清除" in capsys.readouterr().err
    assert not (out / FOLDER).exists()
    assert main(["cache", "--clear", str(out)]) == 0
    assert "没有缓存" in capsys.readouterr().err
    ways, again, _ = run(reports, out)
    assert set(ways.values()) == {"read"}
    assert again == first
    assert main(["cache", "--clear", str(tmp_path / "没有")]) == 2


def entries(out):
    return sorted((out / FOLDER).rglob("*.entry"))


def test_what_a_batch_is_at_work_with_is_not_thrown_away(batch, capsys):
    _, out, _ = batch
    kept = entries(out)
    with held(out):
        assert main(["cache", "--clear", str(out)]) == 3
    said = capsys.readouterr().err
    assert "正由另一次核查使用，没有清除缓存" in said
    assert "--out" not in said
    assert kept
    assert entries(out) == kept
    assert main(["cache", "--clear", str(out)]) == 0
    assert not (out / FOLDER).exists()


class Evil:
    def __reduce__(self):
        return os.mkdir, (os.environ["EVIL"],)


def test_entries_that_somebody_else_made_or_damaged_are_not_believed(batch, tmp_path, monkeypatch):
    reports, out, first = batch
    monkeypatch.setenv("EVIL", str(tmp_path / "evil"))
    kept = entries(out)
    for number, path in enumerate(kept):
        data = path.read_bytes()
        forged = zlib.compress(pickle.dumps(Evil()))
        path.write_bytes([data[:32] + forged, data[:-1], b"", data[:40] + b"x" + data[41:]][number % 4])
    ways, again, _ = run(reports, out)
    assert set(ways.values()) == {"read"}
    assert again == first
    assert not (tmp_path / "evil").exists()
    kept = entries(out)
    for path, other in zip(kept, kept[1:] + kept[:1], strict=True):  # true entries under others' names
        shutil.copy(path, path.with_suffix(".kept"))
        shutil.copy(other, path)
    ways, again, _ = run(reports, out)
    assert again == first


def test_the_key_is_the_users_own(batch):
    reports, out, _ = batch
    assert (out / FOLDER).stat().st_mode & 0o077 == 0
    path = user_state_path("gkaudit", appauthor=False) / "cache.key"
    assert path.stat().st_mode & 0o077 == 0
    before = path.read_bytes()
    path.chmod(0o644)
    own_key.cache_clear()
    ways, _, _ = run(reports, out)
    assert set(ways.values()) == {"read"}
    assert path.read_bytes() != before


def test_what_another_version_kept_goes(tmp_path):
    old = Cache(tmp_path, "old code")
    old.keep("name", pack(1))
    new = Cache(tmp_path, "new code")
    assert new.take("name") is None
    new.keep("name", pack(2))
    new.settle()
    assert old.take("name") is None
    assert new.take("name") == 2


def test_the_cache_is_bounded_and_what_was_used_last_stays(tmp_path):
    cache = Cache(tmp_path, "code")
    for number in range(10):
        cache.keep(str(number), os.urandom(800))
        os.utime(max(entries(tmp_path), key=lambda path: path.stat().st_mtime_ns), (number, number))
    again = Cache(tmp_path, "code")
    again.keep("new", pack("new"))
    again.settle(3000)
    assert again.take("new") == "new"
    assert sum(path.stat().st_size for path in entries(tmp_path)) <= 3000


def test_a_cache_that_cannot_be_written_costs_nothing(batch):
    reports, out, first = batch
    shutil.rmtree(out / FOLDER)
    (out / FOLDER).write_text("taken", "utf-8")
    _, again, result = run(reports, out)
    assert result.exit_code == 0
    assert again == first


def test_what_could_not_be_read_is_tried_again(batch):
    reports, out, _ = batch
    (reports / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    run(reports, out)
    ways, _, result = run(reports, out)
    assert ways["坏.docx"] == "unread"
    assert ways["3.txt"] == "known"
    assert result.exit_code == 1


def test_a_cache_that_leads_elsewhere_is_neither_used_nor_cleared(reports, tmp_path):
    out, theirs = tmp_path / "out", tmp_path / "别人的"
    for place in ("", "0123456789abcdef", "x"):
        (theirs / place).mkdir(parents=True, exist_ok=True)
        (theirs / place / "文件.docx").write_text("不能删", "utf-8")
    out.mkdir()
    (out / FOLDER).symlink_to(theirs)
    for _ in range(2):
        ways, _, _ = run(reports, out)
        assert set(ways.values()) == {"read"}
    assert main(["cache", "--clear", str(out)]) == 0
    assert len(list(theirs.rglob("文件.docx"))) == 3
    assert not list(theirs.rglob("*.entry"))


def test_what_is_no_file_of_ours_costs_nothing_in_the_cache(batch):
    reports, out, first = batch
    for number, path in enumerate(entries(out)):
        path.unlink()
        if number % 2:
            os.mkfifo(path)
        else:
            with path.open("wb") as stream:
                stream.truncate(2**34)
    ways, again, _ = run(reports, out)
    assert set(ways.values()) == {"read"}
    assert again == first


def test_an_unchanged_batch_is_known_after_a_changed_one_and_is_no_news(batch):
    reports, out, _ = batch
    (reports / "6.txt").write_text(flat.write(truth.make(6)), "utf-8")
    _, _, result = run(reports, out)
    assert result.arrived == 1
    for _ in range(2):
        ways, _, result = run(reports, out)
        assert set(ways.values()) == {"unchanged"}
        assert (result.arrived, result.renewed) == (0, 0)


def test_a_page_that_was_changed_is_made_again(batch):
    reports, out, first = batch
    page, other, *_ = sorted(path for path in out.glob("*.html") if path.name not in ("index.html", "rules.html"))
    page.write_bytes(b"")
    other.with_suffix(".ipynb").write_text("{}", "utf-8")
    _, again, result = run(reports, out)
    assert again == first
    assert result.reused == 1


def test_a_list_of_pages_names_no_file_outside_of_its_folder(batch, tmp_path):
    reports, out, _ = batch
    for ending in (".html", ".ipynb", ".pdf"):
        (tmp_path / f"别人的{ending}").write_text("不能删", "utf-8")
    lines = (out / "manifest.jsonl").read_text("utf-8").splitlines()
    forged = [json.loads(line) | {"name": "../别人的", "pdf": "x", "digest": ""} for line in lines]
    text = "".join(json.dumps(each) + "\n" for each in forged)
    (out / "manifest.jsonl").write_text("\n".join(lines) + "\n" + text, "utf-8")
    run(reports, out)
    assert len(list(tmp_path.glob("别人的.*"))) == 3


def test_findings_follow_the_name_that_the_roster_gives(tmp_path):
    folder, out, fresh = tmp_path / "来件", tmp_path / "out", tmp_path / "fresh"
    folder.mkdir()
    (folder / "甲.txt").write_text(flat.write(truth.make(3)), "utf-8")
    agency = audit.read(folder / "甲.txt").agency
    roster = tmp_path / "名录.csv"
    made = []
    for name, where in ((agency, out), (f"{agency[:-1]}管理局", out), (f"{agency[:-1]}管理局", fresh)):
        roster.write_text(f"机关名称,别名\n{name},{agency}\n", "utf-8")
        review = Review(roster=str(roster), profile=["生态环境"])
        audit_batch([folder], where, review=review, date="2025-03-01", workers=1, progress=False)
        made.append((where / "outcomes.parquet").read_bytes())
    assert made[1] == made[2]


def test_a_file_that_is_replaced_during_a_run_is_not_kept_under_what_it_was(reports, tmp_path, monkeypatch):
    out, path = tmp_path / "out", reports / "4.txt"
    before = path.read_text("utf-8")
    honest = Setting.results

    def replaced(self, work, jobs, label, name):
        if label == "读取":
            path.write_text(flat.write(truth.make(7)), "utf-8")
        return honest(self, work, jobs, label, name)

    monkeypatch.setattr(Setting, "results", replaced)
    run(reports, out)
    monkeypatch.undo()
    path.write_text(before, "utf-8")
    ways, _, _ = run(reports, out)
    assert ways["4.txt"] == "read"
    assert audit.read(path).agency in (out / "index.html").read_text("utf-8")
