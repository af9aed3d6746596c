"""The page of many reports: its sentence, the list to telephone by, filters and orders without script, paper, files of long lists."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote

import pypdfium2
import pytest
from playwright.sync_api import expect, sync_playwright
from selectolax.lexbor import LexborHTMLParser

import audit
from audit import pipeline, sources
from audit.assessment import Terms
from audit.corpus import Agency, Roster
from audit.model import Report
from audit.present import overview
from audit.present.html import Html, join
from audit.render import audit_batch
from audit.render.notebooks import pages as made
from audit.render.notebooks import parts
from tests.build import report
from tests.components import CHROMIUM
from tests.generate.county import city
from tests.generate.formats import flat
from tests.generate.report import truth

AGENCIES = 70


@pytest.fixture(scope="module")
def reviewed():
    return city.review(1, AGENCIES)


@pytest.fixture(scope="module")
def pages(reviewed):
    return {r.source: f"{r.agency}{r.year}年.html" for r, _ in reviewed.audited if r.status != "unreadable"}


@pytest.fixture(scope="module")
def news(reviewed):
    """What no earlier run has read: two reports and new versions of three, and one of last year."""
    own = [f.report.source for f in reviewed.corpus.under_review() if f.report.status != "unreadable"]
    old = next(f.report.source for f in reviewed.corpus.filings if f.year != reviewed.year)
    return dict.fromkeys([*own[:2], old], "arrived") | dict.fromkeys(own[2:5], "renewed")


def page_of(review, pages, news) -> Html:
    return join(
        overview.head(review, "2025-04-01", pages, news, {"rules.html": "handbook"}),
        overview.summary(review),
        overview.agencies(review, pages, news),
        overview.ranking(review, audit.catalogue(), pages),
        overview.faults(review, pages, {"rules.html": "handbook"}),
        overview.originality(review, pages),
        overview.figures(review, pages),
        overview.irregular(review),
        overview.files(review, {"坏.docx": "未能打开。"}, {"旧页.html": "旧.docx"}),
    )


@pytest.fixture(scope="module")
def page_file(reviewed, pages, news, tmp_path_factory):
    stem = tmp_path_factory.mktemp("city") / "index"
    made.keep(page_of(reviewed, pages, news), "核查总览", stem)
    return stem.with_suffix(".html")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser, page_file):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(page_file.as_uri())
    yield page
    context.close()


def shown(tab) -> list[str]:
    """The classes of the lines that are seen, from the top."""
    return tab.evaluate(
        """() => [...document.querySelectorAll('.agencies tr.x')]
            .filter(row => row.getClientRects().length)
            .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .map(row => row.className + ' ' + row.querySelector('th a, th').firstChild.textContent.trim())"""
    )


def labels(tab) -> dict[str, int]:
    """How many lines each filter says that it leaves."""
    return tab.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.filters label:has(input[type=radio]):has(small)')]
            .map(label => [label.querySelector('input').id, Number(label.querySelector('small').textContent)]))"""
    )


