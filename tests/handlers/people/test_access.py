"""Who is let in, who is told why not, and how people ask for it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import handlers
from bot.access import Permission, declared_permissions
from bot.callbacks.people import RemovePerson
from bot.sandbox.people import actions
from bot.sandbox.people.person import Person
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.state.members import Member, Status
from bot.services.people.appointing import Appointing
from data.audit import AuditContext
from data.people.people import Role
from tests.bot_harness import ADMIN_ID, BotHarness, running_bot
from tests.shown_state import shown_appointment

STRANGER = "Дорожная карта открыта только её участникам."


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[BotHarness]:
    """A bot that only admitted people may read."""
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as running:
        yield running


@pytest.fixture
async def admin(closed: BotHarness) -> Person:
    """Has opened the bot."""
    person = closed.admin()
    await person.sends("/start")
    return person


async def appoint(bot: BotHarness, person: Person, role: Role | None) -> None:
    async with bot.db.writing() as connection:
        await connection.execute("INSERT INTO people (user_id, role) VALUES (?, ?)", (person.id, role))


def test_every_handler_declares_a_permission() -> None:
    """None is let be without one; and one without would be refused to all."""
    declared = list(declared_permissions(handlers.router()))
    assert len(declared) > 20
    assert all(isinstance(permission, Permission) for _, permission in declared)


@pytest.mark.parametrize("access", ["group", "members", "everyone"])
async def test_who_may_read(tmp_path: Path, access: str) -> None:
    """Role by role and setting by setting: admitted people always, members of the group and others as it is set."""
    async with running_bot(tmp_path / "roadmap.db", read_access=access) as bot:
        people = {role: bot.person(str(role)) for role in (None, *Role)}
        for role, person in people.items():
            await appoint(bot, person, role)
        member = bot.person("Участник")
        group = bot.sandbox.group("Группа", members=[member], bot=Status.MEMBER)
        async with bot.db.writing() as connection:
            await connection.execute(
                "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (1, ?, 0)", (group.id,)
            )
        expected = {person: role is not None or access == "everyone" for role, person in people.items()}
        expected[member] = access != "members"
        for person, reads in expected.items():
            await person.sends("/start")
            assert person.text.startswith("Дорожная карта\n") is reads
            await person.sends("что за Минстроем?")
            assert ("Понял так" in person.text) is reads
            await person.presses_data("ss:0", changes=None)
            assert (person.alert is None) is reads


@pytest.mark.parametrize("command", ["/people", "/my", "/calendar", "/agenda", "/invite"])
async def test_a_refused_command_leads_on(closed: BotHarness, command: str) -> None:
    """Who reads is led home; who does not may ask for access."""
    vera, stranger = closed.person("Вера"), closed.person("Гость")
    await appoint(closed, vera, Role.READER)
    assert (await vera.sends(command)).buttons == ["Главная"]
    assert "Запросить доступ" in (await stranger.sends(command)).buttons


async def test_admins_of_the_settings_need_no_row(admin: Person) -> None:
    """A person who stands in ADMIN_IDS reads from the first message on."""
    assert admin.text.startswith("Дорожная карта\n")


async def test_a_stranger_learns_their_id_and_how_to_ask(closed: BotHarness) -> None:
    """One polite line, the numeric id to copy, and the button; nothing of the roadmap."""
    boris = closed.person("Борис")
    await boris.sends("что за Минстроем?")
    assert boris.text == f"{STRANGER}\nВаш номер в Telegram: {boris.id}"
    assert boris.screen.covered("code") == [str(boris.id)]
    assert boris.buttons == ["Запросить доступ", "Язык / Language"]


async def test_a_request_is_decided_once(closed: BotHarness, admin: Person) -> None:
    """The administrators get one message however often it is pressed; the first decision counts and is told."""
    second = closed.person("Пётр")
    await appoint(closed, second, Role.ADMIN)
    await second.sends("/start")
    boris = closed.person("Борис", last_name="<b>Ли</b>")
    await boris.sends("/start")
    asked = await boris.presses("Запросить доступ")
    assert boris.text == (
        "Запрос передан администраторам. Их решение придёт сюда.\n"
        "Напишите следующим сообщением Ваше ведомство и должность: по ним принимают решение."
    )
    closed.sandbox.expects("message is not modified")
    await boris.presses_data("ra", message=asked)
    await closed.settled()
    for one in (admin, second):
        assert sum("Запрос доступа" in seen.text for seen in one.history()) == 1
        assert "Борис <b>Ли</b>" in one.text
        assert str(boris.id) in one.text
    await admin.presses(admin.buttons[0])
    await second.presses("Отказать")
    assert second.text.startswith("Решение уже принято.")
    await boris.sends("/start")
    assert boris.text.startswith("Дорожная карта\n")
    names = await closed.db.reader.execute_fetchall("SELECT name FROM access_requests")
    assert not list(names)


async def test_a_refusal_is_told_and_lets_nobody_in(closed: BotHarness, admin: Person) -> None:
    """The person is told; their name is forgotten, and they stay outside."""
    boris = closed.person("Борис")
    await boris.sends("/start")
    await boris.presses("Запросить доступ")
    await admin.sees("Запрос доступа")
    await admin.presses("Отказать")
    await boris.sees("В доступе отказано.")
    assert "Борис" not in admin.text
    await boris.sends("/start")
    assert boris.text.startswith(STRANGER)


async def test_a_request_waits_for_an_administrator_who_was_not_there(closed: BotHarness) -> None:
    """When nobody could be told, the request stands on the administrator's menu."""
    closed.sandbox.expects("chat not found")
    boris = closed.person("Борис")
    await boris.sends("/start")
    await boris.presses("Запросить доступ")
    await closed.settled()
    admin = closed.admin()
    await admin.sends("/start")
    await admin.presses("Запросы доступа (1)")
    await admin.presses("Борис")
    await admin.presses(admin.buttons[0])
    await boris.sees("Вам открыт доступ.")
    await boris.sends("/start")
    assert boris.text.startswith("Дорожная карта\n")


