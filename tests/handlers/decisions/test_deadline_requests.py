"""An official asks to move a deadline, the coordinators of both sides decide."""

import asyncio

import pytest

from bot.sandbox.people.person import Person
from data.roadmap.roadmap import select_activity
from tests.bot_harness import ADMIN_ID, BotHarness
from tests.handlers.decisions.decision_fixtures import agrees
from tests.handlers.notes.note_fixtures import Office, coordinate, dismiss, open_office

SAINT_PETERSBURG, PERM = 1, 2


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def coordinator(office: Office, name: str, number: int, party_id: int) -> Person:
    person = office.bot.person(name, id=number)
    await person.sends("/start")
    await coordinate(office.bot, person, party_id)
    return person


async def asks(office: Office, person: Person, reason: str = "Задержка поставки") -> None:
    await person.sends(f"/{office.number.replace('.', '_')}")
    await person.presses("Запросить перенос")
    await person.sends("15.02.2027", until="причина")
    await person.sends(reason, until=reason)
    await person.presses("Отправить запрос")
    await office.bot.settled()


async def day(office: Office) -> str:
    activity = await select_activity(office.bot.db.reader, office.activity.id)
    assert activity
    return activity.deadline.control_dates[-1].day.isoformat()


async def test_both_sides_agree(office: Office) -> None:
    """Each coordinator gets it privately; the date moves with the second agreement, and the person who asked is told."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    before = await day(office)
    await asks(office, office.anna)
    assert "Ожидает решения каждой стороны." in office.anna.text
    assert "Согласовать" not in office.anna.buttons
    letter = await olga.sees("Запрос переноса срока")
    assert "→ 15 февраля 2027, пн" in letter.text
    assert "Причина: Задержка поставки" in letter.text
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, letter)
    assert "Санкт-Петербург: согласовано\nПермский край: ожидается" in olga.text
    assert await day(office) == before
    card = await office.anna.sends(f"/{office.number.replace('.', '_')}")
    assert (
        "запрошен перенос срока на 15.02.2027. Согласовано: Санкт-Петербург; ожидается: Пермский" in card.text
    )
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(petr, await petr.sees("Запрос переноса срока"))
    assert "Перенос согласован всеми сторонами." in petr.text
    await office.anna.sees("Согласовано сторонами.")
    assert await day(office) == "2027-02-15"
    await office.bot.sandbox.until(lambda: bool(office.posts()))
    assert "Согласовано сторонами." in office.posts()[0].text


async def test_a_refusal_needs_a_reason(office: Office) -> None:
    """The refusing coordinator says why; the person who asked reads it, nothing moves, and it can be asked again."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    before = await day(office)
    await asks(office, office.anna)
    letter = await olga.sees("Запрос переноса срока")
    await petr.presses("Отклонить", message=await petr.sees("Запрос переноса срока"))
    await petr.sends("Срок согласован главами", until="Срок согласован")
    await petr.presses("Отклонить")
    assert "Пермский край: отклонено: Срок согласован главами" in petr.text
    told = await office.anna.sees("отклонён.")
    assert "Причина: Срок согласован главами" in told.text
    closed = await olga.sees("Отклонено.")
    assert closed.message_id == letter.message_id
    assert "Согласовать" not in closed.buttons
    await office.bot.settled()
    assert await day(office) == before
    await asks(office, office.anna, "Новые обстоятельства")
    assert await office.count("move_requests") == 2


async def test_pressed_at_once_and_twice(office: Office) -> None:
    """However the presses of both sides race, the deadline moves once and is told once."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    await asks(office, office.anna)
    letters = [await coordinator.sees("Запрос переноса срока") for coordinator in (olga, petr)]
    for person, letter in zip((olga, petr), letters, strict=True):
        await person.presses("Согласовать", message=letter)
    pressed = [coordinator.presses("Да, согласовать") for coordinator in (olga, petr)]
    await asyncio.gather(*pressed)
    for person in (olga, petr):
        await person.presses_data("ty:1")
    await office.bot.settled()
    assert await office.count("deadline_moves") == 1
    assert await office.count("audit WHERE action = 'agreed'") == 2
    assert await office.count("audit WHERE action = 'dated'") == 1
    assert await office.count("outbox WHERE group_key LIKE 'granted:1'") == 1


async def test_a_side_without_a_coordinator(office: Office) -> None:
    """The request says so, the administrators get it and decide for that side alone."""
    admin = office.bot.admin()
    await admin.sends("/start")
    olga = await coordinator(office, "Ольга Петровна", 801, SAINT_PETERSBURG)
    await asks(office, office.anna)
    letter = await admin.sees("Запрос переноса срока")
    assert "Пермский край: координатора нет, решает администратор" in letter.text
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(admin, letter)
    assert "Санкт-Петербург: ожидается\nПермский край: согласовано" in admin.text
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, await olga.sees("Запрос переноса срока"))
    assert "Перенос согласован всеми сторонами." in olga.text
    assert admin.id == ADMIN_ID


async def test_a_right_that_is_gone(office: Office) -> None:
    """A coordinator dismissed since decides nothing, and neither does an official with a forged button."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    await coordinator(office, "Пётр", 802, PERM)
    await asks(office, office.anna)
    letter = await olga.sees("Запрос переноса срока")
    await dismiss(office.bot, olga)
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, letter)
    assert olga.alert
    await office.boris.sends("/start")
    await office.boris.presses_data("ta:1")
    assert office.boris.alert == "Это доступно только координатору одной из сторон."
    assert await office.count("move_votes") == 0


