"""``gkaudit desk``: the desk in the browser, until a person ends it."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from pathlib import Path

from audit import decisions, desk, profiles, serving
from audit.commands import ledger
from audit.commands.calls.options import record, tell_doubts
from audit.commands.calls.output import DONE, say
from audit.commands.calls.profile import chosen_profiles
from audit.errors import UsageError
from audit.machine.installed import resources
from audit.sources import rosters

#: What a call may say of a review besides its paths, by the names that the desk knows.
_SAID = ("who", "decisions", "out", "roster", "rubric", "previous", "profile", "asof")
#: What of it is a path, each with the names that mean something supplied instead.
_PLACES: Mapping[str, Collection[str]] = {
    "decisions": (),
    "out": (),
    "previous": (),
    "roster": resources.ROSTERS.files,
    "rubric": resources.RUBRICS.files,
    "profile": profiles.shipped(),
}
_KEPT = "已保存的认定都在人工记录中。"


def run(options: argparse.Namespace) -> int:
    """Serve the desk and open the browser on it; the exit code."""
    ip = serving.loopback(options.ip)
    said = _said(options)
    folder = Path.cwd()
    instance = serving.SingleDesk(folder)
    with instance.held() as running:
        if running:
            return _already_open(running, options)
        with serving.socket_on(ip, options.port) as listening:
            address = serving.Address(ip, listening.getsockname()[1])
            if address.port != serving.USUAL_PORT and options.port is None:
                say(f"端口{serving.USUAL_PORT}已被占用，改用{address.port}。")
            instance.tell(address.entrance)

            def environment(scratch: Path) -> Mapping[str, str]:
                return desk.hand_over(scratch, folder, said)

            def shown(scratch: Path) -> None:
                _open(address.entrance, scratch, wanted=not options.no_browser)
                say("结束：在核查台中选“结束”，或在本窗口按Ctrl-C。")

            try:
                service = serving.Service(folder, environment, shown, desk.script, desk.style, options.idle * 3600)
                why = serving.serve(listening, address, service)
            except KeyboardInterrupt:
                why = ""
            say(f"{why}{'，' if why else ''}核查台已结束。{_KEPT}")
    return DONE


def _said(options: argparse.Namespace) -> dict[str, object]:
    """What the call itself says, for the desk to put before the settings of the work folder."""
    paths = [path.strip().strip("\"'“”") for path in options.paths]
    for path in paths:
        if not Path(path).exists():
            raise UsageError(
                f"找不到“{path}”。请写报告文件、文件夹、.zip压缩包或核查结果的路径，或不写路径，到核查台中选择。"
            )
    if not 0 < options.idle <= 24 * 7:
        raise UsageError("--idle 应为大于0、不超过168的小时数。")
    if options.profile:
        chosen_profiles(options)
    if options.roster:
        tell_doubts(rosters.load(options.roster))
    if options.who:
        decisions.person(options.who)
    ledger.take(options)
    record(options, made=True)
    given: dict[str, object] = {name: _from_anywhere(name, options.by_call[name]) for name in _SAID}
    if options.ledger:
        given["decisions"] = _from_anywhere("decisions", options.decisions)
    return given | {"paths": [str(Path(path).absolute()) for path in paths]}


def _from_anywhere(name: str, value: str | list[str]) -> str | list[str]:
    """A value of the call as it holds from every folder: paths whole, names of what is supplied and addresses as they are."""
    if isinstance(value, list):
        return [str(_from_anywhere(name, one)) for one in value]
    is_path = value and name in _PLACES and value not in _PLACES[name] and not decisions.is_address(value)
    return str(Path(value).absolute()) if is_path else value


def _already_open(running: serving.OpenDesk, options: argparse.Namespace) -> int:
    """Say where the desk of this work folder is, and what of the call it does not take."""
    others = "本次给出的路径没有打开，请在核查台中选择打开。" if options.paths else ""
    if left := "、".join(name for key, name in desk.SETTING_NAMES.items() if options.by_call.get(key)):
        others += f"本次给出的{left}没有采用"
        others += "，录入仍记在核查台下方所示的核查人名下" if options.who and options.by_call.get("who") else ""
        others += "；要更换的，请在核查台点“打开其他”，在选择页面右侧的“设置”中更换，或结束核查台后重新运行。"
    if not running.entrance:
        say(f"本文件夹的核查台正在启动，请稍候到浏览器中查看。{others}")
        return DONE
    say(f"本文件夹的核查台已经打开（进程{running.pid}）：{running.entrance}\n{others}")
    return DONE


def _open(entrance: str, folder: Path, *, wanted: bool) -> None:
    if not wanted:
        say(f"请将以下地址复制到本机的浏览器打开（地址中有钥匙，请勿转发）：\n{entrance}")
    elif serving.show(entrance, folder):
        say(f"正在浏览器中打开核查台；没有打开的，请将以下地址复制到浏览器（地址中有钥匙，请勿转发）：\n{entrance}")
    else:
        say(f"没有找到浏览器。请将以下地址复制到本机的浏览器打开（地址中有钥匙，请勿转发）：\n{entrance}")
