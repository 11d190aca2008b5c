"""`/bind`: a group becomes the place where notes are published."""

from datetime import timedelta

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from data.audit import select_audit
from data.messaging.chats import BoundChat, PauseReason, select_bound_chat, update_chat_paused
from tests.bot_harness import BotHarness
from tests.two_roadmaps_fixtures import add_small_roadmap

LINE = "Группа подключена к дорожной карте\nСанкт-Петербург — Пермский край, 2024–2026"


@pytest.fixture
async def admin(bot: BotHarness) -> Person:
    person = bot.admin()
    await person.sends("/start")
    return person


def forum(bot: BotHarness, *members: Person, status: Status = Status.ADMINISTRATOR) -> Chat:
    return bot.sandbox.group("Совет", members=members, topics=["Исполнение", "Разное"], bot=status)


async def bound(bot: BotHarness, roadmap_id: int = 1) -> BoundChat:
    chat = await select_bound_chat(bot.db.reader, roadmap_id)
    assert chat is not None
    return chat


async def test_the_topic_is_bound_tried_and_told(bot: BotHarness, admin: Person) -> None:
    """A line in the topic shows that it works; the administrator is told privately; the journal knows."""
    group = forum(bot, admin)
    await admin.sends("/bind", chat=group, topic="Исполнение")
    assert admin.looks(group, "Исполнение").text.startswith(LINE)
    await admin.sees("Группа подключена\nГруппа: Совет")
    assert "в теме, где отправлена команда" in admin.text
    assert "нельзя" not in admin.text
    chat = await bound(bot)
    assert (chat.chat_id, chat.thread_id) == (group.id, admin.thread(group, "Исполнение"))
    assert (chat.title, chat.paused, chat.bound_by) == ("Совет", None, admin.id)
    [entry] = await select_audit(bot.db.reader)
    assert (entry.action, entry.actor_id, entry.before) == ("bound", admin.id, None)
    assert entry.after == {"chat": group.id, "topic": chat.thread_id, "paused": None}
    assert entry.update_id


async def test_general_has_no_topic(bot: BotHarness, admin: Person) -> None:
    """The General topic and a group without topics are bound as the group itself."""
    group = forum(bot, admin)
    await admin.sends("/bind", chat=group)
    await admin.sees("Сообщения публикуются в группе.")
    assert (await bound(bot)).thread_id is None


async def test_a_second_time_says_so(bot: BotHarness, admin: Person) -> None:
    """The same place again changes nothing."""
    group = forum(bot, admin)
    await admin.sends("/bind", chat=group)
    await admin.sees("Группа подключена")
    await admin.sends("/bind", chat=group)
    assert admin.looks(group).text == "Карта публикуется здесь."
    assert len(await select_audit(bot.db.reader)) == 1


async def test_another_place_is_asked_about(bot: BotHarness, admin: Person) -> None:
    """A roadmap has one group: moving it is a question, and both answers are kept to."""
    old, new = forum(bot, admin), bot.sandbox.group("Новая", members=[admin], bot=Status.MEMBER)
    await admin.sends("/bind", chat=old, topic="Исполнение")
    await admin.sees("Группа подключена")
    await admin.sends("/bind", chat=new)
    assert "Она публикуется в группе «Совет»." in admin.looks(new).text
    assert (await bound(bot)).chat_id == old.id
    await admin.presses("Оставить", chat=new)
    assert admin.looks(new).text == "Всё остаётся как было."
    await admin.sends("/bind", chat=new)
    await admin.presses("Публиковать здесь", chat=new, until="Группа подключена к дорожной карте")
    await bot.settled()
    assert (await bound(bot)).chat_id == new.id
    assert [entry.action for entry in await select_audit(bot.db.reader)] == ["bound", "bound"]


async def test_only_an_administrator_binds(bot: BotHarness, admin: Person) -> None:
    """The owner of the group, unknown to the bot, neither binds nor answers the question about moving."""
    boris = bot.person("Борис")
    old = forum(bot, admin)
    await admin.sends("/bind", chat=old)
    group = bot.sandbox.group("Чужая", members=[boris, admin], bot=Status.MEMBER)
    await boris.sends("/bind", chat=group)
    assert boris.looks(group).text == "Это доступно только администратору."
    await admin.sends("/bind", chat=group)
    await boris.presses("Публиковать здесь", chat=group, changes=False)
    assert boris.alert == "Это доступно только администратору."
    assert (await bound(bot)).chat_id == old.id


async def test_an_anonymous_administrator_is_refused_with_a_sentence(bot: BotHarness, admin: Person) -> None:
    """A message sent in the name of the group has no person behind it who could be an administrator."""
    group = forum(bot, admin)
    group.member(admin.user).anonymous = True
    await admin.sends("/bind", chat=group)
    assert admin.looks(group).text.startswith("Бот отвечает только людям.")
    assert await select_bound_chat(bot.db.reader, 1) is None


