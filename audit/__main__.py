"""The command line ``gkaudit``: one function a command, no logic. What it prints is the outside contract."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from audit import console, explain, pipeline, profiles, rosters, schema
from audit.assessment import Assessment
from audit.causes import Cause, by_outcome, membership
from audit.commands import doctor, fee
from audit.commands.arguments import parser
from audit.corpus import Roster
from audit.coverage import Coverage, coverage
from audit.errors import AuditError, Failure, NotYetError, OwnError, UsageError, trace
from audit.findings import FAMILY_NAMES, GRAVEST_FIRST, Outcome, Severity
from audit.machine import records
from audit.model import Report
from audit.profiles import Profile
from audit.rules import catalogue
from audit.rules.skeleton import TO_FILL_IN, new_rule
from audit.steering import escaped

#: Exit codes of the contract.
DONE, UNREADABLE, USAGE, OWN_FAILURE = 0, 1, 2, 3
_RECORDED = "故障记录（不含报告文字）在{}，反馈时请附上。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    commands = {
        "extract": _extract, "check": _check, "audit": _audit, "rules": _rules, "new-rule": _new_rule, "fee": _fee, "doctor": _doctor, "lab": _lab,
    }  # fmt: skip
    options = parser(commands).parse_args(arguments)
    if any(not str(path).strip() for path in getattr(options, "paths", ())):
        _say("路径不能为空。")
        return USAGE
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except (NotYetError, UsageError) as error:
        _say(str(error))
        return USAGE
    except AuditError as error:
        _say(str(error))
        return OWN_FAILURE
    except BrokenPipeError:
        # Who read our output has seen enough (“gkaudit rules | head”): no further word, here or at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        _say("内存不足，本次运行已停止。请关闭其他程序，或在内存较大的机器上运行。")
        return OWN_FAILURE
    except Exception as error:
        _say(reason := str(OwnError.of(error)))
        _record({"": Failure(reason, trace(error))})
        return OWN_FAILURE
    except KeyboardInterrupt:
        _say("已中断。已写完的结果保留，再次运行同一命令会接着做。")
        return OWN_FAILURE
    return code


def _extract(options: argparse.Namespace) -> int:
    codes, failures, readable = [], dict[str, Failure](), list[Report]()
    for report in pipeline.read_all(options.paths):
        codes.append(_exit_code(report))
        readable += [report] if options.draw and report.status != "unreadable" else []
        failures |= {report.source: report.failure} if report.failure else {}
        if options.explain and report.status != "unreadable":
            _explain(report, as_json=options.json)
        elif options.json:
            _print_json("report", report.as_json())
        elif report.status != "unreadable":
            print(console.printable(console.summary(report)))
    _record(failures)
    if options.draw:
        _draw(readable, options.draw)
    return max(codes, default=UNREADABLE)


def _draw(reports: Sequence[Report], folder: str) -> None:
    """Draw the pages of the reports, and say on standard error which files show them."""
    from audit.render import drawings  # noqa: PLC0415 – not needed by any other use of the command

    for report, path, why in drawings.draw(reports, folder):
        _say(f"版面图：{path}" if path else f"没有版面图：{report.source}：{why}")


def _explain(report: Report, *, as_json: bool) -> None:
    """Print how the report was read."""
    reading = explain.explained(report, pipeline.stages(report.source), pipeline.check(report))
    if as_json:
        _print_json("explanation", reading.as_json())
    else:
        print(console.printable(console.explanation(report, reading)))


def _check(options: argparse.Namespace) -> int:
    review = _review(options)
    _chosen(options)
    terms = review.terms()
    _doubts(terms.roster)
    code = max(map(_exit_code, terms.previous), default=DONE)
    reports = list(pipeline.read_all(options.paths, options.roster))
    if refused := pipeline.nothing_read(reports):
        return _nothing_read(reports, refused)
    assessment = pipeline.assess(pipeline.assemble(reports, terms), terms)
    code = max([code, *(_exit_code(report) for report, _ in assessment.audited)])
    _show(assessment, as_json=options.json)
    if due := assessment.corpus.other_due_year():
        _say(f"名录的应报日期为{due}年度的，所查年度为{assessment.year}，请核对名录。")
    if alone := assessment.corpus.unprecedented():
        _say(f"给出的以往年度报告中没有以下{len(alone)}家机关的，其年度衔接未核对：{'、'.join(alone)}。")
    for name, reason in assessment.failed.items():
        _say(f"未能核查：{name}：{reason}")
    _record(assessment.failures())
    code = OWN_FAILURE if assessment.failed else code
    found = (outcome.severity for outcome in assessment.every_outcome() if outcome.verdict == "fail")
    return _fail_on(options, code, found)


def _show(assessment: Assessment, *, as_json: bool) -> None:
    """Print the outcomes report by report, then those on agencies without one, then the scores."""
    causes = by_outcome(assessment.every_cause())
    for report, outcomes in assessment.audited:
        if as_json:
            covered = coverage(report, outcomes) if report.status != "unreadable" else None
            _print_json("outcome", *(_outcome(outcome, causes, covered) for outcome in outcomes))
        elif report.status != "unreadable":
            print(console.printable(console.findings(report, outcomes, assessment.causes.get(report.source, ()))))
    if as_json:
        _print_json("outcome", *(_outcome(outcome, causes, None) for outcome in assessment.absent))
    elif assessment.absent:
        print(console.printable(console.absent(assessment.absent)))
    readable = [report for report, _ in assessment.audited if report.status != "unreadable"]
    if len(readable) > 1 and not as_json:
        print(console.printable(console.overall(readable, assessment.causes)))
    if assessment.scores:
        print(console.printable(console.scores(assessment.scores)), file=sys.stderr if as_json else sys.stdout)


def _outcome(outcome: Outcome, causes: Mapping[int, Cause], covered: Coverage | None) -> dict[str, Any]:
    """The object of an outcome, with the cause that it belongs to, and how much of its report's text was decided."""
    covered_by = {"coverage": covered.as_json() if covered else None}
    return outcome.as_json() | membership(causes, outcome)._asdict() | covered_by


