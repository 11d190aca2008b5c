"""sendMessage and the media that come one at a time."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.api.lookup import chat_of, writable
from bot.sandbox.api.posting import caption_of, common_fields, refuse_unsupported, text_of
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.update_delivery import deliver
from bot.sandbox.formatting.texts import TEXT_LIMIT
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request, not_implemented
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import MEDIA_KINDS, Chat, Message
from bot.sandbox.state.files import StoredFile

Method = Callable[[Telegram, Parameters], Any]


def send_message(telegram: Telegram, parameters: Parameters) -> Payload:
    """1 to 4,096 characters once the entities are parsed; Telegram counts code points here (TDLib)."""
    refuse_unsupported(parameters)
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    chat = writable(telegram, chat_of(telegram, parameters), "text")
    words = text_of(telegram, parameters, "text", "entities")
    if not words.text:
        raise bad_request("text must be non-empty")
    if len(words.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return post(telegram, chat, **common_fields(telegram, chat, parameters), words=words).card()


def send_media(kind: str) -> Method:
    """The method that sends one photo, document, video or audio."""

    def send(telegram: Telegram, parameters: Parameters) -> Payload:
        refuse_unsupported(parameters)
        chat = writable(telegram, chat_of(telegram, parameters), kind)
        stored = stored_file(telegram, parameters, kind, parameters.values.get(kind))
        words = caption_of(telegram, parameters)
        fields = common_fields(telegram, chat, parameters)
        return post(telegram, chat, **fields, words=words, media=stored.media()).card()

    return send


def stored_file(telegram: Telegram, parameters: Parameters, kind: str, reference: Any) -> StoredFile:
    """The file of a request: uploaded with it, or known by its id. Raises `ApiError` 400."""
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    given = parameters.file(reference)
    if not isinstance(given, str):
        return telegram.state.files.keep(kind, given)
    if given.startswith(("http://", "https://")):
        raise not_implemented("files by their address: nothing is fetched from the network")
    return telegram.state.files.of_id(kind, given)


def post(telegram: Telegram, chat: Chat, **fields: Any) -> Message:
    """Adds a message of the bot to the chat; it counts towards the flood limits."""
    telegram.limits.spend(chat)
    return telegram.state.add_message(chat, telegram.bot, **fields)


def post_service(telegram: Telegram, chat: Chat, service: Payload, **fields: Any) -> Message:
    """Adds a service message the bot itself caused; the bot receives an update for it."""
    message = telegram.state.add_message(chat, telegram.bot, service=service, **fields)
    deliver(telegram, message)
    return message


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    **{f"send{kind.title()}": send_media(kind) for kind in MEDIA_KINDS},
}
