"""The message of the day and the coordinator's lists, whatever they hold."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from bot.callbacks.reminders import OpenNoReports, OpenUnstaffedAgencies
from bot.i18n import speaking
from bot.screens.reminders.message import reminder_screen
from bot.screens.reminders.no_reports import no_reports_screen, unstaffed_screen
from bot.telegram.screen import Screen
from data.people.members import Directory
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import ReminderKind
from data.reminders.due import DueLine, Reminder
from data.reminders.inquiries import Inquiry
from data.reminders.no_reports import AgencyWithoutReports, SideList
from data.reminders.reminder_log import ReminderLine
from data.roadmap.models import RoadmapContent
from tests.bot.screens.content_fixtures import content, contents, sentence
from tests.bot.screens.test_limits import fits
from tests.data.notes.state_fixtures import state_by
from tests.thoroughness import examples

CALENDAR = WorkingCalendar()

DAY = date(2026, 12, 16)
KINDS = (ReminderKind.AFTER_DATE, ReminderKind.BEFORE_DATE, ReminderKind.BEFORE_SUMMARY)


def everything(made: RoadmapContent) -> tuple[Reminder, Directory]:
    """All activities are due, all agencies silent and asked, every name as long as it gets."""
    about = date(2026, 12, 30)
    lines = [
        DueLine(ReminderLine(activity.id, KINDS[n % 3], about, 10), activity, 7 if n % 2 else None)
        for n, activity in enumerate(made.activities)
    ]
    lines.sort(key=lambda item: KINDS.index(item.line.kind))
    sides = tuple(side(made, party.id) for party in made.roadmap.parties)
    asked = tuple(Inquiry(agency.id, agency.id, 1, 0) for agency in made.agencies)
    names = {agency.id: agency.name for agency in made.agencies}
    until = datetime.combine(DAY, datetime.min.time())
    return Reminder(1, DAY, until, tuple(lines), asked, sides), Directory({7: sentence(64)}, names, {})


def side(made: RoadmapContent, party_id: int) -> SideList:
    agencies = [agency for agency in made.agencies if agency.party_id == party_id]
    silent = (
        AgencyWithoutReports(agency, n * 86_400, 3, DAY if n % 2 else None)
        for n, agency in enumerate(agencies)
    )
    return SideList(made, party_id, tuple(silent), tuple(agencies), ZoneInfo("Europe/Moscow"))


@pytest.mark.random
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=contents)
def test_a_reminder_of_everything_fits_a_message(made: RoadmapContent) -> None:
    """However much is due, it is one message with few enough buttons; the full lists page."""
    reminder, directory = everything(made)
    for locale in ("ru", "en"):
        with speaking(locale):
            assert fits(reminder_screen(reminder, directory, CALENDAR))
            assert fits(no_reports_screen(reminder.sides, OpenNoReports(page=9_999)))
            assert fits(unstaffed_screen(reminder.sides, OpenUnstaffedAgencies(page=9_999)))


def labels(screen: Screen) -> list[str]:
    return [button.text for row in screen.keyboard.inline_keyboard for button in row]


def test_a_long_list_stays_within_a_screen() -> None:
    """Eight lines with their buttons, how many more there are, and the way to all of them."""
    reminder, directory = everything(content(1, 20))
    with speaking("ru"):
        shown = reminder_screen(Reminder(1, DAY, reminder.until, reminder.lines), directory, CALENDAR)
    text = shown.text.as_kwargs()["text"]
    assert "и ещё 12 мероприятий" in text
    assert labels(shown)[8:] == ["Мои мероприятия", "Напомнить завтра", "Настройки напоминаний"]


def test_each_language_has_its_words() -> None:
    """The days left are counted from the day of the message, in the form the number asks for."""
    reminder, directory = everything(content(1, 2))
    for locale, said in (("ru", "осталось 10 рабочих дней"), ("en", "10 working days left")):
        with speaking(locale):
            assert said in reminder_screen(reminder, directory, CALENDAR).text.as_kwargs()["text"]


@pytest.mark.parametrize(
    ("wording", "head"),
    [
        ("Ежемесячно", "Контрольная дата прошла, исполнение не подтверждено: 10.11.2026"),
        ("10 ноября 2026 г.", "Просрочено: 10.11.2026"),
    ],
)
def test_only_what_the_card_calls_overdue_is_called_so(wording: str, head: str) -> None:
    """A date that others follow has passed, and the activity is not overdue by it."""
    [activity] = content(1, 1, 1, wording=wording).activities
    line = ReminderLine(activity.id, ReminderKind.AFTER_DATE, date(2026, 11, 10))
    state = state_by({1: None, 2: None}, date(2026, 11, 24), activity.deadline)
    day = date(2026, 11, 24)
    until = datetime.combine(day, datetime.min.time())
    reminder = Reminder(1, day, until, (DueLine(line, activity, is_overdue=state.now.is_overdue),))
    with speaking("ru"):
        told, _ = reminder_screen(reminder, Directory({}, {}, {}), CALENDAR).text.render()
    assert head in told
    assert ("Просрочено" in told) is state.now.is_overdue
