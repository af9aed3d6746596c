"""The pages of docs/contract for people who write programs: Markdown in Chinese, from the data of ``audit.schema``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.schema import NAME, Contract, Field, Kind, ObjectPart
from tests.generate.contract import facts as contract_facts

MADE = "本页由程序生成（`python -m tests.generate.contract`），请勿手工修改。"
_WORDS = {
    "string": "字符串",
    "text": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "真假",
    "date": "日期",
    "value": "数值",
    "null": "null",
    "fact": "任意值",
}

_INDEX = """# 对外约定

供调用本工具或读取其结果的程序使用：命令和退出码、JSON对象、数据文件、台账，以及单元格的键。本目录由代码和 `audit/schema/` 中的数据生成（`python -m tests.generate.contract`），测试保证两者一致。

| 文件 | 内容 |
|---|---|
| [cli.md](cli.md) | 命令、参数、标准输出、退出码 |
| [json.md](json.md) | `--json` 和 `manifest.jsonl` 的各种对象，`schemas/` 中有相应的JSON Schema |
| [parquet.md](parquet.md) | 批量核查留下的数据文件 |
| [ledger.md](ledger.md) | 台账的工作表和列 |
| [cells.csv](cells.csv) | 单元格的键（`key`）、所属的格式文件版本（`editions`）、表、行、列 |

## 版本

每个对象、数据文件和台账都写明自己的种类和版本，名称均为 `{name}`，形如 `{example}`：

| 种类和版本 | 内容 | 所在 |
|---|---|---|
{kinds}

JSON对象的 `{name}` 是对象的第一项；Parquet文件的在文件元数据中；台账的在工作簿的自定义属性中；笔记本的在 `metadata` 中。

```python
import json, sys

for line in sys.stdin:  # gkaudit check 报告 --json
    outcome = json.loads(line)
    if outcome["{name}"] != "{outcome}":
        raise SystemExit(f"不认识的版本：{{outcome['{name}']}}")
```

```python
import pandas as pd

cells = pd.read_parquet("核查结果/cells.parquet")
assert cells.attrs["{name}"] == "{cells}"
```

## 变更

- **可以随时增加**：字段、列、工作表、命令、参数、规则、单元格，以及没有列出全部取值的字段的取值。增加时版本不变。程序应按名称取用，忽略不认识的内容，不依赖各项的次序。
- **删除、改名、改变类型或含义**，以及列出全部取值的字段增减取值，只随工具的主版本（1.0之前为次版本）进行，同时该种类的版本加一，并写入变更记录。退出码和现有参数同样如此。
- **类型为“文字”的内容供人阅读**，措辞可以变动，程序不应解析；需要的事实在其他字段中。
- 0.3.0以前的对象没有 `{name}`，其余各项与版本1相同；`manifest.jsonl` 中没有 `{name}` 的行照常使用。
- 输出目录由更新版本的工具写成、`manifest.jsonl` 的版本较新的，本版本说明原因后以退出码3结束，不读取报告，不改动其中的文件。
"""

_JSON = """# JSON对象

{made}

标准输出为JSON Lines（UTF-8）：一行一个对象，此外没有其他内容。各对象的第一项为 `{name}`，见[版本](README.md#版本)。

类型中，“文字”是供人阅读的字符串，措辞可能变动；“数值”为整数或小数，二进制小数不能原样表示时为写出全部数位的字符串；“日期”形如2024-12-31。“必有”一栏为“—”的，没有内容时不出现。
"""

_PARQUET = """# 数据文件

{made}

`gkaudit audit 路径… --out 目录` 在输出目录中留下的Parquet文件。`{name}` 在文件元数据中（pyarrow：`pyarrow.parquet.read_schema(路径).metadata[b"{name}"]`；pandas：`DataFrame.attrs["{name}"]`）。各列均可为空。数字在“字符串”列中写出全部数位。
"""

_LEDGER = """# 台账

{made}

`gkaudit audit 路径… --out 目录` 留下的工作簿，供核查人员填写“处理意见”“整改期限”“催报情况”。各列按列名查找；空白表示没有内容。
"""


def index(promised: Contract) -> str:
    """The first page: what there is, the versions, what may change and when."""
    kinds = [*promised.objects, *promised.tables, promised.ledger]
    rows = "\n".join(f"| `{kind.tag}` | {kind.title} | {kind.place} |" for kind in kinds)
    known = promised.kinds
    return _INDEX.format(
        name=NAME,
        kinds=rows,
        example=known["report"].tag,
        outcome=known["outcome"].tag,
        cells=known["cells-table"].tag,
    )


def objects(promised: Contract) -> str:
    """Every object printed as JSON, then the parts of these."""
    inside = [part for part in promised.parts.values() if part.name.isascii()]
    facts, within = contract_facts.described()
    inside += [*within.values(), *facts.values()]
    text = [_JSON.format(made=MADE, name=NAME)]
    text += [f"{_head(kind)}\n\n{_fields(kind)}" for kind in (*promised.objects, *inside)]
    return "\n".join(text)


def tables(promised: Contract) -> str:
    """Every data file with its columns."""
    text = [_PARQUET.format(made=MADE, name=NAME)]
    text += [f"{_head(kind)}\n\n{_columns(kind)}" for kind in promised.tables]
    return "\n".join(text)


def ledger(promised: Contract) -> str:
    """The sheets of the ledger with their columns."""
    book = promised.ledger
    text = [_LEDGER.format(made=MADE), f"{book.place}，为 `{book.tag}`。\n"]
    described: set[str] = set()
    for sheet in book.fields:
        part = promised.parts[sheet.type.strip("[]")]
        columns = "" if part.name in described else f"\n{_columns(part)}"
        text.append(f"## {sheet.name}\n\n{part.place}。{sheet.text}。\n{columns}")
        described.add(part.name)
    return "\n".join(text)


def _head(of: Kind | ObjectPart) -> str:
    tag = f"`{NAME}` 为 `{of.tag}`。" if isinstance(of, Kind) else ""
    return f"## {of.name}\n\n**{of.title}**　{of.place}。{tag}"


def _columns(of: Kind | ObjectPart) -> str:
    rows = (f"| {one.name} | {_type(one.type)} | {one.since} | {one.text} |" for one in of.fields)
    return "\n".join(["| 列 | 类型 | 始于 | 含义 |", "|---|---|---|---|", *rows, ""])


def _fields(of: Kind | ObjectPart) -> str:
    rows = (
        f"| `{one.name}` | {_type(one.type)} | {'—' if one.optional else '是'} | {one.since} | {'；'.join(_meaning(one))} |"
        for one in of.fields
    )
    return "\n".join(["| 字段 | 类型 | 必有 | 始于 | 含义 |", "|---|---|---|---|---|", *rows, ""])


def _meaning(field: Field) -> Iterator[str]:
    """What the field means, then its values."""
    yield field.text
    if field.values:
        listed = "，".join(f"`{value}`（{text}）" if value else f"空（{text}）" for value, text in field.values.items())
        yield f"取值：{listed}" + ("；以后可能增加" if field.open else "")


def choices(words: str) -> list[str]:
    """The types that ``words`` allow: “[side | counted] | null” is a list of either, or nothing."""
    return re.split(r" \| (?![^\[]*\])", words)


def _type(words: str) -> str:
    return "或".join(map(_word, choices(words)))


def _word(word: str) -> str:
    if word.startswith("["):
        return f"{_type(word[1:-1])}的列表"
    if word.startswith("{"):
        return f"以键取{_type(word[1:-1])}"
    return _WORDS.get(word, f"[{word}](#{word})")
