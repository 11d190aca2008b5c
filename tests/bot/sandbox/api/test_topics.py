"""Forum topics and reply threads."""

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api


@pytest.fixture
def forum(sandbox: Sandbox, anna: Person) -> Chat:
    return sandbox.group("Рабочая группа", members=[anna], topics=["Отчёты"], bot=Status.ADMINISTRATOR)


async def test_a_message_in_a_topic(api: Api, sandbox: Sandbox, anna: Person, forum: Chat) -> None:
    """Messages in a topic carry its id; replies stay there; General is named by leaving the topic out."""
    topic = sandbox.topic(forum, "Отчёты")
    message = await api.ok("sendMessage", chat_id=forum.id, text="да", message_thread_id=topic.id)
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic.id, True)
    reply = {"message_id": message["message_id"]}
    answer = await api.ok("sendMessage", chat_id=forum.id, text="да", reply_parameters=reply)
    assert answer["message_thread_id"] == topic.id
    general = await api.ok("sendMessage", chat_id=forum.id, text="да")
    assert "message_thread_id" not in general
    assert [one.text for one in anna.history(forum, "Отчёты")][1:] == ["да", "да"]


@pytest.mark.parametrize("thread_id", [1, 999])
async def test_general_and_unknown_threads(api: Api, forum: Chat, thread_id: int) -> None:
    """Thread 1 is refused as an unknown one is."""
    refusal = await api.refusal("sendMessage", chat_id=forum.id, text="да", message_thread_id=thread_id)
    assert refusal == "Bad Request: message thread not found"


async def test_closed_and_deleted_topics(api: Api, sandbox: Sandbox, anna: Person, forum: Chat) -> None:
    """A closed topic refuses senders who do not manage topics; a deleted one refuses all."""
    topic = sandbox.topic(forum, "Отчёты")
    anna.closes_topic(forum, topic)
    assert await api.ok("sendMessage", chat_id=forum.id, text="да", message_thread_id=topic.id)
    anna.demotes_bot(forum)
    place = {"chat_id": forum.id, "text": "да", "message_thread_id": topic.id}
    assert await api.refusal("sendMessage", **place) == "Bad Request: TOPIC_CLOSED"
    anna.reopens_topic(forum, topic)
    assert await api.ok("sendMessage", **place)
    anna.deletes_topic(forum, topic)
    assert await api.refusal("sendMessage", **place) == "Bad Request: TOPIC_DELETED"


async def test_the_bot_manages_topics(api: Api, forum: Chat) -> None:
    """Opening, renaming, closing and reopening leave service messages, of which the bot is told."""
    topic = await api.ok("createForumTopic", chat_id=forum.id, name="Сводки", icon_color=0xFB6F5F)
    place = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}
    assert topic["icon_color"] == 0xFB6F5F
    await api.ok("editForumTopic", **place, name="Сводки недели")
    await api.ok("closeForumTopic", **place)
    assert await api.refusal("closeForumTopic", **place) == "Bad Request: TOPIC_NOT_MODIFIED"
    await api.ok("reopenForumTopic", **place)
    kinds = [
        set(update["message"]) & {f"forum_topic_{one}" for one in ("created", "edited", "closed", "reopened")}
        for update in await api.updates()
    ]
    assert kinds == [
        {"forum_topic_created"},
        {"forum_topic_edited"},
        {"forum_topic_closed"},
        {"forum_topic_reopened"},
    ]
    assert await api.ok("deleteForumTopic", **place)


@pytest.mark.parametrize(
    ("method", "names", "description"),
    [
        ("createForumTopic", ["chat_id", "name"], "not enough rights to create a topic"),
        ("editForumTopic", ["chat_id", "message_thread_id", "name"], "not enough rights to edit the topic"),
        ("closeForumTopic", ["chat_id", "message_thread_id"], "not enough rights to close or open the topic"),
        ("deleteForumTopic", ["chat_id", "message_thread_id"], "not enough rights to delete the topic"),
    ],
)
async def test_rights_over_topics(
    api: Api, forum: Chat, method: str, names: list[str], description: str
) -> None:
    """Without can_manage_topics the bot cannot touch others' topics."""
    forum.members[api.sandbox.telegram.bot.id].status = Status.MEMBER
    topic = api.sandbox.topic(forum, "Отчёты")
    known = {"chat_id": forum.id, "message_thread_id": topic.id, "name": "Иначе"}
    assert await api.refusal(method, **{name: known[name] for name in names}) == f"Bad Request: {description}"


async def test_wrong_topics(api: Api, sandbox: Sandbox, anna: Person, forum: Chat) -> None:
    """A group without topics is no forum; nameless topics and unknown ids are refused; long names are cut."""
    group = sandbox.group("Без тем", members=[anna], supergroup=True, bot=Status.ADMINISTRATOR)
    assert (
        await api.refusal("createForumTopic", chat_id=group.id, name="x")
        == "Bad Request: the chat is not a forum"
    )
    assert (
        await api.refusal("createForumTopic", chat_id=forum.id, name=" ")
        == "Bad Request: title must be non-empty"
    )
    assert (
        await api.refusal("closeForumTopic", chat_id=forum.id, message_thread_id=0)
        == "Bad Request: invalid forum topic identifier specified"
    )
    unknown = {"chat_id": forum.id, "message_thread_id": 999}
    assert await api.refusal("closeForumTopic", **unknown) == "Bad Request: TOPIC_ID_INVALID"
    same = {"message_thread_id": sandbox.topic(forum, "Отчёты").id, "name": "Отчёты"}
    assert await api.refusal("editForumTopic", chat_id=forum.id, **same) == "Bad Request: TOPIC_NOT_MODIFIED"
    long = await api.ok("createForumTopic", chat_id=forum.id, name="я" * 129)
    assert len(long["name"]) == 128


async def test_reply_threads_in_a_plain_supergroup(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Without topics a reply opens a thread: it carries message_thread_id but is no topic message."""
    group = sandbox.group("Без тем", members=[anna], supergroup=True, bot=Status.ADMINISTRATOR)
    first = anna.writes("вопрос", chat=group)
    reply = {"message_id": first.message_id}
    message = await api.ok("sendMessage", chat_id=group.id, text="ответ", reply_parameters=reply)
    assert message["message_thread_id"] == first.message_id
    assert "is_topic_message" not in message


async def test_topics_people_open(api: Api, anna: Person, forum: Chat) -> None:
    """A topic opened by a person is told to the bot, and then is a place to write to."""
    topic = anna.opens_topic(forum, "Сводки")
    assert (await api.updates())[-1]["message"]["forum_topic_created"]["name"] == "Сводки"
    await api.ok("sendMessage", chat_id=forum.id, text="сводка", message_thread_id=topic.id)
    assert anna.looks(forum, topic).text == "сводка"
    assert anna.looks(forum, "Сводки").thread_id == topic.id
