"""Words by which a year is named only for what it left over to the next one: “上年接续5件” is a figure of the report's own year."""

from __future__ import annotations

import re

#: What was left over from a year, in whatever words: “上年接续”, “去年底留存”, “往年积存”, “2023年未办结的”.
_LEFT = (
    "(?:度?[末底]?|年[末底])(?:尚|仍|还|所|的|、)*(?:(?:未|没有?)能?(?:办[理结完毕]|审结|答复|处理)[完结毕]{0,2}而?的?)?"
    "(?:结转|转结|结存|接续|接转|续接|遗留|留存|存留|留下|余留|余下|剩余|积存|积压|滚存|跨年|在办|待办|续办|转来|转入|递延"
    "|(?<=未办结)|(?<=未办完)|(?<=未结)|(?<=未办结的)|(?<=未办完的))"
)
LEFT_OVER = re.compile(_LEFT)
LEFT_OF_YEAR = re.compile(f"年{_LEFT}")
