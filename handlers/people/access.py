"""Asking for access, and the requests that wait."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import PRESSED_PRIVATELY, Permission, UserContext, needs
from bot.callbacks.people import OpenAccessRequest, OpenAccessRequests, RefuseReading, RequestAccess
from bot.screens.people.access import request_screen, requested_screen, requests_screen
from bot.screens.people.welcome import welcome_screen
from bot.services.people.access_requests import AccessRequests
from bot.services.people.appointing import Appointing
from bot.telegram.rendering import show
from data.database import Database
from data.people.access_requests import select_access_request, select_access_requests


def router() -> Router:
    router = Router(name="access")
    pressed = router.callback_query.register
    pressed(request_access, RequestAccess.filter(), PRESSED_PRIVATELY, flags=needs(Permission.OPEN))
    pressed(open_requests, OpenAccessRequests.filter(), flags=needs(Permission.ADMIN))
    pressed(open_request, OpenAccessRequest.filter(), flags=needs(Permission.ADMIN))
    pressed(refuse_reading, RefuseReading.filter(), flags=needs(Permission.ADMIN))
    return router


async def request_access(query: CallbackQuery, user: UserContext, access_requests: AccessRequests) -> None:
    """Stores the request once and tells the administrators once, however often the button is pressed."""
    held = await access_requests.held(user.person.user_id)
    if held.role:
        await show(query, welcome_screen(held, await access_requests.directory()))
        return
    await access_requests.ask(user, query.from_user)
    admins = await access_requests.administrators()
    await show(query, requested_screen(admins=bool(admins)))


async def open_requests(query: CallbackQuery, callback_data: OpenAccessRequests, db: Database) -> None:
    await show(query, requests_screen(await select_access_requests(db.reader), callback_data.page))


async def open_request(
    query: CallbackQuery,
    callback_data: OpenAccessRequest,
    appointing: Appointing,
    db: Database,
    user: UserContext,
) -> None:
    request = await select_access_request(db.reader, callback_data.user_id)
    if request:
        await show(query, request_screen(request, several=len(user.readable) > 1))
    else:
        await show(query, await appointing.decision(callback_data.user_id, before=True))


async def refuse_reading(query: CallbackQuery, callback_data: RefuseReading, appointing: Appointing) -> None:
    await show(query, await appointing.refuse(callback_data.user_id))
