"""The history of an activity, page by page."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.notes import OpenHistory
from bot.screens.decisions.history import ROWS, HistoryPage, history_screen
from bot.screens.paging import page_window
from bot.telegram.rendering import show
from data.database import Database
from data.decisions.activity_history import select_event_count, select_events
from data.roadmap.lookup import known_activity


def router() -> Router:
    router = Router(name="history")
    router.callback_query.register(open_history, OpenHistory.filter(), flags=needs(Permission.READ))
    return router


async def open_history(
    query: CallbackQuery, callback_data: OpenHistory, user: UserContext, db: Database
) -> None:
    activity = known_activity(user.content, callback_data.activity_id)
    window = page_window(callback_data.page, await select_event_count(db.reader, activity.id), ROWS)
    events = await select_events(db.reader, activity.id, window.size, window.offset)
    page = HistoryPage(events, window)
    await show(query, history_screen(user.content, activity, page, user.zone))
