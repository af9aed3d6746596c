"""部分的标题与格式不同

依据：格式文件（{格式}）印制的六个部分标题。
核对：每个识别出的部分，去掉序号、空格和标点后，标题是否为格式的标题或数据文件 headings.toml 所列的常见写法。
不判：序号写法由M104核对；常见变体（“行政机关主动公开政府信息情况”“存在问题及改进情况”等）不作为差错；标题后另有数字的，可能是页码或注释的序号，为无法核对；没有识别出标题且没有序号相符的短行时，由M101核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Named, differs
from audit.forms import is_usual
from audit.patterns import regex
from audit.rules.completeness.sections._headings import other_heading
from audit.rules.kit import Case, Evidence, Outcome, rule, stated
from audit.words.numbering import heading_numbering

#: A number behind a heading: that of a page or of a note.
_NUMBER_BEHIND = regex(r"\s*(?P<number>[\[［（(〔]?\d{1,3}[\]］）)〕]?)$")


@rule(severity="warning", matter="headings")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per section found, or for a line that stands where its heading should."""
    for number, title in case.form.sections.items():
        section = next((s for s in case.report.sections if s.number == number), None)
        other = other_heading(case.report, number)
        if section:
            place = Evidence(section.place, section.printed.strip(), "标题")
        elif other:
            place = Evidence(other.place, other.text.strip(), "标题")
        else:
            continue
        count = heading_numbering(place.raw)
        printed = place.raw[count.end if count else 0 :].rstrip("。：: ")
        locus = f"section:{number}"
        if is_usual(printed, number, case.form.edition):
            yield case.outcome("pass", stated("“{printed}”为格式的标题或其常见写法", printed=printed), locus, [place])
        elif (behind := _NUMBER_BEHIND.search(printed)) and is_usual(
            printed[: behind.start()], number, case.form.edition
        ):
            facts = stated(
                "标题“{printed}”后另印有“{number}”，可能是页码或注释的序号",
                printed=Named(number, printed[: behind.start()]),
                number=behind["number"],
            )
            yield case.outcome("undecided", facts, locus, [place])
        else:
            facts = differs("标题印为“{printed}”，格式为“{expected}”", printed=printed, expected=Named(number, title))
            yield case.outcome("fail", facts, locus, [place])
