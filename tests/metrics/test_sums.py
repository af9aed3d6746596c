"""A parent's figures beside the sums of its children's."""

from __future__ import annotations

from audit.forms import load
from audit.metrics import CellSum, cell_sums, listed_sums, shared_keys, table_keys
from audit.model import Report
from tests import build

TOTAL = "applications.received.total"


def county(total: object, text: str = "") -> Report:
    return build.report({"agency": "清河县人民政府", "text": text, TOTAL: total})


def received(**totals: object) -> dict[str, Report | None]:
    """Children by name with the applications they received; None is no report."""
    return {
        name: None if total is None else build.report({"agency": f"清河县{name}", TOTAL: total})
        for name, total in totals.items()
    }


def one(parent: Report, children: dict[str, Report | None]) -> CellSum:
    (found,) = cell_sums(parent, children, [TOTAL])
    return found


def test_the_sum_of_all_children_is_equal_or_differs():
    assert one(county(12), received(水务局=5, 教育局=7)).relation == "equal"
    found = one(county(15), received(水务局=5, 教育局=7))
    assert (found.relation, found.stated, found.total, found.difference) == ("differs", 15, 12, 3)


def test_sums_lose_no_digit_of_a_number_that_is_longer_than_any_count():
    parts = {"水务局": "1234567890123456789012345678901", "教育局": "0.25"}
    found = one(county("1234567890123456789012345678901.5"), received(**parts))
    assert (found.relation, str(found.difference)) == ("differs", "0.25")
    assert one(county("1234567890123456789012345678901.25"), received(**parts)).relation == "equal"


def test_a_child_without_a_report_leaves_the_sum_open():
    found = one(county(15), received(水务局=5, 教育局=7, 林业局=None))
    assert (found.relation, found.lacking) == ("open", ("林业局",))


def test_more_than_the_parent_is_a_difference_even_with_children_lacking():
    assert one(county(10), received(水务局=5, 教育局=7, 林业局=None)).relation == "differs"


def test_a_cell_of_a_child_that_was_not_read_leaves_the_sum_open():
    found = one(county(12), received(水务局=5, 教育局=7, 林业局="见附件"))
    assert (found.relation, found.lacking) == ("open", ("林业局",))


def test_a_blank_of_a_child_is_counted_as_nothing_and_named():
    found = one(county(12), received(水务局=5, 教育局=7, 林业局="/"))
    assert (found.relation, found.blanks) == ("equal", ("林业局",))


def test_a_blank_of_the_parent_or_of_all_children_leaves_the_sum_open():
    assert one(county(""), received(水务局=5)).relation == "open"
    assert one(county(0), received(水务局="", 教育局="")).relation == "open"


def test_without_children_there_is_nothing_to_compare():
    assert cell_sums(county(12), {}, [TOTAL]) == []


def test_only_cells_that_all_editions_share_are_added_up():
    reports = [build.report({}), build.report({"edition": "2019", "year": 2020})]
    keys = shared_keys(reports, ("二", "三"))
    assert TOTAL in keys
    assert "disclosure.licensing.decisions" in keys
    assert "disclosure.normative_documents.in_force" not in keys
    assert "applications.other.total" not in keys
    assert shared_keys([*reports, build.report({"edition": "", "year": 2017})], ("三",)) == ()


def test_lines_that_may_be_negative_are_not_added_up():
    assert "disclosure.licensing.change" not in table_keys(load("2019"), ("二",))
    assert "disclosure.licensing.decisions" in table_keys(load("2019"), ("二",))


def test_a_list_in_the_text_is_held_against_the_children_it_names():
    text = "一、总体情况\n全县收到政府信息公开申请22件，其中县政府本级10件、各部门12件。"
    children = received(水务局=5, 教育局=6)
    (found,) = listed_sums(county(22, text), children, {"各部门": ["水务局", "教育局"]})
    assert (found.key, found.stated, found.total, found.relation) == (TOTAL, 12, 11, "differs")
    assert found.claim is not None
    assert found.claim.text == "各部门12件"
    assert found.children == ("水务局", "教育局")


def test_a_number_of_several_children_or_of_another_body_is_left_out():
    text = (
        "一、总体情况\n全县收到政府信息公开申请22件，其中县教育局和水务局共9件、"
        "县教育局下属学校3件、石塘乡水务局4件、除县水务局外6件。"
    )
    words = {"教育局": ["教育局"], "水务局": ["水务局"]}
    assert listed_sums(county(22, text), received(教育局=6, 水务局=5), words) == []


def test_a_child_is_known_by_its_whole_name():
    text = "一、总体情况\n全县收到政府信息公开申请22件，其中县教育局6件、柳溪镇教育局5件。"
    children = received(教育局=6, 柳溪镇教育局=5)
    words = {"教育局": ["教育局"], "柳溪镇教育局": ["柳溪镇教育局"]}
    assert [item.relation for item in listed_sums(county(22, text), children, words)] == ["equal", "equal"]


def test_a_list_of_something_else_or_about_is_left_out():
    text = "一、总体情况\n各部门开展培训12场。全县收到政府信息公开申请22件，其中各部门约12件。"
    assert listed_sums(county(22, text), received(水务局=5), {"各部门": ["水务局"]}) == []
