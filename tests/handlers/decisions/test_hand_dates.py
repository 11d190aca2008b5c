"""A control date that one side has set: marked as such, agreed to by the other side, or given back."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness
from tests.handlers.decisions.decision_fixtures import PERM, SAINT_PETERSBURG, coordinator, day
from tests.handlers.notes.note_fixtures import Office, open_office

SIGNED = "2026-12-30"


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def card(office: Office, person: Person) -> str:
    await office.bot.settled()
    await person.sends("/1_1")
    await office.bot.settled()
    return person.text


async def sets(office: Office, person: Person, when: str) -> None:
    await card(office, person)
    await person.presses("Контрольная дата")
    for words in (when, "Письмо № 5"):
        await person.sends(words)
        await office.bot.settled()
    await person.presses("Установить дату")
    await office.bot.settled()


async def test_it_is_one_sides_until_the_other_agrees(office: Office) -> None:
    """The card says whose it is; overdue by the signed day stays overdue; agreed to once, it binds and all are told."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    await sets(office, olga, "15.02.2027")
    marked = "15.02.2027: установлена вручную, Санкт-Петербург 24.11.2026. Причина: Письмо № 5\n"
    assert marked + "Ожидается согласование: Пермский край." in await card(office, olga)
    assert "Согласовать дату" not in olga.buttons
    office.bot.clock.leap(datetime(2027, 1, 12, 9, 0, tzinfo=UTC))
    assert "Состояние: просрочено" in await card(office, petr)
    letter = await petr.sees("Установлена вручную: Санкт-Петербург.")
    await petr.presses("Согласовать дату", message=letter)
    assert petr.text.startswith("Согласовать контрольную дату 15 февраля 2027, пн по пункту 1.1")
    assert await office.count("date_agreements") == 0
    await petr.presses("Да, согласовать")
    assert "15.02.2027: согласована сторонами 12.01.2027." in petr.text
    assert "Состояние: просрочено" not in petr.text
    assert await day(office) == "2027-02-15"
    assert "Согласовано сторонами." in (await olga.sees("Согласовано сторонами.")).text
    await office.bot.sandbox.until(lambda: "Согласовано сторонами." in office.posts()[-1].text)
    await petr.presses_data("th:1")
    assert petr.alert == "По запросу уже принято решение."
    assert await office.count("audit WHERE action = 'agreed'") == 1


async def test_the_calculated_date_comes_back_both_ways(office: Office) -> None:
    """What one side has set either gives back at once; what both have agreed to both give back."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    await card(office, olga)
    assert "Вернуть расчётную дату" not in olga.buttons
    for person in (olga, petr):
        await sets(office, olga, "15.02.2027")
        await card(office, person)
        await person.presses("Вернуть расчётную дату")
        assert "Вернуть расчётную дату 30 декабря 2026, ср по пункту 1.1?" in person.text
        await person.presses("Да, вернуть")
        assert "Контрольная дата: 30 декабря 2026, ср (расчётно)" in person.text
        assert await day(office) == SIGNED
        other = petr if person is olga else olga
        await other.sees("Возвращена расчётная дата:")
    await sets(office, olga, "15.02.2027")
    await card(office, petr)
    await petr.presses("Согласовать дату")
    await petr.presses("Да, согласовать")
    assert await day(office) == "2027-02-15"
    await card(office, olga)
    await olga.presses("Вернуть расчётную дату")
    assert "Действующая дата согласована сторонами" in olga.text
    await olga.presses("Да, вернуть")
    assert "Ожидается согласование: Пермский край." in olga.text
    await card(office, petr)
    await petr.presses("Согласовать дату")
    await petr.presses("Да, согласовать")
    assert "Контрольная дата: 30 декабря 2026, ср (расчётно)" in petr.text
    assert await day(office) == SIGNED
    assert "Вернуть расчётную дату" not in petr.buttons


async def test_who_may(office: Office) -> None:
    """The side that set it does not agree to it for the other; an official may neither agree nor give back."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    vera = await coordinator(office, "Вера", 803, SAINT_PETERSBURG)
    await coordinator(office, "Пётр", 802, PERM)
    await sets(office, olga, "15.02.2027")
    await vera.presses_data("th:1")
    await office.bot.settled()
    assert await office.count("date_agreements") == 0
    await office.anna.sends("/start")
    for pressed in ("th:1", f"tj:{office.activity.id}"):
        await office.anna.presses_data(pressed)
        assert office.anna.alert == "Это доступно только координатору одной из сторон."
    assert await day(office) == "2027-02-15"
