"""editMessageText, -Caption, -Media and -ReplyMarkup."""

from typing import Any

from bot.sandbox.api.lookup import chat_of, message_of, writable
from bot.sandbox.api.methods.sending import Method, stored_file
from bot.sandbox.api.posting import BAD_MARKUP, check_row_width, refuse_unsupported, text_of
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.formatting.markups import Markup, MarkupKind, inline_only
from bot.sandbox.formatting.texts import CAPTION_LIMIT, TEXT_LIMIT
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import MEDIA_KINDS, Chat, Message

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(telegram: Telegram, parameters: Parameters) -> Payload | bool:
    """Above 4,096 characters the raw name MESSAGE_TOO_LONG shows, unlike when sending (TDLib)."""
    refuse_unsupported(parameters)
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    message = _editable(telegram, parameters)
    words = text_of(telegram, parameters, "text", "entities")
    if not words.text:
        raise bad_request("text must be non-empty")
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    if len(words.text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edit(telegram, parameters, message, words, message.media)


def edit_message_caption(telegram: Telegram, parameters: Parameters) -> Payload | bool:
    refuse_unsupported(parameters)
    message = _editable(telegram, parameters)
    words = text_of(telegram, parameters, "caption", "caption_entities")
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    if len(words.text) > CAPTION_LIMIT:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    return _edit(telegram, parameters, message, words, message.media)


def edit_message_media(telegram: Telegram, parameters: Parameters) -> Payload | bool:
    refuse_unsupported(parameters)
    message = _editable(telegram, parameters)
    media = parameters.parsed("media", "can't parse media JSON object") or {}
    if media.get("type") not in MEDIA_KINDS:
        raise bad_request("can't parse InputMedia: unsupported type specified")
    if message.media is None:
        raise bad_request("there is no media in the message to edit")
    own = Parameters(media, parameters.uploads, parameters.problems)
    stored = stored_file(telegram, own, media["type"], media.get("media"))
    words = text_of(telegram, own, "caption", "caption_entities")
    return _edit(telegram, parameters, message, words, stored.media())


def edit_message_reply_markup(telegram: Telegram, parameters: Parameters) -> Payload | bool:
    refuse_unsupported(parameters)
    message = _editable(telegram, parameters)
    return _edit(telegram, parameters, message, message.words, message.media)


def _editable(telegram: Telegram, parameters: Parameters) -> Message:
    """The bot may edit its own messages at any age; not forwards, nor those with a reply keyboard (TDLib)."""
    message = _target(telegram, parameters)
    keyboard = message.markup is not None and message.markup.kind is not MarkupKind.INLINE
    own = message.sender is telegram.bot or message.inline_id is not None
    if not own or keyboard or message.origin or message.kind == "service":
        raise bad_request("message can't be edited")
    return message


def _target(telegram: Telegram, parameters: Parameters) -> Message:
    inline_id = parameters.text("inline_message_id")
    if inline_id:
        message = telegram.state.inline_messages.get(inline_id)
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    chat = chat_of(telegram, parameters)
    if chat.is_private:
        writable(telegram, chat, "text")
    return message_of(chat, parameters.integer("message_id"), "message to edit")


def _edit(
    telegram: Telegram, parameters: Parameters, message: Message, words: Formatted | None, media: Any
) -> Payload | bool:
    """Without reply_markup an edit takes the keyboard away."""
    keyboard = _keyboard(message.chat, parameters)
    if (words, media, keyboard) == (message.words, message.media, message.keyboard):
        raise bad_request(SAME)
    telegram.limits.spend(message.chat)
    if (words, media) != (message.words, message.media):
        message.edited = telegram.clock.stamp()
    message.words, message.media = words, media
    message.markup = Markup(MarkupKind.INLINE, keyboard) if keyboard else None
    telegram.state.note_edit(message, telegram.bot)
    return True if parameters.has("inline_message_id") else message.card()


def _keyboard(chat: Chat, parameters: Parameters) -> Payload | None:
    keyboard = inline_only(parameters.parsed("reply_markup", BAD_MARKUP), chat.type)
    if keyboard is not None:
        check_row_width(Markup(MarkupKind.INLINE, keyboard), parameters)
    return keyboard


METHODS: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
