"""正文的“没有”“均”“全部”与表格不一致

依据：《政府信息公开条例》第五十条、国办公开办函〔2021〕30号（内容不准确并造成不良后果的，按《条例》第四十七条处理）。文表不一可能出自统计口径，故列为疑点。
核对：正文写“未收到申请”“无行政复议、行政诉讼”“未制发规范性文件”等的，与表格对应数字是否为0比较；写复议、诉讼“均获维持”的，与表四纠正、其他结果、尚未审结比较；写申请“全部办结”的，与表三结转下年度比较。
不判：涉及其他年度、其他单位或分渠道的不判；“全部办结”而表中有结转、“均获维持”而表中只有尚未审结的，只列出，不判不符；表中空白与“没有”不矛盾。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from audit.findings import Evidence, Outcome
from audit.model import Passage
from audit.rules import Case, rule
from audit.rules._compare import evidences, unread
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, against_tables, is_denial, whole
from audit.text import show, widened

_SENTENCE = re.compile(r"[^。！？]{1,400}")
_UPHELD = re.compile(
    r"(?:均|全部|都)(?:获|获得|被|予以|得到|已)?(?:复议机关|人民法院|法院)?(?:判决|决定|裁定)?(?:结果)?维持"
)
_DONE = re.compile(
    r"(?:均|全部|都)(?:已)?(?:按时|按期|依法|及时|在(?:法定|规定)(?:期限|时限)内)*(?:予以)?(?:办结|办理完毕)"
)
_ABOUT_APPLICATIONS = re.compile("依申请公开|信息公开申请")
_ELSEWHERE = re.compile(
    "上年(?!度?结转)|去年|往年|近年|下属|各(?:街道|镇|乡|单位|部门|县|区)|建议|提案|信访|投诉|留言|热线|工单"
)
#: Words that name a route, “未经复议直接起诉” and “复议后起诉” being suits.
_ROUTES = (
    (re.compile("(?<!未经)复议(?!后)"), ("review",)),
    (re.compile("诉讼|起诉|应诉"), ("suit_direct", "suit_after_review")),
)


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per denial or universal that the tables can answer."""
    seen: Counter[str] = Counter()
    for claim in case.report.claims:
        if is_denial(claim) and claim.subject and claim.scope in ("report", "unclear"):
            seen[claim.subject] += 1
            outcome = against_tables(case, claim, f"denial:{claim.subject}#{seen[claim.subject]}")
            if outcome is not None:
                yield outcome
    number = 0
    for passage in case.report.passages:
        if passage.heading or passage.section == 5:
            continue
        for sentence in _SENTENCE.finditer(widened(passage.text)):
            if not _speaks_elsewhere(case, sentence[0]):
                for outcome in _universals(case, passage, sentence, f"all#{number}"):
                    number += 1
                    yield outcome


def _speaks_elsewhere(case: Case, sentence: str) -> bool:
    years = {int(year) for year in re.findall(r"(20\d\d)年", sentence)}
    return bool(_ELSEWHERE.search(sentence)) or bool(years - {case.report.year})


def _universals(case: Case, passage: Passage, sentence: re.Match[str], locus: str) -> Iterator[Outcome]:
    if match := _UPHELD.search(sentence[0]):
        about = _spoken_of(sentence[0], match.start())
        if routes := _routes(about):
            last = _routes(next((c for c in reversed(re.split("[，,]", sentence[0][: match.end()])) if _routes(c)), ""))
            outcome = _upheld(case, _place(passage, sentence, match), routes, f"{locus}:upheld", "审结" in about)
            if outcome.verdict == "fail" and last != routes and not _against(case, last):
                message = f"{outcome.message}；正文所指的是哪一类案件不能确定，请人工核对"
                yield _open(case, message, outcome.locus, outcome.places, outcome.cells)
            else:
                yield outcome
    match = _DONE.search(sentence[0])
    if match and _about_applications(case, passage, sentence) and not re.search("复议|诉讼", sentence[0]):
        yield _done(case, _place(passage, sentence, match), f"{locus}:done")


