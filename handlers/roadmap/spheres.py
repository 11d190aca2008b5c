"""Spheres, their activities, and the card of an activity."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenActivity, OpenSphere, OpenSpheres
from bot.screens.roadmap.spheres import sphere_screen, spheres_screen
from bot.services.roadmap.activity_card import activity_card, states_shown
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from data.database import Database
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="spheres")
    router.message.register(
        send_spheres, TextCommandFilter(TextCommand.SPHERES), flags=needs(Permission.READ)
    )
    router.callback_query.register(open_spheres, OpenSpheres.filter(), flags=needs(Permission.READ))
    router.callback_query.register(open_sphere, OpenSphere.filter(), flags=needs(Permission.READ))
    router.callback_query.register(open_activity, OpenActivity.filter(), flags=needs(Permission.READ))
    return router


async def send_spheres(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, spheres_screen(user.content, 0, await states_shown(user, db)))


async def open_spheres(
    query: CallbackQuery, callback_data: OpenSpheres, user: UserContext, db: Database
) -> None:
    states = await states_shown(user, db)
    await show(query, spheres_screen(user.content, callback_data.page, states))


async def open_sphere(
    query: CallbackQuery, callback_data: OpenSphere, user: UserContext, db: Database
) -> None:
    await show(query, sphere_screen(user.content, callback_data, await states_shown(user, db)))


async def open_activity(
    query: CallbackQuery, callback_data: OpenActivity, user: UserContext, db: Database
) -> None:
    await show(query, await activity_card(user, callback_data, db))
