"""The weekly summary as a person sees it: a week, or one that a link names."""

from bot.access import UserContext
from bot.callbacks.summaries import ConfirmSummaryWeek, OpenSummary
from bot.screens.notices import closed_roadmap_words, notice
from bot.screens.phrases import roadmap_name
from bot.screens.summaries.notices import unknown_weeks_screen, weeks_known_words
from bot.screens.summaries.week import Viewer, brief_screen, week_number, week_screen
from bot.services.roadmap.cache import RoadmapCache
from bot.services.roadmap.choosing import follow_link
from bot.services.roadmap.inquiries import coordinates_here
from bot.services.summaries.admin import SummaryAdmin
from bot.telegram.deep_links import linked_summary
from bot.telegram.screen import Screen
from data.people.rights import Right, holds
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import select_roadmap
from data.roadmap.weeks import Week
from data.summaries.problems import SummaryProblem


async def open_linked(
    payload: str, user: UserContext, summary_admin: SummaryAdmin, roadmaps: RoadmapCache
) -> Screen | None:
    """Returns the week that a link's payload names, or the last complete one; None for a link to something else.

    The link's roadmap becomes the user's choice; one that is closed to them is refused in words. Raises `Refused` for a
    week that cannot be shown.
    """
    linked = linked_summary(payload)
    if linked is None:
        return None
    reader = await follow_link(linked.roadmap_id, user, summary_admin.db, roadmaps)
    if reader is None:
        return notice(closed_roadmap_words())
    return await summary_screen(_place(linked.week), reader, summary_admin)


async def summary_screen(place: OpenSummary, user: UserContext, admin: SummaryAdmin) -> Screen:
    """Returns the week's summary as the user may see and act on it.

    Raises `StaleButton` for no week of the calendar, `Refused` for a week that cannot be shown.
    """
    shown = await admin.week(user.content, week_of(place.week))
    if not user.private:
        return brief_screen(shown)
    role = user.person.role
    asks = await coordinates_here(user, admin.db)
    viewer = Viewer(holds(role, Right.SUMMARISE), holds(role, Right.SCHEDULE_SUMMARIES), asks)
    return week_screen(shown, viewer, place.page)


async def confirmed_week_screen(place: ConfirmSummaryWeek, user: UserContext, admin: SummaryAdmin) -> Screen:
    """Notes that the week's summary is in the group, and returns the weeks that are unknown still.

    Raises `StaleButton` for no week of the calendar, `NotAllowed`.
    """
    week, roadmap = week_of(place.week), await select_roadmap(admin.db.reader, place.roadmap_id)
    if week is None or roadmap is None:
        raise StaleButton
    left = await admin.confirm_week(roadmap.id, week)
    return (
        unknown_weeks_screen(roadmap_name(roadmap), left, user.zone) if left else notice(weeks_known_words())
    )


def week_of(number: int) -> Week | None:
    """Raises `StaleButton` for a number that no week has."""
    try:
        return Week.parse(f"{number // 100:04}-W{number % 100:02}") if number else None
    except ValueError:
        raise StaleButton from None


def _place(written: str | None) -> OpenSummary:
    """Raises `Refused` for a week that its year does not have."""
    try:
        return OpenSummary(week=week_number(Week.parse(written))) if written else OpenSummary()
    except ValueError:
        raise Refused(SummaryProblem.NO_WEEK, week=written) from None


def require_shown(user: UserContext, roadmap_id: int) -> None:
    """Raises `StaleButton` when another roadmap was chosen since the button was shown."""
    if user.content.roadmap.id != roadmap_id:
        raise StaleButton