def _about_applications(case: Case, passage: Passage, sentence: re.Match[str]) -> bool:
    """Whether the sentence names applications, or states figures that are theirs (“办结27件，其中……，全部按时办结”)."""
    offset = passage.place.start or 0
    return bool(_ABOUT_APPLICATIONS.search(sentence[0])) or any(
        (claim.subject or "").startswith("applications.")
        and claim.scope == "report"
        and whole(claim.place) == whole(passage.place)
        and offset + sentence.start() <= (claim.place.start or 0) < offset + sentence.end()
        for claim in case.report.claims
    )


def _spoken_of(sentence: str, position: int) -> str:
    """The part between semicolons that holds ``position``, with those before it up to one that names a route."""
    start, end = position, sentence.find("；", position)
    while start > 0:
        start = max(sentence.rfind("；", 0, start - 1) + 1, 0)
        if any(word.search(sentence[start:position]) for word, _ in _ROUTES) or start == 0:
            break
    return sentence[start : end if end >= 0 else len(sentence)]


def _routes(text: str) -> list[str]:
    return [route for word, names in _ROUTES if word.search(text) for route in names]


def _against(case: Case, routes: Sequence[str]) -> list[str]:
    """The cells of ``routes`` that say that not everything concluded was upheld."""
    keys = (f"litigation.{route}.{result}" for route in routes for result in ("corrected", "other"))
    return [key for key in keys if case.report.value(key)]


def _place(passage: Passage, sentence: re.Match[str], match: re.Match[str]) -> Evidence:
    start, end = sentence.start() + match.start(), sentence.start() + match.end()
    return Evidence(passage.place.span(start, end), passage.text[start:end], "正文")


def _upheld(case: Case, said: Evidence, routes: Sequence[str], locus: str, concluded: bool) -> Outcome:
    results = ("corrected", "other") if concluded else ("corrected", "other", "pending")
    keys = tuple(f"litigation.{route}.{result}" for route in routes for result in results)
    places = (said, *evidences(case, keys))
    if unread(case, keys):
        return _open(case, f"正文“{said.raw}”：表四有未能读取的单元格，无法核对", locus, places, keys)
    against = [key for key in keys if case.report.value(key)]
    if not against:
        return case.outcome(
            "pass", f"正文“{said.raw}”，表四没有纠正、其他结果或尚未审结的案件，相符", locus, places, cells=keys
        )
    listed = "、".join(f"{case.form.cells[key].label}为 {show(case.report.value(key))}" for key in against)
    message = f"正文“{said.raw}”，而{listed}"
    if all(key.endswith(".pending") for key in against):
        return _open(case, f"{message}；正文可能只计已审结的案件，请人工核对", locus, places, keys)
    if len(routes) > 1 and any(not case.report.value(f"litigation.{route}.upheld") for route in routes):
        return _open(case, f"{message}；正文所指的是哪一类案件不能确定，请人工核对", locus, places, keys)
    return case.outcome("fail", message, locus, places, confidence=0.8, cells=tuple(against))


def _done(case: Case, said: Evidence, locus: str) -> Outcome:
    keys = ("applications.carried_out.total",)
    places = (said, *evidences(case, keys))
    if unread(case, keys):
        return _open(case, f"正文“{said.raw}”：表三“结转下年度继续办理”未能读取，无法核对", locus, places, keys)
    left = case.report.value(keys[0]) or 0
    message = f"正文“{said.raw}”，表三“结转下年度继续办理”为 {show(left)}"
    if left:
        return _open(case, f"{message}；正文可能只计到期申请，请人工核对", locus, places, keys)
    return case.outcome("pass", f"{message}，相符", locus, places, cells=keys)


def _open(case: Case, message: str, locus: str, places: Sequence[Evidence], keys: tuple[str, ...]) -> Outcome:
    return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=keys)
