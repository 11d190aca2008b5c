"""Asking to be let in, and who waits for it."""

from datetime import datetime
from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import PRESSED_PRIVATELY, Permission, needs
from bot.callbacks.people import OpenAccessRequest, OpenAccessRequests, RefuseReading, RequestAccess
from bot.screens.people.access import request_screen, requested_screen, requests_screen
from bot.screens.people.welcome import welcome_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from bot.services.people.appointing import Appointing
from bot.telegram.rendering import show
from data.database import Database
from data.people.access_requests import (
    AccessRequest,
    insert_access_request,
    select_access_request,
    select_access_requests,
)
from data.people.members import select_directory
from data.people.people import NAME_LENGTH
from data.text_cleaning import one_line


def router() -> Router:
    router = Router(name="access")
    pressed = router.callback_query.register
    pressed(request_access, RequestAccess.filter(), PRESSED_PRIVATELY, flags=needs(Permission.OPEN))
    pressed(open_requests, OpenAccessRequests.filter(), flags=needs(Permission.ADMIN))
    pressed(open_request, OpenAccessRequest.filter(), flags=needs(Permission.ADMIN))
    pressed(refuse_reading, RefuseReading.filter(), flags=needs(Permission.ADMIN))
    return router


async def request_access(
    query: CallbackQuery, appointing: Appointing, notifier: Notifier, db: Database, now: datetime
) -> None:
    """Stored once; the administrators are told once, however often it is pressed."""
    user_id = query.from_user.id
    held = await appointing.held(user_id)
    if held.role:
        await show(query, welcome_screen(held, await select_directory(db.reader)))
        return
    name = one_line(query.from_user.full_name, NAME_LENGTH) or str(user_id)
    request = AccessRequest(user_id, name, int(now.timestamp()))
    async with db.writing() as connection:
        new = await insert_access_request(connection, request)
    admins = await notifier.administrators()
    await show(query, requested_screen(admins=bool(admins)))
    for admin in admins if new else ():
        await notifier.to_person(admin, MessageKind.ACCESS_REQUESTED, partial(request_screen, request))


async def open_requests(query: CallbackQuery, callback_data: OpenAccessRequests, db: Database) -> None:
    await show(query, requests_screen(await select_access_requests(db.reader), callback_data.page))


async def open_request(
    query: CallbackQuery, callback_data: OpenAccessRequest, appointing: Appointing, db: Database
) -> None:
    request = await select_access_request(db.reader, callback_data.user_id)
    if request:
        await show(query, request_screen(request))
    else:
        await show(query, await appointing.decision(callback_data.user_id, before=True))


async def refuse_reading(query: CallbackQuery, callback_data: RefuseReading, appointing: Appointing) -> None:
    await show(query, await appointing.refuse(callback_data.user_id))
