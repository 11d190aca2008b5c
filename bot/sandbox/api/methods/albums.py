"""sendMediaGroup: 2 to 10 photos and videos, or documents, or audio files."""

from itertools import count
from typing import Any

from bot.sandbox.api.lookup import chat_of, writable
from bot.sandbox.api.methods.sending import Method, stored_file
from bot.sandbox.api.posting import caption_of, common_fields, refuse_unsupported
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import PREFIXES, ApiError, bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import MEDIA_KINDS, Chat
from bot.sandbox.state.files import StoredFile

MOST = 10
ALONE = ("document", "audio")
Item = tuple[StoredFile, Formatted]
_numbers = count(13_500_000_000_000_001)


def send_media_group(telegram: Telegram, parameters: Parameters) -> list[Payload]:
    """An array of messages with one media_group_id; it counts as that many messages for the limits."""
    refuse_unsupported(parameters)
    chat = chat_of(telegram, parameters)
    media = _media(parameters)
    for item in media:
        writable(telegram, chat, item["type"])
    items = [_item(telegram, parameters, number, item) for number, item in enumerate(media, 1)]
    fields = common_fields(telegram, chat, parameters)
    telegram.limits.spend(chat, len(items))
    return _posted(telegram, chat, items, fields)


def _posted(telegram: Telegram, chat: Chat, items: list[Item], fields: Payload) -> list[Payload]:
    album = str(next(_numbers))
    messages = [
        telegram.state.add_message(
            chat, telegram.bot, **fields, words=words, media=stored.media(), album=album
        )
        for stored, words in items
    ]
    return [message.card() for message in messages]


def _media(parameters: Parameters) -> list[Payload]:
    media = parameters.parsed("media", "can't parse media JSON object")
    if not isinstance(media, list) or not media:
        raise bad_request("there are no messages to send")
    if len(media) > MOST:
        raise bad_request("too many messages to send as an album")
    if len(media) == 1:
        parameters.complain("an album has 2 to 10 items, not 1")
    kinds = {item.get("type") for item in media}
    if not kinds <= set(MEDIA_KINDS):
        raise bad_request("can't parse InputMedia: unsupported type specified")
    for kind in ALONE:
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind.title()} can't be mixed with other media types")
    return media


def _item(telegram: Telegram, parameters: Parameters, number: int, item: dict[str, Any]) -> Item:
    own = Parameters(item, parameters.uploads, parameters.problems)
    try:
        return stored_file(telegram, own, item["type"], item.get("media")), caption_of(telegram, own)
    except ApiError as error:
        if error.code != 400:
            raise
        said = error.description.removeprefix(f"{PREFIXES[400]}: ")
        raise bad_request(f'failed to send message #{number} with the error message "{said}"') from error


METHODS: dict[str, Method] = {"sendMediaGroup": send_media_group}
