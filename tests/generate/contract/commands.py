"""The page of docs/contract on the command line, from the parser itself."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from audit.commands.calls.arguments import parser
from audit.schema import Contract
from tests.generate.contract.pages import MADE

_HEAD = """# 命令

{made}

`gkaudit` 与 `python -m audit` 等同。给出 `--json` 时标准输出只有JSON Lines（UTF-8，见[json.md](json.md)）；提示、进度和错误在标准错误。没有给出 `--json` 时的标准输出，以及标准错误，供人阅读，措辞可能变动。
"""


class _Every(dict[str, Any]):
    """A function for whatever command there is: the page needs none of them to run."""

    def __missing__(self, name: str) -> None:
        return None


def page(promised: Contract) -> str:
    """Commands with their arguments, what each prints as JSON, and the exit codes."""
    (commands,) = (action for action in parser(_Every())._actions if isinstance(action, argparse._SubParsersAction))
    helps = {action.dest: action.help for action in commands._choices_actions}
    text = [_HEAD.format(made=MADE)]
    for name, command in commands.choices.items():
        printed = _printed(name, promised)
        text += [f"## {name}\n\n{helps[name]}。\n\n```\n{_usage(name, command)}\n```\n\n{printed}{_table(command)}"]
    exits = (f"| {code} | {words} |" for code, words in sorted(promised.exits.items()))
    text += ["\n".join(["## 退出码\n", "| 退出码 | 含义 |", "|---|---|", *exits, ""])]
    text += ["报告中的问题本身不影响退出码，除非给出 `--fail-on`。\n"]
    return "\n".join(text)


def _printed(name: str, promised: Contract) -> str:
    """What the command prints as JSON, alone and with the options that make it another kind of object."""
    found = [(key.split()[1:], kind) for key, kind in promised.prints.items() if key.split()[0] == name]
    return "".join(
        f"`{' '.join((*more, '--json'))}` 每行一个[{kind}](json.md#{kind})对象。\n\n" for more, kind in found
    )


def _usage(name: str, command: argparse.ArgumentParser) -> str:
    """The command with its arguments: those in brackets may be left out, “…” stands behind what may be given again."""
    groups: dict[int, list[str]] = defaultdict(list)
    exclusive = {id(action): group for group in command._mutually_exclusive_groups for action in group._group_actions}
    words = [f"gkaudit {name}"]
    for action in _arguments(command):
        again = "…" if action.nargs == "+" or isinstance(action, argparse._AppendAction) else ""
        group = exclusive.get(id(action))
        if group is not None:
            members = groups[id(group)]
            members.append(_written(action))
            if len(members) == len(group._group_actions):
                words.append(("（{}）" if group.required else "[{}]").format("|".join(members)))
        else:
            needed = action.required
            words.append(f"{_written(action)}{again}" if needed else f"[{_written(action)}]{again}")
    return " ".join(words)


def _table(command: argparse.ArgumentParser) -> str:
    rows = [f"| {_cell(_written(action))} | {action.help} |" for action in _arguments(command)]
    return "\n".join(["| 参数 | 说明 |", "|---|---|", *rows, ""]) if rows else ""


def _cell(text: str) -> str:
    """``text`` as code in a table, whose own mark a bar is."""
    return "`" + text.replace("|", "\\|") + "`"


def _arguments(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    yield from (action for action in command._actions if action.dest != "help")


def _written(action: argparse.Action) -> str:
    """An argument as one writes it: “--workers N”, “路径”, “--fail-on error|warning”."""
    value = "|".join(map(str, action.choices)) if action.choices else action.metavar or ""
    takes = "" if action.nargs == 0 else str(value)
    return " ".join(filter(None, [*action.option_strings[-1:], takes]))
