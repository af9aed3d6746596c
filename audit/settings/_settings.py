"""Settings files (TOML) that people write: one way to read them, and one way to say what is wrong with them.

A file becomes a ``SettingsTable``; a loader asks it for its keys and makes objects of its own of them. Every refusal is a
UsageError in Chinese that names the section, the key, what was expected and what to do; ``refusing`` adds whose file it is.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from audit.errors import AuditError, UsageError, trouble
from audit.patterns import regex

#: A settings file is a page or two; more is another file.
_MAX_FILE_BYTES = 1_000_000
#: Characters of a value, and bits of a number, that a message shows.
_MAX_SHOWN_CHARACTERS = 40
#: Where the TOML reader says that it stopped.
_PLACE = regex(r"\(at line (\d+), column (\d+)\)")
#: A number with a unit behind it.
_UNIT = regex(r"=\s*-?\d+(?:\.\d+)?\s*([\u4e00-\u9fff%％]+)")
#: A line that begins a table, and one that gives a key a value.
_HEADER = regex(r"\s*\[\[?\s*([^\]\s]+)\s*\]")
_KEY = regex(r"\s*(?:[\"']([^\"']+)[\"']|([\w.-]+))\s*=")
#: How a path is written, the character of which means something else inside double quotes.
BACKSLASH = "双引号内，路径中的“\\”应写作“/”，如“D:/核查结果”；其他的“\\”须放在单引号内"
_FULL_WIDTH = "“”‘’，。＝［］｛｝＃：；"
_Choice = TypeVar("_Choice")


@dataclass(frozen=True, slots=True)
class SettingsTable:
    """One table of a settings file. ``where`` is what people call it, ``path`` its name in brackets, "" for the file.

    ``lines`` are those of the file; it is the ``ordinal``-th table of its path in the table ``above``.
    """

    data: Mapping[str, Any]
    where: str = "文件顶层"
    path: str = ""
    lines: Sequence[str] = field(default=(), repr=False, compare=False)
    above: SettingsTable | None = field(default=None, repr=False, compare=False)
    ordinal: int = field(default=1, repr=False, compare=False)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def only(self, *keys: str) -> SettingsTable:
        """The same section, of which ``keys`` are all that there may be."""
        for key in self.data:
            if key not in keys:
                raise UsageError(
                    f"{self._place(key)}{self.where}有不认识的键“{_shown(key)}”{nearest(key, keys) or '。'}可用的键：{'、'.join(keys)}。"
                )
        return self

    def wrong(self, key: str, problem: str) -> UsageError:
        """The error that the value of ``key`` is not what it should be; ``problem`` (Chinese) goes on behind the key."""
        return UsageError(f"{self._place(key)}{self.where}的{key}{problem}")

    def text(self, key: str, default: str | None = None) -> str:
        """The text of ``key``, trimmed."""
        if self._is_left_out(key, default, "引号中的文字"):
            return default or ""
        value = self.data[key]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "应为引号中的文字，不能为空。")
        return value.strip()

    def texts(
        self, key: str, default: tuple[str, ...] | None = None, *, example: str = '["甲", "乙"]', empty: bool = False
    ) -> tuple[str, ...]:
        """The list of texts of ``key``, each trimmed; no list is ``empty`` unless that says something."""
        if self._is_left_out(key, default, f"方括号中的若干文字，如{example}"):
            return default or ()
        value = self.data[key]
        if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip() for entry in value):
            raise self.wrong(key, f"应为方括号中的若干文字，如{example}。")
        if not value and not empty:
            raise UsageError(f"{self.where}缺少{key}，至少应有一项，如{example}。")
        return tuple(entry.strip() for entry in value)

    def number(self, key: str, what: str = "数", *, most: int, places: int) -> Decimal:
        """The number of ``key``, from 0 to ``most``, with at most so many decimal ``places``; ``what`` it is (分值)."""
        self._is_left_out(key, None, what)
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.wrong(key, "应为不带引号的数，如5或0.5。")
        number = Decimal(value)
        if not number.is_finite():
            raise self.wrong(key, "应为一个确定的数。")
        if number < 0:
            raise self.wrong(key, f"为{number}，{what}不能为负数，请写正数。")
        if number > most:
            raise self.wrong(key, f"过大，最多为{most}。")
        if number != round(number, places):
            raise self.wrong(key, f"为{number:f}，最多写{'两' if places == 2 else places}位小数。")
        return number

    def whole(self, key: str, least: int) -> int:
        """The whole number of ``key``, not below ``least``."""
        self._is_left_out(key, None, "整数")
        value = self.data[key]
        if type(value) is not int or value < least:
            raise self.wrong(key, f"应为{least}或更大的整数。")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Whether ``key`` is set."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "应为true或false（不带引号）。")
        return value

    def choice(self, key: str, meanings: Mapping[str, _Choice], default: str | None = None, names: str = "") -> _Choice:
        """What the word of ``key`` means; ``names`` lists the words for people where they need more than the words."""
        names = names or f"{'、'.join(meanings)}之一"
        self._is_left_out(key, default, names)
        value = self.data.get(key, default)
        if not isinstance(value, str) or value not in meanings:
            raise self.wrong(key, f"为“{_shown(value)}”，应为{names}。")
        return meanings[value]

    def section(self, key: str) -> SettingsTable:
        """The table [key]; an empty one where there is none."""
        path = f"{self.path}.{key}" if self.path else key
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"应写作[{path}]开头的一节，下面逐行写“键 = 值”。")
        return SettingsTable(value, f"[{path}]", path, self.lines, self)

    def sections(self, key: str, what: str, *, needed: bool = False) -> list[SettingsTable]:
        """The tables [[key]] in their order; ``what`` each is, with its measure word (个评分项)."""
        path = f"{self.path}.{key}" if self.path else key
        found = self.data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise self.wrong(key, f"应写成[[{path}]]（两层方括号）开头的段落。")
        if needed and not found:
            raise UsageError(f"{self.where}缺少[[{path}]]。")
        inside = f"{self.where}的" if self.path else ""
        return [
            SettingsTable(
                entry,
                f"{inside}第{number}{what}" + (f"“{_shown(entry['name'])}”" if "name" in entry else ""),
                path,
                self.lines,
                self,
                number,
            )
            for number, entry in enumerate(found, 1)
        ]

    def _place(self, key: str) -> str:
        """The line of the file in which ``key`` stands in this table, in Chinese; "" where none is found."""
        begin = self._begin()
        whole = f"{self.path}.{key}" if self.path else key
        has_ended = begin is None
        for number, line in enumerate(self.lines[begin:], begin or 0):
            if header := _HEADER.match(line):
                if f"{header[1]}.".startswith(f"{whole}."):
                    return f"第{number + 1}行，"
                has_ended = has_ended or number != begin or not self.path
            elif not has_ended and (found := _KEY.match(line)) and key in found.groups():
                return f"第{number + 1}行，"
        return ""

    def _begin(self) -> int | None:
        """The index of the line with which this table begins; None where it has no line of its own."""
        if self.above is None:
            return 0
        left, start = self.ordinal, self.above._begin()
        for number, line in enumerate(self.lines[start:], start or 0):
            if (header := _HEADER.match(line)) and header[1] == self.path:
                left -= 1
                if not left:
                    return number
        return None

    def _is_left_out(self, key: str, default: object, what: str) -> bool:
        """Whether ``key`` is not written; refused where it has no ``default``."""
        if key not in self.data and default is None:
            raise UsageError(f"{self.where}缺少{key}，应为{what}。")
        return key not in self.data


@contextmanager
def refusing(what: str, name: object, kind: type[AuditError] = UsageError) -> Iterator[None]:
    """Inside, what is wrong is told as of the file ``name``, which is ``what`` (评分办法)."""
    try:
        yield
    except UsageError as error:
        raise kind(f"{what}“{name}”不能使用：{error}") from error


def read(path: str | Path, advice: str = "", largest: int = _MAX_FILE_BYTES) -> bytes:
    """The bytes of a file of at most ``largest`` bytes; ``advice`` is told besides where there is no such file."""
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise UsageError(f"无法打开（{trouble(error, '读取')}）。请核对路径{advice and f'；{advice}'}。") from error
    except ValueError as error:
        raise UsageError("无法打开（路径中有不能使用的字符）。请核对路径。") from error
    if len(data) > largest:
        raise UsageError(f"文件过大，超过{largest // 1_000_000} MB。请核对是否选错了文件。")
    return data


def parsed(data: bytes, *, is_secret: bool = False) -> SettingsTable:
    """The whole file ``data`` as a section; decimal numbers in it are exact. What is wrong in one that ``is_secret`` is told by its place alone."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError("文件不是UTF-8编码。请在编辑器中另存为UTF-8编码后重试。") from error
    try:
        return SettingsTable(tomllib.loads(text, parse_float=Decimal), lines=text.split("\n"))
    except tomllib.TOMLDecodeError as error:
        said = _syntax(str(error), text, is_secret=is_secret)
        raise UsageError(said) from (None if is_secret else error)
    except (RecursionError, ArithmeticError, ValueError) as error:
        raise UsageError("TOML语法错误：文件中有嵌套过深的内容或无法识别的数。请核对是否选错了文件。") from error


