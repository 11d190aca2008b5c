"""What the buttons of the binding of a group carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import Id


class BindHere(CallbackData, prefix="bh"):
    """Binds the roadmap to the chat and topic of the button."""

    roadmap_id: Id


class LeaveBinding(CallbackData, prefix="bl"):
    pass
