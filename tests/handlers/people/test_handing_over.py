"""«Передать дела»: the successor has it all in one message, the predecessor nothing any more."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from data.audit import AuditAction, AuditContext
from data.people.appointments import NONE, Appointment, select_appointment, update_appointment
from data.people.people import Role
from tests.bot_harness import BotHarness, running_bot
from tests.data.people.people_fixtures import begin_draft, has_draft
from tests.handlers.people.test_invitations import payload
from tests.shown_state import shown_hand_over


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotHarness]:
    """A bot that only admitted people may read."""
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as running:
        await running.admin().sends("/start")
        yield running


async def agency(bot: BotHarness, like: str) -> int:
    rows = await bot.db.reader.execute_fetchall("SELECT id FROM agencies WHERE name LIKE ?", (f"%{like}%",))
    return next(int(number) for (number,) in rows)


async def joins(bot: BotHarness, name: str, appointment: Appointment) -> Person:
    """A person who is here already and has opened the bot."""
    person = bot.person(name)
    async with bot.db.writing() as connection:
        await update_appointment(
            connection, person.id, appointment, AuditContext(None, 1), AuditAction.APPROVED
        )
        await connection.execute("UPDATE people SET name = ? WHERE user_id = ?", (name, person.id))
    await person.sends("/start")
    return person


async def official(bot: BotHarness, name: str, *like: str) -> Person:
    agencies = {await agency(bot, number): "" for number in like}
    return await joins(bot, name, Appointment(Role.OFFICIAL, agencies))


async def test_an_official_hands_over_by_a_link(bot: BotHarness) -> None:
    """From the settings to a link; when the successor opens it, everything changes in that moment."""
    admin = bot.admin()
    await admin.sends("/start")
    anna = await official(bot, "Анна", "Комитет по строительству")
    await begin_draft(bot.db, anna.id)
    held = await select_appointment(bot.db.reader, anna.id)
    await anna.sends("/settings")
    await anna.presses("Передать дела")
    assert "Ведомство: Комитет по строительству" in anna.text
    assert "Участнику" not in anna.buttons
    await anna.presses("Ссылка для преемника")
    assert "ваши прекратятся" in anna.text
    assert await select_appointment(bot.db.reader, anna.id) == held
    boris = bot.person("Борис")
    await boris.starts(payload(anna), until="Вам переданы дела")
    briefing = boris.text
    await anna.sees("Дела переданы\nВедомство: Комитет по строительству")
    await admin.sees("Приглашение принято\nБорис")
    await bot.settled()
    assert await select_appointment(bot.db.reader, boris.id) == held
    assert await select_appointment(bot.db.reader, anna.id) == NONE
    assert not await has_draft(bot.db, anna.id)
    assert briefing.startswith("Вам переданы дела\nВедомство: Комитет по строительству")
    assert "Открытые мероприятия\n3.2 " in briefing
    assert "\nОт кого: Анна\n" in briefing
    assert "отчётов нет; вторая сторона: Министерство" in briefing
    await boris.presses("3.2")
    assert boris.text.startswith("3.2")
    await anna.presses_data("h", changes=None)
    assert anna.alert


async def test_one_agency_of_several_may_be_handed_over(bot: BotHarness) -> None:
    """The others stay with the predecessor."""
    anna = await official(bot, "Анна", "Комитет по строительству", "Комитет по культуре")
    culture = await agency(bot, "Комитет по культуре")
    await anna.sends("/settings")
    await anna.presses("Передать дела")
    await anna.presses("Только Комитет по культуре")
    await anna.presses("Ссылка для преемника")
    boris = bot.person("Борис")
    await boris.starts(payload(anna), until="Вам переданы дела")
    await bot.settled()
    assert set((await select_appointment(bot.db.reader, boris.id)).agencies) == {culture}
    left = await select_appointment(bot.db.reader, anna.id)
    assert left.role is Role.OFFICIAL
    assert culture not in left.agencies


async def test_an_administrator_hands_over_to_somebody_here(bot: BotHarness) -> None:
    """From the card: choose the successor, confirm, and both are told."""
    admin = bot.admin()
    await admin.sends("/start")
    anna = await official(bot, "Анна", "Комитет по строительству")
    boris = await joins(bot, "Борис", Appointment(Role.READER))
    await admin.presses_data(f"pm:{anna.id}", changes=True)
    await admin.presses("Передать дела")
    await admin.presses("Ссылка для преемника")
    assert "а у прежнего участника (Анна) прекратятся" in admin.text
    assert "ваши прекратятся" not in admin.text
    await admin.presses("Назад")
    await admin.presses("Участнику")
    assert "Анна" not in " ".join(admin.buttons)
    await admin.presses("Борис")
    assert admin.text.startswith("Передать дела: Анна → Борис?")
    assert (await select_appointment(bot.db.reader, boris.id)).role is Role.READER
    await admin.presses("Да, передать")
    await boris.sees("Вам переданы дела")
    await anna.sees("Дела переданы")
    assert admin.text.startswith("Борис\n")
    assert await select_appointment(bot.db.reader, anna.id) == NONE


async def test_a_coordinator_hands_over_the_side(bot: BotHarness) -> None:
    """The successor coordinates it; nothing is open for a side without agencies of its own."""
    anna = await joins(bot, "Анна", Appointment(Role.COORDINATOR, {}, frozenset({2})))
    await anna.sends("/settings")
    await anna.presses("Передать дела")
    await anna.presses("Ссылка для преемника")
    boris = bot.person("Борис")
    await boris.starts(payload(anna), until="Вам переданы дела")
    assert (await select_appointment(bot.db.reader, boris.id)).parties == frozenset({2})


async def test_nobody_hands_over_for_another(bot: BotHarness) -> None:
    """Forged ids of another person's post are refused, and so is a successor chosen by an official."""
    anna = await official(bot, "Анна", "Комитет по строительству")
    boris = await official(bot, "Борис", "Комитет по культуре")
    before = await select_appointment(bot.db.reader, anna.id)
    for forged in (
        f"ho:{anna.id}:0",
        f"hj:{anna.id}:0:0",
        f"hs:{boris.id}:0:0",
        f"hu:{anna.id}:{boris.id}:0:0",
    ):
        await boris.presses_data(forged)
        assert boris.alert == "Это доступно только администратору."
    assert await select_appointment(bot.db.reader, anna.id) == before


