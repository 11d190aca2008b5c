"""Invitations: given by taps, accepted by a link, listed and revoked."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from data.people.appointments import NONE, select_appointment
from data.people.people import Role
from tests.bot_harness import NOW, BotHarness, running_bot

LINK = re.compile(r"https://t\.me/(\w+)\?start=(inv_[\w-]{43})")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotHarness]:
    """A bot that only admitted people may read."""
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as running:
        yield running


@pytest.fixture
async def admin(bot: BotHarness) -> Person:
    person = bot.admin()
    await person.sends("/start")
    return person


async def invites_official(admin: Person) -> str:
    """The start payload of a new link for the first agency on the list."""
    await admin.sends("/invite")
    await admin.presses("Новое приглашение")
    await admin.presses("Сотрудник ведомства")
    await admin.presses(admin.buttons[0])
    return payload(admin)


def payload(person: Person) -> str:
    """From the link on the screen, which stands there as code."""
    [link] = person.screen.covered("code")
    found = LINK.fullmatch(link)
    assert found
    return found[2]


async def test_a_link_makes_an_official(bot: BotHarness, admin: Person) -> None:
    """Role, agency, link with a button that copies it; a person who opens it is in, and the administrator is told."""
    link = await invites_official(admin)
    [copy] = [button for row in admin.screen.rows for button in row if "copy_text" in button]
    assert copy["copy_text"]["text"].endswith(link)
    assert "в течение 72 часов" in admin.text
    boris = bot.person("Борис")
    await boris.starts(link)
    await admin.sees("Приглашение принято\nБорис\nРоль: Сотрудник ведомства")
    await bot.settled()
    assert boris.text.startswith("Вам открыт доступ.\nРоль: Сотрудник ведомства\nВедомство: ")
    assert (await select_appointment(bot.db.reader, boris.id)).role is Role.OFFICIAL
    await admin.presses("Открыть карточку")
    assert admin.text.startswith("Борис\n")
    await boris.presses("Открыть дорожную карту")
    assert boris.text.startswith("Дорожная карта\n")


async def test_a_link_works_for_one_person(bot: BotHarness, admin: Person) -> None:
    """The second person is refused in a sentence; the first may open it again and nobody is told twice."""
    link = await invites_official(admin)
    boris, vera = bot.person("Борис"), bot.person("Вера")
    await boris.starts(link)
    await vera.starts(link)
    assert vera.text.startswith("Приглашение уже использовано")
    assert (await select_appointment(bot.db.reader, vera.id)) == NONE
    await boris.starts(link)
    assert boris.text.startswith("Вы уже приняли это приглашение.")
    await bot.settled()
    assert sum("Приглашение принято" in seen.text for seen in admin.history()) == 1


@pytest.mark.parametrize("forged", ["inv_", "inv_x", "inv_" + "A" * 43])
async def test_an_invented_link_lets_nobody_in(bot: BotHarness, forged: str) -> None:
    """One sentence, whatever was invented."""
    boris = bot.person("Борис")
    await boris.starts(forged)
    assert boris.text.startswith("Такого приглашения нет.")


async def test_invitations_are_listed_and_revoked(bot: BotHarness, admin: Person) -> None:
    """An open one is on the list with its time; revoked, it lets nobody in and leaves the list."""
    link = await invites_official(admin)
    await admin.presses("Назад")
    assert "№ 1 Сотрудник ведомства: " in admin.text
    assert "до 27.11.2026 12:00" in admin.text
    await admin.presses("№ 1")
    assert "Выдал: Ольга" in admin.text
    await admin.presses("Отозвать")
    assert admin.text.startswith("Приглашение № 1 отозвано")
    await admin.presses("Назад")
    assert admin.text == "Приглашения\nДействующих нет."
    boris = bot.person("Борис")
    await boris.starts(link)
    assert boris.text == "Приглашение отозвано. Попросите новое."
    await admin.presses_data("ir:1")
    assert admin.alert == "Приглашение отозвано. Попросите новое."


async def test_a_link_ends_after_three_days(bot: BotHarness, admin: Person) -> None:
    """Up to then it works; from then on it does not."""
    late, in_time = await invites_official(admin), await invites_official(admin)
    boris, vera = bot.person("Борис"), bot.person("Вера")
    bot.app.dispatcher["clock"] = lambda: NOW + timedelta(hours=72, seconds=-1)
    await boris.starts(in_time)
    assert boris.text.startswith("Вам открыт доступ.")
    bot.app.dispatcher["clock"] = lambda: bot.clock() + timedelta(hours=72, seconds=1)
    await vera.starts(late)
    assert vera.text == "Срок приглашения истёк. Попросите новое."


async def test_an_agency_without_people_invites_from_its_page(admin: Person) -> None:
    """From «Не подключены» to a link in two taps."""
    await admin.sends("/people")
    await admin.presses("Не подключены")
    await admin.presses(admin.buttons[0])
    assert "За это ведомство пока никто не пишет." in admin.text
    await admin.presses("Пригласить сотрудника")
    assert payload(admin)


async def test_an_invited_coordinator_and_reader(bot: BotHarness, admin: Person) -> None:
    """A side or nothing instead of an agency."""
    for role, choice in (("Читатель", None), ("Координатор стороны", "Пермский край")):
        await admin.sends("/invite")
        await admin.presses("Новое приглашение")
        await admin.presses(role)
        if choice:
            await admin.presses(choice)
        newcomer = bot.person(f"Новый {role}")
        await newcomer.starts(payload(admin))
        assert f"Роль: {role}" in newcomer.text
        await bot.settled()


async def test_a_forged_invitation_of_an_administrator_is_refused(admin: Person) -> None:
    """Administrators are made on their card or at the server, never by a link from a button."""
    await admin.presses_data("gk:i:0:admin:0:0")
    assert admin.alert == "Это доступно только администратору."


async def test_the_token_is_in_no_log_and_no_table(
    bot: BotHarness, admin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """What is in the link is only in the link."""
    caplog.set_level("INFO")
    link = await invites_official(admin)
    await bot.person("Борис").starts(link)
    await bot.settled()
    token = link.removeprefix("inv_")
    assert token not in caplog.text
    tables = ("invitations", "audit", "people", "questions", "unanswered_questions")
    for table in tables:
        rows = await bot.db.reader.execute_fetchall(f"SELECT * FROM {table}")
        assert not any(token in str(value) for row in rows for value in tuple(row))


async def test_an_invitation_is_accepted_in_private_only(bot: BotHarness, admin: Person) -> None:
    """The same command in a group is a plain start there: the link stays unused."""
    link = await invites_official(admin)
    boris = bot.person("Борис")
    group = bot.sandbox.group("Группа", members=[boris], bot=None)
    boris.adds_bot(group)
    await boris.sends(f"/start {link}", chat=group)
    assert (await select_appointment(bot.db.reader, boris.id)) == NONE
    await boris.starts(link)
    assert boris.text.startswith("Вам открыт доступ.")
