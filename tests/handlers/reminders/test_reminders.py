"""Reminders as officials get them, over weeks."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.server import Sandbox
from bot.services.reminders.job import ReminderJob
from data.database import Database
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import appoint
from tests.handlers.reminders.reminder_fixtures import (
    FRIDAY,
    LAST,
    TENTH,
    TUESDAY,
    Calendar,
    open_calendar,
    reminders,
)


@pytest.fixture
async def calendar(bot: BotHarness) -> Calendar:
    """Anna and Boris write for one agency of each side, Vera coordinates Anna's; their group has a weekly summary."""
    return await open_calendar(bot)


async def test_a_line_opens_the_form_and_the_list_stays(calendar: Calendar) -> None:
    """On the day before the summary: one message, a button a line; the form comes below and takes the note."""
    anna = calendar.office.anna
    await calendar.comes(FRIDAY)
    [reminder] = reminders(anna)
    assert "Перед сводкой" in reminder.text
    assert "Следующая выйдет 30.11.2026" in reminder.text
    await anna.presses("1.1", message=reminder, until="1.1")
    await anna.sends("Совещание проведено")
    await calendar.bot.settled()
    await anna.presses("Опубликовать")
    await calendar.office.is_out(anna)
    assert anna.history()[2].card == reminder.card
    [boris] = reminders(calendar.office.boris)
    assert boris.text.startswith("Напоминание\n\nПеред сводкой")


async def test_who_has_reported_hears_nothing(calendar: Calendar) -> None:
    """With a note of Thursday there is no reminder on Friday; the other side, which was silent, has one."""
    await calendar.comes(date(2026, 11, 26))
    await calendar.office.publishes(calendar.office.anna, "Соглашение подписано")
    await calendar.comes(FRIDAY)
    assert not reminders(calendar.office.anna)
    assert len(reminders(calendar.office.boris)) == 1


async def test_weeks_go_by(calendar: Calendar) -> None:
    """To the end of December: before summaries and control dates, at most one message a day, none on days off."""
    office = calendar.office
    day = TUESDAY
    seen: dict[str, list[date]] = {"Анна": [], "Борис": []}
    while day <= LAST:
        for hour in (6, 12, 23):
            await calendar.comes(day, hour)
            for person in (office.anna, office.boris):
                days = seen[person.user.first_name]
                days += [day] * (len(reminders(person)) - len(days))
        day += timedelta(days=1)
    fridays = [date(2026, 11, 27) + timedelta(weeks=n) for n in range(5)]
    steps = [TENTH, date(2026, 12, 23), LAST]
    assert seen["Анна"] == seen["Борис"] == sorted({*fridays, *steps})
    assert "осталось 10 рабочих дней" in reminders(office.anna)[3].text


async def test_nobody_is_woken(calendar: Calendar) -> None:
    """Boris is in Perm, two hours ahead of Moscow: from seven to four there is what is from nine to six here."""
    anna, boris = calendar.office.anna, calendar.office.boris
    await calendar.comes(FRIDAY, 6)
    assert (len(reminders(anna)), len(reminders(boris))) == (0, 0)
    await calendar.comes(FRIDAY, 7)
    assert (len(reminders(anna)), len(reminders(boris))) == (0, 1)
    await calendar.comes(FRIDAY, 9)
    assert (len(reminders(anna)), len(reminders(boris))) == (1, 1)


async def test_a_message_a_day_whatever_happens_to_the_process(tmp_path: Path) -> None:
    """Restarts in the middle of the day, and two processes deciding at once: each person has one message."""
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, tmp_path / "roadmap.db") as bot:
            calendar = await open_calendar(bot)
            people = (calendar.office.anna, calendar.office.boris)
            await calendar.comes(FRIDAY)
        async with serving(sandbox, tmp_path / "roadmap.db", bot.clock) as bot:
            await bot.app.scheduler.run_once()
            other = await Database.open(tmp_path / "roadmap.db")
            second = ReminderJob(
                other, bot.app.roadmaps, bot.app.settings, bot.app.notifier, bot.app.outbox.wake
            )
            bot.clock.leap(bot.clock() + timedelta(days=21, hours=-1))
            await asyncio.gather(*(job.remind(bot.clock()) for job in (second, bot.app.reminders) * 3))
            await bot.sandbox.until(lambda: all(len(reminders(person)) == 2 for person in people))
            await bot.settled()
            await other.close()
    assert all(len(reminders(person)) == 2 for person in people)


async def test_who_blocked_the_bot_costs_no_retries(calendar: Calendar) -> None:
    """One attempt, then a mark that the administrator sees; once unblocked, the next reminder comes."""
    bot, anna = calendar.bot, calendar.office.anna
    bot.sandbox.expects("bot was blocked by the user", method="sendMessage")
    anna.user.blocked = True  # while the bot was not told: it was off
    for n in range(10):
        await calendar.comes(FRIDAY + timedelta(days=n))
    tried = [
        call for call in bot.sandbox.journal.calls("sendMessage") if call.parameters["chat_id"] == anna.id
    ]
    assert Counter(call.ok for call in tried)[False] == 1
    olga = bot.admin()
    await olga.sends("/people")
    assert "1 заблокировал бота" in olga.text
    await olga.presses("Сотрудники ведомств")
    assert "заблокировал" in olga.text
    await anna.sends("/start")
    anna.blocks_bot()
    anna.unblocks_bot()
    await bot.settled()
    await calendar.comes(TENTH)
    assert len(reminders(anna)) == 1


