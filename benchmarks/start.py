"""What a command costs before it works: ``python -m benchmarks.start [N]``, the best of N calls each (default 5).

Seconds are processor time, of the command and of the processes that it starts, which a busy machine changes little. The first
call of each is not counted: it compiles the modules. ``python`` is the interpreter alone, which every other row contains.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile

from tests.roots import ROOT

SAMPLE = str(ROOT / "data" / "samples" / "青禾县水利局2024.docx")
#: What is timed, by the name of its row.
COMMANDS = {
    "python": ("-c", "pass"),
    **{
        " ".join(command).replace(SAMPLE, "X.docx"): ("-m", "audit", *command)
        for command in (
            ("--help",),
            ("fee", "--items", "12"),
            ("rules",),
            ("rules", "A301"),
            ("doctor",),
            ("extract", SAMPLE),
            ("check", SAMPLE),
        )
    },
}


def cost(arguments: tuple[str, ...], compiled: str) -> float:
    """Seconds of processor time that the interpreter takes with ``arguments``; compiled modules are kept in ``compiled``."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        check=False,
        env=environment | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as compiled:
        for name, arguments in COMMANDS.items():
            first, *seconds = (cost(arguments, compiled) for _ in range(calls + 1))
            print(f"{name:<16}{min(seconds, default=first):6.2f} s", flush=True)


if __name__ == "__main__":
    main()
