"""Spheres and their activities."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenSphere, OpenSpheres
from bot.screens.roadmap.spheres import sphere_screen, spheres_screen
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="spheres")
    router.message.register(
        send_spheres, TextCommandFilter(TextCommand.SPHERES), flags=needs(Permission.READ)
    )
    router.callback_query.register(open_spheres, OpenSpheres.filter(), flags=needs(Permission.READ))
    router.callback_query.register(open_sphere, OpenSphere.filter(), flags=needs(Permission.READ))
    return router


async def send_spheres(message: Message, user: UserContext) -> None:
    await reply(message, spheres_screen(user.content, page=0))


async def open_spheres(query: CallbackQuery, callback_data: OpenSpheres, user: UserContext) -> None:
    await show(query, spheres_screen(user.content, callback_data.page))


async def open_sphere(query: CallbackQuery, callback_data: OpenSphere, user: UserContext) -> None:
    await show(query, sphere_screen(user.content, callback_data, user.today))
