"""Build tests/goldens: what the toolkit gave to programs when it first did, a few objects of each kind.

``python -m tests.generate.contract.goldens`` adds what is new. It refuses to write where something of the stored objects is gone or
changed: whoever scripts against the toolkit would notice. With ``--afresh`` it writes all the same: for when the samples
themselves are other ones.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq

from audit.__main__ import main as gkaudit
from audit.pipeline import Review, assemble, assess, read_all
from audit.render.results import data, store
from tests.generate.formats import flat, html
from tests.generate.report import truth
from tests.generate.samples.build import DATA, FOLDER
from tests.roots import TESTS

GOLDENS = TESTS / "goldens"
#: Samples of several formats and both editions: with faults, with a sum of money, with a year before.
_SAMPLES = (
    "青禾县水利局2023.docx", "青禾县水利局2024.docx", "青禾县农业农村局2020.docx", "云州市财政局2024.pdf",
    "青禾县财政局2024.xlsx", "青禾县教育局2024.txt",
)  # fmt: skip
#: Entries of a list that are kept.
_KEPT = 3
#: What people read: how it is worded is no part of what is promised.
_PROSE = frozenset({"message", "title", "basis", "reason", "label", "note", "notes", "error"})
#: What a machine has; each is a text, which no golden holds.
#: What grows with every sentence that comes to be read: how much it is, is no part of what is promised.
_VARIES = frozenset({"coverage"})
_MACHINE = ("state", "name", "found", "cost", "mend")


def made() -> dict[str, dict[str, Any]]:
    """What the toolkit gives today, by the file of its golden and what names the object there."""
    with tempfile.TemporaryDirectory(prefix="goldens-") as scratch, contextlib.chdir(scratch):
        _inputs(Path("报告"))
        return {
            "extract": {each["source"]: each for each in _printed("extract", "报告", "没有这份.docx")},
            "check": {each["key"]: each for each in _printed("check", "报告", "--roster", "名录.csv")},
            "doctor": {each["key"]: each for each in _printed("doctor")},
            **_files(Path("结果")),
        }


def differences(golden: Any, now: Any, where: str = "") -> Iterator[str]:
    """What of ``golden`` is missing in ``now`` or has another type or value there; what ``now`` has besides is free.

    Lists of objects are compared one by one from the first on, other lists as sets.
    """
    if isinstance(golden, dict) and isinstance(now, dict):
        for name, value in golden.items():
            if name in now and name in _VARIES and type(value) is type(now[name]):
                continue
            if name in now:
                yield from differences(value, now[name], f"{where}.{name}")
            else:
                yield f"{where}.{name} is gone"
    elif isinstance(golden, list) and isinstance(now, list):
        for number, value in enumerate(golden):
            if not isinstance(value, dict):
                yield from [] if value in now else [f"{where} lacks {value!r}"]
            elif number < len(now):
                yield from differences(value, now[number], f"{where}[{number}]")
            else:
                yield f"{where}[{number}] is gone"
    elif type(golden) is not type(now) or (golden != now and not _is_free(where)):
        yield f"{where} was {golden!r}, is {now!r}"


def _is_free(where: str) -> bool:
    """Whether only the type of what stands there is promised."""
    name = where.rsplit(".", 1)[-1]
    return (
        name in _PROSE or (".facts." in where and name == "name") or (where.startswith(".doctor.") and name in _MACHINE)
    )


def _inputs(folder: Path) -> None:
    """The reports and the roster: samples, and reports with what no sample has."""
    folder.mkdir()
    for name in _SAMPLES:
        shutil.copy(FOLDER / name, folder / name)
    shutil.copy(DATA / "roster.csv", "名录.csv")
    zero = {key: "0" for key in truth.make(3).cells if key.startswith("applications.")}
    several = zero | {"applications.received.natural": "5", "applications.received.total": "5"}
    unsure = {"disclosure.fees.amount": "3.5元", "litigation.review.upheld": "若干", "litigation.review.pending": "/"}
    for name, cells in {"多种可能.txt": several, "不能确定.txt": unsure}.items():
        drawn = truth.make(3)
        (folder / name).write_text(flat.write(replace(drawn, cells={**drawn.cells, **cells})), "utf-8")
    page = html.write(truth.make(7)).replace(b"<head>", b'<head><meta name="PubDate" content="2025-01-20 09:00">', 1)
    (folder / "网页.html").write_bytes(page)


def _printed(command: str, *arguments: str) -> list[dict[str, Any]]:
    """The objects that a command prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        gkaudit([command, *arguments, "--json"])
    return [json.loads(line) for line in printed.getvalue().splitlines()]