@pytest.mark.parametrize("reason", ["отчёт", "мои", "сводка"])
async def test_a_reason_named_like_a_command_in_words(office: Office, reason: str) -> None:
    """What the form of a decision asked for is its own, whatever it would mean otherwise."""
    await office.bot.admin().sends("/start")
    await asks(office, office.anna, reason)
    assert f"Причина: {reason}" in office.anna.text


async def test_one_request_at_a_time(office: Office) -> None:
    """While one is open the card shows it instead of asking again, and a forged second one is refused."""
    await office.bot.admin().sends("/start")
    await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    await asks(office, office.anna)
    await office.boris.sends(f"/{office.number.replace('.', '_')}")
    assert "Запросить перенос" not in office.boris.buttons
    await office.boris.presses("Запрос переноса")
    assert office.boris.text.startswith("Запрос переноса срока")
    await office.boris.presses_data(f"tb:m:{office.activity.id}")
    assert office.boris.alert == (
        "По этому мероприятию уже есть запрос, решение по нему не принято: смотрите карточку."
    )


async def test_a_coordinator_who_asks_has_agreed(office: Office) -> None:
    """Their own side needs no second press; only the other one is asked."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    await asks(office, olga)
    assert "Санкт-Петербург: согласовано" in olga.text
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(petr, await petr.sees("Запрос переноса срока"))
    assert await day(office) == "2027-02-15"


async def test_a_note_that_needs_it_offers_it(office: Office) -> None:
    """«Нужен перенос» offers the request on the preview and after publishing; the draft of the note is kept."""
    await office.begins(office.anna)
    await office.says(office.anna, "Не успеваем.")
    await office.anna.presses("Статус")
    await office.anna.presses("нужен перенос")
    await office.anna.presses("Запросить перенос")
    assert "новая дата" in office.anna.text
    await office.anna.sends("/start")
    await office.anna.presses("Продолжить черновик")
    assert "Не успеваем." in office.anna.text
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert "Запросить перенос" in office.anna.buttons


async def test_agreed_to_once_wherever_it_was_asked(office: Office) -> None:
    """«Согласовать» asks once; then no copy of the letter offers it, and one left over shows what was decided."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    await coordinator(office, "Пётр", 802, PERM)
    vera = await coordinator(office, "Вера", 803, SAINT_PETERSBURG)
    await asks(office, office.anna)
    letter, copy = [await person.sees("Запрос переноса срока") for person in (olga, vera)]
    await olga.presses("Согласовать", message=letter)
    assert olga.text.startswith(
        f"Согласовать перенос срока по пункту {office.number} от имени Вашей стороны?"
    )
    assert await office.count("move_votes") == 0
    await olga.presses("‹ Назад")
    await olga.presses("Согласовать")
    await olga.presses("Да, согласовать")
    marked = await vera.sees("Санкт-Петербург: согласовано")
    assert marked.message_id == copy.message_id
    assert "Согласовать" not in marked.buttons
    await vera.presses_data("ta:1")
    assert "Санкт-Петербург: согласовано" in vera.text
    await vera.presses_data("ty:1")
    assert await office.count("move_votes") == 1
    assert await office.count("audit WHERE action = 'agreed'") == 1


async def test_withdrawn_by_its_author(office: Office) -> None:
    """Only the author withdraws, after one question; those who were asked are told, their letters say so, and nothing moves."""
    olga = await coordinator(office, "Ольга", 801, SAINT_PETERSBURG)
    petr = await coordinator(office, "Пётр", 802, PERM)
    before = await day(office)
    await asks(office, office.anna)
    letter = await petr.sees("Запрос переноса срока")
    await office.bot.settled()  # the letters are written anew after each vote
    await agrees(olga, await olga.sees("Запрос переноса срока"))
    for person in (olga, petr):
        assert "Отозвать запрос" not in person.buttons
        await person.presses_data("tz:1")
        assert person.alert == "Отозвать запрос может только тот, кто его направил."
    await office.anna.sends(f"/{office.number.replace('.', '_')}")
    await office.anna.presses("Запрос переноса")
    await office.anna.presses("Отозвать запрос")
    assert office.anna.text.startswith(f"Отозвать запрос переноса срока по пункту {office.number}?")
    await office.anna.presses("Да, отозвать")
    assert "Отозван автором запроса." in office.anna.text
    for person in (olga, petr):
        assert "Запрос отозван его автором." in (await person.sees("закрыт без решения")).text
    marked = await petr.sees("Отозван автором запроса.")
    assert marked.message_id == letter.message_id
    assert not {"Согласовать", "Отклонить"} & set(marked.buttons)
    await petr.presses_data("ty:1")
    assert await day(office) == before
    await office.anna.presses_data("tz:1")
    assert await office.count("audit WHERE action = 'withdrawn'") == 1
    await asks(office, office.anna, "Новые обстоятельства")
    assert await office.count("move_requests WHERE state = 'open'") == 1
