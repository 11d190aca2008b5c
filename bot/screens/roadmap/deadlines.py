"""Deadlines: overdue, soon, this quarter and year, recurring, without a date; each a list in the order of its days."""

from datetime import date
from typing import Final

from bot.callbacks.breadcrumbs import extended
from bot.callbacks.roadmap import DeadlineList, OpenDeadlineList, OpenDeadlines, OpenHome
from bot.i18n import gettext as _
from bot.screens.fragments import States, activity_entry, count_open, in_year, open_words
from bot.screens.keyboard import button, open_counted
from bot.screens.paging import Entry, Heading, Route, listing, long_listing
from bot.screens.roadmap.deadline_lists import listed
from bot.telegram.screen import Screen
from data.roadmap.models import RoadmapContent

OF_THIS_YEAR: Final = frozenset({DeadlineList.QUARTER, DeadlineList.THIS_YEAR, DeadlineList.ANNUAL})


def deadlines_screen(content: RoadmapContent, today: date, states: States) -> Screen:
    """Each list that has something in it, with how much of it is open."""
    lists = {which: listed(content, which, today, states) for which in DeadlineList}
    entries = [
        Entry(
            button(
                open_counted(list_name(which), count_open(states, activities), len(activities)),
                OpenDeadlineList(which=which),
            )
        )
        for which, activities in lists.items()
        if activities
    ]
    empty = [
        f"{list_name(which)}: 0" for which in (DeadlineList.OVERDUE, DeadlineList.SOON) if not lists[which]
    ]
    remark = "\n".join([_("By the control dates:"), *empty])
    return listing(
        Heading(_("Deadlines"), remark), entries, Route(OpenHome(), 0, lambda _to: OpenDeadlines())
    )


def deadline_list_screen(
    content: RoadmapContent, place: OpenDeadlineList, today: date, states: States
) -> Screen:
    """A list whose lines say the state: of what comes every year that of the year that is under way."""
    activities = listed(content, place.which, today, states)
    breadcrumbs = extended("", place)
    states = in_year(states, today.year) if place.which in OF_THIS_YEAR else states
    return long_listing(
        Heading(list_name(place.which), open_words(states, activities)),
        activities,
        lambda activity: activity_entry(content, activity, states, breadcrumbs),
        Route(OpenDeadlines(), place.page, lambda to: OpenDeadlineList(which=place.which, page=to)),
    )


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