async def test_what_could_not_go_out_in_time_does_not_come_at_night(calendar: Calendar) -> None:
    """Telegram refuses until Saturday: then it is too late, and what is still owed comes with the next reminder."""
    bot, anna = calendar.bot, calendar.office.anna
    bot.sandbox.faults.too_many_requests(6 * 3600, method="sendMessage", chat_id=anna.id)
    bot.clock.leap(bot.clock() + timedelta(days=22, hours=6))  # the tenth working day before
    await bot.app.scheduler.run_once()
    waits = "outbox WHERE state = 'pending' AND error = 'flood'"
    await bot.sandbox.until(lambda: counted(calendar, waits, 1), what="Telegram was not asked")
    await calendar.comes(TENTH, 23)
    assert not reminders(anna)
    await calendar.comes(TENTH + timedelta(days=1))
    [reminder] = reminders(anna)
    assert "Скоро контрольная дата: 30.12.2026, осталось 9 рабочих дней\n" in reminder.text


async def counted(calendar: Calendar, rows: str, wanted: int) -> bool:
    return await calendar.office.count(rows) == wanted


async def test_a_note_overtakes_a_reminder_that_waits(calendar: Calendar) -> None:
    """A person who reports while the message waits to be sent does not get it any more."""
    bot, office = calendar.bot, calendar.office
    bot.sandbox.faults.too_many_requests(3600, method="sendMessage", chat_id=office.boris.id)
    await calendar.comes(date(2026, 11, 26))
    bot.clock.leap(bot.clock() + timedelta(days=1))
    await bot.app.scheduler.run_once()
    waits = "outbox WHERE state = 'pending' AND error = 'flood'"
    await bot.sandbox.until(lambda: counted(calendar, waits, 1), what="Telegram was not asked")
    gleb = bot.person("Глеб")
    await gleb.sends("/start")
    await appoint(bot, gleb, office.south[0])
    await gleb.sends("/my", until="Мои мероприятия")
    await gleb.presses("1.1")
    await gleb.sends("Отчёт за ведомство")
    await bot.settled()
    await gleb.presses("Опубликовать", until="Опубликовано")
    await calendar.comes(FRIDAY, 15)
    assert not reminders(office.boris)


async def test_remind_me_tomorrow(calendar: Calendar) -> None:
    """The button says when, disappears, and brings what is still owed once more; an old one says that it is too late."""
    anna = calendar.office.anna
    await calendar.comes(TENTH)
    [reminder] = reminders(anna)
    await anna.presses("Напомнить завтра", message=reminder)
    assert anna.toast == "Напомню: 17 декабря 2026, чт."
    await calendar.bot.settled()
    assert "Напомнить завтра" not in reminders(anna)[0].buttons
    await calendar.comes(TENTH + timedelta(days=1))
    await calendar.comes(TENTH + timedelta(days=1), 16)
    [_, again] = reminders(anna)
    assert again.text.replace("осталось 9", "осталось 10") == reminder.text
    await anna.presses("Напомнить завтра", message=reminder)
    assert anna.alert == "Это напоминание устарело: пришло более позднее или прошёл месяц."


async def test_a_year_later_the_buttons_still_work(calendar: Calendar) -> None:
    """A line opens the form, the settings open; what is too old, gone or no longer theirs is said so in words."""
    anna = calendar.office.anna
    await calendar.comes(FRIDAY)
    [reminder] = reminders(anna)
    calendar.bot.clock.forward(timedelta(days=365))
    await anna.presses("Напомнить завтра", message=reminder)
    assert anna.alert == "Это напоминание устарело: пришло более позднее или прошёл месяц."
    await anna.presses("1.1", message=reminder, until="Отчёт к пункту 1.1")
    await calendar.bot.settled()
    await anna.presses("Настройки напоминаний", message=reminder, until="Напоминания")
    await anna.presses_data("ef:999999")
    assert anna.alert == "Кнопка устарела. Откройте меню: /start"
    await anna.presses_data("ef:36")
    assert anna.alert == "Этот отчёт не Ваш. Его пишут и изменяют сотрудники ведомства и координатор стороны."


async def test_replying_to_a_single_line_is_a_note_about_it(calendar: Calendar) -> None:
    """A reminder of one activity takes the words written under it; one of several asks which is meant."""
    bot = calendar.bot
    gleb = bot.person("Глеб")
    await gleb.sends("/start")
    rows = await bot.db.reader.execute_fetchall(
        "SELECT agency_id FROM responsibilities GROUP BY agency_id HAVING count(*) = 1 LIMIT 1"
    )
    [(agency_id,)] = rows
    agencies = await bot.app.roadmaps.content(1)
    await appoint(bot, gleb, next(agency for agency in agencies.agencies if agency.id == agency_id))
    await calendar.comes(FRIDAY)
    [reminder] = reminders(gleb)
    await gleb.replies(reminder, "Работа ведётся", until="Работа ведётся")
    await bot.settled()
    assert "Опубликовать" in gleb.buttons
    anna = calendar.office.anna
    await anna.replies(reminders(anna)[0], "Работа ведётся")
    assert anna.text.startswith("В напоминании несколько мероприятий.")


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_doubtful_reminder_is_not_sent_again(calendar: Calendar, arrived: bool) -> None:
    """The connection broke while it went out: nobody knows, so the same is not said twice; the next step is."""
    anna, faults = calendar.office.anna, calendar.bot.sandbox.faults
    faults.dropped_connection(executes=arrived, method="sendMessage", chat_id=anna.id)
    for n in range(3):
        await calendar.comes(TENTH - timedelta(days=1) + timedelta(days=n))
    assert len(reminders(anna)) == arrived
    await calendar.comes(date(2026, 12, 23))
    assert len(reminders(anna)) == arrived + 1
