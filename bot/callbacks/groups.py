"""What the buttons of the binding of a group carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import Id


class BindHere(CallbackData, prefix="bh"):
    """Binds the roadmap to the chat and topic of the button."""

    roadmap_id: Id


class LeaveBinding(CallbackData, prefix="bl"):
    pass


class OpenGroupLanguage(CallbackData, prefix="bo"):
    roadmap_id: Id


class ChooseGroupLanguage(CallbackData, prefix="bc"):
    """Writes to the group of the roadmap in that language from now on."""

    roadmap_id: Id
    locale: Literal["ru", "en"]
