"""Build data/samples: reports of invented agencies, some clean, some with planted faults, the list of both, the roster.

``python -m tests.generate.samples`` writes the folder and data/roster.csv anew, byte for byte the same on every run.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from audit.forms import load
from tests.generate.formats import docx, flat, html, odt, ofd, pdf, xlsx
from tests.generate.formats.docx import Layout
from tests.generate.formats.flat import Flattening
from tests.generate.formats.xlsx import Book
from tests.generate.report.prose import write_text
from tests.generate.report.truth import Agency, TextLine, Truth, make
from tests.generate.samples.collection import SAMPLES
from tests.generate.samples.figures import Cells, follow, neighbour, summed, totalled, year_before
from tests.generate.samples.readme import readme
from tests.generate.samples.roster import roster, telephone, units
from tests.generate.samples.sample import CITY, COUNTY, Fixed, Sample, Web, full_name
from tests.generate.samples.words import words
from tests.roots import ROOT

DATA = ROOT / "data"
FOLDER = DATA / "samples"
_STAMP = (2025, 1, 20, 8, 30, 0)


def truth(sample: Sample) -> Truth:
    """What the report says where its faults are not printed ones."""
    form = load(sample.edition)
    drawn = make(sample.seed, sample.edition, sample.size, year=sample.year, agency=_agency(sample))
    cells = figures(sample.office, sample.year)
    for fault in sample.faults:
        cells = fault.figures(cells)
    front, sections, back = write_text(
        random.Random(sample.seed),
        drawn.body,
        sample.year,
        form,
        cells,
        restate=True,
        words=words(sample, _listed(sample, cells)),
    )
    made = replace(drawn, cells=cells, front=front, sections=sections, back=back)
    return _reworded(made, sample.year)


@cache
def figures(office: str, year: int) -> Cells:
    """The figures of an office for a year without any fault; a government's are the sums of its units'.

    Figures follow from the year before. An office without a report for ``year`` has some that the next year's follow from.
    """
    if below := units(office):
        return summed(figures(unit, year) for unit in below)
    sample = next((s for s in SAMPLES if (s.office, s.year) == (office, year)), None)
    if sample is None:
        return year_before(figures(office, year + 1), random.Random(f"{office}/{year}"))
    form = load(sample.edition)
    cells = {**make(sample.seed, sample.edition, sample.size, year=year, agency=_agency(sample)).cells}
    if sample.figures is not None:
        cells = dict.fromkeys(cells, "0") | {key: str(value) for key, value in sample.figures.items()}
    before = any((s.office, s.year) == (office, year - 1) for s in SAMPLES)
    if before:
        last = figures(office, year - 1)
        near = cells if sample.afresh else neighbour(last, random.Random(f"{office}/{year}"))
        cells = follow(near, last)
        repeated = [cell.key for t in form.tables if t.number == sample.like_last_year for cell in t.cells]
        cells |= {key: last[key] for key in repeated}
    return totalled(cells | {key: str(int(cells[key]) + more) for key, more in sample.more.items()}, form)


def build(sample: Sample) -> bytes:
    """The file of ``sample``, faults and all."""
    made = truth(sample)
    for fault in sample.faults:
        made = fault.edit(made)
    style = sample.style
    if isinstance(style, Layout):
        return docx.write(made, style)
    if isinstance(style, Flattening):
        return flat.write(made, style).encode()
    if isinstance(style, Web):
        return (html.write_mht if style.archive else html.write)(made, style.variant, style.page)
    if isinstance(style, Fixed):
        return (ofd.make_ofd if style.suffix == ".ofd" else pdf.make_pdf)(made, style.variant, style.style)
    return _undated(xlsx.write(made, book=style) if isinstance(style, Book) else odt.write(made, text=style))


def _undated(package: bytes) -> bytes:
    """An office package without the time at which it was made."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(package)) as made:
        for member in made.infolist():
            data = made.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2025-01-20T08:30:00Z", data)
            parts[member.filename] = data
    return _archive(parts)


def _archive(parts: Mapping[str, bytes]) -> bytes:
    """A .zip of ``parts``, the names as Chinese Windows writes them: in GBK, without saying so."""
    buffer = io.BytesIO()
    places = {f"{number:0>{len(name.encode('gbk'))}}": name for number, name in enumerate(parts)}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, name in places.items():
            member = zipfile.ZipInfo(name if name.isascii() else place, _STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, parts[name])
    made = buffer.getvalue()
    for place, name in places.items():
        made = made if name.isascii() else made.replace(place.encode(), name.encode("gbk"))
    return made


def _agency(sample: Sample) -> Agency:
    rng = random.Random(sample.office)
    office, in_city = sample.office, sample.office.startswith(CITY) and "分局" not in sample.office
    government = office.endswith("人民政府")
    streets = ("青禾大道", "水杉路", "东明街")
    own = {"镇人民政府": "我镇", "乡人民政府": "我乡", "街道办事处": "我街道", "人民政府": "本机关", "办公室": "我办"}
    return Agency(
        name=sample.agency,
        own=next((word for end, word in own.items() if office.endswith(end)), "我局"),
        site=f"{CITY if in_city else COUNTY}人民政府门户网站",
        address=f"{CITY}{'城东区' if in_city else COUNTY}{rng.choice(streets)}{rng.randint(1, 299)}号",
        telephone=telephone(office),
        postcode="323000" if in_city else "323990",
        government=government,
    )


def _listed(sample: Sample, cells: Mapping[str, str]) -> str:
    """The sentence of a government on the applications that its units received."""
    if not sample.units:
        return ""
    key = "applications.received.total"
    level, area = ("市", CITY) if sample.office.startswith(CITY) else ("县", COUNTY)
    counts = {office: int(figures(office, sample.year)[key]) + more for office, more in sample.units.items()}
    names = "、".join(f"{level}{full_name(office).removeprefix(area)}{count}件" for office, count in counts.items())
    rest = int(cells[key]) - sum(counts.values())
    return f"全{level}共收到政府信息公开申请{cells[key]}件，其中{names}，其他单位{rest}件。"


def _reworded(made: Truth, year: int) -> Truth:
    """The period as “自…起至…止” and the results of 责任追究 by that name."""

    def reword(line: TextLine) -> TextLine:
        period = f"。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        return replace(line, text=re.sub(r"。[^。]*统计期限[^。]*。", period, line.text))

    sections = tuple(replace(section, lines=tuple(map(reword, section.lines))) for section in made.sections)
    return replace(made, front=tuple(map(reword, made.front)), sections=sections)


def files() -> dict[str, bytes]:
    """Every file of the data folder that is made here, by its path below it."""
    made = {f"samples/{sample.name}": build(sample) for sample in SAMPLES if not sample.archive}
    for archive in sorted({sample.archive for sample in SAMPLES if sample.archive}):
        made[f"samples/{archive}"] = _archive({s.name: build(s) for s in SAMPLES if s.archive == archive})
    return made | {"samples/README.md": readme(SAMPLES).encode(), "roster.csv": roster()}


def main() -> None:
    """Write the samples and the roster anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = files()
    for old in FOLDER.iterdir():
        if f"samples/{old.name}" not in made:
            old.unlink()
    for name, content in made.items():
        (DATA / name).write_bytes(content)
