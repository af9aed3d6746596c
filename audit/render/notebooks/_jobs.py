"""The steps of a batch that its processes take: a report checked, a notebook run and written as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audit import pipeline, reading
from audit.assessment import Examined
from audit.cache import pack
from audit.history import Sought
from audit.model import Report
from audit.profiles import Profile
from audit.render.notebooks._cutting import crops_ahead
from audit.render.notebooks._inputs import notebook


@dataclass(frozen=True, slots=True)
class CheckJob:
    """A report to check, with the earlier reports that go with it."""

    report: Report
    earlier: tuple[Report, ...]
    profiles: tuple[Profile, ...]
    doubtful: Sought


@dataclass(frozen=True, slots=True)
class PageJob:
    """A notebook to run and to write as ``folder/name.ipynb`` and ``.html``, with what it need not find out anew.

    ``template`` is its name: where it stands is another place on another machine.
    """

    template: str
    folder: Path
    name: str
    title: str
    parameters: Mapping[str, object]
    provided: Mapping[str, object] = field(default_factory=dict)


def read_packed(source: str) -> bytes:
    """A report as the cache keeps it."""
    return pack(reading.read(source))


def check_packed(job: CheckJob) -> bytes:
    """What is found in a report, as the cache keeps it."""
    return pack(pipeline.check(job.report, job.earlier, job.profiles, job.doubtful))


def make_page(job: PageJob) -> None:
    """Run the notebook and write its page."""
    provided = dict(job.provided)
    for found in job.provided.values():
        if isinstance(found, Examined):
            provided |= crops_ahead(found)
    from audit.render.notebooks import pages  # noqa: PLC0415 – papermill takes seconds to import; only workers need it

    pages.make(notebook(job.template), job.parameters, job.title, job.folder / job.name, provided)
