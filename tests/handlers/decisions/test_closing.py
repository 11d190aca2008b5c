"""Both sides close an activity, and either opens it again."""

import pytest

from data.notes.statuses import select_activity_state
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, dismiss, open_office


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    opened = await open_office(bot)
    for person in (opened.anna, opened.boris):
        await person.sends("/start")
    return opened


async def closes(office: Office) -> None:
    await office.publishes(office.anna, "Сделано.", "исполнено")
    await office.boris.presses(
        "Подтвердить исполнение", message=await office.boris.sees("Ожидается слово Вашей стороны")
    )
    await office.boris.presses("Опубликовать")
    await office.is_out(office.boris)


async def test_the_other_side_is_asked_and_closes(office: Office) -> None:
    """One private question, one press, ready words: published they close it, and the first side is told."""
    await office.publishes(office.anna, "Сделано.", "исполнено")
    letter = await office.boris.sees("Ожидается слово Вашей стороны")
    assert letter.text.startswith(f"Исполнено по пункту {office.number}: Санкт-Петербург.")
    await office.boris.presses("Подтвердить исполнение", message=letter)
    assert "Статус: исполнено" in office.boris.text
    assert "Исполнение подтверждаем." in office.boris.text
    await office.boris.presses("Опубликовать")
    await office.is_out(office.boris)
    assert "мероприятие закрыто" in office.boris.text
    told = await office.anna.sees(f"Пункт {office.number} закрыт.")
    assert "Исполнение подтверждено: Пермский край." in told.text
    assert (await select_activity_state(office.bot.db.reader, office.activity.id)).is_closed


async def test_it_is_asked_once(office: Office) -> None:
    """«Исполнено» said again by the same side, in a further note, asks nobody a second time."""
    await office.publishes(office.anna, "Сделано.", "исполнено")
    await office.publishes(office.anna, "Дополнительно сообщаем.", "исполнено")
    assert await office.count("outbox WHERE group_key LIKE 'closing:%'") == 1


async def test_opened_again_with_a_reason(office: Office) -> None:
    """Either side opens a closed activity again: the other side and the group read why, and both confirm anew."""
    await closes(office)
    await office.anna.sends(f"/{office.number.replace('.', '_')}")
    await office.anna.presses("Возобновить")
    await office.anna.sends("Акт отозван", until="Причина: Акт отозван")
    await office.anna.presses("Возобновить")
    assert "Возобновлено 24.11.2026, Санкт-Петербург. Причина: Акт отозван" in office.anna.text
    assert "закрыт" not in office.anna.text
    told = await office.boris.sees(f"Пункт {office.number} возобновлён.")
    assert "Причина: Акт отозван" in told.text
    await office.bot.sandbox.until(lambda: "возобновлён" in office.posts()[-1].text)
    state = await select_activity_state(office.bot.db.reader, office.activity.id)
    assert (state.is_closed, state.declared) == (False, ())
    assert await office.count("audit WHERE action = 'reopened'") == 1
    await office.publishes(office.anna, "Новый акт подписан.", "исполнено")
    await office.publishes(office.boris, "Подтверждаем новый акт.", "исполнено")
    assert (await select_activity_state(office.bot.db.reader, office.activity.id)).is_closed


async def test_only_a_closed_one_is_opened_and_only_by_its_people(office: Office) -> None:
    """A forged press before the closing, and one by a person dismissed since, change nothing."""
    await office.anna.presses_data(f"tb:o:{office.activity.id}")
    assert office.anna.alert == "Мероприятие не закрыто, возобновлять нечего."
    await closes(office)
    await office.anna.sends(f"/{office.number.replace('.', '_')}")
    await office.anna.presses("Возобновить")
    await office.anna.sends("Ошибка", until="Причина: Ошибка")
    await dismiss(office.bot, office.anna)
    await office.anna.presses("Возобновить")
    assert office.anna.alert
    assert await office.count("reopenings") == 0
