"""answerCallbackQuery and answerInlineQuery."""

from typing import Any

from bot.sandbox.api.methods.sending import Method
from bot.sandbox.api.posting import text_of
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.formatting.markups import inline_only
from bot.sandbox.formatting.texts import TEXT_LIMIT
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.events import EventKind
from bot.sandbox.state.inline_queries import InlineAnswer

LONGEST_TOAST = 200
MOST_RESULTS = 50
LONGEST_ID = 64  # bytes
USUAL_CACHE = 300
LONGEST_CACHE = 86_400


def answer_callback_query(telegram: Telegram, parameters: Parameters) -> bool:
    """Text of 0 to 200 characters. An address may only open a chat with a bot (t.me/bot?start=…)."""
    text, url = parameters.text("text"), parameters.text("url")
    if len(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(("https://t.me/", "http://t.me/", "t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    answer = present(text=text or None, url=url or None, show_alert=parameters.flag("show_alert") or None)
    answer |= {"cache_time": parameters.integer("cache_time")}
    query = telegram.callbacks.answer(parameters.text("callback_query_id"), answer)
    data = {"query_id": query.id, "user_id": query.user.id, **answer}
    telegram.events.publish(EventKind.ANSWER, query.message.chat.id, data)
    return True


def answer_inline_query(telegram: Telegram, parameters: Parameters) -> bool:
    """At most 50 results; cached for all users for 300 seconds unless said otherwise."""
    results = parameters.parsed("results", "can't parse inline query results JSON object")
    _check_results(results)
    for result in results:
        _check_content(telegram, result)
    if len(parameters.text("next_offset").encode()) > LONGEST_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        tuple(results),
        min(max(0, parameters.integer("cache_time", USUAL_CACHE)), LONGEST_CACHE),
        parameters.flag("is_personal"),
        parameters.text("next_offset"),
        _button(parameters),
    )
    query = telegram.inline.answer(parameters.text("inline_query_id"), answer)
    telegram.events.publish(EventKind.ANSWER, None, {"query_id": query.id, "user_id": query.user.id})
    return True


def _check_results(results: Any) -> None:
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    ids = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(one.encode()) <= LONGEST_ID for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


def _check_content(telegram: Telegram, result: Payload) -> None:
    """Checks the text that a chosen result would send. Raises `ApiError` 400."""
    inline_only(result.get("reply_markup"), "private")
    content = result.get("input_message_content")
    if result.get("type") != "article" or not isinstance(content, dict):
        return
    words = text_of(telegram, Parameters(content), "message_text", "entities")
    if not words.text:
        raise bad_request("MESSAGE_EMPTY")
    if len(words.text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")


def _button(parameters: Parameters) -> Payload | None:
    button = parameters.parsed("button", "can't parse inline query results button JSON object")
    if button is None:
        return None
    if len({"web_app", "start_parameter"} & button.keys()) != 1:
        raise bad_request("InlineQueryResultsButton must have exactly one optional field")
    return dict(button)


METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
