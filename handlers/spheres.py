"""Spheres and their activities."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, Reader, needs
from bot.callbacks import OpenSphere, OpenSpheres
from bot.display import show
from bot.screens.spheres import sphere_screen, spheres_screen


def router() -> Router:
    router = Router(name="spheres")
    router.callback_query.register(open_spheres, OpenSpheres.filter(), flags=needs(Permission.READ))
    router.callback_query.register(open_sphere, OpenSphere.filter(), flags=needs(Permission.READ))
    return router


async def open_spheres(query: CallbackQuery, callback_data: OpenSpheres, reader: Reader) -> None:
    await show(query, spheres_screen(reader.content, callback_data.page))


async def open_sphere(query: CallbackQuery, callback_data: OpenSphere, reader: Reader) -> None:
    await show(query, sphere_screen(reader.content, callback_data, reader.today))
