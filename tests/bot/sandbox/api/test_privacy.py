"""What a bot hears in a group, and who stands as the sender."""

import asyncio

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.server import USERNAME, Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (f"/find@{USERNAME} мост", True),
        ("/find мост", True),
        ("/find@another_bot мост", False),
        ("просто слова", False),
        (f"эй, @{USERNAME}", False),
        ("слова /find", False),
    ],
)
async def test_privacy_mode(api: Api, sandbox: Sandbox, anna: Person, text: str, heard: bool) -> None:
    """With privacy on, the bot hears commands that are meant for it."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    anna.writes(text, chat=group)
    assert bool(await api.updates()) is heard


async def test_replies_to_the_bot_are_heard(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A reply to the bot's own message passes privacy mode."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    await api.ok("sendMessage", chat_id=group.id, text="пост")
    anna.writes("ответ", chat=group, reply_to=anna.looks(group))
    assert (await api.updates())[-1]["message"]["reply_to_message"]["text"] == "пост"


@pytest.mark.parametrize("bot", [Status.MEMBER, Status.ADMINISTRATOR])
async def test_admins_hear_everything(api: Api, sandbox: Sandbox, anna: Person, bot: Status) -> None:
    """An administrator, or a bot without privacy mode, hears every word."""
    sandbox.telegram.account.privacy = bot is Status.ADMINISTRATOR
    group = sandbox.group("Рабочая группа", members=[anna], bot=bot)
    anna.writes("просто слова", chat=group)
    assert len(await api.updates()) == 1
    assert (await api.ok("getMe"))["can_read_all_group_messages"] is (bot is Status.MEMBER)


async def test_a_change_of_privacy_counts_after_adding_again(
    api: Api, sandbox: Sandbox, anna: Person
) -> None:
    """Switching privacy off does nothing in a group until the bot is added again."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    sandbox.telegram.account.privacy = False
    anna.writes("раз", chat=group)
    assert await api.updates() == []
    anna.removes_bot(group)
    anna.adds_bot(group)
    await api.updates(offset=-1)
    anna.writes("два", chat=group)
    assert (await api.updates())[-1]["message"]["text"] == "два"


async def test_being_added(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Adding the bot comes as my_chat_member and as a service message; rights as another my_chat_member."""
    group = sandbox.group("Рабочая группа", members=[anna])
    anna.adds_bot(group, rights=["can_pin_messages"])
    added, note, promoted = await api.updates()
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert note["message"]["new_chat_members"][0]["is_bot"] is True
    assert promoted["my_chat_member"]["new_chat_member"]["can_pin_messages"] is True


async def test_an_anonymous_admin_is_the_group_itself(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """`from` is GroupAnonymousBot, `sender_chat` the group: never a person's id."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    group.members[anna.id].anonymous = True
    anna.writes("/bind", chat=group)
    message = (await api.updates())[-1]["message"]
    assert (message["from"]["id"], message["from"]["is_bot"]) == (1087968824, True)
    assert message["sender_chat"]["id"] == group.id


@pytest.mark.parametrize(("forwarded", "sender"), [(False, 136817688), (True, 777000)])
async def test_a_channel_in_a_group_is_no_person(
    api: Api, sandbox: Sandbox, anna: Person, forwarded: bool, sender: int
) -> None:
    """A channel that writes, and a post of the linked channel, come from ids that stand for no person."""
    group = sandbox.group("Рабочая группа", members=[anna], supergroup=True, bot=Status.ADMINISTRATOR)
    sandbox.channel_speaks(group, "Вестник", "новость", forwarded=forwarded)
    message = (await api.updates())[-1]["message"]
    assert (message["from"]["id"], message["sender_chat"]["title"]) == (sender, "Вестник")
    assert message["sender_chat"]["type"] == "channel"
    assert message.get("is_automatic_forward", False) is forwarded
    place = {"chat_id": anna.id, "from_chat_id": group.id, "message_id": message["message_id"]}
    assert (await api.ok("forwardMessage", **place))["forward_origin"]["type"] == "chat"


async def test_own_messages_do_not_come_back(api: Api, anna: Person) -> None:
    """The bot gets no update for what it wrote itself."""
    await api.ok("sendMessage", chat_id=anna.id, text="да")
    assert await api.updates() == []


async def test_edits_come_as_edited_messages(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A corrected message comes again with edit_date; one older than a day does not."""
    own = anna.writes("раз")
    editing = asyncio.create_task(anna.edits_message(own, "два"))
    edited = (await api.updates(timeout=3))[-1]["edited_message"]
    await api.ok("sendMessage", chat_id=anna.id, text="исправлено")
    assert (await editing).text == "исправлено"
    assert (edited["message_id"], edited["text"]) == (own.message_id, "два")
    assert "edit_date" in edited
    sandbox.advance(86_401)
    with pytest.raises(AssertionError, match="the bot does not receive this"):
        await anna.edits_message(own, "три")
