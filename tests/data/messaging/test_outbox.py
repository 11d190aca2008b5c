"""The order in which posts leave, and the states they pass through."""

import asyncio
import sqlite3

import pytest

from data.database import Database
from data.messaging.attempts import (
    Postponement,
    claim_head,
    update_interrupted,
    update_postponed,
    update_sent,
    update_stopped,
)
from data.messaging.chats import (
    BoundChat,
    PauseReason,
    bind_chat,
    select_bindings,
    select_bound_chat,
    update_chat_active,
    update_chat_migrated,
    update_chat_paused,
    update_chat_title,
    update_topic_gone,
)
from data.messaging.deliveries import (
    DeliveryState,
    confirm_sent,
    resume_batch,
    select_delivery,
    select_unnotified,
    send_again,
    update_notified,
)
from data.messaging.outbox import (
    Destination,
    FailureReason,
    Method,
    OutboxBatch,
    OutboxCall,
    OutboxRow,
    Reference,
    RowState,
    insert_batch,
    select_batch,
    select_due_chats,
    select_row,
)
from data.messaging.posts import MessageAddress, Post, insert_post, select_note_posts, select_post
from data.notes.publishing import withdraw_note
from tests.data.notes.note_fixtures import GROUP, PORT, bind, note
from tests.data.people.people_fixtures import ANNA, NOW

OTHER = -1009876543210


def text(words: str) -> OutboxCall:
    return OutboxCall(Method.SEND_MESSAGE, {"text": words})


async def put(
    db: Database,
    key: str,
    *parts: OutboxCall,
    chat: int = GROUP,
    thread: int | None = None,
    note_id: int | None = None,
) -> tuple[int, ...]:
    group = OutboxBatch(key, Destination(chat, thread, 1), Reference(PORT, note_id, 1), parts or (text(key),))
    async with db.writing() as connection:
        return await insert_batch(connection, group, NOW)


async def claim(db: Database, chat: int = GROUP, now: float = NOW) -> OutboxRow | None:
    async with db.writing() as connection:
        return await claim_head(connection, chat, now)


async def claimed(db: Database, chat: int = GROUP) -> OutboxRow:
    row = await claim(db, chat)
    assert row is not None
    return row


async def sent(db: Database, row: OutboxRow, *message_ids: int) -> None:
    async with db.writing() as connection:
        await update_sent(connection, row, message_ids, NOW)


async def stopped(db: Database, row: OutboxRow, state: RowState) -> None:
    async with db.writing() as connection:
        await update_stopped(connection, row.id, state, FailureReason.NO_ANSWER, "")


async def drained(db: Database, chat: int = GROUP) -> list[str]:
    """What goes to the chat from now on, in its order."""
    gone = []
    while row := await claim(db, chat):
        gone.append(f"{row.group_key}/{row.part}")
        await sent(db, row, row.id)
    return gone


async def state_of(db: Database, row_id: int) -> RowState:
    row = await select_row(db.reader, row_id)
    assert row is not None
    return row.state


async def test_a_chat_gets_its_posts_in_order_one_at_a_time(db: Database) -> None:
    """Parts follow each other, groups follow each other, and the next waits for the one being sent."""
    await put(db, "a", text("1"), text("2"))
    await put(db, "b")
    first = await claimed(db)
    assert await claim(db) is None
    await sent(db, first, 1)
    assert await drained(db) == ["a/2", "b/1"]


async def test_chats_do_not_wait_for_each_other(db: Database) -> None:
    """While one chat's post is under way or held back, another chat's goes."""
    await put(db, "a")
    await put(db, "b", chat=OTHER)
    await claimed(db)
    assert (await claimed(db, OTHER)).group_key == "b"


async def test_the_same_group_is_never_added_twice(db: Database) -> None:
    """A group whose key is known adds nothing, and the database itself refuses a second part 1."""
    assert len(await put(db, "a", text("1"), text("2"))) == 2
    assert await put(db, "a", text("3")) == ()
    assert [row.payload["text"] for row in await select_batch(db.reader, "a")] == ["1", "2"]
    async with db.writing() as connection:
        with pytest.raises(sqlite3.IntegrityError, match="group_key"):
            await connection.execute(
                "INSERT INTO outbox (group_key, part, chat_id, method, payload, created_at)"
                " SELECT group_key, part, chat_id, method, payload, created_at FROM outbox LIMIT 1"
            )


