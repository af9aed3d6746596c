"""How a report was read, as plain text."""

from __future__ import annotations

from functools import partial

from audit.console._fitted import fitted
from audit.explain import Explanation
from audit.model import Report
from audit.persons import masked


def explanation(report: Report, reading: Explanation) -> str:
    """The pages, the headings, the rows and what is missing of the tables, then sentence by sentence how each figure was read."""
    hide = partial(masked, known=report.private)
    named = f"{report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度　{report.source}"
    lines = [
        fitted("■ ", named),
        *(fitted("  ", line) for line in reading.of_pages()),
        fitted("  ", hide(reading.of_headings())),
        *(fitted("    " if line.startswith("·") else "  ", hide(line)) for line in reading.of_tables()),
        fitted("  ", reading.coverage.words()),
        *(fitted("    ", line) for line in reading.coverage.breakdown()),
    ]
    for sentence in reading.sentences:
        lines.append(fitted("  ", hide(sentence.words())))
        for figure in sentence.figures:
            first, *others = (hide(line) for line in figure.words())
            lines += [fitted("    · ", first), *(fitted("        ", line) for line in others)]
        lines += [fitted("    ", hide(beside))] if (beside := sentence.beside()) else []
    return "\n".join(lines)
