"""Shows whether correct reports are accused: ``python -m benchmarks.clean [PATH…]`` (``benchmarks/reports`` where none is given).

Each report of a path (a .json file with one, a .jsonl file with one a line, or a folder of such) is written as a
document, Word and web page by turns, with the three tables that its seed gives, and is read and checked as a user's is.
Every error and every warning is printed with the paragraph that it stands on: each accuses somebody by mistake, or the
report is not correct after all. What else is found is counted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import audit
from audit.document import Place
from audit.findings import Outcome
from audit.model import Report
from tests.generate.formats import docx, html
from tests.generate.report.truth import Agency, TextLine, TextSection, Truth, make

#: The correct reports that are kept, a file for each hand.
FOLDER = Path(__file__).parent / "reports"
EDITION, YEAR = "2021", 2024
_HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_NUMERALS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a report by ``agency``, whose figures are those of ``seed`` and ``size``.

    ``sections`` has the paragraphs of each of the six sections below its heading; ``name`` tells the hand and the number.
    """

    name: str
    seed: int
    size: str
    agency: str
    title: str
    opening: tuple[str, ...]
    sections: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, name: str, data: Mapping[str, Any]) -> Written:
        """The report of a JSON object; KeyError or ValueError where it lacks something."""
        return cls(
            name,
            int(data["seed"]),
            data["size"],
            data["agency"],
            data["title"],
            tuple(data["opening"]),
            {number: tuple(data["sections"].get(str(number), ())) for number in range(1, 7)},
        )

    def truth(self) -> Truth:
        """The whole report as the writers of all formats take it, with the headings and tables of the form."""
        body = Agency(self.agency, "", "", "", "", "", government=self.agency.endswith("政府"))
        front = (TextLine(self.title, kind="title"), *(TextLine(text) for text in self.opening))
        sections = tuple(
            TextSection(number, (self._heading(number), *(TextLine(text, section=number) for text in texts)))
            for number, texts in self.sections.items()
        )
        drawn = make(self.seed, EDITION, self.size, year=YEAR, agency=body)
        return replace(drawn, front=front, sections=sections, back=())

    @staticmethod
    def _heading(number: int) -> TextLine:
        return TextLine(_HEADINGS[number - 1], f"{_NUMERALS[number - 1]}、", "heading", number)


def written(paths: Sequence[Path] = (FOLDER,)) -> Iterator[Written]:
    """The reports of the paths, in the order of files and lines."""
    for path in paths:
        files = sorted(file for file in path.rglob("*.json*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            text = file.read_text("utf-8")
            objects = text.splitlines() if file.suffix == ".jsonl" else [text]
            for number, line in enumerate(objects, 1):
                name = f"{file.stem} {number}" if file.suffix == ".jsonl" else f"{file.parent.name}/{file.stem}"
                yield Written.of(name, json.loads(line))


def read(truth: Truth, folder: Path, *, as_page: bool) -> Report:
    """The report that a user reads from the document of ``truth``, a web page or a Word file."""
    path = folder / f"{truth.title}.{'html' if as_page else 'docx'}"
    path.write_bytes(html.write(truth) if as_page else docx.write(truth))
    report = audit.read(path)
    path.unlink()
    return report


def accusations(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The errors and warnings among the outcomes."""
    return [item for item in outcomes if item.verdict == "fail" and item.severity != "info"]


def standing_on(report: Report, outcome: Outcome) -> str:
    """The paragraph of the outcome's first place in the text; "" where it has none."""
    places = {evidence.place for evidence in outcome.places}
    return next((p.text for p in report.passages if any(_within(place, p.place) for place in places)), "")


def _within(place: Place, paragraph: Place) -> bool:
    return place.paragraph is not None and place.paragraph == paragraph.paragraph


def main(paths: Sequence[Path]) -> None:
    """Print what is found of each report."""
    total: Counter[str] = Counter()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        for count, item in enumerate(written(paths), 1):
            report = read(item.truth(), Path(folder), as_page=count % 2 == 0)
            outcomes = audit.check(report)
            counts = Counter(o.severity if o.verdict == "fail" else o.verdict for o in outcomes)
            total += counts
            print(f"{item.name}  {item.agency}  {_shown(counts)}")
            for found in accusations(outcomes):
                print(f"    {found.rule} {found.severity}: {found.message} | {standing_on(report, found)}")
    print(f"{count} reports: {_shown(total)}")


def _shown(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts.get(name, 0)} {name}" for name in ("error", "warning", "info", "undecided", "pass"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file or folder of correct reports")
    main(parser.parse_args().paths or (FOLDER,))