async def test_two_processes_cannot_take_the_same_row(db: Database) -> None:
    """Of many claims at once from two connections one gets the row."""
    other = await Database.open(db.path)
    await put(db, "a")
    rows = await asyncio.gather(*(claim(database) for database in (db, other) * 5))
    await other.close()
    assert len([row for row in rows if row]) == 1


async def test_a_postponed_row_holds_its_chat_until_its_time(db: Database) -> None:
    """A later post does not overtake one that Telegram asked to send later; tries that end alike are counted."""
    await put(db, "a")
    await put(db, "b")
    for attempt in (1, 2):
        row = await claim(db, now=NOW + 60 * attempt)
        assert row is not None
        async with db.writing() as connection:
            await update_postponed(
                connection, row.id, NOW, Postponement(60 * (attempt + 1), FailureReason.FLOOD)
            )
        assert await select_due_chats(db.reader) == {GROUP: NOW + 60.0 * (attempt + 1)}
    assert await claim(db, now=NOW + 179) is None
    again = await claim(db, now=NOW + 180)
    assert again is not None
    assert (again.group_key, again.attempts, again.reason) == ("a", 2, FailureReason.FLOOD)


@pytest.mark.parametrize("state", [RowState.UNCERTAIN, RowState.FAILED])
async def test_a_stopped_part_holds_its_own_group_only(db: Database, state: RowState) -> None:
    """The rest of an uncertain or failed group waits, the other groups of the chat go on."""
    (_, second) = await put(db, "a", text("1"), text("2"))
    await put(db, "b")
    await stopped(db, await claimed(db), state)
    assert await drained(db) == ["b/1"]
    assert await state_of(db, second) is RowState.PENDING


async def test_the_author_has_seen_it(db: Database) -> None:
    """«Уже в чате» lets the rest of the group go; a reply to the post, if its id is known, is about its activity."""
    (first, _) = await put(db, "a", text("1"), text("2"))
    await stopped(db, await claimed(db), RowState.UNCERTAIN)
    async with db.writing() as connection:
        assert await confirm_sent(connection, first, NOW, 77)
        assert not await confirm_sent(connection, first, NOW, 78)
        assert not await send_again(connection, first)
    assert await drained(db) == ["a/2"]
    assert await select_post(db.reader, MessageAddress(GROUP, 77)) == Post(GROUP, 77, None, PORT)


async def test_the_author_sends_it_again(db: Database) -> None:
    """«Отправить ещё раз» makes it the chat's next post, before what came later; pressed twice it goes once."""
    (first,) = await put(db, "a")
    await stopped(db, await claimed(db), RowState.UNCERTAIN)
    await put(db, "b")
    async with db.writing() as connection:
        assert await send_again(connection, first)
        assert not await send_again(connection, first)
    assert await drained(db) == ["a/1", "b/1"]


async def test_a_withdrawn_note_is_not_sent_again(db: Database) -> None:
    """A person who has not found the post of a note that was withdrawn meanwhile gets it cancelled, not sent."""
    published = await note(db, "рано")
    (first,) = await put(db, "a", note_id=published.id)
    (edit,) = await put(
        db, "b", OutboxCall(Method.EDIT_TEXT, {"text": "отозвано"}, first), note_id=published.id
    )
    await stopped(db, await claimed(db), RowState.UNCERTAIN)
    async with db.writing() as connection:
        await withdraw_note(connection, published.id, ANNA, "рано", NOW)
        assert await send_again(connection, first)
    assert await drained(db) == []
    assert (await state_of(db, first), await state_of(db, edit)) == (RowState.CANCELLED, RowState.CANCELLED)


async def test_a_failed_group_is_resumed_from_the_part_that_failed(db: Database) -> None:
    """Parts that were sent are not sent again."""
    await put(db, "a", text("1"), text("2"), text("3"))
    await sent(db, await claimed(db), 1)
    await stopped(db, await claimed(db), RowState.FAILED)
    assert await drained(db) == []
    async with db.writing() as connection:
        assert await resume_batch(connection, "a")
        assert not await resume_batch(connection, "a")
    assert await drained(db) == ["a/2", "a/3"]


async def test_after_a_crash_a_post_is_uncertain_and_an_edit_is_repeated(db: Database) -> None:
    """What was being sent waits for its author, what was being changed is changed again."""
    (first,) = await put(db, "a")
    await sent(db, await claimed(db), 5)
    (edit,) = await put(db, "edit", OutboxCall(Method.EDIT_TEXT, {"text": "иначе"}, first))
    (other,) = await put(db, "b", chat=OTHER)
    await claimed(db)
    await claimed(db, OTHER)
    async with db.writing() as connection:
        assert await update_interrupted(connection) == 2
        assert await update_interrupted(connection) == 0
    assert await state_of(db, other) is RowState.UNCERTAIN
    assert await state_of(db, edit) is RowState.PENDING


