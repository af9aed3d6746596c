"""错别字或不规范用词

依据：评估实务按文字差错扣分；《现代汉语词典》《通用规范汉字表》和公文用词惯例；机关、文件以正式名称为准（清单见 confusions.toml、words.toml，可由核查方案增减）。
核对：标题、引言、各部分标题和正文中有无清单和核查方案所列的写法：同音、形近、成语和公文固定用语的误写为疑点，用词习惯、机关和文件名称的误写和核查方案所列为提示；简体文字中夹有繁体字的（字表见 traditional.toml）为疑点。
不判：清单之外的字词；正确词语中相邻的字恰成所列写法的（见 confusions.toml 括号内）；表格内的文字；书名号、引号内的名称（法规、文件、机关名称和公文固定用语写错的除外）；报告机关自己的名称；核查方案列为例外的词语；全文为繁体字的报告；PDF、OFD和图片中的繁体字，可能出自字体的对照。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, groupby

from audit.model import Passage
from audit.rules.kit import Case, Hit, Outcome, Severity, data_file, one_per_hit, rule, stated, wrong_words
from audit.rules.wording.words._confusions import confused

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
    known = (*case.profile.correct, *filter(None, (case.report.agency, case.report.called)))
    right_words = re.compile("|".join(map(re.escape, known)) or "(?!)")
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
    names, taken = bytearray(len(passage.text)), bytearray(len(passage.text))
    for match in _QUOTED.finditer(passage.text):
        _take(names, *match.span())
    for match in right_words.finditer(passage.text):
        _take(taken, *match.span())
    for start, end, right, severity, named in chain(_listed(passage, entries), _confused(passage)):
        if not any(taken[start:end]) and (named or not any(names[start:end])):
            _take(taken, start, end)
            yield severity, wrong_words(passage, (start, end), "{where}“{found}”宜为“{correction}”", correction=right)


def _listed(passage: Passage, entries: Sequence[Entry]) -> Iterator[tuple[int, int, str, Severity, bool]]:
    """Where the patterns of ``entries`` are found: start and end, what is right, how grave it is, whether names count."""
    for pattern, right, severity, named in entries:
        for match in pattern.finditer(passage.text):
            yield *match.span(), right, severity, named


def _confused(passage: Passage) -> Iterator[tuple[int, int, str, Severity, bool]]:
    """The same of the confused words."""
    for start, end, known in confused(passage.text):
        yield start, end, known.right, known.severity, known.in_names


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _traditional(passage: Passage) -> Iterator[Hit]:
    pattern, usual = _characters()
    for match in pattern.finditer(passage.text):
        right = match[0].translate(usual)
        yield wrong_words(passage, match.span(), "{where}夹有繁体字“{found}”，宜为“{correction}”", correction=right)


@cache
def _characters() -> tuple[re.Pattern[str], dict[int, str]]:
    pairs = data_file(__package__, "traditional")["pairs"].split()
    return re.compile(f"[{''.join(pair[0] for pair in pairs)}]+"), {ord(pair[0]): pair[1] for pair in pairs}


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(
        (re.compile(e["wrong"]), e["right"], e.get("severity", "info"), e.get("in_names", False))
        for e in data_file(__package__, "words")["words"]
    )
