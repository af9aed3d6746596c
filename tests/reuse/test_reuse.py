"""Text that reports share: what counts as shared, where it stands, and what everybody writes."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH

from audit import reuse
from audit.document import Place
from audit.model import Passage, Report, Section
from audit.pipeline import read
from audit.reuse import candidates
from audit.reuse.common import learn, shipped
from audit.reuse.text import digest, normalised
from tests.generate.county import corpus as county
from tests.generate.county.plants import LEAST
from tests.generate.formats import flat

OWN = (
    "在城东便民服务站增设政府信息查阅角，安排两名讲解员轮流值守，为前来咨询的老年人代查养老补贴办理进度；"
    "会同乡镇卫生院把家庭医生签约名单张贴到村口，逐户核对漏登人员；秋收以后又请农技员到田间讲解惠农资金的发放口径，"
    "把群众提出的四十多条疑问编成小册子，放在赶集的摊位上供人取阅，收到了比较好的反响。"
)
OTHER = (
    "档案室清点了历年纸质文件，按年份重新装箱编号；信息中心替换了老化的服务器，夜间值班改为双人双岗；"
    "新来的三名同志跟班学习两个月后独立上岗，办公室为每人指定了一名带教老师。"
)


def report(agency: str, texts: dict[int, str | list[str]], year: int = 2024) -> Report:
    """A report whose sections say ``texts``, paragraph by paragraph."""
    passages, sections, number = [], [], 0
    for section in sorted(texts):
        number += 1
        place = Place(paragraph=number)
        if section:
            sections.append(Section(section, "", f"第{section}部分", "", place))
            passages.append(Passage(f"第{section}部分", place, section, heading=True))
        words = texts[section]
        for text in [words] if isinstance(words, str) else words:
            number += 1
            passages.append(Passage(text, Place(paragraph=number), section))
    return Report(
        f"{agency}{year}.txt",
        "",
        "text",
        "read",
        agency=agency,
        year=year,
        sections=tuple(sections),
        passages=tuple(passages),
    )


def pair(first: Report, second: Report) -> reuse.Copied:
    """The one pair that the two reports make."""
    (found,) = reuse.find([first, second]).pairs
    return found


def test_a_copied_passage_is_shown_as_printed_in_both_reports_with_its_places():
    found = pair(
        report("清河县水务局", {1: [OTHER, OWN]}),
        report("石桥县教育局", {1: "我局完成了校舍安全排查。" + OWN + "其余事项按计划推进。"}),
    )
    (passage,) = found.passages
    assert (found.kind, found.a.agency, found.b.agency) == ("peer", "清河县水务局", "石桥县教育局")
    assert passage.exact
    assert (passage.text_a, passage.text_b) == (OWN, OWN)
    assert (passage.a[0].place.paragraph, passage.a[0].place.start) == (3, 0)
    assert passage.b[0].place.start == len("我局完成了校舍安全排查。")
    assert passage.b[0].place.end == passage.b[0].place.start + len(OWN)


def test_shares_are_of_each_section_of_either_report():
    section = pair(report("清河县水务局", {1: OWN}), report("石桥县教育局", {1: OWN + OTHER})).section(1)
    assert section.share_a == 1
    assert section.share_b == pytest.approx(len(normalised(OWN)) / len(normalised(OWN + OTHER)), abs=0.02)


def test_changed_figures_years_and_names_are_the_same_text():
    text = OTHER + "2024年，清河县水务局接待来访群众1,234人次，清河县政府门户网站设立了专题。" + OWN
    copy = (
        text.replace("2024", "2023")
        .replace("1,234", "56")
        .replace("清河县水务局", "石桥县教育局")
        .replace("清河县", "石桥县")
    )
    (passage,) = pair(report("清河县水务局", {1: text}), report("石桥县教育局", {1: copy})).passages
    assert passage.exact
    assert "石桥县教育局接待来访群众56人次" in passage.text_b


def test_a_changed_word_and_an_added_sentence_leave_it_a_copy():
    copy = OWN.replace("轮流", "交替").replace("；秋收", "；其间还走访了三家种植合作社。秋收")
    (passage,) = pair(report("清河县水务局", {1: OWN}), report("石桥县教育局", {1: OTHER + copy})).passages
    assert not passage.exact
    assert 0.8 < passage.similarity < 1
    assert passage.text_a == OWN


def test_reordered_paragraphs_and_another_section_are_found():
    mine = report("清河县水务局", {1: [OWN, OTHER]})
    found = pair(mine, report("石桥县教育局", {1: "本局工作按计划完成。", 5: [OTHER, OWN]}))
    assert {(p.section_a, p.section_b) for p in found.passages} == {(1, 5)}
    assert found.section(1).share_a == 1
    assert found.section(5).share_b == 1


def test_a_passage_over_two_paragraphs_has_a_place_in_each():
    half = OWN.index("；") + 1
    (passage,) = pair(report("清河县水务局", {1: [OWN[:half], OWN[half:]]}), report("石桥县教育局", {1: OWN})).passages
    assert [span.place.paragraph for span in passage.a] == [2, 3]
    assert passage.text_a == OWN[:half] + "\n" + OWN[half:]


def test_a_passage_has_as_much_of_its_own_at_the_beginning_of_a_report_as_behind_other_text():
    copy, first, behind = (
        report("石桥县教育局", {0: OWN}),
        *(report("清河县水务局", {0: texts}) for texts in (OWN, [OTHER, OWN])),
    )
    (at_start,), (later,) = (pair(one, copy).passages for one in (first, behind))
    assert at_start.own == later.own > 0


def test_unlike_reports_are_no_pair():
    assert not reuse.find([report("清河县水务局", {1: OWN}), report("石桥县教育局", {1: OTHER})]).pairs


def test_less_than_the_least_is_no_copy():
    assert not reuse.find([report("清河县水务局", {1: OWN[:60]}), report("石桥县教育局", {1: OWN[:60]})]).pairs


#: Sections of a short report: figures in nearly every clause, section five of less than a hundred characters.
SHORT = {
    1: [
        "（一）主动公开。通过县政府门户网站公开信息386条；抖音号发布短视频318条，累计阅读量超过1200万人次。",
        "（二）依申请公开。收到申请66件，较上年的48件增长37.5%，按渠道分，网络39件、信函21件、当面6件。",
        "（三）政府信息管理。对2015年以来的42件文件开展清理，本年度没有制发和废止。",
        "（四）平台建设。维护政务新媒体矩阵，关停低活跃度账号2个。",
    ],
    5: "一是部分水管站对公开属性把握不准；二是水价专栏更新慢。已制发答复样本，更新时限由10个工作日压缩为5个。",
    6: "本年度没有向申请人收取信息处理费，没有其他需要报告的事项。",
}


def short_copy() -> dict[int, str | list[str]]:
    """``SHORT`` with other figures."""

    def changed(text: str) -> str:
        return re.sub(r"[0-9]+", lambda match: str(int(match[0]) + 3), text)

    return {number: changed(text) if isinstance(text, str) else [*map(changed, text)] for number, text in SHORT.items()}


def test_a_short_report_copied_whole_is_found_though_every_clause_has_a_figure():
    found = pair(report("清河县水务局", SHORT), report("石桥县教育局", short_copy()))
    for number in (1, 5):
        section = found.section(number)
        assert section.share_a == section.share_b == 1
    assert any("抖音号发布短视频318条" in passage.text_a for passage in found.passages)
    assert any("抖音号发布短视频321条" in passage.text_b for passage in found.passages)


def test_a_short_copy_is_found_among_many_reports():
    two = [report("清河县水务局", SHORT), report("石桥县教育局", short_copy())]
    others = list(county.corpus(3, 80).reports())
    found = reuse.find([*others[:100], two[0], *others[100:], two[1]])
    copies = [p for p in found.pairs if {p.a.agency, p.b.agency} == {"清河县水务局", "石桥县教育局"}]
    assert [p.kind for p in copies] == ["peer"]
    assert copies[0].section(5).share_b == 1


def test_a_section_of_figures_alone_or_of_a_few_words_is_no_copy():
    fee = SHORT[6]
    few = {1: "公开信息12条。", 5: "水价专栏更新慢，已改。", 6: fee}
    assert not reuse.find([report("清河县水务局", few), report("石桥县教育局", few)]).pairs
    assert not reuse.find([report("清河县水务局", {1: OWN, 6: fee}), report("石桥县教育局", {1: OTHER, 6: fee})]).pairs


def test_last_years_short_section_is_the_same_though_everybody_writes_so():
    words = "一是公开内容不够全面，二是信息更新不够及时。下一步，我局将加强学习培训，及时更新信息。"
    now = report("清河县水务局", {1: OTHER, 5: words}, 2024)
    assert pair(report("清河县水务局", {1: OWN, 5: words}, 2023), now).section(5).share_b == 1
    assert not reuse.find([report("石桥县教育局", {1: OWN, 5: words}), now]).pairs


def test_what_every_report_says_is_no_copy_even_of_two_agencies():
    preamble = (
        "2024年，我局坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的二十大和二十届二中、三中全会精神，"
        "坚持以人民为中心的发展思想，坚持以公开为常态、不公开为例外，切实保障人民群众的知情权、参与权、表达权、监督权。"
    )
    fee = (
        "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）规定的按件、按量收费标准，"
        "本年度发出收费通知0件，总金额0元，实际收取0元。除上述内容外，我局无其他需要报告的事项。"
    )
    texts = {0: OWN, 1: preamble, 6: fee}
    assert not reuse.find([report("清河县水务局", texts), report("石桥县教育局", texts)]).pairs


def test_figures_that_the_form_asks_for_are_no_copy():
    text = (
        "本年度共收到政府信息公开申请12件，其中自然人申请10件，法人或其他组织申请2件；上年结转1件。办结12件，其中予以公开8件、"
        "部分公开1件、不予公开1件、无法提供2件；结转下年度继续办理1件。主动公开信息320条，其中网站210条，公众号110条，"
        "组织培训3次，参训95人次，发布解读材料12篇，回应留言48条，公开建议提案答复27件。"
    )
    assert not reuse.find([report("清河县水务局", {1: text}), report("石桥县教育局", {1: text})]).pairs


def test_what_many_agencies_write_is_learned_but_one_agencys_habit_is_not():
    reports = [report(f"第{n}县水务局", {1: f"{OTHER}第{n}号河段完成巡查。"}) for n in range(30)]
    reports += [report("清河县水务局", {1: OWN}, year) for year in range(1990, 2024)]
    common = learn([digest(item) for item in reports])
    assert common.learned
    mask = common.mask(digest(reports[0]))
    assert mask[: len(normalised(OTHER))].all()
    assert not common.mask(digest(reports[-1])).any()
    assert not [p for p in reuse.find(reports).pairs if p.kind == "peer"]


def test_nothing_is_learned_from_a_few_agencies():
    found = reuse.find([report(f"第{n}县水务局", {1: OWN}) for n in range(3)])
    assert (found.learned, found.threshold, found.agencies) == (0, 0, 3)
    assert len(found.pairs) == 3


def test_last_year_is_compared_section_by_section_and_says_how_much():
    before = report("清河县水务局", {1: OTHER, 5: OWN}, 2023)
    now = report("清河县水务局", {1: "今年重新设置了全部栏目，新开通了语音播报。", 5: OWN}, 2024)
    found = pair(before, now)
    assert (found.kind, found.a.year, found.b.year) == ("last_year", 2023, 2024)
    assert found.section(1) is None
    assert found.section(5).share_b == 1


def test_the_latest_earlier_year_is_last_year():
    reports = [report("清河县水务局", {1: OWN}, year) for year in (2020, 2022, 2024)]
    assert [(p.a.year, p.b.year) for p in reuse.find(reports).pairs] == [(2020, 2022), (2022, 2024)]


def test_two_versions_of_one_report_are_no_copy():
    first = report("清河县水务局", {1: OWN})
    assert not reuse.find([first, replace(first, source="修改稿.txt")]).pairs


def test_many_copies_of_one_text_are_a_group_with_few_pairs():
    rng = random.Random(1)
    reports = [
        report(f"第{n}县水务局", {1: "".join(rng.sample([OWN, f"第{n}号河段由{n}人巡查完毕。", OTHER[n:]], 3))})
        for n in range(16)
    ]
    found = reuse.find(reports)
    (group,) = found.groups
    assert len(group.members) == 16
    assert OWN.strip("。") in group.example.text_a
    assert all(found.of(item.source) for item in reports)
    assert len(found.pairs) <= 5 * len(reports)


def test_the_order_of_reports_makes_no_difference():
    reports = list(county.corpus(5, 12).reports())
    assert reuse.find(reports).pairs == reuse.find(reversed(reports)).pairs


def test_identity_numbers_are_not_repeated():
    text = OWN + "申请人（身份证号码339999190001010012）当面领取了答复。"
    (passage,) = pair(report("清河县水务局", {1: text}), report("石桥县教育局", {1: text})).passages
    assert "339999190001010012" not in passage.text_a + passage.text_b


@pytest.mark.parametrize("words", ["", "\n\n", "1" * 70_000, "《" * 5_000, "公开" * 40_000])
def test_odd_text_is_compared_without_harm(words):
    reports = [report(name, {1: [words, OWN]}) for name in ("清河县水务局", "石桥县教育局")]
    assert len(reuse.find(reports).pairs) <= 1


def test_reports_without_text_agency_or_year_are_taken():
    empty = Report("x.pdf", "", "unknown", "unreadable")
    nameless = replace(report("", {1: OWN}), agency=None, year=None, source="a.txt")
    found = reuse.find([empty, nameless, report("清河县水务局", {1: OWN})])
    assert (found.compared, found.agencies) == (2, 2)
    assert [p.kind for p in found.pairs] == ["peer"]
    assert not reuse.find([]).pairs


def test_windows_of_a_passage_are_the_same_wherever_it_stands():
    passage = normalised(OWN)[:LEAST]
    rng = random.Random(7)
    letters = normalised(OTHER) * 3
    for _ in range(20):
        one, two = ("".join(rng.sample(letters, 90)) + passage + "".join(rng.sample(letters, 90)) for _ in "ab")
        made = [digest(report(name, {1: text})) for name, text in (("甲局", one), ("乙局", two))]
        first, second = ({row.tobytes() for row in windows(text)} for text in made)
        assert first & second


def windows(text) -> np.ndarray:
    return candidates.windows(text, np.zeros(len(text.text), np.bool_)).signatures


def test_signatures_and_buckets_are_those_of_datasketch(monkeypatch):
    """The banding by sorting pairs what datasketch's own index pairs."""
    monkeypatch.setattr(candidates, "PARTNERS", 100)
    corpus = county.corpus(3, 8)
    texts = [digest(item) for item in corpus.reports()]
    made = [candidates.windows(text, np.zeros(len(text.text), np.bool_)) for text in texts]
    size = candidates.BANDS * candidates.ROWS
    drawn = MinHash(num_perm=size, seed=711).permutations
    assert np.array_equal(candidates.permutations(), drawn)
    index = MinHashLSH(num_perm=size, params=(candidates.BANDS, candidates.ROWS))
    hashes = {
        (n, k): MinHash(hashvalues=row, scheme="affine32", permutations=drawn)
        for n, item in enumerate(made)
        for k, row in enumerate(item.signatures)
    }
    for key, value in hashes.items():
        index.insert(key, value)
    alike = defaultdict(int)
    for (n, k), value in hashes.items():
        for other, m in index.query(value):
            equal = round(value.jaccard(hashes[other, m]) * size)
            if n < other and texts[n].who != texts[other].who and equal >= 20:
                shared = equal * min(made[n].sizes[k], made[other].sizes[m])
                alike[n, other, k] = max(alike[n, other, k], shared)
    evidence = defaultdict(int)
    for (n, other, _), shared in alike.items():
        evidence[n, other] += shared
    expected = {pair for pair, shared in evidence.items() if shared >= 16 * size}
    assert set(candidates.candidates(texts, made)) == expected