async def test_a_change_waits_for_its_post(db: Database) -> None:
    """An edit of a post that may or may not be in the chat goes out once that is settled, with the post's id."""
    (first,) = await put(db, "a")
    await stopped(db, await claimed(db), RowState.UNCERTAIN)
    await put(db, "edit", OutboxCall(Method.EDIT_TEXT, {"text": "иначе"}, first))
    assert await claim(db) is None
    async with db.writing() as connection:
        await confirm_sent(connection, first, NOW, 41)
    edit = await claimed(db)
    assert (edit.group_key, edit.target) == ("edit", (GROUP, (41,)))


async def test_what_a_post_replies_to_is_an_earlier_part(db: Database) -> None:
    """A part that replies to part 1 knows its message when its turn comes."""
    await put(db, "a", text("1"), OutboxCall(Method.SEND_PHOTO, {"photo": "x"}, reply_to=1))
    await sent(db, await claimed(db), 9)
    assert (await claimed(db)).target == (GROUP, (9,))


async def test_a_paused_chat_keeps_its_posts_in_order(db: Database) -> None:
    """Nothing goes while the bot is shut out, all of it in order when it is back; other chats go on."""
    await bind(db)
    await put(db, "a")
    await put(db, "b")
    await put(db, "c", chat=OTHER)
    async with db.writing() as connection:
        (told,) = await update_chat_paused(connection, GROUP, PauseReason.REMOVED)
        assert await update_chat_paused(connection, GROUP, PauseReason.REMOVED) == []
    assert told.paused is PauseReason.REMOVED
    assert await drained(db) == []
    assert await drained(db, OTHER) == ["c/1"]
    async with db.writing() as connection:
        assert await update_chat_active(connection, GROUP)
        assert not await update_chat_active(connection, GROUP)
    assert await drained(db) == ["a/1", "b/1"]


async def test_a_group_that_became_a_supergroup(db: Database) -> None:
    """Its id is swapped once; what waits goes to the new one, what was sent stays where it is and is not edited there."""
    await bind(db, -55)
    (first,) = await put(db, "a", chat=-55)
    await sent(db, await claimed(db, -55), 5)
    await put(db, "b", chat=-55)
    (edit,) = await put(db, "edit", OutboxCall(Method.EDIT_TEXT, {"text": "иначе"}, first), chat=-55)
    async with db.writing() as connection:
        assert await update_chat_migrated(connection, -55, GROUP)
        assert not await update_chat_migrated(connection, -55, GROUP)
    assert [chat.chat_id for chat in await select_bindings(db.reader, GROUP)] == [GROUP]
    assert await drained(db) == ["b/1"]
    left = await select_row(db.reader, edit)
    assert left is not None
    assert (left.state, left.reason) == (RowState.FAILED, FailureReason.LEFT_BEHIND)
    assert await select_post(db.reader, MessageAddress(-55, 5)) is not None
    assert await select_post(db.reader, MessageAddress(GROUP, 5)) is None


async def test_a_row_that_is_being_sent_follows_its_chat(db: Database) -> None:
    """A migration told while a post is under way counts for it when it has to be sent again."""
    await bind(db, -55)
    await put(db, "a", chat=-55)
    row = await claimed(db, -55)
    async with db.writing() as connection:
        await update_chat_migrated(connection, -55, GROUP)
        await update_postponed(connection, row.id, NOW, Postponement(0, FailureReason.MIGRATED))
    assert await drained(db, -55) == []
    assert await drained(db) == ["a/1"]


async def test_a_topic_that_is_gone_gives_way_to_general(db: Database) -> None:
    """The binding and what waits leave the topic, other topics of the chat stay."""
    await bind(db, thread_id=7)
    await put(db, "a", thread=7)
    await put(db, "b", thread=8)
    async with db.writing() as connection:
        (told,) = await update_topic_gone(connection, GROUP, 7)
        assert await update_topic_gone(connection, GROUP, 7) == []
    assert told.thread_id is None
    assert [(await claimed(db)).destination.thread_id] == [None]