def _audit(options: argparse.Namespace) -> int:
    from audit import render  # noqa: PLC0415 - pandas, matplotlib and papermill are only loaded where they are used

    if options.scheduler:
        raise NotYetError("--scheduler（分布式调度）尚未提供，本次没有执行任何操作。请去掉该参数后重试。")
    if options.workers < 1:
        raise UsageError("--workers 应为1或更大的整数。")
    _chosen(options)
    _doubts(rosters.load(options.roster) if options.roster else None)
    result = render.audit_batch(options.paths, options.out, workers=options.workers, review=_review(options))
    unread = [("未核查" if source in result.others else "未能读取", source, why) for source, why in result.unreadable]
    unread += [("未能生成", *each) for each in result.failed]
    for what, source, error in unread if len(unread) > 1 or not result.refused else ():
        _say(f"{what}：{source}：{error}")
    if result.record:
        _say(_RECORDED.format(result.record))
    if result.refused:
        _say(result.refused)
        return result.exit_code
    if result.missing:
        _say(f"名录中有{result.missing}家机关没有报送，见总览和台账。")
    if result.earlier:
        _say(
            f"输出文件夹中另有{result.earlier}个以前核查生成的页面，其报告不在本次范围内，没有计入本次结果，总览中另行列出。"
        )
    _say(f"{result.tally.words()}。结果在{Path(options.out).resolve()}，{_next_step(result.index)}")
    return _fail_on(options, result.exit_code, result.severities)


def _next_step(index: Path | None) -> str:
    if index:
        return f"请打开其中的{index.name}。"
    return "总览未能生成（原因见上），请直接打开各份报告的核查页；排除原因后再次运行同一命令即可补上。"


def _doubts(roster: Roster | None) -> None:
    """Say on standard error which words of the roster may be slips of the pen."""
    for note in roster.notes if roster else ():
        _say(f"机关名录：{note}请核对名录。")