async def test_deciding_is_for_administrators(closed: BotHarness) -> None:
    """A reader who forges the buttons of an administrator gets an alert and changes nothing."""
    reader, boris = closed.person("Анна"), closed.person("Борис")
    await appoint(closed, reader, Role.READER)
    await boris.sends("/start")
    closed.sandbox.expects("chat not found")
    await boris.presses("Запросить доступ")
    await reader.sends("/start")
    for forged in ("rq:0", f"ro:{boris.id}", f"rf:{boris.id}"):
        await reader.presses_data(forged)
        assert reader.alert == "Это доступно только администратору."
    await boris.sends("/start")
    assert boris.text.startswith(STRANGER)


async def test_deciding_is_for_the_private_chat(closed: BotHarness, admin: Person) -> None:
    """In a group not even an administrator decides, for others look on."""
    group = closed.sandbox.group("Группа", members=[admin], bot=Status.MEMBER)
    async with closed.db.writing() as connection:
        await connection.execute(
            "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (1, ?, 0)", (group.id,)
        )
    seen = await admin.sends("/find спорт", chat=group)
    await admin.presses_data("rq:0", message=seen, chat=group)
    assert admin.alert == "Это доступно только в личном чате с ботом."


async def test_a_role_taken_away_ends_at_once(closed: BotHarness) -> None:
    """Between the menu and the press the role was removed: the press is refused."""
    anna = closed.person()
    await appoint(closed, anna, Role.READER)
    await anna.sends("/start")
    async with closed.db.writing() as connection:
        await connection.execute("UPDATE people SET role = NULL")
    await anna.presses("Сферы", changes=False)
    assert anna.alert
    assert anna.alert.startswith(STRANGER)


