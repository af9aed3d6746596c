"""比率明显偏离同类机关

依据：评估实务将公开率、不予公开率、纠错率等与同级同类机关比较；国家未统一规定算法，公式见指标说明。
核对：同一层级、同一类别机关不少于8家时，各项比率与中位数的距离，按中位数绝对偏差计超过3.5倍、相差不少于10个百分点且折合不少于5件的列出。
不判：偏离不是差错，只作提示；件数很少的偏离可能出于偶然，分母过小、单元格未读取的比率不计算；层级或类别不明的机关不比较。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from audit.findings import Counted, FarRate, Term
from audit.forms import load
from audit.metrics import Definition, Metric, PeerStanding, RateTerm
from audit.model import Report
from audit.rules.kit import Evidence, Outcome, Survey, rule, stated
from audit.rules.peers._standing import among_peers
from audit.text import added

#: Rates nearer to the median than this differ too little to be worth a look, however alike the peers are.
_LEAST = Fraction(1, 10)
#: With so few cases apart, chance alone may have made the difference.
_FEWEST_CASES = 5


@rule(severity="info", scope="corpus", role="outlier")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per outlying rate, or one pass for a report whose rates were compared."""
    for source, own in survey.corpus.rates.items():
        report = survey.corpus.by_source[source].report
        outlying = {
            key: standing
            for key, standing in own.standings.items()
            if standing.outlier and _counts(own.metrics[key], abs(standing.value - standing.median))
        }
        for key, standing in outlying.items():
            yield _outcome(survey, report, own.metrics[key], standing, own.group)
        if own.standings and not outlying:
            most = max(standing.size for standing in own.standings.values())
            form = "{number}项比率与同类{peers}家机关相比没有明显偏离"
            yield survey.outcome(report, "pass", stated(form, number=len(own.standings), peers=most), "rates")


def _counts(metric: Metric, gap: Fraction) -> bool:
    return gap >= _LEAST and gap * Fraction(metric.denominator or 0) >= _FEWEST_CASES


def _outcome(survey: Survey, report: Report, metric: Metric, standing: PeerStanding, group: str) -> Outcome:
    form = load(report.edition or "")
    places = [
        Evidence(report.cells[key].place, report.cells[key].raw, form.cells[key].label)
        for key in metric.cells
        if key in report.cells and report.cells[key].value
    ]
    definition = metric.definition
    part, whole = (_counted(report, name, terms) for name, terms in _sums(definition))
    facts = FarRate(definition.key, definition.name, definition.unit, part, whole, among_peers(standing, group))
    return survey.outcome(report, "fail", facts, definition.key, places, cells=metric.cells, confidence=0.8)


def _sums(definition: Definition) -> tuple[tuple[str, Sequence[RateTerm]], ...]:
    return ("分子", definition.numerator), ("分母", definition.denominator)


def _counted(report: Report, name: str, parts: Sequence[RateTerm]) -> Counted:
    """A sum that a rate is computed from, all cells of which print numbers."""
    form = load(report.edition or "")
    signs = {key: part.sign for part in parts for key in part.keys(form)}
    terms = tuple(Term(key, report.value(key) or 0, report.cells[key].raw) for key in signs)
    value = added(sign * (report.value(key) or 0) for key, sign in signs.items())
    return Counted(name, value, tuple(signs), terms, tuple(key for key, sign in signs.items() if sign < 0))
