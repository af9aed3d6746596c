"""Two organs of one own name in two places: what people decide on one never shows on the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit import decisions
from audit.__main__ import main
from audit.present import agency
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ruled import Ruled

ONE, OTHER, EITHER = "南京市鼓楼区教育局", "徐州市鼓楼区教育局", "鼓楼区教育局"
WRONG = "applications.received.total"
#: An item for which people give points.
ITEM = "问题与措施质量"
HANDLED = {"person": "王某", "closed": "是"}


def put(folder, name, file="", *, more=90):
    """A report of ``name`` in which one number was mistyped, the same one with the same number in each."""
    known = truth.make(7)
    cells = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + more)}
    text = flat.write(replace(known, cells=cells)).replace(known.body.name, name)
    at = folder / "报告" / f"{file or name}.txt"
    at.parent.mkdir(parents=True, exist_ok=True)
    at.write_text(text, "utf-8")


def ruled(tmp_path, *names, roster=()):
    """A folder with reports of ``names``, and the record beside it."""
    for name in names:
        put(tmp_path, name)
    if roster:
        (tmp_path / "名录.csv").write_text("".join(f"{line}\n" for line in ("机关名称", *roster)), "utf-8")
    return Ruled(tmp_path, roster=str(tmp_path / "名录.csv") if roster else "")


def of(review, name):
    """What was found on the report of ``name``."""
    (found,) = (one for one in review.examined() if one.report.agency == name)
    return found


def everything(found, item=ITEM):
    """An entry of every kind on a report."""
    on, cause = found.rulings.subject, next(one for one in found.causes if one.verdict == "fail")
    cell = found.report.cells["applications.received.natural"]
    return [
        decisions.decide(on(cause), "dismissed", "原件如此"),
        decisions.handle(on(cause), HANDLED),
        decisions.award(on(item), "1.25"),
        decisions.correct(on(cell.key), cell.raw, str(cell.value), str(cell.value + 1), "误识"),
        decisions.add_finding(on("a1"), "没有封面", "", "info"),
        decisions.assign(on(), "李某"),
        decisions.move(on(), "first", passed=True),
    ]


def has_nothing(found):
    """Whether nothing that people decided shows on a report."""
    held = found.rulings
    said = (held.standings, held.handling, held.decisions, held.points, held.findings, held.lapsed, held.unsure)
    return not any((*said, held.stage, held.moves, held.assigned, found.report.corrected))


def has_all(found):
    """Whether everything of ``everything`` does."""
    held = found.rulings
    (title,) = (one.title for one in held.added)
    (item,) = held.points
    return (
        title == "没有封面"
        and "dismissed" in {one.state for one in held.standings.values()}
        and [one.data["person"] for events in held.handling.values() for one in events] == ["王某"]
        and [one.data["points"] for one in held.points[item]] == ["1.25"]
        and len(found.report.corrected) == 1
        and (held.stage, held.assigned, len(held.moves)) == ("first", "李某", 1)
        and not held.unsure
    )


@pytest.mark.parametrize("roster", [(), (ONE, OTHER), (f"江苏省{ONE}", f"江苏省{OTHER}")])
def test_in_one_review_nothing_of_one_shows_on_the_other(tmp_path, roster):
    desk = ruled(tmp_path, ONE, OTHER, roster=roster)
    names = roster or (ONE, OTHER)
    one, other = (of(desk.assess(), name) for name in names)
    assert has_nothing(one)
    assert one.rulings.organ == names[0]
    desk.keep(*everything(one))
    review = desk.assess()
    assert has_all(of(review, names[0]))
    assert has_nothing(of(review, names[1]))
    assert not review.unmatched
    # Whoever decides on the other one takes the place of nothing.
    desk.keep(*everything(other), who="李四")
    desk.keep(decisions.award(other.rulings.subject(ITEM), "2"), who="李四")
    review = desk.assess()
    assert has_all(of(review, names[0]))
    assert [each.data["points"] for each in of(review, names[1]).rulings.points[ITEM]] == ["2"]
    assert of(review, names[1]).rulings.stage == "first"


@pytest.mark.parametrize("roster", [False, True])
def test_in_two_reviews_that_share_a_record_nothing_of_one_shows_on_the_other(tmp_path, roster):
    first = ruled(tmp_path / "甲", ONE, roster=(ONE,) if roster else ())
    second = ruled(tmp_path / "乙", OTHER, roster=(OTHER,) if roster else ())
    first.keep(*everything(of(first.assess(), ONE)))
    assert has_all(of(first.assess(), ONE))
    first.record.rename(second.record)
    review = second.assess()
    assert has_nothing(of(review, OTHER))
    # Of an organ that is none of the review no line tells; it is known how much there is.
    assert not review.gone
    assert {event.agency for event in review.unmatched} == {ONE}
    assert review.elsewhere == {event.uuid for event in review.unmatched}
    second.keep(*everything(of(review, OTHER)), who="李四")
    second.record.rename(first.record)
    assert has_all(of(first.assess(), ONE))


def test_a_roster_of_short_names_tells_them_apart_by_what_their_reports_print(tmp_path):
    first = ruled(tmp_path / "甲", ONE, roster=(EITHER,))
    second = ruled(tmp_path / "乙", OTHER, roster=(EITHER,))
    (found,) = first.assess().examined()
    first.keep(*everything(found))
    first.record.rename(second.record)
    (other,) = second.assess().examined()
    assert has_nothing(other)


@pytest.mark.parametrize("roster", [(), (ONE, OTHER)])
def test_what_may_be_either_s_counts_for_neither_and_is_told_until_somebody_decides_anew(tmp_path, roster):
    short = ruled(tmp_path / "短", EITHER)
    short.keep(*everything(of(short.assess(), EITHER)))
    desk = ruled(tmp_path / "长", ONE, OTHER, roster=roster)
    short.record.rename(desk.record)
    review = desk.assess()
    for name in (ONE, OTHER):
        found = of(review, name)
        assert not found.rulings.standings
        assert not found.rulings.points
        assert not found.report.corrected
        kinds = {event.kind for event in found.rulings.unsure}
        assert kinds == {"decision", "handling", "points", "correction", "finding", "assignment", "review"}
    desk.keep(*everything(of(review, ONE)), who="李四")
    review = desk.assess()
    assert of(review, ONE).rulings.stage == "first"
    assert not of(review, OTHER).rulings.stage
    assert of(review, ONE).rulings.points[ITEM]
    # What one settles stays open for the other.
    assert {event.kind for event in of(review, OTHER).rulings.unsure} >= {"decision", "points"}


@pytest.mark.parametrize(("first", "then"), [(EITHER, ONE), (ONE, EITHER), (EITHER, f"江苏省{EITHER}")])
def test_where_one_name_says_a_region_that_the_other_does_not_nothing_counts_and_it_is_told(tmp_path, first, then):
    """There is a 鼓楼区 in several cities: that it is the same one has to be said by somebody."""
    before = ruled(tmp_path / "先", first)
    before.keep(*everything(of(before.assess(), first)))
    desk = ruled(tmp_path / "后", then)
    before.record.rename(desk.record)
    found = of(desk.assess(), then)
    assert {event.kind for event in found.rulings.unsure} == {
        "decision", "handling", "points", "correction", "finding", "assignment", "review",
    }  # fmt: skip
    assert has_nothing(replace(found, rulings=replace(found.rulings, unsure=())))
    # What is decided there takes the place of nothing where it was entered before.
    desk.keep(*everything(found), who="李四")
    desk.record.rename(before.record)
    now = of(before.assess(), first)
    assert {one.who for one in now.rulings.standings.values()} == {"张三"}
    assert (now.rulings.assigned, [one.who for one in now.rulings.moves]) == ("李某", ["张三"])


def test_a_province_in_front_of_a_city_says_nothing_new(tmp_path):
    short = ruled(tmp_path / "短", ONE)
    short.keep(*everything(of(short.assess(), ONE)))
    desk = ruled(tmp_path / "长", f"江苏省{ONE}")
    short.record.rename(desk.record)
    assert has_all(of(desk.assess(), f"江苏省{ONE}"))


def test_a_roster_says_that_a_title_without_the_region_is_the_same_organ_s(tmp_path):
    desk = ruled(tmp_path, ONE, roster=(ONE,))
    desk.keep(*everything(of(desk.assess(), ONE)))
    (tmp_path / "报告" / f"{ONE}.txt").unlink()
    put(tmp_path, EITHER)
    (found,) = desk.assess().examined()
    assert found.rulings.organ == ONE
    assert has_all(found)


@pytest.mark.parametrize(("first", "then"), [(EITHER, ONE), (ONE, EITHER)])
def test_an_alias_in_the_roster_says_that_two_names_are_one_organ_s(tmp_path, first, then):
    before = ruled(tmp_path / "先", first)
    before.keep(*everything(of(before.assess(), first)))
    desk = renamed(tmp_path / "后", then, roster=(f"{then},{first}",))
    before.record.rename(desk.record)
    (found,) = desk.assess().examined()
    assert has_all(found)


def test_what_was_decided_on_a_file_whose_organ_was_not_known_stays_with_it_once_it_is(tmp_path):
    put(tmp_path, "", "年报")
    path = tmp_path / "报告" / "年报.txt"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if "教育局" not in line and "机关" not in line[:40]), "utf-8")
    desk = Ruled(tmp_path)
    (found,) = desk.assess().examined()
    assert found.report.agency is None
    cell = found.report.cells["applications.received.natural"]
    on = replace(found.rulings.subject(cell.key), evidence=found.report.sha256)
    desk.keep(
        decisions.correct(on, cell.raw, str(cell.value), "777", "误识"),
        decisions.award(replace(on, about=ITEM), "1.25"),
    )
    (tmp_path / "名录.csv").write_text(f"机关名称,应报文件\n{ONE},年报.txt\n", "utf-8")
    (found,) = replace(desk, roster=str(tmp_path / "名录.csv")).assess().examined()
    assert found.rulings.organ == ONE
    assert [one.corrected for one in found.report.corrected] == ["777"]
    assert found.rulings.points[ITEM]


def test_files_that_name_no_organ_share_nothing_and_keep_what_is_theirs(tmp_path):
    """Both files are called alike, and bear the same fault."""
    for folder, more in (("甲", 90), ("乙", 91)):
        put(tmp_path / "报告" / folder, "", "年报", more=more)
    for path in (tmp_path / "报告").rglob("*.txt"):
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join(line for line in lines if "教育局" not in line and "机关" not in line[:40]), "utf-8")
    desk = Ruled(tmp_path)
    one, other = desk.assess().examined()
    assert one.report.agency is None is other.report.agency
    assert one.rulings.organ != other.rulings.organ
    desk.keep(*everything(one))
    one, other = desk.assess().examined()
    assert has_all(one)
    assert has_nothing(other)
    desk.keep(decisions.award(other.rulings.subject(ITEM), "2"), decisions.assign(other.rulings.subject(), "王某"))
    one, other = desk.assess().examined()
    assert has_all(one)
    assert [each.data["points"] for each in other.rulings.points[ITEM]] == ["2"]
    assert other.rulings.assigned == "王某"


def test_what_may_be_either_s_is_told_on_page_overview_and_in_closing_words(tmp_path, monkeypatch, capsys):
    short = ruled(tmp_path / "短", EITHER)
    short.keep(*everything(of(short.assess(), EITHER))[:3])
    desk = ruled(tmp_path / "长", ONE, OTHER)
    short.record.rename(desk.record)
    monkeypatch.chdir(desk.folder)
    main(["audit", "报告", "--out", "结果"])
    assert "分不清属于哪一家机关的" in capsys.readouterr().err
    pages = {path.name: path.read_text("utf-8") for path in (desk.folder / "结果").glob("*.html")}
    told = [
        name
        for name, text in pages.items()
        if f"录入时的机关名称为“{EITHER}”，分不清属于本机关还是同名的其他机关" in text
    ]
    assert len(told) == 2
    assert "分不清属于哪一家机关的" in pages["index.html"]


def test_names_that_each_say_another_larger_region_are_not_taken_for_one(tmp_path):
    """No name tells whether the district of a city is the one of a province."""
    city, province = ruled(tmp_path / "市", ONE), ruled(tmp_path / "省", "福建省鼓楼区教育局")
    city.keep(*everything(of(city.assess(), ONE)))
    province.record.write_bytes(city.record.read_bytes())
    found = of(province.assess(), "福建省鼓楼区教育局")
    assert {event.kind for event in found.rulings.unsure} >= {"decision", "handling", "points", "correction"}
    assert has_nothing(replace(found, rulings=replace(found.rulings, unsure=())))


def test_a_cell_corrected_in_one_of_two_files_of_an_organ_reads_in_the_other_as_printed(tmp_path):
    put(tmp_path, ONE, "报送")
    put(tmp_path, ONE, "更正", more=91)
    desk = Ruled(tmp_path)
    first, second = desk.assess().examined()
    cell = "applications.received.natural"
    printed = first.report.cells[cell]
    assert printed.raw == second.report.cells[cell].raw

    def corrected(found, text):
        on = replace(found.rulings.subject(cell), evidence=found.report.sha256)
        return decisions.correct(on, printed.raw, printed.raw, text, "误识")

    desk.keep(corrected(first, "777"))
    one, other = desk.assess().examined()
    assert [each.corrected for each in one.report.corrected] == ["777"]
    assert (other.report.corrected, other.rulings.lapsed, other.report.cells[cell].raw) == ((), (), printed.raw)
    desk.keep(corrected(second, "778"))
    assert [one.report.corrected[0].corrected for one in desk.assess().examined()] == ["777", "778"]
    (tmp_path / "报告" / "报送.txt").unlink()
    (one,) = desk.assess().examined()
    assert one.report.corrected[0].corrected == "778"


def test_a_cell_corrected_in_a_file_reads_as_printed_in_the_one_that_comes_instead_and_that_is_told(tmp_path):
    put(tmp_path, ONE, "报送")
    desk = Ruled(tmp_path)
    (first,) = desk.assess().examined()
    cell = "applications.received.natural"
    printed = first.report.cells[cell]
    on = replace(first.rulings.subject(cell), evidence=first.report.sha256)
    desk.keep(decisions.correct(on, printed.raw, printed.raw, "777", "误识"))
    assert desk.assess().examined()[0].report.cells[cell].raw == "777"
    put(tmp_path, ONE, "报送", more=91)
    (now,) = desk.assess().examined()
    assert (now.report.corrected, now.report.cells[cell].raw) == ((), printed.raw)
    assert [event.data["corrected"] for event in now.rulings.lapsed] == ["777"]
    assert "报告文件已不是当时的一份，更正没有采用，须重新核对" in str(agency.tables(now).text)


OLD, NEW = "南京市鼓楼区国土资源局", "南京市鼓楼区自然资源局"


def renamed(tmp_path, *names, roster):
    """A folder with reports of ``names`` under a roster of several columns."""
    desk = ruled(tmp_path, *names)
    at = tmp_path / "名录.csv"
    at.write_text("".join(f"{line}\n" for line in ("机关名称,别名", *roster)), "utf-8")
    return replace(desk, roster=str(at))


@pytest.mark.parametrize("before", [(f"{OLD},",), ()])
def test_a_bureau_that_the_roster_renames_keeps_what_was_decided_under_its_old_name(tmp_path, before):
    desk = renamed(tmp_path, OLD, roster=before) if before else ruled(tmp_path, OLD)
    desk.keep(*everything(of(desk.assess(), OLD)))
    desk = renamed(tmp_path, roster=(f"{NEW},{OLD}",))
    review = desk.assess()
    (found,) = review.examined()
    assert has_all(found)
    assert not review.unmatched
    assert not review.gone


def test_what_was_decided_on_a_renamed_bureau_that_has_not_filed_is_shown_with_it_again(tmp_path):
    desk = renamed(tmp_path, ONE, roster=(f"{ONE},", f"{OLD},"))
    review = desk.assess()
    (cause,) = review.absent_causes
    desk.keep(decisions.decide(review.absent_rulings.subject(cause), "pending", "已催报"))
    desk = renamed(tmp_path, roster=(f"{ONE},", f"{NEW},{OLD}"))
    review = desk.assess()
    # The line of the roster, which is all that it was decided on, reads otherwise today.
    assert [one.state for one in review.absent_rulings.standings.values()] == ["lapsed"]
    assert not review.unmatched


def test_an_alias_that_two_bureaus_share_gives_neither_what_was_decided_on_the_other(tmp_path):
    near, far = "南京市玄武区教育局", "南京市秦淮区教育局"
    put(tmp_path, near)
    put(tmp_path, far)
    desk = renamed(tmp_path, roster=(f"{near},区教育局", f"{far},区教育局"))
    desk.keep(*everything(of(desk.assess(), near)))
    review = desk.assess()
    assert has_all(of(review, near))
    assert has_nothing(of(review, far))
