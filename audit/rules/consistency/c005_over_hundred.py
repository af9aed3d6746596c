"""正文的比率超过100%

依据：{准确}要求准确公开政府信息。满意率、办结率、占比等是部分与全部之比，不会超过100%，由算术推得，故列为疑点。
核对：正文中满意率、办结率、答复率、覆盖率、知晓率、合格率、占比等之后的百分数是否大于100%。
不判：增长率、完成率、参与率等可以超过100%的比率；没有写明是何种比率的百分数；表格内的文字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.patterns import regex
from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words
from audit.text import widened

_RATE = regex(
    r"""
    (?P<name>
        满意(?:率|度) | (?:办结|办复|答复|回复|反馈|及时|准确|合格|知晓|覆盖|公开|纠错|维持|败诉|正确|可用|达标)率
      | 占比 | (?<![侵挪])占(?![用地有]) [^，。；、\d%]{0,12}              # 占用, 占地, 侵占 are none
    )
    (?: 已 | 均 | 达到? | 为 | 是 | 高达 | 超过 | 约 | 了 | ： | : | \s )*
    (?P<value> \d{1,6} (?:\.\d{1,4})? ) \s? %
    """,
    re.VERBOSE,
)
_WHOLE = 100


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per rate above the whole; one pass where all rates are below; silent where there is none."""
    hits, rates = [], 0
    for passage in narrative(case.report):
        for match in _RATE.finditer(widened(passage.text).replace("％", "%")):
            rates += 1
            if Decimal(match["value"]) > _WHOLE:
                hits.append(wrong_words(passage, match.span(), "{where}“{found}”超过100%"))
    if rates:
        yield from one_per_hit(case, hits, stated("{number}处比率均未超过100%", number=rates))
