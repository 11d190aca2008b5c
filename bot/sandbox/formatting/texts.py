"""From the text parameters of a request to the text Telegram stores."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.formatting.detection import found_entities
from bot.sandbox.formatting.formatted import AUTOMATIC, CHOSEN, SPLITTABLE, Formatted, in_order
from bot.sandbox.formatting.html import parse_html
from bot.sandbox.formatting.links import WrongLinkError, checked_link, user_of_link
from bot.sandbox.formatting.markdown import parse_markdown
from bot.sandbox.formatting.markdown_v2 import parse_markdown_v2
from bot.sandbox.formatting.nesting import with_found
from bot.sandbox.formatting.text_normalisation import normalised
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request

KnownUser = Callable[[int], Payload | None]
PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}
RAW_BYTES = 1 << 15
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
MOST_ENTITIES = 100


def formatted(source: str, mode: str, entities: Any, known_user: KnownUser) -> Formatted:
    """The stored text; empty when nothing visible is left.

    `entities` is the decoded parameter or None; a parse mode makes Telegram ignore it. `known_user` gives
    the User object of an id the bot has met, for text mentions.
    Raises `ApiError` 400 `text is too long` (above 32,768 bytes), `unsupported parse_mode` and what the
    parsers say (official Bot API server, Client.cpp).
    """
    if len(source.encode()) > RAW_BYTES:
        raise bad_request("Text is too long")
    given = _parsed(source, mode) if mode.lower() not in ("", "none") else Formatted(source, _read(entities))
    known = [one for entity in given.entities if (one := _resolved(entity, known_user)) is not None]
    stored = normalised(Formatted(given.text, tuple(known)))
    every = with_found(list(stored.entities), found_entities(stored.text))
    return Formatted(stored.text, tuple(_first_hundred(every)))


def _parsed(source: str, mode: str) -> Formatted:
    parser = PARSERS.get(mode.lower())
    if parser is None:
        raise bad_request("Unsupported parse_mode")
    return parser(source)


def _read(entities: Any) -> tuple[Payload, ...]:
    if entities is None:
        return ()
    if not isinstance(entities, list):
        raise bad_request("Can't parse entities JSON object")
    return tuple(_entity(one) for one in entities if not _is_automatic(one))


def _is_automatic(entity: Any) -> bool:
    """True for the kinds Telegram finds itself and ignores in requests."""
    return isinstance(entity, dict) and entity.get("type") in AUTOMATIC | {"bank_card_number"}


def _entity(entity: Any) -> Payload:
    if not isinstance(entity, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    kind = entity.get("type")
    if kind not in CHOSEN:
        raise bad_request("Can't parse MessageEntity: unsupported type specified")
    if not isinstance(entity.get("offset"), int) or not isinstance(entity.get("length"), int):
        raise bad_request('Can\'t parse MessageEntity: field "offset" must be of type Number')
    return _link(entity) if kind == "text_link" else entity


def _link(entity: Payload) -> Payload:
    url = entity.get("url", "")
    user_id = user_of_link(url)
    if user_id is not None:
        return {**entity, "type": "text_mention", "user": {"id": user_id}}
    try:
        return {**entity, "url": checked_link(url)}
    except WrongLinkError as wrong:
        raise bad_request(f"Entity {wrong}") from None


def _resolved(entity: Payload, known_user: KnownUser) -> Payload | None:
    """A text mention of a user the bot has not met is dropped."""
    if entity["type"] != "text_mention":
        return entity
    user = known_user(entity.get("user", {}).get("id", 0))
    return None if user is None else {**entity, "user": user}


def _first_hundred(entities: list[Payload]) -> list[Payload]:
    """The server keeps 100 of the chosen entities: first those that are not mere styles, then styles."""
    chosen = [one for one in entities if one["type"] not in AUTOMATIC | {"custom_emoji"}]
    if len(chosen) <= MOST_ENTITIES:
        return entities
    by_rank = sorted(chosen, key=lambda one: one["type"] in SPLITTABLE)
    kept = {id(one) for one in by_rank[:MOST_ENTITIES]}
    return in_order([one for one in entities if one not in chosen or id(one) in kept])
