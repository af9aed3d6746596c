"""Kills a run at an event that the environment names: Python imports this at its start where the folder is on its path.

``KILL_AT`` says, as JSON, the event (of ``sys.audit``), a pattern of the file's path, how many such events there are until
then, whether the file is left half written, and the file in which they are counted over all processes. ``KILL_RUN`` is the
process to kill: the first that was started with ``KILL_AT``. Nothing else is imported here that the run could miss later.
"""

import json
import os
import re
import signal
import sys


def _arm():
    event, name, number, torn, counter = json.loads(os.environ["KILL_AT"])
    run = int(os.environ.setdefault("KILL_RUN", str(os.getpid())))
    pattern = re.compile(name)

    reached = False

    def look(happened, arguments):
        nonlocal reached
        if reached or happened != event or not pattern.search(_path(event, arguments)):
            return
        count = os.open(counter, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(count, b".")
        reached = os.fstat(count).st_size >= number  # what follows is no event to wait for
        os.close(count)
        if reached:
            if torn:
                _tear(event, str(arguments[0]))
            os.kill(run, signal.SIGKILL)
            if torn:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def _path(event, arguments):
    """The path that an event is about: what is written to, or what a file becomes."""
    if event == "open":
        writes = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        return str(arguments[0]) if writes else ""
    if event in {"os.rename", "os.link"}:
        return str(arguments[1])
    return str(arguments[0]) if arguments else ""


def _tear(event, path):
    """Leave the file as a kill in the midst of its writing does: half of it, or half a line more than it had."""
    number = os.open(path, os.O_WRONLY | os.O_APPEND)
    if event == "open":
        os.write(number, b'{"name": "half a li')
    else:
        os.ftruncate(number, os.fstat(number).st_size // 2)
    os.close(number)


if "KILL_AT" in os.environ:
    _arm()
