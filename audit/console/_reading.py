"""How a report was read, as plain text."""

from __future__ import annotations

from audit.console._fitted import fitted
from audit.explain import Explanation
from audit.model import Report
from audit.persons import masked


def explanation(report: Report, reading: Explanation) -> str:
    """The pages, the headings, the rows and what is missing of the tables, then sentence by sentence how each figure was read."""
    named = f"{report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度　{report.source}"
    lines = [
        fitted("■ ", named),
        *(fitted("  ", line) for line in reading.of_pages()),
        fitted("  ", masked(reading.of_headings())),
        *(fitted("    " if line.startswith("·") else "  ", masked(line)) for line in reading.of_tables()),
        fitted("  ", reading.coverage.words()),
        *(fitted("    ", line) for line in reading.coverage.breakdown()),
    ]
    for sentence in reading.sentences:
        lines.append(fitted("  ", masked(sentence.words())))
        for figure in sentence.figures:
            first, *others = (masked(line) for line in figure.words())
            lines += [fitted("    · ", first), *(fitted("        ", line) for line in others)]
        lines += [fitted("    ", masked(beside))] if (beside := sentence.beside()) else []
    return "\n".join(lines)