def _few(value: Any, name: str = "") -> Any:
    """``value`` with the first entries alone of its longer lists, and of the cells those first of their kind."""
    if isinstance(value, dict):
        kept = _one_a_shape(value) if name == "cells" else value
        return {key: _few(each, key) for key, each in kept.items() if not _is_own(each)}
    if isinstance(value, list) and name not in ("bbox", "sections"):
        return [_few(each) for each in value[:_KEPT]]
    return value


def _is_own(value: Any) -> bool:
    """Whether these are facts that a rule words as it likes: no promise is made of them."""
    return isinstance(value, dict) and {"kind", "form", "values"} <= set(value)


def _one_a_shape(objects: Mapping[str, Any], wanted: Iterable[str] = ()) -> dict[str, Any]:
    """Those ``wanted``, and the first object of each shape: by kind or verdict, and by which fields have which type."""
    first: dict[object, str] = {}
    for name, each in objects.items():
        shape = each.get("kind"), each.get("verdict"), tuple((field, type(value)) for field, value in each.items())
        places = {field for place in each.get("places", ())[:_KEPT] for field in place}
        first.setdefault((*shape, each.get("facts", {}).get("kind"), *sorted(places)), name)
    kept = {*wanted, *first.values()}
    return {name: each for name, each in objects.items() if name in kept}


def _files(folder: Path) -> dict[str, Any]:
    """What a batch leaves for programs: columns of the data, a line of the list of pages, heads of the ledger."""
    folder.mkdir()
    terms = Review(roster="名录.csv", rubric=str(DATA / "rubric.toml")).terms()
    assessment = assess(assemble(list(read_all(["报告"])), terms), terms)
    if failed := data.write(folder, assessment):
        raise RuntimeError(f"not written: {failed}")
    tables = {
        path.stem: {column.name: str(column.type).removeprefix("large_") for column in pq.read_schema(path)}
        for path in sorted(folder.glob("*.parquet"))
    }
    book = openpyxl.load_workbook(folder / "ledger.xlsx")
    heads = {sheet.title: {"heads": [cell.value for cell in next(sheet.iter_rows(max_row=1))]} for sheet in book}
    store.rewrite(folder, [store.StoredPage("甲2024年", "报告/甲.docx", "f" * 64, "a" * 64)])
    pages = map(json.loads, (folder / "manifest.jsonl").read_text("utf-8").splitlines())
    return {"parquet": tables, "ledger": heads, "manifest": {page["name"]: page for page in pages}}


def stored() -> dict[str, dict[str, Any]]:
    """The goldens as they lie in the folder."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLDENS.glob("*.json"))}


def main(arguments: Sequence[str]) -> int:
    """Add to the goldens what is new; 1 where something of them is gone or changed."""
    kept, today = {} if "--afresh" in arguments else stored(), made()
    if gone := list(differences(kept, today)):
        sys.stderr.write("\n".join(gone) + "\n")
        return 1
    GOLDENS.mkdir(exist_ok=True)
    for name, objects in today.items():
        chosen = _one_a_shape(objects, kept.get(name, ())) if name == "check" else objects
        blank = dict.fromkeys(_MACHINE, "") if name == "doctor" else {}
        lines = (f"{_json(key)}: {_json(_few(each | blank))}" for key, each in chosen.items())
        (GOLDENS / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    return 0


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