async def test_readers_have_nothing_to_hand_over(bot: BotHarness) -> None:
    """The settings do not offer it and a forged button is refused."""
    boris = await joins(bot, "Борис", Appointment(Role.READER))
    await boris.sends("/settings")
    assert "Передать дела" not in boris.buttons
    await boris.presses_data(f"ho:{boris.id}:0")
    assert boris.alert == "Это доступно только сотруднику ведомства или координатору стороны."


async def test_a_predecessor_revokes_the_link(bot: BotHarness) -> None:
    """The link is dead, and the way back is the predecessor's own."""
    anna = await official(bot, "Анна", "Комитет по строительству")
    seen = await shown_hand_over(bot, anna.id)
    await anna.presses_data(f"hj:{anna.id}:0:{seen}", changes=True)
    link = payload(anna)
    await anna.presses("Отозвать")
    await anna.presses("Назад")
    assert anna.text.startswith("Настройки")
    boris = bot.person("Борис")
    await boris.starts(link)
    assert boris.text == "Приглашение отозвано. Попросите новое."


async def test_ones_own_link_is_refused(bot: BotHarness) -> None:
    """A person who opens their own link keeps everything and is told whom it is for."""
    anna = await official(bot, "Анна", "Комитет по строительству")
    before = await select_appointment(bot.db.reader, anna.id)
    seen = await shown_hand_over(bot, anna.id)
    await anna.presses_data(f"hj:{anna.id}:0:{seen}", changes=True)
    await anna.starts(payload(anna))
    assert anna.text.startswith("Дела передают другому человеку")
    assert await select_appointment(bot.db.reader, anna.id) == before


async def test_a_long_briefing_fits_one_message(bot: BotHarness) -> None:
    """Even everything at once is one message, and says how much it leaves out."""
    rows = await bot.db.reader.execute_fetchall("SELECT id FROM agencies")
    everything = {int(number): "заместитель председателя" for (number,) in rows}
    anna = await joins(bot, "Анна", Appointment(Role.OFFICIAL, everything))
    seen = await shown_hand_over(bot, anna.id)
    await anna.presses_data(f"hj:{anna.id}:0:{seen}", changes=True)
    boris = bot.person("Борис")
    await boris.starts(payload(anna), until="Вам переданы дела")
    assert "и ещё" in boris.text
    assert len(boris.text) <= 4096


async def test_a_successor_reads_what_was_said_last(bot: BotHarness) -> None:
    """The last note's number, status and words."""
    anna = await official(bot, "Анна", "Комитет по строительству")
    await anna.sends("/my", until="Мои мероприятия")
    await anna.presses("3.2")
    await anna.sends("Подрядчик сорвал срок поставки")
    await bot.settled()
    await anna.presses("Статус")
    await anna.presses("под угрозой")
    await anna.presses("Опубликовать")
    await bot.settled()
    await anna.sends("/settings")
    await anna.presses("Передать дела")
    await anna.presses("Ссылка для преемника")
    boris = bot.person("Борис")
    await boris.starts(payload(anna), until="Вам переданы дела")
    assert "последний отчёт № 1 (под угрозой): Подрядчик сорвал срок поставки" in boris.text
