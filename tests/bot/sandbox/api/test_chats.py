"""Chats, blocking, rights and migration."""

import pytest

from bot.sandbox.people.group_actions import delete_group
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api


async def refused(api: Api, chat_id: object, text: str = "да") -> str:
    return await api.refusal("sendMessage", chat_id=chat_id, text=text)


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        (None, "chat_id is empty"),
        ("", "chat_id is empty"),
        (77, "chat not found"),
        (-77, "chat not found"),
        ("@nobody", "chat not found"),
        (1 << 62, "chat not found"),
    ],
)
async def test_unknown_chats(api: Api, chat_id: object, description: str) -> None:
    """An unknown chat is not found."""
    assert await refused(api, chat_id) == f"Bad Request: {description}"


async def test_people_are_not_found_by_name(api: Api, sandbox: Sandbox) -> None:
    """`@name` of a person is no chat for a bot; that of a public group is."""
    boris = sandbox.person("Борис", username="boris")
    boris.writes("/start")
    assert await refused(api, "@boris") == "Bad Request: chat not found"
    group = sandbox.group("Открытая", members=[boris], supergroup=True, bot=Status.MEMBER)
    group.username = "open_group"
    assert (await api.ok("sendMessage", chat_id="@open_group", text="да"))["chat"]["id"] == group.id


