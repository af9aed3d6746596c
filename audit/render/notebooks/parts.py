"""The files of a list of agencies that is too long for the overview: each a page of its own, written beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from audit.assessment import Assessment
from audit.patterns import regex
from audit.present import overview
from audit.render.results.store import ENDINGS

_PART = regex(rf"index-\d+({'|'.join(map(re.escape, ENDINGS))})")


def write(
    folder: Path,
    assessment: Assessment,
    pages: Mapping[str, str],
    news: Mapping[str, str] | None = None,
    most: int = overview.MOST_LINES,
) -> dict[str, Exception]:
    """Write the files of the list that has more than ``most`` lines, if it has; why some could not be written, by name.

    ``pages`` are the pages of reports by source, ``news`` what is new. Files of an earlier run that this one does not have are removed.
    """
    found = overview.split(assessment, pages, news, most)
    failed: dict[str, Exception] = {}
    for one in found:
        try:
            _write(folder, assessment, one)
        except Exception as error:  # whatever it is, it must not cost the overview and the other files
            failed[one.file] = error
    kept = {Path(one.file).stem for one in found}
    with suppress(OSError):  # a folder that is gone holds nothing of an earlier run
        _clear(folder, kept)
    return failed


def _clear(folder: Path, kept: Collection[str]) -> None:
    for path in folder.iterdir():
        if _PART.fullmatch(path.name) and path.stem not in kept:
            with suppress(OSError):  # one that another program holds stays
                path.unlink()


def _write(folder: Path, assessment: Assessment, one: overview.LinePart) -> None:
    from audit.render.notebooks import pages  # noqa: PLC0415 – papermill takes seconds to import; few reviews have such a list

    title = f"{assessment.year or ''}机关清单：{one.name}"
    pages.keep(overview.part(assessment, one), title, folder / Path(one.file).stem)