def test_the_shipped_list_is_read():
    assert len(shipped()) > 500


@pytest.fixture(scope="module")
def planted():
    corpus = county.corpus(11, 150)
    return corpus, reuse.find(corpus.reports())


def test_every_planted_copy_is_found_and_nothing_else(planted):
    corpus, found = planted
    pairs = {frozenset(((p.a.agency, p.a.year), (p.b.agency, p.b.year))) for p in found.pairs if p.kind == "peer"}
    copies = {frozenset((copy.source, copy.copy)): copy.how for copy in corpus.plan.copies}
    assert set(copies.values()) == {*county.COPIES, "group"}
    members = {m for c in corpus.plan.copies if c.how == "group" for m in (c.source, c.copy)}
    assert {p for p, how in copies.items() if how != "group"} <= pairs
    assert all(p in copies or p <= members for p in pairs)
    assert [{(m.agency, m.year) for m in g.members} for g in found.groups] == [members]


def test_every_repeated_section_is_found(planted):
    corpus, found = planted
    shares = {p.b.agency: p for p in found.pairs if p.kind == "last_year"}
    for repeat in corpus.plan.repeats:
        assert all(shares[repeat.agency].section(number).share_b > 0.9 for number in repeat.sections)
    others = shares.keys() - {repeat.agency for repeat in corpus.plan.repeats}
    assert all(s.share_b < 0.3 for name in others for s in shares[name].sections)


