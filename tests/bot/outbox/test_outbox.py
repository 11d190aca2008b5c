"""Notes in the group: posted, corrected and withdrawn, in order, over real HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.outbox.listeners import OutboxListeners, OutboxNotifier
from bot.screens.notes.confirmation import Leftovers
from bot.services.notes.post_sync import sync_post
from bot.services.notes.publishing import publish_anew
from data.messaging.deliveries import Delivery, DeliveryState, confirm_sent, send_again
from data.messaging.outbox import FailureReason
from data.messaging.posts import MessageAddress, select_note_posts, select_post
from data.notes.attachments import Attachment
from data.notes.notes import Note, select_note
from data.notes.statuses import NoteStatus
from tests.bot.outbox.outbox_fixtures import VOICE, OutboxFixture, outbox_fixture
from tests.data.notes.note_fixtures import PORT
from tests.data.people.people_fixtures import BORIS, HARBOUR, NOW


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[OutboxFixture]:
    async with outbox_fixture(tmp_path) as running:
        yield running
        running.sandbox.check()


async def lost_after_sending(world: OutboxFixture, note_text: str = "Сваи забиты") -> Note:
    """A note whose post is in the group without the bot knowing it."""
    world.sandbox.faults.dropped_connection(executes=True, method="sendMessage")
    note = await world.publish(note_text)
    await world.ends(note, DeliveryState.UNCERTAIN)
    return note


async def test_a_published_note_is_read_in_the_group(world: OutboxFixture) -> None:
    """One message with the note's words; its author is told once, and a reply to it is about the activity."""
    note = await world.posted("Сваи забиты", status=NoteStatus.DONE)
    (post,) = world.posts()
    assert post.text.endswith("Сваи забиты")
    assert not post.silent
    told = await world.hears(DeliveryState.PUBLISHED)
    assert told.row is not None
    assert told.row.reference.note_id == note.id
    about = await select_post(world.db.reader, MessageAddress(world.chat.id, post.id))
    assert about is not None
    assert (about.activity_id, about.note_id) == (PORT, note.id)


async def test_notes_arrive_in_the_order_of_their_numbers(world: OutboxFixture) -> None:
    """Many notes published at once stand in the group one after the other, each with all its parts together."""
    notes = [
        await world.publish(f"новость {number}", files=(world.photo(), world.photo())) for number in range(6)
    ]
    await world.ends(notes[-1], DeliveryState.PUBLISHED)
    album_after_text = [post.album is not None for post in world.posts()]
    assert album_after_text == [False, True, True] * 6
    assert [text for text in world.texts() if text.startswith("новость")] == [
        f"новость {number}" for number in range(6)
    ]


async def test_a_note_without_a_group_is_kept(world: OutboxFixture) -> None:
    """It is recorded and goes nowhere; a group bound later gets nothing old, not even when the note is corrected."""
    async with world.db.writing() as connection:
        await connection.execute("DELETE FROM bound_chats")
    note = await world.publish("в стол")
    assert (await world.ends(note, DeliveryState.RECORDED)).row is None
    await world.bind()
    await world.correct(note, "всё ещё в стол")
    await world.posted("новая", user_id=BORIS, agency_id=HARBOUR)
    assert world.texts() == ["новая"]


async def test_a_correction_edits_the_post(world: OutboxFixture) -> None:
    """The same message says the new words and is marked; nothing new appears in the group."""
    note = await world.posted("Забито 40 свай")
    await world.correct(note, "Забито 42 сваи")
    await world.ends(note, DeliveryState.PUBLISHED)
    (post,) = world.posts()
    assert post.text.endswith("Забито 42 сваи")
    assert post.edited is not None
    assert "2)" in post.text.split("\n")[0]
    assert post.keyboard is not None


async def test_a_correction_before_the_post_leaves_no_trace(world: OutboxFixture) -> None:
    """What the group has not seen yet is simply replaced, without a mark."""
    async with world.sandbox.offline():
        note = await world.publish("Забито 40 свай")

        async def tried() -> bool:
            return (await world.rows(note))[0].reason is FailureReason.UNREACHABLE

        await world.until(tried, "an attempt")
        await world.correct(note, "Забито 42 сваи")
    world.advance(60)
    await world.ends(note, DeliveryState.PUBLISHED)
    (post,) = world.posts()
    assert post.text.endswith("Забито 42 сваи")
    assert post.edited is None
    assert "(" not in post.text.split("\n")[0]


