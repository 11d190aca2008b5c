"""A coordinator sets a control date by hand: asked step by step, told to the others, shown on the card."""

import pytest

from bot.sandbox.people.person import Person
from data.audit import AuditAction, AuditSubject, select_audit
from data.roadmap.roadmap import select_activity
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, coordinate, dismiss, open_office

SAINT_PETERSBURG, PERM = 1, 2


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


@pytest.fixture
async def olga(office: Office) -> Person:
    """The coordinator of Saint Petersburg."""
    person = office.bot.person("Ольга", id=801)
    await person.sends("/start")
    await coordinate(office.bot, person, SAINT_PETERSBURG)
    return person


async def opens(office: Office, person: Person) -> str:
    seen = await person.sends(f"/{office.number.replace('.', '_')}")
    return seen.text


async def days(office: Office) -> list[str]:
    activity = await select_activity(office.bot.db.reader, office.activity.id)
    assert activity
    return [when.day.isoformat() for when in activity.deadline.control_dates]


async def test_a_date_is_set_by_hand(office: Office, olga: Person) -> None:
    """Date, reason, confirmation: the card, the journal, the other side's coordinator and the group have it."""
    petr = office.bot.person("Пётр", id=802)
    await petr.sends("/start")
    await coordinate(office.bot, petr, PERM)
    await opens(office, olga)
    await olga.presses("Контрольная дата")
    assert "Следующее сообщение — новая дата" in olga.text
    refused = await olga.sends("31.02.2027")
    assert refused.text.startswith("Такого дня нет")
    await olga.sends("15.02.2027", until="Следующее сообщение — причина")
    assert "Новая дата: 15 февраля 2027" in olga.text
    await olga.sends("Письмо № 5 от 20.11.2026", until="Причина: Письмо № 5")
    assert "Дата: 15 февраля 2027, пн" in olga.text
    assert await days(office) != ["2027-02-15"]
    await olga.presses("Установить дату")
    assert "Контрольная дата: 15 февраля 2027, пн (установлена одной стороной)" in olga.text
    assert "До согласования всеми сторонами срок — 30 декабря 2026, ср." in olga.text
    assert "15.02.2027: установлена вручную, Санкт-Петербург 24.11.2026. Причина: Письмо № 5" in olga.text
    assert await days(office) == ["2027-02-15"]
    told = await petr.sees("Установлена вручную: Санкт-Петербург.")
    assert "Причина: Письмо № 5 от 20.11.2026" in told.text
    await office.bot.sandbox.until(lambda: bool(office.posts()))
    (post,) = office.posts()
    assert post.text.startswith(f"Контрольная дата пункта {office.number}: 15 февраля 2027")
    (entry,) = await select_audit(office.bot.db.reader, 1)
    assert (entry.action, entry.subject, entry.actor_id) == (
        AuditAction.DATED,
        AuditSubject.ACTIVITY,
        olga.id,
    )
    assert entry.after == {"day": "2027-02-15", "reason": "Письмо № 5 от 20.11.2026"}


async def test_pressed_twice_it_is_set_once(office: Office, olga: Person) -> None:
    """A second press, and one under an older message, show the card and change nothing."""
    await opens(office, olga)
    await olga.presses("Контрольная дата")
    await olga.sends("15.02.2027", until="причина")
    shown = await olga.sends("Решение", until="Решение")
    data = next(one["callback_data"] for row in shown.rows for one in row if one["text"] == "Установить дату")
    await olga.presses("Установить дату", message=shown)
    await olga.presses_data(data)
    await office.bot.settled()
    assert await office.count("deadline_moves") == 1
    assert await office.count("audit WHERE action = 'dated'") == 1


async def test_what_was_typed_is_kept_on_the_way(office: Office, olga: Person) -> None:
    """Going elsewhere leaves the form, and the same button goes on where it was; `/cancel` throws it away."""
    await opens(office, olga)
    await olga.presses("Контрольная дата")
    await olga.sends("15.02.2027", until="причина")
    card = await olga.sends("/start")
    await olga.sends("что за Минстроем?", until="Минист")
    await opens(office, olga)
    await olga.presses("Контрольная дата")
    assert "Следующее сообщение — причина" in olga.text
    await olga.sends("/cancel", until="Отменено. Ничего не изменено.")
    await olga.sends("/cancel", until="Отменять нечего")
    assert card.text.startswith("Дорожная карта")
    assert await office.count("decision_drafts") == 0


async def test_a_preset_and_the_date_in_force(office: Office, olga: Person) -> None:
    """A day may be chosen by a button; the control date in force itself is refused in words."""
    await opens(office, olga)
    await olga.presses("Контрольная дата")
    await olga.presses("08.12.2026")
    await olga.sends("Ускорить", until="Дата: 8 декабря 2026")
    await olga.presses("Установить дату")
    assert await days(office) == ["2026-12-08"]
    await olga.presses("Контрольная дата")
    assert "08.12.2026" not in olga.buttons
    await olga.sends("8.12.2026", until="причина")
    await olga.sends("Ещё раз", until="Ещё раз")
    await olga.presses("Установить дату")
    assert olga.alert == "Это уже контрольная дата. Выберите другой день."


async def test_only_a_coordinator_sets_it(office: Office, olga: Person) -> None:
    """An official is not offered it, a forged press is refused, and so is a right that is gone since."""
    await opens(office, office.anna)
    assert "Контрольная дата" not in office.anna.buttons
    await office.anna.presses_data(f"tb:s:{office.activity.id}")
    assert office.anna.alert == "Это доступно только координатору одной из сторон."
    await opens(office, olga)
    await olga.presses("Контрольная дата")
    await olga.sends("15.02.2027", until="причина")
    await olga.sends("Решение", until="Решение")
    await dismiss(office.bot, olga)
    await olga.presses("Установить дату")
    assert olga.alert
    assert await office.count("deadline_moves") == 0


async def test_somebody_elses_draft_is_out_of_reach(office: Office, olga: Person) -> None:
    """A forged button with another person's draft changes nothing."""
    await opens(office, olga)
    await olga.presses("Контрольная дата")
    await office.anna.sends("/start")
    for forged in ("td:1:740000", "tt:1:z", f"tc:1:s:{office.activity.id}:0"):
        await office.anna.presses_data(forged)
    await office.bot.settled()
    assert await office.count("decision_drafts WHERE user_id = 801 AND day IS NULL") == 1
