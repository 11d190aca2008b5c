"""Editing and deleting messages."""

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api

MARKUP = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DAY = 86_400


async def sent(api: Api, person: Person, text: str = "раз", **parameters: object) -> Payload:
    """Where a new message stands: chat_id and message_id."""
    message = await api.ok("sendMessage", chat_id=person.id, text=text, **parameters)
    return {"chat_id": person.id, "message_id": message["message_id"]}


async def test_the_same_again_is_not_modified(api: Api, anna: Person) -> None:
    """Neither text nor keyboard changed: an error; compared with what is stored, blanks trimmed."""
    place = await sent(api, anna, reply_markup=MARKUP)
    assert await api.refusal("editMessageText", **place, text=" раз ", reply_markup=MARKUP) == SAME
    assert await api.refusal("editMessageReplyMarkup", **place, reply_markup=MARKUP) == SAME
    assert await api.ok("editMessageText", **place, text="<b>раз</b>", parse_mode="HTML", reply_markup=MARKUP)


async def test_an_edit_without_markup_takes_the_keyboard_away(api: Api, anna: Person) -> None:
    """Leaving reply_markup out removes the buttons."""
    place = await sent(api, anna, reply_markup=MARKUP)
    edited = await api.ok("editMessageText", **place, text="раз")
    assert "reply_markup" not in edited
    assert anna.buttons == []


async def test_an_edit_is_dated(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A changed text carries edit_date; the bot gets no update for it, at any age of the message."""
    place = await sent(api, anna)
    sandbox.advance(400 * DAY)
    edited = await api.ok("editMessageText", **place, text="два")
    assert edited["edit_date"] - edited["date"] == 400 * DAY
    assert await api.updates() == []


@pytest.mark.parametrize("number", [999, 1])
async def test_unknown_and_foreign_messages(api: Api, anna: Person, number: int) -> None:
    """A message that is not there is not found; a person's own message cannot be edited."""
    refusal = await api.refusal("editMessageText", chat_id=anna.id, message_id=number, text="два")
    said = "message to edit not found" if number == 999 else "message can't be edited"
    assert refusal == f"Bad Request: {said}"


async def test_messages_with_a_reply_keyboard_or_forwarded(api: Api, anna: Person) -> None:
    """A message sent with a reply keyboard, and a forwarded one, can't be edited."""
    place = await sent(api, anna, reply_markup={"keyboard": [["Да"]]})
    assert await api.refusal("editMessageText", **place, text="два") == "Bad Request: message can't be edited"
    forwarded = await api.ok(
        "forwardMessage", chat_id=anna.id, from_chat_id=anna.id, message_id=place["message_id"]
    )
    refusal = await api.refusal(
        "editMessageText", chat_id=anna.id, message_id=forwarded["message_id"], text="два"
    )
    assert refusal == "Bad Request: message can't be edited"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({}, "message text is empty"),
        ({"text": " "}, "text must be non-empty"),
        ({"text": "я" * 4097}, "MESSAGE_TOO_LONG"),
        ({"text": "два", "message_id": 0}, "message identifier is not specified"),
        ({"text": "два", "chat_id": None}, "chat_id is empty"),
    ],
)
async def test_refused_edits(api: Api, anna: Person, parameters: Payload, description: str) -> None:
    """An edit that is too long shows the raw name, unlike a new message."""
    place = await sent(api, anna)
    assert await api.refusal("editMessageText", **{**place, **parameters}) == f"Bad Request: {description}"


async def test_text_and_caption_are_not_mixed_up(api: Api, anna: Person) -> None:
    """A photo has no text to edit, a text no caption; captions have their own limit."""
    text = await sent(api, anna)
    answer = await api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=anna.id, caption="раз")
    file = {"chat_id": anna.id, "message_id": answer["result"]["message_id"]}
    assert (
        await api.refusal("editMessageText", **file, text="два")
        == "Bad Request: there is no text in the message to edit"
    )
    assert (
        await api.refusal("editMessageCaption", **text, caption="два")
        == "Bad Request: there is no caption in the message to edit"
    )
    assert (
        await api.refusal("editMessageCaption", **file, caption="я" * 1025)
        == "Bad Request: MEDIA_CAPTION_TOO_LONG"
    )
    assert (await api.ok("editMessageCaption", **file, caption="два"))["caption"] == "два"


async def test_media_are_replaced(api: Api, anna: Person) -> None:
    """editMessageMedia puts another file into the same message."""
    answer = await api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=anna.id)
    place = {"chat_id": anna.id, "message_id": answer["result"]["message_id"]}
    media = {"type": "document", "media": "attach://new", "caption": "новое"}
    edited = await api.upload("editMessageMedia", {"new": ("b.txt", b"y")}, **place, media=media)
    assert edited["result"]["document"]["file_name"] == "b.txt"
    assert anna.downloads(anna.screen) == b"y"


async def test_media_cannot_be_put_under_a_text(api: Api, anna: Person) -> None:
    """A text stays a text; only known kinds of media may replace others; unknown inline ids are invalid."""
    place = await sent(api, anna)
    media = {"type": "document", "media": "attach://x"}
    assert (
        await api.refusal("editMessageMedia", **place, media=media)
        == "Bad Request: there is no media in the message to edit"
    )
    assert (
        await api.refusal("editMessageMedia", **place, media={"type": "poem"})
        == "Bad Request: can't parse InputMedia: unsupported type specified"
    )
    assert (
        await api.refusal("editMessageText", inline_message_id="x", text="да")
        == "Bad Request: MESSAGE_ID_INVALID"
    )


async def test_deleting(api: Api, anna: Person) -> None:
    """In a private chat the bot may delete both its own messages and the person's."""
    place = await sent(api, anna)
    assert await api.ok("deleteMessage", **place)
    assert await api.refusal("deleteMessage", **place) == "Bad Request: message to delete not found"
    assert await api.ok("deleteMessage", chat_id=anna.id, message_id=anna.writes("моё").message_id)


async def test_nothing_older_than_two_days_is_deleted(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """After 48 hours a message stays."""
    place = await sent(api, anna)
    sandbox.advance(2 * DAY + 1)
    assert await api.refusal("deleteMessage", **place) == "Bad Request: message can't be deleted for everyone"


async def test_deleting_others_messages_needs_a_right(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """In a group only an admin with can_delete_messages deletes what others wrote."""
    group = sandbox.group("Рабочая группа", members=[anna], supergroup=True, bot=Status.MEMBER)
    place = {"chat_id": group.id, "message_id": anna.writes("раз", chat=group).message_id}
    assert await api.refusal("deleteMessage", **place) == "Bad Request: message can't be deleted"
    anna.promotes_bot(group, rights=["can_delete_messages"])
    assert await api.ok("deleteMessage", **place)


async def test_deleting_several(api: Api, anna: Person) -> None:
    """1 to 100 ids; those that are gone are skipped."""
    first, second = await sent(api, anna), await sent(api, anna)
    assert await api.ok(
        "deleteMessages", chat_id=anna.id, message_ids=[first["message_id"], 999, second["message_id"]]
    )
    assert [one.text for one in anna.history()] == ["/start"]
    for ids, said in [
        ([], "message identifiers are not specified"),
        ([1] * 101, "too many message identifiers specified"),
    ]:
        refusal = await api.refusal("deleteMessages", chat_id=anna.id, message_ids=ids)
        assert refusal == f"Bad Request: {said}"
