"""Each group reads its own language, which an administrator chooses."""

from dataclasses import dataclass
from typing import Final

import pytest

from bot.callbacks.groups import ChooseGroupLanguage
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.members import Status
from data.audit import AuditAction, select_audit
from data.messaging.chats import select_bound_chat, select_group_locale
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, open_office
from tests.handlers.summaries.summary_fixtures import Weeks, leap, moscow, open_weeks
from tests.two_roadmaps_fixtures import add_small_roadmap

RUSSIAN, ENGLISH = "Русский", "English"
TOPIC: Final = "Орёл"


@dataclass
class TwoGroups:
    """The first roadmap's office has a Russian group; the second roadmap is published in a topic in English."""

    first: Weeks
    second: Office
    small: int
    group: Chat
    admin: Person

    @property
    def bot(self) -> BotHarness:
        return self.first.bot

    def posts(self) -> list[Message]:
        """What the bot has in the group of the second roadmap."""
        return [post for post in self.group.messages.values() if post.sender is self.bot.sandbox.state.bot]


@pytest.fixture
async def groups(bot: BotHarness) -> TwoGroups:
    first = await open_weeks(bot, moscow(24))
    small = await add_small_roadmap(bot)
    ((activity_id,),) = await bot.db.reader.execute_fetchall(
        "SELECT id FROM activities WHERE roadmap_id = ?", (small,)
    )
    second, admin = await open_office(bot, group=False, activity_id=activity_id), bot.admin()
    for person in (second.anna, second.boris, admin):
        await person.sends("/start")
    people = [second.anna, second.boris, admin]
    group = bot.sandbox.group("Вторая", members=people, topics=[TOPIC, "Разное"], bot=Status.ADMINISTRATOR)
    second.chat = group
    await binds(bot, admin, group, TOPIC, "Орловская")
    await speaks(admin, ENGLISH)
    return TwoGroups(first, second, small, group, admin)


async def binds(bot: BotHarness, admin: Person, group: Chat, topic: str, roadmap: str) -> None:
    await admin.sends("/bind", chat=group, topic=topic)
    choice = admin.looks(group, topic)
    await admin.presses(roadmap, chat=group, message=choice)
    await bot.settled()
    await admin.sees("Группа подключена\nГруппа: Вторая")


async def speaks(admin: Person, language: str) -> None:
    """Chooses on the screen that follows `/bind`."""
    await admin.presses("Язык группы")
    await admin.presses(language)
    assert f"Язык: {language}" in admin.text
    assert f"✓ {language}" in admin.screen.buttons


async def test_two_groups_read_two_languages(groups: TwoGroups) -> None:
    """Posts of notes and their withdrawal, summaries and answers: English in the one group, Russian in the other."""
    first, second = groups.first.office, groups.second
    await first.publishes(first.anna, "Первая.", "под угрозой")
    await second.publishes(second.anna, "Вторая.", "под угрозой")
    await groups.first.is_out()
    assert "Статус: под угрозой" in first.posts()[-1].text
    assert "Status: at risk" in groups.posts()[-1].text
    assert "Sphere:" in (await second.anna.sends("/find 1.1", chat=groups.group, topic=TOPIC)).text
    assert "Сфера:" in (await first.anna.sends("/find 1.1", chat=first.chat)).text


async def test_a_withdrawal_is_told_in_the_groups_language(groups: TwoGroups) -> None:
    """The author reads Russian; the ready reason is stored and shown in the language of the group."""
    second = groups.second
    await second.publishes(second.anna, "Вторая.", "под угрозой")
    await second.is_out(second.anna)
    await second.anna.presses("Отозвать")
    await second.anna.presses("Ошибка в сведениях")
    await groups.first.is_out()
    assert "The information was wrong" in groups.posts()[-1].text


