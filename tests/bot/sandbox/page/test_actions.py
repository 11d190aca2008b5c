"""What a person does through the page's API, as the bot hears of it."""

from typing import Any

import pytest
from aiohttp import FormData

from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.inline_queries import InlineAnswer
from tests.bot.sandbox.page.page_fixtures import ANNA, BORIS, STRANGER, Site
from tests.bot.sandbox.tiny_png import png

HOME = {"as": ANNA, "chat": ANNA}


async def heard(site: Site, kind: str = "message") -> list[Payload]:
    """What of this kind the bot is told."""
    return [update[kind] for update in await site.api.updates() if kind in update]


async def test_a_text_reaches_the_bot_with_its_entities(site: Site) -> None:
    """What Telegram marks by itself is marked; spaces around are cut."""
    await site.act("send", **HOME, text="  /help и https://example.org ")
    (message,) = await heard(site)
    assert (message["text"], message["from"]["id"]) == ("/help и https://example.org", ANNA)
    assert [entity["type"] for entity in message["entities"]] == ["bot_command", "url"]


async def test_a_long_text_becomes_several_messages(site: Site) -> None:
    """No letter of it is lost."""
    await site.act("send", **HOME, text="я" * 5000)
    assert [len(message["text"]) for message in await heard(site)] == [4096, 904]


async def test_an_empty_text_is_refused_in_a_sentence(site: Site) -> None:
    answer = await site.act("send", 400, **HOME, text=" \n")
    assert answer["error"] == "Bad Request: message text is empty"


async def test_a_reply_and_a_correction(site: Site) -> None:
    """A reply names the message it replies to; only own messages can be edited."""
    first = (await site.act("send", **HOME, text="раз"))["messages"][0]
    second = (await site.act("send", **HOME, text="два", reply_to=first))["messages"][0]
    await site.act("edit", **HOME, message=second, text="три")
    replied = (await heard(site))[1]
    assert replied["reply_to_message"]["message_id"] == first
    assert site.anna.private.messages[second].text == "три"
    bots = await site.api.ok("sendMessage", chat_id=ANNA, text="слово бота")
    await site.act("edit", 403, **HOME, message=bots["message_id"], text="не моё")


async def test_a_topic_is_where_it_is_written(site: Site) -> None:
    """A text in a topic stays there; General and unknown topics have no thread."""
    topic = site.sandbox.topic(site.group, "Отчёты").id
    for number in (topic, 1, 999):
        await site.act("send", **{"as": ANNA, "chat": site.group.id}, topic=number, text="/x")
    assert [message.get("message_thread_id") for message in await heard(site)] == [topic, None, None]


async def test_a_closed_topic_takes_no_words_of_members(site: Site) -> None:
    """Boris may not write there; the owner of the group may."""
    topic = site.sandbox.topic(site.group, "Отчёты")
    site.anna.closes_topic(site.group, topic)
    await site.act("send", 403, **{"as": BORIS, "chat": site.group.id}, topic=topic.id, text="x")
    await site.act("send", **{"as": ANNA, "chat": site.group.id}, topic=topic.id, text="x")


async def test_a_press_and_what_the_phone_remembers(site: Site) -> None:
    """The bot is asked once; within cache_time the same press is answered without it."""
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    site.anna.writes("/start")
    message = await site.api.ok("sendMessage", chat_id=ANNA, text="?", reply_markup=keyboard)
    press = HOME | {"message": message["message_id"], "data": "yes"}
    assert (await site.act("press", **press))["answer"] is None
    (query,) = await heard(site, "callback_query")
    await site.api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Принято", cache_time=60)
    assert (await site.act("press", **press))["answer"]["text"] == "Принято"
    assert await heard(site, "callback_query") == []


@pytest.mark.parametrize("data", ["", "я" * 33])
async def test_no_button_holds_that(site: Site, data: str) -> None:
    """1 to 64 bytes."""
    await site.act("press", 400, **HOME, message=1, data=data)


async def test_a_button_of_a_deleted_message_can_still_be_pressed(site: Site) -> None:
    """It stood on the screen: the bot gets an inaccessible message."""
    await site.act("press", **HOME, message=77, data="old")
    (query,) = await heard(site, "callback_query")
    assert query["message"]["date"] == 0


@pytest.mark.parametrize(("payload", "text"), [("", "/start"), ("a_3-2", "/start a_3-2")])
async def test_start_and_its_link(site: Site, payload: str, text: str) -> None:
    await site.act("start", **{"as": STRANGER}, payload=payload)
    assert [message["text"] for message in await heard(site)] == [text]


