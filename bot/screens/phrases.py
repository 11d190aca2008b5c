"""Small phrases that many screens are made of."""

from collections.abc import Iterable

from bot.i18n import gettext as _
from bot.i18n import ngettext


def activity_count(n: int) -> str:
    return ngettext("{n} activity", "{n} activities", n).format(n=n)


def sphere_count(n: int) -> str:
    return ngettext("{n} sphere", "{n} spheres", n).format(n=n)


def agency_count(n: int) -> str:
    return ngettext("{n} agency", "{n} agencies", n).format(n=n)


def numbered(number: int) -> str:
    """«№ 5» or “No. 5”."""
    return _("No. {number}").format(number=number)


def quoted(text: str) -> str:
    return _("“{text}”").format(text=text)


def titled(number: str, title: str) -> str:
    """«3. В сфере строительства»."""
    return f"{number}. {title}"


def examples_line(examples: Iterable[str]) -> str:
    """«Например: «Минстрой», «декабрь», «3.2».», or nothing without examples."""
    named = ", ".join(map(quoted, examples))
    return _("For example: {examples}.").format(examples=named) if named else ""
