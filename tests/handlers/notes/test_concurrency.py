"""Several devices, several officials, several languages: one note, one post, each told in their own words."""

from dataclasses import replace

import pytest
from aiosqlite import IntegrityError

from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.person import Person
from data.notes.notes import select_note
from data.notes.versions import insert_version
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, appoint, coordinate, open_office


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def test_two_devices(office: Office) -> None:
    """The same draft is open on a telephone and on a computer: however both press, it is one note and one post."""
    await office.begins(office.anna)
    on_telephone = await office.says(office.anna, "Один раз.")
    await office.anna.sends("/my", until="Мои мероприятия")
    on_computer = await office.anna.presses("Продолжить черновик")
    for _ in range(3):
        office.anna.taps("Опубликовать", message=on_telephone)
        office.anna.taps("Опубликовать", message=on_computer)
    await office.is_out(office.anna)
    assert await office.count("notes") == 1
    assert len(office.posts()) == 1


async def test_two_officials_of_one_agency(office: Office) -> None:
    """Each writes a note of their own at the same moment: both are posted once, under different numbers."""
    await appoint(office.bot, office.boris, office.north[0])
    writers = (office.anna, office.boris)
    for person in writers:
        await office.begins(person)
        await office.says(person, f"Слово {person.id}")
    for person in (*writers, *writers, *writers):
        person.taps("Опубликовать", message=previewed(person))
    for person in writers:
        await office.is_out(person)
    assert sorted(post.text.splitlines()[-1] for post in office.posts()) == [
        f"Слово {person.id}" for person in writers
    ]
    heads = {post.text.split(" к пункту")[0] for post in office.posts()}
    assert heads == {"Отчёт № 1", "Отчёт № 2"}


async def test_correction_and_withdrawal_at_once(office: Office) -> None:
    """The author corrects while the coordinator withdraws: the group ends with the withdrawal.

    Where the correction comes first, the coordinator is asked once more: the note is not the one that was shown.
    """
    await coordinate(office.bot, office.boris, office.north[0].party_id)
    await office.publishes(office.anna, "Первые слова")
    await office.anna.presses("Исправить")
    await office.says(office.anna, "Ещё слова")
    preview = office.anna.screen
    await office.boris.sends("/notes")
    await office.boris.presses("№ 1")
    await office.boris.presses("Отозвать")
    office.boris.taps("Ошибка в сведениях")
    office.anna.taps("Опубликовать", message=preview)
    await office.bot.settled()
    if office.boris.text.startswith("Ничего не изменено"):
        assert "Ещё слова" in office.boris.text
        await office.boris.presses("Ошибка в сведениях")
    await office.bot.sandbox.until(lambda: "Отозвано." in office.posts()[0].text)
    await office.bot.settled()
    assert "Первые слова" not in office.posts()[0].text
    assert len(office.posts()) == 1


async def test_the_database_itself_refuses_a_second_note_of_a_draft(office: Office) -> None:
    """Not only a lock keeps a draft from being published twice: the row is unique."""
    await office.publishes(office.anna, "Один раз.")
    db = office.bot.db
    note = await select_note(db.reader, 1)
    assert note
    ((draft_id,),) = await db.reader.execute_fetchall("SELECT draft_id FROM note_versions")
    second = replace(note.latest, version=2)
    with pytest.raises(IntegrityError, match="draft_id"):
        async with db.writing() as connection:
            await insert_version(connection, second, (), draft_id=draft_id, update_id=None)
    assert await office.count("note_versions") == 1


async def test_each_is_told_in_their_language_and_the_group_in_its_own(bot: BotHarness) -> None:
    """An author with an English Telegram reads English news of the post, which itself is in the group's language."""
    office = await open_office(bot)
    assert office.chat
    office.anna.user.language_code = "en"
    chat_id = office.chat.id
    bot.sandbox.faults.dropped_connection(executes=False, method="sendMessage", chat_id=chat_id)
    mine = await office.anna.sends("/my", until="My activities")
    await office.anna.presses(office.number, message=mine)
    await office.says(office.anna, "The working group has met.")
    assert "Отчёт к пункту" in office.anna.text
    await office.anna.presses("Publish")
    await office.anna.sees("It may not have arrived in the group")
    await office.anna.presses("Send once more")
    await office.anna.sees("Published in the group.")
    await office.is_out(office.anna, "Published in the group.")
    assert office.anna.buttons[:2] == ["Open in the group", "Correct"]
    (post,) = office.posts()
    assert post.text.startswith("Отчёт № 1 к пункту")
    assert post.text.endswith("The working group has met.")


def previewed(person: Person) -> Seen:
    return next(seen for seen in reversed(person.history()) if "Опубликовать" in seen.buttons)
