"""The weekly summary: any week of it, its publishing, and when it comes."""

from datetime import time
from functools import partial
from typing import Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.access import PRESSED_PRIVATELY, Permission, UserContext, needs
from bot.callbacks.summaries import (
    AskSummaryPublishing,
    ChangeSummarySettings,
    ConfirmSummaryPost,
    ConfirmSummaryWeek,
    DrawSummary,
    FormerSummarySettings,
    OpenSummary,
    OpenSummarySettings,
    PreviewSummary,
    PublishSummary,
    RepeatSummaryPost,
)
from bot.screens.keyboard import keyboard
from bot.screens.summaries.notices import published_before_words, published_words
from bot.screens.summaries.settings import settings_screen
from bot.screens.summaries.week import chart_words, publishing_screen
from bot.services.messages.refusals import show_decided, show_outdated
from bot.services.search.text_commands import TextCommand
from bot.services.summaries.admin import SummaryAdmin
from bot.services.summaries.week_screen import (
    confirmed_week_screen,
    require_shown,
    summary_screen,
    week_of,
)
from bot.telegram.rendering import answer, redraw, reply, show
from bot.telegram.screen import Screen
from data.roadmap.lookup import StaleButton
from data.summaries.schedule import Rule
from data.summaries.summaries import SummaryRule
from handlers.text_commands import TextCommandFilter

MOST_SPHERES: Final = 40  # in a picture that Telegram takes as a photo: width and height up to 10,000 in all


def router() -> Router:
    router = Router(name="summaries")
    reads, publishes, manages = map(needs, (Permission.READ, Permission.SUMMARISE, Permission.ADMIN))
    router.message.register(send_summary, Command("summary", ignore_case=True), flags=reads)
    router.message.register(send_summary, TextCommandFilter(TextCommand.SUMMARY), flags=reads)
    pressed = router.callback_query.register
    pressed(open_summary, OpenSummary.filter(), flags=reads)
    pressed(draw, DrawSummary.filter(), PRESSED_PRIVATELY, flags=reads)
    pressed(preview, PreviewSummary.filter(), flags=publishes)
    pressed(ask_publishing, AskSummaryPublishing.filter(), flags=publishes)
    pressed(publish, PublishSummary.filter(), flags=publishes)
    pressed(confirm_post, ConfirmSummaryPost.filter(), flags=publishes)
    pressed(confirm_week, ConfirmSummaryWeek.filter(), flags=publishes)
    pressed(repeat_post, RepeatSummaryPost.filter(), flags=publishes)
    pressed(open_settings, OpenSummarySettings.filter(), flags=manages)
    pressed(show_settings, FormerSummarySettings.filter(), flags=manages)
    pressed(change_settings, ChangeSummarySettings.filter(), flags=manages)
    return router


async def send_summary(message: Message, user: UserContext, summary_admin: SummaryAdmin) -> None:
    """Shows the summary; in a group its figures alone."""
    await reply(message, await summary_screen(OpenSummary(), user, summary_admin))


async def open_summary(
    query: CallbackQuery, callback_data: OpenSummary, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    await show(query, await summary_screen(callback_data, user, summary_admin))


async def draw(
    query: CallbackQuery, callback_data: DrawSummary, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    """A new message: a text cannot be turned into a picture."""
    shown = await summary_admin.week(user.content, week_of(callback_data.week))
    await answer(query)
    if isinstance(query.message, Message):
        name, picture = await summary_admin.draw(shown)
        file, words = BufferedInputFile(picture, name), chart_words(shown)
        tall = len(user.content.spheres) > MOST_SPHERES
        send = query.message.answer_document if tall else query.message.answer_photo
        await send(file, caption=words, reply_markup=keyboard([], OpenSummary(week=callback_data.week)))


async def preview(
    query: CallbackQuery, callback_data: PreviewSummary, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    """Every message as the group gets it, then the week's screen below them."""
    shown = await summary_admin.week(user.content, week_of(callback_data.week))
    await answer(query)
    await summary_admin.send_calls(shown)
    if isinstance(query.message, Message):
        await reply(
            query.message, await summary_screen(OpenSummary(week=callback_data.week), user, summary_admin)
        )


async def ask_publishing(
    query: CallbackQuery, callback_data: AskSummaryPublishing, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    require_shown(user, callback_data.roadmap_id)
    await show(query, publishing_screen(await summary_admin.week(user.content, week_of(callback_data.week))))


async def publish(
    query: CallbackQuery, callback_data: PublishSummary, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    require_shown(user, callback_data.roadmap_id)
    week = week_of(callback_data.week)
    if week is None:
        raise StaleButton
    published = await summary_admin.publish(user.content, week)
    await answer(query, published_words() if published else published_before_words(), alert=not published)
    await redraw(query, await summary_screen(OpenSummary(week=callback_data.week), user, summary_admin))


async def confirm_post(
    query: CallbackQuery, callback_data: ConfirmSummaryPost, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    await summary_admin.settle(callback_data.row_id, arrived=True)
    await show(query, await summary_screen(OpenSummary(), user, summary_admin))


async def confirm_week(
    query: CallbackQuery, callback_data: ConfirmSummaryWeek, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    await show(query, await confirmed_week_screen(callback_data, user, summary_admin))


async def repeat_post(
    query: CallbackQuery, callback_data: RepeatSummaryPost, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    await summary_admin.settle(callback_data.row_id, arrived=False)
    await show(query, await summary_screen(OpenSummary(), user, summary_admin))


async def open_settings(query: CallbackQuery, user: UserContext, summary_admin: SummaryAdmin) -> None:
    await show(query, await _settings_screen(user, summary_admin))


async def change_settings(
    query: CallbackQuery, callback_data: ChangeSummarySettings, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    place = callback_data
    require_shown(user, place.roadmap_id)
    rule = Rule(place.weekday, time(*divmod(place.minute, 60)))
    wanted = SummaryRule(place.roadmap_id, str(rule), place.is_on, place.pins, place.working_days)
    change = summary_admin.change(user.content, wanted, place.fingerprint)
    await show_decided(query, change, partial(_settings_screen, user, summary_admin))


async def show_settings(
    query: CallbackQuery, callback_data: FormerSummarySettings, user: UserContext, summary_admin: SummaryAdmin
) -> None:
    """Answers a button of an earlier version with the settings as they are now."""
    require_shown(user, callback_data.roadmap_id)
    await show_outdated(query, await _settings_screen(user, summary_admin))


async def _settings_screen(user: UserContext, summary_admin: SummaryAdmin) -> Screen:
    return settings_screen(await summary_admin.schedule(user.content))