async def test_a_correction_of_a_post_that_may_be_there_waits_for_its_author(world: OutboxFixture) -> None:
    """While it is uncertain nothing is edited; once the author has found the post it is."""
    note = await lost_after_sending(world, "Забито 40 свай")
    await world.correct(note, "Забито 42 сваи")
    assert world.calls("editMessageText") == []
    (uncertain,) = await world.rows(note)
    async with world.db.writing() as connection:
        await confirm_sent(connection, uncertain.id, NOW, world.posts()[0].id)
        await sync_post(connection, await world.note(note, connection), NOW, VOICE)
    world.outbox.wake()
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["Забито 42 сваи"]


async def test_a_correction_of_a_post_without_a_known_id(world: OutboxFixture) -> None:
    """Confirmed without its id, the post cannot be edited: the correction is a new one, and the author is told why."""
    note = await lost_after_sending(world, "Забито 40 свай")
    await world.correct(note, "Забито 41 сваю")
    (uncertain,) = await world.rows(note)
    await world.confirm(note, uncertain.id)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["Забито 40 свай", "Забито 41 сваю"]
    assert await world.leftovers(note) == Leftovers(nameless=1)
    await world.correct(note, "Забито 42 сваи")
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["Забито 40 свай", "Забито 42 сваи"]


async def test_sent_again_means_one_more(world: OutboxFixture) -> None:
    """A duplicate appears by the author's choice only, and that post is edited from then on."""
    note = await lost_after_sending(world)
    (uncertain,) = await world.rows(note)
    async with world.db.writing() as connection:
        await send_again(connection, uncertain.id)
    world.outbox.wake()
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["Сваи забиты"] * 2
    await world.correct(note, "Сваи осмотрены")
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["Сваи забиты", "Сваи осмотрены"]


@pytest.mark.parametrize("first", [20, 3400])
async def test_a_text_may_grow_and_shrink(world: OutboxFixture, first: int) -> None:
    """A correction that needs more messages adds them as replies, one that needs fewer empties them."""
    emoji = "😀"
    note = await world.posted(emoji * first)
    for length in (3400, 20, 3300):
        corrected = await world.correct(note, emoji * length, status=NoteStatus.IN_PROGRESS)
        await world.ends(note, DeliveryState.PUBLISHED)
        assert sum(post.text.count(emoji) for post in world.posts()) == length, corrected.latest.version
    assert len(world.posts()) == 2
    assert world.posts()[1].reply_to is world.posts()[0]


def kinds(world: OutboxFixture) -> list[str]:
    return [post.kind for post in world.posts()]


def media(world: OutboxFixture) -> set[str]:
    """Ids of all files that are in the group."""
    found = set()
    for post in world.posts():
        for card in (post.media or {}).values():
            found.add((card[-1] if isinstance(card, list) else card)["file_id"])
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("photo",), ("photo",)),
        (("photo",), ("document",)),
        (("photo",), ()),
        ((), ("photo",)),
        ((), ("photo", "photo", "document")),
        (("photo",), ("photo", "photo", "photo")),
        (("photo", "photo"), ("photo", "photo", "document")),
        (("photo", "photo", "document", "document"), ("document",)),
        (("document", "document"), ()),
    ],
)
@pytest.mark.parametrize("keep", [True, False])
async def test_files_may_change(
    world: OutboxFixture, before: tuple[str, ...], after: tuple[str, ...], keep: bool
) -> None:
    """After a correction the group has just the files of the new version, whatever it had before."""
    old = tuple(getattr(world, kind)() for kind in before)
    kept = {
        kind: [file for file in old if file.kind == kind] if keep else [] for kind in ("photo", "document")
    }
    new: tuple[Attachment, ...] = tuple(
        kept[kind].pop(0) if kept[kind] else getattr(world, kind)() for kind in after
    )
    note = await world.posted("До", files=old)
    await world.correct(note, "После", new)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert media(world) == {file.file_id for file in new}
    assert [text for text in world.texts() if text in ("До", "После")] == ["После"]
    await world.correct(note, "И ещё раз", new)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert media(world) == {file.file_id for file in new}
    assert [text for text in world.texts() if text in ("До", "После", "И ещё раз")] == ["И ещё раз"]


