"""A decision is taken on what holds when it takes effect: on which day, and on which version."""

import asyncio
from datetime import timedelta

import pytest

from bot.sandbox.people.person import Person
from data.roadmap.roadmap import select_activity
from tests.bot_harness import BotHarness
from tests.handlers.decisions.decision_fixtures import (
    PERM,
    SAINT_PETERSBURG,
    agrees,
    asks,
    coordinator,
    day,
    opens,
)
from tests.handlers.notes.note_fixtures import Office, open_office

CHANGED = "С тех пор как Вы видели эту форму, данные изменились."


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def olga(office: Office) -> Person:
    """The coordinator of Saint Petersburg; the administrator has opened the bot, too."""
    await office.bot.admin().sends("/start")
    await office.boris.sends("/start")
    return await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)


async def fills(office: Office, person: Person, typed: str, reason: str) -> None:
    """A control date by hand, up to its preview."""
    await opens(office, person)
    await person.presses("Контрольная дата")
    await person.sends(typed, until="причина")
    await person.sends(reason, until=f"Причина: {reason}")


async def jobs(office: Office) -> None:
    """What is due by the clock."""
    await office.bot.app.scheduler.run_once()
    await office.bot.settled()


async def test_a_day_that_has_passed_is_not_set(office: Office) -> None:
    """The preview of 1 December, pressed on the 8th, asks for another day and keeps the reason."""
    person = await olga(office)
    await fills(office, person, "01.12.2026", "Письмо № 5")
    before = await day(office)
    office.bot.clock.forward(timedelta(days=14))
    await person.presses("Установить дату")
    assert "Дата 01.12.2026 уже прошла. Выберите другую; текст сохранён." in person.text
    assert await day(office) == before
    await person.sends("15.12.2026", until="Причина: Письмо № 5")
    await person.presses("Установить дату")
    assert await day(office) == "2026-12-15"


async def test_words_of_long_ago_are_not_offered(office: Office) -> None:
    """A reason of yesterday comes with its day, one of three weeks ago not at all; the old preview is out of date."""
    person = await olga(office)
    await fills(office, person, "15.02.2027", "Письмо № 5")
    preview = person.screen
    office.bot.clock.forward(timedelta(days=1))
    await opens(office, person)
    await person.presses("Контрольная дата")
    assert "Это введено 24.11.2026. Проверьте, прежде чем подтвердить." in person.text
    assert "Причина: Письмо № 5" in person.text
    office.bot.clock.forward(timedelta(days=21))
    await opens(office, person)
    await person.presses("Контрольная дата")
    assert "Письмо № 5" not in person.text
    assert "Следующее сообщение — новая дата" in person.text
    await person.presses("Установить дату", message=preview)
    assert person.alert
    assert await office.count("deadline_moves") == 0


async def test_a_date_set_meanwhile_is_shown_first(office: Office) -> None:
    """Of two coordinators who press at once one sets the date, the other reads it and has to confirm once more."""
    first, second = await olga(office), await coordinator(office, "Пётр", 802, PERM)
    await fills(office, first, "15.02.2027", "Письмо № 5")
    await fills(office, second, "16.03.2027", "Письмо № 6")
    await asyncio.gather(*(person.presses("Установить дату") for person in (first, second)))
    await office.bot.settled()
    assert await office.count("deadline_moves") == 1
    late = first if await office.count("deadline_moves WHERE decided_by = 802") else second
    shown = await late.sees(CHANGED)
    assert f"Контрольная дата сейчас: {'16 марта' if late is first else '15 февраля'} 2027" in shown.text
    assert f"Причина: Письмо № {5 if late is first else 6}" in shown.text
    await late.presses("Установить дату", message=shown)
    assert await day(office) == ("2027-02-15" if late is first else "2027-03-16")


async def test_a_draft_that_was_thrown_away_is_not_decided(office: Office) -> None:
    """The button of its preview says that it is out of date, and does not look as if the date were set."""
    person = await olga(office)
    await fills(office, person, "15.02.2027", "Письмо № 5")
    preview = person.screen
    await person.sends("/cancel", until="Отменено.")
    await person.presses("Установить дату", message=preview)
    assert person.alert
    assert await office.count("deadline_moves") == 0


async def test_a_request_expires_with_a_word_to_both(office: Office) -> None:
    """Its day has passed: it cannot be granted, those who asked and who had to decide are told, another may be asked."""
    person = await olga(office)
    petr = await coordinator(office, "Пётр", 802, PERM)
    await asks(office, office.anna)
    letter = await person.sees("Запрос переноса срока")
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(petr, await petr.sees("Запрос переноса срока"))
    before = await day(office)
    office.bot.clock.forward(timedelta(days=100))
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(person, letter)
    assert "Срок рассмотрения истёк: стороны не приняли решения." in person.text
    assert await day(office) == before
    for told in (office.anna, petr):
        await told.sees(f"Запрос переноса срока пункта {office.number} закрыт без решения.")
    assert await office.count("audit WHERE action = 'lapsed'") == 1
    await opens(office, office.anna)
    await office.anna.presses("Запросить перенос")
    assert "новая дата" in office.anna.text


