"""A Dask cluster found fit for a batch before any work begins: it answers, runs this toolkit, and sees the batch's folders."""

from __future__ import annotations

import asyncio
import secrets
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit import sources
from audit.disk import files
from audit.errors import UsageError
from audit.machine.installed import code
from audit.render.processes import _errands

if TYPE_CHECKING:
    from distributed import Client

#: Seconds in which a scheduler answers, and in which one of its workers is there.
PATIENCE = 15.0
#: Seconds in which workers say what they see: those that have not yet loaded the toolkit do so then.
_ANSWERED = 180.0
#: Seconds after which a shared folder shows what another machine has written into it.
_LATE = 5.0
#: Files of the input that are looked at on each worker.
_LOOKED_AT = 8
#: Addresses of workers that a sentence names.
_NAMED = 3
_NOTHING_READ = "没有读取任何报告。"
_SILENT = "没有按时应答，请检查该机器和共享文件夹的连接"
_OTHER_VERSION = "的工具与本机不是同一版本（或者依赖库、Python版本不同），请在各台机器上安装同一版本及其随附的依赖库"


def connected(address: str) -> Client:
    """The way to the scheduler at ``address``; UsageError, in Chinese, where there is none."""
    if find_spec("distributed") is None:
        raise UsageError(
            f"--scheduler 需要另装分布式组件，{_NOTHING_READ}请运行 pip install 'gongkai-audit[cluster]' 后重试。"
        )
    _load_quietly()
    from distributed import Client  # noqa: PLC0415 – the library is an extra

    try:
        kind = asyncio.run(asyncio.wait_for(_kind(address), PATIENCE))
    except ValueError as error:
        raise UsageError(
            f"--scheduler 的地址“{address}”写法不正确，{_NOTHING_READ}应写作 tcp://主机:端口，如 tcp://192.168.1.10:8786。"
        ) from error
    except Exception:  # whatever else answers there
        kind = ""
    if kind == "Scheduler":
        with suppress(OSError):  # it has gone meanwhile
            return Client(address, timeout=PATIENCE, set_as_default=False)
    raise UsageError(
        f"在“{address}”没有调度器应答（至多等候{PATIENCE:g}秒），{_NOTHING_READ}"
        "请核对地址，并确认那台机器上的 dask scheduler 正在运行、端口没有被防火墙拦截。"
    )


async def _kind(address: str) -> str:
    """What answers at ``address``, as it calls itself; a client would try again and again, and leave threads behind."""
    from distributed import Security  # noqa: PLC0415 – the library is an extra
    from distributed.comm.core import connect  # noqa: PLC0415 – see above
    from distributed.core import send_recv  # noqa: PLC0415 – see above

    comm = await connect(address, timeout=PATIENCE, **Security().get_connection_args("client"))
    try:
        answer = await send_recv(comm, op="identity", close=True)
        return str(answer.get("type"))
    finally:
        comm.abort()


def _load_quietly() -> None:
    """Load the library so that it says nothing on standard error, unless it was loaded before by somebody who wants it to."""
    if "distributed" not in sys.modules:
        import dask  # noqa: PLC0415 – the library is an extra

        with dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}}):
            import_module("distributed")


@dataclass(frozen=True, slots=True)
class Fitness:
    """What workers have to see for a batch: ``probe``, a file with the words ``text``, and some ``files`` of the input.

    ``files`` are digests of their first bytes by path; paths count from the folder ``home`` on.
    """

    probe: Path
    text: str
    home: str
    files: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path, inputs: Iterable[str], besides: Iterable[str]) -> Fitness:
        """For a batch that lays down its jobs in ``folder`` and reads ``inputs``, of which a few are looked at, and ``besides``.

        What is no file is passed over. This writes the probe.
        """
        text, probe = secrets.token_hex(16), folder / "probe"
        files.write(probe, text)
        paths = sorted({str(sources.split(source)[0]) for source in inputs})
        known = {path: _errands.start(Path(path)) for path in (*_some(paths), *besides)}
        return cls(probe, text, str(Path.cwd()), {path: digest for path, digest in known.items() if digest})

    def demand(self, client: Client, address: str) -> frozenset[str]:
        """The workers of the scheduler at ``address``; UsageError, in Chinese, where there are none or one is not fit."""
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
            judged = self.judge(client, client.nthreads())
        except TimeoutError as error:
            raise UsageError(
                f"调度器“{address}”上没有工作进程，{_NOTHING_READ}请先在各台机器上运行 dask worker {address}，再重试。"
            ) from error
        except OSError as error:
            raise UsageError(
                f"与调度器“{address}”的连接已中断，{_NOTHING_READ}请确认 dask scheduler 仍在运行，再重试。"
            ) from error
        for reason in sorted(set(filter(None, judged.values()))):
            named = sorted(worker for worker, why in judged.items() if why == reason)
            more = f"等{len(named)}个工作进程" if len(named) > _NAMED else ""
            raise UsageError(f"工作进程{'、'.join(named[:_NAMED])}{more}{reason}；{_NOTHING_READ}")
        return frozenset(judged)

    def judge(self, client: Client, workers: Collection[str]) -> dict[str, str]:
        """What keeps each of ``workers`` (addresses) from taking part, "" for nothing; those that are gone are left out.

        It goes on a Chinese sentence that begins with the worker.
        """
        versions = _asked(client, workers, code.digest)
        same = [worker for worker, digest in versions.items() if digest == code.digest()]
        judged, until = self._judged(client, same), time.monotonic() + _LATE
        while any(judged.values()) and time.monotonic() < until:
            time.sleep(0.5)
            judged = self._judged(client, same)
        other = {
            worker: _SILENT if isinstance(answer, TimeoutError) else _OTHER_VERSION
            for worker, answer in versions.items()
            if worker not in same
        }
        return other | judged

    def _judged(self, client: Client, workers: Collection[str]) -> dict[str, str]:
        seen = _asked(client, workers, _errands.look, str(self.probe), self.home, dict(self.files))
        return {worker: self._reason(found) for worker, found in seen.items()}

    def _reason(self, found: Any) -> str:
        out = self.probe.parents[2]
        if not isinstance(found, _errands.Seen):
            return _SILENT
        if found.text != self.text:
            return f"看不到本机的输出文件夹“{out}”，请改用各台机器以同一路径共享的文件夹"
        if not found.writes:
            return f"不能写入输出文件夹“{out}”，请在各台机器上以同一用户运行，并检查权限"
        if found.lacking:
            path = Path(self.home, found.lacking[0])
            return f"读不到与本机相同的“{path}”，请把报告等输入文件放在各台机器以同一路径共享的文件夹中"
        return ""


def _asked(client: Client, workers: Collection[str], function: Callable[..., Any], *given: Any) -> dict[str, Any]:
    """What ``function`` answers on each of the ``workers``, or the exception that it ends with; none of those that are gone.

    OSError where the scheduler is.
    """
    if not workers:
        return {}
    try:
        answers = client.run(function, *given, workers=list(workers), on_error="return", callback_timeout=_ANSWERED)
    except TimeoutError as error:
        return dict.fromkeys(workers, error)
    return {worker: answer for worker, answer in answers.items() if not isinstance(answer, OSError)}  # they are gone


def _some(paths: Sequence[str]) -> Sequence[str]:
    """A few of ``paths`` from all over them."""
    return paths[:: max(1, len(paths) // _LOOKED_AT)]
