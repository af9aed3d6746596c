"""The kit for authors of rules: all that a rule file imports to look at reports and to say what it finds.

``docs/怎样增加一条规则.md`` says how a rule is added. A rule is one module with a docstring (its documentation) and one function::

    from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words

    @rule(severity="warning")
    def check(case: Case) -> Iterator[Outcome]: ...

**What a rule is given.** ``Case``: one report, with its form and the reports of earlier years. ``Survey``: all reports of
a review at once. ``rule`` registers the function.

**What a rule says.** ``Outcome``, made by ``case.outcome(verdict, facts, locus, places)``: a ``Verdict``, ``Facts`` (of
which ``stated`` makes the plain ones; ``audit.findings`` has those with numbers to compare), and ``Evidence``.

**Cells of the tables.** ``cell_evidence``, ``unread_cells``, ``not_stated``, ``all_blank``, ``sum_of``, ``equation``,
``equal_sums``, … decide in one place what a blank and an unread cell mean, ``absent_cells`` which ones are surely not printed.

**The text.** ``narrative`` gives its paragraphs; ``Hit``, ``wrong_words`` and ``one_per_hit`` turn words found into
outcomes; ``passage_evidence`` and ``part_name`` show where they stand.

**What may be there all the same.** ``why_open``, ``why_tables_open``, ``is_behind``, ``broken_off``: nothing is missing from what was not read.

**Dates, deadlines, law, organs.** ``published_day``, ``signed_day``, ``due_day``, ``due_days``, ``in_force``, ``organ_kind``.

**Data beside a rule.** ``data_file`` reads a TOML file of the rule's own folder.
"""

from __future__ import annotations

from audit.findings import Evidence, Facts, Outcome, Severity, Stated, Verdict, stated
from audit.rules._case import Case
from audit.rules._law import in_force
from audit.rules._rule import rule
from audit.rules._survey import Survey
from audit.rules.kit._absent import AbsentCells, absent_cells, not_printed_cells
from audit.rules.kit._cells import (
    BLANK_CONFIDENCE,
    all_blank,
    cell_evidence,
    cell_evidences,
    equal_sums,
    equation,
    not_stated,
    owed_totals,
    sum_of,
    sureness,
    term,
    unread_cells,
    unread_table,
)
from audit.rules.kit._data import data_file
from audit.rules.kit._dates import published_day, signed_day
from audit.rules.kit._deadlines import due_day, due_days
from audit.rules.kit._evidence import file_evidence, roster_evidence, title_evidence
from audit.rules.kit._organs import organ_kind
from audit.rules.kit._passages import (
    MOST_PLACES,
    Hit,
    narrative,
    one_per_hit,
    part_name,
    passage_evidence,
    repeated_paragraphs,
    wrong_words,
)
from audit.rules.kit._unread import broken_off, is_behind, is_cut, last_words, why_open, why_tables_open

__all__ = [
    "BLANK_CONFIDENCE",
    "MOST_PLACES",
    "AbsentCells",
    "Case",
    "Evidence",
    "Facts",
    "Hit",
    "Outcome",
    "Severity",
    "Stated",
    "Survey",
    "Verdict",
    "absent_cells",
    "all_blank",
    "broken_off",
    "cell_evidence",
    "cell_evidences",
    "data_file",
    "due_day",
    "due_days",
    "equal_sums",
    "equation",
    "file_evidence",
    "in_force",
    "is_behind",
    "is_cut",
    "last_words",
    "narrative",
    "not_printed_cells",
    "not_stated",
    "one_per_hit",
    "organ_kind",
    "owed_totals",
    "part_name",
    "passage_evidence",
    "published_day",
    "repeated_paragraphs",
    "roster_evidence",
    "rule",
    "signed_day",
    "stated",
    "sum_of",
    "sureness",
    "term",
    "title_evidence",
    "unread_cells",
    "unread_table",
    "why_open",
    "why_tables_open",
    "wrong_words",
]
