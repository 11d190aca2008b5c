"""A coordinator's question over holidays and absences: passed on until it is delivered or answered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.sandbox.people.person import Person
from data.audit import AuditContext
from data.database import Database
from data.primitives.working_days import WorkingYear
from data.roadmap.calendars import replace_calendar
from tests.bot_harness import BotHarness
from tests.edition_fixtures import new_edition, without
from tests.handlers.notes.note_fixtures import appoint, coordinate
from tests.handlers.reminders.reminder_fixtures import MONDAY, TUESDAY, Calendar, open_calendar, reminders

ASKED = "Координатор Вашей стороны просит сообщить"
# Also of the year that has no official calendar yet: 1 to 10 January are days off.
HOLIDAYS = {
    2027: WorkingYear(frozenset(date(2027, 1, day) for day in (1, 4, 5, 6, 7, 8)), frozenset()),
}


@pytest.fixture
async def calendar(bot: BotHarness) -> Calendar:
    """Anna and Boris write for one agency of each side, Vera coordinates Anna's."""
    return await open_calendar(bot)


def asked(person: Person) -> int:
    return sum(ASKED in message.text for message in reminders(person))


async def ask(calendar: Calendar) -> str:
    await calendar.vera.presses_data(f"eq:{calendar.office.north[0].id}")
    return calendar.vera.alert or ""


async def test_an_official_who_is_away_is_asked_on_the_first_day_back(calendar: Calendar) -> None:
    """Three weeks away without a deputy: the coordinator hears until when at once, the official gets the question once."""
    anna = calendar.office.anna
    await anna.sends("отсутствую до 14.12.2026")
    await calendar.comes(TUESDAY)
    assert await ask(calendar) == (
        "Все сотрудники ведомства отсутствуют до 14.12.2026. Ваш вопрос будет передан 15.12.2026."
    )
    await calendar.comes(date(2026, 12, 14))
    assert asked(anna) == 0
    await calendar.comes(date(2026, 12, 15))
    assert asked(anna) == 1
    for day in (16, 17, 28):
        await calendar.comes(date(2026, 12, day))
    assert asked(anna) == 1


async def test_a_deputy_who_is_away_as_well(calendar: Calendar) -> None:
    """The chain of deputies ends with a person who is away: the question waits for the first who comes back."""
    bot, anna = calendar.bot, calendar.office.anna
    gleb = bot.person("Глеб")
    await gleb.sends("/start")
    await appoint(bot, gleb, calendar.office.north[0])
    for person, until in ((anna, "20.12.2026"), (gleb, "04.12.2026")):
        await person.sends(f"отсутствую до {until}")
    await anna.presses_data(f"ed:{gleb.id}")
    await calendar.comes(TUESDAY)
    assert "отсутствуют до 04.12.2026. Ваш вопрос будет передан 07.12.2026." in await ask(calendar)
    await calendar.vera.presses_data("el:0")
    assert "все отсутствуют до 04.12.2026" in calendar.vera.text
    await calendar.comes(date(2026, 12, 7))
    assert (asked(gleb), asked(anna)) == (1, 0)


async def test_over_the_new_year_holidays(calendar: Calendar) -> None:
    """Asked on the last evening of the year, the question comes on 11 January, which the coordinator hears at once."""
    async with calendar.bot.db.writing() as connection:
        await replace_calendar(connection, HOLIDAYS, AuditContext(None, 1))
    anna = calendar.office.anna
    await calendar.comes(date(2026, 12, 30), 17)
    calendar.bot.clock.leap(datetime(2026, 12, 30, 16, 0, tzinfo=UTC))
    assert await ask(calendar) == "Сотрудники ведомства получат Ваш вопрос 11.01.2027, в их рабочее время."
    for day in (5, 8, 10):
        await calendar.comes(date(2027, 1, day))
    assert asked(anna) == 0
    await calendar.comes(date(2027, 1, 11))
    assert asked(anna) == 1