async def test_another_group_gets_what_waits(db: Database) -> None:
    """Bound anew, the roadmap's waiting posts go to the new chat and topic; a change of an old post cannot."""
    await bind(db)
    (first,) = await put(db, "a")
    await sent(db, await claimed(db), 5)
    (edit,) = await put(db, "edit", OutboxCall(Method.EDIT_TEXT, {"text": "иначе"}, first))
    await put(db, "b")
    await bind(db, OTHER, 3)
    row = await claimed(db, OTHER)
    assert (row.group_key, row.destination.thread_id) == ("b", 3)
    assert await state_of(db, edit) is RowState.FAILED


async def test_a_renamed_group_is_known_by_its_new_name(db: Database) -> None:
    """The title changes, and nothing that was sent or waits."""
    await bind(db)
    (first,) = await put(db, "a")
    await sent(db, await claimed(db), 5)
    (second,) = await put(db, "b")
    async with db.writing() as connection:
        await update_chat_title(connection, GROUP, "Новое имя")
        assert (await select_bindings(connection, GROUP))[0].title == "Новое имя"
    assert (await state_of(db, first), await state_of(db, second)) == (RowState.SENT, RowState.PENDING)


async def test_a_chat_bound_again_is_active(db: Database) -> None:
    """`/bind` in a paused chat ends the pause."""
    await bind(db)
    async with db.writing() as connection:
        await update_chat_paused(connection, GROUP, PauseReason.NO_RIGHTS)
        await bind_chat(connection, BoundChat(1, GROUP, None, "Группа", None, NOW, 1))
    bound = await select_bound_chat(db.reader, 1)
    assert bound is not None
    assert bound.paused is None


async def test_the_author_sees_where_a_note_is(db: Database) -> None:
    """Recorded without a group, then publishing, waiting, uncertain, failed, published: the worst of its parts."""
    published = await note(db, "слово")

    async def shown() -> DeliveryState:
        return (await select_delivery(db.reader, published.id)).state

    assert await shown() is DeliveryState.RECORDED
    await bind(db)
    (first, second) = await put(db, "a", text("1"), text("2"), note_id=published.id)
    assert await shown() is DeliveryState.PUBLISHING
    async with db.writing() as connection:
        await update_chat_paused(connection, GROUP, PauseReason.REMOVED)
    assert await shown() is DeliveryState.WAITING
    async with db.writing() as connection:
        await update_chat_active(connection, GROUP)
    await stopped(db, await claimed(db), RowState.UNCERTAIN)
    assert await shown() is DeliveryState.UNCERTAIN
    async with db.writing() as connection:
        await confirm_sent(connection, first, NOW, 1)
    await stopped(db, await claimed(db), RowState.FAILED)
    delivery = await select_delivery(db.reader, published.id)
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, FailureReason.NO_ANSWER)
    async with db.writing() as connection:
        await resume_batch(connection, "a")
    await sent(db, await claimed(db), 2)
    assert await shown() is DeliveryState.PUBLISHED
    assert [post.message_id for post in await select_note_posts(db.reader, published.id)] == [1, 2]
    assert second


async def test_each_end_is_told_once(db: Database) -> None:
    """A group that is all sent is news once, a stopped part at once and again when it stops anew."""
    await put(db, "a", text("1"), text("2"))
    await sent(db, await claimed(db), 1)
    assert await select_unnotified(db.reader) == []
    await stopped(db, await claimed(db), RowState.FAILED)
    for _ in range(2):
        (news,) = await select_unnotified(db.reader)
        assert (news.part, news.state) == (2, RowState.FAILED)
        async with db.writing() as connection:
            await update_notified(connection, news)
            assert await select_unnotified(connection) == []
            await resume_batch(connection, "a")
        await stopped(db, await claimed(db), RowState.FAILED)
    async with db.writing() as connection:
        await resume_batch(connection, "a")
    await sent(db, await claimed(db), 2)
    (news,) = await select_unnotified(db.reader)
    assert (news.part, news.state) == (2, RowState.SENT)
    async with db.writing() as connection:
        await update_notified(connection, news)
    assert await select_unnotified(db.reader) == []


async def test_a_message_may_come_to_show_something_else(db: Database) -> None:
    """A card edited in place is about what it shows now."""
    async with db.writing() as connection:
        await insert_post(connection, Post(ANNA, 5, None, 1))
        await insert_post(connection, Post(ANNA, 5, None, 2))
    found = await select_post(db.reader, MessageAddress(ANNA, 5))
    assert found is not None
    assert found.activity_id == 2
