"""模板文字没有替换或删除

依据：{准确}要求准确公开政府信息；评估实务对遗留的模板文字扣分。
核对：标题、引言和正文中有无填写说明、占位符号等（清单见 templates.toml），如各种括号内的“（具体网址）”“【单位名称】”“[日期]”“{{年份}}”和“XX年”“XX路XX号”“此处填写”；应有数字之处是否空着（“公开信息 条”“____件”“（ ）件”“年 月 日”）。
不判：人名、案件中为隐去信息而用的“某”“××”（其后不是年、件、局等字的）；网页框架（“【字体：大 中 小】”“【打印】”）和带冒号的标签；文号的括号；作为公开内容的表格样例、填写说明的名称；表格内的文字。
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Case, Hit, Outcome, data_file, narrative, one_per_hit, rule, stated, wrong_words

#: Characters shown of a template's text.
_CHARACTERS_SHOWN = 30
_PRESENT, _LACKING = "{where}有{what}“{found}”", "{where}“{found}”没有填写{what}"
_ENDS = regex("[。；;\n]")


class _Template(NamedTuple):
    """What people call the words of a template (Chinese), or what is ``lacking`` in them, "" for nothing."""

    what: str
    lacking: str


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    hits = [hit for passage in narrative(case.report) for hit in _hits(passage)]
    yield from one_per_hit(case, hits, stated("未见模板文字"))


def _hits(passage: Passage) -> Iterator[Hit]:
    """One hit per place: what one pattern has found is not found again by the next, and the same words of a sentence are one."""
    found = [(match, template) for pattern, template in _patterns() for match in pattern.finditer(passage.text)]
    if not found:
        return
    taken, ends = bytearray(len(passage.text)), [match.start() for match in _ENDS.finditer(passage.text)]
    again: dict[tuple[int, str], list[tuple[tuple[int, int], _Template]]] = {}
    for match, template in found:
        if not any(taken[match.start() : match.end()]):
            taken[match.start() : match.end()] = b"\1" * len(match[0])
            sentence, shown = bisect_left(ends, match.start()), _shown(match, template)
            again.setdefault((sentence, shown), []).append((match.span(), template))
    for (_, shown), places in again.items():
        span, template = places[0]
        form = _LACKING if template.lacking else _PRESENT
        form += f"（同一句共{len(places)}处）" if len(places) > 1 else ""
        yield wrong_words(passage, span, form, shown=shown, what=template.lacking or template.what)


def _shown(match: re.Match[str], template: _Template) -> str:
    """The words as a message quotes them; dots stand where a number is wanting."""
    if not template.lacking:
        return match[0].strip()[:_CHARACTERS_SHOWN]
    place = match.end() if match["number"] is None else match.start("number")
    return f"{match.string[match.start() : place]}……{match.string[place : match.end()]}"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Template], ...]:
    return tuple(
        (re.compile(entry["pattern"]), _Template(entry.get("what", "模板文字"), entry.get("lacking", "")))
        for entry in data_file(__package__, "templates")["templates"]
    )
