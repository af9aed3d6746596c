"""What a generated report says: figures and text, drawn from a seed and the same for the same seed.

``make`` gives a clean report: totals and balances hold, the text restates the figures, the wording has no faults.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from audit.forms import Form, load


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed paragraph. ``number`` is its leading number (“一、”, “（一）”), which a format may set by itself."""

    text: str
    number: str = ""
    kind: str = "text"  # title, text, heading (of a section), aspect
    section: int = 0

    @property
    def printed(self) -> str:
        """Number and text together."""
        return self.number + self.text


@dataclass(frozen=True, slots=True)
class TextSection:
    """One of the six sections: its heading line and its paragraphs; a table follows them."""

    number: int
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """An invented body in a real area. ``own`` is how it speaks of itself; ``digits`` the length of a telephone."""

    name: str
    own: str
    site: str
    address: str
    telephone: str
    postcode: str
    government: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """A report's truth. ``cells`` maps every key of the form's edition to the plain text printed for it.

    ``front`` is the title and the preamble, ``back`` what follows section 六 (signature and date, if any).
    """

    seed: int
    edition: str
    body: Agency
    year: int
    cells: Mapping[str, str]
    front: tuple[TextLine, ...]
    sections: tuple[TextSection, ...]
    back: tuple[TextLine, ...] = ()

    @property
    def agency(self) -> str:
        """The name of the reporting body."""
        return self.body.name

    @property
    def title(self) -> str:
        """The title on one line."""
        return "".join(line.text for line in self.front if line.kind == "title")

    def number(self, key: str) -> int:
        """The whole number at ``key``."""
        return int(self.cells[key])

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """All printed paragraphs outside tables."""
        return (*self.front, *(line for section in self.sections for line in section.lines), *self.back)


_PLACES = (
    # city, area code, digits, postcode, counties and districts (invented)
    ("长春市", "0431", 8, "130", ("云岭区", "松原路区", "青河县")),
    ("杭州市", "0571", 8, "310", ("新陵区", "澄湖区", "石桥县")),
    ("武汉市", "027", 8, "430", ("东岭区", "白沙湖区", "阳溪县")),
    ("成都市", "028", 8, "610", ("锦江源区", "望川区", "清溪县")),
    ("酒泉市", "0937", 7, "735", ("沙河区", "玉泉县", "北川县")),
    ("丽水市", "0578", 7, "323", ("南明区", "云和山县", "溪口县")),
    ("六安市", "0564", 7, "237", ("皋城区", "梅山县", "龙河县")),
)
_OFFICES = (
    ("教育局", "我局"),
    ("水务局", "我局"),
    ("交通运输局", "我局"),
    ("文化和旅游局", "我局"),
    ("卫生健康局", "我局"),
    ("市场监督管理局", "我局"),
    ("发展和改革局", "我局"),
    ("人民政府", "本机关"),
)
_STREETS = ("人民路", "建设大街", "文昌路", "滨河东路", "迎宾大道", "府前街", "解放中路")

#: Typical figures of a column: the highest of one outcome for natural persons, and for organisations.
_SIZES = {"small": (1, 0), "medium": (14, 2), "large": (900, 60)}


def make(
    seed: int,
    edition: str = "2021",
    size: str = "medium",
    *,
    consistent: bool = True,
    distinct: bool = False,
    year: int | None = None,
    agency: Agency | None = None,
) -> Truth:
    """The report of ``seed``. ``size`` (small, medium, large) sets how large the figures are.

    ``consistent=False`` draws every cell by itself, so that totals and balances do not hold, and ``distinct=True``
    gives every cell another number; the text then restates no figure of the tables. ``year`` and ``agency`` are
    drawn where not given.
    """
    from tests.generate.report.prose import write_text

    rng = random.Random(f"{seed}/{edition}/{size}/{consistent}/{distinct}")
    form = load(edition)
    drawn_body, drawn_year = draw_agency(rng), rng.randint(*((2019, 2020) if edition == "2019" else (2021, 2025)))
    body, year = agency or drawn_body, year or drawn_year
    if distinct:
        cells = _distinct(rng, form)
    elif consistent:
        cells = _consistent(rng, form, size)
    else:
        cells = {key: str(rng.randint(1, 99)) for key in form.cells}
    front, sections, back = write_text(rng, body, year, form, cells, restate=consistent and not distinct)
    return Truth(seed, edition, body, year, cells, front, sections, back)


