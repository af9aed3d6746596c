"""The arguments of ``gkaudit``, with their help in Chinese."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import audit
from audit import console, profiles
from audit.machine.installed import resources

#: A command: it takes its options and gives the exit code.
Command = Callable[[argparse.Namespace], int]


def parser(run: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of all commands, each of which hands its options to the function of its name in ``run``."""
    parser = console.Parser(prog="gkaudit", description="政府信息公开工作年度报告核查工具", add_help=False)
    _help(parser)
    parser.add_argument("--version", action=_Version, nargs=0, help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=console.Parser)

    for name, (text, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text, add_help=False)
        _help(command)
        command.set_defaults(run=run[name])
        arguments(command)
    return parser


class _Version(argparse.Action):
    """Prints the version, which is looked up among the installed libraries, where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(f"gkaudit {audit.__version__}")
        parser.exit()


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="显示帮助")


def _extract(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    explained = (
        "说明报告是怎样识读的：取作标题的行，表格各行取作什么、哪些格没有读到及原因，"
        "正文数字依据的词、对应的单元格、时间和单位范围、结果；与--json同用时输出其JSON"
    )
    parser.add_argument("--explain", action="store_true", help=explained)
    drawn = "把PDF、OFD和扫描件的各页画成网页，写入该文件夹：哪些线取作表格线，哪些文字归入单元格、哪些归入正文"
    parser.add_argument("--draw", metavar="文件夹", help=drawn)
    parser.add_argument("--json", action="store_true", help="每份报告输出一行JSON")


def _check(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    _checking(parser)
    parser.set_defaults(out="")
    parser.add_argument("--json", action="store_true", help="每个结果（含相符）输出一行JSON")
    _failing(parser)


def _audit(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    _checking(parser)
    parser.add_argument("--out", metavar="目录", help="输出目录")
    parser.add_argument("--workers", metavar="N", type=int, help="同时处理的份数（默认2）")
    printed = "网页另打印为PDF，带页码，与网页同名；用本机的Chromium、Chrome或Edge浏览器"
    parser.add_argument("--pdf", action="store_true", help=printed)
    spread = "由该调度器（如tcp://192.168.1.10:8786）的Dask集群处理；各台机器以同一路径共享报告和输出目录，见docs/多台机器.md"
    parser.add_argument("--scheduler", metavar="地址", default="", help=spread)
    _failing(parser)


def _desk(parser: argparse.ArgumentParser) -> None:
    opened = "报告文件、文件夹、.zip压缩包，或 gkaudit audit 的输出目录；不给出的，到核查台中选择"
    parser.add_argument("paths", nargs="*", metavar="路径", help=opened)
    _checking(parser)
    parser.add_argument("--out", metavar="目录", default="", help="在核查台中生成核查页和台账的目录")
    parser.add_argument("--port", metavar="端口", type=int, help="默认8866，被占用的，用其后空闲的端口")
    parser.add_argument("--ip", metavar="地址", default="127.0.0.1", help="本机的回环地址；其他地址不接受")
    parser.add_argument("--idle", metavar="小时", type=float, default=8.0, help="闲置多久后自动结束（默认8小时）")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器，只列出地址")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", metavar="编号", help="规则编号，如A301")
    _profile(parser)


def _new_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="编号", help="新规则的编号，首字母决定类别，如W016")


def _fee(parser: argparse.ArgumentParser) -> None:
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--items", metavar="N", type=int, help="按件计收：同一申请人一个自然月内的申请件数")
    kind.add_argument("--pages", metavar="N", type=int, help="按量计收：一件申请提供的页数")


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="每项输出一行JSON")


def _decisions(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        title="操作", metavar="操作", required=True, dest="action", parser_class=console.Parser
    )
    export = _action(actions, "export", "把人工记录的全部内容另存为.jsonl、.csv或.xlsx文件，不用本工具也能阅读")
    export.add_argument("file", metavar="文件", help="写成的文件，以后缀区分格式；已有的文件不覆盖")
    _recorded(export)
    merge = _action(actions, "merge", "把第二份人工记录并入第一份；两人认定不一致的列为待仲裁")
    compare = _action(actions, "compare", "比较两人各自独立的认定：一致的比例、κ值和不一致的各处")
    for one in (merge, compare):
        one.add_argument("records", nargs=2, metavar="记录", help="人工记录文件（核查记录.sqlite），或数据库地址")
    taken = _action(actions, "import", "把填写过的台账（整改台账、无法核对、人工评分）记入人工记录；先列出预览")
    taken.add_argument("file", metavar="台账", help="填写后的ledger.xlsx，Excel、WPS或LibreOffice保存的均可")
    _entered(taken)
    taken.add_argument("--record", dest="decisions", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    taken.add_argument("--dry-run", action="store_true", help="只列出预览，不写入")
    chosen = _action(actions, "choose", "同一机关同一年度有几份报告的，选定计入评分和汇总的一份；再次核查时采用")
    chosen.add_argument("file", metavar="报告", help="选定的那一份报告的文件；改名后仍然有效，内容改变后须重新选定")
    _entered(chosen)
    chosen.add_argument("--roster", metavar="名录", default="", help=f"机关名录；{_named(resources.ROSTERS)}")
    # Where the results go counts for where the record may be.
    for one in (taken, chosen, merge):
        one.set_defaults(out="")
    sample = _action(actions, "sample", "从机关名录中按类别抽取机关，供复核")
    sample.add_argument("--roster", metavar="名录", default="", help=f"机关名录；{_named(resources.ROSTERS)}")
    sample.add_argument("--number", metavar="N", type=int, default=3, help="每类抽取的家数（默认3）")
    sample.add_argument("--seed", metavar="种子", default="1", help="种子，任意文字；相同的种子抽出相同的机关（默认1）")


def _entered(parser: argparse.ArgumentParser) -> None:
    """Into which record something is entered, and by whom."""
    kept = "人工记录文件或数据库地址；默认为gkaudit.toml所写的，或当前文件夹中的核查记录.sqlite"
    parser.add_argument("--decisions", metavar="记录", default="", help=kept)
    _who(parser)


def _who(parser: argparse.ArgumentParser) -> None:
    named = "核查人姓名，记在所导入的每一条上；默认为gkaudit.toml所写的assessor。姓名只作记录，不核验身份"
    parser.add_argument("--who", metavar="姓名", default="", help=named)


def _action(actions: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text, add_help=False)
    _help(parser)
    return parser


def _cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clear", metavar="目录", required=True, help="gkaudit audit 的输出目录")


def _lab(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dir", metavar="目录", default="gkaudit-lab", help="复制到的目录（默认./gkaudit-lab）")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器")
    parser.add_argument("--copy-only", action="store_true", help="只复制，不打开JupyterLab")


def _paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="路径", help="报告文件、文件夹或.zip压缩包")


def _checking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--previous", metavar="路径", action="append", default=[], help="以往年度的报告，可多次给出")
    _profile(parser)
    listed = f"机关名录（CSV或Excel工作簿），核对谁没有报送、重复或错名报送；{_named(resources.ROSTERS)}"
    parser.add_argument("--roster", metavar="名录", default="", help=listed)
    scored = f"评分办法（TOML）；{_named(resources.RUBRICS)}"
    parser.add_argument("--rubric", metavar="办法", default="", help=scored)
    _recorded(parser, "。写填写过的台账（.xlsx）的，先把台账记入人工记录再核查")
    _who(parser)
    parser.add_argument("--asof", metavar="日期", default="", help="以该日期（如2025-02-01）判断是否到期")


def _failing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fail-on", choices=("error", "warning"), help="有该级别及以上的“不符”时以退出码1结束")


def _recorded(parser: argparse.ArgumentParser, more: str = "") -> None:
    text = "人工记录：核查记录.sqlite文件，或数据库地址（postgresql://…）；默认为当前文件夹中的核查记录.sqlite，如有"
    parser.add_argument("--decisions", metavar="记录", default="", help=text + more)


def _named(supplied: resources.Supplied) -> str:
    """What besides the path of a file may be given, in Chinese."""
    return f"写文件的路径，或随附的名称（{'、'.join(supplied.files)}）"


def _profile(parser: argparse.ArgumentParser) -> None:
    known = "、".join(profiles.shipped())
    text = f"核查方案：随附的名称（{known}）或.toml文件的路径，可多次给出，后者优先"
    parser.add_argument("--profile", metavar="方案", action="append", default=[], help=text)


#: Of each command what it is for (Chinese), and what adds its arguments.
_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "extract": ("读取报告，列出读到的内容", _extract),
    "check": ("读取并核查报告，列出不符和无法核对的结果", _check),
    "audit": ("批量核查：每份报告一个笔记本和网页，另有总览、台账和数据", _audit),
    "desk": ("打开核查台：在浏览器中逐家查看问题、作出认定，随时保存", _desk),
    "rules": ("规则目录，或一条规则的说明", _rules),
    "new-rule": ("在源代码目录中写出一条新规则及其用例的骨架，供填写", _new_rule),
    "fee": ("按国办函〔2020〕109号逐步计算信息处理费", _fee),
    "doctor": ("检查本机是否具备运行条件：缺什么、有何影响、怎样处理", _doctor),
    "decisions": ("人工记录：导入台账、选定报告、另存、合并、比较、抽样", _decisions),
    "cache": ("清除输出目录中的缓存；核查结果和人工记录不受影响", _cache),
    "lab": ("复制笔记本、样例、名录和评分办法，并打开JupyterLab", _lab),
}