@pytest.mark.browser
@pytest.mark.needs("chromium")
@pytest.mark.parametrize(("media", "width"), [("screen", 390), ("screen", 1280), ("print", 680)])
@pytest.mark.parametrize("more", [0, 1, 2])
def test_the_numbers_of_the_head_have_room_for_their_words(tab, media, width, more):
    """Beside ``more`` of what is decided and put right."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(media=media)
    lines = tab.evaluate(
        """more => {
            const list = document.querySelector('ul.numbers');
            for (let each = 0; each < more; each++) {
                const one = list.lastElementChild.cloneNode(true);
                one.querySelector('small')?.remove();
                one.firstElementChild.insertAdjacentHTML('beforeend', '<small>共46处，属实18处、不属实5处，待查9处，3家已全部认定</small>');
                list.append(one);
            }
            return [...list.children].map(one => {
                const words = [...one.firstElementChild.childNodes].find(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
                const range = document.createRange();
                range.selectNode(words);
                const small = one.querySelector('small');
                const height = small ? small.getBoundingClientRect().height / parseFloat(getComputedStyle(small).lineHeight) : 0;
                return [words.data, new Set([...range.getClientRects()].map(box => Math.round(box.top))).size, Math.round(height)];
            });
        }""",
        more,
    )
    assert len(lines) == 6 + more
    assert [words for words, number, _ in lines if number > 1] == []
    assert [words for words, _, number in lines if number > 4] == []


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_every_filter_leaves_the_lines_that_it_names_and_no_other(tab):
    every, named = shown(tab), labels(tab)
    assert {"se", "sd", "sm", "n-arrived", "n-renewed", "k0", "r0", "g0"} <= set(named)
    assert len(every) > AGENCIES - 1
    for mark, number in named.items():
        tab.evaluate("mark => document.getElementById(mark).click()", mark)
        left = shown(tab)
        assert len(left) == number > 0
        assert left == [line for line in every if mark in line.split()]
        tab.locator(".filters button").click()
        assert shown(tab) == every


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_filters_of_different_kinds_hold_together_and_the_keyboard_chooses(tab):
    every = shown(tab)
    tab.locator("#s-all").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("#se")).to_be_checked()
    assert tab.evaluate("getComputedStyle(document.querySelector('label:has(#se)')).outlineStyle") == "solid"
    tab.locator("#k1").check()
    assert shown(tab) == [line for line in every if {"se", "k1"} <= set(line.split())]


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_the_list_is_in_the_order_that_is_chosen(tab):
    worst = shown(tab)
    for mark, key in (("by-name", lambda line: line.split()[-1].encode("gb18030")), ("by-roster", None)):
        tab.evaluate("mark => document.getElementById(mark).click()", mark)
        found = shown(tab)
        assert sorted(found) == sorted(worst)
        assert found != worst
        assert key is None or found == sorted(found, key=key)
    tab.evaluate("document.getElementById('by-score').click()")
    scores = tab.evaluate(
        """() => [...document.querySelectorAll('.agencies tr.x')].filter(row => row.getClientRects().length)
            .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .map(row => parseFloat(row.querySelector('.s').textContent.split('～').pop()))"""
    )
    known = [score for score in scores if score == score]  # noqa: PLR0124 – what is no number has no score
    assert known[0] == max(known)
    assert scores[: len(known)] == known


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_other_years_and_other_files_of_a_report_come_only_when_they_are_asked_for(tab, reviewed):
    before = shown(tab)
    corpus = reviewed.corpus
    readable = [filing for filing in corpus.filings if filing.report.status != "unreadable"]
    old = [filing for filing in readable if filing.year not in (corpus.year, None) or not corpus.counts(filing)]
    assert any(filing.year == corpus.year for filing in old)
    assert any(filing.year < corpus.year for filing in old)
    tab.locator("#old").check()
    assert len(shown(tab)) == len(before) + len(old)
    assert tab.locator(".agencies tbody.old tr").count() == len(old)


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_browser_that_cannot_filter_shows_everything_and_no_filters(browser, page_file, tmp_path):
    plain = tmp_path / "plain.html"
    text = page_file.read_text("utf-8")
    assert "@supports selector(:has(*))" in text
    plain.write_text(text.replace("selector(:has(*))", "selector(:unheard-of(*))"), "utf-8")
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(plain.as_uri())
    assert not tab.locator(".filters").is_visible()
    assert len(shown(tab)) == tab.locator(".agencies tr.x").count()
    tab.close()


@pytest.mark.browser
@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_reaches_beyond_the_side(browser, page_file, width):
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(page_file.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    small = "e => { const box = e.getBoundingClientRect(); return box.width > 0 && box.height < 24; }"
    assert (
        tab.evaluate(f"[...document.querySelectorAll('.filters label, .filters button')].filter({small}).length") == 0
    )
    tab.close()


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_on_paper_stand_who_has_not_reported_the_worst_and_common_faults(tab, reviewed, tmp_path):
    tab.locator("#sm").check()  # what is filtered on the screen changes nothing on paper
    tab.pdf(path=tmp_path / "p.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "p.pdf")
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    assert 2 <= len(document) <= 6
    missing = [agency for agency, outcome in reviewed.unfiled() if outcome and outcome.verdict == "fail"]
    assert missing
    assert all(agency.name in text and agency.telephone in text for agency in missing)
    assert "纸面只印列在最前的20家，其余" in text
    assert "共性问题" in text
    assert "恢复全部" not in text
    assert "各评分项的得分（" not in text
    unread = [report for report, _ in reviewed.audited if report.status == "unreadable"]
    assert f"没有核查的文件{len(unread)}项：" in text
    assert "坏.docx（未能打开。）" in text
    corpus = reviewed.corpus
    old = [f for f in corpus.filings if f.report.status != "unreadable" and f.year not in (corpus.year, None)]
    assert f"其他年度的报告{len(old)}项：" in text
    assert old[0].agency.name in text.split(f"其他年度的报告{len(old)}项：")[1]
    assert "没有印出的部分" not in tab.locator("body").inner_text()
    tab.emulate_media(media="print")
    assert len(shown(tab)) == 20


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_the_worst_agency_leads_to_its_page_and_to_its_first_problem(browser, tmp_path):
    wrong, right = truth.make(5, year=2024, consistent=False), truth.make(3, year=2024)
    for name, one in (("wrong.txt", wrong), ("right.txt", right)):
        (tmp_path / name).write_text(flat.write(one), "utf-8")
    lines = "\n".join(f"{one.agency},部门,0578-2{n}00000" for n, one in enumerate((wrong, right)))
    (tmp_path / "名录.csv").write_text(f"机关名称,类别,联系电话\n{lines}\n青禾县水利局,部门,0578-2111111转8\n", "utf-8")
    result = audit_batch(
        [tmp_path / "wrong.txt", tmp_path / "right.txt"],
        tmp_path / "out",
        review=pipeline.Review(roster=str(tmp_path / "名录.csv"), asof="2025-06-01"),
        date="2025-06-01",
        workers=1,
        progress=False,
    )
    assert not result.failed
    tab = browser.new_page()
    tab.goto(result.index.as_uri())
    lines = tab.locator(".agencies tbody tr.x")
    expect(lines.first).to_contain_text("青禾县水利局")
    expect(lines.first).to_contain_text("未报送")
    first = lines.nth(1)
    expect(first).to_contain_text(wrong.agency)
    assert "应报3家，已报2家，1家未报" in tab.locator(".verdict").inner_text()
    assert tab.locator(".calls a").get_attribute("href") == "tel:05782111111;ext=8"
    first.locator("td.w a").click()
    assert tab.url.endswith("#wt-1")
    expect(tab.locator("#wt-1")).to_be_visible()
    links = {link.attributes["href"] or "" for link in LexborHTMLParser(result.index.read_text("utf-8")).css("a")}
    for file, each in groupby(sorted(links), lambda link: link.partition("#")[0]):
        if file.endswith(".html"):
            tab.goto(f"{result.index.parent.as_uri()}/{file}")
            for anchor in filter(None, (link.partition("#")[2] for link in each)):
                assert tab.locator(f"[id='{anchor}']").count() == 1
    tab.close()


@pytest.mark.browser
@pytest.mark.needs("chromium")
@pytest.mark.parametrize(("media", "width"), [("screen", 390), ("screen", 1280), ("print", 680)])
def test_a_score_with_points_that_nobody_gave_is_marked_wherever_the_list_is_seen(tab, reviewed, media, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(media=media)
    seen = tab.locator(".agencies tbody:not(.old) td.s:visible")
    marked = seen.filter(has_text="†")
    assert marked.count() == seen.filter(has_text=re.compile(r"[1-9]")).count() > 10
    due = {score.earned_of("default", "unjudged") for score in reviewed.scores.values()} - {0}
    told = set(marked.evaluate_all("all => all.map(one => one.title)"))
    assert told <= {f"其中{points:.0f}分待人工评定" for points in due}
    assert len(told) > 1
    assert marked.evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")
    expect(tab.locator(".agencies caption")).to_contain_text("“†”为得分中有待人工评定的分值")
    expect(tab.locator(".agencies caption .quiet")).to_be_visible()
    given = {
        source: replace(score, items=tuple(replace(item, state="assessed") for item in score.items))
        for source, score in reviewed.scores.items()
    }
    assert "†" not in overview.agencies(replace(reviewed, scores=given)).text


def test_every_table_has_a_caption_and_every_head_its_scope(page_file):
    page = LexborHTMLParser(page_file.read_text("utf-8"))
    tables = [t for t in page.css("table") if "list" not in (t.attributes.get("class") or "").split()]
    own = [table for table in tables if table.css_first("caption") or table.css("th[scope]")]
    assert len(own) > 6
    for table in own:
        assert table.css_first("caption")
        assert all(head.attributes.get("scope") for head in table.css("th"))
    assert not page.css("script")
    assert len({node.attributes["id"] for node in page.css("[id]")}) == len(page.css("[id]"))


def test_the_sentence_and_the_figures_are_those_of_the_review(reviewed):
    page = LexborHTMLParser(overview.head(reviewed).text)
    numbers = {li.text(): int(li.css_first("b").text()) for li in page.css("ul.numbers li")}
    due, filed, missing, wrong, doubtful, clean = numbers.values()
    assert (due, missing) == (AGENCIES, reviewed.missing())
    assert filed == AGENCIES - len(reviewed.unfiled())
    causes = reviewed.causes
    own = [f for f in reviewed.corpus.under_review() if reviewed.corpus.counts(f) and f.report.source in causes]
    graded = [
        {(c.verdict, c.severity) for c in causes[f.report.source]} for f in own if f.report.status != "unreadable"
    ]
    assert wrong == sum(("fail", "error") in one for one in graded)
    assert f"{wrong}家须更正" in page.css_first(".verdict").text()
    stressed = [piece.text() for piece in page.css(".verdict p b")]
    assert stressed == [f"{missing}家未报", f"{wrong}家须更正"]
    grades = [li.attributes["class"] or "" for li in page.css("ul.numbers li")]
    wanted = (
        "",
        "",
        "error" if missing else "",
        "error" if wrong else "",
        "warning" if doubtful else "",
        "ok" if clean else "",
    )
    assert tuple(grades) == wanted
    assert clean == sum(not one for one in graded)
    assert doubtful == sum(("fail", "error") not in one and ("fail", "warning") in one for one in graded)
    remarks = {li.css_first("b").next.text(): li.css_first("small") for li in page.css("ul.numbers li")}
    readable = [f.report.source for f in own if f.report.status != "unreadable"]
    doubts = [sum((c.verdict, c.severity) == ("fail", "warning") for c in causes[source]) for source in readable]
    alone, besides = (
        sum(number for number, one in zip(doubts, graded, strict=True) if (("fail", "error") in one) is errs)
        for errs in (False, True)
    )
    assert alone * besides > 0
    assert remarks["家有疑点无错误"].text() == f"疑点共{alone}处"
    assert remarks["家须更正"].text().endswith(f"，另有疑点{besides}处")
    buttons = {
        label.css_first("input").attributes["id"]: int(label.css_first("small").text())
        for label in LexborHTMLParser(overview.agencies(reviewed).text).css(".filters label")
        if label.css_first("small")
    }
    assert (buttons["se"], buttons["sc"]) == (wrong, clean)
    assert buttons["sd"] == sum(("fail", "warning") in one for one in graded)
    assert buttons["sh"] == sum(("fail", "info") in one for one in graded)
    faults = LexborHTMLParser(overview.faults(reviewed).text).css("tbody tr")
    named = re.findall(
        r"：?([^：、]+?)（(?:疑点，)?(\d+)家）", page.css_first(".verdict p").text().split("共性问题")[1]
    )
    first = [(row.css_first("th").text(), row.css_first("td").text()) for row in faults[: len(named)]]
    assert named
    assert all(
        title in head and number == f"{count}家" for (title, count), (head, number) in zip(named, first, strict=True)
    )


def test_what_no_earlier_run_has_read_is_marked_and_counted(reviewed, pages, news):
    head = LexborHTMLParser(overview.head(reviewed, pages=pages, news=news).text).css_first(".verdict")
    assert "；本次新到3份、新版本3份；" in head.css_first("p").text()
    assert "标记不变。其中1份属于其他年度，或是同一年度的另一份报告。" in head.css_first("p:last-child").text()
    rows = LexborHTMLParser(overview.agencies(reviewed, pages, news).text).css("tr.x")
    marked = [
        (row.css_first("a").attributes["href"], row.css_first("b.new").text()) for row in rows if row.css("b.new")
    ]
    words = {"arrived": "新到", "renewed": "新版本"}
    assert sorted(marked) == sorted((quote(pages[source]), words[novelty]) for source, novelty in news.items())
    plain = overview.head(reviewed, pages=pages).text + overview.agencies(reviewed, pages).text
    assert "新到" not in plain
    assert "本次" not in plain


def test_the_first_screen_the_list_and_the_folded_scope_speak_of_the_same_reports():
    """A bad report of last year, and another file of this year's, are counted nowhere but where they are named."""
    broken = {"applications.received.total": "8", "text": "一、总体情况"}
    papers = [
        report({"agency": "清河县水务局", "year": 2023, "source": "去年.txt", **broken}),
        report({"agency": "清河县水务局", "year": 2024, "source": "今年.txt"}),
        report({"agency": "清河县教育局", "year": 2024, "source": "教育.txt", **broken}),
        report({"agency": "清河县民政局", "year": 2024, "source": "民政.txt"}),
    ]
    found = pipeline.assess(pipeline.assemble(papers, Terms()), Terms())
    head = LexborHTMLParser(overview.head(found).text)
    named = [row.text() for row in head.css("ol.gravest li")]
    assert len(named) == 1
    assert named[0].startswith("清河县教育局")
    facts = {row.css_first("th").text(): row.css_first("td").text() for row in head.css("table.facts tr")}
    (wrong,) = re.findall(r"1家须更正（共(\d+)处）", head.css_first(".verdict").text())
    assert f"共错误{wrong}处" in facts["逐项核对"]
    assert facts["另外的报告"].startswith("其他年度的报告1份（错误")
    rows = LexborHTMLParser(overview.agencies(found).text).css("tbody:not(.old) tr.x")
    assert sum(int(row.css_first("td.n").text()) for row in rows) == int(wrong)


def test_a_review_in_which_nothing_is_to_be_corrected_stresses_nothing():
    paper = report({"agency": "清河县水务局", "source": "a.txt"})
    found = pipeline.assess(pipeline.assemble([paper], Terms()), Terms())
    sentence = LexborHTMLParser(overview.head(found).text).css_first(".verdict p")
    assert sentence.text().startswith("核对1家的报告，未发现须更正之处")
    assert not sentence.css("b")


def test_a_list_that_is_short_is_printed_whole(reviewed):
    def cut(review):
        return "cut" in LexborHTMLParser(overview.agencies(review).text).css_first("table").attributes["class"]

    papers = [report({"agency": f"清河县第{n}中学", "source": f"{n}.txt"}) for n in range(30)]
    assert not cut(pipeline.assess(pipeline.assemble(papers, Terms()), Terms()))
    assert cut(reviewed)


def test_who_may_have_reported_stands_apart_from_who_has_not():
    lines = (
        Agency("清河县水务局"),
        Agency("清河县教育局"),
        Agency("清河县民政局", due=dt.date(2025, 6, 1), telephone="无"),
    )
    terms = Terms(roster=Roster(lines, "名录.csv"), asof=dt.date(2025, 4, 1))
    found = pipeline.assess(pipeline.assemble([report({"agency": "清河县水务局", "source": "a.txt"})], terms), terms)
    page = LexborHTMLParser(overview.summary(found).text)
    missing, unsettled = page.css("table.calls")
    assert missing.text().count("清河县教育局") == 1
    assert "法定期限为2025-01-31" in missing.text()
    assert "清河县民政局" not in missing.text()
    assert "清河县民政局" in unsettled.text()
    assert not unsettled.css("a")
    assert "1家未报，1家未能确定或未到期" in overview.head(found).text.replace("<b>", "").replace("</b>", "")


def test_it_is_said_where_the_day_of_the_review_is_far_behind_the_year():
    terms = Terms(asof=dt.date(2027, 2, 1))
    found = pipeline.assess(pipeline.assemble([report({"source": "a.txt", "year": 2024})], terms), terms)
    head = LexborHTMLParser(overview.head(found).text)
    assert head.css_first("h1").text().startswith("2024年度")
    assert "没有收到该年度的报告，所查年度定为2024年度" in head.text()


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0578-2951256", ["tel:05782951256"]),
        ("（0578）2951256", ["tel:05782951256"]),
        ("0578-2951256转801", ["tel:05782951256;ext=801"]),
        ("2951256、13812345678", ["tel:2951256", "tel:13812345678"]),
        ("张三 12345", ["tel:12345"]),
        ("待补充", []),
        ("330102199001011234", []),
    ],
)
def test_a_telephone_dials_what_the_roster_gives(written, dialled):
    lines = (Agency("清河县水务局"), Agency("清河县教育局", telephone=written))
    terms = Terms(roster=Roster(lines, "名录.csv"))
    found = pipeline.assess(pipeline.assemble([report({"agency": "清河县水务局", "source": "a.txt"})], terms), terms)
    cell = LexborHTMLParser(overview.summary(found).text).css_first("td.tel")
    assert [link.attributes["href"] for link in cell.css("a")] == dialled
    assert "".join(cell.text().split()) == "".join(written.split())