def draw_agency(rng: random.Random) -> Agency:
    """An invented agency with a telephone of the right length for its city."""
    city, area, digits, postcode, counties = rng.choice(_PLACES)
    county = rng.choice(counties)
    office, own = rng.choice(_OFFICES)
    telephone = f"{area}-{rng.randint(2, 8)}" + "".join(str(rng.randint(0, 9)) for _ in range(digits - 1))
    return Agency(
        name=f"{city}{county}{office}",
        own=own,
        site=f"{county}人民政府门户网站",
        address=f"{city}{county}{rng.choice(_STREETS)}{rng.randint(1, 399)}号",
        telephone=telephone,
        postcode=f"{postcode}{rng.randint(0, 9)}00",
        government=office == "人民政府",
    )


def _distinct(rng: random.Random, form: Form) -> dict[str, str]:
    """A number of two to four digits for each cell, none twice."""
    return {
        key: str(value) for key, value in zip(form.cells, rng.sample(range(10, 9999), len(form.cells)), strict=True)
    }


def _consistent(rng: random.Random, form: Form, size: str) -> dict[str, str]:
    cells = _disclosure(rng, form, size)
    numbers = _applications(rng, form, size)
    total = sum(value for key, value in numbers.items() if key.startswith("applications.received."))
    numbers |= _litigation(rng, form, min(total, _SIZES[size][0]) // 6)
    for item in form.totals:
        numbers[item.key] = sum(numbers[part] for part in item.parts)
    cells |= {key: str(value) for key, value in numbers.items()}
    return {key: cells[key] for key in form.cells}


def _applications(rng: random.Random, form: Form, size: str) -> dict[str, int]:
    """Table 三 without its totals by row; the balance holds in every column."""
    table = next(table for table in form.tables if table.number == "三")
    leaves = [
        line.key for line in table.lines if line.key not in ("received", "carried_in", "carried_out", "concluded")
    ]
    high, low = _SIZES[size]
    none = size == "small" and rng.random() < 0.5
    numbers: dict[str, int] = {}
    for column in (key for key, _ in table.lines[0].columns if key != table.total_column):
        most = 0 if none else high if column == "natural" else low
        for leaf in leaves:
            often = 0.8 if leaf in ("granted", "partial", "unavailable.not_held") else 0.3
            numbers[f"applications.{leaf}.{column}"] = rng.randint(0, most) if rng.random() < often else 0
        concluded = sum(numbers[f"applications.{leaf}.{column}"] for leaf in leaves)
        out = rng.randint(0, most // 4 + 1) if most else 0
        carried = rng.randint(0, min(most // 4 + 1, concluded + out)) if most else 0
        numbers |= {
            f"applications.concluded.{column}": concluded,
            f"applications.carried_out.{column}": out,
            f"applications.carried_in.{column}": carried,
            f"applications.received.{column}": concluded + out - carried,
        }
    for total in form.totals:
        if total.direction == "row" and total.key.startswith("applications."):
            numbers[total.key] = sum(numbers[part] for part in total.parts)
    return numbers


def _litigation(rng: random.Random, form: Form, most: int) -> dict[str, int]:
    table = next(table for table in form.tables if table.number == "四")
    return {
        cell.key: rng.randint(0, most) if most and rng.random() < 0.5 else 0
        for cell in table.cells
        if not cell.key.endswith(".total")
    }


def _disclosure(rng: random.Random, form: Form, size: str) -> dict[str, str]:
    """Table 二; a county's body makes no 规章, so these lines are 0."""
    table = next(table for table in form.tables if table.number == "二")
    most = {"small": 6, "medium": 240, "large": 42_000}[size]
    cells = {cell.key: str(rng.randint(0, most)) for cell in table.cells}
    cells |= {key: "0" for key in cells if key.startswith("disclosure.regulations.")}
    made, before = rng.randint(0, 5), rng.randint(3, 40)
    normative = "disclosure.normative_documents"
    if form.edition == "2019":
        cells |= {
            f"{normative}.made": str(made),
            f"{normative}.newly_disclosed": str(made),
            f"{normative}.total_disclosed": str(before + made),
        }
        items = [line.key for line in table.lines if any(column == "change" for column, _ in line.columns)]
        for item in items:
            previous = rng.randint(0, 90)
            change = rng.randint(-min(9, previous), 9)
            cells |= {
                f"disclosure.{item}.previous_items": str(previous),
                f"disclosure.{item}.change": str(change),
            }
        cells["disclosure.procurement.projects"] = str(rng.randint(0, 30))
        cells["disclosure.procurement.amount"] = f"{rng.randint(10, 99999) / 100:.2f}"
    else:
        repealed = rng.randint(0, 3)
        cells |= {
            f"{normative}.issued": str(made),
            f"{normative}.repealed": str(repealed),
            f"{normative}.in_force": str(before + made - repealed),
        }
        cells["disclosure.fees.amount"] = "0" if size == "small" else f"{rng.randint(1, 99999) / 100:.2f}"
    return cells
