"""Which libraries and rooms a command does without: nobody waits for what the command that was given has no use for."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.roots import ROOT

#: Runs a command and prints, behind all else, the modules that it loaded.
_PROGRAM = """
import json, sys
from audit.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print()
print(json.dumps(sorted(sys.modules)))
"""
#: Libraries that take long to load, each for one kind of work.
LIBRARIES = frozenset(
    {
        "IPython", "PIL", "cv2", "highspy", "ipywidgets", "jinja2", "lxml", "matplotlib", "nbclient", "nbconvert", "nbformat",
        "numpy", "onnxruntime", "pandas", "papermill", "psutil", "pyarrow", "pypdfium2", "rapidfuzz", "scipy", "selectolax",
        "xlrd", "xlsxwriter", "zmq",
    }
)  # fmt: skip
#: Runs a command and prints, behind all else, how many patterns were compiled.
_PATTERNS = """
import re, sys
from re import _compiler
compiled, whole = [], _compiler.compile
_compiler.compile = lambda pattern, flags=0: compiled.append(pattern) or whole(pattern, flags)
from audit.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print()
print(len(compiled))
"""
READING = frozenset({"audit.match", "audit.pipeline", "audit.readers", "audit.reading"})
SHOWING = frozenset({"audit.present", "audit.render"})
JUDGING = frozenset({"audit.causes", "audit.corpus", "audit.findings", "audit.locate", "audit.rules", "audit.score"})
#: Readers of other formats than that of the sample.
OTHER_READERS = frozenset({"audit.readers.ofd.ofd", "audit.readers.pdf.pdf", "audit.readers.web.html"})
SAMPLE = str(ROOT / "data" / "samples" / "青禾县水利局2024.docx")


def last_line(program: str, *arguments: str) -> str:
    """What ``program`` prints last, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.splitlines()[-1]


def loaded(*arguments: str) -> frozenset[str]:
    """The modules that the command loads."""
    names = json.loads(last_line(_PROGRAM, *arguments))
    assert "audit.__main__" in names
    return frozenset(names)


@pytest.mark.parametrize(
    ("command", "without"),
    [
        (["--help"], LIBRARIES | READING | SHOWING | JUDGING),
        (["--version"], LIBRARIES | READING | SHOWING | JUDGING),
        (["check", "--help"], LIBRARIES | READING | SHOWING | JUDGING),
        (["fee", "--items", "12"], LIBRARIES | READING | SHOWING | JUDGING),
        (["rules"], LIBRARIES | READING | SHOWING | (JUDGING - {"audit.corpus", "audit.findings", "audit.rules"})),
        (["rules", "A301"], LIBRARIES | READING | SHOWING | {"audit.causes", "audit.locate", "audit.score"}),
        (["rules", "--profile", "生态环境"], LIBRARIES | READING | SHOWING),
        (["doctor"], LIBRARIES - {"lxml", "psutil"} | {"audit.match", "audit.pipeline"} | SHOWING),
        (["extract", SAMPLE], LIBRARIES - {"lxml", "rapidfuzz"} | SHOWING | OTHER_READERS),
        (["check", SAMPLE], LIBRARIES - {"lxml", "rapidfuzz"} | SHOWING | OTHER_READERS),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_nothing_that_it_has_no_use_for(command, without):
    assert not without & loaded(*command)


def test_what_is_asked_for_is_loaded():
    """The names above are those of modules: a command that needs one of them is seen to load it."""
    assert {"lxml", "rapidfuzz", *READING, *JUDGING} <= loaded("check", SAMPLE)


@pytest.mark.parametrize(
    ("command", "most"),
    [(["--help"], 60), (["rules"], 60), (["rules", "A301"], 60), (["check", SAMPLE], 1000)],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_compiles_few_patterns_that_it_has_no_use_for(command, most):
    """The package holds many hundreds of them; those of the libraries are counted as well."""
    assert int(last_line(_PATTERNS, *command)) < most
