"""Composes the routers of the features, with the middlewares before them."""

from aiogram import Router

from bot.middlewares.authorization import AuthorizationMiddleware
from bot.middlewares.bot_name import BotNameMiddleware
from bot.middlewares.form_exit import FormExitMiddleware
from bot.middlewares.form_state import FormStateMiddleware
from bot.middlewares.interrupted_update import InterruptedUpdateMiddleware
from bot.middlewares.services import ServicesMiddleware
from bot.middlewares.throttling import ThrottlingMiddleware
from bot.middlewares.user_context import UserContextMiddleware
from handlers import (
    decisions,
    documents,
    errors,
    fallback,
    groups,
    guide,
    home,
    notes,
    people,
    reminders,
    roadmap,
    search,
    settings,
    summaries,
)

# Filters decide, so the order matters where several features take the same message. Notes come first: a reply to
# a post begins one even while a form waits. What waits for a person's words comes before what reads them as a command or a
# question, the fallback last.
FEATURES = (
    errors.router,
    groups.router,
    notes.router,
    people.router,
    decisions.router,
    notes.reading_router,
    reminders.router,
    summaries.router,
    home.router,
    roadmap.router,
    search.router,
    guide.router,
    settings.router,
    documents.router,
    notes.late_router,
    fallback.router,
)


def router() -> Router:
    """Returns all handlers behind their middlewares.

    Among the dispatcher's data it needs `db`, `settings`, `roadmaps`, `language_cache` and `membership`, and
    `interrupted` with an update whose reply was begun before the bot was killed, `doubtful` with one whose reply may
    not have arrived; `clock` (-> aware datetime) and
    `throttle` may replace the usual ones.
    """
    root = Router(name="roadmap-bot")
    user_context, throttling = UserContextMiddleware(), ThrottlingMiddleware()
    form_state, authorization = FormStateMiddleware(), AuthorizationMiddleware()
    form_exit, services = FormExitMiddleware(), ServicesMiddleware()
    root.message.outer_middleware(BotNameMiddleware())
    for observer in (root.message, root.edited_message, root.callback_query):
        observer.outer_middleware(user_context)
        observer.outer_middleware(throttling)
        observer.outer_middleware(form_state)
    for observer in (root.my_chat_member, root.errors):
        observer.outer_middleware(user_context)
    for observer in (root.message, root.callback_query):
        observer.middleware(InterruptedUpdateMiddleware())
    for observer in (root.message, root.edited_message, root.callback_query):
        observer.middleware(authorization)
    for observer in (root.message, root.callback_query):
        observer.middleware(form_exit)
    for observer in (
        root.message,
        root.edited_message,
        root.callback_query,
        root.my_chat_member,
        root.errors,
    ):
        observer.middleware(services)
    root.include_routers(*(feature() for feature in FEATURES))
    return root
