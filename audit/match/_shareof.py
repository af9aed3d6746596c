"""What a percentage says that it is a share of, and of what part: “自然人提出的申请约占全部新收申请的72.7%”."""

from __future__ import annotations

import re

from audit.match._dimensions import gathered, is_primary, subject
from audit.match._frames import Frames
from audit.match._levels import BREAK

_SHARE_OF = re.compile(
    r"占(?:了|到|据)?(?:全年|本年度?|当年|同期)*(?P<of>[^，。；\d]{0,30})$|在(?P<within>[^，。；\d]{2,20})中所?占"
)
#: What a clause denies tells nothing of the number behind it.
_VAGUE = re.compile("分别|此类|该类|这类|其中")


def share_of(frames: Frames, index: int, sentence: tuple[int, int]) -> tuple[str | None, str | None]:
    """What the percentage at ``index`` says it is a share of (“占不予公开总数的”), and of what part; None where it does not."""
    number = frames.numbers[index]
    first = max([sentence[0], *(n.end for n in frames.numbers[max(0, index - 1) : index])])
    match = _SHARE_OF.search(frames.text, first, number.start)
    if match is None:
        return None, None
    breaks = [found.end() for found in BREAK.finditer(frames.text, first, match.start())]
    begin = max(breaks, default=first if first == sentence[0] else match.start())
    vague = _VAGUE.search(frames.text, begin, number.start) is not None
    part = {} if vague else gathered(frames.text, frames.between(frames.text, begin, match.start()))
    named = gathered(frames.text, frames.between(frames.text, match.start("of"), match.end("of")))
    if "case" not in named and "outcome" in named and "case" in frames.memory:
        named |= {"case": frames.memory["case"]}
    return subject(named) if is_primary(named) else None, subject(part) if is_primary(part) else None
