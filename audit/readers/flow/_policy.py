"""What is read of text that the eye does not see, or sees off its line: one table for all readers.

Whatever a file holds and nobody sees must neither become digits of a number nor leave a blank, which counts as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Print(StrEnum):
    """How a piece of text is printed where it is not printed like any other. Parsers say it, the policy decides."""

    HIDDEN = "hidden"  #: not printed at all; what stands on both sides of it stands together
    KEPT_BLANK = "kept blank"  #: not printed, but a cell printed so keeps its place
    TINY = "tiny"  #: too small, too far off or too transparent to be seen
    STRUCK = "struck"  #: a line goes through it
    WHITE = "white"  #: white on what is white as far as the file tells
    SAME = "same"  #: of the colour of the ground that the file states for it, which is not white
    UNSURE = "unsure"  #: in a way or an order that its file leaves open: what the eye sees of it is not known
    COVERED = "covered"  #: painted over with white
    RAISED = "raised"  #: above or below its line, as the marks of notes are
    SHIFTED = "shifted"  #: the same by markup that also moves whole lines


class Policy(NamedTuple):
    """What becomes of a piece of text.

    ``mark`` stands for what is not read, "" where nothing needs to: what is printed around it then reads as the eye reads it.
    ``only_where_needed`` leaves the mark out but between two digits of a cell, and in a cell that prints nothing else.
    ``only_digits`` reads text without a digit like any other: a head on a ground that the file does not tell makes no number.
    ``alone`` stands for digits of a cell that is printed so as a whole, where ``mark`` is "": a blank would count as zero.
    ``bracketed`` reads the text in brackets, ``only_beside_digits`` just where a digit stands before or behind it; the mark of
    a note is left out.
    """

    mark: str = ""
    alone: str = ""
    only_where_needed: bool = False
    only_digits: bool = False
    bracketed: bool = False
    only_beside_digits: bool = False


POLICY: Mapping[Print, Policy] = {
    Print.HIDDEN: Policy(),
    Print.KEPT_BLANK: Policy(),
    Print.TINY: Policy(alone="[极小的文字]"),
    Print.STRUCK: Policy("[划去的文字]", only_where_needed=True),
    Print.WHITE: Policy("[白色的文字]", only_digits=True),
    Print.SAME: Policy("[与底色相同的文字]", only_digits=True),
    Print.UNSURE: Policy("[显示方式不明的文字]", only_digits=True),
    Print.COVERED: Policy("[遮盖的文字]", only_digits=True),
    Print.RAISED: Policy(bracketed=True),
    Print.SHIFTED: Policy(bracketed=True, only_beside_digits=True),
}
#: How many pieces of text of a document are printed in each way.
Unseen = dict[Print, int]
#: Chinese for the notes of all readers.
NOTE = "有{}处白色或极小的文字，读者看不见，未作为数据读取。"
#: What stands in a cell for a table and for a picture inside it, where it prints nothing else.
_TABLE, _PICTURE = "[内嵌表格]", "[图片]"
#: Largest size of text, in points, that nobody can read.
TINY_POINTS = 2.0
#: From this value of red, green and blue (0 to 255) on a colour cannot be told from white paper, nor two colours from each
#: other that are nowhere further apart.
_WHITE_FROM = 240
_SAME_WITHIN = 255 - _WHITE_FROM


def nothing_unseen() -> Unseen:
    """The counts before anything is read."""
    return dict.fromkeys(Print, 0)


def is_read(text: str, how: Print) -> bool:
    """Whether ``text`` is read like any other although it is printed so: white words make no number."""
    return POLICY[how].only_digits and not any(map(str.isdigit, text))


def whole_cell(text: str, how: Print | None) -> str:
    """What is read of a cell whose whole ``text`` is printed so, or like any other (None).

    A blank cell stays blank, and what is raised as a whole stands on a line of its own.
    """
    if how is None or not text.strip() or POLICY[how].bracketed or is_read(text, how):
        return text
    return POLICY[how].mark or (POLICY[how].alone if any(map(str.isdigit, text)) else "")


def filled_cell(text: str, *, tables: bool = False, shown: str = "", struck: bool = False) -> str:
    """``text`` of a cell, or what says that it is not blank: ``tables`` inside it, what is ``shown`` there, text struck out."""
    if text.strip():
        return text
    return _TABLE if tables else shown or (POLICY[Print.STRUCK].mark if struck else text)


def is_white(channels: Iterable[int]) -> bool:
    """Whether red, green and blue make a colour that nobody sees on white paper."""
    return min(channels) >= _WHITE_FROM


def is_same_colour(text: Iterable[int], ground: Iterable[int]) -> bool:
    """Whether nobody sees text of one colour on a ground of the other, each given as red, green and blue."""
    return all(abs(one - other) <= _SAME_WITHIN for one, other in zip(text, ground, strict=True))


def is_white_hex(colour: str) -> bool:
    """``is_white`` of a colour written as six hexadecimal digits, with “#” before them or not; False for anything else."""
    try:
        channels = bytes.fromhex(colour.removeprefix("#"))
    except ValueError:
        return False
    return len(channels) == 3 and is_white(channels)
