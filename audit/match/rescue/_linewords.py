"""The words of a line and the figures behind them."""

from __future__ import annotations

from audit.document import Block, Paragraph
from audit.match._values import is_figure
from audit.words import DASHED_PAGE


def words_and_figures(text: str) -> tuple[list[str], list[str]]:
    """The words of a line and the figures behind them."""
    words = text.split()
    if len(words) == 1 and words[0].isalpha():
        return words, []  # “三” and “无” are broken off labels
    count = len(words)
    while count and is_figure(words[count - 1]):
        count -= 1
    return words[:count], words[count:]


def ends_with_figures(text: str) -> bool:
    """Whether a line ends with several figures, blanks between them, as a row of a table does."""
    return len(words_and_figures(text)[1]) > 1


def is_page_number(block: Block) -> bool:
    """Whether ``block`` prints a page's number between dashes and nothing else."""
    return isinstance(block, Paragraph) and DASHED_PAGE.fullmatch(block.text) is not None
