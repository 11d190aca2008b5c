"""What the buttons around summaries carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.fields import Id, PageNumber

WeekNumber = Annotated[int, Field(ge=0, le=999_953)]  # 202647 for 2026-W47; 0: the week that goes on


class OpenSummary(CallbackData, prefix="w"):
    """A week's summary; `page` of its text."""

    week: WeekNumber = 0
    page: PageNumber = 0


class PreviewSummary(CallbackData, prefix="wp"):
    """As the group will get it, or got it."""

    week: WeekNumber = 0


class DrawSummary(CallbackData, prefix="wd"):
    week: WeekNumber = 0


class AskSummaryPublishing(CallbackData, prefix="wa"):
    roadmap_id: Id
    week: WeekNumber


class PublishSummary(CallbackData, prefix="wx"):
    roadmap_id: Id
    week: WeekNumber


class ConfirmSummaryWeek(CallbackData, prefix="wy"):
    """The person who presses has seen the summary in the group; the bot does not know of it, after a restore."""

    roadmap_id: Id
    week: WeekNumber


class OpenSummarySettings(CallbackData, prefix="ws"):
    pass


class ChangeSummarySettings(CallbackData, prefix="wc"):
    """What shall hold from now on, as a whole: pressing twice changes nothing more. `minute` is of the day."""

    roadmap_id: Id
    weekday: Annotated[int, Field(ge=0, le=6)]
    minute: Annotated[int, Field(ge=0, lt=24 * 60)]
    is_on: bool
    pins: bool


class ConfirmSummaryPost(CallbackData, prefix="wk"):
    """The person who presses has seen the uncertain post in the group."""

    row_id: Id


class RepeatSummaryPost(CallbackData, prefix="wq"):
    """It is not there, or failed."""

    row_id: Id
