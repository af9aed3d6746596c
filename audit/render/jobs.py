"""The steps of a batch that its processes take: a report checked, a notebook run and written as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit import pipeline
from audit.findings import Outcome
from audit.history import Sought
from audit.model import Report
from audit.profiles import Profile


@dataclass(frozen=True, slots=True)
class CheckJob:
    """A report to check, with the earlier reports that go with it."""

    report: Report
    earlier: tuple[Report, ...]
    profiles: tuple[Profile, ...]
    doubtful: Sought


@dataclass(frozen=True, slots=True)
class PageJob:
    """A notebook to run and to write as ``folder/name.ipynb`` and ``.html``."""

    template: Path
    folder: Path
    name: str
    title: str
    parameters: Mapping[str, object]


def check(job: CheckJob) -> Sequence[Outcome]:
    """What is found in a report."""
    return pipeline.check(job.report, job.earlier, job.profiles, job.doubtful)


def make(job: PageJob) -> None:
    """Run the notebook and write its page."""
    from audit.render import engine  # noqa: PLC0415 – papermill takes seconds to import; only workers need it

    engine.make(job.template, job.parameters, job.title, job.folder / job.name)
