"""The command line ``gkaudit``: one function a command, no logic. What it prints is the outside contract."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from audit import console
from audit.commands import batch, check, doctor, extract, fee, rules
from audit.commands.arguments import parser
from audit.commands.output import DONE, OWN_FAILURE, UNREADABLE, USAGE, print_json, record, say
from audit.errors import AuditError, Failure, NotYetError, OwnError, UsageError, trace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    commands = {
        "extract": extract.run, "check": check.run, "audit": batch.run, "rules": rules.show, "new-rule": rules.begin, "fee": _fee, "doctor": _doctor, "lab": _lab,
    }  # fmt: skip
    options = parser(commands).parse_args(arguments)
    if any(not str(path).strip() for path in getattr(options, "paths", ())):
        say("路径不能为空。")
        return USAGE
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except (NotYetError, UsageError) as error:
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
        record({"": Failure(reason, trace(error))})
        return OWN_FAILURE
    except KeyboardInterrupt:
        say("已中断。已写完的结果保留，再次运行同一命令会接着做。")
        return OWN_FAILURE
    return code


def _fee(options: argparse.Namespace) -> int:
    count = options.items if options.items is not None else options.pages
    if not 0 <= count <= fee.MAX_UNITS:
        raise UsageError(f"件数或页数应在0到{fee.MAX_UNITS}之间。")
    result = fee.by_items(count) if options.items is not None else fee.by_pages(count)
    for step in result.steps:
        print(step)
    print(f"应收信息处理费：{result.total}元")
    return DONE


def _doctor(options: argparse.Namespace) -> int:
    states = set()
    for found in doctor.examine():
        states.add(found.state)
        if options.json:
            print_json("component", found.as_json())
        else:
            print(console.printable(found.described()), flush=True)
    say("主要功能会受影响，请先处理标为“问题”的各项。" if "fault" in states else "主要功能可以使用。")
    return UNREADABLE if "fault" in states else DONE


def _lab(options: argparse.Namespace) -> int:
    from audit import render  # noqa: PLC0415

    if options.copy_only:
        render.lay_out(Path(options.dir), say)
        return DONE
    return render.open_lab(Path(options.dir), say, browser=not options.no_browser)


if __name__ == "__main__":
    raise SystemExit(main())
