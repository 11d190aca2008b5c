"""Replies, copies, forwards and pins."""

from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api


async def test_a_reply_needs_its_message(api: Api, anna: Person) -> None:
    """Replying to what is gone is refused, unless the bot said it may be sent without."""
    reply = {"message_id": 999}
    refusal = await api.refusal("sendMessage", chat_id=anna.id, text="да", reply_parameters=reply)
    assert refusal == "Bad Request: message to be replied not found"
    lenient = {**reply, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.ok(
        "sendMessage", chat_id=anna.id, text="да", reply_parameters=lenient
    )


async def test_a_quote_stands_in_the_message(api: Api, anna: Person) -> None:
    """A quote must be a part of what is replied to."""
    number = anna.writes("один два три").message_id
    quoted = {"message_id": number, "quote": "два"}
    message = await api.ok("sendMessage", chat_id=anna.id, text="да", reply_parameters=quoted)
    assert message["quote"] == {"text": "два", "position": 5, "is_manual": True}
    wrong = {"message_id": number, "quote": "четыре"}
    assert (
        await api.refusal("sendMessage", chat_id=anna.id, text="да", reply_parameters=wrong)
        == "Bad Request: QUOTE_TEXT_INVALID"
    )


async def test_a_forward_names_its_author_a_copy_does_not(api: Api, anna: Person) -> None:
    """A copy is the bot's own message, without the keyboard; a forward says who wrote it."""
    number = anna.writes("раз").message_id
    place = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": number}
    forwarded = await api.ok("forwardMessage", **place)
    assert forwarded["forward_origin"]["sender_user"]["id"] == anna.id
    copied = await api.ok("copyMessage", **place)
    assert anna.history()[-1].card.get("forward_origin") is None
    assert (copied["message_id"], anna.history()[-1].text) == (anna.history()[-1].message_id, "раз")


async def test_a_copy_may_have_another_caption(api: Api, anna: Person) -> None:
    """A new caption replaces the old one; the file stays."""
    sent = await api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=anna.id, caption="раз")
    place = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": sent["result"]["message_id"]}
    await api.ok("copyMessage", **place, caption="два")
    assert (anna.text, anna.downloads(anna.screen)) == ("два", b"x")


async def test_protected_and_missing_messages(api: Api, anna: Person) -> None:
    """Protected content stays where it is; what is not there is not found."""
    sent = await api.ok("sendMessage", chat_id=anna.id, text="тайна", protect_content=True)
    place = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": sent["message_id"]}
    assert (
        await api.refusal("forwardMessage", **place)
        == "Bad Request: message has protected content and can't be forwarded"
    )
    assert (
        await api.refusal("copyMessage", **place)
        == "Bad Request: message has protected content and can't be copied"
    )
    gone = {**place, "message_id": 999}
    assert await api.refusal("forwardMessage", **gone) == "Bad Request: message to forward not found"
    assert await api.refusal("copyMessage", **gone) == "Bad Request: message to copy not found"


async def test_several_are_moved_and_the_missing_skipped(api: Api, anna: Person) -> None:
    """copyMessages and forwardMessages answer with the ids of what could be moved."""
    numbers = [anna.writes(text).message_id for text in ("раз", "два")]
    place = {"chat_id": anna.id, "from_chat_id": anna.id, "message_ids": [*numbers, 999]}
    assert len(await api.ok("copyMessages", **place)) == 2
    assert len(await api.ok("forwardMessages", **place)) == 2


async def test_a_pin_leaves_a_service_message(api: Api, anna: Person) -> None:
    """Pinning is told to the bot as a message of its own; unpinning takes the newest pin away."""
    first = await api.ok("sendMessage", chat_id=anna.id, text="раз")
    second = await api.ok("sendMessage", chat_id=anna.id, text="два")
    for message in (first, second):
        await api.ok(
            "pinChatMessage", chat_id=anna.id, message_id=message["message_id"], disable_notification=True
        )
    assert [one.text for one in anna.pinned] == ["раз", "два"]
    update = (await api.updates())[-1]
    assert update["message"]["pinned_message"]["text"] == "два"
    assert (await api.ok("getChat", chat_id=anna.id))["pinned_message"]["text"] == "два"
    await api.ok("unpinChatMessage", chat_id=anna.id)
    assert [one.text for one in anna.pinned] == ["раз"]
    await api.ok("unpinAllChatMessages", chat_id=anna.id)
    assert await api.refusal("unpinChatMessage", chat_id=anna.id) == "Bad Request: message to unpin not found"


async def test_service_messages_are_not_moved_or_pinned(api: Api, anna: Person) -> None:
    """A note of Telegram's own can be neither copied nor pinned; pinning twice pins once."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="раз")
    for _ in range(2):
        await api.ok("pinChatMessage", chat_id=anna.id, message_id=message["message_id"])
    assert len(anna.pinned) == 1
    note = {"chat_id": anna.id, "message_id": anna.history()[-1].message_id}
    assert await api.refusal("pinChatMessage", **note) == "Bad Request: message can't be pinned"
    assert (
        await api.refusal("copyMessage", **note, from_chat_id=anna.id)
        == "Bad Request: message can't be copied"
    )


async def test_an_anonymous_post_is_forwarded_from_its_group(
    api: Api, sandbox: Sandbox, anna: Person
) -> None:
    """What an anonymous admin wrote has the group as its origin."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    group.members[anna.id].anonymous = True
    number = anna.writes("раз", chat=group).message_id
    message = await api.ok("forwardMessage", chat_id=anna.id, from_chat_id=group.id, message_id=number)
    assert message["forward_origin"]["sender_chat"]["id"] == group.id


async def test_a_reply_to_another_chat_is_not_played(api: Api, anna: Person) -> None:
    """What cannot be played is said openly."""
    reply = {"message_id": 1, "chat_id": -5}
    refusal = await api.refusal("sendMessage", chat_id=anna.id, text="да", reply_parameters=reply)
    assert refusal == "Not Implemented: the local Telegram does not implement replies to another chat"


async def test_pinning_in_a_group_needs_a_right(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Without can_pin_messages a pin is refused; a missing message is not found."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    message = await api.ok("sendMessage", chat_id=group.id, text="раз")
    place = {"chat_id": group.id, "message_id": message["message_id"]}
    assert (
        await api.refusal("pinChatMessage", **place)
        == "Bad Request: not enough rights to manage pinned messages in the chat"
    )
    anna.promotes_bot(group, rights=["can_pin_messages"])
    assert await api.ok("pinChatMessage", **place)
    assert (
        await api.refusal("pinChatMessage", chat_id=group.id, message_id=999)
        == "Bad Request: message to pin not found"
    )
