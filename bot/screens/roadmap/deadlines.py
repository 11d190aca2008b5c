"""Deadlines: overdue, soon, this quarter and year, recurring, without a date; each a list in the order of its days."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from bot.callbacks.breadcrumbs import extended
from bot.callbacks.roadmap import DeadlineList, OpenDeadlineList, OpenDeadlines, OpenHome
from bot.i18n import gettext as _
from bot.screens.dates import day_figures
from bot.screens.deadline_words import control_date
from bot.screens.fragments import activity_entry
from bot.screens.keyboard import button, counted
from bot.screens.paging import Entry, Heading, Route, listing, long_listing
from bot.screens.phrases import activity_count
from bot.screens.roadmap.deadline_lists import count_listed, listed
from bot.telegram.screen import Screen
from data.roadmap.models import Activity, RoadmapContent


def deadlines_screen(content: RoadmapContent, today: date, closed: Collection[int] = ()) -> Screen:
    """Each list that has something in it, with how much."""
    counts = {which: count_listed(content, which, today, closed) for which in DeadlineList}
    entries = [
        Entry(button(counted(list_name(which), count), OpenDeadlineList(which=which)))
        for which, count in counts.items()
        if count
    ]
    empty = [
        f"{list_name(which)}: 0" for which in (DeadlineList.OVERDUE, DeadlineList.SOON) if not counts[which]
    ]
    remark = "\n".join([_("By the control dates:"), *empty])
    return listing(
        Heading(_("Deadlines"), remark), entries, Route(OpenHome(), 0, lambda _to: OpenDeadlines())
    )


def deadline_list_screen(
    content: RoadmapContent,
    place: OpenDeadlineList,
    today: date,
    closed: Collection[int] = (),
    year: Mapping[int, str] | None = None,
) -> Screen:
    """`year` says, by the ids of activities, how each that comes every year stands this year."""
    activities = listed(content, place.which, today, closed)
    breadcrumbs = extended("", place)
    count = activity_count(len(activities))
    yearly = year if place.which is DeadlineList.ANNUAL and year is not None else None
    remark = (
        "\n".join([count, _("State in {year}:").format(year=today.year)]) if yearly is not None else count
    )
    return long_listing(
        Heading(list_name(place.which), remark),
        activities,
        lambda activity: _entry(activity, breadcrumbs, today, yearly),
        Route(OpenDeadlines(), place.page, lambda to: OpenDeadlineList(which=place.which, page=to)),
    )


def _entry(activity: Activity, breadcrumbs: str, today: date, year: Mapping[int, str] | None) -> Entry:
    entry = activity_entry(activity, breadcrumbs, today)
    if year is None:
        return entry
    when = control_date(activity.deadline, today)
    days = [day_figures(when.day)] if when else []
    return replace(entry, detail=": ".join([*days, year.get(activity.id, "")]))


def list_name(which: DeadlineList) -> str:
    names = {
        DeadlineList.OVERDUE: _("Overdue"),
        DeadlineList.WEEK: _("Next 7 days"),
        DeadlineList.FORTNIGHT: _("Next 14 days"),
        DeadlineList.SOON: _("Next 30 days"),
        DeadlineList.QUARTER: _("This quarter"),
        DeadlineList.THIS_YEAR: _("This year"),
        DeadlineList.ANNUAL: _("Every year"),
        DeadlineList.REGULAR: _("Several times a year"),
        DeadlineList.UNDATED: _("Without a date"),
    }
    return names[which]
