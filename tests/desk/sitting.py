"""Somebody at the desk: what the browser would ask, and what it is shown."""

from __future__ import annotations

import shutil

from audit import desk, score
from audit.decisions import NAME, open_record
from tests.roots import ROOT

SAMPLES = ROOT / "data" / "samples"
#: Two years of one organ, an organ with little wrong, one in a PDF, and one of which the roster misses the report.
SOME = (
    "青禾县水利局2023.docx",
    "青禾县水利局2024.docx",
    "青禾县教育局2024.txt",
    "青禾县民政局2024.txt",
    "云州市财政局2024.pdf",
)
ORGAN = "青禾县水利局"


def samples(folder, names=SOME):
    """Some of the samples in a folder of their own."""
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(SAMPLES / name, folder / name)
    return folder


class Sitting:
    """A desk, with all that was shown without being asked for."""

    def __init__(self, folder, paths, who="张三", **given):
        self.folder, self.pushed, self._number = folder, [], 0
        #: What was in sight with the last answer; what was told since was not looked at.
        self.seen = ["", 0]
        given.setdefault("rubric", str(score.shipped()))
        self.desk = desk.Desk(desk.Given(tuple(map(str, paths)), folder, who, **given), self.pushed.append)

    def answer(self, do, buffers=(), **said):
        """The whole answer."""
        self._number += 1
        found = self.desk.answer({"n": self._number, "do": do, "seen": self.seen, **said}, buffers)
        assert found["n"] == self._number
        self.seen = found["parts"].get("seen", self.seen)
        return found

    def ask(self, do, **said):
        """The parts that are answered where nothing is wrong."""
        found = self.answer(do, **said)
        assert not found["fault"], found["fault"]
        return found["parts"]

    def fault(self, do, **said):
        """Why something is not done."""
        found = self.answer(do, **said)
        assert found["fault"]
        return found["fault"]

    def opened(self):
        """Itself, with what was given open."""
        self.shown()
        return self

    def shown(self):
        """All parts, once everything is read."""
        self.ask("hello")
        assert self.desk.wait(300)
        parts = self.ask("hello")
        assert parts["stage"]["name"] == "open", self.pushed[-1]["fault"]
        return parts

    def row(self, name=ORGAN, year=2024):
        """The row of an agency."""
        rows = self.ask("hello")["agencies"]["rows"]
        return next(row for row in rows if (row["name"], row["year"]) == (name, year))

    def causes(self, name=ORGAN, year=2024):
        """The causes that the desk lists for an agency."""
        self.ask("look", agency=self.row(name, year)["id"])
        return self.ask("hello")["causes"]["rows"]

    def decide(self, number=1, ruling="confirmed", name=ORGAN, **more):
        """Decide on a problem by its number; what is answered."""
        key = self.causes(name)[number - 1]["key"]
        return self.ask("decide", agency=self.row(name)["id"], key=key, ruling=ruling, **more)

    def events(self):
        """What stands in the record."""
        with open_record(self.folder / NAME, reading=True) as record:
            return record.events()