def test_two_versions_of_a_report_are_told_apart_and_only_one_counts():
    papers = [report({"agency": "清河县水务局", "source": f"收件/{name}"}) for name in ("a.docx", "b（更正）.pdf")]
    found = pipeline.assess(pipeline.assemble(papers, Terms()), Terms())
    heads = [row.text() for row in LexborHTMLParser(overview.agencies(found).text).css("tbody th")]
    assert len(heads) == 2
    assert (
        sorted("a.docx" in head for head in heads) == sorted("b（更正）.pdf" in head for head in heads) == [False, True]
    )
    rows = {row.text(): row for row in LexborHTMLParser(overview.agencies(found).text).css("tbody tr")}
    (other,) = (row for text, row in rows.items() if "同一年度的另一份报告" in text)
    (own,) = (row for text, row in rows.items() if "本年度另有1份报告" in text)
    assert "old" in other.parent.attributes["class"]
    assert own.parent.attributes.get("class") is None
    assert "同时列出同一年度另一份的报告" in overview.agencies(found).text
    assert "同一年度的另一份报告1份（" in overview.head(found).text
    alone = pipeline.assess(pipeline.assemble(papers[:1], Terms()), Terms())
    assert "a.docx" not in overview.agencies(alone).text


def test_a_list_too_long_for_one_file_stands_in_files_by_region_that_say_what_they_cover(reviewed, pages, tmp_path):
    (tmp_path / "index-99.html").write_text("of an earlier run", "utf-8")
    (tmp_path / "index-99.ipynb").write_text("{}", "utf-8")
    assert parts.write(tmp_path, reviewed, pages, most=30) == {}
    index = LexborHTMLParser(overview.agencies(reviewed, pages, most=30).text)
    links = [link.attributes["href"] for link in index.css("#jg a")]
    assert sorted(links) == sorted(path.name for path in tmp_path.glob("index-*.html"))
    assert len(index.css(".agencies tr.x")) == 20
    assert len(index.css("[id]")) == len({node.attributes["id"] for node in index.css("[id]")})
    assert not index.css(".filters")
    rows = []
    for name in links:
        page = LexborHTMLParser((tmp_path / name).read_text("utf-8"))
        own = [row.css_first("th").text() for row in page.css(".agencies tr.x")]
        region = page.css_first("h1").text()
        assert all(row for row in own)
        assert region.split("2024")[0] in page.css_first("caption").text()
        assert page.css_first("a").attributes["href"] == "index.html"
        rows += own
    whole = LexborHTMLParser(overview.agencies(reviewed, pages).text).css(".agencies tr.x")
    assert sorted(rows) == sorted(row.css_first("th").text() for row in whole)
    # They are results, no reports, and a shorter list takes them away.
    (tmp_path / sources.MANIFEST).write_text("", "utf-8")
    assert sources.expand([tmp_path]) == [str(tmp_path)]
    assert parts.write(tmp_path, reviewed, pages) == {}
    assert not list(tmp_path.glob("index-*"))


def test_what_a_notebook_is_handed_of_a_review_shows_the_same_and_is_a_fraction_of_it(reviewed, pages, news):
    light = pickle.loads(pickle.dumps(overview.shown(reviewed)))
    assert page_of(light, pages, news) == page_of(reviewed, pages, news)
    assert len(pickle.dumps(overview.shown(reviewed))) < len(pickle.dumps(reviewed)) / 8
    lost = Report("没有.docx", "", "unknown", "unreadable", error="没有找到。")
    other = replace(reviewed, terms=replace(reviewed.terms, previous=(lost, reviewed.audited[0][0])))
    assert overview.unread(overview.shown(other)) == overview.unread(other)
