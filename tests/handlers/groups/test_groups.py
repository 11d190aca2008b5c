"""The bot in a group: silent unless addressed, and only in its own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.people import group_actions
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from tests.bot_harness import BotHarness, running_bot
from tests.two_roadmaps_fixtures import add_small_roadmap


@dataclass(frozen=True, slots=True)
class Shared:
    """The group of the roadmap, with topics; Anna is in it, Boris is not."""

    bot: BotHarness
    group: Chat
    anna: Person
    boris: Person


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Shared]:
    async with running_bot(tmp_path / "roadmap.db", read_access="group") as bot:
        anna, boris = bot.person(), bot.person("Борис")
        group = bot.sandbox.group("Дорожная карта", members=[anna], topics=["Вопросы"], bot=Status.MEMBER)
        await bind(bot, group)
        yield Shared(bot, group, anna, boris)


async def bind(bot: BotHarness, group: Chat) -> None:
    async with bot.db.writing() as connection:
        await connection.execute(
            "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (1, ?, 0)", (group.id,)
        )


async def test_a_question_is_answered_where_it_was_asked(shared: Shared) -> None:
    """`/find` gets its answer as a reply to the person, in the same topic."""
    asked = shared.anna.writes("/find минстрой", chat=shared.group, topic="Вопросы")
    answer = await shared.anna.sees("Понял так", chat=shared.group, topic="Вопросы")
    assert answer.card["reply_to_message"]["message_id"] == asked.message_id
    assert answer.thread_id == shared.anna.thread(shared.group, "Вопросы")


async def test_buttons_work_in_the_group(shared: Shared) -> None:
    """The answer's buttons turn that message, and nothing personal stands on the menu there."""
    await shared.anna.sends("/find минстрой", chat=shared.group)
    await shared.anna.presses("3.2", chat=shared.group)
    assert "Жилье и городская среда" in shared.anna.looks(shared.group).text
    await shared.anna.presses("Главная", chat=shared.group)
    assert shared.anna.looks(shared.group).buttons == [
        *("Сферы (14)", "Ведомства (31)", "Сроки (2)", "По состоянию", "Сводка", "Справка")
    ]


async def test_talk_is_left_alone(shared: Shared) -> None:
    """Ordinary messages and commands of nobody in particular get no answer, even when the bot may hear all."""
    shared.anna.promotes_bot(shared.group)
    for text in ("минстрой", "3.2", "/weather", "/find@another_bot спорт", "/my@another_bot"):
        shared.anna.writes(text, chat=shared.group)
    await shared.bot.settled()
    assert not [seen for seen in shared.anna.history(shared.group) if seen.card["from"]["is_bot"]]


async def test_an_unknown_command_to_this_bot_gets_one_line(shared: Shared) -> None:
    """Addressed by name, the bot says what it does in a group."""
    name = shared.bot.sandbox.state.bot.username
    await shared.anna.sends(f"/weather@{name}", chat=shared.group)
    assert shared.anna.looks(shared.group).text.startswith("В группе бот отвечает на команды /find")


async def test_members_of_the_group_read_privately_too(shared: Shared) -> None:
    """A person who is in the bound group needs no further permission; a person who is not is a stranger."""
    await shared.anna.sends("/start")
    assert shared.anna.text.startswith("Дорожная карта\nСанкт-Петербург")
    await shared.boris.sends("/start")
    assert shared.boris.text.startswith("Дорожная карта открыта только её участникам.")


async def test_a_restricted_member_is_one(shared: Shared) -> None:
    """A person who may not write in the group is in it all the same."""
    shared.boris.joins(shared.group, added_by=shared.anna.user)
    group_actions.restrict(shared.bot.sandbox.telegram, shared.group, shared.anna.user, shared.boris.user)
    await shared.boris.sends("/start")
    assert shared.boris.text.startswith("Дорожная карта\nСанкт-Петербург")


async def test_a_group_that_cannot_be_asked_lets_nobody_in(shared: Shared) -> None:
    """When Telegram does not know the group any more, being in it is not believed."""
    shared.bot.sandbox.expects("chat not found")
    async with shared.bot.db.writing() as connection:
        await connection.execute("UPDATE bound_chats SET chat_id = -100999")
    await shared.anna.sends("/start")
    assert "открыта только её участникам" in shared.anna.text


async def test_a_strange_group_learns_nothing(shared: Shared) -> None:
    """In a group that is no roadmap's even an administrator is answered privately only."""
    admin = shared.bot.admin()
    other = shared.bot.sandbox.group("Чужая", members=[admin], bot=Status.MEMBER)
    await admin.sends("/find минстрой", chat=other)
    assert admin.looks(other).text == "Эта группа не подключена к дорожной карте. Напишите боту лично."


async def test_whoever_is_not_in_the_group_cannot_press_there(shared: Shared) -> None:
    """A press of a person without access gets an alert, and the message stays as it was."""
    seen = await shared.anna.sends("/find минстрой", chat=shared.group)
    await shared.boris.presses_data(seen.rows[0][0]["callback_data"], message=seen, chat=shared.group)
    assert shared.boris.alert
    assert "открыта только её участникам" in shared.boris.alert
    assert shared.anna.looks(shared.group).text == seen.text


async def test_the_group_speaks_its_own_language(shared: Shared) -> None:
    """An English member is answered in the group's language there, and in their own privately."""
    john = shared.bot.person("John", language_code="en")
    john.joins(shared.group, added_by=shared.anna.user)
    await john.sends("/find минстрой", chat=shared.group)
    assert "Понял так" in john.looks(shared.group).text
    await john.sends("минстрой")
    assert "Understood as" in john.text


async def test_each_topic_answers_from_its_own_roadmap(shared: Shared) -> None:
    """Of two roadmaps in two topics of one group the topic's is asked, by words and by buttons; General has the first."""
    small = await add_small_roadmap(shared.bot)
    topic = shared.anna.thread(shared.group, "Вопросы")
    async with shared.bot.db.writing() as connection:
        await connection.execute(
            "INSERT INTO bound_chats (roadmap_id, chat_id, thread_id, bound_at) VALUES (?, ?, ?, 0)",
            (small, shared.group.id, topic),
        )
    shared.anna.writes("/find 1.1", chat=shared.group, topic="Вопросы")
    answer = await shared.anna.sees("Обмен учителями", chat=shared.group, topic="Вопросы")
    assert answer.thread_id == topic
    shared.anna.writes("/find 1.1", chat=shared.group)
    await shared.anna.sees("Обмен информацией", chat=shared.group)


async def test_a_renamed_bot_answers_to_its_new_name(shared: Shared) -> None:
    """BotFather renames it while it runs: a command with the new name is answered, and links carry it."""
    shared.bot.sandbox.state.bot.username = "karta_spb_bot"
    await shared.anna.sends("/find@karta_spb_bot минстрой", chat=shared.group, until="Понял так")
    me = await shared.bot.app.bot.me()
    assert me.username == "karta_spb_bot"