async def test_nobody_in_particular_is_refused(tmp_path: Path) -> None:
    """An anonymous administrator and a channel are not people, even where all may read."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        anna = bot.person()
        group = bot.sandbox.group("Группа", members=[anna], supergroup=True, bot=Status.ADMINISTRATOR)
        group.member(anna.user).anonymous = True
        await anna.sends("/find минстрой", chat=group)
        assert anna.looks(group).text.startswith("Бот отвечает только людям.")


async def test_admins_are_asked_in_their_language(closed: BotHarness) -> None:
    """The message about a request is in the language the administrator chose."""
    admin = closed.admin()
    await admin.sends("/settings")
    await admin.presses("English")
    boris = closed.person("Борис")
    await boris.sends("/start")
    await boris.presses("Запросить доступ")
    await admin.sees("Access request")
    assert "Refuse" in admin.buttons


async def test_an_admitted_person_need_not_ask(closed: BotHarness) -> None:
    """An old button of a person who was let in meanwhile does not ask again."""
    boris = closed.person("Борис")
    await boris.sends("/start")
    await appoint(closed, boris, Role.READER)
    await boris.presses("Запросить доступ")
    assert "Запрос" not in boris.text
    assert not list(await closed.db.reader.execute_fetchall("SELECT 1 FROM access_requests"))


async def test_neither_other_bots_nor_forwarded_posts_are_answered(tmp_path: Path) -> None:
    """Two bots never answer each other, a linked channel does not ask; a person behind a channel gets one sentence."""
    async with running_bot(tmp_path / "roadmap.db") as bot:
        anna = bot.person()
        group = bot.sandbox.group("Группа", members=[anna], supergroup=True, bot=Status.ADMINISTRATOR)
        robot = bot.person("Робот").user
        robot.is_bot = True
        group.members[robot.id] = Member(robot, Status.MEMBER)
        telegram = bot.sandbox.telegram
        for text in ("/find минстрой", "/start", "отмена", "/nothing@roadmap_bot"):
            actions.write(telegram, robot, group, words=actions.typed(text))
            actions.speak_as_channel(telegram, group, "Вестник", text, forwarded=True)
        await bot.settled()
        assert [
            message for message in group.messages.values() if message.sender is bot.sandbox.state.bot
        ] == []
        actions.speak_as_channel(telegram, group, "Вестник", "/find минстрой")
        await anna.sees("Бот отвечает только людям.", chat=group)


async def test_administrators_hear_that_telegram_hides_the_members(tmp_path: Path) -> None:
    """Where Telegram does not say who is in the group, its people cannot read: told once a day, with what to do."""
    async with running_bot(tmp_path / "roadmap.db", read_access="group") as bot:
        admin, anna = bot.admin(), bot.person()
        await admin.sends("/start")
        group = bot.sandbox.group("Группа", members=[admin, anna], supergroup=True, bot=Status.MEMBER)
        await admin.sends("/bind", chat=group)
        told = await admin.sees("Группа подключена")
        assert "Бот не администратор группы: Telegram может не сообщать ему" in told.text
        bot.sandbox.allows("member list is inaccessible")
        hidden = bad_request("member list is inaccessible")
        bot.sandbox.faults.error(hidden, method="getChatMember", chat_id=group.id)
        await anna.sends("/start")
        await admin.sees("Telegram не сообщает боту, кто состоит в группе «Группа»")


async def later(bot: BotHarness) -> None:
    await bot.settled()
    bot.clock.forward(timedelta(minutes=11))
    bot.app.outbox.wake()


async def test_a_letter_outlives_the_moment_it_cannot_be_sent(closed: BotHarness, admin: Person) -> None:
    """A request, its decision and a removal are told however long the reader's chat takes nothing at that moment."""
    boris = closed.person("Борис")
    faults = closed.sandbox.faults
    closed.sandbox.allows("Too Many Requests")
    await boris.sends("/start")
    faults.too_many_requests(600, method="sendMessage", chat_id=admin.id)
    await boris.presses("Запросить доступ")
    await later(closed)
    request = await admin.sees("Запрос доступа")
    faults.too_many_requests(600, method="sendMessage", chat_id=boris.id)
    await admin.presses("Читатель", message=request)
    await later(closed)
    await boris.sees("Вам открыт доступ")
    faults.too_many_requests(600, method="sendMessage", chat_id=boris.id)
    seen = await shown_appointment(closed, boris.id)
    await admin.presses_data(RemovePerson(user_id=boris.id, fingerprint=seen).pack(), changes=None)
    await later(closed)
    await boris.sees("Ваш доступ закрыт.")


async def test_a_removal_handled_again_after_a_crash_is_told_and_not_refused(closed: BotHarness) -> None:
    """The process ends between the record and the answer: the person hears of it once, the administrator sees no error."""
    async with closed.db.writing() as connection:
        await connection.execute("INSERT INTO people (user_id, role, admitted_at) VALUES (77, 'reader', 1)")
    seen = await shown_appointment(closed, 77)
    audit = AuditContext(ADMIN_ID, 1, update_id=5, first_admins=frozenset({ADMIN_ID}))
    app = closed.app
    for _ in range(2):
        service = Appointing(closed.db, audit, app.notifier, app.settings.zone, lambda: None)
        await service.remove(77, seen)
    rows = await closed.db.reader.execute_fetchall("SELECT count(*) FROM outbox WHERE chat_id = 77")
    assert [tuple(row) for row in rows] == [(1,)]


async def test_a_request_says_who_asks(closed: BotHarness, admin: Person) -> None:
    """Agency and post as the person types them, said back and changed by a button; administrators read them."""
    guest = closed.person("Гость")
    await guest.sends("/start")
    await guest.presses("Запросить доступ")
    assert "Напишите следующим сообщением Ваше ведомство и должность" in guest.text
    await admin.sees("пока не указаны")
    await guest.sends("Минздрав, начальник отдела", until="«Минздрав, начальник отдела»")
    await admin.sees("со слов заявителя: Минздрав, начальник отдела")
    await guest.presses("Написать иначе")
    await guest.sends("Минспорт " * 40, until="не более 200 знаков")
    await guest.sends("Минспорт, консультант", until="«Минспорт, консультант»")
    await admin.sees("со слов заявителя: Минспорт, консультант")
    await guest.sends("что за Минстроем?", until=STRANGER)
