"""Asking for access, and the requests that wait."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.access import PRESSED_PRIVATELY, PRIVATE, Permission, UserContext, needs
from bot.callbacks.people import (
    FormerRefusal,
    OpenAccessRequest,
    OpenAccessRequests,
    RefuseReading,
    RequestAccess,
)
from bot.screens.notices import notice
from bot.screens.people.access import (
    INTRODUCTION,
    introduced_screen,
    introduction_needed_words,
    requested_screen,
    requests_screen,
)
from bot.screens.people.welcome import welcome_screen
from bot.services.messages.refusals import show_outdated
from bot.services.people.access_requests import AccessRequests
from bot.services.people.appointing import Appointing
from bot.telegram.rendering import reply, show
from data.database import Database
from data.people.access_requests import select_access_requests
from data.primitives.fingerprint import Outdated
from data.primitives.text_cleaning import one_line


def router() -> Router:
    router = Router(name="access")
    router.message.register(
        introduce, F.text, PRIVATE, introduces, flags=needs(Permission.OPEN, repeatable=True)
    )
    pressed = router.callback_query.register
    pressed(request_access, RequestAccess.filter(), PRESSED_PRIVATELY, flags=needs(Permission.OPEN))
    pressed(open_requests, OpenAccessRequests.filter(), flags=needs(Permission.ADMIN))
    pressed(open_request, OpenAccessRequest.filter(), flags=needs(Permission.ADMIN))
    pressed(show_request, FormerRefusal.filter(), flags=needs(Permission.ADMIN))
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


def introduces(message: Message, user: UserContext) -> bool:
    """True while a person who asked for access is to say who they are; commands stay what they are."""
    return user.known is not None and user.known.introduces and not (message.text or "").startswith("/")


async def introduce(message: Message, user: UserContext, access_requests: AccessRequests) -> None:
    words = one_line(message.text or "")
    if not words or len(words) > INTRODUCTION:
        await reply(message, notice(introduction_needed_words()))
        return
    await access_requests.introduce(user, words)
    await reply(message, introduced_screen(words))


async def open_requests(query: CallbackQuery, callback_data: OpenAccessRequests, db: Database) -> None:
    await show(query, requests_screen(await select_access_requests(db.reader), callback_data.page))


async def open_request(
    query: CallbackQuery, callback_data: OpenAccessRequest, appointing: Appointing, user: UserContext
) -> None:
    several = len(user.readable) > 1
    await show(query, await appointing.request(callback_data.user_id, several=several))


async def refuse_reading(
    query: CallbackQuery, callback_data: RefuseReading, appointing: Appointing, user: UserContext
) -> None:
    try:
        decided = await appointing.refuse(callback_data.user_id, callback_data.fingerprint)
    except Outdated:
        await show_request(query, callback_data, appointing, user)
    else:
        await show(query, decided)


async def show_request(
    query: CallbackQuery, callback_data: FormerRefusal, appointing: Appointing, user: UserContext
) -> None:
    """Answers a button under a screen that is out of date with the request as it is now."""
    several = len(user.readable) > 1
    await show_outdated(query, await appointing.request(callback_data.user_id, several=several))
