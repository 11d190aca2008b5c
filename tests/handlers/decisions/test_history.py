"""The history of an activity holds everything that happened to it, newest first, a telephone's screen a page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sandbox.people.person import Person
from data.roadmap.models import SignedActivity
from tests.bot_harness import BotHarness
from tests.edition_fixtures import new_edition
from tests.handlers.decisions.decision_fixtures import (
    PERM,
    SAINT_PETERSBURG,
    agrees,
    asks,
    coordinator,
)
from tests.handlers.notes.note_fixtures import Office, open_office


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    opened = await open_office(bot)
    for person in (opened.anna, opened.boris):
        await person.sends("/start")
    return opened


async def reads(person: Person) -> list[str]:
    """Every page from the card on: the entries, each as it is shown."""
    await person.presses("История", until="История\n")
    entries: list[str] = []
    while True:
        head, *shown = person.text.split("\n\n")
        assert head.startswith("История\n1.1. ")
        assert len(shown) <= 6
        assert {"‹ Назад", "Главная"} <= set(person.buttons)
        entries += shown
        if "›" not in person.buttons:
            return entries
        await person.presses("›")


async def test_everything_stands_in_it(office: Office) -> None:
    """Reports, versions, withdrawals, requests, votes, moves, closings, reopenings, meetings and editions, in time order."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    anna, boris = office.anna, office.boris
    assert "История" not in "".join((await anna.sends("/1_1")).buttons)

    async def passes() -> None:
        await office.bot.settled()
        office.bot.clock.forward(timedelta(minutes=1))

    await office.publishes(anna, "Нет поставщика.", "под угрозой")
    await passes()
    await asks(office, anna)
    await passes()
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, await olga.sees("Запрос переноса срока"))
    await passes()
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(petr, await petr.sees("Запрос переноса срока"))
    await passes()
    card = await olga.sends("/1_1", until="Сфера:")
    await olga.presses("Контрольная дата", message=card)
    await olga.sends("15.03.2027", until="причина")
    await olga.sends("Письмо № 5", until="Причина: Письмо № 5")
    await olga.presses("Установить дату")
    await passes()
    agenda = await olga.sends("/agenda", until="Повестка")
    await olga.presses("Открыть совещание", message=agenda)
    await olga.presses("1.1")
    await olga.presses("Поручение")
    await olga.sends("Найти поставщика", until="Найти поставщика")
    await olga.presses("Записать")
    await passes()
    await office.publishes(anna, "Сделано.", "исполнено")
    await passes()
    await boris.presses("Подтвердить исполнение", message=await boris.sees("Ожидается слово Вашей стороны"))
    await boris.presses("Без документа")
    await boris.presses("Опубликовать")
    await office.is_out(boris)
    await passes()
    card = await anna.sends("/1_1", until="Состояние: исполнено")
    await anna.presses("Возобновить", message=card)
    await anna.sends("Акт отозван", until="Причина: Акт отозван")
    await anna.presses("Возобновить")
    await passes()

    def longer(activity: SignedActivity) -> SignedActivity:
        return replace(activity, deadline="2024-2025 гг.") if activity.number == "1.1" else activity

    await new_edition(office.bot, longer)
    await anna.sends("/1_1")
    entries = await reads(anna)
    assert [entry.split("\n")[0] for entry in entries] == [
        "Новая редакция: срок: «2024-2026 гг.» → «2024-2025 гг.»",
        "Возобновлено: Акт отозван",
        "Закрыто: исполнение подтвердили все стороны",
        "Отчёт № 3: исполнено: Исполнение подтверждаем.",
        "Отчёт № 2: исполнено: Сделано.",
        "Совещание 24.11.2026: поручение: Найти поставщика",
        "Контрольная дата вручную: 15.03.2027: Письмо № 5",
        "Срок перенесён на 15.02.2027: согласовано сторонами: Задержка поставки",
        "Перенос на 15.02.2027 согласован",
        "Перенос на 15.02.2027 согласован",
        "Запрошен перенос срока на 15.02.2027: Задержка поставки",
        "Отчёт № 1: под угрозой: Нет поставщика.",
    ]
    assert [entry.split(" · ")[-1] for entry in entries[8:10]] == ["Пермский край", "Санкт-Петербург"]
    assert "24.11.2026 12:01 · Комитет" in entries[10]


async def test_versions_and_withdrawals_stand_in_it(office: Office) -> None:
    """A correction is an entry of its own, a withdrawal has its reason; one button opens the report."""
    anna = office.anna
    await office.publishes(anna, "Нет поставщика.", "под угрозой")
    await anna.presses("Исправить")
    await office.says(anna, "Поставщик найден.")
    await anna.presses("Опубликовать")
    await office.is_out(anna)
    await anna.presses("Отозвать")
    await anna.presses("Ошибка в сведениях")
    await office.bot.settled()
    await anna.sends("/1_1")
    entries = await reads(anna)
    assert [entry.split("\n")[0] for entry in entries] == [
        "Отчёт № 1 отозван: Ошибка в сведениях",
        "Отчёт № 1, ред. 2: под угрозой: Поставщик найден.",
        "Отчёт № 1: под угрозой: Нет поставщика.",
    ]
    assert anna.buttons.count("№ 1") == 1
    await anna.presses("№ 1")
    assert "Отозвано. Причина: Ошибка в сведениях" in anna.text
    await anna.presses("‹ Назад")
    assert anna.text.startswith("История\n1.1. ")
