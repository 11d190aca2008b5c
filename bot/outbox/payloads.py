"""Texts and screens as the payloads of outbox rows."""

from collections.abc import Iterable
from typing import Any, Final

from aiogram.types import MessageEntity
from aiogram.utils.formatting import Text

from bot.telegram.screen import Screen
from data.messaging.outbox import Method, OutboxCall

SILENT: Final[dict[str, Any]] = {"disable_notification": True}


def text_payload(text: str, entities: Iterable[MessageEntity]) -> dict[str, Any]:
    """Returns the parameters of sendMessage and editMessageText; entities as the Bot API's JSON."""
    return {"text": text, "entities": plain(entities), "link_preview_options": {"is_disabled": True}}


def caption_payload(text: Text) -> dict[str, Any]:
    """Returns the caption of a file, as sendPhoto, sendDocument and editMessageCaption take it."""
    words, entities = text.render()
    return {"caption": words, "caption_entities": plain(entities)}


def screen_call(screen: Screen, *, silent: bool = False) -> OutboxCall:
    """Returns the call that sends a screen; `silent` sends it without a sound."""
    payload = text_payload(*screen.text.render())
    if screen.keyboard.inline_keyboard:
        payload["reply_markup"] = screen.keyboard.model_dump(mode="json", exclude_none=True)
    return OutboxCall(Method.SEND_MESSAGE, payload | SILENT if silent else payload)


def edit_call(screen: Screen, target_id: int) -> OutboxCall:
    """Returns the call that puts a screen in the place of what the outbox row `target_id` sent."""
    call = screen_call(screen)
    return OutboxCall(Method.EDIT_TEXT, call.payload, target_id=target_id)


def plain(entities: Iterable[MessageEntity]) -> list[dict[str, Any]]:
    return [entity.model_dump(mode="json", exclude_none=True) for entity in entities]
