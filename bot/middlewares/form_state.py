"""Loads what the user's next message is for, once an update."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from bot.access import UserContext
from data.database import Database
from data.people.form_state import select_form_state
from data.people.rights import Right, holds

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class FormStateMiddleware(BaseMiddleware):
    """Sets `form` of the update's `user` by one query; the filters of forms read it there.

    It stands before the filters, which decide before a handler's permission is known, so it asks about people with a
    role only: no other person can be in a form. In groups there are no forms, but a draft may have begun there with a
    message that is edited now. An administrator who is one no more asks questions as others do.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: UserContext = data["user"]
        is_edited = isinstance(event, Message) and event.edit_date is not None
        if user.known and user.known.role and (user.private or is_edited):
            db: Database = data["db"]
            form = await select_form_state(db.reader, user.known.user_id)
            asked = form.job_title if holds(user.known.role, Right.MANAGE_PEOPLE) else None
            data["user"] = replace(user, form=replace(form, job_title=asked))
        return await handler(event, data)
