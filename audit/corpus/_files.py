"""Which agency the name of a report's file means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from audit.corpus.roster import Agency, Naming, RosterNames
from audit.patterns import regex
from audit.text import clean, fold
from audit.words import ending

#: Words of a file's name that name no agency, and what else stands between its words.
_NO_NAME = regex(r"政府信息|政务公开|信息公开|工作|年度|年报|报告|[^\u4e00-\u9fff]+")
#: What people put in front of a name and behind it.
_AROUND = regex(
    r"^(?:附件|附|关于|报送)+|(?:的|关于|年|印发|发布|终稿|定稿|初稿|修改稿|送审稿|盖章版?|上报版?|最终版?|版|稿)+$"
)
#: What a longer name of another organ goes on with.
_ORGAN = regex(
    rf"""
    ^ [\u4e00-\u9fff]{{0,12}}?                                                                         # its further name
    (?: {ending("bureau", "office", "township", "zone", "force", "unit", "room")} | [办队校馆] )        # what it is
    """,
    re.VERBOSE,
)


def by_file(path: PurePath, names: RosterNames, place: str = "") -> Naming:
    """Whom the file's name means: by the pattern that the roster expects, else by the longest name in it.

    ``place`` is the region of its folder.
    """
    texts = {fold(text) for text in (path.name, path.stem, path.as_posix())}
    expected = [agency for pattern, agency in names.expected if any(map(pattern.fullmatch, texts))]
    if len(expected) == 1:
        return Naming("name", expected[0])
    flat = fold(clean(path.stem))
    pieces = [piece for part in _NO_NAME.split(flat) if len(piece := _AROUND.sub("", part)) > 1]
    known = [(piece, names.recognise(piece, place)) for piece in dict.fromkeys((*pieces, "".join(pieces)))]
    sure = [(len(piece), naming.agency) for piece, naming in known if naming.agency]
    if sure := sure or [(len(name), agency) for name, agency in names.folded if _stands(name, flat)]:
        longest = max(length for length, _ in sure)
        return _one([agency for length, agency in sure if length == longest])
    return next((naming for _, naming in known if naming.how == "ambiguous"), Naming("unknown"))


def _stands(name: str, flat: str) -> bool:
    """Whether ``name`` stands in the name of a file by itself and not as a part of a longer one."""
    at = flat.find(name)
    if at < 0:
        return False
    before = _NO_NAME.split(flat[:at])[-1]
    behind = _NO_NAME.split(flat[at + len(name) :])[0]
    return not _AROUND.sub("", before) and not _ORGAN.match(behind)


def _one(agencies: Sequence[Agency]) -> Naming:
    named = {agency.name: agency for agency in agencies}
    if len(named) == 1:
        return Naming("name", agencies[0])
    return Naming("ambiguous", candidates=tuple(named.values()))