def own(package: str, name: str) -> SettingsTable:
    """The settings file ``name`` that ships in ``package``."""
    return parsed(files(package).joinpath(name).read_bytes())


def nearest(word: str, known: Iterable[str]) -> str:
    """“，是否为“points”？” for a word that is like a known one; "" where none is."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"，是否为“{close[0]}”？" if close else ""


def twice(given: Iterable[str]) -> str | None:
    """The first of ``given`` that stands there more than once; None where none does."""
    return next((name for name, count in Counter(given).items() if count > 1), None)


def _shown(value: object) -> str:
    """``value`` as far as a message shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if (
        isinstance(value, int) and value.bit_length() > _MAX_SHOWN_CHARACTERS
    ):  # digits without end take time without end
        return "过大的数"
    kind = "列表" if isinstance(value, list) else "一节" if isinstance(value, dict) else ""
    return kind or f"{value}"[:_MAX_SHOWN_CHARACTERS]


def _syntax(message: str, text: str, *, is_secret: bool) -> str:
    lines = text.splitlines() or [""]
    place = _PLACE.search(message)
    number = min(int(place[1]), len(lines)) if place else len(lines)
    line = lines[number - 1].strip()[:60]
    where = f"第{number}行第{place[2]}列" if place else f"文件末尾（第{number}行）"
    bare = re.sub(r"\"[^\"]*\"|#.*", "", line)
    is_escaped = "\\" in re.sub(r"'[^']*'|#.*", "", lines[number - 1])
    wide = " ".join(dict.fromkeys(char for char in bare if char in _FULL_WIDTH))
    if is_escaped:
        return f"TOML语法错误，{where}。{BACKSLASH}。"
    if is_secret:
        return (
            f"TOML语法错误，{where}。请检查该行和上一行的引号、逗号、方括号是否成对，是否用了全角符号，键名是否重复。"
        )
    hint = "请检查引号、逗号、方括号是否成对，键名是否重复"
    if wide:
        hint = f"该行有全角符号（{wide}），应改为半角符号"
    elif unit := _UNIT.search(bare):
        hint = f"数后不写“{unit[1]}”，只写数"
    elif re.fullmatch(r"\[\[[^\[\]]+\]\]", bare.strip()):
        hint = "这类段落都应以两层方括号开头，请检查以上各段是否有只写一层的"
    return f"TOML语法错误，{where}：{line}。{hint}。"
