"""Common steps of all methods that send: text, caption, reply, keyboard, unsupported parameters."""

from typing import Any

from bot.sandbox.api.lookup import known_user, thread_of
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.formatting.markups import Markup, MarkupKind, read_markup
from bot.sandbox.formatting.texts import CAPTION_LIMIT, formatted
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request, not_implemented
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import Chat, Message

UNSUPPORTED = (
    "business_connection_id",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "suggested_post_parameters",
    "message_effect_id",
    "rich_message",
)
WIDEST_INLINE_ROW = 8
BAD_MARKUP = "can't parse reply keyboard markup JSON object"
LONGEST_QUOTE = 1024


def refuse_unsupported(parameters: Parameters) -> None:
    """Raises `ApiError` 501 for parameters the local Telegram does not implement."""
    for name in UNSUPPORTED:
        if parameters.has(name):
            raise not_implemented(f"the parameter {name}")


def text_of(telegram: Telegram, parameters: Parameters, name: str, entities_name: str) -> Formatted:
    """The text (or caption) of a request as it will be stored. Raises `ApiError` 400."""
    entities = parameters.parsed(entities_name, "Can't parse entities JSON object")
    mode = parameters.text("parse_mode")
    if mode and entities:
        parameters.complain(f"both parse_mode and {entities_name}: Telegram ignores the entities")
    return formatted(parameters.text(name), mode, entities, lambda user_id: known_user(telegram, user_id))


def caption_of(telegram: Telegram, parameters: Parameters) -> Formatted:
    """Raises `ApiError` 400 above 1,024 characters."""
    words = text_of(telegram, parameters, "caption", "caption_entities")
    if len(words.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return words


def common_fields(telegram: Telegram, chat: Chat, parameters: Parameters) -> Payload:
    """The fields of a Message other than its text and media."""
    reply_to, quote = _reply(chat, parameters)
    thread_id = thread_of(telegram, chat, parameters) or _thread_of_reply(chat, reply_to)
    preview = parameters.parsed("link_preview_options", "can't parse link preview options")
    return {
        "thread_id": thread_id,
        "in_topic": thread_id in chat.topics,
        "reply_to": reply_to,
        "quote": quote,
        "markup": markup_of(chat, parameters),
        "silent": parameters.flag("disable_notification"),
        "protected": parameters.flag("protect_content") or chat.protected,
        "extras": present(link_preview_options=preview),
    }


def markup_of(chat: Chat, parameters: Parameters) -> Markup | None:
    markup = read_markup(parameters.parsed("reply_markup", BAD_MARKUP), chat.type)
    check_row_width(markup, parameters)
    return markup


def check_row_width(markup: Markup | None, parameters: Parameters) -> None:
    """Complains of keyboards that Telegram accepts but does not show as meant."""
    if markup is None or markup.kind is not MarkupKind.INLINE:
        return
    widest = max(map(len, markup.rows), default=0)
    if widest > WIDEST_INLINE_ROW:
        parameters.complain(f"{widest} inline buttons in a row: Telegram shows at most {WIDEST_INLINE_ROW}")


def _reply(chat: Chat, parameters: Parameters) -> tuple[Message | None, Payload | None]:
    asked = parameters.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if not asked or not asked.get("message_id"):
        return None, None
    if asked.get("chat_id") not in (None, chat.id, str(chat.id)):
        raise not_implemented("replies to another chat")
    message = chat.messages.get(int(asked["message_id"]))
    if message is None:
        if asked.get("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    return message, _quote(message, asked)


def _quote(message: Message, asked: dict[str, Any]) -> Payload | None:
    """The quoted words must stand in the message; the wording of the refusal is unverified."""
    quote = asked.get("quote")
    if not quote:
        return None
    if len(quote) > LONGEST_QUOTE or quote not in message.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": quote, "position": message.text.index(quote), "is_manual": True}


def _thread_of_reply(chat: Chat, reply_to: Message | None) -> int | None:
    """A reply stays in its topic; in a supergroup without topics it makes a thread of its own."""
    if reply_to is None or not chat.is_supergroup:
        return None
    if chat.is_forum:
        return reply_to.thread_id if reply_to.in_topic else None
    return reply_to.thread_id or reply_to.id
