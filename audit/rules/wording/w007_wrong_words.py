"""错别字或不规范用词

依据：评估实务按文字差错扣分；《通用规范汉字表》和公文用词惯例（清单见 words.toml，可由核查方案增减）。
核对：标题、引言、各部分标题和正文中有无清单和核查方案所列的写法，明显的错别字为疑点，用词习惯和核查方案所列为提示；简体文字中夹有繁体字的（字表见 traditional.toml）为疑点。
不判：清单之外的字词；表格内的文字；书名号、引号内的名称（法规名称和报告名称写错的除外）；核查方案列为例外的词语；全文为繁体字的报告；PDF、OFD和图片中的繁体字，可能出自字体的对照。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, groupby

from audit.findings import Outcome, Severity, stated
from audit.model import Passage
from audit.rules import Case, rule
from audit.rules._passages import Hit, one_per_hit, wrong
from audit.rules.wording._data import words

_QUOTED = re.compile(r"《[^《》]{0,80}》|“[^“”]{0,80}”")
#: A pattern, what is usual in its place, how grave it is, and whether it is looked for in names within marks as well.
Entry = tuple[re.Pattern[str], str, Severity, bool]
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
    right_words = re.compile("|".join(map(re.escape, case.profile.correct)) or "(?!)")
    passages = [passage for passage in case.report.passages if not passage.in_table]
    found = [hit for passage in passages for hit in _hits(passage, [*own, *_entries()], right_words)]
    if case.report.format not in _BY_GLYPH:
        hits = [hit for passage in passages for hit in _traditional(passage)]
        length = sum(len(passage.text) for passage in passages)
        if sum(len(hit.words) for hit in hits) <= length * _MOST_TRADITIONAL:
            found += [("warning", hit) for hit in hits]
    if not found:
        yield from one_per_hit(case, (), stated("未见清单所列的错别字和不规范用词"))
    found.sort(key=lambda item: item[0])
    for severity, group in groupby(found, key=lambda item: item[0]):
        yield from one_per_hit(case, [hit for _, hit in group], None, severity=severity)


def _hits(passage: Passage, entries: Sequence[Entry], right_words: re.Pattern[str]) -> Iterator[tuple[Severity, Hit]]:
    """The wrong words of ``passage``; what one entry has found, names in marks and right words are left alone."""
    taken = bytearray(len(passage.text))
    for match in chain(_QUOTED.finditer(passage.text), right_words.finditer(passage.text)):
        _take(taken, match)
    for pattern, right, severity, named in entries:
        for match in pattern.finditer(passage.text):
            if named or not any(taken[match.start() : match.end()]):
                _take(taken, match)
                yield severity, wrong(passage, match.span(), "{where}“{found}”宜为“{correction}”", correction=right)


def _take(taken: bytearray, match: re.Match[str]) -> None:
    taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())


def _traditional(passage: Passage) -> Iterator[Hit]:
    pattern, usual = _characters()
    for match in pattern.finditer(passage.text):
        right = match[0].translate(usual)
        yield wrong(passage, match.span(), "{where}夹有繁体字“{found}”，宜为“{correction}”", correction=right)


@cache
def _characters() -> tuple[re.Pattern[str], dict[int, str]]:
    pairs = words("traditional")["pairs"].split()
    return re.compile(f"[{''.join(pair[0] for pair in pairs)}]+"), {ord(pair[0]): pair[1] for pair in pairs}


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(
        (re.compile(e["wrong"]), e["right"], e.get("severity", "info"), e.get("in_names", False))
        for e in words("words")["words"]
    )
