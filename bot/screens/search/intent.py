"""A reading of a question in words: «ведомство — Министерство строительства Пермского края, срок — декабрь»."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import asked_day, day_figures, day_words, month_name, years_words
from bot.screens.phrases import quoted, short_names, titled
from bot.telegram.text_length import shorten
from data.roadmap.models import DeadlineKind, RoadmapContent
from data.search.models import AskedTime, Intent

NAME: Final = 160  # units of one name
NAMED: Final = 3  # of the same kind; how many more there are is said


def intent_words(intent: Intent, content: RoadmapContent) -> str:
    """Returns what was meant, part after part; empty for an empty interpretation."""
    return ", ".join(_parts(intent, content))


def intent_label(intent: Intent, content: RoadmapContent) -> str:
    """Returns the label of a button: the names alone, the time first, for it is short."""
    return ", ".join(label_parts(intent, content)) or intent_words(intent, content)


def label_parts(intent: Intent, content: RoadmapContent) -> list[str]:
    """Returns the names that a label is made of."""
    every = intent.parties and len(intent.agencies) > NAMED
    named = () if every else intent.agencies
    names = _short_time(intent.time) if intent.time else []
    names += short_names(content, [agency for agency in content.agencies if agency.id in named])
    names += [party.region for party in content.roadmap.parties if party.id in intent.parties]
    names += [
        titled(sphere.number, sphere.title) for sphere in content.spheres if sphere.id in intent.spheres
    ]
    names += [quoted(intent.words)] if intent.words else []
    return list(filter(None, names))


def _parts(intent: Intent, content: RoadmapContent) -> Iterator[str]:
    yield from _agencies(intent, content)
    regions = [party.region for party in content.roadmap.parties if party.id in intent.parties]
    if regions:
        yield ngettext("side — {names}", "sides — {names}", len(regions)).format(names=_list(regions))
    spheres = [
        titled(sphere.number, sphere.title) for sphere in content.spheres if sphere.id in intent.spheres
    ]
    if spheres:
        yield ngettext("sphere — {names}", "spheres — {names}", len(spheres)).format(names=_list(spheres))
    if intent.words:
        yield _("in the text — {words}").format(words=quoted(shorten(intent.words, NAME)))
    if intent.time and (time := ", ".join(filter(None, _time(intent.time)))):
        yield _("deadline — {time}").format(time=time)
    yield from _numbers(intent, content)


def _numbers(intent: Intent, content: RoadmapContent) -> Iterator[str]:
    """What was named by number stands for itself; what was found is listed anyway."""
    named = intent.agencies or intent.parties or intent.spheres or intent.words or intent.time
    numbers = [
        activity.number for activity in content.activities if activity.id in intent.activities and not named
    ]
    if numbers:
        yield ngettext("activity — {names}", "activities — {names}", len(numbers)).format(
            names=_list(numbers)
        )


def _agencies(intent: Intent, content: RoadmapContent) -> Iterator[str]:
    names = [agency.name for agency in content.agencies if agency.id in intent.agencies]
    if names:
        yield ngettext("agency — {names}", "agencies — {names}", len(names)).format(names=_list(names))


def _list(names: Iterable[str]) -> str:
    shown = [shorten(name, NAME) for name in names]
    more = len(shown) - NAMED
    return "; ".join(shown[:NAMED]) + (" " + _("and {n} more").format(n=more) if more > 0 else "")


def _short_time(time: AskedTime) -> list[str]:
    one_day = time.since if time.since == time.until else None
    return [asked_day(day_figures(one_day))] if one_day else [*_time(time)]


def _time(time: AskedTime) -> Iterator[str]:
    yield from (month_name(month) for month in time.months)
    if len(time.years) == 1 and not time.months:
        yield _("the year {year}").format(year=time.years[0])
    elif time.years:
        yield years_words(time.years)
    if time.since and time.since == time.until:
        yield asked_day(day_words(time.since))
    elif time.since or time.until:
        yield " – ".join(day_words(day) if day else "…" for day in (time.since, time.until))
    if time.within_days is not None:
        yield ngettext("within {n} day", "within {n} days", time.within_days).format(n=time.within_days)
    yield from map(_kind, time.kinds)
    if time.recurring and not time.kinds:
        yield _("recurring")
    if time.overdue and time.as_of:
        yield _("overdue on {day}").format(day=day_words(time.as_of))
    elif time.overdue:
        yield _("overdue")
    if time.undated:
        yield _("without a date")


def _kind(kind: DeadlineKind) -> str:
    words = {
        DeadlineKind.ANNUAL: _("every year"),
        DeadlineKind.ANNUAL_MONTH: _("every year"),
        DeadlineKind.HALF_YEAR: _("half-year"),
        DeadlineKind.QUARTERLY: _("every quarter"),
        DeadlineKind.QUARTER: _("quarter"),
        DeadlineKind.MONTHLY: _("every month"),
        DeadlineKind.ONGOING: _("ongoing"),
        DeadlineKind.BY_SCHEDULE: _("by a schedule"),
    }
    return words.get(kind, "")
