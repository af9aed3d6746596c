"""What problems promise of their changes, held against a new check of a report with planted faults."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import audit
from audit.causes import Cause, Effect, Problem, Problems, gather
from audit.findings import Equation, Outcome, within
from audit.forms import Form, load
from audit.model import Report
from audit.text import show
from tests.generate.formats import html
from tests.generate.report import truth
from tests.generate.report.truth import Truth

FORM: Form = load("2021")


def read(folder: Path, made: Truth, **cells: str) -> Report:
    path = folder / "报告.html"
    path.write_bytes(html.write(replace(made, cells={**made.cells, **cells})))
    return audit.read(path)


def corrected(report: Report, causes: Iterable[Cause]) -> Report:
    """The report as it would be read with the numbers that ``causes`` propose."""
    cells = dict(report.cells)
    for change in (change for cause in causes for change in cause.changes):
        cells[change.cell] = replace(cells[change.cell], kind="number", value=change.value, raw=show(change.value))
    return replace(report, cells=cells)


def things(outcome: Outcome) -> set[object]:
    """What it judges: sums by their cells, whether they are told one by one or together; else the rule at its place."""
    sums = [(facts.left, facts.right) for facts in within(outcome.facts, Equation)]
    return {tuple(tuple(term.cell for term in side) for side in sides) for sides in sums} or {
        (outcome.rule, outcome.locus)
    }


def by_thing(outcomes: Iterable[Outcome], verdict: str) -> dict[object, Outcome]:
    return {thing: outcome for outcome in outcomes if outcome.verdict == verdict for thing in things(outcome)}


def assert_kept(report: Report, before: list[Outcome], problem: Problem, effect: Effect, case: str) -> None:
    """What is found with the change alone, and with what it is said to need besides, is what the effect says."""
    own = problem.cause
    assert own is not None
    after = audit.check(corrected(report, [own]))
    failing, open_ = by_thing(after, "fail"), by_thing(after, "undecided")
    assert {id(one) for one in problem.outcomes if one.verdict == "fail"} == {
        id(one) for one in (*effect.agree, *(waiting.outcome for waiting in effect.waiting))
    }, case
    for outcome in effect.agree:
        assert not things(outcome) & (failing.keys() | open_.keys()), (case, outcome.message)
    for waiting in effect.waiting:
        assert things(waiting.outcome) & failing.keys(), (case, waiting.outcome.message)
        if waiting.others:
            both = by_thing(audit.check(corrected(report, [own, *waiting.others])), "fail")
            assert not things(waiting.outcome) & both.keys(), (case, waiting.outcome.message)
    new = [outcome for thing, outcome in failing.items() if is_new(thing, outcome, before)]
    assert len(effect.appearing) == len(new), (case, [one.message for one in new], effect.appearing)
    sums = {one.message for one in new if one.role == "identity"}
    assert sums <= {one.words for one in effect.appearing}, (case, sums, effect.appearing)
    for one in effect.appearing:
        if one.others:
            both = by_thing(audit.check(corrected(report, [own, *one.others])), "fail")
            assert not any(outcome.message == one.words for outcome in both.values()), (case, one.words)


def is_new(thing: object, outcome: Outcome, before: list[Outcome]) -> bool:
    """Whether what fails was not told before: as failing, as sentences that could not be held against the tables, or of more cells."""
    same = [one for one in before if one.rule == outcome.rule and one.verdict != "pass"]
    if thing in by_thing(before, "fail"):
        return False
    if outcome.role == "identity":
        return True
    return not any(one.locus == outcome.locus or set(outcome.cells) <= set(one.cells) for one in same)


def planted(made: Truth, rng: random.Random) -> dict[str, str]:
    """One to three faults: in one line, in one column, among totals, or anywhere; other numbers, negative ones, blanks."""
    keys = [key for key in made.cells if key.startswith("applications.")]
    line, column = rng.choice(keys).rpartition(".")[0], rng.choice(keys).rpartition(".")[2]
    pools = (
        [key for key in keys if key.rpartition(".")[0] == line],
        [key for key in keys if key.endswith(f".{column}")],
        [total.key for total in FORM.totals if total.key in made.cells],
        list(made.cells),
    )
    cells = {}
    for key in rng.sample(rng.choice(pools), rng.randint(1, 3)):
        value = int(made.cells[key]) if made.cells[key].isdigit() else 0
        other = [value + 1, value + 10, value * 10 + 1, max(0, value - 1), value + rng.randint(1, 30), -value - 1]
        cells[key] = rng.choice(("", "/", "-")) if rng.random() < 0.25 else str(rng.choice(other))
    if rng.random() < 0.2:
        one, two = rng.sample(keys, 2)
        cells[one], cells[two] = made.cells[two], made.cells[one]
    return cells


def examine(folder: Path, seed: int) -> tuple[int, int, int]:
    """Hold all cards of a report with planted faults to what they promise; how many agree at once, wait, bring up more."""
    rng = random.Random(seed)
    made = truth.make(seed % 40 + 1, year=2024)
    cells = planted(made, rng)
    report = read(folder, made, **cells)
    before = audit.check(report)
    found = Problems(before, gather(report, before))
    effects = [(problem, found.effect(problem, report, FORM)) for problem in found.all]
    told = [(problem, effect) for problem, effect in effects if effect]
    for problem, effect in told:
        assert_kept(report, before, problem, effect, f"seed {seed}: {cells}")
    return (
        sum(not (effect.waiting or effect.appearing) for _, effect in told),
        sum(bool(effect.waiting) for _, effect in told),
        sum(bool(effect.appearing) for _, effect in told),
    )