async def test_a_group_where_the_bot_may_not_write_is_not_bound(bot: BotHarness, admin: Person) -> None:
    """The administrator hears privately what is missing."""
    group = bot.sandbox.group("Тихая", members=[admin], supergroup=True, bot=Status.MEMBER)
    admin.restricts_bot(group)
    admin.writes("/bind@" + str(bot.sandbox.telegram.bot.username), chat=group)
    await admin.sees("Бот не может писать в группе «Тихая»")
    group.permissions["can_send_messages"] = False
    admin.promotes_bot(group)
    admin.demotes_bot(group)
    before = len(admin.history())
    admin.writes("/bind@" + str(bot.sandbox.telegram.bot.username), chat=group)
    await bot.settled()
    assert "Разрешите боту отправлять там сообщения" in admin.text
    assert len(admin.history()) > before
    assert await select_bound_chat(bot.db.reader, 1) is None


async def test_missing_rights_are_named(bot: BotHarness, admin: Person) -> None:
    """A group in which files or pins are forbidden is bound, and the administrator is told what will be missing."""
    group = bot.sandbox.group("Строгая", members=[admin], supergroup=True, bot=Status.MEMBER)
    group.permissions["can_send_documents"] = False
    await admin.sends("/bind", chat=group)
    await admin.sees("Группа подключена")
    assert "Отправлять фото и документы боту там нельзя" in admin.text
    assert "Закреплять сообщения боту там нельзя" in admin.text


async def test_a_closed_topic_is_not_bound(bot: BotHarness, admin: Person) -> None:
    """A topic the bot cannot write in: told privately, nothing bound."""
    group = forum(bot, admin, status=Status.MEMBER)
    topic = next(topic for topic in group.topics.values() if topic.name == "Исполнение")
    admin.closes_topic(group, topic)
    bot.sandbox.expects("TOPIC_CLOSED")
    admin.writes("/bind", chat=group, topic="Исполнение")
    await admin.sees("Бот не может писать в этой теме группы «Совет»")
    assert await select_bound_chat(bot.db.reader, 1) is None


async def test_of_several_roadmaps_one_is_chosen(bot: BotHarness, admin: Person) -> None:
    """Each has its own topic; a place that serves one roadmap takes no other."""
    second = await add_small_roadmap(bot)
    group = forum(bot, admin)
    await admin.sends("/bind", chat=group, topic="Исполнение")
    choice = admin.looks(group, "Исполнение")
    assert choice.text == "Какую карту публиковать здесь?"
    await admin.presses("Санкт-Петербург", chat=group, message=choice, until=LINE)
    await bot.settled()
    await admin.sends("/bind", chat=group, topic="Исполнение")
    choice = admin.looks(group, "Исполнение")
    await admin.presses("Орловская", chat=group, message=choice)
    assert admin.looks(group, "Исполнение").text.startswith("Здесь уже публикуется другая карта.")
    await admin.sends("/bind", chat=group, topic="Разное")
    choice = admin.looks(group, "Разное")
    await admin.presses("Орловская", chat=group, message=choice, until="Группа подключена")
    await bot.settled()
    turned = bot.sandbox.journal.calls("editMessageText")[-1].parameters["text"]
    assert str(turned).startswith("Подключено: отчёты публикуются здесь.")
    assert (await bound(bot, second)).thread_id == admin.thread(group, "Разное")


async def test_binding_again_wakes_a_paused_group(bot: BotHarness, admin: Person) -> None:
    """`/bind` in a paused group tries it and lets posts go again."""
    group = forum(bot, admin)
    await admin.sends("/bind", chat=group)
    await admin.sees("Группа подключена")
    async with bot.db.writing() as connection:
        await update_chat_paused(connection, group.id, PauseReason.NO_RIGHTS)
    await admin.sends("/bind", chat=group, until=LINE)
    await bot.settled()
    assert (await bound(bot)).paused is None


async def test_in_private_it_is_explained(admin: Person) -> None:
    """The command belongs in a group."""
    await admin.sends("/bind")
    assert admin.text.startswith("Добавьте бота в общую группу сторон и отправьте там /bind")


async def test_a_forged_roadmap_is_refused(bot: BotHarness, admin: Person) -> None:
    """A button with the id of no roadmap binds nothing."""
    group = forum(bot, admin)
    await admin.sends("/find спорт", chat=group)
    await admin.presses_data("bg:999:0", chat=group)
    assert admin.alert
    assert admin.alert.startswith("Кнопка устарела")
    assert await select_bound_chat(bot.db.reader, 999) is None


async def test_the_answer_waits_for_telegram(bot: BotHarness, admin: Person) -> None:
    """That the group is connected, or is not, is told as soon as the private chat takes messages again."""
    group = forum(bot, admin)
    bot.sandbox.allows("Too Many Requests")
    bot.sandbox.faults.too_many_requests(600, method="sendMessage", chat_id=admin.id)
    await admin.sends("/bind", chat=group, until=LINE)
    await bot.settled()
    assert await bot.db.reader.execute_fetchall(
        "SELECT 1 FROM outbox WHERE chat_id = ? AND state <> 'sent'", (admin.id,)
    )
    bot.clock.forward(timedelta(minutes=11))
    bot.app.outbox.wake()
    await admin.sees("Группа подключена")
