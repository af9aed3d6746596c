"""Somebody at the desk whose sentences are looked at, and what is told when something that takes long is done."""

from __future__ import annotations

from audit.decisions import NAME
from tests.desk.sitting import Sitting


class Seat(Sitting):
    """A desk with its review open; ``rows`` are the ids of the agencies by name."""

    def __init__(self, folder, reports, who, **given):
        usual = {"decisions": str(folder / NAME), "out": str(folder / "out")}
        super().__init__(folder, (reports,), who, **{**usual, **given})
        self.parts = self.shown()
        self.rows = {row["name"]: row["id"] for row in self.parts["agencies"]["rows"]}

    def ask(self, do, **said):
        """The parts that are answered where nothing is wrong, the sentence among them where there is one."""
        found = self.answer(do, **said)
        assert not found["fault"], found["fault"]
        return {**found["parts"], **({"said": found["said"]} if found["said"] else {})}

    def later(self, do, **said):
        """What is told when something that takes long is done."""
        before = len(self.pushed)
        self.ask(do, **said)
        assert self.desk.wait(300)
        (told,) = self.pushed[before:]
        return told
