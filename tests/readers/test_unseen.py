"""What the eye does not see, or sees off its line: one expectation for each way, held for every format that has it.

A figure in doubt is never read as another number, and what is not read of it never counts as a blank.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from audit.cells import read_cell
from audit.readers import read
from audit.readers.flow import NOTE
from tests.generate.formats.unseen import BY_STYLE, ROW_WRITERS, WRITERS, Pieces

#: Pieces of a figure, each with the way in which it is printed, and what is read of them: a number, BLANK or NOTHING (no number).
BLANK, NOTHING = "blank", "text"
FIGURES: dict[str, tuple[Pieces, int | str]] = {
    # Not printed, or too small to be seen: what the eye sees is the number.
    "hidden behind": ((("12", "plain"), ("9", "hidden")), 12),
    "hidden before": ((("9", "hidden"), ("12", "plain")), 12),
    "hidden between": ((("1", "plain"), ("9", "hidden"), ("2", "plain")), 12),
    "hidden alone": ((("9", "hidden"),), BLANK),
    "tiny behind": ((("12", "plain"), ("9", "tiny")), 12),
    "tiny before": ((("9", "tiny"), ("12", "plain")), 12),
    "tiny between": ((("1", "plain"), ("9", "tiny"), ("2", "plain")), 12),
    "tiny alone": ((("9", "tiny"),), BLANK),
    # Struck out beside its correction, which counts; alone it is no blank, and what it parts is not joined.
    "struck before": ((("78", "struck"), ("12", "plain")), 12),
    "struck behind": ((("12", "plain"), ("78", "struck")), 12),
    "struck between": ((("1", "plain"), ("9", "struck"), ("2", "plain")), NOTHING),
    "struck alone": ((("78", "struck"),), NOTHING),
    # White: nobody knows whether a ground stands behind it that the file does not tell.
    "white behind": ((("12", "plain"), ("9", "white")), NOTHING),
    "white before": ((("9", "white"), ("12", "plain")), NOTHING),
    "white between": ((("1", "plain"), ("9", "white"), ("2", "plain")), NOTHING),
    "white alone": ((("12", "white"),), NOTHING),
    "white on a shaded cell": ((("12", "on colour"),), 12),
    "of its ground behind": ((("12", "on colour"), ("9", "of its ground")), NOTHING),
    "of its ground alone": ((("12", "of its ground"),), NOTHING),
    "words of their ground": ((("12", "on colour"), ("件", "of its ground")), 12),
    "white words": ((("12", "plain"), ("件", "white")), 12),
    "covered behind": ((("12", "plain"), ("9", "covered")), NOTHING),
    "covered alone": ((("12", "covered"),), NOTHING),
    # The mark of a note is no digit.
    "raised behind": ((("12", "plain"), ("1", "raised")), NOTHING),
    "raised before": ((("1", "raised"), ("12", "plain")), NOTHING),
    "raised behind its measure": ((("12件", "plain"), ("1", "raised")), 12),
    "raised before its measure": ((("12", "plain"), ("1", "raised"), ("件", "plain")), NOTHING),
    "raised between": ((("1", "plain"), ("9", "raised"), ("2", "plain")), NOTHING),
    # What prints nothing parts nothing.
    "of no width": ((("1\u200b2", "plain"),), 12),
    "a soft hyphen": ((("1\u00ad2", "plain"),), 12),
}
#: The same where a style has the way by the one that it is based on.
FIGURES |= {
    f"{figure}, by a style": (
        tuple((text, way if way == "plain" else f"{way}{BY_STYLE}") for text, way in pieces),
        expected,
    )
    for figure, (pieces, expected) in FIGURES.items()
    if any(way != "plain" for _, way in pieces)
}
#: Where a format reads less than the others, and why.
_ONE_RUN = "on a page a line goes through characters that stand side by side; where one figure ends nobody knows"
EXCEPTIONS: dict[tuple[str, str], tuple[int | str, str]] = {
    ("hidden between", "ofd"): (NOTHING, "on a page what is hidden takes its room, so that the eye sees a gap"),
    ("struck before", "pdf"): (NOTHING, _ONE_RUN),
    ("struck before", "ofd"): (NOTHING, _ONE_RUN),
    ("struck behind", "pdf"): (NOTHING, _ONE_RUN),
    ("struck behind", "ofd"): (NOTHING, _ONE_RUN),
    ("a soft hyphen", "pdf"): (NOTHING, "in a PDF it cannot be told from the hyphen that ends a line"),
}


def _cases() -> Iterator[tuple[str, str]]:
    for figure, (pieces, _) in FIGURES.items():
        for format_, (_, ways) in WRITERS.items():
            if {way for _, way in pieces} <= ways:
                yield figure, format_


@pytest.mark.parametrize(("figure", "format_"), list(_cases()))
def test_a_figure_is_read_as_the_eye_reads_it_or_not_at_all(figure: str, format_: str) -> None:
    pieces, expected = FIGURES[figure]
    expected, _ = EXCEPTIONS.get((figure, format_), (expected, ""))
    document = read(WRITERS[format_][0](pieces), f"表.{format_}")
    texts = [cell.text for table in document.tables for cell in table.cells]
    assert (texts[-2], read_cell(texts[-1]).value) == ("乙", 34)
    printed = texts[texts.index("甲") + 1]
    reading = read_cell(printed)
    assert (reading.value if reading.kind == "number" else reading.kind) == expected, printed


@pytest.mark.parametrize("format_", list(ROW_WRITERS))
def test_a_hidden_row_is_not_read_and_moves_no_other(format_: str) -> None:
    pieces = (("12", "plain"),)
    shown = read(ROW_WRITERS[format_](pieces), f"表.{format_}").tables[0].cells
    rest = read(ROW_WRITERS[format_](pieces, hidden_row=True), f"表.{format_}").tables[0].cells
    assert [cell.text for cell in shown] == ["事项", "件数", "甲", "12", "乙", "34"]
    assert [(cell.text, cell.column) for cell in rest] == [("事项", 1), ("件数", 2), ("乙", 1), ("34", 2)]


_STRUCK = "有{}处带删除标记的文字，按已删除处理，未读取。"
NOTES = {"struck before": _STRUCK, "white behind": NOTE, "tiny behind": NOTE}
#: Workbooks say it of each sheet; a page says nothing of a line through a figure, nor a PDF of text that is tiny.
_SILENT = {
    ("struck before", "pdf"),
    ("struck before", "ofd"),
    ("tiny behind", "pdf"),
    *((figure, book) for figure in NOTES for book in ("xlsx", "xls")),
}


@pytest.mark.parametrize(
    ("figure", "format_"),
    [(figure, format_) for figure in NOTES for format_ in WRITERS if (figure, format_) not in _SILENT],
)
def test_what_is_not_read_is_said_in_a_note(figure: str, format_: str) -> None:
    document = read(WRITERS[format_][0](FIGURES[figure][0]), f"表.{format_}")
    assert [note for note in document.notes if NOTES[figure].format(1) in note]
