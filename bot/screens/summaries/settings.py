"""When a group gets its summaries: day, time, whether at all, and whether they are pinned."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list
from babel.dates import get_day_names

from bot.callbacks.summaries import ChangeSummarySettings, OpenSummary
from bot.i18n import current_locale
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.screens.summaries.week import next_words, off_words
from bot.services.summaries.plan import Plan
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.messaging.chats import BoundChat
from data.roadmap.models import Roadmap

TITLE: Final = 128  # units of a group's title
DAY: Final = 24 * 60  # minutes
STEPS: Final = {"−1:00": -60, "−0:15": -15, "+0:15": 15, "+1:00": 60}


def settings_screen(plan: Plan, chat: BoundChat, roadmap: Roadmap, now: datetime) -> Screen:
    on, pins = plan.chosen.is_on, plan.chosen.pins
    lines = [
        Bold(_("Weekly summary")),
        Text(_("Group: {title}").format(title=shorten(chat.title, TITLE))),
        Text(Bold(_("When:")), f" {_day_name(plan.rule.weekday)}, {plan.rule.at:%H:%M}, {plan.zone.key}"),
        Text(Bold(_("Pinned silently:")), " ", _("yes") if pins else _("no")),
        Text(next_words(plan.next(now), roadmap) if on else off_words()),
    ]
    return Screen(as_list(*lines), keyboard(_buttons(plan), OpenSummary()))


def _buttons(plan: Plan) -> Iterator[InlineKeyboardButton]:
    here = _place(plan)
    for weekday in range(7):
        name = _day_name(weekday)
        mark = "✓ " if weekday == plan.rule.weekday else ""
        yield button(mark + name, here.model_copy(update={"weekday": weekday}))
    for label, minutes in STEPS.items():
        yield button(label, here.model_copy(update={"minute": (here.minute + minutes) % DAY}))
    pinning = _("Do not pin") if here.pins else _("Pin silently")
    yield button(pinning, here.model_copy(update={"pins": not here.pins}))
    switching = _("Switch off") if here.is_on else _("Switch on")
    yield button(switching, here.model_copy(update={"is_on": not here.is_on}))


def _place(plan: Plan) -> ChangeSummarySettings:
    at: time = plan.rule.at
    return ChangeSummarySettings(
        roadmap_id=plan.roadmap_id,
        weekday=plan.rule.weekday,
        minute=at.hour * 60 + at.minute,
        is_on=plan.chosen.is_on,
        pins=plan.chosen.pins,
    )


def _day_name(weekday: int) -> str:
    return str(get_day_names("abbreviated", "stand-alone", locale=current_locale())[weekday])
