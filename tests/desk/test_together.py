"""Two people, and other programs, at one record: who waits goes on looking, nothing is lost or doubled, and each sees what the other decides."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pg8000.native
import pytest
from playwright.sync_api import expect

from audit.decisions import NAME
from tests.decisions.server import SECRET
from tests.desk.sitting import ORGAN
from tests.roots import ROOT
from tests.serving.server import wait_for

HELD = "正被其他程序占用"
CELL = "applications.granted.natural"


@contextmanager
def held_by_another(folder):
    """Another program has the record and lets nobody else read or write."""
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def told(sitting, part, holds=bool):
    """Wait until what was told without being asked for has a part that ``holds``; the message."""
    wait_for(lambda: any(holds(one["parts"].get(part)) for one in sitting.pushed), f"“{part}” is told")
    return next(one for one in sitting.pushed if holds(one["parts"].get(part)))


def test_who_waits_for_the_record_goes_on_looking_and_enters_it_once(at_desk):
    at_desk.decide(1)
    agency, keys = at_desk.row()["id"], [cause["key"] for cause in at_desk.causes()]
    with held_by_another(at_desk.folder):
        wanted = {"agency": agency, "key": keys[1], "ruling": "pending", "note": "待来函", "seen": at_desk.seen}
        refused = at_desk.answer("decide", **wanted)
        assert HELD in refused["fault"]
        assert refused["occupied"]
        assert "saved" not in refused["parts"]
        for verb, given in {"look": {"key": keys[2]}, "score": {}, "cells": {}}.items():
            shown = at_desk.answer(verb, agency=agency, **given)
            assert HELD in shown["fault"]
            assert {"look": "evidence", "score": "score", "cells": "cells"}[verb] in shown["parts"]
        assert shown["parts"]["cells"]["tables"]
    answered = at_desk.answer("decide", **wanted)
    assert (answered["fault"], answered["occupied"]) == ("", False)
    assert [event.note for event in at_desk.events()] == ["", "待来函"]
    assert [cause["state"] for cause in at_desk.causes()][:3] == ["confirmed", "pending", "open"]


def test_a_page_of_another_opening_or_that_does_not_say_what_it_shows_enters_nothing(at_desk, sit):
    at_desk.decide(1)
    agency, keys = at_desk.row()["id"], [cause["key"] for cause in at_desk.causes()]
    other = sit().opened().seen
    for seen, why in (
        (other, "没有写入。请核对现在所示"),
        (["", 0], "没有写入。请核对现在所示"),
        (10**400, "不完整"),
        ([1, 1], "不完整"),
    ):
        refused = at_desk.answer("decide", agency=agency, key=keys[1], ruling="confirmed", seen=seen)
        assert why in refused["fault"]
        at_desk.causes()
    assert len(at_desk.events()) == 1


def test_a_record_that_is_held_is_told_where_it_is_opened_and_opens_afterwards(sit, reports):
    first = sit().opened()
    first.decide(1)
    with held_by_another(first.folder):
        later = sit()
        later.ask("hello")
        assert later.desk.wait(300)
        assert HELD in later.pushed[-1]["fault"]
        assert later.ask("hello")["stage"]["name"] == "choosing"
    later.ask("open", paths=[str(reports)])
    assert later.opened().causes()[0]["state"] == "confirmed"


def test_what_waits_is_shown_and_kept_in_its_order_when_the_record_is_free(opened, at_desk):
    page = opened.page
    opened.look_at(ORGAN, 1)
    opened.press("c")
    opened.stands(1, "属实，张三")
    bar = page.locator(".occupied")
    with held_by_another(at_desk.folder):
        opened.cause(2).click()
        opened.shows(2)
        opened.press("q")
        expect(bar).to_contain_text(HELD)
        expect(bar).to_contain_text(re.compile(f"还没有保存：待查：{ORGAN}[^；]* 问题2。"))
        opened.press("q", "c")
        expect(bar).to_contain_text(re.compile(f"待查：{ORGAN}[^；]* 问题2；属实：{ORGAN}[^；]* 问题2。"))
        opened.cause(3).click()
        opened.shows(3)
        expect(bar).to_be_visible()
        opened.stands(2, "未认定")
        opened.button("打开其他").click()
        leaving = opened.dialog("打开其他报告")
        expect(leaving).to_contain_text(re.compile(f"以下各项还没有保存，离开后不再保存：待查：{ORGAN}"))
        opened.button("取消", leaving).click()
        expect(leaving).to_be_hidden()
    opened.button("再试一次").click()
    opened.stands(2, "属实，张三")
    expect(bar).to_be_hidden()
    assert [event.data["ruling"] for event in at_desk.events()] == ["confirmed", "pending", "confirmed"]


def test_what_waits_in_a_dialog_is_told_there_and_can_be_given_up(opened, at_desk):
    opened.look_at(ORGAN, 1)
    opened.press("c")
    opened.stands(1, "属实，张三")
    opened.button("补充问题").click()
    dialog = opened.dialog("补充问题")
    dialog.get_by_label("标题").fill("附件打不开")
    with held_by_another(at_desk.folder):
        opened.press("Control+Enter")
        expect(dialog.locator(".occupied")).to_contain_text("补充问题：附件打不开")
        opened.button("放弃", dialog).click()
        expect(dialog.locator(".fault")).to_have_text("没有保存：补充问题：附件打不开。")
        expect(opened.page.locator(".occupied")).to_be_hidden()
    opened.press("Control+Enter")
    expect(opened.page.locator(".added")).to_contain_text("附件打不开")
    assert [event.kind for event in at_desk.events()] == ["decision", "finding"]


def test_what_another_decides_is_seen_by_who_does_nothing(opened, sit):
    page = opened.page
    opened.look_at(ORGAN, 1)
    opened.press("c")
    opened.stands(1, "属实，张三")
    opened.press("n")
    page.keyboard.type("写到一半")
    listing = page.locator(".pane.causes .listing")
    listing.evaluate("list => { list.style.flex = 'none'; list.style.height = '70px'; list.scrollTop = 120; }")
    other = sit(who="李四").opened()
    other.decide(3, "dismissed", note="口径不同")
    opened.stands(3, "不属实，李四：.*口径不同")
    opened.decided(2, 10)
    expect(page.get_by_role("textbox", name="备注")).to_be_focused()
    expect(page.get_by_role("textbox", name="备注")).to_have_value("写到一半")
    assert listing.evaluate("list => list.scrollTop") == 120
    other.decide(1, "pending")
    opened.stands(1, "待查，李四")
    expect(page.locator(".pane.evidence .standing")).to_contain_text("待查")
    expect(page.get_by_role("textbox", name="备注")).to_have_value("写到一半")


def test_two_desks_on_one_record_see_each_other_from_the_first_entry_on(at_desk, sit):
    other = sit(who="李四").opened()
    assert not (at_desk.folder / NAME).exists()
    at_desk.decide(1)
    row = told(other, "agencies_changed")["parts"]["agencies_changed"]["rows"][0]
    assert (row["name"], row["decided"]) == (ORGAN, 1)
    other.decide(2, "dismissed")
    row = told(at_desk, "agencies_changed")["parts"]["agencies_changed"]["rows"][0]
    assert row["decided"] == 2


def test_a_record_that_is_moved_away_is_told_to_who_does_nothing(at_desk):
    at_desk.decide(1)
    path = at_desk.folder / NAME
    path.rename(path.with_name("移走.sqlite"))
    wait_for(lambda: "已被移走" in at_desk.pushed[-1]["fault"], "it is told")


@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_decides_on_evidence_that_changed_since_it_was_shown(at_desk, sit, is_known):
    """A cell is corrected elsewhere, whether the desk knows of it already or not."""
    causes, agency, seen = at_desk.causes(), at_desk.row()["id"], at_desk.seen
    other = sit(who="李四").opened()
    other.causes()
    other.ask("correct", agency=agency, cell=CELL, corrected="14", why="误识")
    if is_known:
        told(at_desk, "causes")
    headlines = {cause["key"]: cause["headline"] for cause in other.causes()}
    (moved,) = (one["key"] for one in causes if headlines.get(one["key"], one["headline"]) != one["headline"])
    rest = [one["key"] for one in causes if one["key"] in headlines and one["key"] != moved]
    refused = at_desk.answer("decide", agency=agency, key=moved, ruling="confirmed", seen=seen)
    assert "所认定问题的依据随之改变，现已显示，您的没有写入" in refused["fault"]
    assert headlines[moved] in {one["headline"] for one in refused["parts"]["causes"]["rows"]}
    items = [[agency, key] for key in (*rest, moved)]
    assert "依据随之改变" in at_desk.answer("decide_alike", items=items, ruling="confirmed", seen=seen)["fault"]
    assert at_desk.answer("decide_alike", items=items[:-1], ruling="confirmed", seen=seen)["fault"] == ""
    assert at_desk.answer("decide", agency=agency, key=moved, ruling="confirmed")["fault"] == ""
    assert [event.kind for event in at_desk.events()] == ["correction"] + ["decision"] * len(items)
    assert {cause["state"] for cause in at_desk.causes()} == {"confirmed"}


@pytest.mark.slow
def test_a_record_that_a_command_joins_while_the_desk_writes_has_all_of_both(at_desk, sit, tmp_path):
    other = sit(who="李四", decisions=str(tmp_path / "李四.sqlite")).opened()
    keys, agency = [cause["key"] for cause in other.causes()], other.row()["id"]
    for number in range(20):
        other.ask("decide", agency=agency, key=keys[2], ruling=("dismissed", "pending")[number % 2])
    at_desk.decide(1, "pending")
    command = [sys.executable, "-m", "audit", "decisions", "merge", str(tmp_path / NAME), str(tmp_path / "李四.sqlite")]
    joining = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8")
    entered = 1
    while joining.poll() is None or entered < 10:
        ruling = ("pending", "confirmed")[entered % 2]
        while (answered := at_desk.answer("decide", agency=agency, key=keys[0], ruling=ruling))["occupied"]:
            continue
        assert answered["fault"] == ""
        entered += 1
    assert "新增20条，原有的0条不重复" in joining.stderr.read()
    joining.stderr.close()
    kept = at_desk.events()
    assert len({event.uuid for event in kept}) == len(kept) == 20 + entered
    assert [event.who for event in kept if event.about == keys[0]] == ["张三"] * entered
    assert [cause["who"] for cause in at_desk.causes()][:3] == ["张三", "", "李四"]
    assert sit().opened().causes() == at_desk.causes()


@pytest.mark.slow
def test_a_database_that_is_held_is_told_and_what_another_decides_there_is_seen(sit, server):
    address = server("together")
    one, other = (sit(who=who, decisions=address).opened() for who in ("张三", "李四"))
    one.decide(1)
    row = told(other, "agencies_changed")["parts"]["agencies_changed"]["rows"][0]
    assert (row["name"], row["decided"]) == (ORGAN, 1)
    place, name = re.fullmatch(r".*@(.*)/(.*)", address).groups()
    agency, keys = other.row()["id"], [cause["key"] for cause in other.causes()]
    host, port = place.split(":")
    holder = pg8000.native.Connection("audit", host=host, port=int(port), database=name, password=SECRET)
    holder.run("BEGIN")
    holder.run("LOCK TABLE event IN ACCESS EXCLUSIVE MODE")
    wanted = {"agency": agency, "key": keys[1], "ruling": "pending", "seen": other.seen}
    refused = other.answer("decide", **wanted)
    assert f"人工记录“{address.replace(f':{SECRET}', '')}”{HELD}" in refused["fault"]
    assert refused["occupied"]
    assert other.answer("look", agency=agency, key=keys[2])["parts"]["evidence"]["key"] == keys[2]
    holder.close()
    assert other.answer("decide", **wanted)["fault"] == ""
    assert other.causes()[1]["state"] == "pending"