def test_a_generated_corpus_is_the_same_for_the_same_seed():
    first, second = county.corpus(4, 10), county.corpus(4, 10)
    assert first.plan == second.plan
    assert first.truths == second.truths
    assert county.corpus(5, 10).truths != first.truths


def test_the_plan_says_what_is_printed(planted):
    corpus, _ = planted
    texts = {name: flat.write(truth) for name, truth in corpus.truths.items()}
    for copy in corpus.plan.copies:
        name, year = copy.source
        assert county.planted_length(copy) >= LEAST
        assert all(part in texts[f"{name}{year}.txt"] for part in copy.text.split("\n"))
    for gap in corpus.plan.gaps:
        assert corpus.truths[f"{gap.agency}{gap.year}.txt"].number(gap.key) == gap.printed != gap.expected
    for item in corpus.plan.sums:
        parts = [corpus.truths[f"{child}{item.year}.txt"] for child in item.children]
        total = sum(part.number("applications.received.natural") for part in parts)
        assert (
            corpus.truths[f"{item.parent}{item.year}.txt"].number("applications.received.natural") == total + item.off
        )
    for name, year in corpus.plan.same_tables:
        assert corpus.truths[f"{name}{year}.txt"].cells == corpus.truths[f"{name}{year - 1}.txt"].cells
    assert not {f"{name}{year}.txt" for name, year in corpus.plan.missing} & corpus.truths.keys()


