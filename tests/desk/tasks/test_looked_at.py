"""What two people see differently is listed and settled; another's record is joined; views and results of the open review."""

from __future__ import annotations

import re
import sys

import pytest

from audit.decisions import NAME, open_record
from audit.disk.holding import held
from audit.machine.programs import showing
from audit.pipeline import Review
from audit.render import audit_batch
from audit.score import shipped
from tests.desk.tasks.conftest import BEFORE, HEALTH, MARKET, WATER


def decide(desk, ruling, note="", number=1, name=MARKET):
    """Decide on a cause of an agency."""
    key = desk.causes(name)[number - 1]["key"]
    return desk.ask("decide", agency=desk.rows[name], key=key, ruling=ruling, note=note)


def test_another_record_is_joined_after_a_preview_and_a_third_person_settles_what_differs(sit, tmp_path):
    theirs = tmp_path / "李四.sqlite"
    other = sit("李四", decisions=str(theirs))
    decide(other, "dismissed", "原件无误")
    decide(other, "confirmed", number=2)
    other.ask("award", agency=other.rows[MARKET], item="问题与措施质量", points="6")
    desk = sit()
    decide(desk, "confirmed", "与原件不符")
    desk.ask("award", agency=desk.rows[MARKET], item="问题与措施质量", points="8")
    assert desk.ask("differences")["differences"]["rows"] == []

    told = desk.ask("merge_record", path=f'"{theirs}"')["merging"]
    assert "共同认定1处，一致0处（0.0%）" in told["words"]
    assert "并入后新增3条记录（认定2条、人工评分1条）" in told["words"]
    assert "认定以外两人所记不一致的将有：人工评分1处" in told["words"]
    assert desk.causes(MARKET)[0]["state"] == "confirmed"
    told = desk.ask("merge_record", path=told["path"], sure=True)
    assert "新增3条，原有的0条不重复" in told["said"]
    assert desk.causes(MARKET)[0]["state"] == "disputed"
    part = told["differences"]
    assert part["words"] == (
        "有1处问题两人认定不一致，不计入结果；再次认定即为仲裁结果。另有两人所记不一致的：人工评分1处（青禾县市场监督管理局“问题与措施质量”张三8分、李四6分），请在有关报告中重新办理。"
    )
    (one,) = part["rows"]
    assert {(side["who"], side["state_name"], side["note"]) for side in one["sides"]} == {
        ("张三", "属实", "与原件不符"),
        ("李四", "不属实", "原件无误"),
    }
    assert "新增0条" in desk.ask("merge_record", path=str(theirs), sure=True)["said"]

    judge = sit("王五")
    judge.ask("decide", agency=one["agency"], key=one["key"], ruling="dismissed", note="以原件为准")
    assert judge.ask("differences")["differences"]["rows"] == []
    assert judge.causes(MARKET)[0]["state"] == "dismissed"
    # Whoever sits elsewhere sees it when he looks the next time.
    assert desk.ask("differences")["differences"]["rows"] == []
    assert desk.causes(MARKET)[0]["who"] == "王五"


def test_what_is_no_other_record_is_refused(sit, reports, tmp_path):
    desk = sit()
    decide(desk, "confirmed")
    assert "就是正在使用的人工记录" in desk.fault("merge_record", path=str(tmp_path / NAME))
    assert "请选择" in desk.fault("merge_record", path="  ")
    assert "请选择" in desk.fault("merge_record", path="“”")
    assert "就是正在使用的人工记录" in desk.fault("merge_record", path=f"‘{NAME}’")
    assert desk.fault("merge_record", path=str(tmp_path / "没有.sqlite"))
    assert desk.fault("merge_record", path=str(reports))


def test_every_view_shows_what_its_report_holds(sit):
    desk = sit()
    shown = {
        name: desk.ask("view", agency=desk.rows[WATER], name=name, other=desk.rows[MARKET])["view"]
        for name in ("tables", "charts", "beside", "years", "peers", "rules")
    }
    assert [one["title"] for one in shown.values()] == [
        f"{WATER}：{title}" for title in ("三张表", "图表", "两份报告并列", "历年对照", "同类比较", "核查依据")
    ]
    html = {name: one["html"] for name, one in shown.items()}
    assert "本年新收政府信息公开申请数量" in html["tables"]
    assert "<svg" in html["charts"] or "data:image/svg" in html["charts"]
    assert f"{WATER}（2024）" in html["beside"]
    assert f"{MARKET}（2024）" in html["beside"]
    assert all(f'<th scope="col">{year}年</th>' in html["years"] for year in (2023, 2024))
    assert "各项比率与同类机关" in html["peers"]
    assert "A301" in html["rules"]
    assert not any("<script" in one or "http-equiv" in one for one in html.values())
    assert "没有本机关以往年度的报告" in desk.ask("view", agency=desk.rows[MARKET], name="years")["view"]["html"]
    assert "请选择" in desk.ask("view", agency=desk.rows[MARKET], name="beside")["view"]["html"]
    assert "没有这一视图" in desk.fault("view", agency=desk.rows[MARKET], name="nothing")


