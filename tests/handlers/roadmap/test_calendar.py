"""An administrator replaces the production calendar by a file."""

import json
from datetime import date, datetime

from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness
from tests.handlers.summaries.summary_fixtures import leap, moscow

BODY = {"2026": {"days_off": ["2026-12-30", "2026-12-31"], "working_weekends": []}}


async def card(person: Person) -> str:
    return (await person.sends("/1_1")).text


async def test_a_calendar_is_sent_and_taken_back(bot: BotHarness) -> None:
    """Control dates follow at once, everywhere; the built-in calendar comes back with one press; both are journaled."""
    admin = bot.admin()
    await admin.sends("/start")
    assert "Контрольная дата: 30 декабря 2026, ср" in await card(admin)
    shown = await admin.sends("/calendar")
    assert "2026: 247 рабочих дней, встроенный" in shown.text
    assert "В остальные годы выходные — суббота, воскресенье и праздничные дни статьи 112" in shown.text
    await admin.sends_document("calendar.json", json.dumps(BODY).encode(), until="Календарь заменён.")
    assert "2026: 259 рабочих дней, прислан администратором" in admin.text
    assert "Контрольная дата: 29 декабря 2026, вт" in await card(admin)
    await admin.sends("/calendar")
    await admin.presses("Вернуть встроенный")
    assert "Контрольная дата: 30 декабря 2026, ср" in await card(admin)
    ((journaled,),) = await bot.db.reader.execute_fetchall(
        "SELECT count(*) FROM audit WHERE action = 'replaced'"
    )
    assert journaled == 2


async def test_a_wrong_file_is_refused_in_words(bot: BotHarness) -> None:
    """The sentence names what is wrong, and nothing changes."""
    admin = bot.admin()
    await admin.sends("/start")
    weekend = {"2027": {"days_off": ["2027-01-02"], "working_weekends": []}}
    refused = await admin.sends_document("calendar.json", json.dumps(weekend).encode())
    assert refused.text.startswith("2027-01-02 не в том списке")
    refused = await admin.sends_document("calendar.json", b"{")
    assert refused.text.startswith("Это не календарь")
    ((kept,),) = await bot.db.reader.execute_fetchall("SELECT count(*) FROM working_years")
    assert kept == 0


async def test_nobody_else_sends_one(bot: BotHarness) -> None:
    """A file of another person changes nothing."""
    anna = bot.person()
    await anna.sends("/start")
    refused = await anna.sends_document("calendar.json", json.dumps(BODY).encode())
    assert refused.text == "Это доступно только администратору."
    ((kept,),) = await bot.db.reader.execute_fetchall("SELECT count(*) FROM working_years")
    assert kept == 0


async def test_the_calendar_of_the_next_year_is_asked_for(bot: BotHarness) -> None:
    """Not in November, not on a day off, once from 1 December on; the file that is sent ends it."""
    admin = bot.admin()
    await admin.sends("/start")

    async def told(moment: datetime) -> int:
        leap(bot, moment)
        await bot.app.scheduler.run_once()
        await bot.settled()
        return len([seen for seen in admin.history() if "рабочих дней на 2027 год не загружен" in seen.text])

    assert [await told(moscow(30)), await told(moscow(1, 8, month=12))] == [0, 0]
    assert [await told(moscow(1, month=12)), await told(moscow(2, month=12))] == [1, 1]
    await admin.presses("Рабочие дни")
    assert "2026: 247 рабочих дней" in admin.text
    assert bot.db.calendar.missing_year(date(2027, 3, 1)) == 2027
    body = {"2027": {"days_off": ["2027-01-01"], "working_weekends": []}}
    await admin.sends_document("calendar.json", json.dumps(body).encode(), until="Календарь заменён.")
    assert bot.db.calendar.missing_year(date(2027, 3, 1)) is None