def _fail_on(options: argparse.Namespace, code: int, found: Iterable[Severity]) -> int:
    """``code``, or at least 1 where one of the severities ``found`` is as grave as the call asks for."""
    grave = options.fail_on and any(GRAVEST_FIRST[each] <= GRAVEST_FIRST[options.fail_on] for each in found)
    return max(code, UNREADABLE) if grave else code


def _rules(options: argparse.Namespace) -> int:
    chosen = _chosen(options)
    state = profiles.together(chosen)
    if not options.id:
        for rule in catalogue():
            print(
                f"{rule.id}\t{state.level(rule.id, rule.severities)}\t{rule.title}\t{console.first_clause(rule.basis)}"
            )
        return DONE
    found = {rule.id: rule for rule in catalogue()}.get(options.id.upper())
    if found is None:
        _say(f"没有编号为“{options.id}”的规则。查看全部规则：gkaudit rules")
        return USAGE
    print(f"{found.documentation}级别：{state.level(found.id, found.severities)}")
    print(f"类别：{FAMILY_NAMES.get(found.family, found.family)}")
    print(f"条件：{found.condition}")
    return DONE


def _new_rule(options: argparse.Namespace) -> int:
    made = new_rule(options.id)
    print(f"已在{made.root}写出规则{made.id}的骨架：")
    print(f"  {made.rule.as_posix()}（规则；文件名可以在编号之后加“_所查事项”）")
    print(f"  {made.cases.as_posix()}（用例）")
    print(f"请填写其中所有写有“{TO_FILL_IN}……】”之处，然后执行：")
    print(f"  python -m pytest tests/rules/test_rules.py tests/rules/test_catalogue.py -q -k {made.id}")
    print("填写完以前，该规则不能运行，测试不能通过。写法见docs/怎样增加一条规则.md。")
    return DONE


def _review(options: argparse.Namespace) -> pipeline.Review:
    """What the call asks for besides the reports."""
    return pipeline.Review(options.previous, options.roster, options.rubric, options.profile, options.asof)


def _chosen(options: argparse.Namespace) -> tuple[Profile, ...]:
    """The profiles of the call; says on standard error what each of them changes, and for whom."""
    chosen = pipeline.load_profiles(options.profile)
    for profile in chosen:
        whom = "（只适用于名称符合的机关）" if profile.applies_to else ""
        _say(f"核查方案“{profile.name}”{whom}：{'；'.join(profile.changes) or '没有改变'}。")
    return chosen


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
            _print_json("component", found.as_json())
        else:
            print(console.printable(found.described()), flush=True)
    _say("主要功能会受影响，请先处理标为“问题”的各项。" if "fault" in states else "主要功能可以使用。")
    return UNREADABLE if "fault" in states else DONE


def _lab(options: argparse.Namespace) -> int:
    from audit import render  # noqa: PLC0415

    if options.copy_only:
        render.lay_out(Path(options.dir), _say)
        return DONE
    return render.open_lab(Path(options.dir), _say, browser=not options.no_browser)


def _nothing_read(reports: Sequence[Report], refused: str) -> int:
    """Say on standard error that no report could be read, and of several files what is wrong with each; the exit code."""
    for report in reports if len(reports) > 1 else ():
        _exit_code(report)
    _say(refused)
    failures = {report.source: report.failure for report in reports if report.failure}
    _record(failures)
    return OWN_FAILURE if failures else UNREADABLE


def _exit_code(report: Report) -> int:
    """Say on standard error what could not be read; the exit code that follows from it."""
    if report.status != "unreadable":
        return DONE
    what = "未能核查" if report.failure else "未核查" if report.absence == "other" else "未能读取"
    _say(f"{what}：{report.source}：{report.error}")
    return OWN_FAILURE if report.failure else UNREADABLE


def _record(failures: Mapping[str, Failure]) -> None:
    """Keep a record of our own faults where the user's programs keep such things, and name it."""
    if kept := records.keep(failures):
        _say(_RECORDED.format(kept))


def _print_json(kind: str, *data: dict[str, Any]) -> None:
    for item in data:
        print(escaped(json.dumps(schema.stamped(kind, item), ensure_ascii=False, allow_nan=False)))


def _say(text: str) -> None:
    print(console.printable(text), file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
