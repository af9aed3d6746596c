"""错别字或不规范用词

依据：评估实务按文字差错扣分；《现代汉语词典》《通用规范汉字表》和公文用词惯例；机关、文件以正式名称为准（清单见 confusions.toml、words.toml，可由核查方案增减）。
核对：标题、引言、各部分标题和正文中有无清单和核查方案所列的写法：同音、形近、成语和公文固定用语的误写为疑点，用词习惯、机关和文件名称的误写和核查方案所列为提示；简体文字中夹有繁体字的（字表见 traditional.toml）为疑点。
不判：清单之外的字词；正确词语中相邻的字恰成所列写法的（见 confusions.toml 括号内）；表格内的文字；书名号、引号内的名称（法规、文件、机关名称和公文固定用语写错的除外）；报告机关自己的名称；核查方案列为例外的词语；全文为繁体字的报告；PDF、OFD和图片中的繁体字，可能出自字体的对照。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from audit.rules.kit import Case, Outcome, one_per_hit, rule, stated
from audit.rules.wording.wrongwords._listed import Entry, entries, traditional_in, wrong_in

#: A larger share of traditional characters makes a text in traditional script.
_MOST_TRADITIONAL = 0.1
#: Formats in which a simplified character may be read as its traditional form.
_BY_GLYPH = ("pdf", "ofd", "picture")


@rule(severity="info", also=("warning",), needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    own: list[Entry] = [
        (re.compile(re.escape(wrong)), right, "info", False) for wrong, right in case.profile.words.items()
    ]
    known = (*case.profile.correct, *filter(None, (case.report.agency, case.report.called)))
    right_words = re.compile("|".join(map(re.escape, known)) or "(?!)")
    passages = [passage for passage in case.report.passages if not passage.in_table]
    found = [hit for passage in passages for hit in wrong_in(passage, [*own, *entries()], right_words)]
    if case.report.format not in _BY_GLYPH:
        hits = [hit for passage in passages for hit in traditional_in(passage)]
        length = sum(len(passage.text) for passage in passages)
        if sum(len(hit.words) for hit in hits) <= length * _MOST_TRADITIONAL:
            found += [("warning", hit) for hit in hits]
    if not found:
        yield from one_per_hit(case, (), stated("未见清单所列的错别字和不规范用词"))
    found.sort(key=lambda item: item[0])
    for severity, group in groupby(found, key=lambda item: item[0]):
        yield from one_per_hit(case, [hit for _, hit in group], None, severity=severity)
