"""The record of decisions at work: ``python -m benchmarks.decisions [--events 50000] [--writers 1000]``.

First, what a large record costs: processor seconds of opening it, of joining two halves, and of showing how each of its
causes stands, all made up with known numbers; the sum is held against three seconds. Then two processes that write at
once, event by event, on SQLite and, where it is installed, on PostgreSQL: whether all events are there, in the order in
which they were acknowledged. Last, a writer that is killed again and again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from audit.decisions import DecisionEvent, DecisionSubject, EventKind, Standings, decide, open_record
from audit.rulings import Decided
from tests.decisions.server import postgresql_server
from tests.roots import ROOT

#: Seconds of processor time that a county's whole record may take.
_BOUND = 3.0
_AGENCIES, _KILLS = 400, 10
_WRITER = """
import sys
from audit.decisions import DecisionSubject, decide, open_record
where, who, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_record(where) as record:
    for count in range(number):
        (event,) = record.add([decide(DecisionSubject("机关", 2024, f"{who}{count}", "e"), "confirmed")], who)
        print(event.uuid, flush=True)
"""


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--events", type=int, default=50_000)
    options.add_argument("--writers", type=int, default=1_000, help="events that each of two processes adds")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        good = size(Path(folder), given.events)
        good &= writers("SQLite", str(Path(folder) / "并发.sqlite"), given.writers)
        good &= kills(Path(folder) / "中断.sqlite")
        with postgresql_server() as server:
            if server is None:
                print("PostgreSQL is not installed here: not measured")
            else:
                good &= writers("PostgreSQL", server("writers"), given.writers)
    return 0 if good else 1


def size(folder: Path, number: int) -> bool:
    """What opening, joining and showing a record of so many events on a fifth as many causes costs."""
    events = list(made_up(number))
    halves = [folder / "甲.sqlite", folder / "乙.sqlite"]
    for path, mine in zip(halves, (events[::2], events[1::2]), strict=True):
        with open_record(path) as record:
            record.take_over(mine)
    whole = folder / "全部.sqlite"
    with open_record(whole) as record:
        record.take_over(events)
    del events
    spent: dict[str, float] = {}
    with clocked(spent, "open"), open_record(whole, reading=True) as record:
        known = Standings(record.events())
    with clocked(spent, "show"):
        decided = Decided(known)
        shown = [decided.standings.cause([f"c{cause}"], "e") for cause in range(number // 5)]
    with clocked(spent, "merge"), open_record(halves[1], reading=True) as other, open_record(halves[0]) as record:
        new = record.take_over(other.events()).new
        joined = record.standings()
    good = len(joined.events) == number and len(new) == number // 2
    good &= [one.state for one in shown] == [joined.cause([f"c{cause}"], "e").state for cause in range(number // 5)]
    total = sum(spent.values())
    print(f"{number:,} events on {number // 5:,} causes: {'all there' if good else 'LOST OR CHANGED'}")
    for name, seconds in spent.items():
        print(f"  {name:<8}{seconds:6.2f} s of processor time")
    print(f"  {'together':<8}{total:6.2f} s, at most {_BOUND:.0f}: {'holds' if total <= _BOUND else 'TOO MUCH'}")
    return good and total <= _BOUND


def made_up(number: int) -> Iterator[DecisionEvent]:
    """So many events: five on each cause, each taking the place of the one before; some points, moves and undone ones."""
    chance = random.Random(7)
    last: dict[tuple[str, str], str] = {}
    for count in range(number):
        cause = count % (number // 5)
        name = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        kind: EventKind = "decision"
        about, data = f"c{cause}", {"ruling": chance.choice(["confirmed", "dismissed", "pending"]), "reason": ""}
        if count % 50 == 49:
            kind, about, data = "points", f"第{cause % 5}项", {"points": "1.5"}
        agency = f"青禾县第{cause % _AGENCIES}局"
        before = last.get((agency, about))
        last[agency, about] = name
        at = (dt.datetime(2026, 3, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=count)).isoformat(timespec="seconds")
        after = (before,) if before else ()
        yield DecisionEvent(
            name, kind, f"核查员{count % 7}", at, agency, 2025, about, "e", after, "", "经核对原件", data, "0.9.0"
        )


@contextmanager
def clocked(spent: dict[str, float], name: str) -> Iterator[None]:
    """Note under ``name`` the processor time that the block takes."""
    before = time.process_time()
    yield
    spent[name] = time.process_time() - before


def writers(name: str, where: str, number: int) -> bool:
    """Two processes that write at once; whether all that they were told to be kept is there, in their order."""
    open_record(where).close()
    before = time.monotonic()
    both = [_writer(where, who, number) for who in "甲乙"]
    said = [process.communicate()[0].split() for process in both]
    seconds = time.monotonic() - before
    with open_record(where, reading=True) as record:
        kept = [event.uuid for event in record.events()]
    good = len(kept) == len(set(kept)) == 2 * number and all(_in_order(kept, each) for each in said)
    good &= all(len(each) == number for each in said)
    print(
        f"2 × {number:,} events on {name}: {'all there, in order' if good else 'LOST OR OUT OF ORDER'}; "
        f"{2 * number / seconds:,.0f} a second, the turn passed {_turns(kept, set(said[0]))} times"
    )
    return good


def kills(path: Path) -> bool:
    """A writer that is killed at odd moments; what was acknowledged is there, and at most one event besides each time."""
    open_record(path).close()
    acknowledged: list[str] = []
    chance = random.Random(11)
    for _ in range(_KILLS):
        process = _writer(str(path), "甲", 100_000)
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(chance.randint(1, 40))]
        time.sleep(chance.random() / 50)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
        process.wait()
        acknowledged += [each for each in said if len(each) == len(str(uuid.UUID(int=0)))]
    with open_record(path) as record:
        kept = [event.uuid for event in record.events()]
        record.add([decide(DecisionSubject("机关", 2024, "c", "e"), "confirmed")], "乙")
    beyond = len(kept) - len(acknowledged)
    good = _in_order(kept, acknowledged) and 0 <= beyond <= _KILLS
    print(f"{_KILLS} kills: {len(acknowledged)} acknowledged, {'all' if good else 'NOT ALL'} there, {beyond} besides")
    return good


def _in_order(kept: list[str], said: list[str]) -> bool:
    told = set(said)
    return [each for each in kept if each in told] == said


def _turns(kept: list[str], ours: set[str]) -> int:
    return sum((a in ours) != (b in ours) for a, b in pairwise(kept))


def _writer(where: str, who: str, number: int) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _WRITER, where, who, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


if __name__ == "__main__":
    raise SystemExit(main())
