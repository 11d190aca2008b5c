"""Handlers of groups: events about their members and titles, and the binding of a roadmap."""

from aiogram import Router

from handlers.groups import binding, changes


def router() -> Router:
    """Returns the feature's handlers."""
    router = Router(name="groups")
    router.include_routers(changes.router(), binding.router())
    return router
