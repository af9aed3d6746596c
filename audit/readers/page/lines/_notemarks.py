"""Marks of notes on a printed page: small numbers set above the line right behind a word."""

from __future__ import annotations

from collections.abc import Sequence

from audit.readers.flow import marks_note, may_mark_note
from audit.readers.page.lines._lines import Run

#: Share of the size of the word before it that a mark has at most, how much higher than the middle of the word its own is,
#: and how far from the text beside it it stands at most, in full-width characters of the word.
_MAX_SIZE, _MIN_RAISE, _MAX_GAP = 0.8, 0.1, 0.15
#: Characters of a mark: [12].
_MAX_CHARACTERS = 4


def settle_note_marks(runs: Sequence[Run]) -> Sequence[Run]:
    """``runs`` of one cell or of running text without marks of notes; one that may be a number of its sentence is bracketed.

    A mark beside a digit stays as it is: no number is read of digits of two sizes.
    """
    marks = [run for run in runs if len(run.text) <= _MAX_CHARACTERS and may_mark_note(run.text)]
    if not marks or len(runs) == 1:
        return runs
    settled: dict[int, Run | None] = {}
    for mark in marks:
        before = next((run for run in runs if _is_raised(mark, run)), None)
        if before is None:
            continue
        behind = next((run.text[0] for run in runs if _follows(mark, run, before.em)), "")
        if marks_note(mark.text, before.text[-1], behind):
            settled[id(mark)] = None
        elif not before.text[-1].isdigit() and not behind.isdigit():
            settled[id(mark)] = mark._replace(text=f"[{mark.text}]")
    if not settled:
        return runs
    return [kept for run in runs if (kept := settled.get(id(run), run)) is not None]


def _is_raised(mark: Run, word: Run) -> bool:
    """Whether ``mark`` stands above the line of ``word``, right behind it."""
    return (
        mark.confidence == word.confidence == 1
        and mark.em < _MAX_SIZE * word.em
        and abs(mark.x0 - word.x1) < _MAX_GAP * word.em
        and _is_level(mark, word)
        and word.top + word.bottom - mark.top - mark.bottom > 2 * _MIN_RAISE * word.em
    )


def _follows(mark: Run, run: Run, em: float) -> bool:
    return run is not mark and abs(run.x0 - mark.x1) < _MAX_GAP * em and _is_level(mark, run)


def _is_level(mark: Run, run: Run) -> bool:
    """Whether the middle of ``mark`` is within the height of ``run``."""
    return run.top < (mark.top + mark.bottom) / 2 < run.bottom
