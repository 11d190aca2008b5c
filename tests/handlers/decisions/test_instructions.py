"""What a meeting ordered lives on: on the card, in reminders, in the summary and the next agenda, until it is done."""

from datetime import date

from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness
from tests.handlers.reminders.reminder_fixtures import Calendar, open_calendar, reminders


async def orders(calendar: Calendar, words: str, day: str = "") -> None:
    """Vera holds a meeting at which item 1.1 gets an instruction, and ends it."""
    vera = calendar.vera
    agenda = await answered(calendar.bot, vera, "/agenda")
    await vera.presses("Открыть совещание", message=agenda)
    await vera.presses("1.1")
    await vera.presses("Поручение")
    await vera.sends(words, until=f"Поручение: {words}")
    if day:
        await vera.presses("Добавить дату")
        await vera.sends(day, until="Дата: ")
    await vera.presses("Записать")
    agenda = await answered(calendar.bot, vera, "/agenda")
    await vera.presses("Завершить совещание", message=agenda)
    await vera.presses("Завершить")
    await calendar.bot.settled()


async def answered(bot: BotHarness, person: Person, text: str) -> Seen:
    """What the bot says to it, once nothing else is under way."""
    await bot.settled()
    await person.sends(text)
    await bot.settled()
    return person.screen


async def card(bot: BotHarness, person: Person) -> str:
    return (await answered(bot, person, "/1_1")).text


async def test_it_lives_until_it_is_done(bot: BotHarness) -> None:
    """Card, reminder, summary, next agenda and protocol have it; an official of the item marks it as done, once."""
    calendar = await open_calendar(bot)
    anna, vera, office = calendar.office.anna, calendar.vera, calendar.office
    await office.publishes(anna, "Нет поставщика.", "под угрозой")
    await orders(calendar, "Найти поставщика", "08.12")
    ordered = "Поручение совещания 24.11.2026: Найти поставщика. Срок: 08.12.2026"
    assert ordered + "." in await card(bot, anna)
    await calendar.comes(date(2026, 12, 1))
    [reminder] = [seen for seen in reminders(anna) if "Поручение совещания" in seen.text]
    assert "Поручение совещания: срок 08.12.2026\n1.1 Найти поставщика" in reminder.text
    summary = await answered(bot, vera, "/summary")
    assert "Поручения совещаний" in summary.text
    assert "1.1 Найти поставщика. Срок: 08.12.2026." in summary.text
    await calendar.comes(date(2026, 12, 9))
    overdue = [
        seen for seen in reminders(anna) if "Поручение совещания просрочено: срок 08.12.2026" in seen.text
    ]
    assert len(overdue) == 1
    await calendar.comes(date(2026, 12, 10))
    assert len([seen for seen in reminders(anna) if "просрочено: срок 08.12.2026" in seen.text]) == 1
    assert ordered + ", просрочено." in await card(bot, anna)
    agenda = await answered(bot, vera, "/agenda")
    await vera.presses("Открыть совещание", message=agenda)
    await vera.presses("1.1")
    assert ordered + ", просрочено." in vera.text
    await vera.presses("‹ Назад")
    await vera.presses("Проект протокола", until="ПРОТОКОЛ (ПРОЕКТ)")
    await bot.settled()
    protocol = "".join(seen.text for seen in vera.history())
    assert (
        "Поручение совещания 24.11.2026, не исполнено: Найти поставщика. Срок: 08.12.2026, просрочено."
        in protocol
    )
    stranger = bot.person("Зоя", id=990)
    await stranger.sends("/start")
    await stranger.presses_data("gd:1")
    assert stranger.alert
    await card(bot, anna)
    await anna.presses("Поручение 24.11.2026")
    assert "Состояние: просрочено" in anna.text
    await anna.presses("Отметить исполненным")
    assert "Состояние: исполнено 10.12.2026" in anna.text
    assert "Отметить исполненным" not in anna.buttons
    await anna.presses_data("gd:1")
    assert await office.count("audit WHERE action = 'fulfilled'") == 1
    assert "Найти поставщика" not in (await card(bot, anna)).split("Последний отчёт")[0]
    await anna.presses("История")
    assert "Поручение совещания 24.11.2026 исполнено: Найти поставщика" in anna.text
    await calendar.comes(date(2026, 12, 15))
    later = await answered(bot, vera, "/summary")
    assert "Поручения совещаний" not in later.text


async def test_one_on_an_activity_in_order_is_on_the_next_agenda(bot: BotHarness) -> None:
    """Nothing else would bring the item there; without a date it is on the card and on the agenda alone."""
    calendar = await open_calendar(bot)
    anna, vera, office = calendar.office.anna, calendar.vera, calendar.office
    await office.publishes(anna, "Нет поставщика.", "под угрозой")
    await orders(calendar, "Найти поставщика")
    await office.publishes(anna, "Поставщик найден.", "исполняется")
    agenda = await answered(bot, vera, "/agenda")
    await vera.presses("Открыть совещание", message=agenda)
    assert "Поручения прошлых совещаний\n1.1 " in vera.text
    await vera.presses("1.1")
    assert "поручения прошлых совещаний" in vera.text
    assert "Поручение совещания 24.11.2026: Найти поставщика." in vera.text
