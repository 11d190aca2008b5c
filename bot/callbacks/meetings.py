"""What the buttons of a joint meeting carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.roadmap import Id, PageNumber


class OpenAgenda(CallbackData, prefix="g"):
    """The meeting under way, or an offer to open one."""

    page: PageNumber = 0


class BeginMeeting(CallbackData, prefix="gb"):
    pass


class OpenItem(CallbackData, prefix="gi"):
    item_id: Id


class MarkLetter(StrEnum):
    """An `ItemMark` in a button, or its removal."""

    HEARD = "h"
    DROPPED = "d"
    NONE = "n"


class MarkItem(CallbackData, prefix="gm"):
    item_id: Id
    mark: MarkLetter


class SendProtocol(CallbackData, prefix="gp"):
    meeting_id: Id


class ConfirmEnd(CallbackData, prefix="gc"):
    meeting_id: Id


class EndMeeting(CallbackData, prefix="ge"):
    meeting_id: Id
