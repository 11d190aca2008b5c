"""What a person sees at once: a text and the buttons under it."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` carries its formatting as entities, so that no word of a person or a document becomes markup."""

    text: Text
    keyboard: InlineKeyboardMarkup