async def test_an_answer_ends_the_question(calendar: Calendar) -> None:
    """An agency that has reported after the question is not asked, however long it waited."""
    anna = calendar.office.anna
    await anna.sends("отсутствую до 07.12.2026")
    await calendar.comes(TUESDAY)
    await ask(calendar)
    await calendar.comes(date(2026, 12, 7))
    await calendar.office.publishes(anna, "Отвечаю из отпуска")
    await calendar.comes(date(2026, 12, 8))
    assert asked(anna) == 0


async def test_a_coordinator_who_has_just_come_hears_no_reproach(calendar: Calendar) -> None:
    """«Неделю без сведений» comes in the week after the appointment, to a reader who was promoted as well."""
    bot, gleb = calendar.bot, calendar.bot.person("Глеб")
    await gleb.sends("/start")
    await coordinate(bot, gleb, calendar.office.north[0].party_id)
    async with bot.db.writing() as connection:
        at = int(datetime(2026, 11, 24, 8, 0, tzinfo=UTC).timestamp())
        await connection.execute(
            "INSERT INTO audit (at, action, subject, subject_id, before, after)"
            ' VALUES (?, \'changed\', \'person\', ?, \'{"role":"reader","agencies":{},"parties":[]}\','
            ' \'{"role":"coordinator","agencies":{},"parties":[1]}\')',
            (at, gleb.id),
        )
    await calendar.comes(TUESDAY)
    assert reminders(gleb) == []
    await calendar.comes(MONDAY)
    assert "Неделю без сведений" in reminders(gleb)[-1].text


async def test_agencies_are_not_silent_before_they_could_speak(bot: BotHarness) -> None:
    """On the first day of the group no agency has been silent for a week; a week later it has."""
    calendar = await open_calendar(bot)
    async with bot.db.writing() as connection:
        bound_at = int(datetime(2026, 11, 24, 3, 0, tzinfo=UTC).timestamp())
        await connection.execute("UPDATE bound_chats SET bound_at = ?", (bound_at,))
    await calendar.comes(TUESDAY)
    assert not any("Неделю без сведений" in message.text for message in reminders(calendar.vera))
    await calendar.comes(date(2026, 12, 2))
    assert "Неделю без сведений" in reminders(calendar.vera)[-1].text


async def test_a_calendar_that_another_process_sent(calendar: Calendar) -> None:
    """The new working days hold from the next look at the clock on, without a restart."""
    other = await Database.open(calendar.bot.db.path)
    days = WorkingYear(frozenset({TUESDAY}), frozenset())
    async with other.writing() as connection:
        await replace_calendar(connection, {2026: days}, AuditContext(None, 1))
    await other.close()
    await calendar.comes(TUESDAY)
    assert reminders(calendar.vera) == []
    assert not calendar.bot.db.calendar.is_working_day(TUESDAY)


async def test_what_an_edition_left_out_is_not_asked_about(calendar: Calendar) -> None:
    """The buttons of lists and reminders of before say that the agency or the activity is excluded, not that a right is missing."""
    sql = "SELECT number FROM activities JOIN responsibilities ON activity_id = activities.id WHERE agency_id = ?"
    rows = await calendar.bot.db.reader.execute_fetchall(sql, (calendar.office.north[0].id,))
    await new_edition(calendar.bot, without(*(number for (number,) in rows)))
    assert (await ask(calendar)).startswith("Ведомство исключено")
    attempts = "SELECT count(*) FROM audit WHERE action = 'attempted'"
    [(count,)] = await calendar.bot.db.reader.execute_fetchall(attempts)
    assert count == 0
    await calendar.office.anna.presses_data(f"ef:{calendar.office.activity.id}")
    assert "исключён" in str(calendar.office.anna.alert)


async def test_an_absence_to_come(calendar: Calendar) -> None:
    """It is told of before, said back with both days, and until its first day nothing changes."""
    anna = calendar.office.anna
    await anna.sends("отсутствую с 02.12.2026 по 14.12.2026", until="с 02.12.2026 по 14.12.2026")
    assert "отсутствуют" not in await ask(calendar)
    await anna.sends("отсутствую с 02.12.2026 по 01.12.2026")
    assert "с 02.12.2026 по 14.12.2026" not in anna.text
    calendar.bot.clock.forward(timedelta(days=9))
    await anna.sends("/settings")
    await anna.presses("Напоминания")
    assert "до 14.12.2026" in anna.text