async def test_a_request_that_nobody_decides_ends_by_itself(office: Office) -> None:
    """After thirty days the bot ends it, without a press, once."""
    person = await olga(office)
    await asks(office, office.anna)
    await person.sees("Запрос переноса срока")
    office.bot.clock.forward(timedelta(days=31))
    for _ in range(2):
        await jobs(office)
    await office.anna.sees("Стороны не приняли решения в срок.")
    await person.sees("Стороны не приняли решения в срок.")
    assert await office.count("outbox WHERE group_key LIKE 'lapsed:1:%'") == 3
    assert await office.count("move_requests WHERE state = 'open'") == 0


async def test_a_request_about_what_is_gone_ends_and_holds_up_no_other(office: Office) -> None:
    """The bot takes off what an older version left open, with its row of the journal, and ends the next one in time."""
    await olga(office)
    await asks(office, office.anna)
    other = await select_activity(office.bot.db.reader, office.activity.id + 1)
    assert other
    office.activity = other
    await asks(office, await coordinator(office, "Пётр", 802, PERM))
    async with office.bot.db.writing() as connection:
        await connection.execute("UPDATE all_activities SET gone_at = 1 WHERE number = '1.1'")
    office.bot.clock.forward(timedelta(days=31))
    await jobs(office)
    assert await office.count("move_requests WHERE ending = 'superseded'") == 1
    assert await office.count("move_requests WHERE ending = 'expired'") == 1
    assert await office.count("audit WHERE action = 'lapsed'") == 2


async def test_a_date_by_hand_ends_the_request_about_it(office: Office) -> None:
    """The form says so before; then the request is taken off, and who asked is told."""
    person = await olga(office)
    await fills(office, person, "16.03.2027", "Письмо № 5")
    await asks(office, office.anna)
    await person.presses("Установить дату", message=await person.sees("Причина: Письмо № 5"))
    assert CHANGED in person.text
    assert "Запрошен перенос на 15 февраля 2027, пн: с установкой даты этот запрос снимается." in person.text
    await person.presses("Установить дату")
    await office.anna.sees("Срок уже изменён.")
    await office.anna.presses_data("to:1", changes=True)
    assert "Снят: срок уже изменён." in office.anna.text
    assert await day(office) == "2027-03-16"


async def test_a_request_whose_letter_failed_is_shown_again(office: Office) -> None:
    """The coordinator who had blocked the bot finds it at home, and gets it once the bot can write; a successor does too."""
    await olga(office)
    petr = await coordinator(office, "Пётр", 802, PERM)
    office.bot.sandbox.allows("bot was blocked by the user")
    petr.blocks_bot()
    await office.bot.settled()
    await asks(office, office.anna)
    await jobs(office)
    failed = "outbox WHERE chat_id = 802 AND state = 'failed'"
    assert await office.count(failed) == 1
    office.bot.clock.forward(timedelta(days=1))
    petr.unblocks_bot()
    await petr.sends("/start")
    await petr.presses("Запросы переноса (1)")
    assert "Ожидается решение Вашей стороны." in petr.text
    await petr.presses(office.number)
    assert "Согласовать" in petr.buttons
    await jobs(office)
    await office.bot.sandbox.until(lambda: petr.history()[-1].text.startswith("Запрос переноса срока"))
    vera = await coordinator(office, "Вера", 803, PERM)
    await jobs(office)
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(vera, await vera.sees("Запрос переноса срока"))
    for _ in range(2):
        await jobs(office)
    assert await office.count("outbox WHERE group_key LIKE 'asked:1:%' AND state = 'sent'") == 3
    await petr.sends("/start")
    assert "Запросы переноса (1)" not in petr.buttons


async def test_what_is_closed_gets_no_other_date(office: Office) -> None:
    """A date or a move decided on a form of before the closing is refused in words."""
    person = await olga(office)
    await fills(office, person, "15.02.2027", "Письмо № 5")
    await asks(office, office.anna)
    letter = await person.sees("Запрос переноса срока")
    for official in (office.anna, office.boris):
        await office.publishes(official, "Сделано.", "исполнено")
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(person, letter)
    assert person.alert == "Мероприятие закрыто. Сначала возобновите его: кнопка в карточке."
    await person.presses("Установить дату", message=await person.sees("Причина: Письмо № 5"))
    assert person.alert == "Мероприятие закрыто. Сначала возобновите его: кнопка в карточке."
    assert await office.count("deadline_moves") == 0