async def test_a_withdrawn_note_says_so_in_the_group(world: OutboxFixture) -> None:
    """The post says «отозвано» and why, its files say so too, nothing is deleted."""
    note = await world.posted("слово " * 300, files=(world.photo(), world.photo()))
    await world.withdraw(note)
    await world.ends(note, DeliveryState.PUBLISHED)
    text, first, second = world.posts()
    assert "слово" not in text.text
    assert text.text.endswith("Ошибка в сумме")
    assert first.text.endswith("Ошибка в сумме")
    assert second.text == ""


async def test_a_withdrawn_note_with_one_picture(world: OutboxFixture) -> None:
    """The words under the picture give way to the reason."""
    note = await world.posted("Сваи забиты", files=(world.photo(),))
    await world.withdraw(note)
    await world.ends(note, DeliveryState.PUBLISHED)
    (post,) = world.posts()
    assert post.kind == "photo"
    assert post.text.endswith("Ошибка в сумме")


async def test_a_note_withdrawn_before_its_post_is_never_seen(world: OutboxFixture) -> None:
    """What waits is not sent; the note stays in the record."""
    async with world.sandbox.offline():
        note = await world.publish("рано")
        await world.withdraw(note)
    world.advance(60)
    await world.posted("вовремя", user_id=BORIS, agency_id=HARBOUR)
    assert world.texts() == ["вовремя"]
    assert await select_note(world.db.reader, note.id) is not None


async def test_a_post_that_was_deleted_can_be_posted_anew(world: OutboxFixture) -> None:
    """A correction of a deleted post fails with the reason; posted anew, it is edited there from then on."""
    note = await world.posted("Забито 40 свай")
    (gone,) = world.posts()
    world.sandbox.state.delete_message(gone, world.anna.user)
    world.sandbox.expects("message to edit not found")
    corrected = await world.correct(note, "Забито 42 сваи")
    failed = await world.ends(note, DeliveryState.FAILED)
    assert failed.reason is FailureReason.POST_GONE
    for _ in range(2):
        async with world.db.writing() as connection:
            await publish_anew(connection, corrected, NOW, VOICE)
        world.outbox.wake()
        await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["Забито 42 сваи"]
    await world.correct(note, "Забито 43 сваи")
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["Забито 43 сваи"]


async def test_words_reach_the_group_as_they_were_written(world: OutboxFixture) -> None:
    """Markup, quotes, joined emoji and right-to-left words are shown literally; what cannot be shown is left out."""
    note = await world.posted('<b>не жирно</b> & "кавычки" 👨‍👩‍👧‍👦 مرحبا\x00 \ud83d')
    (post,) = world.posts()
    assert post.text.endswith('<b>не жирно</b> & "кавычки" 👨‍👩‍👧‍👦 مرحبا \ufffd')
    assert [stored.message_id for stored in await select_note_posts(world.db.reader, note.id)] == [post.id]


async def test_a_topic_gets_the_posts(world: OutboxFixture) -> None:
    """A roadmap bound to a topic is published there, albums and corrections too."""
    forum = world.sandbox.group("Форум", members=[world.anna], topics=["Отчёты"], supergroup=True)
    world.anna.adds_bot(forum)
    await world.bind(forum, world.sandbox.topic(forum, "Отчёты").id)
    note = await world.posted("в теме", files=(world.photo(), world.photo()))
    await world.correct(note, "в той же теме")
    await world.ends(note, DeliveryState.PUBLISHED)
    assert {post.thread_id for post in world.posts()} == {world.sandbox.topic(forum, "Отчёты").id}


async def test_news_that_do_not_get_through_are_told_again(world: OutboxFixture) -> None:
    """A listener that fails is called again, and posts go on meanwhile; a crash before it was called loses nothing."""
    heard: list[Delivery] = []

    async def deaf_once(delivery: Delivery) -> None:
        heard.append(delivery)
        if len(heard) == 1:
            raise OSError("no network")

    await world.posted("первая")
    async with world.db.writing() as connection:
        await connection.execute("UPDATE outbox SET told = NULL")
    notifier = OutboxNotifier(world.db, OutboxListeners(deaf_once))
    assert not await notifier.notify()
    assert await notifier.notify()
    assert await notifier.notify()
    assert [delivery.state for delivery in heard] == [DeliveryState.PUBLISHED] * 2
