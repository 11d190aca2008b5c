"""Activities by their state: overdue, at risk, awaited, without reports, done; each a list in the roadmap's order."""

from bot.callbacks.breadcrumbs import extended
from bot.callbacks.roadmap import OpenHome, OpenStateList, OpenStates, StateList
from bot.i18n import gettext as _
from bot.screens.fragments import States, activity_entry, open_words, state_of
from bot.screens.keyboard import button, counted
from bot.screens.paging import Entry, Heading, Route, listing, long_listing
from bot.screens.phrases import activity_count
from bot.telegram.screen import Screen
from data.notes.activity_state import ActivityState
from data.notes.statuses import TROUBLED, StateKind
from data.roadmap.models import Activity, RoadmapContent


def states_screen(content: RoadmapContent, states: States) -> Screen:
    """Each list that has something in it, with how much; of the others that there is nothing."""
    counts = {which: len(_listed(content, which, states)) for which in StateList}
    entries = [
        Entry(button(counted(list_name(which), count), OpenStateList(which=which)))
        for which, count in counts.items()
        if count
    ]
    empty = [f"{list_name(which)}: 0" for which, count in counts.items() if not count]
    remark = "\n".join([open_words(states, content.activities), *empty])
    return listing(Heading(_("By state"), remark), entries, Route(OpenHome(), 0, lambda _to: OpenStates()))


def state_list_screen(content: RoadmapContent, place: OpenStateList, states: States) -> Screen:
    activities = _listed(content, place.which, states)
    breadcrumbs = extended("", place)
    return long_listing(
        Heading(list_name(place.which), activity_count(len(activities))),
        activities,
        lambda activity: activity_entry(content, activity, states, breadcrumbs),
        Route(OpenStates(), place.page, lambda to: OpenStateList(which=place.which, page=to)),
    )


def list_name(which: StateList) -> str:
    names = {
        StateList.OVERDUE: _("Overdue"),
        StateList.TROUBLED: _("At risk or needs an extension"),
        StateList.AWAITED: _("Waiting for the other side"),
        StateList.NO_REPORTS: _("Without reports"),
        StateList.DONE: _("Completed"),
    }
    return names[which]


def _listed(content: RoadmapContent, which: StateList, states: States) -> list[Activity]:
    return [activity for activity in content.activities if _is_in(state_of(states, activity.id), which)]


def _is_in(state: ActivityState, which: StateList) -> bool:
    match which:
        case StateList.OVERDUE:
            return state.now.is_overdue
        case StateList.TROUBLED:
            return state.kind in TROUBLED
        case StateList.AWAITED:
            return state.kind is StateKind.AWAITED
        case StateList.NO_REPORTS:
            return state.has_no_reports
        case StateList.DONE:
            return state.now.is_done