def test_every_place_that_evidence_speaks_of_stands_in_the_text(sit):
    desk = sit()
    seen = 0
    for name in (MARKET, HEALTH, WATER):
        part = desk.ask("view", agency=desk.rows[name], name="text")["view"]
        assert part["title"] == f"{name}：原文"
        assert "从略" not in part["html"]
        for one in desk.causes(name):
            shown = desk.ask("look", agency=desk.rows[name], key=one["key"])["evidence"]["html"]
            for place in re.findall(r'href="#(zw-\d+)"', shown):
                seen += 1
                assert f'id="{place}"' in part["html"]
    assert seen


def test_a_view_shows_what_has_been_decided_meanwhile(sit):
    desk = sit()
    row = desk.rows[MARKET]
    assert "suspect error" in desk.ask("view", agency=row, name="tables")["view"]["html"]
    decide(desk, "dismissed", "原件无误")
    assert "suspect error" not in desk.ask("view", agency=row, name="tables")["view"]["html"]


@pytest.mark.slow
def test_page_and_ledger_made_at_the_desk_are_what_a_batch_makes(sit, reports, tmp_path, monkeypatch):
    desk = sit()
    decide(desk, "dismissed", "经核对原件无误")
    desk.ask("award", agency=desk.rows[MARKET], item="问题与措施质量", points="6.5")
    told = desk.later("make", what="page", agency=desk.rows[MARKET])
    assert told["said"].startswith("核查页已生成：")
    page = tmp_path / "out" / told["parts"]["made"]["name"]
    assert "经核对原件无误" in page.read_text("utf-8")
    before = page.read_bytes()
    review = Review([str(reports.parent / BEFORE)], rubric=str(shipped()), decisions=str(tmp_path / NAME))
    batch = audit_batch([reports], tmp_path / "out", workers=1, review=review, progress=False)
    assert batch.reused == 1
    assert page.read_bytes() == before
    ledger = (tmp_path / "out" / "ledger.xlsx").read_bytes()
    told = desk.later("make", what="ledger")
    assert told["said"].startswith("台账已生成：")
    assert (tmp_path / "out" / "ledger.xlsx").read_bytes() == ledger

    opened = []
    monkeypatch.setattr(showing, "shown", lambda path: opened.append(path) or True)
    desk.ask("show", path=told["parts"]["made"]["path"])
    assert opened == [tmp_path / "out" / "ledger.xlsx"]
    for path in (tmp_path / NAME, reports / f"{HEALTH}2024.docx", tmp_path / "out" / "manifest.jsonl"):
        assert "只能打开" in desk.fault("show", path=str(path))


@pytest.mark.skipif(sys.platform != "linux", reason="the opener of other systems is no program that can be put there")
@pytest.mark.parametrize(("begins", "display"), [(True, ":0"), (False, ":0"), (True, "")])
def test_a_result_is_said_to_be_opened_where_the_program_that_opens_it_began(
    sit, tmp_path, monkeypatch, begins, display
):
    desk = sit()
    made = tmp_path / "out" / "ledger.xlsx"
    made.parent.mkdir(exist_ok=True)
    made.write_bytes(b"")
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f"#!/bin/sh\nexit {0 if begins else 3}\n", "utf-8")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent))
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    found = desk.answer("show", path=str(made))
    told = (
        ("已打开ledger.xlsx。", "")
        if begins and display
        else ("", f"本机没有桌面，或没有可以打开该文件的程序。文件在：{made}")
    )
    assert (found["said"], found["fault"]) == told


@pytest.mark.slow
def test_everything_is_made_at_the_desk(sit, tmp_path):
    desk = sit()
    decide(desk, "confirmed", "与原件不符")
    told = desk.later("make", what="all")
    assert told["fault"] == ""
    assert told["parts"]["made"]["name"] == "index.html"
    assert (tmp_path / "out" / f"{MARKET}2024年.html").is_file()
    with held(tmp_path / "out"):
        told = desk.later("make", what="ledger")
    assert "正由另一次核查使用，没有生成" in told["fault"]


def test_what_cannot_be_made_is_said(sit):
    desk = sit()
    assert "只能生成" in desk.fault("make", what="nothing")


def test_nobody_loses_what_others_decided_when_records_are_joined(sit, tmp_path):
    desk = sit()
    decide(desk, "confirmed")
    theirs = tmp_path / "李四.sqlite"
    other = sit("李四", decisions=str(theirs))
    decide(other, "confirmed", number=3)
    desk.ask("merge_record", path=str(theirs), sure=True)
    assert [one["state"] for one in desk.causes(MARKET)] == ["confirmed", "open", "confirmed"]
    with open_record(tmp_path / NAME, reading=True) as record:
        assert [event.who for event in record.events()] == ["张三", "李四"]
