"""The command line ``gkaudit``: one function a command, no logic. What it prints is the outside contract."""
# ruff: noqa: PLW0108 – a command's module is loaded where it is named, when the lambda is called

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from audit import commands
from audit.commands.calls.arguments import Command, parser
from audit.commands.calls.defaults import fill_in
from audit.commands.calls.output import DONE, OWN_FAILURE, USAGE, keep_faults, say
from audit.errors import AuditError, Failure, OwnError, UsageError, trace
from audit.settings import worksettings

#: What runs each command. Its module is loaded when it is chosen, for each needs another part of the toolkit.
_COMMANDS: Mapping[str, Command] = {
    "extract": lambda options: commands.extract.run(options),
    "check": lambda options: commands.check.run(options),
    "audit": lambda options: commands.batch.run(options),
    "desk": lambda options: commands.desk.run(options),
    "rules": lambda options: commands.rules.show(options),
    "new-rule": lambda options: commands.rules.begin(options),
    "fee": lambda options: commands.fee.run(options),
    "doctor": lambda options: commands.doctor.run(options),
    "decisions": lambda options: commands.decisions.run(options),
    "cache": lambda options: commands.cache.run(options),
    "lab": lambda options: commands.lab.run(options),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = parser(_COMMANDS).parse_args(arguments)
    if any(not str(path).strip() for path in getattr(options, "paths", ())):
        say("路径不能为空。")
        return USAGE
    try:
        work = worksettings.load(Path())
        if work.unused:
            say(work.unused)
        fill_in(options, work)
        code: int = options.run(options)
        sys.stdout.flush()
    except UsageError as error:
        say(str(error))
        return USAGE
    except AuditError as error:
        say(str(error))
        return OWN_FAILURE
    except BrokenPipeError:
        # Who read our output has seen enough (“gkaudit rules | head”): no further word, here or at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        say("内存不足，本次运行已停止。请关闭其他程序，或在内存较大的机器上运行。")
        return OWN_FAILURE
    except Exception as error:
        say(reason := str(OwnError.of(error)))
        keep_faults({"": Failure(reason, trace(error))})
        return OWN_FAILURE
    except KeyboardInterrupt:
        say("已中断。已写完的结果保留，再次运行同一命令会接着做。")
        return OWN_FAILURE
    return code


if __name__ == "__main__":
    raise SystemExit(main())
