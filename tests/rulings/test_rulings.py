"""What people decide counts: for the score, for what is checked of a corrected cell, and it lapses in sight of everybody."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

import audit
from audit import decisions
from audit.decisions import DecisionSubject, open_record
from audit.score import shipped
from tests.generate.formats import docx, flat
from tests.generate.report import truth
from tests.ledgers.conftest import Desk, fill, heads
from tests.ruled import Ruled

WRONG = "applications.received.total"


@pytest.fixture
def folder(tmp_path):
    """A folder with a report in which one number was mistyped."""
    (tmp_path / "报告").mkdir()
    known = truth.make(7)
    wrong = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + 90)}
    (tmp_path / "报告" / "一.txt").write_text(flat.write(replace(known, cells=wrong)), "utf-8")
    return tmp_path


def assessed(folder, **changed):
    terms = audit.Review(rubric=str(shipped()), decisions=str(folder / decisions.NAME), **changed).terms()
    return audit.assess(audit.assemble(audit.read_all([str(folder / "报告")]), terms), terms)


def subject(review, cause):
    report = review.audited[0][0]
    return DecisionSubject(report.agency, report.year, cause.key, cause.evidence)


def keep(folder, *entries):
    with open_record(folder / decisions.NAME) as record:
        record.add(entries, "张三")


def test_a_dismissed_cause_costs_nothing_and_a_confirmed_one_is_certain(folder):
    keep(folder)
    before = assessed(folder)
    (found,) = before.examined()
    cause = next(one for one in found.causes if one.verdict == "fail")
    keep(folder, decisions.decide(subject(before, cause), "dismissed", "原件如此"))
    after = assessed(folder)
    (now,) = after.examined()
    assert now.rulings.of(cause).state == "dismissed"
    assert now.rulings.of(cause).by[0].note == "原件如此"
    assert now.score.total > found.score.total
    keep(folder, decisions.decide(subject(before, cause), "confirmed"))
    assert assessed(folder).examined()[0].score.total == found.score.total


def test_points_for_a_manual_item_are_awarded(folder):
    keep(folder)
    review = assessed(folder)
    report, score = review.audited[0][0], review.scores[review.audited[0][0].source]
    item = next(one for one in score.items if one.state == "default")
    keep(folder, decisions.award(DecisionSubject(report.agency, report.year, item.item), "1.25"))
    changed = next(one for one in assessed(folder).scores[report.source].items if one.item == item.item)
    assert (changed.state, changed.earned) == ("assessed", Decimal("1.25"))


def test_a_corrected_cell_is_checked_anew_and_lapses_where_it_reads_otherwise(folder):
    keep(folder)
    review = assessed(folder)
    (found,) = review.examined()
    cause = next(one for one in found.causes if one.changes)
    change = cause.changes[0]
    cell = found.report.cells[change.cell]
    about = DecisionSubject(found.report.agency, found.report.year, change.cell)
    keep(folder, decisions.correct(about, cell.raw, str(cell.value), str(change.value), "原件为此数"))
    (now,) = assessed(folder).examined()
    assert now.report.cells[change.cell].value == change.value
    assert [(one.key, one.who, one.why) for one in now.report.corrected] == [(change.cell, "张三", "原件为此数")]
    assert cause.key not in {one.key for one in now.causes}
    text = (folder / "报告" / "一.txt").read_text("utf-8")
    keep(folder, decisions.correct(about, "不是这样", "1", "2", "另一处"))
    (now,) = assessed(folder).examined()
    assert [one.data["raw"] for one in now.rulings.lapsed] == ["不是这样"]
    assert (folder / "报告" / "一.txt").read_text("utf-8") == text


@pytest.fixture
def versions(tmp_path):
    """Two versions of one report, in which one number was mistyped, in each otherwise."""
    (tmp_path / "报告").mkdir()
    known = truth.make(7)
    for name, more in (("一", 90), ("二", 80)):
        wrong = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + more)}
        (tmp_path / "报告" / f"{name}.txt").write_text(flat.write(replace(known, cells=wrong)), "utf-8")
    return Ruled(tmp_path)


def shared(review):
    """By file the cause that both versions have, besides that there are two, with what was seen there and how it stands."""
    own = [{cause.key for cause in one.causes if cause.root.matter != "versions"} for one in review.examined()]
    (key,) = set.intersection(*own)
    return {
        one.report.source.rsplit("/", 1)[-1][0]: (cause, one.rulings.of(cause).state)
        for one in review.examined()
        for cause in one.causes
        if cause.key == key
    }


def test_of_two_versions_of_a_report_each_keeps_what_was_decided_on_it(versions):
    review = versions.assess()
    report = review.audited[0][0]

    def ruled(name, ruling, **how):
        cause, _ = shared(versions.assess())[name]
        about = DecisionSubject(report.agency, report.year, cause.key, cause.evidence)
        versions.keep(decisions.decide(about, ruling), **how)
        return {name: state for name, (_, state) in shared(versions.assess()).items()}

    (one, _), (two, _) = shared(review).values()
    assert one.key == two.key
    assert one.evidence != two.evidence
    assert ruled("一", "confirmed") == {"一": "confirmed", "二": "open"}
    assert ruled("二", "dismissed", who="李四") == {"一": "confirmed", "二": "dismissed"}
    # Whoever changes their mind on one of them takes the place of what was decided there, and nowhere else.
    assert ruled("一", "pending") == {"一": "pending", "二": "dismissed"}
    assert ruled("二", "confirmed") == {"一": "pending", "二": "confirmed"}
    assert not versions.assess().unmatched


def test_that_there_are_two_versions_is_one_thing_that_is_decided_and_put_right_once(versions):
    def several(review):
        return {
            one.report.source[-5]: (cause, one.rulings.of(cause).state, one.rulings.handling.get(cause.key, ()))
            for one in review.examined()
            for cause in one.causes
            if cause.root.matter == "versions"
        }

    review = versions.assess()
    one, two = (cause for cause, _, _ in several(review).values())
    assert (one.key, one.evidence) == (two.key, two.evidence)
    about = review.examined()[0].rulings.subject(one)
    versions.keep(decisions.decide(about, "confirmed"), decisions.handle(about, {"person": "王某"}))
    found = several(versions.assess())
    assert [state for _, state, _ in found.values()] == ["confirmed", "confirmed"]
    assert [event.data["person"] for _, _, events in found.values() for event in events] == ["王某", "王某"]
    # What one of them says now is another thing to decide on.
    path = versions.folder / "报告" / "二.txt"
    known = truth.make(7)
    wrong = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + 70)}
    path.write_text(flat.write(replace(known, cells=wrong)), "utf-8")
    assert [state for _, state, _ in several(versions.assess()).values()] == ["lapsed", "lapsed"]


@pytest.mark.parametrize("changed", ["一.txt", "二.txt", "三.txt"])
@pytest.mark.parametrize("where", ["in a cell", "in the text", "in the text behind another difference"])
def test_what_was_decided_on_there_being_several_versions_lapses_whichever_of_them_changes(tmp_path, changed, where):
    known = truth.make(7)
    text = {
        "一.txt": flat.write(known),
        "二.txt": flat.write(replace(known, cells=dict(known.cells) | {WRONG: "987"})),
        "三.txt": f"{flat.write(known)}\n本机关今年新设政务新媒体账号，由专人负责更新维护。\n",
    }
    (tmp_path / "报告").mkdir()
    for name, each in text.items():
        (tmp_path / "报告" / name).write_text(each, "utf-8")
    ruled = Ruled(tmp_path)
    ((one, _), *_) = _on_several(ruled.assess())
    ruled.keep(decisions.decide(one, "dismissed"))
    assert [state for _, state in _on_several(ruled.assess())] == ["dismissed"] * 3
    _, number = max((len(value), value) for key, value in known.cells.items() if key != WRONG)
    later = {
        "in a cell": lambda it: it.replace(number, f"9{number}"),
        "in the text": lambda it: it.replace("政府信息公开", "政府信息公示", 1),
        "in the text behind another difference": lambda it: f"{it}\n另有一项工作仍在推进，将于下一年度完成。\n",
    }[where]
    assert later(text[changed]) != text[changed]
    (tmp_path / "报告" / changed).write_text(later(text[changed]), "utf-8")
    assert {state for _, state in _on_several(ruled.assess())} == {"lapsed"}


def test_what_was_decided_on_there_being_several_versions_holds_under_other_names_and_in_another_format(versions):
    reports, known = versions.folder / "报告", truth.make(7)
    ((one, _), *_) = _on_several(versions.assess())
    versions.keep(decisions.decide(one, "dismissed"))
    (reports / "一.txt").rename(reports / "最后的.txt")
    (reports / "二.txt").unlink()
    wrong = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + 80)}
    (reports / "一.docx").write_bytes(docx.write(replace(known, cells=wrong)))
    assert [state for _, state in _on_several(versions.assess())] == ["dismissed"] * 2


def _on_several(review):
    """What is decided, and how it stands, on each report that says that there are several of the organ and year."""
    return [
        (one.rulings.subject(cause), one.rulings.of(cause).state)
        for one in review.examined()
        for cause in one.causes
        if cause.root.matter == "versions"
    ]


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("鼓楼区人民政府", True), ("教育局", True), ("南京市鼓楼区人民政府", False), ("青禾县教育局", False)],
)
def test_that_reports_of_one_name_may_be_those_of_two_places_is_told_where_nothing_tells_them_apart(
    tmp_path, name, is_told
):
    (tmp_path / "报告").mkdir()
    known = truth.make(7)
    for city in ("甲", "乙"):
        text = flat.write(known).replace(known.agency, name)
        (tmp_path / "报告" / f"{city}.txt").write_text(f"{text}\n{city}\n", "utf-8")
    review = Ruled(tmp_path).assess()
    told = [review.versions(report).words(report.source) for report, _ in review.audited]
    assert [report.agency for report, _ in review.audited] == [name, name]
    assert ["在一份上的认定会用于另一份" in words for words in told] == [is_told, is_told]


@pytest.mark.parametrize("name", ["鼓楼区人民政府", "教育局"])
def test_organs_of_one_name_in_the_folders_of_two_cities_are_two_whether_looked_at_together_or_not(tmp_path, name):
    known = truth.make(7)

    def put(folder):
        (tmp_path / "报告" / folder).mkdir(parents=True)
        wrong = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + 90)}
        text = flat.write(replace(known, cells=wrong)).replace(known.agency, name)
        (tmp_path / "报告" / folder / "年报.txt").write_text(text, "utf-8")

    def standing():
        """How it stands with what is wrong in each by itself; two together are copies besides."""
        return {
            one.report.agency: {one.rulings.of(cause).state for cause in one.causes if cause.root.rule[0] == "A"}
            for one in ruled.assess().examined()
        }

    put("")
    ruled = Ruled(tmp_path)
    ruled.keep()
    (one,) = ruled.assess().examined()
    assert one.report.agency == name
    ruled.keep(*(decisions.decide(one.rulings.subject(cause), "dismissed") for cause in one.causes))
    assert standing() == {name: {"dismissed"}}
    # Whose it was nobody can tell any more: it counts nowhere by itself, and is offered.
    (tmp_path / "报告" / "年报.txt").unlink()
    put("01南京市")
    (one,) = ruled.assess().examined()
    assert standing() == {f"南京市{name}": {"open"}}
    assert len(one.rulings.unsure) >= len(one.causes)
    ruled.keep(*(decisions.decide(one.rulings.subject(cause), "dismissed") for cause in one.causes))
    put("02徐州市（已核）")
    assert standing() == {f"南京市{name}": {"dismissed"}, f"徐州市{name}": {"open"}}
    (other,) = [one for one in ruled.assess().examined() if one.report.agency == f"徐州市{name}"]
    ruled.keep(*(decisions.decide(other.rulings.subject(cause), "confirmed") for cause in other.causes))
    # The other city's report may be gone, and the folder called otherwise.
    shutil.rmtree(tmp_path / "报告" / "01南京市")
    (tmp_path / "报告" / "02徐州市（已核）").rename(tmp_path / "报告" / "2024年徐州市")
    assert standing() == {f"徐州市{name}": {"confirmed"}}


def test_a_ledger_takes_a_decision_for_each_of_two_versions(versions):
    desk = Desk(versions.folder, versions.folder / "报告")
    key = shared(versions.assess())["一"][0].key

    def decide(book):
        words = iter(("属实", "不属实"))
        for sheet in (book["整改台账"], book["无法核对"]):
            columns = heads(sheet)
            for row in range(2, sheet.max_row + 1):
                if sheet.cell(row, columns["归并编号"]).value == key:
                    sheet.cell(row, columns["认定"]).value = next(words)
        assert next(words, None) is None

    written = desk.ledger()
    done = desk.take(fill(written, versions.folder / "填.xlsx", decide))
    assert (done.kept, done.plan.misfits, done.plan.conflicts) == (2, [], [])
    assert {state for _, state in shared(versions.assess()).values()} == {"confirmed", "dismissed"}
    assert desk.take(versions.folder / "填.xlsx").kept == 0
    # The next ledger shows each on its row, and one of them may be changed there.
    book = openpyxl.load_workbook(desk.ledger("新结果"))
    said = {
        sheet.cell(row, heads(sheet)["认定"]).value
        for sheet in (book["整改台账"], book["无法核对"])
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, heads(sheet)["归并编号"]).value == key
    }
    assert said == {"属实", "不属实"}


def test_a_decision_on_what_is_gone_is_listed_and_not_lost(folder):
    gone = DecisionSubject("另一机关", 2024, "0" * 16, "0" * 16)
    keep(folder)
    year = assessed(folder).year
    keep(folder, decisions.decide(DecisionSubject(gone.agency, year, gone.about, gone.evidence), "confirmed"))
    assert [one.agency for one in assessed(folder).unmatched] == ["另一机关"]
    keep(folder, decisions.decide(DecisionSubject("年度不明的机关", None, "1" * 16, gone.evidence), "confirmed"))
    keep(folder, decisions.decide(DecisionSubject("上一年", year - 1, "2" * 16, gone.evidence), "confirmed"))
    assert [one.agency for one in assessed(folder).unmatched] == ["另一机关", "年度不明的机关"]


def test_how_each_of_two_versions_is_put_right_is_kept_apart(versions):
    desk = Desk(versions.folder, versions.folder / "报告")
    key = shared(versions.assess())["一"][0].key

    def handle(book):
        words = iter(("王某", "赵某"))
        for sheet in (book["整改台账"], book["无法核对"]):
            columns = heads(sheet)
            for row in range(2, sheet.max_row + 1):
                if sheet.cell(row, columns["归并编号"]).value == key:
                    sheet.cell(row, columns["责任人"]).value = next(words)
        assert next(words, None) is None

    done = desk.take(fill(desk.ledger(), versions.folder / "填.xlsx", handle))
    assert (done.kept, done.plan.misfits, done.plan.conflicts) == (2, [], [])
    people = [
        [event.data["person"] for event in one.rulings.handling[key]] for one in versions.assess().examined()
    ]  # fmt: skip
    assert sorted(people) == [["王某"], ["赵某"]]
    assert desk.take(versions.folder / "填.xlsx").kept == 0
    # The next ledger shows each on its row, and one of them may be changed there.
    again = fill(desk.ledger("新结果"), versions.folder / "再填.xlsx", lambda book: said(book, key, "王某", "钱某"))
    assert desk.take(again).kept == 1
    people = [
        [event.data["person"] for event in one.rulings.handling[key]] for one in versions.assess().examined()
    ]  # fmt: skip
    assert sorted(people) == [["赵某"], ["钱某"]]


def said(book, key, was, now):
    """Fill ``now`` into the row on ``key`` in which ``was`` is responsible."""
    for sheet in (book["整改台账"], book["无法核对"]):
        column = heads(sheet)
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, column["责任人"])
            if (sheet.cell(row, column["归并编号"]).value, cell.value) == (key, was):
                cell.value = now


def test_how_something_is_put_right_goes_on_when_its_evidence_changes_and_where_it_was_entered_on_none(versions):
    one, _ = versions.assess().examined()
    cause, _ = shared(versions.assess())["一"]
    about = one.rulings.subject(cause)
    versions.keep(decisions.handle(replace(about, evidence=""), {"person": "王某"}))
    people = [
        {event.data["person"] for event in found.rulings.handling[cause.key]} for found in versions.assess().examined()
    ]
    assert people == [{"王某"}, {"王某"}]
    versions.keep(decisions.handle(about, {"person": "赵某"}))
    people = {
        found.report.source[-5]: {event.data["person"] for event in found.rulings.handling[cause.key]}
        for found in versions.assess().examined()
    }
    assert people == {"一": {"赵某"}, "二": {"王某"}}
    (versions.folder / "报告" / "二.txt").unlink()
    versions.keep(decisions.handle(replace(about, evidence="f" * 16), {"person": "钱某"}))
    (left,) = versions.assess().examined()
    if cause.key in {each.key for each in left.causes}:
        assert [event.data["person"] for event in left.rulings.handling[cause.key]] == ["钱某"]


def test_where_reports_are_not_reviewed_in_steps_none_is_shown_that_was_entered_before(folder):
    keep(folder)
    (found,) = assessed(folder).examined()
    keep(folder, decisions.move(found.rulings.subject(), "first", passed=True))
    (found,) = assessed(folder).examined()
    assert (found.rulings.reviewing, found.rulings.stage) == (True, "first")
    (found,) = assessed(folder, in_steps=False).examined()
    assert (found.rulings.reviewing, found.rulings.stage, found.rulings.moves) == (False, None, ())


def test_versions_that_differ_otherwise_than_then_are_other_evidence(versions):
    """A version that leaves a cell blank, and one that prints another number in it, are two things to decide on."""

    def evidence():
        found = next(one for one in versions.assess().examined() if one.report.source.endswith("一.txt"))
        return {cause.evidence for cause in found.causes for one in cause.outcomes if one.rule == "F002"}

    before, path = evidence(), versions.folder / "报告" / "二.txt"
    path.write_text(flat.write(replace(truth.make(7), cells=dict(truth.make(7).cells) | {WRONG: "4321"})), "utf-8")
    assert before
    assert not before & evidence()


def test_how_far_a_review_is_does_not_depend_on_the_order_in_which_records_were_joined(tmp_path, folder):
    keep(folder)
    (found,) = assessed(folder).examined()
    on = found.rulings.subject()
    keep(folder, decisions.move(on, "first", passed=True))
    with open_record(folder / decisions.NAME) as record, open_record(tmp_path / "乙.sqlite") as other:
        other.take_over(record.events())
        record.add([decisions.move(on, "second", passed=True)], "李四")
        other.add([decisions.move(on, "second", passed=False, note="有误")], "王五")
        ours, theirs = record.events(), other.events()
    said = []
    for first, second in ((ours, theirs), (theirs, ours)):
        (folder / decisions.NAME).unlink()
        with open_record(folder / decisions.NAME) as record:
            record.take_over(first)
            record.take_over(second)
        (found,) = assessed(folder).examined()
        said.append((found.rulings.stage, [one.who for one in found.rulings.moves]))
    assert said[0] == said[1] == (None, ["张三", "李四", "王五"])
