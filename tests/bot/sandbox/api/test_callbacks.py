"""Pressed buttons and their answers."""

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.bare_bot import Api

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
MARKUP = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}


async def pressed(api: Api, anna: Person) -> Payload:
    """Anna presses the button; the callback query as the bot gets it."""
    await api.ok("sendMessage", chat_id=anna.id, text="Верно?", reply_markup=MARKUP)
    anna.taps("Да")
    query: Payload = (await api.updates(offset=-1))[0]["callback_query"]
    return query


async def test_a_query_has_its_message_and_data(api: Api, anna: Person) -> None:
    """The bot learns who pressed what, on which message."""
    query = await pressed(api, anna)
    assert query["data"] == "yes"
    assert query["from"]["id"] == anna.id
    assert query["message"]["text"] == "Верно?"
    assert query["chat_instance"]


async def test_an_answer_is_a_toast_or_an_alert(api: Api, anna: Person) -> None:
    """A short text shows by itself, an alert waits to be closed."""
    query = await pressed(api, anna)
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Записано")
    assert (anna.toast, anna.alert) == ("Записано", None)
    query = await pressed(api, anna)
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Нельзя", show_alert=True)
    assert (anna.toast, anna.alert) == (None, "Нельзя")


async def test_long_answers_are_refused(api: Api, anna: Person) -> None:
    """An answer has at most 200 characters."""
    query = await pressed(api, anna)
    refusal = await api.refusal("answerCallbackQuery", callback_query_id=query["id"], text="я" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
    assert await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="я" * 200)


async def test_late_answers_are_refused(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """After the deadline the query is too old."""
    query = await pressed(api, anna)
    sandbox.advance(31)
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD


async def test_unknown_and_answered_queries_are_refused(api: Api, anna: Person) -> None:
    """A query is answered once, and only one that was asked."""
    query = await pressed(api, anna)
    assert await api.ok("answerCallbackQuery", callback_query_id=query["id"])
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    assert await api.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD


async def test_an_answer_may_not_lead_anywhere(api: Api, anna: Person) -> None:
    """An address in an answer may only open a bot."""
    query = await pressed(api, anna)
    refusal = await api.refusal(
        "answerCallbackQuery", callback_query_id=query["id"], url="https://example.com"
    )
    assert refusal == "Bad Request: URL_INVALID"


async def test_a_query_waits_150_seconds(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A press the bot does not fetch within 150 seconds never reaches it; a message waits a day."""
    await api.ok("sendMessage", chat_id=anna.id, text="Верно?", reply_markup=MARKUP)
    anna.taps("Да")
    anna.writes("Есть кто?")
    sandbox.advance(151)
    assert ["message" in update for update in await api.updates()] == [True]
    sandbox.advance(86_400)
    assert await api.updates() == []


async def test_a_cached_answer_does_not_reach_the_bot(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Within cache_time the person's own client repeats the answer."""
    query = await pressed(api, anna)
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Записано", cache_time=60)
    sandbox.telegram.queue.clear()
    assert anna.taps("Да").answer == {"text": "Записано", "cache_time": 60}
    assert await api.updates() == []
    sandbox.advance(61)
    assert anna.taps("Да").answer is None


async def test_a_deleted_message_is_inaccessible(api: Api, anna: Person) -> None:
    """A button pressed on a message that is gone comes with date 0."""
    sent = await api.ok("sendMessage", chat_id=anna.id, text="Верно?", reply_markup=MARKUP)
    seen = anna.screen
    await api.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    anna.taps("Да", message=seen)
    message = (await api.updates())[-1]["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (sent["message_id"], 0)


async def test_a_button_left_spinning_fails_a_strict_test(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """What the bot was given must be answered; what it has not fetched is not its fault yet."""
    await api.ok("sendMessage", chat_id=anna.id, text="Верно?", reply_markup=MARKUP)
    anna.taps("Да")
    sandbox.check()
    await api.updates()
    with pytest.raises(AssertionError, match="left spinning: 'yes' pressed by Анна"):
        sandbox.check()
