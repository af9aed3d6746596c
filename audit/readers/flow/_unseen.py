"""What stands for text that a file holds and nobody sees: it must neither become digits of a number nor leave a blank."""

from __future__ import annotations

from collections.abc import Iterable

STRUCK, WHITE, COVERED = "[划去的文字]", "[白色的文字]", "[遮盖的文字]"
#: Chinese for the notes of all readers.
NOTE = "有{}处白色或极小的文字，读者看不见，未作为数据读取。"
#: From this value of red, green and blue (0 to 255) on a colour cannot be told from white paper.
_WHITE_FROM = 240


def is_white(channels: Iterable[int]) -> bool:
    """Whether red, green and blue make a colour that nobody sees on white paper."""
    return min(channels) >= _WHITE_FROM


def is_white_hex(colour: str) -> bool:
    """``is_white`` of a colour written as six hexadecimal digits, with “#” before them or not; False for anything else."""
    try:
        channels = bytes.fromhex(colour.removeprefix("#"))
    except ValueError:
        return False
    return len(channels) == 3 and is_white(channels)
