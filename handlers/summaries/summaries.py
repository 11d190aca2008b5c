"""The weekly summary: any week of it, its publishing, and when it comes."""

from datetime import time
from typing import Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.access import PRESSED_PRIVATELY, Permission, Reader, needs
from bot.callbacks.summaries import (
    AskSummaryPublishing,
    ChangeSummarySettings,
    ConfirmSummaryPost,
    DrawSummary,
    OpenSummary,
    OpenSummarySettings,
    PreviewSummary,
    PublishSummary,
    RepeatSummaryPost,
)
from bot.screens.keyboard import keyboard
from bot.screens.summaries.notices import published_before_words, published_words
from bot.screens.summaries.settings import settings_screen
from bot.screens.summaries.week import (
    Viewer,
    brief_screen,
    chart_words,
    publishing_screen,
    week_number,
    week_screen,
)
from bot.services.search.text_commands import TextCommand
from bot.services.summaries.admin import SummaryAdmin
from bot.telegram.deep_links import linked_summary
from bot.telegram.rendering import answer, redraw, reply, show
from bot.telegram.screen import Screen
from data.people.rights import Right, holds
from data.roadmap.lookup import StaleButton
from data.roadmap.weeks import Week
from data.summaries.schedule import Rule
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
    pressed(repeat_post, RepeatSummaryPost.filter(), flags=publishes)
    pressed(open_settings, OpenSummarySettings.filter(), flags=manages)
    pressed(change_settings, ChangeSummarySettings.filter(), flags=manages)
    return router


async def send_summary(message: Message, reader: Reader, summary_admin: SummaryAdmin) -> None:
    """In a group only the figures."""
    await reply(message, await _screen(OpenSummary(), reader, summary_admin))


async def open_summary(
    query: CallbackQuery, callback_data: OpenSummary, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    await show(query, await _screen(callback_data, reader, summary_admin))


async def draw(
    query: CallbackQuery, callback_data: DrawSummary, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    """A new message: a text cannot be turned into a picture."""
    shown = await summary_admin.week(reader.content, _week(callback_data.week))
    await answer(query)
    if isinstance(query.message, Message):
        name, picture = await summary_admin.draw(shown)
        file, words = BufferedInputFile(picture, name), chart_words(shown)
        tall = len(reader.content.spheres) > MOST_SPHERES
        send = query.message.answer_document if tall else query.message.answer_photo
        await send(file, caption=words, reply_markup=keyboard([], OpenSummary(week=callback_data.week)))


async def preview(
    query: CallbackQuery, callback_data: PreviewSummary, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    """Every message as the group gets it, then the week's screen below them."""
    shown = await summary_admin.week(reader.content, _week(callback_data.week))
    await answer(query)
    await summary_admin.send_calls(shown)
    if isinstance(query.message, Message):
        await reply(query.message, await _screen(OpenSummary(week=callback_data.week), reader, summary_admin))


async def ask_publishing(
    query: CallbackQuery, callback_data: AskSummaryPublishing, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    _require_shown(reader, callback_data.roadmap_id)
    await show(query, publishing_screen(await summary_admin.week(reader.content, _week(callback_data.week))))


async def publish(
    query: CallbackQuery, callback_data: PublishSummary, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    _require_shown(reader, callback_data.roadmap_id)
    week = _week(callback_data.week)
    if week is None:
        raise StaleButton
    published = await summary_admin.publish(reader.content, week)
    await answer(query, published_words() if published else published_before_words(), alert=not published)
    await redraw(query, await _screen(OpenSummary(week=callback_data.week), reader, summary_admin))


async def confirm_post(
    query: CallbackQuery, callback_data: ConfirmSummaryPost, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    await summary_admin.settle(callback_data.row_id, arrived=True)
    await show(query, await _screen(OpenSummary(), reader, summary_admin))


async def repeat_post(
    query: CallbackQuery, callback_data: RepeatSummaryPost, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    await summary_admin.settle(callback_data.row_id, arrived=False)
    await show(query, await _screen(OpenSummary(), reader, summary_admin))


async def open_settings(query: CallbackQuery, reader: Reader, summary_admin: SummaryAdmin) -> None:
    await show(query, settings_screen(await summary_admin.schedule(reader.content)))


async def change_settings(
    query: CallbackQuery, callback_data: ChangeSummarySettings, reader: Reader, summary_admin: SummaryAdmin
) -> None:
    _require_shown(reader, callback_data.roadmap_id)
    rule = Rule(callback_data.weekday, time(*divmod(callback_data.minute, 60)))
    await summary_admin.change(reader.content, rule, is_on=callback_data.is_on, pins=callback_data.pins)
    await show(query, settings_screen(await summary_admin.schedule(reader.content)))


async def open_linked(payload: str, reader: Reader, summary_admin: SummaryAdmin) -> Screen | None:
    """What a link to a week opens, or to the one that goes on; None for a link to something else."""
    linked = linked_summary(payload)
    if linked is None:
        return None
    try:
        return await _screen(_place(linked.week), reader, summary_admin)
    except StaleButton:
        return await _screen(OpenSummary(), reader, summary_admin)


async def _screen(place: OpenSummary, reader: Reader, desk: SummaryAdmin) -> Screen:
    shown = await desk.week(reader.content, _week(place.week))
    if not reader.private:
        return brief_screen(shown)
    role = reader.person.role
    viewer = Viewer(holds(role, Right.SUMMARISE), holds(role, Right.SCHEDULE_SUMMARIES))
    return week_screen(shown, viewer, place.page)


def _week(number: int) -> Week | None:
    """Raises `StaleButton` for a number that no week has."""
    try:
        return Week.parse(f"{number // 100:04}-W{number % 100:02}") if number else None
    except ValueError:
        raise StaleButton from None


def _place(written: str | None) -> OpenSummary:
    """Raises `StaleButton` for a week that its year does not have."""
    try:
        return OpenSummary(week=week_number(Week.parse(written))) if written else OpenSummary()
    except ValueError:
        raise StaleButton from None


def _require_shown(reader: Reader, roadmap_id: int) -> None:
    """Raises `StaleButton` when another roadmap was chosen since the button was shown."""
    if reader.content.roadmap.id != roadmap_id:
        raise StaleButton
