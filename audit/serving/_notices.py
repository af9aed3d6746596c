"""Pages of one notice, which stand where the desk cannot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from audit.machine.installed.resources import PACKAGE

#: The folder of the pages' templates.
TEMPLATES = PACKAGE / "serving" / "templates"


@dataclass(frozen=True, slots=True)
class PageNotice:
    """What a page says, in Chinese, and where it leads back to."""

    title: str
    text: str
    link: str = ""


#: What is said where nothing is.
NO_PAGE = PageNotice("没有这个页面", "核查台只有一个页面。", link="/")


def notice(said: PageNotice, template: str = "notice.html.j2") -> str:
    """The page that says ``said``, whole."""
    return _template(template).render(said=said)


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name)
