"""A parser of the command line that speaks Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

from audit.console._fitted import printable
from audit.patterns import regex

_USAGE = 2
#: How an option begins; “-1” is a number.
_OPTION = regex(r"--?[^\W\d]")


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and usage errors are Chinese; these end with exit code 2."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As the library does; but the command that an unknown argument was given to tells of it, before what it lacks."""
        given = sys.argv[1:] if args is None else list(args)
        if given and _OPTION.match(given[0]) and not self._knows(given[0].partition("=")[0]):
            self.error(f"unrecognized arguments: {given[0]}")
        found, rest = super().parse_known_args(given, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest

    def _knows(self, option: str) -> bool:
        """Whether ``option`` is one of its own, or the beginning of one, or short ones written together."""
        names = [name for action in self._actions for name in action.option_strings]
        return option[:2] in names or any(name.startswith(option) for name in names)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and how it is used."""
        self.print_usage(sys.stderr)
        sys.stderr.write(f"用法不正确：{printable(_translated(message))}。查看帮助：{self.prog} --help\n")
        raise SystemExit(_USAGE)

    def format_usage(self) -> str:
        """The usage with a Chinese head."""
        return _headed(super().format_usage())

    def format_help(self) -> str:
        """The help with a Chinese head."""
        return _headed(super().format_help())


def _headed(text: str) -> str:
    """``text`` with “usage:” in Chinese; lines that go on under it keep their place."""
    return re.sub(r"\Ausage: ", "用法：", text)


#: What argparse says of a wrong call, and how that is said in Chinese.
_MESSAGES = (
    (r"the following arguments are required: (.*)", "缺少{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数“{0}”"),
    (
        r"argument (\S+): invalid choice: '?(.*?)'? \((?:choose from|maybe you meant:?) (.*)\)",
        "{0}不能是“{1}”，可以是{2}",
    ),
    (r"argument (\S+): expected (?:one|at least one) argument", "{0}后面应有一个值"),
    (r"argument (\S+): invalid int value: '?(.*?)'?", "{0}应为整数，不能是“{1}”"),
    (r"argument (\S+): not allowed with argument (\S+)", "{0}与{1}只能给出一个"),
    (r"one of the arguments (.*) is required", "缺少参数，以下须给出一个：{0}"),
    (r"ambiguous option: (\S+) could match (.*)", "“{0}”可以是{1}，请写全"),
    (r"argument (\S+): ignored explicit argument '?(.*?)'?", "{0}后面不应有值“{1}”"),
)


def _translated(message: str) -> str:
    """The message in Chinese, as it came where none is known."""
    for english, chinese in _MESSAGES:
        if match := re.fullmatch(english, message, re.DOTALL):
            return chinese.format(*(re.sub(r"'?, '?|'| (?=--)", _pause, group) for group in match.groups()))
    return message


def _pause(mark: re.Match[str]) -> str:
    """What stands between the entries of a list; nothing for the quotes round it."""
    return "" if mark[0] == "'" else "、"
