"""A new edition is stored while a meeting is under way, or a request waits."""

import pytest

from tests.bot_harness import BotHarness
from tests.edition_fixtures import new_edition, without
from tests.handlers.decisions.decision_fixtures import PERM, SAINT_PETERSBURG, agrees, asks, coordinator
from tests.handlers.notes.note_fixtures import Office, open_office


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def test_an_item_of_what_is_gone_is_read_marked_and_stands_in_the_protocol(office: Office) -> None:
    """The item says that its activity is excluded; what was decided on it before and after is kept."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    await office.publishes(office.anna, "Нет поставщика.", "под угрозой")
    await olga.sends("/agenda")
    await olga.presses("Открыть совещание")
    await olga.presses("1.1")
    item = olga.screen
    await olga.presses("Поручение")
    await olga.sends("Найти поставщика", until="Найти поставщика")
    preview = olga.screen
    await new_edition(office.bot, without("1.1"))
    await olga.presses("Записать", message=preview)
    assert "исключён" in str(olga.alert)
    agenda = await petr.sends("/agenda")
    assert "2024-2026 гг. → исключено новой редакцией" in agenda.text
    await petr.presses("1.1", message=agenda)
    assert "2024-2026 гг. → исключено новой редакцией" in petr.text
    assert "Поручение" not in petr.buttons
    await olga.presses("Рассмотрено", message=item)
    assert "Решение: рассмотрено" in olga.text
    agenda = await olga.sends("/agenda")
    await olga.presses("Завершить совещание", message=agenda)
    await olga.presses("Завершить")
    await olga.presses("Проект протокола", until="ПРОТОКОЛ (ПРОЕКТ)")
    await office.bot.settled()
    assert "Срок: 2024-2026 гг. → исключено новой редакцией" in olga.history()[-2].text


async def test_a_request_about_what_is_gone_says_why_it_was_taken_off(office: Office) -> None:
    """It is not offered to be asked for anew: there is nothing any more of which the date could be moved."""
    await office.bot.admin().sends("/start")
    await office.boris.sends("/start")
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    await asks(office, office.anna)
    letter = await olga.sees("Запрос переноса срока")
    await new_edition(office.bot, without("1.1"))
    await office.anna.presses_data("to:1", changes=True)
    assert "Снят: пункт исключён новой редакцией." in office.anna.text
    assert "запросить заново" not in office.anna.text
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, letter)
    assert "исключён" in str(olga.alert)
