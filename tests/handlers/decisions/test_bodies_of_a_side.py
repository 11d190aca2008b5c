"""A side with several bodies on an activity: each one's word, whose counts, and who is asked."""

from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness
from tests.handlers.decisions.decision_fixtures import SAINT_PETERSBURG, coordinator
from tests.handlers.notes.note_fixtures import Office, appoint, open_office

INDUSTRY, INVESTMENT = "Комитет по промышленной политике", "Комитет по инвестициям"


async def second_body(bot: BotHarness) -> tuple[Office, Person, Person]:
    """Anna's body is named first; Galina writes for the second one, Olga coordinates the side."""
    office = await open_office(bot)
    galina = bot.person("Галина", id=810)
    for person in (office.anna, office.boris, galina):
        await person.sends("/start")
    await appoint(bot, galina, office.north[1])
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    return office, galina, olga


def told(person: Person, words: str) -> int:
    return sum(words in seen.text for seen in person.history())


async def card(office: Office, person: Person) -> str:
    await office.bot.settled()
    await person.sends("/1_1")
    await office.bot.settled()
    return person.text


async def test_the_second_body_asks_the_first(bot: BotHarness) -> None:
    """Its «done» is shown and is not the side's: the first body and the coordinator are asked, the other side is not yet."""
    office, galina, olga = await second_body(bot)
    await office.publishes(galina, "Наша часть сделана.", "исполнено")
    for person in (office.anna, olga):
        asked = await person.sees(f"Пункт 1.1: {INVESTMENT} Санкт-Петербурга сообщает об исполнении.")
        assert f"Ожидается слово стороны: его даёт {INDUSTRY}" in asked.text
        assert "Написать отчёт" in asked.buttons
    await office.bot.settled()
    assert not told(office.boris, "Ожидается слово Вашей стороны")
    await office.publishes(office.anna, "Сделано.", "исполнено")
    await office.boris.sees("Ожидается слово Вашей стороны")
    await office.bot.settled()
    assert not told(galina, "сообщает об исполнении")
    shown = await card(office, office.boris)
    assert f"• {INDUSTRY}" in shown
    assert f"• {INVESTMENT} Санкт-Петербурга: исполнено" in shown


async def test_the_first_body_speaks_for_the_side_and_the_others_are_asked(bot: BotHarness) -> None:
    """The other side is asked at once; the second body is asked for its word, the author's own people are not."""
    office, galina, olga = await second_body(bot)
    await office.publishes(office.anna, "Сделано.", "исполнено")
    asked = await galina.sees("сообщает об исполнении.")
    assert "Просим сообщить об исполнении и от Вашего ведомства." in asked.text
    await office.boris.sees("Ожидается слово Вашей стороны")
    await office.bot.settled()
    assert not told(olga, "сообщает об исполнении")
    assert not told(office.anna, "сообщает об исполнении")
