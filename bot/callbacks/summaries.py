"""What the buttons around summaries carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.fields import Fingerprint, Id, PageNumber

WeekNumber = Annotated[int, Field(ge=0, le=999_953)]  # 202647 for 2026-W47; 0: the last complete week


class OpenSummary(CallbackData, prefix="w"):
    """A week's summary; `page` of its text."""

    week: WeekNumber = 0
    page: PageNumber = 0


class PreviewSummary(CallbackData, prefix="wp"):
    """As the group will get it, or got it. Idempotent: it is sent to the person alone."""

    week: WeekNumber = 0


class DrawSummary(CallbackData, prefix="wd"):
    week: WeekNumber = 0


class AskSummaryPublishing(CallbackData, prefix="wa"):
    roadmap_id: Id
    week: WeekNumber


class PublishSummary(CallbackData, prefix="wx"):
    """Idempotent: a week is published once, with what holds at that moment."""

    roadmap_id: Id
    week: WeekNumber


class ConfirmSummaryWeek(CallbackData, prefix="wy"):
    """The person who presses has seen the summary in the group; the bot does not know of it, after a restore.

    Idempotent: a week is confirmed once.
    """

    roadmap_id: Id
    week: WeekNumber


class OpenSummarySettings(CallbackData, prefix="ws"):
    pass


class FormerSummarySettings(CallbackData, prefix="wc"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    roadmap_id: Id
    weekday: Annotated[int, Field(ge=0, le=6)]
    minute: Annotated[int, Field(ge=0, lt=24 * 60)]
    is_on: bool
    pins: bool


class ChangeSummarySettings(FormerSummarySettings, prefix="wg"):
    """What shall hold from now on, as a whole; `minute` is of the day, `fingerprint` of the settings as the screen showed them."""

    working_days: bool
    fingerprint: Fingerprint


class ConfirmSummaryPost(CallbackData, prefix="wk"):
    """The person who presses has seen the uncertain post in the group. Idempotent: a doubt is settled once."""

    row_id: Id


class RepeatSummaryPost(CallbackData, prefix="wq"):
    """It is not there, or failed. Idempotent: a doubt is settled once."""

    row_id: Id