async def test_a_bot_cannot_speak_first(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A stranger is not found; a person met only in a group cannot be written to."""
    boris = sandbox.person("Борис")
    assert await refused(api, boris.id) == "Bad Request: chat not found"
    group = sandbox.group("Рабочая группа", members=[anna, boris], bot=Status.ADMINISTRATOR)
    boris.writes("всем привет", chat=group)
    assert await refused(api, boris.id) == "Forbidden: bot can't initiate conversation with a user"
    boris.writes("/start")
    assert await api.ok("sendMessage", chat_id=boris.id, text="да")


async def test_blocked_and_deactivated(api: Api, anna: Person) -> None:
    """A person who blocked the bot is told of by my_chat_member and reached no more, until they write again."""
    anna.blocks_bot()
    change = (await api.updates())[-1]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert await refused(api, anna.id) == "Forbidden: bot was blocked by the user"
    anna.writes("/start")
    assert [list(update)[1] for update in (await api.updates())[-2:]] == ["my_chat_member", "message"]
    anna.user.deactivated = True
    assert await refused(api, anna.id) == "Forbidden: user is deactivated"


async def test_a_group_the_bot_was_never_in(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A private group is unknown, a public one is not the bot's."""
    group = sandbox.group("Чужая", members=[anna], supergroup=True)
    assert await refused(api, group.id) == "Bad Request: chat not found"


@pytest.mark.parametrize(("supergroup", "place"), [(False, "group"), (True, "supergroup")])
async def test_kicked_left_and_deleted(
    api: Api, sandbox: Sandbox, anna: Person, supergroup: bool, place: str
) -> None:
    """Being thrown out, having left and a deleted group each have their own words."""
    group = sandbox.group("Рабочая группа", members=[anna], supergroup=supergroup, bot=Status.MEMBER)
    assert await api.ok("leaveChat", chat_id=group.id)
    assert await refused(api, group.id) == f"Forbidden: bot is not a member of the {place} chat"
    anna.adds_bot(group)
    anna.removes_bot(group)
    assert await refused(api, group.id) == f"Forbidden: bot was kicked from the {place} chat"
    anna.adds_bot(group)
    assert await api.ok("sendMessage", chat_id=group.id, text="да")
    delete_group(group)
    assert await refused(api, group.id) == "Forbidden: the group chat was deleted"


async def test_restricted(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A bot that may not write, or not send files, is told which right it lacks."""
    group = sandbox.group("Рабочая группа", members=[anna], supergroup=True, bot=Status.MEMBER)
    anna.restricts_bot(group)
    assert await refused(api, group.id) == "Bad Request: not enough rights to send text messages to the chat"
    anna.restricts_bot(group, permissions=["can_send_messages"])
    assert await api.ok("sendMessage", chat_id=group.id, text="да")
    answer = await api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=group.id)
    assert answer["description"] == "Bad Request: not enough rights to send documents to the chat"
    answer = await api.upload("sendPhoto", {"photo": ("a.png", b"x")}, chat_id=group.id)
    assert answer["description"] == "Bad Request: not enough rights to send photos to the chat"


async def test_migration(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A migrated group answers with its new id, announces it in both chats, and numbers messages from 1."""
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    grown = anna.upgrades(group)
    answer = await api.answer("sendMessage", chat_id=group.id, text="да")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": grown.id}
    notes = [update["message"] for update in await api.updates()]
    assert (notes[0]["chat"]["id"], notes[0]["migrate_to_chat_id"]) == (group.id, grown.id)
    assert (notes[1]["chat"]["id"], notes[1]["migrate_from_chat_id"]) == (grown.id, group.id)
    assert (await api.ok("sendMessage", chat_id=grown.id, text="да"))["message_id"] == 2
    assert grown.id < -(10**12)


async def test_members(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """The bot learns what members are, who the administrators are and how many there are."""
    boris = sandbox.person("Борис")
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    assert (await api.ok("getChatMember", chat_id=group.id, user_id=anna.id))["status"] == "creator"
    assert (await api.ok("getChatMember", chat_id=group.id, user_id=boris.id))["status"] == "left"
    assert await api.refusal("getChatMember", chat_id=group.id, user_id=5) == "Bad Request: user not found"
    assert (
        await api.refusal("getChatMember", chat_id=group.id, user_id=0)
        == "Bad Request: invalid user_id specified"
    )
    assert [one["user"]["id"] for one in await api.ok("getChatAdministrators", chat_id=group.id)] == [anna.id]
    assert await api.ok("getChatMemberCount", chat_id=group.id) == 2
    assert (
        await api.refusal("getChatAdministrators", chat_id=anna.id)
        == "Bad Request: there are no administrators in the private chat"
    )
    assert (
        await api.refusal("leaveChat", chat_id=anna.id)
        == "Bad Request: chat member status can't be changed in private chats"
    )


async def test_changes_of_members_are_told_to_admins_who_ask(
    api: Api, sandbox: Sandbox, anna: Person
) -> None:
    """chat_member comes to an administrator that lists it in allowed_updates, and to no other."""
    boris = sandbox.person("Борис")
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.ADMINISTRATOR)
    boris.joins(group)
    assert [list(update)[1] for update in await api.updates()] == ["message"]
    await api.updates(allowed_updates=["chat_member"], offset=-1)
    boris.leaves(group)
    assert (await api.updates())[-1]["chat_member"]["new_chat_member"]["status"] == "left"


async def test_chat_actions(api: Api, anna: Person) -> None:
    """Only the known actions are accepted."""
    assert await api.ok("sendChatAction", chat_id=anna.id, action="typing")
    assert (
        await api.refusal("sendChatAction", chat_id=anna.id, action="dancing")
        == "Bad Request: wrong parameter action in request"
    )


async def test_bots_cannot_be_written_to(api: Api, sandbox: Sandbox) -> None:
    """A private chat with another bot is no place to write."""
    other = sandbox.person("Другой", is_bot=True)
    other.writes("/start")
    assert await refused(api, other.id) == "Forbidden: the bot can't send messages to the bot"


async def test_people_come_back(api: Api, anna: Person) -> None:
    """Unblocking is told, and deleting a message is not."""
    anna.blocks_bot()
    anna.unblocks_bot()
    assert (await api.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    own = anna.writes("раз")
    await api.updates()
    anna.deletes_message(own)
    assert await api.updates() == []
    assert (await api.ok("getChatMember", chat_id=anna.id, user_id=anna.id))["status"] == "member"


async def test_a_new_title_is_told(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A group's new title comes as a service message."""
    group = sandbox.group("Старое", members=[anna], bot=Status.MEMBER)
    anna.retitles(group, "Новое")
    assert (await api.updates())[-1]["message"]["new_chat_title"] == "Новое"
    assert (await api.ok("getChat", chat_id=group.id))["title"] == "Новое"


async def test_reactions(api: Api, anna: Person) -> None:
    """A bot sets at most one of the common reactions; people's come to it in private when asked for."""
    number = anna.writes("готово").message_id
    place = {"chat_id": anna.id, "message_id": number}
    assert await api.ok("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👍"}])
    two = [{"type": "emoji", "emoji": one} for one in "👍👎"]
    assert await api.refusal("setMessageReaction", **place, reaction=two) == "Bad Request: REACTIONS_TOO_MANY"
    wrong = [{"type": "emoji", "emoji": "🦀"}]
    assert await api.refusal("setMessageReaction", **place, reaction=wrong) == "Bad Request: REACTION_INVALID"
    await api.updates(allowed_updates=["message_reaction"], offset=-1)
    anna.reacts(anna.history()[-1], "🔥")
    assert (await api.updates())[-1]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]