async def test_a_published_summary_keeps_its_language(groups: TwoGroups) -> None:
    """Amended after the group has turned to Russian it is still English; the next one is Russian."""
    second = groups.second
    await groups.first.at(moscow(30, 9, 50))
    await second.begins(second.anna)
    await second.says(second.anna, "Успели до срока.")
    await groups.first.at(moscow(30))
    summary = groups.posts()[-1]
    assert summary.text.startswith("Weekly summary")
    assert groups.first.last.startswith("Сводка за неделю")
    await speaks_by_settings(groups, RUSSIAN)
    leap(groups.bot, moscow(30, 10, 40))
    await second.anna.presses("Опубликовать")
    await groups.first.is_out()
    await groups.first.at(moscow(30, 10, 40))
    assert "Успели до срока." in summary.text
    assert summary.text.startswith("Weekly summary")
    await groups.first.at(moscow(7, month=12))
    assert groups.posts()[-1].text.startswith("Сводка за неделю")


async def speaks_by_settings(groups: TwoGroups, language: str) -> None:
    """Chooses by way of the summary and its schedule."""
    admin = groups.admin
    await admin.sends("/settings")
    await admin.presses("Другая дорожная карта")
    await admin.presses("Орловская")
    await admin.sends("/summary")
    await admin.presses("Расписание")
    await admin.presses("Язык группы")
    await admin.presses(language)
    assert f"Язык: {language}" in admin.text


async def test_topics_of_one_chat_speak_two_languages(groups: TwoGroups) -> None:
    """The first roadmap moves into another topic of the chat: it begins in the default language, the other stays."""
    await groups.admin.sends("/bind", chat=groups.group, topic="Разное")
    choice = groups.admin.looks(groups.group, "Разное")
    await groups.admin.presses("Санкт-Петербург", chat=groups.group, message=choice)
    await agrees(groups, groups.group, "Разное")
    greeting = [post.text for post in groups.posts() if "Санкт-Петербург — Пермский край" in post.text][-1]
    assert greeting.startswith("Группа подключена")
    asks = groups.admin
    assert "Сфера:" in (await asks.sends("/find 1.1", chat=groups.group, topic="Разное")).text
    assert "Sphere:" in (await asks.sends("/find 1.1", chat=groups.group, topic=TOPIC)).text


async def test_the_choice_is_in_the_journal_and_goes_with_the_group(groups: TwoGroups) -> None:
    """Another topic of the same chat keeps the language, another chat begins with the default."""
    reader = groups.bot.db.reader
    [entry] = [one for one in await select_audit(reader) if one.action is AuditAction.LANGUAGE_CHOSEN]
    assert (entry.subject_id, entry.actor_id) == (groups.small, groups.admin.id)
    assert (entry.before or {}).get("language") is None
    assert (entry.after or {})["language"] == "en"
    await moves(groups, groups.group, "Разное")
    assert await select_group_locale(reader, roadmap_id=groups.small) == "en"
    greeting = groups.posts()[-1]
    assert greeting.text.startswith("This group is connected")
    other = groups.bot.sandbox.group("Третья", members=[groups.admin], topics=["Х"], bot=Status.ADMINISTRATOR)
    await moves(groups, other, "Х")
    chat = await select_bound_chat(reader, groups.small)
    assert chat
    assert (chat.chat_id, chat.locale) == (other.id, None)


async def moves(groups: TwoGroups, group: Chat, topic: str) -> None:
    await groups.admin.sends("/bind", chat=group, topic=topic)
    choice = groups.admin.looks(group, topic)
    await groups.admin.presses("Орловская", chat=group, message=choice)
    await agrees(groups, group, topic)


async def agrees(groups: TwoGroups, group: Chat, topic: str) -> None:
    """The roadmap is published elsewhere: that is said and asked about."""
    asked = groups.admin.looks(group, topic)
    await groups.admin.presses(asked.buttons[0], chat=group, message=asked)
    await groups.bot.settled()


async def test_only_an_administrator_chooses(groups: TwoGroups) -> None:
    """An official who forges the button changes nothing."""
    forged = ChooseGroupLanguage(roadmap_id=groups.small, locale="ru").pack()
    await groups.second.anna.presses_data(forged)
    assert groups.second.anna.alert
    assert await select_group_locale(groups.bot.db.reader, roadmap_id=groups.small) == "en"
