"""Both sides close an activity, and either opens it again."""

from datetime import timedelta

import pytest

from data.notes.activity_state import Moment
from data.regions.regional_clocks import MOSCOW
from data.summaries.progress import select_progress
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
    await office.boris.presses("Без документа")
    await office.boris.presses("Опубликовать")
    await office.is_out(office.boris)


async def test_the_other_side_is_asked_and_closes(office: Office) -> None:
    """One private question, one press, ready words: published they close it, and the first side is told."""
    await office.publishes(office.anna, "Сделано.", "исполнено")
    letter = await office.boris.sees("Ожидается слово Вашей стороны")
    assert letter.text.startswith(f"Исполнено по пункту {office.number}: Санкт-Петербург.")
    await office.boris.presses("Подтвердить исполнение", message=letter)
    assert office.boris.text.startswith("Подтверждающий документ")
    await office.boris.presses("Без документа")
    assert "Статус: исполнено" in office.boris.text
    assert "Исполнение подтверждаем." in office.boris.text
    await office.boris.presses("Опубликовать")
    await office.is_out(office.boris)
    assert "мероприятие закрыто" in office.boris.text
    told = await office.anna.sees(f"Пункт {office.number} закрыт.")
    assert "Исполнение подтверждено: Пермский край." in told.text
    await office.bot.settled()
    post = office.posts()[-1].text
    assert post.startswith(f"Пункт {office.number} закрыт.")
    assert post.endswith("Исполнение подтвердили: Санкт-Петербург, Пермский край.")
    assert await office.count("closings") == 1
    assert (await office.state()).is_closed


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
    state = await office.state()
    assert (state.is_closed, state.declared) == (False, ())
    assert await office.count("audit WHERE action = 'reopened'") == 1
    await office.publishes(office.anna, "Новый акт подписан.", "исполнено")
    await office.publishes(office.boris, "Подтверждаем новый акт.", "исполнено")
    assert (await office.state()).is_closed


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


async def test_a_closing_is_undone_by_opening_again_only(office: Office) -> None:
    """Neither a withdrawal, a correction nor one more note undoes it; what leaves it closed is told to the other side."""
    await closes(office)
    await office.anna.presses("Отозвать", message=await office.anna.sees("Опубликовано в группе."))
    await office.anna.presses("Ошибка в сведениях")
    assert (office.anna.alert or "").startswith(
        "Мероприятие закрыто всеми сторонами, это отменило бы закрытие."
    )
    await office.anna.presses("Не отзывать", message=await office.anna.sees("Отозвать отчёт № 1?"))
    await office.anna.presses("Исправить", message=await office.anna.sees("Опубликовано в группе."))
    await office.anna.presses("Статус")
    await office.anna.presses("исполняется")
    await office.anna.presses("Опубликовать")
    assert (office.anna.alert or "").startswith(
        "Мероприятие закрыто всеми сторонами, это отменило бы закрытие."
    )
    await office.anna.presses("Статус")
    await office.anna.presses("исполнено")
    await office.anna.presses("Без документа")
    await office.says(office.anna, "Сделано в срок.")
    await office.anna.presses("Опубликовать")
    told = await office.boris.sees(f"изменены сведения по закрытому пункту {office.number}, отчёт № 1.")
    assert "Мероприятие остаётся закрытым." in told.text
    state = await office.state()
    assert state.is_closed
    assert await office.count("note_versions") == 3
    assert await office.count("audit WHERE action = 'amended'") == 1


async def test_a_note_of_before_counts_no_more_and_says_so(office: Office) -> None:
    """After the activity was opened again a corrected note has a hint, the card and the chart do not count it."""
    await closes(office)
    confirmation = await office.anna.sees("Опубликовано в группе.")
    await office.boris.sends(f"/{office.number.replace('.', '_')}")
    await office.boris.presses("Возобновить")
    await office.boris.sends("Акт отозван", until="Причина: Акт отозван")
    await office.boris.presses("Возобновить")
    assert office.boris.text.count("после возобновления сведений нет") == 2
    assert "Состояние: исполняется, возобновлено" in office.boris.text
    assert "исполнено (" not in office.boris.text
    await office.anna.presses("Исправить", message=confirmation)
    await office.says(office.anna, "Сделано, новый акт.")
    await office.anna.presses("Опубликовать")
    await office.anna.sees("его статус «исполнено» не учитывается. Напишите новый отчёт.")
    content = await office.bot.app.roadmaps.content(1)
    in_a_month = Moment(int((office.bot.clock() + timedelta(days=30)).timestamp()), MOSCOW)
    rows = await select_progress(office.bot.db.reader, content, in_a_month)
    assert sum(row.done for row in rows) == 0
    assert sum(row.begun for row in rows) == 2
    await office.publishes(office.boris, "Подтверждаем.", "исполнено")
    asked = await office.anna.sees("Ожидается слово Вашей стороны")
    assert "Подтвердить исполнение" in asked.buttons
    state = await office.state()
    assert (state.is_closed, len(state.declared)) == (False, 1)


async def test_a_word_that_was_taken_back_is_not_confirmed(office: Office) -> None:
    """The other side is told; the button of the older question, and a form begun before, say so and lose nothing."""
    await office.publishes(office.anna, "Сделано.", "исполнено")
    letter = await office.boris.sees("Ожидается слово Вашей стороны")
    await office.boris.presses("Подтвердить исполнение", message=letter)
    await office.boris.presses("Без документа")
    form = office.boris.screen
    await office.anna.presses("Отозвать", message=await office.anna.sees("Опубликовано в группе."))
    await office.anna.presses("Ошибка в сведениях")
    await office.boris.sees(f"Санкт-Петербург: слово об исполнении пункта {office.number} снято.")
    await office.boris.presses("Опубликовать", message=form)
    assert (office.boris.alert or "").startswith("Другая сторона отозвала своё слово: подтверждать нечего.")
    assert (await office.count("drafts"), await office.count("notes")) == (1, 1)
    await office.boris.presses("Подтвердить исполнение", message=letter)
    assert (office.boris.alert or "").startswith("Подтверждать нечего")
    await office.boris.presses("Опубликовать", message=form)
    await office.is_out(office.boris)
    state = await office.state()
    assert (state.is_closed, len(state.declared)) == (False, 1)
    await office.boris.presses("Подтвердить исполнение", message=letter)
    assert (office.boris.alert or "").startswith("Подтверждать нечего")