async def test_a_stranger_joins_and_leaves(site: Site) -> None:
    """Before and after, what is said in the group is not theirs to read."""
    there = {"as": STRANGER, "chat": site.group.id}
    await site.act("send", 403, **there, text="x")
    await site.act("join", **there)
    assert site.group.member(site.stranger.user).is_inside
    assert len(await site.look("messages", **there)) > 0
    await site.act("leave", **there)
    await site.act("send", 403, **there, text="x")


async def test_a_reaction_is_given_and_taken_back(site: Site) -> None:
    number = (await site.act("send", **HOME, text="раз"))["messages"][0]
    for count in ({"👍": 1}, {}):
        await site.act("react", **HOME, message=number, emoji="👍")
        assert (await site.look("messages", **HOME))[-1]["reactions"] == count


def form(kind: str, *files: tuple[str, bytes], caption: str = "") -> FormData:
    made = FormData(quote_fields=False)
    for name, value in {"as": str(ANNA), "chat": str(ANNA), "kind": kind, "caption": caption}.items():
        made.add_field(name, value)
    for name, body in files:
        made.add_field("files", body, filename=name)
    return made


async def uploads(site: Site, body: FormData) -> int:
    async with site.api.session.post(f"{site.url}/page/api/upload", data=body) as response:
        return response.status


async def test_an_album_with_its_caption(site: Site) -> None:
    """Several files are one album, the caption under the first."""
    files = [("a.png", png(8, 8)), ("b.png", png(9, 9))]
    assert await uploads(site, form("photo", *files, caption="Стройка")) == 200
    first, second = await heard(site)
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("Стройка", False)


async def test_what_is_no_picture_is_refused_as_a_photo(site: Site) -> None:
    assert await uploads(site, form("photo", ("a.png", b"text"))) == 400
    assert await uploads(site, form("document", *[("a.txt", b"x")] * 11)) == 400
    assert await uploads(site, form("document")) == 400
    assert await heard(site) == []


async def test_a_document_is_saved_and_never_shown(site: Site) -> None:
    """A page within a document must not run here: it comes as an attachment of no type."""
    assert await uploads(site, form("document", ("отчёт.html", b"<script>alert(1)</script>"))) == 200
    file_id = (await site.look("messages", **HOME))[-1]["card"]["document"]["file_id"]
    async with site.api.session.get(f"{site.url}/page/api/file", params={"id": file_id}) as response:
        headers, body = response.headers, await response.read()
    assert body == b"<script>alert(1)</script>"
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D0%BE")
    async with site.api.session.get(f"{site.url}/page/api/file", params={"id": "none"}) as response:
        assert response.status == 404


async def test_reading_counts_down_what_is_unread(site: Site) -> None:
    """By topic and person; own messages count as read."""
    topic = site.sandbox.topic(site.group, "Отчёты").id
    place: dict[str, Any] = {"as": BORIS, "chat": site.group.id, "topic": topic}
    number = (await site.act("send", **place | {"as": ANNA}, text="/x"))["messages"][0]

    async def unread(person: int) -> Payload:
        counts: Payload = (await site.look("people"))["unread"][str(person)][str(site.group.id)]
        return counts

    assert (await unread(BORIS), await unread(ANNA)) == ({str(topic): 1}, {})
    await site.act("read", **place, message=number)
    assert await unread(BORIS) == {}


async def test_inline_mode_asks_the_bot_and_sends_what_is_chosen(site: Site) -> None:
    """A result is sent by its id, in the topic that is open; an unknown one is refused."""
    result = {
        "type": "article",
        "id": "7",
        "title": "3.2",
        "input_message_content": {"message_text": "Пункт 3.2"},
    }
    topic = site.sandbox.topic(site.group, "Отчёты").id
    place: dict[str, Any] = {"as": ANNA, "chat": site.group.id, "topic": topic, "query": "3.2"}
    site.sandbox.telegram.inline._cached["3.2", "", 0] = (
        float("inf"),
        InlineAnswer((result,), 300, personal=False),
    )
    assert (await site.look("commands", **HOME)) == []
    assert [one["id"] for one in (await site.act("inline", **place))["results"]] == ["7"]
    await site.act("choose", 400, **place, result="8")
    await site.act("choose", **place, result="7")
    sent = list(site.group.messages.values())[-1]
    assert (sent.text, sent.thread_id, sent.via) == ("Пункт 3.2", topic, site.sandbox.telegram.bot)