def test_reports_read_from_files_give_the_same_pairs(tmp_path):
    corpus = county.corpus(6, 8)
    corpus.write(tmp_path)
    made = reuse.find(corpus.reports())
    reports = [replace(read(tmp_path / name), source=name) for name in corpus.truths]
    from_files = reuse.find(reports)
    assert [(p.kind, p.a, p.b) for p in from_files.pairs] == [(p.kind, p.a, p.b) for p in made.pairs]
    assert [[q.text_b for q in p.passages] for p in from_files.pairs] == [
        [q.text_b for q in p.passages] for p in made.pairs
    ]


def test_what_most_agencies_of_a_small_county_write_is_told_apart_from_a_copy():
    """The county's own slogan stands in five reports of seven; two of them share a passage besides."""
    slogan = (
        "紧扣县委“粮仓稳县、药谷兴县、云栖富县”三步走安排，对照年初印发的任务书逐条销账，"
        "把群众评议放到集市、渡口和炕头，让政策听得懂、摸得着、用得上，以看得见的变化检验公开实效，"
        "力争三年内把全县公开满意度提到全市第一方阵。"
    )
    words = "晒谷场台账缺页渡口值守碾房电表机井轮灌果园窖藏山路塌方桥栏加固冬储菜价药田虫情鱼塘换水校车站牌井盖编号"
    own = ["".join(random.Random(n).choices(words, k=320)) + "。" for n in range(7)]
    copies = {2: OWN, 4: OWN}
    reports = [
        report(f"青禾县{name}局", {1: [slogan if n < 5 else "", own[n], copies.get(n, "")]})
        for n, name in enumerate(("水利", "教育", "民政", "财政", "审计", "统计", "信访"))
    ]
    found = reuse.find(reports)
    assert [{p.a.agency, p.b.agency} for p in found.pairs if p.kind == "peer"] == [{"青禾县民政局", "青禾县审计局"}]
    (group,) = found.groups
    assert group.majority
    assert len(group.agencies) == 5
    assert {pair.kind for pair in found.pairs} == {"peer", "majority"}
